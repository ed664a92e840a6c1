#include "support/builder.hpp"

using namespace support;

TEST(RecognitionRule, holds_in_its_period_only) {
  const auto rule = catalog::recognition_rule("vn-recognition-2016");
  EXPECT_NO_THROW(require_in_force(rule, end_2020));
  EXPECT_THROW(require_in_force(rule, Date(2021, 1, 1)), InvalidCriteria);
  EXPECT_THROW(require_in_force(catalog::revocation_rule("vn-revocation-2022"), end_2019),
               InvalidCriteria);
}
