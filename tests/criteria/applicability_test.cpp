#include "support/builder.hpp"

using namespace support;

TEST(Applicability, comes_before_the_value_and_stays_open_while_it_is_unknown) {
  Criterion c = criterion("7", {at_least("7", "x", "50")});
  c.applicability = {MeasureCode{"planned"}, {"không có quy hoạch", "none planned"}, {}};
  const CriteriaSet set(parts({c}, {measure("x"), measure("planned", MeasureKind::attained)}));
  const auto at = [&](double planned, double x) {
    Table t(1);
    t.add("x", {x}).add("planned", {planned});
    return assess(compile(set, {.on = end_2019}), communes(1), t.data.view()).cell(0, 0);
  };
  EXPECT_EQ(at(1, 60).verdict(), Verdict::met);
  EXPECT_EQ(at(0, 10).verdict(), Verdict::not_applicable);
  EXPECT_EQ(at(0, 10).reason(), Reason::not_applicable_by_rule);
  EXPECT_EQ(at(missing, 60).possible(), possible::met | possible::not_applicable);
  EXPECT_EQ(at(missing, 10).possible(), possible::not_met | possible::not_applicable);
  EXPECT_EQ(at(missing, 60).verdict(), Verdict::unknown);
}

TEST(Applicability, of_one_indicator_leaves_the_others_alone) {
  Indicator i = at_least("1.1", "x", "50");
  i.applicability = {MeasureCode{"exists"}, {"không có", "none"}, {}};
  const CriteriaSet set(
      parts({criterion("1", {i, at_least("1.2", "y", "50")})},
            {measure("x"), measure("y"), measure("exists", MeasureKind::attained)}));
  Table t(1);
  t.add("x", {10}).add("y", {60}).add("exists", {0});
  EXPECT_EQ(assess(compile(set, {.on = end_2019}), communes(1), t.data.view()).cell(0, 0).verdict(),
            Verdict::met);
}
