#include "tieuchi/assessment/re_review.hpp"
#include "support/builder.hpp"

using namespace support;

namespace {

const Date day{2020, 1, 1};
std::vector<UnitCode> old_codes() {
  return {UnitCode{"c0"}, UnitCode{"c1"}, UnitCode{"c2"}, UnitCode{"c3"}};
}
Descent descent() {
  return Reorganisation({{UnitCode{"c0"}, UnitCode{"m"}, day, 1.0},
                         {UnitCode{"c1"}, UnitCode{"m"}, day, 1.0},
                         {UnitCode{}, UnitCode{"n"}, day}})
      .descent(old_codes(), end_2019, end_2020);
}

}  // namespace

TEST(ReReview, lists_the_criteria_of_changed_units_that_must_be_judged_anew_and_why) {
  const CriteriaSet set(parts(
      {criterion("1", {at_least("1.1", "a", "50")}), criterion("2", {at_least("2.1", "b", "50")}),
       criterion("3", {at_least("3.1", "c", "50")}),
       criterion("4", {indicator("4.1", requirement::Bound{MeasureCode{"n"}, Comparator::at_most},
                                 {cell({d("5")})})}),
       criterion("5", {at_least("5.1", "e", "50")})},
      {measure("a"), measure("b"), measure("c"), measure("n", MeasureKind::count), measure("e")}));
  Table table(4);
  table.add("a", {60, 40, 60, 60})
      .add("b", {60, missing, 60, 60})
      .add("c", {60, 70, 60, 60})
      .add("n", {1, 2, 3, 4})
      .add("e", {60, 60, 60, 60});
  const Registry registry = communes(4);
  const auto result = assess(compile(set, {.on = end_2019}), registry, table.data.view());
  CarryRules rules = CarryRules::by_kind(set.parts().measures, MeasureCode{"people"});
  rules.set(MeasureCode{"e"}, {Carry::reassess});
  const auto list = re_review(result, registry, descent(), rules);
  std::map<std::string, ReReviewReason> of_m;
  std::size_t of_n = 0;
  for (const auto& r : list) {
    if (r.unit == UnitCode{"m"})
      of_m.emplace(r.criterion.str(), r.why);
    else
      of_n += r.unit == UnitCode{"n"} && r.why == ReReviewReason::parents_missing;
  }
  EXPECT_EQ(of_m, (std::map<std::string, ReReviewReason>{{"1", ReReviewReason::parents_differ},
                                                         {"2", ReReviewReason::parent_unknown},
                                                         {"4", ReReviewReason::adds_up},
                                                         {"5", ReReviewReason::measured_anew}}));
  EXPECT_EQ(of_n, 5u);
  EXPECT_EQ(list.front().parents.size(), 2u);
  EXPECT_EQ(word(ReReviewReason::parents_differ).vi, "các xã cũ khác nhau");
}

TEST(ReReview, a_merged_unit_begins_with_the_lowest_tier_of_its_parents) {
  const std::vector<std::size_t> before{2, 1, 2, 0};
  const auto after = carried_tiers(descent(), before);  // c2, c3, m, n
  EXPECT_EQ(after, (std::vector<std::size_t>{2, 0, 1, 0}));
  EXPECT_THROW((void)carried_tiers(descent(), std::vector<std::size_t>{1}), InvalidData);
}

TEST(ReReview, refuses_an_assessment_of_other_units) {
  const CriteriaSet set(parts({criterion("1", {at_least("1.1", "a", "50")})}, {measure("a")}));
  const Registry registry = communes(4);
  const auto result =
      assess(compile(set, {.on = end_2019}), registry, Table(2).add("a", {60, 40}).data.view());
  EXPECT_THROW((void)re_review(result, registry, descent(), CarryRules()), InvalidData);
}
