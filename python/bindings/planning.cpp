#include "bindings.hpp"

#include "tieuchi/exchange/archive.hpp"
#include "tieuchi/planning/chance_plan.hpp"
#include "tieuchi/planning/least_cost.hpp"
#include "tieuchi/planning/roadmap.hpp"
#include "tieuchi/planning/scenario.hpp"
#include "tieuchi/planning/schedule.hpp"

namespace {

using Codes = std::vector<std::string>;
// code, recognised (else criteria), at least, units, by (0: no year)
using TargetTuple = std::tuple<std::string, bool, int, std::vector<tc::UnitCode>, int>;

template <class T>
const T* item(const py::array_t<T, py::array::c_style>& a, std::size_t n, const char* name) {
  if (std::size_t(a.size()) != n) {
    throw tc::InvalidData({{.what = tc::ProblemCode::wrong_size,
                            .column = name,
                            .code = "works",
                            .found = std::to_string(a.size()),
                            .expected = std::to_string(n)}});
  }
  return a.data();
}

tc::WorkList work_list(
    const Codes& codes, const std::vector<tc::UnitCode>& units,
    const std::vector<tc::CriterionNumber>& criteria, const Doubles& cost, const Doubles& chance,
    const Doubles& chance_without, const Doubles& value,
    const py::array_t<std::int64_t, py::array::c_style>& lead_years, const Codes& fund,
    const std::vector<Codes>& after, const Doubles& cost_spread,
    const std::vector<std::tuple<tc::UnitCode, tc::UnitCode, double, double>>& of_units) {
  const std::size_t n = codes.size();
  const auto *c = item(cost, n, "cost"), *with = item(chance, n, "chance"),
             *without = item(chance_without, n, "chance_without"), *v = item(value, n, "value"),
             *spread = item(cost_spread, n, "cost_spread");
  const auto* lead = item(lead_years, n, "lead_years");
  std::vector<tc::Work> works;
  for (std::size_t k = 0; k < n; ++k) {
    works.push_back({.code = codes[k],
                     .unit = units.at(k),
                     .criterion = criteria.at(k),
                     .cost = c[k],
                     .chance = with[k],
                     .chance_without = without[k],
                     .value = v[k],
                     .lead_years = int(std::clamp<std::int64_t>(lead[k], -1, 1000)),
                     .fund = fund.at(k),
                     .after = after.at(k),
                     .cost_spread = spread[k]});
  }
  std::vector<tc::PlanUnit> list;
  for (const auto& [unit, district, rest, weight] : of_units)
    list.push_back({unit, district, rest, weight});
  py::gil_scoped_release release;
  return tc::WorkList(std::move(works), std::move(list));
}

py::dict plan_dict(const tc::WorkPlan& p) {
  std::vector<std::pair<std::size_t, int>> chosen;
  for (const auto& c : p.chosen) chosen.emplace_back(c.work, c.year);
  return py::dict("chosen"_a = chosen, "cost"_a = p.cost, "value"_a = p.value, "bound"_a = p.bound,
                  "criteria"_a = p.criteria, "recognised"_a = p.recognised,
                  "recognised_before"_a = p.recognised_before,
                  "proved"_a = p.status == tc::PlanStatus::optimal, "gap"_a = p.gap(),
                  "seconds"_a = p.seconds);
}

tc::WorkPlan plan_from(const tc::WorkList& works,
                       const std::vector<std::pair<std::size_t, int>>& chosen) {
  std::vector<tc::PlannedWork> list;
  for (const auto& [work, year] : chosen) {
    if (work >= works.size()) throw py::index_error("no such work");
    list.push_back({work, year});
  }
  return tc::plan_of(works, std::move(list));
}

tc::PlanTarget target_of(const TargetTuple& t) {
  const auto& [code, recognised, at_least, units, by] = t;
  return {code, recognised ? tc::PlanCount::recognised : tc::PlanCount::criteria, at_least, units};
}

// Hands a programme to a function of Python and takes its answer.
struct PythonSolver {
  py::function solver;
  tc::SolverAnswer solve(const tc::MixedInteger& p, const tc::SolverLimits& limits) {
    py::gil_scoped_acquire acquire;
    const py::dict programme(
        "objective"_a = array_of(std::vector(p.objective)),
        "lower"_a = array_of(std::vector(p.lower)), "upper"_a = array_of(std::vector(p.upper)),
        "integer"_a = array_of(std::vector(p.integer)),
        "row_lower"_a = array_of(std::vector(p.row_lower)),
        "row_upper"_a = array_of(std::vector(p.row_upper)),
        "row_start"_a = array_of(std::vector(p.row_start)),
        "column"_a = array_of(std::vector(p.column)), "value"_a = array_of(std::vector(p.value)),
        "start"_a = array_of(std::vector(p.start)));
    const auto [status, values, bound, seconds] =
        solver(programme, limits.seconds, limits.gap)
            .cast<std::tuple<std::string, std::vector<double>, double, double>>();
    const auto word = status == "optimal"      ? tc::SolverStatus::optimal
                      : status == "stopped"    ? tc::SolverStatus::stopped
                      : status == "infeasible" ? tc::SolverStatus::infeasible
                                               : tc::SolverStatus::failed;
    return {word, values, bound, seconds};
  }
};
static_assert(tc::Solver<PythonSolver>);

py::dict roadmap_dict(const tc::Roadmap& r) {
  std::vector<std::tuple<std::size_t, int, int, tc::Text, double>> tasks;
  std::vector<std::tuple<int, double, double, double>> years;
  std::vector<std::tuple<tc::UnitCode, std::string, int, std::size_t, double>> sums;
  for (const auto& t : r.tasks())
    tasks.emplace_back(t.work, t.year, t.done, tc::word(t.reason), t.effect);
  for (const auto& y : r.years()) years.emplace_back(y.year, y.cost, y.criteria, y.recognised);
  for (const auto& s : r.sums()) sums.emplace_back(s.district, s.fund, s.year, s.tasks, s.cost);
  return py::dict("tasks"_a = tasks, "years"_a = years, "sums"_a = sums);
}

}  // namespace

void bind_planning(py::module_& m) {
  py::class_<tc::WorkList>(m, "WorkList",
                           "Works in natural order of unit and criterion, with their units.")
      .def(py::init(&work_list), "codes"_a, "units"_a, "criteria"_a, "cost"_a, "chance"_a,
           "chance_without"_a, "value"_a, "lead_years"_a, "fund"_a, "after"_a, "cost_spread"_a,
           "of_units"_a)
      .def("__len__", &tc::WorkList::size)
      .def_property_readonly("certain", &tc::WorkList::certain)
      .def_property_readonly("any_order", &tc::WorkList::any_order)
      .def(
          "works",
          [](const tc::WorkList& w) {
            py::list out;
            for (std::size_t k = 0; k < w.size(); ++k) {
              const auto& x = w[k];
              out.append(py::dict(
                  "code"_a = x.code, "unit"_a = x.unit,
                  "district"_a = w.units()[w.unit_of(k)].district, "criterion"_a = x.criterion,
                  "cost"_a = x.cost, "chance"_a = x.chance, "chance_without"_a = x.chance_without,
                  "value"_a = x.value, "lead_years"_a = x.lead_years, "fund"_a = x.fund));
            }
            return out;
          },
          "Every work as a dict, in the order of the list.")
      .def("units", [](const tc::WorkList& w) {
        std::vector<tc::UnitCode> out;
        for (const auto& u : w.units()) out.push_back(u.unit);
        return out;
      });

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
      "schedule",
      [](const tc::WorkList& works, int from, int until,
         const std::vector<std::tuple<tc::UnitCode, std::string, std::optional<int>, double>>& caps,
         double bonus, double earlier, const std::vector<TargetTuple>& targets, double gamma,
         double seconds, double gap, const py::function& solver) {
        tc::ScheduleOptions o{.from = from,
                              .until = until,
                              .wanted = {bonus},
                              .earlier = earlier,
                              .gamma = gamma,
                              .limits = {seconds, gap}};
        for (const auto& [district, fund, year, amount] : caps)
          o.caps.push_back({district, fund, year, amount});
        for (const auto& t : targets) o.targets.push_back({target_of(t), std::get<4>(t)});
        PythonSolver s{solver};
        return plan_dict(tc::schedule(works, o, s));
      },
      "works"_a, "from_year"_a, "until"_a, "caps"_a, "bonus"_a, "earlier"_a, "targets"_a, "gamma"_a,
      "seconds"_a, "gap"_a, "solver"_a);
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
      "roadmap",
      [](const tc::WorkList& works, int from, std::vector<double> budget, bool recognitions_first,
         std::vector<tc::UnitCode> required) {
        return roadmap_dict(
            tc::roadmap(works, {.from = from,
                                .budget = std::move(budget),
                                .order = recognitions_first ? tc::TaskOrder::recognitions_first
                                                            : tc::TaskOrder::easiest_first,
                                .required = std::move(required)}));
      },
      "works"_a, "from_year"_a, "budget"_a, "recognitions_first"_a, "required"_a);
  m.def(
      "roadmap_of",
      [](const tc::WorkList& works, const std::vector<std::pair<std::size_t, int>>& chosen,
         int from, std::vector<tc::UnitCode> required) {
        return roadmap_dict(tc::Roadmap(works, plan_from(works, chosen),
                                        {.from = from, .required = std::move(required)}));
      },
      "works"_a, "chosen"_a, "from_year"_a, "required"_a);

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
