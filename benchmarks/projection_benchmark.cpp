// Projection at the sizes of an office and of the nation, on SYNTHETIC panels.
#include <benchmark/benchmark.h>

#include "synthetic_history.hpp"
#include "tieuchi/projection/aggregate.hpp"
#include "tieuchi/projection/backtest.hpp"
#include "tieuchi/projection/rasch.hpp"
#include "tieuchi/projection/simulator.hpp"

using namespace tieuchi;

namespace {

const History& province() {
  static const History h(
      synthetic::panel({.units = 1000, .years = 6, .districts = 10, .seed = 42}));
  return h;
}
const History& nation() {
  static const History h(
      synthetic::panel({.units = 11000, .years = 10, .districts = 700, .seed = 43}));
  return h;
}

void fit_model(benchmark::State& state, const History& h, Direction direction) {
  const auto rows = crossed_rows(h, direction, {});
  for (auto _ : state)
    benchmark::DoNotOptimize(
        fit_crossed(rows, direction, {.year_prior = std::nullopt}).log_likelihood());
  state.counters["rows"] = double(rows.rows());
}

void gain_of_1000(benchmark::State& s) { fit_model(s, province(), Direction::gain); }
void loss_of_1000(benchmark::State& s) { fit_model(s, province(), Direction::loss); }
void gain_of_11000(benchmark::State& s) { fit_model(s, nation(), Direction::gain); }

// The kernel alone: 4,000 draws × 19,000 cells × 2 years, units at all criteria counted in every
// draw.
void simulate(benchmark::State& state) {
  constexpr std::size_t units = 1024, criteria = 19, cells = units * criteria;
  CellChances chances(cells);
  RandomStream r(1, 0, 0);
  for (std::size_t c = 0; c < cells; ++c)
    chances.set(c, 0.4 * r.uniform(), 0.6 + 0.4 * r.uniform());
  std::vector<std::uint8_t> s(chances.size()), all(units);
  for (auto _ : state) {
    std::uint64_t total = 0;
    for (std::uint32_t d = 0; d < 4000; ++d) {
      std::ranges::fill(s, std::uint8_t{0});
      for (std::uint32_t year = 0; year < 2; ++year)
        simulate_year(s, chances, {7, d, year}, static_cast<Instructions>(state.range(0)));
      std::ranges::fill(all, std::uint8_t{1});
      for (std::size_t j = 0; j < criteria; ++j) {
        for (std::size_t i = 0; i < units; ++i) all[i] &= s[j * units + i];
      }
      for (auto x : all) total += x;
    }
    benchmark::DoNotOptimize(total);
  }
  state.counters["ns a draw, cell and year"] =
      benchmark::Counter(double(state.iterations()) * 4000 * double(cells) * 2 * 1e-9,
                         benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}

void count_of_10000(benchmark::State& state) {
  std::vector<double> chances;
  RandomStream r(2, 0, 0);
  for (int i = 0; i < 10000; ++i) chances.push_back(r.uniform());
  for (auto _ : state) benchmark::DoNotOptimize(count_distribution(chances).probability(5000));
}

void rasch_of_1000(benchmark::State& state) {
  const auto table = responses(province(), 5);
  const RaschOptions how{.method = static_cast<RaschMethod>(state.range(0)), .nodes = 21};
  for (auto _ : state) benchmark::DoNotOptimize(fit_rasch(table, how).log_likelihood());
}

void chain_of_1000(benchmark::State& state) {
  for (auto _ : state) {
    std::vector<TransitionCounts> all;
    for (const auto& of : province().transitions()) all.insert(all.end(), of.begin(), of.end());
    benchmark::DoNotOptimize(chain_from_counts(all).gain);
  }
}

void project_207(benchmark::State& state) {
  static const Model m = fit(History(synthetic::panel({.units = 207, .years = 6})));
  for (auto _ : state)
    benchmark::DoNotOptimize(
        project(m, {.until = 2022, .draws = 4000, .threads = int(state.range(0))}).draws());
}

}  // namespace

BENCHMARK(gain_of_1000)->Unit(benchmark::kMillisecond)->Repetitions(5)->ReportAggregatesOnly();
BENCHMARK(loss_of_1000)->Unit(benchmark::kMillisecond)->Repetitions(5)->ReportAggregatesOnly();
BENCHMARK(gain_of_11000)
    ->Unit(benchmark::kMillisecond)
    ->Iterations(1)
    ->Repetitions(3)
    ->ReportAggregatesOnly();
BENCHMARK(simulate)
    ->ArgName("instructions")
    ->Arg(0)
    ->Arg(1)
    ->Arg(2)
    ->Unit(benchmark::kMillisecond)
    ->Repetitions(3)
    ->ReportAggregatesOnly();
BENCHMARK(count_of_10000)->Unit(benchmark::kMillisecond)->Repetitions(5)->ReportAggregatesOnly();
BENCHMARK(rasch_of_1000)
    ->ArgName("conditional")
    ->Arg(0)
    ->Arg(1)
    ->Unit(benchmark::kMillisecond)
    ->Repetitions(5)
    ->ReportAggregatesOnly();
BENCHMARK(chain_of_1000)->Unit(benchmark::kMillisecond)->Repetitions(5)->ReportAggregatesOnly();
BENCHMARK(project_207)
    ->ArgName("threads")
    ->Arg(1)
    ->Arg(2)
    ->Unit(benchmark::kMillisecond)
    ->Repetitions(3)
    ->ReportAggregatesOnly()
    ->UseRealTime();
