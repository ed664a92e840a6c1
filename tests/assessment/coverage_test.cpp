#include "support/builder.hpp"

using namespace support;

TEST(Coverage, says_what_was_used_unverified_and_synthetic) {
  const auto set = catalog::criteria_set("vn-commune-2016");
  const auto rules = compile(set, {.on = end_2020, .provenance = Provenance::allow_unverified});
  const auto c = coverage(rules, {.stratum = 1});
  EXPECT_EQ(c.usable, 40);
  EXPECT_EQ(c.unverified_used, 26);
  EXPECT_NE(c.text(end_2020).find("26 used are UNVERIFIED"), std::string::npos);
  EXPECT_NE(c.text(end_2020, Language::vi).find("CHƯA KIỂM CHỨNG"), std::string::npos);
}

TEST(Coverage, stands_first_in_the_stamp_and_can_be_required) {
  const auto set = catalog::criteria_set("vn-commune-2016");
  const auto r =
      assess(compile(set, {.on = {2021, 5, 1}, .outside_period = true}), communes(2), Panel(2, {}));
  EXPECT_NE(stamp(r).find("APPLIED OUTSIDE ITS PERIOD"), std::string::npos);
  EXPECT_NE(stamp(r).find("verified thresholds only"), std::string::npos);
  EXPECT_THROW(require_coverage(r, 0.9), InvalidData);
  EXPECT_NO_THROW(require_coverage(r, 0.1));
}

TEST(Coverage, names_its_column) {
  const CriteriaSet set(parts(
      {criterion("1", {indicator("1", requirement::Bound{MeasureCode{"x"}, Comparator::at_least},
                                 {cell({d("5")}, "A"), cell({d("6")}, "B")})})},
      {measure("x")}, {"A", "B"}));
  const auto rules = compile(set, {.on = end_2019});
  EXPECT_EQ(coverage(rules, {.stratum = 0}).column, "A");
  EXPECT_EQ(coverage(rules, {.stratum = 1}).column, "B");
  EXPECT_EQ(coverage(rules, {.stratum = -1}).column, "?");
}
