// Judging at scale, on SYNTHETIC units: 49 indicators, 7 regions, 6 % missing, 3 % not applicable.
#include <benchmark/benchmark.h>

#include <malloc.h>

#include <map>
#include <memory>

#include "synthetic_province.hpp"
#include "tieuchi/catalog.hpp"
#include "tieuchi/exchange/json.hpp"

namespace {

using namespace tieuchi;

// The 2016 set with every cell usable: delegated slots filled, so that all 49 indicators judge.
CriteriaSet whole_set() {
  CriteriaSetParts parts = catalog::criteria_set("vn-commune-2016").parts();
  for (auto& c : parts.criteria) {
    c.applicability = {};
    for (auto& i : c.indicators) {
      if (const auto* d = std::get_if<requirement::Delegated>(&i.requirement)) {
        const auto then = d->then;
        std::visit([&](const auto& t) { i.requirement = t; }, then);
        for (auto& cell : i.cells) {
          cell.state = CellState::value;
          if (then.index() == 0) cell.numbers = {Decimal(70)};
        }
      }
    }
  }
  return CriteriaSet(std::move(parts));
}

struct World {
  CriteriaSet set = whole_set();
  std::unique_ptr<Registry> registry;
  PanelData data;
  std::vector<Column> columns;

  // Regions lie together as in a list of provinces, or each unit is in a region of its own.
  explicit World(std::size_t n, bool shuffled) {
    constexpr const char* regions[] = {"MNPB", "DBSH", "BTB", "DHNTB", "TN", "DNB", "DBSCL"};
    const std::size_t districts = std::min<std::size_t>(700, std::max<std::size_t>(1, n / 10));
    std::vector<Unit> units;
    units.reserve(n + districts + 63);
    for (std::size_t u = 0; u < n; ++u) {
      const auto region =
          shuffled ? static_cast<std::size_t>(synthetic::uniform(3, u, 0) * 7) : u * 7 / n;
      units.push_back({.code = UnitCode{std::to_string(u)},
                       .level = Level::commune,
                       .names = {},
                       .parents = {{UnitCode{"d" + std::to_string(u * districts / n)}}},
                       .strata = {{{Dimension{"region"}, StratumCode{regions[region]}}}}});
    }
    for (std::size_t d = 0; d < districts; ++d) {
      units.push_back({.code = UnitCode{"d" + std::to_string(d)},
                       .level = Level::district,
                       .names = {},
                       .parents = {{UnitCode{"p" + std::to_string(d * 63 / districts)}}}});
    }
    for (int p = 0; p < 63; ++p)
      units.push_back({.code = UnitCode{"p" + std::to_string(p)}, .level = Level::province});
    registry = std::make_unique<Registry>(std::move(units));
    std::uint64_t item = 0;
    for (const auto& m : set.parts().measures) {
      ColumnData c{.measure = m.code,
                   .reference = Date::end_of(2020),
                   .recorded = {},
                   .source = "SYNTHETIC"};
      c.values.resize(n);
      c.states.resize(n);
      ++item;
      for (std::size_t u = 0; u < n; ++u) {
        const double x = synthetic::uniform(1, u, item), gone = synthetic::uniform(2, u, item);
        c.values[u] = m.kind == MeasureKind::attained ? double(x < 0.8)
                      : m.kind == MeasureKind::count  ? std::floor(x * 3)
                                                      : 100 * x;
        c.states[u] = std::uint8_t(gone < 0.06   ? Observed::not_collected
                                   : gone < 0.09 ? Observed::not_applicable
                                                 : Observed::value);
      }
      data.columns.push_back(std::move(c));
    }
    for (std::size_t u = 0; u < n; ++u) data.units.push_back(UnitIndex(u));
  }
};

World& world(std::size_t n, bool shuffled = false) {
  static std::map<std::pair<std::size_t, bool>, std::unique_ptr<World>> all;
  if (!all.contains({n, shuffled})) all.clear();  // one world in memory at a time
  auto& w = all[{n, shuffled}];
  if (!w) w = std::make_unique<World>(n, shuffled);
  return *w;
}

CompiledSet rules_of(const World& w) {
  return compile(w.set, {.on = Date::end_of(2020), .provenance = Provenance::allow_unverified});
}

void assess_world(benchmark::State& state, bool shuffled) {
  World& w = world(std::size_t(state.range(0)), shuffled);
  const Panel panel = w.data.view();
  const auto rules = rules_of(w);
  for (auto _ : state) {
    auto result = assess(rules, *w.registry, panel, {.threads = int(state.range(1))});
    benchmark::DoNotOptimize(result.met(0));
  }
  const auto in_use = [] { return double(mallinfo2().uordblks) + double(mallinfo2().hblkhd); };
  const double before = in_use();
  const auto kept = assess(rules, *w.registry, panel, {.threads = int(state.range(1))});
  state.counters["bytes_per_unit"] = (in_use() - before) / double(kept.size());
  state.counters["ns_per_cell"] = benchmark::Counter(
      double(state.range(0)) * 49 / 1e9,
      benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}

void assess_units(benchmark::State& state) { assess_world(state, false); }
BENCHMARK(assess_units)
    ->ArgsProduct({{1000, 10000, 100000, 1000000, 10000000}, {1, 2}})
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();

void assess_shuffled_regions(benchmark::State& state) { assess_world(state, true); }
BENCHMARK(assess_shuffled_regions)
    ->ArgsProduct({{1000, 100000, 1000000}, {1, 2}})
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();

// Ten units of each measure corrected by their office, and the year before in the same panel.
void assess_with_corrections(benchmark::State& state) {
  World& w = world(1000000);
  PanelData data = w.data;
  for (std::size_t c = 0, columns = data.columns.size(); c < columns; ++c) {
    auto again = data.columns[c], before = again;
    std::ranges::fill(again.states, std::uint8_t(Observed::not_collected));
    for (std::size_t k = 0; k < 10; ++k) again.states[k * 99'999] = 0;
    again.recorded = Date(2021, 3, 1);
    before.reference = Date::end_of(2019);
    data.columns.push_back(std::move(again)), data.columns.push_back(std::move(before));
  }
  const Panel panel = data.view();
  const auto rules = rules_of(w);
  for (auto _ : state) {
    auto result = assess(rules, *w.registry, panel, {.threads = int(state.range(0))});
    benchmark::DoNotOptimize(result.met(0));
  }
}
BENCHMARK(assess_with_corrections)->Arg(1)->Arg(2)->Unit(benchmark::kMillisecond)->UseRealTime();

// The set of 2016 as it is, with no decision or one of each of 34 provinces on every slot left to
// them.
void assess_with_seats(benchmark::State& state) {
  World& w = world(1000000);
  const CriteriaSet set = catalog::criteria_set("vn-commune-2016");
  CompileOptions how{.on = Date::end_of(2020), .provenance = Provenance::allow_unverified};
  for (int p = 0; p < state.range(0); ++p) {
    Overlay& o = how.overlays.emplace_back();
    o.instrument = "SYNTHETIC/" + std::to_string(p), o.set = set.id(), o.synthetic = true;
    o.issued = set.parts().issued, o.scope.within = UnitCode{"p" + std::to_string(p)};
    for (const auto& c : set.criteria()) {
      for (const auto& i : c.indicators) {
        const auto* slot = std::get_if<requirement::Delegated>(&i.requirement);
        const bool open = slot && slot->to == requirement::Delegated::To::province &&
                          std::ranges::all_of(i.cells, [](const auto& cell) {
                            return cell.state == CellState::delegated;
                          });
        if (!open) continue;
        OverlayValue& v = o.values.emplace_back();
        v.indicator = i.number, v.citation = {Status::verified, "SYNTHETIC"};
        v.numbers.assign(numbers_in_cell(i.requirement).fewest, Decimal(60 + p % 5));
      }
    }
  }
  const Panel panel = w.data.view();
  const auto rules = compile(set, how);
  for (auto _ : state) {
    auto result = assess(rules, *w.registry, panel, {.threads = 1});
    benchmark::DoNotOptimize(result.met(0));
  }
}
BENCHMARK(assess_with_seats)->Arg(0)->Arg(34)->Unit(benchmark::kMillisecond)->UseRealTime();

void assess_with_province_counts(benchmark::State& state) {
  World& w = world(1000000);
  const Panel panel = w.data.view();
  const auto rules = rules_of(w);
  for (auto _ : state) {
    auto result = assess(rules, *w.registry, panel, {.threads = int(state.range(0))});
    auto up =
        roll_up(result, *w.registry, {.na_count = NaCount::deem_met(), .by = Level::province});
    benchmark::DoNotOptimize(up.total.units);
  }
}
BENCHMARK(assess_with_province_counts)
    ->Arg(1)
    ->Arg(2)
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();

void roll_up_million(benchmark::State& state) {
  World& w = world(1000000);
  const Panel panel = w.data.view();
  const auto result = assess(rules_of(w), *w.registry, panel, {.threads = int(state.range(0))});
  for (auto _ : state) {
    auto up =
        roll_up(result, *w.registry, {.na_count = NaCount::deem_met(), .by = Level::district});
    benchmark::DoNotOptimize(up.total.units);
  }
}
BENCHMARK(roll_up_million)->Arg(1)->Arg(2)->Unit(benchmark::kMillisecond)->UseRealTime();

void gaps_of_10000(benchmark::State& state) {
  World& w = world(10000);
  const Panel panel = w.data.view();
  const auto result = assess(rules_of(w), *w.registry, panel);
  std::size_t n = 0;
  for (auto _ : state) n = gaps(result, *w.registry, panel).size();
  state.counters["failing_cells"] = double(n);
}
BENCHMARK(gaps_of_10000)->Unit(benchmark::kMillisecond);

void explain_one(benchmark::State& state) {
  World& w = world(10000);
  const Panel panel = w.data.view();
  const auto result = assess(rules_of(w), *w.registry, panel);
  const UnitCode unit{"5000"};
  const IndicatorNumber number{"17.1"};
  for (auto _ : state) benchmark::DoNotOptimize(explain(result, *w.registry, panel, unit, number));
}
BENCHMARK(explain_one)->Unit(benchmark::kMicrosecond);

void load_the_catalog(benchmark::State& state) {
  for (auto _ : state) {
    for (const auto& id : catalog::criteria_sets())
      benchmark::DoNotOptimize(catalog::criteria_set(id.str()));
  }
}
BENCHMARK(load_the_catalog)->Unit(benchmark::kMillisecond);

// Reading the same bytes and doing nothing with them: the floor.
void read_the_bytes(benchmark::State& state) {
  World& w = world(1000000);
  for (auto _ : state) {
    double sum = 0;
    std::uint64_t masks = 0;
    for (const auto& c : w.data.columns) {
      for (double v : c.values) sum += v;
      for (auto s : c.states) masks += s;
    }
    benchmark::DoNotOptimize(sum);
    benchmark::DoNotOptimize(masks);
  }
}
BENCHMARK(read_the_bytes)->Unit(benchmark::kMillisecond);

}  // namespace
