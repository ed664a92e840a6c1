#include "support/builder.hpp"

using namespace support;

TEST(CompiledSet, limits_are_one_plain_comparison) {
  const Limit a = Limit::of(Comparator::at_least, Decimal(80)), b = Limit::of(Comparator::less_than, Decimal(10));
  EXPECT_TRUE(a.holds(80) && a.holds(79.9999999) && !a.holds(79.999) && !a.holds(std::nan("")));
  EXPECT_TRUE(b.holds(9.999999) && !b.holds(10) && !b.holds(9.9999999));
}

TEST(CompiledSet, refuses_more_than_64_overlays) {
  Overlay o;
  o.set = SetId{"test"};
  o.issued = Date(2017, 1, 1);
  const CriteriaSet set(parts({criterion("1", {at_least("1", "x", "5")})}, {measure("x")}));
  EXPECT_THROW(compile(set, {.on = end_2019, .overlays = std::vector<Overlay>(65, o)}), InvalidCriteria);
  EXPECT_NO_THROW(compile(set, {.on = end_2019, .overlays = std::vector<Overlay>(64, o)}));
}

TEST(CompiledSet, is_a_value_that_outlives_what_it_was_made_from) {
  auto set = std::make_unique<CriteriaSet>(parts({criterion("1", {at_least("1", "x", "50")})}, {measure("x")}));
  CompiledSet rules = compile(*set, {.on = end_2019});
  set.reset();
  const CompiledSet copy = rules;
  EXPECT_EQ(copy.indicator(0).number.str(), "1");
  EXPECT_EQ(copy.threshold(0, {.stratum = 0}).numbers[0], Decimal(50));
  EXPECT_EQ(copy.threshold(0, {.stratum = -1}).unusable, Reason::stratum_missing);
}
