/// @file
/// Works chosen under a budget, with what they bring, the proved bound and the gap to it.
#pragma once

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "tieuchi/planning/work.hpp"

namespace tieuchi::inline v1 {

/// How a search ended.
enum class PlanStatus : std::uint8_t {
  optimal,  ///< proved, within the tolerance asked for
  stopped   ///< at its limit of time or of states: the best plan found, with its bound
};

/// A work that was chosen, and the year of its funding (0: no years).
struct PlannedWork {
  std::size_t work;
  int year = 0;
  friend bool operator==(const PlannedWork&, const PlannedWork&) = default;
};

/// A choice of works. `value` and `bound` are of the objective that was asked for: more is better
/// for a budget, less for a least cost.
struct WorkPlan {
  std::vector<PlannedWork> chosen{};  ///< by year, then in the order of the list
  double cost = 0;
  double value = 0, bound = 0;  ///< no choice does better than `bound`
  double criteria = 0;          ///< criteria gained, in expectation
  double recognised = 0;  ///< units whose criteria are all met, in expectation, with their works
  double recognised_before = 0;  ///< the same without any work
  PlanStatus status = PlanStatus::optimal;
  double seconds = 0;  ///< that the search took

  /// Relative distance of value and bound; 0 where proved.
  [[nodiscard]] double gap() const {
    return value == bound ? 0 : std::abs(bound - value) / std::max(std::abs(value), 1e-12);
  }
};

/// Cost, criteria and recognitions of a choice; value and bound are left alone.
[[nodiscard]] WorkPlan plan_of(const WorkList& works, std::vector<PlannedWork> chosen);
/// The cost of a plan in units of the list's money.
[[nodiscard]] wide_integer exact_cost(const WorkList& works, const WorkPlan& plan);

namespace detail {
/// Adds a problem for a budget that is negative or not finite.
inline void check_budget(double budget, Problems& problems) {
  if (budget >= 0 && std::isfinite(budget)) return;
  problems.add({.what = ProblemCode::not_a_cost,
                .code = "budget",
                .found = std::isnan(budget) ? "nothing" : std::to_string(budget),
                .expected = "0 or more"});
}
/// Adds a problem for a relative gap that is negative or not finite: every plan would be within it.
inline void check_gap(double gap, Problems& problems) {
  if (gap >= 0 && std::isfinite(gap)) return;
  problems.add({.what = ProblemCode::value_out_of_range,
                .code = "gap",
                .found = std::isnan(gap) ? "nothing" : std::to_string(gap),
                .expected = "0 or more"});
}
}  // namespace detail

}  // namespace tieuchi::inline v1

#ifndef TIEUCHI_COMPILED
#include "tieuchi/detail/planning/work_plan.hpp"
#endif
