#include "tieuchi/projection/programme_outlook.hpp"
#include "support/builder.hpp"
#include "synthetic_history.hpp"
#include "tieuchi/projection/project.hpp"
#include "tieuchi/projection/skill.hpp"

using namespace support;

namespace {

const Model& model() {
  static const Model m =
      fit(History(synthetic::panel({.units = 80, .years = 5, .districts = 4, .seed = 3})));
  return m;
}
// Every unit is on the list of the year ahead.
std::vector<std::uint8_t> everyone(std::size_t years = 1) {
  return std::vector<std::uint8_t>(80 * years, 1);
}
const Outlook& outlook() {
  static const Outlook o =
      project(model(), {.until = 2020, .draws = 1000, .seed = 2, .registered = everyone()});
  return o;
}
Target target(const char* code, Metric metric, int least, TargetPopulation who = {}) {
  return {.code = code,
          .metric = metric,
          .population = std::move(who),
          .by = end_2020,
          .at_least = Decimal(least)};
}

}  // namespace

TEST(ProgrammeOutlook, metrics_of_everyone_are_those_of_the_outlook) {
  Text why;
  const auto all = members({}, outlook(), end_2020, {}, why);
  ASSERT_TRUE(all);
  for (Metric m : {Metric::mean_criteria, Metric::least_criteria, Metric::recognised,
                   Metric::newly_recognised}) {
    EXPECT_EQ(draws_of(outlook(), target("t", m, 0), *all, 0), outlook().draws_of(m, 0)) << name(m);
  }
  Target band = target("t", Metric::units_in_band, 0);
  band.band = CriteriaRange{10, 14};
  EXPECT_EQ(draws_of(outlook(), band, *all, 0), outlook().draws_of(Band{"", 10, 14}, 0));
  Target share = target("t", Metric::criterion_share, 0);
  share.criterion = CriterionNumber{"4"};
  double mean = 0, chance = 0;
  for (double x : draws_of(outlook(), share, *all, 0)) mean += x / 1000;
  for (std::size_t i = 0; i < 80; ++i) chance += outlook().chance(0, 3, i) / 0.8;
  EXPECT_NEAR(mean, chance, 1.0);
}

TEST(ProgrammeOutlook, targets_of_cohorts_districts_and_lists_are_answered_or_say_why_not) {
  TargetPopulation border{.name = {"xã biên giới", "border communes"}},
      village{.level = Level::village}, within, list;
  border.cohort.member_of = CohortCode{"border"};
  within.cohort.within = UnitCode{"SD2"};
  list.units = {UnitCode{"S1"}, UnitCode{"S5"}};
  const Programme p("p", {},
                    {target("all", Metric::mean_criteria, 9),
                     target("border", Metric::mean_criteria, 8, border),
                     target("village", Metric::recognised, 1, village),
                     target("within", Metric::mean_criteria, 9, within),
                     target("list", Metric::least_criteria, 3, list),
                     target("tier", Metric::tier_new, 1),
                     {.code = "late",
                      .metric = Metric::recognised,
                      .by = Date::end_of(2030),
                      .at_least = Decimal(1)}});
  const auto without = answer(outlook(), p);
  for (const char* code : {"border", "village", "tier", "late"}) {
    EXPECT_FALSE(without.answer(code).identified) << code;
    EXPECT_FALSE(without.answer(code).why.vi.empty()) << code;
  }
  EXPECT_EQ(without.answer("within").units, 20u);
  EXPECT_EQ(without.answer("list").units, 2u);
  EXPECT_THROW((void)without.joint({"all", "border"}), NotEnoughData);
  EXPECT_THROW((void)without.answer("no such"), UnknownCode);
  const auto with = answer(
      outlook(), p,
      {.cohorts = {{CohortCode{"border"}, {UnitCode{"S3"}, UnitCode{"S4"}, UnitCode{"nobody"}}}}});
  EXPECT_EQ(with.answer("border").units, 2u);
  EXPECT_TRUE(with.answer("border").probability.value > 0);
}

TEST(ProgrammeOutlook, recognitions_without_a_registration_list_say_why_they_have_no_number) {
  const Programme p(
      "p", {},
      {target("mean", Metric::mean_criteria, 9), target("all", Metric::recognised, 1),
       target("new", Metric::newly_recognised, 0), target("share", Metric::recognised_share, 1)});
  const auto bare = project(model(), {.until = 2020, .draws = 100});
  const auto said = answer(bare, p);
  EXPECT_TRUE(said.answer("mean").identified);
  for (const char* code : {"all", "new", "share"}) {
    EXPECT_FALSE(said.answer(code).identified) << code;
    EXPECT_EQ(said.answer(code).why.en, recognitions_need_a_list().en) << code;
    EXPECT_THROW((void)said.joint({code}), NotEnoughData) << code;
    EXPECT_TRUE(answer(outlook(), p).answer(code).identified) << code;
  }
  Text why;
  const auto all = members({}, bare, end_2020, {}, why);
  EXPECT_THROW((void)draws_of(bare, p.targets()[1], *all, 0), NotEnoughData);
}

TEST(ProgrammeOutlook, joint_and_conditional_chances_are_counts_of_the_same_draws) {
  const double middle = quantile(outlook().draws_of(Metric::mean_criteria, 0), 0.5);
  const auto newly = outlook().draws_of(Metric::newly_recognised, 0);
  Target mean_target = target("mean", Metric::mean_criteria, 0);
  mean_target.at_least = Decimal::from_double(middle);
  const Programme p("p", {}, {mean_target, target("new", Metric::newly_recognised, 1)});
  const Outlook calm =
      project(model(),
              {.until = 2020, .draws = 1000, .seed = 2, .shocks = false, .registered = everyone()});
  const auto said = answer(outlook(), p, {.without_shocks = &calm});
  std::size_t both = 0, mean = 0;
  const auto means = outlook().draws_of(Metric::mean_criteria, 0);
  for (std::size_t s = 0; s < 1000; ++s) {
    mean += p.targets()[0].reached(means[s]);
    both += p.targets()[0].reached(means[s]) && newly[s] >= 1;
  }
  EXPECT_DOUBLE_EQ(said.answer("mean").probability.value, double(mean) / 1000);
  EXPECT_DOUBLE_EQ(said.joint({"mean", "new"}).value, double(both) / 1000);
  EXPECT_DOUBLE_EQ(said.joint().value, double(both) / 1000);
  EXPECT_NEAR(said.given({"new"}, {"mean"}).value, double(both) / double(mean), 1e-12);
  EXPECT_TRUE(said.answer("mean").without_shocks);
  EXPECT_LE(said.answer("mean").low, said.answer("mean").median);
}

TEST(ProgrammeOutlook, raising_any_gain_never_lowers_the_chance_of_a_target) {
  ProjectOptions o{.until = 2021, .draws = 300, .seed = 9, .registered = everyone(2)};
  const auto plain = project(model(), o);
  Target mean = target("mean", Metric::mean_criteria, 0);
  mean.at_least = Decimal::from_double(quantile(plain.draws_of(Metric::mean_criteria, 0), 0.6));
  const Programme p(
      "p", {},
      {mean, target("all", Metric::recognised, 2), target("least", Metric::least_criteria, 3)});
  const auto before = answer(plain, p);
  RandomStream random(8, 0, 0);
  for (int w = 0; w < 60; ++w) {
    o.works.push_back({static_cast<std::size_t>(random.uniform() * 80),
                       static_cast<std::size_t>(random.uniform() * 19), 2020, random.uniform()});
  }
  const auto after = answer(project(model(), o), p);
  for (const auto& t : p.targets()) {
    for (std::size_t w = 0; w < before.reached(t.code).size(); ++w) {
      // Draw by draw.
      EXPECT_EQ(before.reached(t.code)[w] & ~after.reached(t.code)[w], 0u) << t.code;
    }
  }
  EXPECT_GT(after.answer("mean").probability.value, before.answer("mean").probability.value);
}

TEST(ProgrammeOutlook, units_that_exist_no_more_are_not_counted) {
  std::vector<std::uint8_t> population(80, 1);
  for (std::size_t i = 0; i < 30; ++i) population[i] = 0;
  const auto some =
      project(model(), {.until = 2020, .draws = 200, .seed = 2, .population = population});
  const auto everyone = project(model(), {.until = 2020, .draws = 200, .seed = 2});
  EXPECT_EQ(some.units_counted(), 50u);
  const auto bits = unit_bits(population);
  const auto expected = draws_of(everyone, target("t", Metric::mean_criteria, 0), bits, 0);
  EXPECT_EQ(some.draws_of(Metric::mean_criteria, 0), expected);
  EXPECT_LE(some.law_of_all(0).mean(), everyone.law_of_all(0).mean());
  EXPECT_THROW(
      (void)project(model(), {.until = 2020, .population = std::vector<std::uint8_t>(80, 0)}),
      InvalidData);
  const auto unkept = project(model(), {.until = 2020, .draws = 60, .keep_states_up_to = 0});
  EXPECT_TRUE(unkept.states().empty());
  EXPECT_THROW(answer(unkept, Programme("p", {}, {target("mean", Metric::mean_criteria, 9)})),
               NotEnoughData);
}
