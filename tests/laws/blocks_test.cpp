// Blocks of rows are judged to the bytes of rows judged one after the other: the steps of a plan,
// each taken by its definition, over whatever a panel can hold.
#include "support/random_sets.hpp"
#include "tieuchi/detail/assessment/row_reader.hpp"

using namespace support;

namespace {

// A panel with everything that is chosen among: a second day, a second source, corrections, ratios
// of counts, impossible numbers; measures that nobody observed.
PanelData hostile_panel(Random& random, std::size_t n) {
  constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  PanelData data = random_panel(random, n);
  for (std::size_t c = data.columns.size(); c-- > 0;) {
    auto& column = data.columns[c];
    for (double& v : column.values) {
      if (one_in(random, 40)) v = one_in(random, 2) ? nan : 1e300;
    }
    for (auto& s : column.states) {
      if (one_in(random, 60)) s = std::uint8_t(7 + random() % 249);
      if (one_in(random, 60)) s = std::uint8_t(Observed::withdrawn);
    }
    if (one_in(random, 8)) column.states.clear();
    if (one_in(random, 8)) {
      for (std::size_t u = 0; u < n; ++u) column.denominators.push_back(double(random() % 12) * 10);
    }
    column.source = "office";
    if (one_in(random, 6)) {
      auto other = column;
      other.states.resize(n);
      for (std::size_t u = 0; u < n; ++u) {
        if (one_in(random, 2)) other.values[u] = double(random() % 11) * 10;
        if (one_in(random, 2)) other.states[u] = std::uint8_t(Observed::not_collected);
        if (one_in(random, 6)) other.states[u] = std::uint8_t(Observed::withdrawn);
      }
      if (one_in(random, 2)) other.recorded = Date(2020, 2, 1);
      if (one_in(random, 2)) other.source = "";
      if (one_in(random, 2)) other.reference = Date(2019, 3, 1);
      data.columns.push_back(other);
    } else if (one_in(random, 12)) {
      data.columns.erase(data.columns.begin() + std::ptrdiff_t(c));
    }
  }
  return data;
}

// Regions in runs or in no order; of some units the zone that an override asks for is not known.
Registry hostile_registry(Random& random, std::size_t n) {
  const bool in_runs = one_in(random, 2);
  std::vector<Unit> units;
  std::string region = "A";
  for (std::size_t u = 0; u < n; ++u) {
    if (!in_runs || one_in(random, 200)) region = one_in(random, 2) ? "A" : "B";
    units.push_back({.code = UnitCode{"c" + std::to_string(u)}, .level = Level::commune});
    auto& strata = units.back().strata;
    if (!one_in(random, 12)) strata.push_back({{Dimension{"region"}, StratumCode{region}}});
    if (!one_in(random, 3)) {
      strata.push_back({{Dimension{"zone"}, StratumCode{one_in(random, 2) ? "high" : "low"}}});
    }
  }
  return Registry(std::move(units));
}

}  // namespace

TEST(Blocks, leave_the_bytes_that_rows_leave) {
  Random random(3);
  std::size_t cells = 0, united = 0, told = 0;
  for (int draw = 0; draw < 220; ++draw) {
    CriteriaSetParts p = random_set(random).parts();
    if (one_in(random, 2)) {
      p.overrides.push_back({Dimension{"zone"}, {StratumCode{"high"}}, StratumCode{"B"}});
    }
    const auto rules = rules_of(CriteriaSet(p));
    const std::size_t n = draw % 20 == 0 ? 2100 : 500 + random() % 200;  // now and then two blocks
    const Registry registry = hostile_registry(random, n);
    const auto data = hostile_panel(random, n);
    std::vector<std::uint8_t> verdicts(n), again(n);
    for (std::size_t u = 0; u < n; ++u) {
      verdicts[u] = one_in(random, 3) ? std::uint8_t(random() % 5) : 0;
      again[u] = one_in(random, 3) ? std::uint8_t(random() % 5) : 0;
    }
    std::vector<DeclaredVerdicts> declared;
    if (one_in(random, 2)) {
      declared = {{.set = SetId{"test"},
                   .criterion = CriterionNumber{"2"},
                   .reference = end_2019,
                   .verdicts = verdicts,
                   .evidence = static_cast<Evidence>(random() % 3)},
                  {.set = SetId{"test"},
                   .criterion = CriterionNumber{"2"},
                   .reference = one_in(random, 2) ? end_2019 : Date(2019, 6, 30),
                   .verdicts = again}};
    }
    const Panel panel = data.view(declared);
    const auto table = assess(rules, registry, panel, {.keep_indicators = true});
    const detail::RowReader reader(rules, registry, panel, table.options());
    std::map<JudgingColumn, std::vector<Threshold>> thresholds;
    for (const auto& column : table.columns()) {
      for (std::size_t f = 0; f < rules.indicator_count(); ++f) {
        thresholds[column].push_back(rules.threshold(f, column));
      }
    }
    for (std::size_t u = 0; u < n; ++u) {
      const auto& of_column = thresholds.at(table.column(u));
      united += !table.column(u).others.empty();
      std::vector<Cell> criteria;
      std::size_t f = 0;
      for (std::size_t c = 0; c < p.criteria.size(); ++c) {
        std::vector<Cell> members;
        for (const auto& q : p.criteria[c].indicators) {
          members.push_back(reader.cell(f, u, of_column[f]));
          ASSERT_EQ(int(table.indicator_cells(f)[u]), int(members.back().byte()))
              << draw << ", row " << u << ", " << q.number.str() << " " << kind_name(q.requirement)
              << ", column " << rules.name(table.column(u));
          ++f, ++cells;
        }
        criteria.push_back(reader.criterion(c, u, members));
        told += reader.derived(c, u, members) != criteria.back();
        ASSERT_EQ(int(table.cell(c, u).byte()), int(criteria.back().byte()))
            << draw << ", row " << u << ", criterion " << c + 1;
        ++cells;
      }
      ASSERT_EQ(table.whole(u), combine(p.rule, criteria)) << draw << ", row " << u;
      ++cells;
    }
  }
  EXPECT_GT(cells, 1'000'000u);
  EXPECT_GT(united, 10'000u);
  EXPECT_GT(told, 10'000u);
}
