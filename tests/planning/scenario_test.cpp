#include "tieuchi/planning/scenario.hpp"
#include "support/builder.hpp"
#include "synthetic_history.hpp"
#include "tieuchi/projection/skill.hpp"

using namespace support;

namespace {

const Model& model() {
  static const Model m =
      fit(History(synthetic::panel({.units = 60, .years = 5, .districts = 3, .seed = 5})));
  return m;
}

ProjectOptions base();

// The mean is asked to reach what half of the draws reach.
Programme programme() {
  static const double middle =
      quantile(project(model(), base()).draws_of(Metric::mean_criteria, 1), 0.5);
  Target mean{.code = "mean",
              .metric = Metric::mean_criteria,
              .by = Date::end_of(2021),
              .at_least = Decimal::from_double(middle)},
      tier{.code = "tier",
           .metric = Metric::tier_new,
           .by = Date::end_of(2021),
           .at_least = Decimal(1)};
  return Programme("p", {}, {mean, tier});
}

ProjectOptions base() {
  ProjectOptions o{.until = 2021, .draws = 600, .seed = 4};
  for (std::size_t i = 0; i < 10; ++i) o.works.push_back({i, 3, 2020});
  return o;
}

}  // namespace

TEST(Scenario, funding_more_raises_and_delaying_lowers_every_target_draw_by_draw) {
  std::vector<FundedWork> more;
  for (std::size_t i = 10; i < 40; ++i) more.push_back({i, 5, 2020, 0.9});
  std::vector<Delay> later;
  for (std::size_t i = 0; i < 10; ++i) later.push_back({i, 3, 5});
  const auto table =
      what_if(model(), base(), programme(),
              {{.name = "more", .fund = more, .cost = 7}, {.name = "later", .delay = later}});
  const auto &plain = table.of("base").targets().reached("mean"),
             &with = table.of("more").targets().reached("mean"),
             &without = table.of("later").targets().reached("mean");
  for (std::size_t w = 0; w < plain.size(); ++w) {
    EXPECT_EQ(plain[w] & ~with[w], 0u);
    EXPECT_EQ(without[w] & ~plain[w], 0u);
  }
  EXPECT_GT(table.of("more").difference("mean")->value, 0);
  EXPECT_LT(table.of("later").difference("mean")->value, 0);
  EXPECT_EQ(table.of("more").cost(), 7);
  EXPECT_FALSE(table.of("base").difference("mean"));
  EXPECT_FALSE(table.of("more").difference("tier"));
}

TEST(Scenario, a_paired_difference_is_tighter_than_two_independent_runs) {
  std::vector<FundedWork> more;
  for (std::size_t i = 10; i < 25; ++i) more.push_back({i, 5, 2020});
  const auto table = what_if(model(), base(), programme(), {{.name = "more", .fund = more}});
  const auto a = table.of("base").targets().answer("mean").probability,
             b = table.of("more").targets().answer("mean").probability;
  const auto difference = *table.of("more").difference("mean");
  EXPECT_NEAR(difference.value, b.value - a.value, 1e-12);
  EXPECT_LT(difference.error, 0.7 * std::hypot(a.error, b.error));
}

TEST(Scenario, another_model_is_drawn_with_the_same_numbers) {
  const auto table = what_if(model(), {.until = 2021, .draws = 300, .seed = 4}, programme(),
                             {{.name = "same", .model = &model()}});
  EXPECT_EQ(table.of("same").difference("mean")->value, 0);
  EXPECT_EQ(table.of("same").difference("mean")->error, 0);
}

TEST(Scenario, wrong_scenarios_are_told) {
  EXPECT_THROW((void)what_if(model(), base(), programme(), {{.name = "base"}}), InvalidData);
  EXPECT_THROW((void)what_if(model(), base(), programme(), {{.name = "a"}, {.name = "a"}}),
               InvalidData);
  EXPECT_THROW((void)what_if(model(), base(), programme(), {{.name = "a", .delay = {{50, 1, 1}}}}),
               InvalidData);
  EXPECT_THROW((void)what_if(model(), base(), programme(), {}).of("none"), UnknownCode);
}
