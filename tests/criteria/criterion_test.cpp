#include "support/builder.hpp"

using namespace support;

TEST(Criterion, two_of_three_with_two_not_applicable_depends_on_the_declared_policy) {
  const auto at = [](NotApplicablePolicy policy) {
    const CriteriaSet set(parts({criterion("1",
                                           {at_least("1.1", "a", "50"), at_least("1.2", "b", "50"),
                                            at_least("1.3", "c", "50")},
                                           rule::AtLeast{2, policy})},
                                {measure("a"), measure("b"), measure("c")}));
    Table t(1);
    t.add("a", {60}).add("b", {0}).add("c", {0});
    t.data.columns[1].states[0] = t.data.columns[2].states[0] =
        std::uint8_t(Observed::not_applicable);
    return assess(compile(set, {.on = end_2019}), communes(1), t.data.view()).cell(0, 0);
  };
  EXPECT_EQ(at(NotApplicablePolicy::drop).verdict(), Verdict::met);
  EXPECT_EQ(at(NotApplicablePolicy::scale).verdict(), Verdict::met);
  EXPECT_EQ(at(NotApplicablePolicy::deem_met).verdict(), Verdict::met);
  EXPECT_EQ(at(NotApplicablePolicy::deem_met).reason(), Reason::deemed_met);
  EXPECT_EQ(at(NotApplicablePolicy::deem_not_met).verdict(), Verdict::not_met);
  EXPECT_EQ(at(NotApplicablePolicy::deem_not_met).reason(), Reason::deemed_not_met);
}
