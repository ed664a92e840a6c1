// What to do first, and mergers. SYNTHETIC works, panels and outlooks; peers/planning.py measures
// what a user would pick instead.
#include <benchmark/benchmark.h>

#include "synthetic_history.hpp"
#include "synthetic_province.hpp"
#include "tieuchi/catalog.hpp"
#include "tieuchi/tieuchi.hpp"

using namespace tieuchi;

namespace {

// About 5.4 works a commune at 1 to 9 million, in thousands; a fifth of the criteria are dear.
WorkList works_of(std::size_t communes) {
  RandomStream random(7, 0, 0);
  std::vector<Work> list;
  for (std::size_t u = 0; u < communes; ++u) {
    for (int j = 1; j <= 19; ++j) {
      if (random.uniform() >= 5.4 / 19) continue;
      list.push_back(
          {.unit = UnitCode{"U" + std::to_string(u)},
           .criterion = CriterionNumber{std::to_string(j)},
           .cost = std::floor(1000 + 8000 * random.uniform()) * (random.uniform() < 0.2 ? 5 : 1)});
    }
  }
  return WorkList(std::move(list));
}

double total(const WorkList& works) {
  double sum = 0;
  for (const auto& w : works.works()) sum += w.cost;
  return sum;
}

void one_budget(benchmark::State& state) {
  const WorkList works = works_of(1000);
  const double budget = total(works) * static_cast<double>(state.range(0)) / 100;
  WorkPlan plan;
  for (auto _ : state)
    benchmark::DoNotOptimize(plan = prioritise(works, {.budget = budget, .wanted = {3}}));
  state.counters["gap"] = plan.gap(), state.counters["value"] = plan.value,
  state.counters["works"] = static_cast<double>(works.size());
}
BENCHMARK(one_budget)->Arg(10)->Arg(30)->Arg(60)->Unit(benchmark::kMillisecond);

void marginal_benefit(benchmark::State& state) {
  const WorkList works = works_of(static_cast<std::size_t>(state.range(0)));
  std::size_t steps = 0;
  for (auto _ : state) steps = MarginalBenefit(works, {3}).steps().size();
  state.counters["steps"] = static_cast<double>(steps);
}
BENCHMARK(marginal_benefit)->Arg(1000)->Arg(11'000)->Unit(benchmark::kMillisecond);

const Outlook& outlook() {
  // Every unit is on the list: recognitions are counted.
  static const Outlook o = project(
      fit(History(synthetic::panel({.units = 200, .years = 6, .districts = 10, .seed = 1}))),
      {.until = 2021,
       .draws = 4000,
       .seed = 1,
       .threads = 2,
       .registered = std::vector<std::uint8_t>(200, 1)});
  return o;
}

// Eight targets, three of them on cohorts and districts: mean, counts, bands, shares; then their
// joint chance.
void joint_of_eight_targets(benchmark::State& state) {
  const Outlook& o = outlook();
  TargetPopulation some, within;
  for (std::size_t i = 0; i < 20; ++i) some.units.push_back(o.units()[9 * i]);
  within.cohort.within = o.districts()[2];
  const Date by = Date::end_of(2021);
  const auto target = [&](const char* code, Metric metric, int least, TargetPopulation who = {}) {
    return Target{.code = code,
                  .metric = metric,
                  .population = std::move(who),
                  .by = by,
                  .at_least = Decimal(least)};
  };
  Target band = target("band", Metric::units_in_band, 10),
         low{.code = "low", .metric = Metric::units_in_band, .by = by, .at_most = Decimal(40)},
         share = target("share", Metric::criterion_share, 50);
  band.band = CriteriaRange{15, 19}, low.band = CriteriaRange{0, 4},
  share.criterion = CriterionNumber{"4"};
  const Programme p(
      "p", {},
      {target("mean", Metric::mean_criteria, 9), target("recognised", Metric::recognised, 2),
       target("new", Metric::newly_recognised, 1), band, low, share,
       target("some", Metric::mean_criteria, 8, some),
       target("within", Metric::least_criteria, 2, within)});
  double chance = 0;
  for (auto _ : state) chance = answer(o, p).joint().value;
  state.counters["joint"] = chance;
}
BENCHMARK(joint_of_eight_targets)->Unit(benchmark::kMillisecond);

void chance_constrained(benchmark::State& state) {
  const Outlook& o = outlook();
  RandomStream random(3, 0, 0);
  std::vector<Work> list;
  for (std::size_t i = 0; i < 200; ++i) {
    for (std::size_t j = 0; j < 19; ++j) {
      const double cost = 1 + 8 * random.uniform();
      if (o.chance(0, j, i) < 0.9)
        list.push_back(
            {.unit = o.units()[i], .criterion = o.criteria()[j], .cost = cost, .chance = 0.95});
    }
  }
  const WorkList works(list);
  ChancePlan plan;
  for (auto _ : state) plan = chance_plan(o, works, {.at_least = 15, .chance = 0.9});
  state.counters["chance"] = plan.chance.value, state.counters["cost"] = plan.plan.cost,
  state.counters["bound"] = plan.plan.bound;
}
BENCHMARK(chance_constrained)->Unit(benchmark::kMillisecond)->Iterations(3);

// 11,000 communes become 3,300: three or four parents each; 49 measures carried, most as weighted
// means.
void reorganise(benchmark::State& state) {
  const std::size_t before = 11'000, after = 3'300;
  const auto set = catalog::criteria_set("vn-commune-2016");
  std::vector<Unit> units;
  std::vector<UnitCode> old;
  std::vector<Succession> links;
  for (std::size_t i = 0; i < before; ++i)
    units.push_back({.code = UnitCode{"C" + std::to_string(i)}}), old.push_back(units.back().code);
  for (std::size_t i = 0; i < after; ++i)
    units.push_back({.code = UnitCode{"N" + std::to_string(i)}});
  for (std::size_t i = 0; i < before; ++i)
    links.push_back({old[i], UnitCode{"N" + std::to_string(i % after)}, {2025, 7, 1}, 1.0});
  const Registry registry(units);
  PanelData data = synthetic::measures(set, before, Date::end_of(2024), 1);
  const MeasureCode people{"people"};
  ColumnData weight{.measure = people, .reference = Date::end_of(2024)};
  for (std::size_t i = 0; i < before; ++i)
    weight.values.push_back(1000 + static_cast<double>(i % 97) * 50);
  weight.states.assign(before, 0);
  data.columns.push_back(weight);
  const Panel panel = data.view();
  const Reorganisation graph(links);
  const CarryRules rules = CarryRules::by_kind(set.parts().measures, people);
  std::size_t n = 0;
  for (auto _ : state)
    n = carry(panel, registry, graph.descent(old, {2025, 6, 30}, {2025, 12, 31}), rules)
            .units.size();
  state.counters["units"] = static_cast<double>(n),
  state.counters["columns"] = static_cast<double>(data.columns.size());
}
BENCHMARK(reorganise)->Unit(benchmark::kMillisecond);

}  // namespace
