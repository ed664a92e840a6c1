#include "support/builder.hpp"

using namespace support;

TEST(Target, the_2020_programme_carries_every_target_of_the_conference) {
  const auto p = catalog::programme("vn-lang-son-2020");
  EXPECT_EQ(p.targets().size(), 8u);
  const auto mean = std::ranges::find(p.targets(), "mean", &Target::code);
  EXPECT_EQ(mean->at_least, d("12.5"));
  EXPECT_EQ(mean->up_to, Decimal(13));
  EXPECT_EQ(mean->baseline, d("11.54"));
  // Never published.
  EXPECT_FALSE(std::ranges::find(p.targets(), "border-mean", &Target::code)->baseline);
}

TEST(Target, a_range_is_met_at_its_lower_end) {
  const Target range{
      .code = "mean", .metric = Metric::mean_criteria, .at_least = d("12.5"), .up_to = Decimal(13)};
  EXPECT_TRUE(range.reached(12.5) && range.reached(13.5));
  EXPECT_FALSE(range.reached(12.49));
  EXPECT_EQ(range.promise(), "12.5–13");
  const Target less{.code = "low",
                    .metric = Metric::units_in_band,
                    .at_most = Decimal(0),
                    .band = CriteriaRange{0, 4}};
  EXPECT_TRUE(less.reached(0));
  EXPECT_FALSE(less.reached(1));
  EXPECT_EQ(less.promise(), "≤ 0");
}
