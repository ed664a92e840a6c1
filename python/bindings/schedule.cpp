#include "tieuchi/planning/schedule.hpp"
#include "plans.hpp"
#include "tieuchi/planning/roadmap.hpp"

namespace {

tc::WorkPlan plan_from(const tc::WorkList& works,
                       const std::vector<std::pair<std::size_t, int>>& chosen) {
  std::vector<tc::PlannedWork> list;
  for (const auto& [work, year] : chosen) {
    if (work >= works.size()) throw py::index_error("no such work");
    list.push_back({work, year});
  }
  return tc::plan_of(works, std::move(list));
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

void bind_schedule(py::module_& m) {
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
}
