// One algebra: whoever judges a cell gives the same byte. Random sets of every kind, rule and
// condition, judged as a table by block kernels, as a table row by row, and one unit at a time.
#include "support/random_sets.hpp"
#include "tieuchi/assessment/unit_judge.hpp"

using namespace support;

TEST(OneAlgebra, tables_rows_and_single_units_are_judged_to_the_same_bytes) {
  Random random(16);
  constexpr std::size_t n = 37;  // two vectors of sixteen and a rest
  std::size_t undecided = 0, cells = 0;
  for (int draw = 0; draw < 400; ++draw) {
    const auto set = random_set(random);
    const auto rules = rules_of(set);
    const Registry registry = registry_of(random, n);
    const auto data = random_panel(random, n);
    const auto table = assess(rules, registry, data.view(), {.keep_indicators = true});
    // A second column of a measure, empty, so that every cell is chosen and judged by itself.
    auto twice = data;
    for (const auto& c : data.columns) {
      twice.columns.push_back(c);
      std::ranges::fill(twice.columns.back().states, std::uint8_t(Observed::not_collected));
    }
    const auto rows = assess(rules, registry, twice.view(), {.keep_indicators = true});
    for (std::size_t u = 0; u < n; ++u) {
      const UnitJudge judge(rules, table.column(u));
      std::vector<double> values;
      std::vector<std::uint8_t> states;
      for (const auto& c : data.columns) {
        values.push_back(c.values[u]), states.push_back(c.states[u]);
      }
      std::vector<Cell> criteria(3), indicators(rules.indicator_count());
      judge(values, states, criteria, indicators);
      for (std::size_t f = 0; f < indicators.size(); ++f) {
        const int byte = table.indicator_cells(f)[u];
        const auto& q = rules.indicator(f);
        const auto said = std::to_string(draw) + ", unit " + std::to_string(u) + ", " +
                          q.number.str() + " " + std::string(kind_name(q.requirement));
        ASSERT_EQ(int(rows.indicator_cells(f)[u]), byte) << said;
        ASSERT_EQ(int(indicators[f].byte()), byte) << said;
      }
      for (std::size_t c = 0; c < 3; ++c) {
        const int byte = table.cell(c, u).byte();
        ASSERT_EQ(int(rows.cell(c, u).byte()), byte) << draw << " " << u << " " << c;
        ASSERT_EQ(int(criteria[c].byte()), byte) << draw << " " << u << " " << c;
        undecided += !table.cell(c, u).decided(), ++cells;
      }
      ASSERT_EQ(table.whole(u).byte(), combine(set.parts().rule, criteria).byte()) << draw;
    }
  }
  // Both kinds of cells are drawn often.
  EXPECT_GT(undecided, cells / 10);
  EXPECT_GT(cells - undecided, cells / 10);
}

// A criterion of two members: one that passes if it applies, one that fails if it applies.
TEST(OneAlgebra, the_reason_is_that_of_the_member_that_may_fail_whoever_judges) {
  auto passes = at_least("1.1", "x", "50"), fails = at_least("1.2", "y", "50");
  passes.applicability.condition = MeasureCode{"a"};
  fails.applicability.condition = MeasureCode{"b"};
  const CriteriaSet set(parts({criterion("1", {passes, fails})},
                              {measure("x"), measure("y"), measure("a", MeasureKind::attained),
                               measure("b", MeasureKind::attained)}));
  Table t(1);
  t.add("x", {80}).add("y", {10}).add("a", {0}).add("b", {0});
  t.data.columns[2].states[0] = std::uint8_t(Observed::suppressed);
  t.data.columns[3].states[0] = std::uint8_t(Observed::pending_verification);
  const auto rules = compile(set, {.on = end_2019});
  const auto result = assess(rules, communes(1), t.data.view());
  EXPECT_EQ(result.cell(0, 0), Cell(7, Reason::pending_verification));
  EXPECT_EQ(result.whole(0), Cell(7, Reason::pending_verification));
  std::vector<Cell> cells(1);
  const std::vector<double> values{80, 10, 0, 0};
  const std::vector<std::uint8_t> states{0, 0, std::uint8_t(Observed::suppressed),
                                         std::uint8_t(Observed::pending_verification)};
  const UnitJudge judge(rules);
  judge(values, states, cells);
  EXPECT_EQ(cells[0], Cell(7, Reason::pending_verification));
}
