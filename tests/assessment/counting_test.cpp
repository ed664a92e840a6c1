#include "support/builder.hpp"

using namespace support;

TEST(Counting, four_units_by_three_criteria_by_hand) {
  // Deprivations: c0 none, c1 {1}, c2 {1,2}, c3 {1,2,3}. Cutoff 2: c2 and c3 count.
  const CriteriaSet set(
      parts({criterion("1", {at_least("1", "a", "50")}), criterion("2", {at_least("2", "b", "50")}),
             criterion("3", {at_least("3", "c", "50")})},
            {measure("a"), measure("b"), measure("c")}));
  Table t(4);
  t.add("a", {60, 0, 0, 0}).add("b", {60, 60, 0, 0}).add("c", {60, 60, 60, 0});
  const auto r = assess(compile(set, {.on = end_2019}), communes(4), t.data.view());
  const auto c = counting(r, 2, UnknownAs::met);
  EXPECT_DOUBLE_EQ(c.headcount(), 0.5);
  EXPECT_DOUBLE_EQ(c.intensity(), 5.0 / 6.0);
  EXPECT_DOUBLE_EQ(c.adjusted_headcount(), 5.0 / 12.0);
  EXPECT_DOUBLE_EQ(c.contribution(0) + c.contribution(1) + c.contribution(2), 1.0);
  EXPECT_DOUBLE_EQ(c.contribution(2), 0.2);
  const std::vector<std::size_t> low{0, 1}, high{2, 3};
  const auto a = counting(r, 2, UnknownAs::met, low), b = counting(r, 2, UnknownAs::met, high);
  EXPECT_DOUBLE_EQ(0.5 * a.adjusted_headcount() + 0.5 * b.adjusted_headcount(),
                   c.adjusted_headcount());
  EXPECT_THROW((void)counting(r, 0, UnknownAs::met), InvalidData);
  EXPECT_THROW((void)counting(r, 4, UnknownAs::met), InvalidData);
}

TEST(Counting, unknowns_give_bounds) {
  const CriteriaSet set(parts({criterion("1", {at_least("1", "a", "50")})}, {measure("a")}));
  Table t(3);
  t.add("a", {60, 0, missing});
  const auto r = assess(compile(set, {.on = end_2019}), communes(3), t.data.view());
  EXPECT_EQ(counting(r, 1, UnknownAs::met).poor, 1);
  EXPECT_EQ(counting(r, 1, UnknownAs::not_met).poor, 2);
}
