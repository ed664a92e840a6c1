// The value is left to a body, that it is left is a state of the cell.
#include "tieuchi/assessment/plan.hpp"

// Guarded after its header, whose bodies read this file where they are inline.
#ifndef TIEUCHI_DETAIL_ASSESSMENT_LOWER_DELEGATED
#define TIEUCHI_DETAIL_ASSESSMENT_LOWER_DELEGATED

#include "tieuchi/detail/assessment/lower/attained.hpp"
#include "tieuchi/detail/assessment/lower/bound.hpp"
#include "tieuchi/detail/assessment/lower/builder.hpp"

namespace tieuchi::inline v1::detail {

inline void lower(const requirement::Delegated& q, PlanBuilder& plan) {
  std::visit([&](const auto& then) { lower(then, plan); }, q.then);
}

}  // namespace tieuchi::inline v1::detail

#endif
