#include "support/builder.hpp"

using namespace support;

TEST(Ladder, a_tier_needs_the_one_below) {
  const Ladder ladder(
      {{TierCode{"standard"}, SetId{"vn-commune-2021"}, {}, {}},
       {TierCode{"advanced"}, SetId{"vn-commune-2021-advanced"}, TierCode{"standard"}, {}}});
  using V = Verdict;
  EXPECT_EQ(standing(ladder, std::vector{V::met, V::met}), TierCode{"advanced"});
  EXPECT_EQ(standing(ladder, std::vector{V::met, V::unknown}), TierCode{"standard"});
  EXPECT_EQ(standing(ladder, std::vector{V::not_met, V::met}), std::nullopt);
  EXPECT_THROW((void)standing(ladder, std::vector{V::met}), InvalidData);
}

TEST(Ladder, prerequisites_stand_below_and_tiers_once) {
  const auto list = problems_of<InvalidCriteria>([] {
    Ladder({{TierCode{"a"}, SetId{"1"}, TierCode{"b"}, {}}, {TierCode{"a"}, SetId{"2"}, {}, {}}});
  });
  EXPECT_TRUE(has(list, ProblemCode::unknown_code));
  EXPECT_TRUE(has(list, ProblemCode::duplicate_number));
}
