#include "tieuchi/projection/merged_history.hpp"
#include "support/builder.hpp"
#include "synthetic_history.hpp"
#include "tieuchi/projection/parameter_draw.hpp"
#include "tieuchi/projection/project.hpp"

using namespace support;

namespace {

const Date day{2020, 1, 1};

const History& past() {
  static const History h(synthetic::panel({.units = 60, .years = 5, .districts = 3, .seed = 9}));
  return h;
}
// S1 and S2 become M1, S3 joins S4, which keeps its code.
Descent descent() {
  return Reorganisation({{UnitCode{"S1"}, UnitCode{"M1"}, day, 1.0},
                         {UnitCode{"S2"}, UnitCode{"M1"}, day, 1.0},
                         {UnitCode{"S3"}, UnitCode{"S4"}, day, 1.0}})
      .descent(past().parts().units, end_2019, end_2020);
}
std::size_t at(const History& h, const char* code) {
  return std::size_t(std::ranges::find(h.parts().units, UnitCode{code}) - h.parts().units.begin());
}

}  // namespace

TEST(MergedHistory, old_units_are_learnt_from_and_new_ones_have_a_last_state_only) {
  const auto all = merge(past(), descent(), ParentStates::all_parents),
             any = merge(past(), descent(), ParentStates::any_parent),
             open = merge(past(), descent(), ParentStates::reassess);
  const History& h = all.history;
  EXPECT_EQ(h.units(), 62u);
  // 60 less S1, S2, S3, S4 as it was, plus M1 and S4.
  EXPECT_EQ(std::ranges::count(all.population, 1), 58);
  EXPECT_EQ(h.transition_years(), past().transition_years());
  const std::size_t m = at(h, "M1"), last = h.years() - 1;
  EXPECT_LT(at(h, "S4 (before)"), at(h, "S4"));
  for (std::size_t j = 0; j < h.criteria(); ++j) {
    const bool a = past().state(last, j, 0) == State::met,
               b = past().state(last, j, 1) == State::met;
    EXPECT_EQ(h.state(last, j, m), a && b ? State::met : State::not_met);
    EXPECT_EQ(any.history.state(last, j, m), a || b ? State::met : State::not_met);
    EXPECT_EQ(open.history.state(last, j, m), a != b ? State::missing
                                              : a    ? State::met
                                                     : State::not_met);
    EXPECT_EQ(h.state(last - 1, j, m), State::missing);
  }
  EXPECT_EQ(h.district(m), past().district(0));
}

TEST(MergedHistory, the_effect_of_a_merged_unit_is_integrated_not_plugged_in) {
  const auto merged = merge(past(), descent(), ParentStates::all_parents);
  const Model model = fit(merged.history);
  ASSERT_TRUE(model.gain());
  const std::size_t m = at(merged.history, "M1");
  // Nothing tells of it, so its mode is 0 and its draws spread as units do.
  EXPECT_NEAR(model.gain()->effect(Effect::unit)[m], 0, 1e-9);
  double sum = 0, squares = 0;
  for (std::uint32_t s = 0; s < 2000; ++s) {
    RandomStream random(3, s, 1);
    const auto d = draw_model(*model.gain(), merged.history, {}, random);
    RandomStream again(3, s, 1);
    const double x = d.unit[m];
    sum += x, squares += x * x;
  }
  const double sd = std::sqrt(squares / 2000 - sum * sum / 4e6);
  EXPECT_GT(sd, 0.9 * model.gain()->sd(Effect::unit));
  const auto outlook =
      project(model, {.until = 2020, .draws = 300, .population = merged.population});
  EXPECT_EQ(outlook.units_counted(), 58u);
}

TEST(MergedHistory, the_worst_parent_never_forecasts_more_than_the_best) {
  const auto of = [&](ParentStates rule) {
    const auto merged = merge(past(), descent(), rule);
    return project(fit(merged.history),
                   {.until = 2020, .draws = 400, .population = merged.population})
        .probability(Metric::mean_criteria, 0, 0)
        .value;
  };
  EXPECT_EQ(of(ParentStates::all_parents), 1);
  const auto mean = [&](ParentStates rule) {
    const auto merged = merge(past(), descent(), rule);
    double sum = 0;
    for (double x : project(fit(merged.history),
                            {.until = 2020, .draws = 400, .population = merged.population})
                        .draws_of(Metric::mean_criteria, 0))
      sum += x / 400;
    return sum;
  };
  EXPECT_LT(mean(ParentStates::all_parents), mean(ParentStates::any_parent));
}

TEST(MergedHistory, refuses_a_descent_of_other_units) {
  const auto other = Reorganisation({}).descent(std::vector{UnitCode{"x"}}, end_2019, end_2020);
  EXPECT_THROW((void)merge(past(), other, ParentStates::reassess), InvalidData);
}
