/// @file
/// Units that differ in nothing but their code are served in the order of their codes.
///
/// Among plans of equal cost and value this names one, whatever the solver found first.
///
/// @code
/// chosen = in_order_of_codes(works, chosen);
/// @endcode
#pragma once

#include <span>
#include <vector>

#include "tieuchi/planning/plan_target.hpp"
#include "tieuchi/planning/work_plan.hpp"

namespace tieuchi::inline v1 {

/// The choice with the years of equal units exchanged: same district, works, funds, costs and
/// chances, and in the same targets. Works in an order are left as they are. O(units² · works of a
/// unit).
[[nodiscard]] std::vector<PlannedWork> in_order_of_codes(const WorkList& works,
                                                         std::vector<PlannedWork> chosen,
                                                         std::span<const DatedTarget> targets = {});

}  // namespace tieuchi::inline v1

#ifndef TIEUCHI_COMPILED
#include "tieuchi/detail/planning/code_order.hpp"
#endif
