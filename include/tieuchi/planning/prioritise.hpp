/// @file
/// What to do first under one budget: `prioritise`.
///
/// Maximises the values of the criteria gained plus a bonus for each unit recognised. Starts from
/// the marginal-benefit curve, whose price of money splits the problem into units; then only
/// choices that lose less than the gap at that price can stand in a better plan, and these few are
/// searched to the end (the core method of Pisinger 1995, doi:10.1016/0377-2217(95)00015-I, over
/// choices of units). The plan, a bound that nothing exceeds and the gap come back always. Equal
/// plans: lower unit codes first.
///
/// Cheapest first is optimal for the number of criteria (bonus 0, equal values); it is not for
/// recognitions.
///
/// @code
/// const WorkPlan plan = prioritise(works, {.budget = 60e9, .wanted = {.bonus = 3}});
/// @endcode
#pragma once

#include "tieuchi/planning/marginal_benefit.hpp"

namespace tieuchi::inline v1 {

struct PrioritiseOptions {
  double budget = 0;
  PlanValue wanted{};
  double gap = 1e-9;             ///< relative; a plan this close to its bound is called optimal
  std::size_t states = 200'000;  ///< kept at a time; beyond it the search stops with its bound
};

/// No plan costs more than the budget, to the last decimal of the costs (see money.hpp).
/// @throws InvalidData for a budget that is negative or not finite, a gap that is none, an order
/// among the works.
[[nodiscard]] WorkPlan prioritise(const WorkList& works, const PrioritiseOptions& options);
/// Another budget on the same curve.
[[nodiscard]] WorkPlan prioritise(const MarginalBenefit& curve, double budget, double gap = 1e-9,
                                  std::size_t states = 200'000);
/// Cheapest works first until the budget is spent: the official "easy first, hard later". Proved
/// best only where every work gains as much as any other; else `bound` is that of the marginal
/// benefit.
[[nodiscard]] WorkPlan cheapest_first(const WorkList& works, double budget);

}  // namespace tieuchi::inline v1

#ifndef TIEUCHI_COMPILED
#include "tieuchi/detail/planning/prioritise.hpp"
#endif
