#include "support/builder.hpp"

#include <array>

using namespace support;

TEST(Gaps, list_every_failing_indicator_and_agree_with_single_explanations) {
  const auto set = catalog::criteria_set("vn-commune-2016");
  const Registry registry = communes(150);
  Table t(150);
  for (const auto& m : set.parts().measures) {
    std::vector<double> v;
    for (int u = 0; u < 150; ++u)
      v.push_back((u * 7 + int(m.code.str().size()) * 13) % 11 == 0 ? missing
                  : m.kind == MeasureKind::attained
                      ? double(u % 3 != 0)
                      : double((u * 37 + int(m.code.str().size()) * 5) % 101));
    t.add(m.code.str().c_str(), v, end_2020);
  }
  const Panel panel = t.data.view();
  const auto r = assess(compile(set, {.on = end_2020, .provenance = Provenance::allow_unverified}),
                        registry, panel, {.keep_indicators = true});
  const auto list = gaps(r, registry, panel);
  std::size_t failing = 0;
  for (std::size_t f = 0; f < 49; ++f) {
    for (std::size_t u = 0; u < 150; ++u) {
      const auto c = r.rules().place(f).criterion;
      failing += Cell::from_byte(r.indicator_cells(f)[u]).verdict() == Verdict::not_met &&
                 r.cell(c, u).verdict() != Verdict::not_applicable;
    }
  }
  EXPECT_EQ(list.size(), failing);
  EXPECT_GT(failing, 100u);
  for (std::size_t k = 0; k < list.size(); k += 17) {
    const auto e = explain(r, registry, panel, registry.unit(r.unit(list[k].row)).code,
                           r.rules().indicator(list[k].indicator).number);
    EXPECT_EQ(e.cell.verdict(), Verdict::not_met);
    double first = 0;
    for (const auto& v : e.values)
      if (v.gap && *v.gap > 0 && first == 0) first = *v.gap;
    EXPECT_DOUBLE_EQ(first, list[k].gap);
  }
}

// Where a condition puts a criterion or an indicator aside, what it asks is lacking to nobody; also
// past 64 rows.
TEST(Gaps, are_not_told_of_what_does_not_apply) {
  Criterion market = criterion("1", {at_least("1.1", "x", "50"), at_least("1.2", "y", "50")}),
            partly = criterion("2", {at_least("2.1", "x", "50"), at_least("2.2", "y", "50")});
  market.applicability.condition = MeasureCode{"planned"};
  partly.indicators[0].applicability.condition = MeasureCode{"planned"};
  const CriteriaSet set(parts(
      {market, partly}, {measure("x"), measure("y"), measure("planned", MeasureKind::attained)}));
  const std::size_t n = 150;
  const Registry registry = communes(n);
  std::vector<double> planned, x, y;
  for (std::size_t u = 0; u < n; ++u)
    planned.push_back(double(u % 3 != 0)), x.push_back(u % 2 ? 40 : 60),
        y.push_back(u % 5 ? 45 : 55);
  Table t(n);
  t.add("planned", planned).add("x", x).add("y", y);
  const Panel panel = t.data.view();
  const auto r = assess(compile(set, {.on = end_2019}), registry, panel);
  std::vector<std::array<std::size_t, 2>> expected, found;
  for (std::size_t u = 0; u < n; ++u) {
    if (planned[u] == 1 && x[u] < 50) expected.push_back({u, 0});
    if (planned[u] == 1 && y[u] < 50) expected.push_back({u, 1});
    if (planned[u] == 1 && x[u] < 50) expected.push_back({u, 2});
    if (y[u] < 50) expected.push_back({u, 3});
  }
  for (const auto& g : gaps(r, registry, panel)) found.push_back({g.row, g.indicator});
  EXPECT_EQ(found, expected);
}

// What is not a mark is not a failing mark, and what a council declared not applicable lacks
// nothing.
TEST(Gaps, are_not_told_of_invalid_marks_nor_of_what_is_declared_away) {
  const CriteriaSet set(parts(
      {criterion("1", {indicator("1.1", requirement::Attained{MeasureCode{"a"}}, {cell({})})}),
       criterion("2", {at_least("2.1", "x", "50")})},
      {measure("a", MeasureKind::attained), measure("x")}));
  const Registry registry = communes(4);
  Table t(4);
  t.add("a", {0, 1, 0.5, missing}).add("x", {40, 40, 40, 60});
  const std::vector<std::uint8_t> second{
      std::uint8_t(DeclaredVerdict::not_declared), std::uint8_t(DeclaredVerdict::not_applicable),
      std::uint8_t(DeclaredVerdict::met), std::uint8_t(DeclaredVerdict::not_declared)};
  const Panel panel = t.data.view(
      {{set.id(), CriterionNumber{"2"}, end_2019, second, Evidence::approved, "council"}});
  const auto r = assess(compile(set, {.on = end_2019}), registry, panel);
  ASSERT_EQ(r.cell(1, 1).verdict(), Verdict::not_applicable);
  std::vector<std::array<std::size_t, 2>> found;
  for (const auto& g : gaps(r, registry, panel)) found.push_back({g.row, g.indicator});
  // Row 2 is declared met: its figures still say what they lack.
  EXPECT_EQ(found, (std::vector<std::array<std::size_t, 2>>{{0, 0}, {0, 1}, {2, 1}}));
}
