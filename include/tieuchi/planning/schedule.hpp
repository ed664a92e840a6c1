/// @file
/// Several years, caps by district, fund and year, order and lead time: a mixed-integer programme.
///
/// One binary column says that a work is funded in a year, one continuous column that a unit is
/// recognised by the end of a year; it lies below the share done of each of its works, so it is
/// whole where they are. Costs fall in the year of funding. Units that differ in nothing but their
/// code are served in the order of their codes.
///
/// With uncertain works a unit counts at the product of their chances once all are done: what the
/// solver maximises is then a little less than `plan_of` says, never more.
///
/// With `gamma` every cap holds even if that many of its works cost `cost_spread` more (Bertsimas &
/// Sim 2004, doi:10.1287/opre.1030.0065).
///
/// Caps hold to the last unit of money (see cap.hpp): works that exceed a cap together are excluded
/// and the programme is solved again, so what is proved best keeps every cap. Where that does not
/// end in time the plan found keeps them too, with a bound and a gap.
///
/// @code
/// const WorkPlan plan = schedule(
///     works, {.from = 2021, .until = 2025, .caps = {{.year = 2021, .amount = 20e9}}}, solver);
/// @endcode
#pragma once

#include <algorithm>
#include <vector>

#include "tieuchi/planning/cap.hpp"
#include "tieuchi/planning/code_order.hpp"
#include "tieuchi/planning/marginal_benefit.hpp"
#include "tieuchi/planning/plan_target.hpp"
#include "tieuchi/planning/solver.hpp"

namespace tieuchi::inline v1 {

struct ScheduleOptions {
  int from = 0, until = 0;  ///< years of funding, both included
  std::vector<Cap> caps{};
  PlanValue wanted{};
  double earlier = 0.01;  ///< what a year sooner adds, as a share of the value
  std::vector<DatedTarget> targets{};
  double gamma = 0;
  SolverLimits limits{.seconds = 60, .gap = 1e-4};
};

/// The programme of a schedule, and its way back to a plan.
class Schedule {
 public:
  /// `elastic` lets targets be missed, each missing unit or criterion at the same loss, and counts
  /// nothing else.
  /// @throws InvalidData with every problem: years reversed or more than 50, caps that are no
  /// amount or name a district or fund of no work, targets on unknown units or beyond the years,
  /// limits that are no number.
  Schedule(const WorkList& works, const ScheduleOptions& options, bool elastic = false);

  [[nodiscard]] const MixedInteger& programme() const { return mip_; }
  /// The works that an answer funds, by the order of the list.
  [[nodiscard]] std::vector<PlannedWork> chosen(const SolverAnswer& answer) const;
  /// Excludes works that together break a cap by exact sums, and says how many caps are broken.
  std::size_t cut(const SolverAnswer& answer);
  /// The answer without works that break a cap; nothing where targets would be missed.
  [[nodiscard]] SolverAnswer repaired(SolverAnswer answer) const;
  /// @throws Infeasible where nothing was found: without targets because the solver failed in time.
  [[nodiscard]] WorkPlan plan(const SolverAnswer& answer) const;
  /// By how much each target is missed in an elastic answer, [n_targets].
  [[nodiscard]] std::vector<double> missed(const SolverAnswer& answer) const;
  /// Throws what an elastic answer shows: each target missed with the most that can be had.
  [[noreturn]] void explain(const SolverAnswer& elastic_answer) const;

 private:
  void check() const;
  void add_works();
  void add_recognition(bool elastic);
  void add_caps();
  void add_targets(bool elastic);
  void add_start();
  [[nodiscard]] std::size_t years() const {
    return static_cast<std::size_t>(o_.until - o_.from) + 1;
  }
  [[nodiscard]] int whole_from(std::size_t unit, const std::vector<int>& year_of) const;
  [[nodiscard]] std::int32_t funded(std::size_t work, std::size_t year) const {
    return static_cast<std::int32_t>(work * years() + year);
  }
  [[nodiscard]] std::int32_t recognised(std::size_t unit, std::size_t year) const {
    return static_cast<std::int32_t>(works_.size() * years() + unit * years() + year);
  }

  const WorkList& works_;
  const ScheduleOptions& o_;
  ExactCaps caps_;
  MixedInteger mip_;
  std::vector<std::int32_t> slack_;
};

/// @throws Infeasible naming the targets that cannot be reached and the most that can be had of
/// each.
template <Solver S>
[[nodiscard]] WorkPlan schedule(const WorkList& works, const ScheduleOptions& options, S& solver);

// ------------------------------------------------------------------------------------------------

namespace detail {

// Solves until every cap holds exactly; what is repaired instead is no longer optimal.
template <Solver S>
SolverAnswer solve_exactly(Schedule& schedule, const SolverLimits& limits, S& solver) {
  constexpr int most_rounds = 200;
  SolverLimits left = limits;
  double seconds = 0;
  for (int round = 0;; ++round) {
    SolverAnswer answer = solver.solve(schedule.programme(), left);
    seconds += answer.seconds, left.seconds = std::max(0.0, limits.seconds - seconds);
    answer.seconds = seconds;
    if (schedule.cut(answer) == 0) return answer;
    if (round + 1 < most_rounds && left.seconds > 0) continue;
    return schedule.repaired(std::move(answer));
  }
}

}  // namespace detail

template <Solver S>
WorkPlan schedule(const WorkList& works, const ScheduleOptions& options, S& solver) {
  Schedule made(works, options);
  const SolverAnswer answer = detail::solve_exactly(made, options.limits, solver);
  if (answer.status != SolverStatus::infeasible || options.targets.empty())
    return made.plan(answer);
  Schedule elastic(works, options, true);
  elastic.explain(detail::solve_exactly(elastic, options.limits, solver));
}

}  // namespace tieuchi::inline v1

#ifndef TIEUCHI_COMPILED
#include "tieuchi/detail/planning/schedule.hpp"
#endif
