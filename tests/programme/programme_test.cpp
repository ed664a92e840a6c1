#include "support/builder.hpp"

using namespace support;

TEST(Programme, refuses_empty_repeated_and_reversed_targets) {
  EXPECT_THROW(Programme("x", {}, {}), InvalidCriteria);
  Target t{.code = "a", .at_least = Decimal(5), .up_to = Decimal(4)};
  const auto list = problems_of<InvalidCriteria>([&] { Programme("x", {}, {t, t}); });
  EXPECT_TRUE(has(list, ProblemCode::duplicate_number));
  EXPECT_TRUE(has(list, ProblemCode::value_out_of_range));
}
