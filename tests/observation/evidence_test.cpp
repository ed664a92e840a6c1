#include "support/builder.hpp"

using namespace support;

TEST(Evidence, is_ordered_from_self_assessed_to_approved) {
  EXPECT_LT(Evidence::self_assessed, Evidence::verified);
  EXPECT_LT(Evidence::verified, Evidence::approved);
}
