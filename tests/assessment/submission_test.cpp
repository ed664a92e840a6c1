#include "tieuchi/assessment/submission.hpp"
#include "support/builder.hpp"

using namespace support;

namespace {

CriteriaSet set() {
  return CriteriaSet(parts(
      {criterion("1", {at_least("1.1", "a", "50")}), criterion("2", {at_least("2.1", "b", "50")})},
      {measure("a"), measure("b")}));
}

}  // namespace

TEST(Submission, every_cell_that_differs_is_named_with_the_verdicts_it_moved) {
  const Registry registry = communes(4);
  const auto rules = compile(set(), {.on = end_2019});
  Table first(3), second(4);
  first.add("a", {40, 60, 70}).add("b", {55, missing, 60});
  second.add("a", {60, 60, 70, 80}, end_2019, Evidence::verified).add("b", {60, 45, 60, 80});
  second.data.columns[0].source = "second", second.data.columns[0].recorded = Date(2020, 2, 1);
  first.data.columns[0].source = "first";
  const auto p = first.data.view(), q = second.data.view();
  const auto x = assess(rules, registry, p), y = assess(rules, registry, q);
  const auto d = difference({p, registry, x}, {q, registry, y});
  // a of all four (evidence or value), b of c0, c1 and c3.
  EXPECT_EQ(d.cells.size(), 7u);
  const auto& a0 = d.cells[0];
  EXPECT_EQ(a0.unit, UnitCode{"c0"});
  EXPECT_EQ(a0.measure, MeasureCode{"a"});
  EXPECT_EQ(a0.before->value, 40);
  EXPECT_EQ(a0.after->value, 60);
  EXPECT_EQ(a0.after->evidence, Evidence::verified);
  EXPECT_EQ(a0.after->source, "second");
  EXPECT_EQ(*a0.after->recorded, Date(2020, 2, 1));
  EXPECT_EQ(a0.moved, std::vector{CriterionNumber{"1"}});
  EXPECT_TRUE(d.cells[1].moved.empty());  // b of c0: 55 → 60 moved nothing
  ASSERT_EQ(d.verdicts.size(), 2u);
  EXPECT_EQ(d.verdicts[0].before, Verdict::not_met);
  EXPECT_EQ(d.verdicts[1].unit, UnitCode{"c1"});
  EXPECT_EQ(d.verdicts[1].before, Verdict::unknown);
  EXPECT_EQ(d.verdicts[1].after, Verdict::not_met);
  EXPECT_FALSE(d.cells.back().before);  // c3 was not in the first table
}

TEST(Submission, the_same_table_differs_in_nothing_and_other_tables_are_refused) {
  const Registry registry = communes(3);
  const auto rules = compile(set(), {.on = end_2019});
  Table table(3), other(3);
  table.add("a", {40, 60, missing});
  other.add("a", {41, 60, missing});
  const auto p = table.data.view();
  const auto result = assess(rules, registry, p);
  const auto d = difference({p, registry, result}, {p, registry, result});
  EXPECT_TRUE(d.cells.empty());
  EXPECT_TRUE(d.verdicts.empty());
  EXPECT_TRUE(has(problems_of<InvalidData>([&] {
                    const auto q = other.data.view();
                    (void)difference({p, registry, result}, {q, registry, result});
                  }),
                  ProblemCode::other_panel));
  const auto next = assess(compile(set(), {.on = end_2020}), registry, p);
  EXPECT_THROW((void)difference({p, registry, result}, {p, registry, next}), InvalidData);
}
