/// @file
/// The reverse question: what is the least money for so many recognitions and so many criteria?
///
/// Each target has one multiplier, what one more unit or criterion is worth; at given multipliers
/// every unit is solved alone and their sum is a bound. The multipliers are raised by subgradients
/// (Polyak 1969), then the choices that lose less than the gap are searched to the end. Works are
/// certain here; for uncertain ones see chance_plan.hpp.
///
/// @code
/// const WorkPlan plan =
///     least_cost(works, {{.code = "13", .count = PlanCount::recognised, .at_least = 13}});
/// @endcode
#pragma once

#include <optional>
#include <vector>

#include "tieuchi/planning/plan_target.hpp"
#include "tieuchi/planning/work_plan.hpp"

namespace tieuchi::inline v1 {

struct LeastCostOptions {
  std::optional<double> budget{};  ///< more than this is infeasible
  double gap = 0;                  ///< relative; 0: to the last unit of money
  std::size_t states = 200'000;
};

/// The cheapest works that reach every target; `value` is the cost, `bound` lies below it. Costs
/// are summed exactly (see money.hpp): of 1e15 + 1 and 1e15 + 2 the first is found.
/// @throws Infeasible naming each target out of reach with the most that can be had; where the
/// least cost exceeds the budget, that cost and for each target the most that the budget allows
/// with the others kept. InvalidData for works in an order or uncertain ones, more than 8 targets,
/// an unknown unit.
[[nodiscard]] WorkPlan least_cost(const WorkList& works, const std::vector<PlanTarget>& targets,
                                  const LeastCostOptions& options = {});

}  // namespace tieuchi::inline v1

#ifndef TIEUCHI_COMPILED
#include "tieuchi/detail/planning/least_cost.hpp"
#endif
