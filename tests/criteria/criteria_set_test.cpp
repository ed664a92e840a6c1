#include "support/builder.hpp"

using namespace support;

TEST(CriteriaSet, reports_every_problem_at_once) {
  Indicator bad = at_least("1.1", "nowhere", "50");
  bad.cells = {cell({Decimal(1)}, "Z"),                                     // stratum not declared, "A" missing
               cell({Decimal(1), Decimal(2)}, "B"),                         // too many numbers
               cell({Decimal(3)}, "B")};                                    // overlaps
  auto p = parts({criterion("1", {bad}), criterion("1", {}), criterion("2", {at_least("1.1", "x", "5")}, rule::AtLeast{3, NotApplicablePolicy::drop})},
                 {measure("x"), measure("x")}, {"A", "B"});
  const auto list = problems_of<InvalidCriteria>([&] { CriteriaSet set(p, "file.json"); });
  for (auto what : {ProblemCode::unknown_stratum, ProblemCode::missing_cell, ProblemCode::wrong_number_count,
                    ProblemCode::overlapping_validity, ProblemCode::unknown_measure, ProblemCode::empty_group,
                    ProblemCode::duplicate_number, ProblemCode::k_out_of_range}) {
    EXPECT_TRUE(has(list, what)) << int(what);
  }
  for (const auto& problem : list) EXPECT_EQ(problem.file, "file.json");
}

TEST(CriteriaSet, keeps_17_1_and_17_10_apart) {
  const CriteriaSet set(parts({criterion("17", {at_least("17.1", "x", "50"), at_least("17.10", "y", "50")})}, {measure("x"), measure("y")}));
  EXPECT_EQ(set.index_of(IndicatorNumber{"17.1"}).flat, 0u);
  EXPECT_EQ(set.index_of(IndicatorNumber{"17.10"}).flat, 1u);
  EXPECT_THROW(set.index_of(IndicatorNumber{"17.100"}), UnknownCode);
  EXPECT_THROW(set.index_of(CriterionNumber{"18"}), UnknownCode);
  const auto shipped = catalog::criteria_set("vn-commune-2021");
  EXPECT_NE(shipped.index_of(IndicatorNumber{"17.1"}).flat, shipped.index_of(IndicatorNumber{"17.10"}).flat);
}

TEST(CriteriaSet, counts_cells_by_their_worst_status) {
  const auto n = count_statuses(catalog::criteria_set("vn-commune-2016"));
  EXPECT_EQ(n.verified, 139);  // worst of value, comparator and text
  EXPECT_EQ(n.total(), 392);   // 49 indicators × 8 columns
}

TEST(CriteriaSet, scores_need_points_for_each_member) {
  auto p = parts({criterion("1", {at_least("1.1", "x", "5")}, rule::Score{{Decimal(1), Decimal(2)}, Decimal(1), rule::Score::NotApplicable::rescale})}, {measure("x")});
  EXPECT_TRUE(has(problems_of<InvalidCriteria>([&] { CriteriaSet set(p); }), ProblemCode::wrong_number_count));
}
