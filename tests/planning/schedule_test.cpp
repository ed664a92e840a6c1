#include "support/builder.hpp"
#include "support/enumerating_solver.hpp"
#include "tieuchi/planning/schedule.hpp"
#include "tieuchi/projection/random.hpp"

using namespace support;

namespace {

Work work(const std::string& unit, int criterion, double cost) {
  return {.unit = UnitCode{unit}, .criterion = CriterionNumber{std::to_string(criterion)}, .cost = cost};
}

// What a choice of years is worth by the definition; nothing where it breaks a cap, an order or a target.
std::optional<double> worth(const WorkList& works, const ScheduleOptions& o, const std::vector<int>& year) {
  const auto counts = [&](std::size_t w, int by) { return year[w] > 0 && year[w] + works[w].lead_years <= by; };
  for (const auto& c : o.caps) {
    double spent = 0;
    for (std::size_t w = 0; w < works.size(); ++w) {
      const bool in = (c.district.empty() || works.units()[works.unit_of(w)].district == c.district) && (c.fund.empty() || works[w].fund == c.fund) && (!c.year || *c.year == year[w]);
      if (year[w] > 0 && in) spent += works[w].cost;
    }
    if (spent > c.amount + 1e-9) return std::nullopt;
  }
  double value = 0;
  for (std::size_t w = 0; w < works.size(); ++w) {
    for (auto b : works.before(w)) {
      if (year[w] > 0 && (year[b] == 0 || year[b] + works[b].lead_years >= year[w])) return std::nullopt;
    }
    const int late = o.until - year[w] - works[w].lead_years;
    if (counts(w, o.until) && !works[w].criterion.empty()) value += works[w].value * (works[w].chance - works[w].chance_without) * (1 + o.earlier * late);
  }
  const auto whole = [&](std::size_t u, int by) {
    for (std::size_t w = works.first(u); w < works.last(u); ++w) {
      if (!works[w].criterion.empty() && !counts(w, by)) return false;
    }
    return works.units()[u].rest > 0;
  };
  for (std::size_t u = 0; u < works.units().size(); ++u) {
    double all = works.units()[u].rest, before = all;
    for (std::size_t w = works.first(u); w < works.last(u); ++w) {
      if (!works[w].criterion.empty()) all *= works[w].chance, before *= works[w].chance_without;
    }
    for (int y = o.from; y <= o.until; ++y) value += whole(u, y) * (y == o.until ? 1 : o.earlier) * o.wanted.bonus * works.units()[u].weight * (all - before);
  }
  for (const auto& [t, by] : o.targets) {
    int have = 0;
    for (std::size_t u = 0; u < works.units().size(); ++u) {
      if (!t.units.empty() && std::ranges::find(t.units, works.units()[u].unit) == t.units.end()) continue;
      if (t.count == PlanCount::recognised) have += whole(u, by);
      else for (std::size_t w = works.first(u); w < works.last(u); ++w) have += counts(w, by) && !works[w].criterion.empty();
    }
    if (have < t.at_least) return std::nullopt;
  }
  return value;
}

}  // namespace

TEST(Schedule, its_programme_says_what_the_definition_says_on_random_small_instances) {
  RandomStream random(31, 0, 0);
  int feasible = 0, infeasible = 0;
  for (int instance = 0; instance < 500; ++instance) {
    std::vector<Work> list;
    std::vector<PlanUnit> units;
    double total = 0;
    for (int u = 0; u < 2; ++u) {
      const std::string code(1, char('A' + u));
      for (int j = 0; j < 1 + int(random.uniform() * 2.5) && list.size() < 4; ++j) {
        Work w = work(code, j + 1, 1 + std::floor(random.uniform() * 6));
        w.lead_years = int(random.uniform() * 2), w.fund = random.uniform() < 0.5 ? "state" : "people";
        if (instance % 4 == 1) w.chance = 0.5 + random.uniform() / 2, w.chance_without = random.uniform() / 2;
        if (instance % 5 == 2 && j > 0) w.after = {code + "/1"};
        if (instance % 6 == 3 && j == 0) w.code = code + "/1", w.criterion = CriterionNumber{};
        total += w.cost, list.push_back(w);
      }
      units.push_back({.unit = UnitCode{code}, .district = UnitCode{u ? "d2" : "d1"}, .rest = random.uniform() < 0.2 ? 0.0 : 1.0});
    }
    const WorkList works(list, units);
    ScheduleOptions o{.from = 2021, .until = 2023, .caps = {{.amount = std::floor(random.uniform() * total)}}, .wanted = {std::floor(random.uniform() * 4)}};
    if (instance % 2) o.caps.push_back({.district = UnitCode{"d1"}, .year = 2021, .amount = 3});
    if (instance % 3 == 0 && works[0].fund == "state") o.caps.push_back({.fund = "state", .year = 2022, .amount = 4});
    if (instance % 7 == 0) o.targets = {{{"criteria", PlanCount::criteria, 1 + int(random.uniform() * 2)}, 2022}};
    if (instance % 7 == 1) o.targets = {{{"one", PlanCount::recognised, 1}, 2023}};
    std::optional<double> best;
    std::vector<int> year(works.size(), 0);
    for (std::size_t code = 0, n = std::size_t(std::pow(4, works.size())); code < n; ++code) {
      for (std::size_t w = 0, rest = code; w < year.size(); ++w, rest /= 4) year[w] = rest % 4 ? 2020 + int(rest % 4) : 0;
      const auto value = worth(works, o, year);
      if (value && (!best || *value > *best)) best = value;
    }
    EnumeratingSolver solver;
    if (!best) {
      ++infeasible;
      ASSERT_THROW(schedule(works, o, solver), Infeasible) << instance;
      continue;
    }
    ++feasible;
    const WorkPlan plan = schedule(works, o, solver);
    ASSERT_NEAR(plan.value, *best, 1e-9) << instance;
    std::ranges::fill(year, 0);
    for (const auto& c : plan.chosen) year[c.work] = c.year;
    const auto again = worth(works, o, year);
    ASSERT_TRUE(again) << instance;
    ASSERT_NEAR(*again, *best, 1e-9) << instance;
  }
  EXPECT_GT(feasible, 400);
  EXPECT_GT(infeasible, 5);
}

TEST(Schedule, the_start_handed_to_the_solver_is_a_plan) {
  std::vector<Work> list;
  std::vector<PlanUnit> units;
  RandomStream random(32, 0, 0);
  for (int u = 0; u < 30; ++u) {
    const std::string code = "U" + std::to_string(u);
    for (int j = 0; j < 4; ++j) list.push_back(work(code, j + 1, 1 + random.uniform() * 9)), list.back().lead_years = j % 2;
    units.push_back({.unit = UnitCode{code}, .district = UnitCode{"d" + std::to_string(u % 3)}});
  }
  const WorkList works(list, units);
  const ScheduleOptions o{.from = 2021, .until = 2025, .caps = {{.year = 2021, .amount = 40}, {.year = 2022, .amount = 40}, {.district = UnitCode{"d1"}, .amount = 50}}, .wanted = {3}};
  const Schedule made(works, o);
  const auto& p = made.programme();
  ASSERT_EQ(p.start.size(), p.objective.size());
  for (std::size_t r = 0; r < p.row_lower.size(); ++r) {
    double sum = 0;
    for (auto e = std::size_t(p.row_start[r]); e < std::size_t(p.row_start[r + 1]); ++e) sum += p.value[e] * p.start[std::size_t(p.column[e])];
    ASSERT_GE(sum, p.row_lower[r] - 1e-9);
    ASSERT_LE(sum, p.row_upper[r] + 1e-9);
  }
  EXPECT_GT(std::ranges::count(p.start, 1.0), 30);
}

TEST(Schedule, equal_units_are_served_in_the_order_of_their_codes) {
  std::vector<Work> list;
  for (const char* u : {"C", "A", "B"}) list.push_back(work(u, 1, 5));
  const WorkList works(list);
  EnumeratingSolver solver;
  const auto plan = schedule(works, {.from = 2021, .until = 2022, .caps = {{.year = 2021, .amount = 5}, {.year = 2022, .amount = 5}}}, solver);
  ASSERT_EQ(plan.chosen.size(), 2u);
  EXPECT_EQ(works[plan.chosen[0].work].unit, UnitCode{"A"});
  EXPECT_EQ(plan.chosen[0].year, 2021);
  EXPECT_EQ(works[plan.chosen[1].work].unit, UnitCode{"B"});
}

TEST(Schedule, targets_out_of_reach_are_named_with_what_can_be_had) {
  const WorkList works({work("A", 1, 3), work("A", 2, 5), work("B", 1, 4)});
  EnumeratingSolver solver;
  const auto list = problems_of<Infeasible>([&] {
    schedule(works, {.from = 2021, .until = 2021, .caps = {{.amount = 8}}, .targets = {{{"all three", PlanCount::criteria, 3}, 2021}, {{"one", PlanCount::recognised, 1}, 2021}}}, solver);
  });
  ASSERT_EQ(list.size(), 1u);
  EXPECT_EQ(list[0].what, ProblemCode::out_of_reach);
  EXPECT_EQ(list[0].code, "all three");
  EXPECT_EQ(list[0].expected, "at most 2 with these caps, the others kept or missed by least");
}

TEST(Schedule, every_wrong_choice_is_told_at_once) {
  const WorkList works({work("A", 1, 3)});
  EnumeratingSolver solver;
  const auto list = problems_of<InvalidData>([&] {
    schedule(works, {.from = 2022, .until = 2021, .caps = {{.amount = -1}, {.district = UnitCode{"x"}, .amount = 2}, {.fund = "y", .amount = 2}}, .targets = {{{"t", PlanCount::criteria, 1, {UnitCode{"Z"}}}, 2020}}, .gamma = -1}, solver);
  });
  EXPECT_EQ(list.size(), 7u);
  for (auto what : {ProblemCode::value_out_of_range, ProblemCode::not_a_cost, ProblemCode::unknown_code, ProblemCode::unknown_unit}) EXPECT_TRUE(has(list, what));
}
