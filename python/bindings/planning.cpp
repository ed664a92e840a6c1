#include "plans.hpp"
#include "tieuchi/exchange/archive.hpp"
#include "tieuchi/planning/chance_plan.hpp"
#include "tieuchi/planning/least_cost.hpp"
#include "tieuchi/planning/prioritise.hpp"

py::dict plan_dict(const tc::WorkPlan& p) {
  std::vector<std::pair<std::size_t, int>> chosen;
  for (const auto& c : p.chosen) chosen.emplace_back(c.work, c.year);
  return py::dict("chosen"_a = chosen, "cost"_a = p.cost, "value"_a = p.value, "bound"_a = p.bound,
                  "criteria"_a = p.criteria, "recognised"_a = p.recognised,
                  "recognised_before"_a = p.recognised_before,
                  "proved"_a = p.status == tc::PlanStatus::optimal, "gap"_a = p.gap(),
                  "seconds"_a = p.seconds);
}

tc::PlanTarget target_of(const TargetTuple& t) {
  const auto& [code, recognised, at_least, units, by] = t;
  return {code, recognised ? tc::PlanCount::recognised : tc::PlanCount::criteria, at_least, units};
}

void bind_planning(py::module_& m) {
  m.def(
      "prioritise",
      [](const tc::WorkList& works, double budget, double bonus, double gap, std::size_t states) {
        tc::WorkPlan p;
        {
          py::gil_scoped_release release;
          p = tc::prioritise(works,
                             {.budget = budget, .wanted = {bonus}, .gap = gap, .states = states});
        }
        return plan_dict(p);
      },
      "works"_a, "budget"_a, "bonus"_a, "gap"_a, "states"_a);
  m.def(
      "cheapest_first",
      [](const tc::WorkList& works, double budget) {
        return plan_dict(tc::cheapest_first(works, budget));
      },
      "works"_a, "budget"_a);
  m.def(
      "marginal_benefit",
      [](const tc::WorkList& works, double bonus) {
        py::gil_scoped_release release;
        const tc::MarginalBenefit curve(works, {bonus});
        std::vector<std::int64_t> unit;
        for (const auto& s : curve.steps()) unit.push_back(std::int64_t(s.unit));
        py::gil_scoped_acquire acquire;
        return py::dict("cost"_a = array_of(std::vector(curve.cost())),
                        "value"_a = array_of(std::vector(curve.value())),
                        "unit"_a = array_of(std::move(unit)));
      },
      "works"_a, "bonus"_a,
      "Break points: double[n_steps + 1] of cost and value, and the unit of each step.");
  m.def(
      "least_cost",
      [](const tc::WorkList& works, const std::vector<TargetTuple>& targets,
         std::optional<double> budget) {
        std::vector<tc::PlanTarget> list;
        for (const auto& t : targets) list.push_back(target_of(t));
        tc::WorkPlan p;
        {
          py::gil_scoped_release release;
          p = tc::least_cost(works, list, {.budget = budget});
        }
        return plan_dict(p);
      },
      "works"_a, "targets"_a, "budget"_a);
  m.def(
      "chance_plan",
      [](const tc::Outlook& outlook, const tc::WorkList& works, int at_least, double chance,
         bool newly, std::size_t ahead, std::vector<tc::UnitCode> units) {
        std::optional<tc::ChancePlan> p;
        {
          py::gil_scoped_release release;
          p = tc::chance_plan(outlook, works,
                              {.at_least = at_least,
                               .chance = chance,
                               .newly = newly,
                               .ahead = ahead,
                               .units = std::move(units)});
        }
        py::dict out = plan_dict(p->plan);
        out["chance"] = std::pair(p->chance.value, p->chance.error),
        out["chance_without"] = std::pair(p->chance_without.value, p->chance_without.error),
        out["expected"] = p->expected;
        return out;
      },
      "outlook"_a, "works"_a, "at_least"_a, "chance"_a, "newly"_a, "ahead"_a, "units"_a);

  m.def(
      "plan_archive",
      [](const std::vector<std::pair<std::size_t, int>>& chosen, double cost, double value,
         double bound, double criteria, double recognised, double recognised_before, bool proved,
         double seconds) {
        tc::WorkPlan plan{.cost = cost,
                          .value = value,
                          .bound = bound,
                          .criteria = criteria,
                          .recognised = recognised,
                          .recognised_before = recognised_before,
                          .status = proved ? tc::PlanStatus::optimal : tc::PlanStatus::stopped,
                          .seconds = seconds};
        for (const auto& [work, year] : chosen) plan.chosen.push_back({work, year});
        return py::bytes(tc::archive::save(plan));
      },
      "chosen"_a, "cost"_a, "value"_a, "bound"_a, "criteria"_a, "recognised"_a,
      "recognised_before"_a, "proved"_a, "seconds"_a, "The archive of a plan.");
  m.def(
      "plan_of_archive",
      [](const py::bytes& archive, const std::string& file) {
        return plan_dict(tc::archive::load<tc::WorkPlan>(std::string_view(archive), file));
      },
      "archive"_a, "file"_a = "", "A plan as a dict. Raises ArchiveError.");
}
