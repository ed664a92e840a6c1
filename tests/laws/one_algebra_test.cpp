// One algebra: whoever judges a cell gives the same byte. Random sets of every kind, rule and
// condition, judged as a table by block kernels, as a table row by row, and one unit at a time.
#include <random>

#include "support/builder.hpp"
#include "support/kinds.hpp"
#include "tieuchi/assessment/unit_judge.hpp"

using namespace support;

namespace {

using Random = std::mt19937;
bool one_in(Random& random, unsigned n) { return random() % n == 0; }

Rule rule_of(Random& random, std::size_t members) {
  const int k = 1 + int(random() % members);
  switch (random() % 5) {
    case 0:
      return rule::AnyOf{};
    case 1:
      return rule::AtLeast{k, static_cast<NotApplicablePolicy>(random() % 4)};
    case 2: {
      std::vector<Decimal> points;
      for (std::size_t i = 0; i < members; ++i) points.push_back(Decimal(int(1 + random() % 5)));
      return rule::Score{points, points[0], static_cast<rule::Score::NotApplicable>(random() % 2)};
    }
    default:
      return rule::AllOf{};
  }
}

// A few criteria of random kinds in two strata; half of the indicators hang on a condition.
CriteriaSet random_set(Random& random) {
  static const auto kinds = every_kind();
  std::vector<Criterion> criteria;
  for (int c = 1; c <= 3; ++c) {
    std::vector<Indicator> members;
    for (std::size_t i = 0, n = 1 + random() % 4; i < n; ++i) {
      Indicator q = kinds[random() % kinds.size()];
      q.number = IndicatorNumber{std::to_string(c) + "." + std::to_string(i + 1)};
      ThresholdCell in_b = q.cells[0];
      q.cells[0].stratum = StratumCode{"A"}, in_b.stratum = StratumCode{"B"};
      if (one_in(random, 4)) in_b.citation.status = Status::unverified;
      q.cells.push_back(in_b);
      if (one_in(random, 2)) q.applicability.condition = MeasureCode{"a"};
      members.push_back(std::move(q));
    }
    const auto n = members.size();
    criteria.push_back(
        criterion(std::to_string(c).c_str(), std::move(members), rule_of(random, n)));
    if (one_in(random, 3)) criteria.back().applicability.condition = MeasureCode{"a"};
  }
  auto p = parts(std::move(criteria), measures_of_every_kind(), {"A", "B"});
  p.rule = rule_of(random, 3);
  return CriteriaSet(p);
}

CompiledSet rules_of(const CriteriaSet& set) {
  static const CriteriaSet other = [] {
    auto p = parts({criterion("1", {indicator("1", requirement::Bound{MeasureCode{"x"}},
                                              {cell({d("40")}, "A"), cell({d("20")}, "B")})})},
                   {measure("x")}, {"A", "B"});
    p.id = SetId{"other"};
    return CriteriaSet(p);
  }();
  return compile(set, {.on = end_2019, .references = {other}});
}

// Values near the thresholds, every state, now and then a value outside its measure's range.
PanelData random_panel(Random& random, std::size_t n) {
  Table t(n);
  for (const auto& m : measures_of_every_kind()) {
    std::vector<double> values(n);
    for (double& v : values) {
      v = m.kind == MeasureKind::attained ? double(random() % 2) : double(random() % 11) * 10;
      if (one_in(random, 20)) v = one_in(random, 2) ? -1 : 0.5;
    }
    t.add(m.code.str().c_str(), values);
    for (auto& s : t.data.columns.back().states) {
      if (one_in(random, 3)) s = std::uint8_t(1 + random() % 6);
    }
  }
  return t.data;
}

Registry registry_of(Random& random, std::size_t n) {
  std::vector<Unit> units;
  for (std::size_t u = 0; u < n; ++u) {
    units.push_back({.code = UnitCode{"c" + std::to_string(u)}, .level = Level::commune});
    if (one_in(random, 12)) continue;
    const StratumCode stratum{one_in(random, 2) ? "A" : "B"};
    units.back().strata.push_back({{Dimension{"region"}, stratum}});
  }
  return Registry(std::move(units));
}

}  // namespace

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
