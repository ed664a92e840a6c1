// The measure compares with the number of its cell.
#include "tieuchi/assessment/plan.hpp"

// Guarded after its header, whose bodies read this file where they are inline.
#ifndef TIEUCHI_DETAIL_ASSESSMENT_LOWER_BOUND
#define TIEUCHI_DETAIL_ASSESSMENT_LOWER_BOUND

#include "tieuchi/detail/assessment/lower/builder.hpp"

namespace tieuchi::inline v1::detail {

inline void lower(const requirement::Bound& q, PlanBuilder& plan) {
  plan.compare(plan.read(q.measure), plan.number(0, q.comparator));
}

}  // namespace tieuchi::inline v1::detail

#endif
