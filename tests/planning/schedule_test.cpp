#include "tieuchi/planning/schedule.hpp"
#include "support/builder.hpp"
#include "support/enumerating_solver.hpp"
#include "tieuchi/projection/random.hpp"

using namespace support;

namespace {

Work work(const std::string& unit, int criterion, double cost) {
  return {.unit = UnitCode{unit},
          .criterion = CriterionNumber{std::to_string(criterion)},
          .cost = cost};
}

// What a choice of years is worth by the definition; nothing where it breaks a cap, an order or a
// target.
std::optional<double> worth(const WorkList& works, const ScheduleOptions& o,
                            const std::vector<int>& year) {
  const auto counts = [&](std::size_t w, int by) {
    return year[w] > 0 && year[w] + works[w].lead_years <= by;
  };
  for (const auto& c : o.caps) {
    double spent = 0;
    for (std::size_t w = 0; w < works.size(); ++w) {
      const bool in =
          (c.district.empty() || works.units()[works.unit_of(w)].district == c.district) &&
          (c.fund.empty() || works[w].fund == c.fund) && (!c.year || *c.year == year[w]);
      if (year[w] > 0 && in) spent += works[w].cost;
    }
    if (spent > c.amount + 1e-9) return std::nullopt;
  }
  double value = 0;
  for (std::size_t w = 0; w < works.size(); ++w) {
    for (auto b : works.before(w)) {
      if (year[w] > 0 && (year[b] == 0 || year[b] + works[b].lead_years >= year[w]))
        return std::nullopt;
    }
    const int late = o.until - year[w] - works[w].lead_years;
    if (counts(w, o.until) && !works[w].criterion.empty())
      value +=
          works[w].value * (works[w].chance - works[w].chance_without) * (1 + o.earlier * late);
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
    for (int y = o.from; y <= o.until; ++y)
      value += whole(u, y) * (y == o.until ? 1 : o.earlier) * o.wanted.bonus *
               works.units()[u].weight * (all - before);
  }
  for (const auto& [t, by] : o.targets) {
    int have = 0;
    for (std::size_t u = 0; u < works.units().size(); ++u) {
      if (!t.units.empty() && std::ranges::find(t.units, works.units()[u].unit) == t.units.end())
        continue;
      if (t.count == PlanCount::recognised)
        have += whole(u, by);
      else
        for (std::size_t w = works.first(u); w < works.last(u); ++w)
          have += counts(w, by) && !works[w].criterion.empty();
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
        w.lead_years = int(random.uniform() * 2),
        w.fund = random.uniform() < 0.5 ? "state" : "people";
        if (instance % 4 == 1)
          w.chance = 0.5 + random.uniform() / 2, w.chance_without = random.uniform() / 2;
        if (instance % 5 == 2 && j > 0) w.after = {code + "/1"};
        if (instance % 6 == 3 && j == 0) w.code = code + "/1", w.criterion = CriterionNumber{};
        total += w.cost, list.push_back(w);
      }
      units.push_back({.unit = UnitCode{code},
                       .district = UnitCode{u ? "d2" : "d1"},
                       .rest = random.uniform() < 0.2 ? 0.0 : 1.0});
    }
    const WorkList works(list, units);
    ScheduleOptions o{.from = 2021,
                      .until = 2023,
                      .caps = {{.amount = std::floor(random.uniform() * total)}},
                      .wanted = {std::floor(random.uniform() * 4)}};
    if (instance % 2) o.caps.push_back({.district = UnitCode{"d1"}, .year = 2021, .amount = 3});
    if (instance % 3 == 0 && works[0].fund == "state")
      o.caps.push_back({.fund = "state", .year = 2022, .amount = 4});
    if (instance % 7 == 0)
      o.targets = {{{"criteria", PlanCount::criteria, 1 + int(random.uniform() * 2)}, 2022}};
    if (instance % 7 == 1) o.targets = {{{"one", PlanCount::recognised, 1}, 2023}};
    std::optional<double> best;
    std::vector<int> year(works.size(), 0);
    for (std::size_t code = 0, n = std::size_t(std::pow(4, works.size())); code < n; ++code) {
      for (std::size_t w = 0, rest = code; w < year.size(); ++w, rest /= 4)
        year[w] = rest % 4 ? 2020 + int(rest % 4) : 0;
      const auto value = worth(works, o, year);
      if (value && (!best || *value > *best)) best = value;
    }
    EnumeratingSolver solver;
    if (!best) {
      ++infeasible;
      ASSERT_THROW((void)schedule(works, o, solver), Infeasible) << instance;
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
    for (int j = 0; j < 4; ++j)
      list.push_back(work(code, j + 1, 1 + random.uniform() * 9)), list.back().lead_years = j % 2;
    units.push_back({.unit = UnitCode{code}, .district = UnitCode{"d" + std::to_string(u % 3)}});
  }
  const WorkList works(list, units);
  const ScheduleOptions o{.from = 2021,
                          .until = 2025,
                          .caps = {{.year = 2021, .amount = 40},
                                   {.year = 2022, .amount = 40},
                                   {.district = UnitCode{"d1"}, .amount = 50}},
                          .wanted = {3}};
  const Schedule made(works, o);
  const auto& p = made.programme();
  ASSERT_EQ(p.start.size(), p.objective.size());
  for (std::size_t r = 0; r < p.row_lower.size(); ++r) {
    double sum = 0;
    for (auto e = std::size_t(p.row_start[r]); e < std::size_t(p.row_start[r + 1]); ++e)
      sum += p.value[e] * p.start[std::size_t(p.column[e])];
    ASSERT_GE(sum, p.row_lower[r] - 1e-9);
    ASSERT_LE(sum, p.row_upper[r] + 1e-9);
  }
  EXPECT_GT(std::ranges::count(p.start, 1.0), 30);
}

TEST(Schedule, targets_out_of_reach_are_named_with_what_can_be_had) {
  const WorkList works({work("A", 1, 3), work("A", 2, 5), work("B", 1, 4)});
  EnumeratingSolver solver;
  const auto list = problems_of<Infeasible>([&] {
    (void)schedule(works,
                   {.from = 2021,
                    .until = 2021,
                    .caps = {{.amount = 8}},
                    .targets = {{{"all three", PlanCount::criteria, 3}, 2021},
                                {{"one", PlanCount::recognised, 1}, 2021}}},
                   solver);
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
    (void)schedule(works,
                   {.from = 2022,
                    .until = 2021,
                    .caps = {{.amount = -1},
                             {.district = UnitCode{"x"}, .amount = 2},
                             {.fund = "y", .amount = 2}},
                    .targets = {{{"t", PlanCount::criteria, 1, {UnitCode{"Z"}}}, 2020}},
                    .gamma = -1},
                   solver);
  });
  EXPECT_EQ(list.size(), 7u);
  for (auto what : {ProblemCode::value_out_of_range, ProblemCode::not_a_cost,
                    ProblemCode::unknown_code, ProblemCode::unknown_unit})
    EXPECT_TRUE(has(list, what));
}

namespace {

// As real solvers are: rows hold to a tolerance only, and the best point within it is taken.
struct TolerantSolver {
  double tolerance;
  int solved = 0;
  SolverAnswer solve(const MixedInteger& p, const SolverLimits& limits) {
    ++solved;
    MixedInteger wide = p;
    for (std::size_t r = 0; r < wide.row_upper.size(); ++r) {
      // Money rows only: those with entries that are not whole.
      const auto first = wide.value.begin() + wide.row_start[r];
      const auto last = wide.value.begin() + wide.row_start[r + 1];
      if (std::any_of(first, last, [](double v) { return v != std::round(v); })) {
        wide.row_upper[r] += tolerance;
      }
    }
    return EnumeratingSolver().solve(wide, limits);
  }
};

// The most value of whole amounts under caps, by trying every choice of years.
double best_value(const WorkList& works, const ScheduleOptions& o, const std::vector<long>& cost,
                  const std::vector<long>& caps) {
  const int years = o.until - o.from + 1;
  std::vector<int> year(works.size(), 0);
  double best = 0;
  std::size_t all = 1;
  for (std::size_t w = 0; w < works.size(); ++w) all *= static_cast<std::size_t>(years + 1);
  for (std::size_t code = 0; code < all; ++code) {
    std::size_t rest = code;
    double value = 0;
    for (auto& y : year) {
      y = static_cast<int>(rest % static_cast<std::size_t>(years + 1));
      rest /= static_cast<std::size_t>(years + 1);
      if (y > 0) value += 1 + o.earlier * (years - y);
    }
    bool fits = true;
    for (std::size_t c = 0; c < caps.size(); ++c) {
      long spent = 0;
      for (std::size_t w = 0; w < year.size(); ++w) {
        const bool under = !o.caps[c].year || *o.caps[c].year == o.from + year[w] - 1;
        if (year[w] > 0 && under) spent += cost[w];
      }
      fits = fits && spent <= caps[c];
    }
    if (fits) best = std::max(best, value);
  }
  return best;
}

}  // namespace

TEST(Schedule, caps_hold_to_the_last_unit_whatever_the_tolerance_of_the_solver) {
  RandomStream random(77, 0, 0);
  int solved_again = 0;
  for (int instance = 0; instance < 60; ++instance) {
    // Whole tenths of a unit; costs far apart, and caps that several works fill exactly.
    const bool mixed = instance % 2 == 0;
    std::vector<Work> list;
    std::vector<long> cost, caps;
    for (int k = 0; k < 5; ++k) {
      const double scale = mixed ? std::pow(10, std::floor(random.uniform() * 15)) : 10;
      cost.push_back(1 + static_cast<long>(random.uniform() * scale));
      list.push_back(work("U" + std::to_string(k), 1, static_cast<double>(cost.back()) / 10));
    }
    const WorkList works(list);  // in the order of their codes
    ScheduleOptions o{.from = 2021, .until = 2022, .limits = {.seconds = 60, .gap = 0}};
    for (const int year : {2021, 2022, 0}) {
      long amount = -1;  // just short of what some works cost, or what they cost
      for (std::size_t k = 0; k < 5; ++k) amount += random.uniform() < 0.5 ? cost[k] : 0;
      caps.push_back(std::max(0L, amount + (random.uniform() < 0.5)));
      Cap cap{.amount = static_cast<double>(caps.back()) / 10};
      if (year > 0) cap.year = year;
      o.caps.push_back(cap);
    }
    TolerantSolver solver{.tolerance = mixed ? 1e-6 : 0.2};
    const auto plan = schedule(works, o, solver);
    solved_again += solver.solved > 1;
    EXPECT_TRUE(ExactCaps(works, o.caps).broken(plan.chosen).empty()) << instance;
    EXPECT_EQ(plan.status, PlanStatus::optimal) << instance;
    EXPECT_NEAR(plan.value, best_value(works, o, cost, caps), 1e-9) << instance;
  }
  EXPECT_GT(solved_again, 10);
}

TEST(Schedule, tiny_costs_and_caps_without_money_are_kept_next_to_huge_costs) {
  EnumeratingSolver solver;
  const WorkList far({work("A", 1, 1e15), work("B", 1, 1)});
  const auto none = schedule(far, {.from = 2021, .until = 2021, .caps = {{.amount = 0.5}}}, solver);
  EXPECT_TRUE(none.chosen.empty());
  const WorkList dear({work("A", 1, 7e11), work("B", 1, 600'005)});
  const auto later = schedule(
      dear, {.from = 2021, .until = 2022, .caps = {{.year = 2021, .amount = 0}, {.amount = 1e12}}},
      solver);
  ASSERT_EQ(later.chosen.size(), 2u);
  for (const auto& w : later.chosen) EXPECT_EQ(w.year, 2022);
  const WorkList tenths({work("A", 1, 0.1), work("B", 1, 0.2)});
  const auto both =
      schedule(tenths, {.from = 2021, .until = 2021, .caps = {{.amount = 0.3}}}, solver);
  EXPECT_EQ(both.chosen.size(), 2u);
  EXPECT_EQ(both.cost, 0.3);
}

TEST(Schedule, a_plan_repaired_at_the_limit_keeps_its_caps_and_is_not_proved) {
  const WorkList works({work("A", 1, 3), work("B", 1, 3), work("C", 1, 3)});
  struct Careless {  // takes everything, whatever the rows say
    SolverAnswer solve(const MixedInteger& p, const SolverLimits&) {
      return {SolverStatus::optimal, std::vector<double>(p.objective.size(), 1.0), 3, 1};
    }
  } careless;
  ScheduleOptions o{.from = 2021, .until = 2021, .caps = {{.amount = 7}}};
  const auto plan = schedule(works, o, careless);
  EXPECT_EQ(plan.chosen.size(), 2u);
  EXPECT_EQ(plan.status, PlanStatus::stopped);
  EXPECT_GT(plan.gap(), 0);
  o.targets = {{{"three", PlanCount::criteria, 3}, 2021}};
  EXPECT_THROW((void)schedule(works, o, careless), Infeasible);
}

TEST(Schedule, limits_and_worths_that_are_no_numbers_are_refused) {
  const WorkList works({work("A", 1, 3)});
  const double nothing = std::nan("");
  const double endless = std::numeric_limits<double>::infinity();
  EnumeratingSolver solver;
  const auto refused = [&](ScheduleOptions o) {
    o.from = o.until = 2021;
    EXPECT_THROW((void)schedule(works, o, solver), InvalidData);
  };
  for (const double gap : {nothing, -1.0, endless}) refused({.limits = {.seconds = 1, .gap = gap}});
  for (const double seconds : {nothing, -1.0}) refused({.limits = {.seconds = seconds, .gap = 0}});
  for (const double x : {nothing, -1.0, endless}) {
    refused({.wanted = {x}});
    refused({.earlier = x});
    refused({.gamma = x});
  }
}
