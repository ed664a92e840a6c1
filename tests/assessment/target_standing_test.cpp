#include "tieuchi/assessment/target_standing.hpp"
#include "support/builder.hpp"

using namespace support;

namespace {

Target target(const char* code, Metric metric, const char* at_least, TargetPopulation who = {}) {
  Target t{.code = code, .metric = metric, .population = std::move(who), .by = end_2020};
  t.at_least = d(at_least);
  return t;
}

struct World {
  Registry registry = communes(4);
  CriteriaSet set{parts(
      {criterion("1", {at_least("1.1", "a", "50")}), criterion("2", {at_least("2.1", "b", "50")})},
      {measure("a"), measure("b")})};
  Table table = Table(4).add("a", {60, 60, 40, missing}).add("b", {60, 40, 40, 60});
  Assessment result = assess(compile(set, {.on = end_2019}), registry, table.data.view());
};

}  // namespace

TEST(TargetStanding, every_metric_has_bounds_and_a_verdict_today) {
  World w;
  TargetPopulation two;
  two.units = {UnitCode{"c0"}, UnitCode{"c1"}};
  Target band = target("band", Metric::units_in_band, "1");
  band.band = CriteriaRange{2, 2};
  Target share = target("share", Metric::criterion_share, "50");
  share.criterion = CriterionNumber{"1"};
  Target few{.code = "few",
             .metric = Metric::units_in_band,
             .by = end_2020,
             .at_most = Decimal(0),
             .band = CriteriaRange{0, 0}};
  const Programme p(
      "p", {},
      {target("low", Metric::mean_criteria, "1"), target("high", Metric::mean_criteria, "1.2"),
       target("beyond", Metric::mean_criteria, "1.3"),
       target("two", Metric::mean_criteria, "1.5", two),
       target("least", Metric::least_criteria, "1"), band, share, few,
       target("tier", Metric::tier_new, "1"), target("recognised", Metric::recognised, "1")});
  const auto s = standing(w.result, w.registry, p, {.na_count = NaCount::drop()});
  const auto at = [&](const char* code) {
    return *std::ranges::find(s, code, &TargetStanding::code);
  };
  EXPECT_EQ(at("low").least, 1);
  EXPECT_EQ(at("low").most, 1.25);
  EXPECT_EQ(at("low").verdict, Verdict::met);
  EXPECT_EQ(at("high").verdict, Verdict::unknown);
  EXPECT_EQ(at("beyond").verdict, Verdict::not_met);
  EXPECT_EQ(at("two").units, 2u);
  EXPECT_EQ(at("two").verdict, Verdict::met);
  EXPECT_EQ(at("least").verdict, Verdict::not_met);
  EXPECT_EQ(at("band").least, 1);
  EXPECT_EQ(at("band").most, 2);
  EXPECT_EQ(at("share").least, 50);
  EXPECT_EQ(at("share").most, 75);
  EXPECT_EQ(at("few").verdict, Verdict::not_met);
  EXPECT_EQ(at("least").least, 0);
  // Two or fewer is sure, one or fewer is open, none is not.
  for (const auto& [most, verdict] :
       {std::pair{2, Verdict::met}, {1, Verdict::unknown}, {0, Verdict::not_met}}) {
    Target t = band;
    t.at_least = std::nullopt, t.at_most = Decimal(most);
    EXPECT_EQ(
        standing(w.result, w.registry, Programme("q", {}, {t}), {.na_count = NaCount::drop()})[0]
            .verdict,
        verdict)
        << most;
  }
  EXPECT_EQ(at("least").most, 0);
  EXPECT_EQ(at("band").verdict, Verdict::met);
  EXPECT_EQ(at("share").verdict, Verdict::met);
  EXPECT_FALSE(at("tier").identified);
  EXPECT_EQ(at("recognised").why.en, "no list of communes recognised");
}

TEST(TargetStanding, lists_of_recognised_communes_and_cohorts_answer_what_verdicts_do_not) {
  World w;
  TargetPopulation border{.name = {"xã biên giới", "border communes"}},
      village{.level = Level::village};
  border.cohort.member_of = CohortCode{"border"};
  const Programme p(
      "p", {},
      {target("recognised", Metric::recognised, "2"), target("new", Metric::newly_recognised, "1"),
       target("share", Metric::recognised_share, "50"),
       target("border", Metric::mean_criteria, "2", border),
       target("village", Metric::recognised, "1", village)});
  const auto s = standing(w.result, w.registry, p,
                          {.na_count = NaCount::drop(),
                           .cohorts = {{CohortCode{"border"}, {UnitCode{"c0"}}}},
                           .recognised = {{UnitCode{"c0"}, UnitCode{"c3"}}},
                           .newly_recognised = {{UnitCode{"x"}}}});
  EXPECT_EQ(s[0].verdict, Verdict::met);
  EXPECT_EQ(s[1].verdict, Verdict::not_met);
  EXPECT_EQ(s[2].least, 50);
  EXPECT_EQ(s[3].units, 1u);
  EXPECT_EQ(s[3].verdict, Verdict::met);
  EXPECT_FALSE(s[4].identified);
  const auto without = standing(w.result, w.registry, p, {.na_count = NaCount::drop()});
  EXPECT_EQ(without[3].why.en, "no unit of the data belongs to border communes");
  // Who is not there comes before what is not known of them.
  EXPECT_EQ(without[4].why, s[4].why);
  EXPECT_EQ(without[1].why.en, "no list of communes newly recognised");
  EXPECT_EQ(without[4].least, 0);
}
