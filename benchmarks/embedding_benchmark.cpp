// Archives and the C interface; SYNTHETIC units. docs/benchmarks.md.
#include <benchmark/benchmark.h>

#include "synthetic_history.hpp"
#include "synthetic_province.hpp"
#include "tieuchi/assessment/unit_judge.hpp"
#include "tieuchi/catalog.hpp"
#include "tieuchi/exchange/archive.hpp"
#include "tieuchi/projection/project.hpp"
#include "tieuchi/tieuchi.h"

namespace tc = tieuchi;

namespace {

// A million units × 49 indicators of the 2016 set: the measures of the set in random columns.
struct Million {
  tc::CriteriaSet set = tc::catalog::criteria_set("vn-commune-2016");
  tc::CompiledSet rules = tc::compile(
      set, {.on = tc::Date::end_of(2019), .provenance = tc::Provenance::allow_unverified});
  std::vector<std::vector<double>> values;
  std::vector<std::vector<std::uint8_t>> states;
  std::vector<tc::Column> columns;
  tc::Registry registry;
  explicit Million(std::size_t n) : registry(units(n)) {
    std::uint64_t x = 1;
    for (const auto& m : set.parts().measures) {
      auto& v = values.emplace_back(n);
      auto& s = states.emplace_back(n);
      for (std::size_t i = 0; i < n; ++i) {
        x = x * 6364136223846793005ULL + 1442695040888963407ULL;
        v[i] = m.kind == tc::MeasureKind::attained ? static_cast<double>(x >> 63)
                                                   : static_cast<double>((x >> 40) % 1000) / 10;
        s[i] = (x >> 33) % 100 < 6;
      }
      columns.push_back(
          {.measure = m.code, .reference = tc::Date::end_of(2019), .values = v, .states = s});
    }
  }
  static tc::Registry units(std::size_t n) {
    static constexpr const char* regions[] = {"MNPB", "DBSH", "BTB", "DHNTB", "TN", "DNB", "DBSCL"};
    std::vector<tc::Unit> list;
    for (std::size_t i = 0; i < n; ++i)
      list.push_back(
          {.code = tc::UnitCode{std::to_string(i)},
           .strata = {{{tc::Dimension{"region"}, tc::StratumCode{regions[i * 7 / n]}}}}});
    return tc::Registry(std::move(list));
  }
  static const Million& get(std::size_t n) {
    static std::map<std::size_t, Million> made;
    return made.try_emplace(n, n).first->second;
  }
};

void archive_of_an_assessment(benchmark::State& state) {
  const auto& w = Million::get(static_cast<std::size_t>(state.range(0)));
  const auto result = tc::assess(w.rules, w.registry,
                                 tc::Panel(static_cast<std::size_t>(state.range(0)), w.columns),
                                 {.threads = 2, .keep_indicators = true});
  std::size_t bytes = 0;
  for (auto _ : state) {
    const auto saved = tc::archive::save(result);
    bytes = saved.size();
    const auto again = tc::archive::load<tc::Assessment>(saved);
    if (again.cells(18).back() != result.cells(18).back()) state.SkipWithError("another result");
  }
  state.counters["bytes_a_unit"] = static_cast<double>(bytes) / static_cast<double>(state.range(0));
}
BENCHMARK(archive_of_an_assessment)->Arg(100'000)->Arg(1'000'000)->Unit(benchmark::kMillisecond);

void load_a_model_of_1000_communes(benchmark::State& state) {
  const auto model =
      tc::fit(tc::History(synthetic::panel({.units = 1000, .years = 6, .districts = 60})));
  const auto saved = tc::archive::save(model);
  for (auto _ : state) benchmark::DoNotOptimize(tc::archive::load<tc::Model>(saved));
  state.counters["bytes"] = static_cast<double>(saved.size());
}
BENCHMARK(load_a_model_of_1000_communes)->Unit(benchmark::kMillisecond);

struct InC {
  tieuchi_set* set = nullptr;
  tieuchi_rules* rules = nullptr;
  tieuchi_registry* registry = nullptr;
  tieuchi_panel* panel = nullptr;
  explicit InC(const Million& w, std::size_t n) {
    std::vector<std::string> codes;
    std::vector<tieuchi_unit> units;
    codes.reserve(n);
    for (std::size_t i = 0; i < n; ++i) {
      codes.push_back(w.registry.unit(static_cast<tc::UnitIndex>(i)).code.str());
      units.push_back(
          {codes.back().c_str(), nullptr, nullptr,
           w.registry.unit(static_cast<tc::UnitIndex>(i)).strata[0].value.code.str().c_str(),
           TIEUCHI_COMMUNE});
    }
    const tieuchi_compile_options on{.on = 20191231,
                                     .provenance = TIEUCHI_ALLOW_UNVERIFIED,
                                     .outside_period = 0,
                                     .overlays = nullptr,
                                     .n_overlays = 0,
                                     .known_on = 0};
    if (tieuchi_set_from_catalog("vn-commune-2016", &set, nullptr) ||
        tieuchi_compile(set, &on, &rules, nullptr) ||
        tieuchi_registry_from_units(units.data(), n, "region", &registry, nullptr) ||
        tieuchi_panel_new(n, nullptr, &panel, nullptr))
      std::abort();
    for (std::size_t m = 0; m < w.columns.size(); ++m) {
      const tieuchi_column c{.measure = w.columns[m].measure.str().c_str(),
                             .reference = 20191231,
                             .recorded = 0,
                             .values = w.values[m].data(),
                             .states = w.states[m].data(),
                             .denominators = nullptr,
                             .evidence = nullptr,
                             .evidence_of_all = 0,
                             .source = nullptr};
      if (tieuchi_panel_add(panel, &c, nullptr)) std::abort();
    }
  }
  InC(const InC&) = delete;
  InC& operator=(const InC&) = delete;
  ~InC() {
    tieuchi_panel_free(panel), tieuchi_registry_free(registry), tieuchi_rules_free(rules),
        tieuchi_set_free(set);
  }
};

void assess_in_cpp(benchmark::State& state) {
  const auto n = static_cast<std::size_t>(state.range(0));
  const auto& w = Million::get(n);
  for (auto _ : state)
    benchmark::DoNotOptimize(tc::assess(w.rules, w.registry, tc::Panel(n, w.columns)));
}
void assess_in_c(benchmark::State& state) {
  const auto n = static_cast<std::size_t>(state.range(0));
  const auto& w = Million::get(n);
  const InC c(w, n);
  for (auto _ : state) {
    tieuchi_result* result = nullptr;
    if (tieuchi_assess(c.rules, c.registry, c.panel, nullptr, &result, nullptr) != TIEUCHI_OK)
      state.SkipWithError("status");
    tieuchi_result_free(result);
  }
}
BENCHMARK(assess_in_cpp)->Arg(1)->Arg(1'000'000)->Unit(benchmark::kMicrosecond);
BENCHMARK(assess_in_c)->Arg(1)->Arg(1'000'000)->Unit(benchmark::kMicrosecond);

void one_unit_in_cpp(benchmark::State& state) {
  const auto& w = Million::get(100'000);
  const tc::UnitJudge judge(w.rules, {.stratum = 1});
  std::vector<double> values;
  for (const auto& column : w.values) values.push_back(column[0]);
  std::vector<tc::Cell> cells(judge.criteria());
  for (auto _ : state) {
    judge(values, {}, cells);
    benchmark::DoNotOptimize(cells.data());
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()));
}
void one_unit_in_c(benchmark::State& state) {
  const auto& w = Million::get(100'000);
  const InC c(w, 1);
  tieuchi_judge* judge = nullptr;
  if (tieuchi_judge_new(c.rules, 1, &judge, nullptr)) std::abort();
  std::vector<double> values;
  for (const auto& column : w.values) values.push_back(column[0]);
  std::uint8_t verdicts[19], reasons[19];
  for (auto _ : state) {
    if (tieuchi_judge_unit(judge, values.data(), nullptr, verdicts, reasons, nullptr) != TIEUCHI_OK)
      state.SkipWithError("status");
    benchmark::DoNotOptimize(verdicts);
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()));
  tieuchi_judge_free(judge);
}
BENCHMARK(one_unit_in_cpp)->Unit(benchmark::kMicrosecond);
BENCHMARK(one_unit_in_c)->Unit(benchmark::kMicrosecond);

}  // namespace
