/// @file
/// The least money found that keeps a promise with a chance: P(N ≥ K) ≥ 1 − α.
///
/// N counts communes recognised (or newly recognised) in the draws of an outlook; common yearly
/// shocks and what communes would do anyway are in the draws, so works likely to happen anyway earn
/// little. A work adds to what a draw already met: by the same random numbers in every plan, so
/// more works never lower N in any draw.
///
/// The search starts from the plan of one multiplier, adds the works that raise the chance most for
/// their cost and prunes what is not needed. The result is not proved to be the cheapest:
/// `plan.bound` is a cost below which no plan can keep the promise (E[N] ≥ (1 − α) K must hold, and
/// every unit is taken at its best).
///
/// @code
/// const ChancePlan found = chance_plan(outlook, works, {.at_least = 13, .chance = 0.9});
/// @endcode
#pragma once

#include <vector>

#include "tieuchi/planning/funded_draws.hpp"
#include "tieuchi/planning/work_plan.hpp"

namespace tieuchi::inline v1 {

struct ChancePlanOptions {
  int at_least = 1;     ///< K
  double chance = 0.9;  ///< 1 − α, in the draws of the outlook
  bool newly = true;    ///< count those newly recognised in the year; else all recognised by then
  /// Which year of the outlook; works whose lead time ends later add nothing.
  std::size_t ahead = 0;
  std::vector<UnitCode> units{};  ///< only these count; empty: all that the outlook counts
};

struct ChancePlan {
  WorkPlan plan;  ///< `value` is its cost, `bound` lies below the cost of every plan
  DrawnProbability chance{0, 0};  ///< P(N ≥ K) with the plan, in the draws that it was chosen with
  DrawnProbability chance_without{0, 0};
  double expected = 0;  ///< E[N] with the plan
};

/// Works may succeed with a chance (`Work::chance`); what happens without them is the outlook's.
/// @throws InvalidData for a chance not in (0, 1); Infeasible with what all works together reach;
/// and as `FundedDraws`.
[[nodiscard]] ChancePlan chance_plan(const Outlook& outlook, const WorkList& works,
                                     const ChancePlanOptions& options);

}  // namespace tieuchi::inline v1

#ifndef TIEUCHI_COMPILED
#include "tieuchi/detail/planning/chance_plan.hpp"
#endif
