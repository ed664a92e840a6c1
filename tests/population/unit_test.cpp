#include "support/builder.hpp"

using namespace support;

TEST(Unit, is_a_value) {
  const Unit a{.code = UnitCode{"1"}, .names = {{"Xã", Period::always()}}};
  Unit b = a;
  EXPECT_EQ(a, b);
  b.names[0].value = "Xã khác";
  EXPECT_NE(a, b);
}
