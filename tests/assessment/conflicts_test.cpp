#include "support/builder.hpp"

using namespace support;

TEST(Conflicts, every_contradiction_stands_in_the_list) {
  const CriteriaSet set(parts(
      {criterion("1", {at_least("1", "x", "50")}), criterion("2", {at_least("2", "y", "50")})},
      {measure("x"), measure("y")}));
  Table t(2);
  t.add("x", {60, 60}).add("y", {60, 60}).add("y", {60, 40});
  const std::vector<std::uint8_t> verdict{std::uint8_t(DeclaredVerdict::not_met),
                                          std::uint8_t(DeclaredVerdict::met)};
  const std::vector<std::uint16_t> least{0, 1}, most{0, 2};
  const Panel panel = t.data.view(
      {{set.id(), CriterionNumber{"1"}, end_2019, verdict, Evidence::self_assessed, ""}},
      {{set.id(), end_2019, least, most, Evidence::self_assessed, ""}});
  const Registry registry = communes(2);
  const auto list =
      conflicts(assess(compile(set, {.on = end_2019}), registry, panel), registry, panel);
  ASSERT_EQ(list.size(), 3u);
  EXPECT_EQ(list[0].kind, ConflictKind::declared_and_derived);
  EXPECT_EQ(list[1].kind, ConflictKind::declared_count);
  EXPECT_EQ(list[2].kind, ConflictKind::observations);
  EXPECT_EQ(list[2].subject, "y");
}
