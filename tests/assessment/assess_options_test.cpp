#include "support/builder.hpp"

using namespace support;

TEST(AssessOptions, keep_indicator_cells_on_request_only) {
  const CriteriaSet set(parts({criterion("1", {at_least("1", "x", "50")})}, {measure("x")}));
  Table t(1);
  t.add("x", {60});
  EXPECT_TRUE(assess(compile(set, {.on = end_2019}), communes(1), t.data.view())
                  .indicator_cells(0)
                  .empty());
  EXPECT_EQ(
      assess(compile(set, {.on = end_2019}), communes(1), t.data.view(), {.keep_indicators = true})
          .indicator_cells(0)
          .size(),
      1u);
}
