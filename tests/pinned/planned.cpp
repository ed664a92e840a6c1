#include "planned.hpp"

#include "support/enumerating_solver.hpp"
#include "tieuchi/planning/least_cost.hpp"
#include "tieuchi/planning/prioritise.hpp"
#include "tieuchi/planning/schedule.hpp"
#include "tieuchi/projection/random.hpp"

namespace pinned {

using namespace tieuchi;

namespace {

// Works of `units` units with one to four criteria each; costs are whole or end in a half.
WorkList works(std::size_t units, bool certain) {
  std::vector<Work> list;
  std::vector<PlanUnit> who;
  for (std::size_t u = 0; u < units; ++u) {
    const auto word = philox({static_cast<std::uint32_t>(u), 0, 0, 0}, {2020, 17});
    const UnitCode unit{"C" + std::to_string(u + 1)};
    who.push_back({.unit = unit,
                   .district = UnitCode{u % 2 ? "D2" : "D1"},
                   .rest = certain ? static_cast<double>(word[3] % 5 != 0)
                                   : 0.5 + static_cast<double>(word[3] % 5) / 10});
    for (std::size_t c = 0; c <= word[0] % 4; ++c) {
      const auto w =
          philox({static_cast<std::uint32_t>(u), static_cast<std::uint32_t>(c), 1, 0}, {2020, 17});
      Work work{.unit = unit, .criterion = CriterionNumber{std::to_string(c + 1)}};
      work.cost = 1 + static_cast<double>(w[0] % 12) / 2;
      work.cost_spread = static_cast<double>(w[1] % 3) / 4;
      work.fund = w[2] % 2 ? "nation" : "province";
      if (!certain) {
        work.chance = 0.6 + static_cast<double>(w[1] % 4) / 10;
        work.chance_without = static_cast<double>(w[2] % 3) / 10;
      }
      list.push_back(std::move(work));
    }
  }
  return WorkList(std::move(list), std::move(who));
}

std::string chosen(const WorkList& works, const WorkPlan& plan) {
  std::string out;
  for (const auto& p : plan.chosen) {
    const Work& w = works[p.work];
    out += (out.empty() ? "" : ";") + w.unit.str() + "/" + w.criterion.str();
    if (p.year) out += "@" + std::to_string(p.year);
  }
  return out.empty() ? "nothing" : out;
}

void put(Table& out, const std::string& name, const WorkList& list, const WorkPlan& plan) {
  out.add(name, {about(plan.cost), about(plan.value), about(plan.bound), about(plan.criteria),
                 about(plan.recognised), about(plan.recognised_before),
                 plan.status == PlanStatus::optimal ? "optimal" : "stopped", chosen(list, plan)});
}

Table empty(const char* title) {
  return {title,
          "plan",
          "number",
          {"cost", "value", "bound", "criteria", "recognised", "without", "status", "works"}};
}

}  // namespace

Page plans() {
  Page page{"plans"};
  const WorkList certain = works(14, true), uncertain = works(10, false), few = works(3, true);
  Table budgets = empty("under a budget");
  for (const int budget : {0, 5, 12, 30, 1000}) {
    for (const int bonus : {0, 3}) {
      const std::string name = std::to_string(budget) + ",bonus-" + std::to_string(bonus);
      put(budgets, name, certain,
          prioritise(certain, {.budget = 1.0 * budget, .wanted = {.bonus = 1.0 * bonus}}));
      put(budgets, name + ",uncertain", uncertain,
          prioritise(uncertain, {.budget = 1.0 * budget, .wanted = {.bonus = 1.0 * bonus}}));
    }
    put(budgets, std::to_string(budget) + ",cheapest-first", certain,
        cheapest_first(certain, budget));
  }
  page.tables.push_back(std::move(budgets));

  Table costs = empty("least cost");
  const auto least = [&](const char* name, const std::vector<PlanTarget>& targets) {
    put(costs, name, certain, least_cost(certain, targets));
  };
  least("3-recognised", {{.code = "a", .at_least = 3}});
  least("12-criteria", {{.code = "b", .count = PlanCount::criteria, .at_least = 12}});
  least("both", {{.code = "a", .at_least = 4},
                 {.code = "b", .count = PlanCount::criteria, .at_least = 10}});
  page.tables.push_back(std::move(costs));

  Table years = empty("schedules");
  support::EnumeratingSolver solver;
  ScheduleOptions two{.from = 2021,
                      .until = 2022,
                      .caps = {{.year = 2021, .amount = 6}, {.year = 2022, .amount = 5}},
                      .wanted = {.bonus = 2}};
  put(years, "two-years", few, schedule(few, two, solver));
  two.caps.push_back({.fund = "nation", .amount = 4});
  put(years, "two-years,fund-capped", few, schedule(few, two, solver));
  two.caps.pop_back();
  two.targets = {{{.code = "t", .count = PlanCount::criteria, .at_least = 1}, 2021}};
  put(years, "two-years,target", few, schedule(few, two, solver));
  page.tables.push_back(std::move(years));

  const MarginalBenefit curve(certain, {.bonus = 2});
  Table steps{"marginal benefit", "step", "number", {"unit", "cost", "value", "slope"}};
  for (std::size_t s = 0; s < curve.steps().size(); ++s) {
    steps.add(std::to_string(s + 1),
              {certain.units()[curve.steps()[s].unit].unit.str(), about(curve.cost()[s + 1]),
               about(curve.value()[s + 1]), about(curve.steps()[s].slope())});
  }
  page.tables.push_back(std::move(steps));
  return page;
}

}  // namespace pinned
