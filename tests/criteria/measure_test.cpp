#include "support/builder.hpp"

using namespace support;

TEST(Measure, shares_end_at_100_and_attainment_at_1) {
  EXPECT_EQ(measure("x", MeasureKind::share).largest(), 100.0);
  EXPECT_EQ(measure("x", MeasureKind::attained).largest(), 1.0);
  EXPECT_GT(measure("x", MeasureKind::amount).largest(), 1e300);
}

TEST(Measure, impossible_values_are_invalid_and_stop_nobody_else) {
  const CriteriaSet set(parts({criterion("1", {at_least("1", "x", "50")})}, {measure("x")}));
  const double inf = std::numeric_limits<double>::infinity();
  Table table(5);
  table.add("x", {101, -0.5, inf, 0, 60});
  table.data.columns[0].values[3] = std::nan("");
  table.data.columns[0].states[3] = std::uint8_t(Observed::value);
  const auto result = assess(compile(set, {.on = end_2019}), communes(5), table.data.view());
  for (int i = 0; i < 4; ++i) {
    EXPECT_EQ(result.cell(0, std::size_t(i)).reason(), Reason::invalid) << i;
    EXPECT_TRUE(result.cell(0, std::size_t(i)).error());
  }
  EXPECT_EQ(result.cell(0, 4).verdict(), Verdict::met);
}
