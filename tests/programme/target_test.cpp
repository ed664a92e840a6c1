#include "support/builder.hpp"

using namespace support;

TEST(Target, the_2020_programme_carries_every_target_of_the_conference) {
  const auto p = catalog::programme("vn-lang-son-2020");
  EXPECT_EQ(p.targets().size(), 8u);
  const auto mean = std::ranges::find(p.targets(), "mean", &Target::code);
  EXPECT_EQ(mean->at_least, d("12.5"));
  EXPECT_EQ(mean->up_to, Decimal(13));
  EXPECT_EQ(mean->baseline, d("11.54"));
  EXPECT_FALSE(std::ranges::find(p.targets(), "border-mean", &Target::code)->baseline);  // never published
}
