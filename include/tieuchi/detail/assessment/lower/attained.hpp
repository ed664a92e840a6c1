// The measure is 1.
#include "tieuchi/assessment/plan.hpp"

// Guarded after its header, whose bodies read this file where they are inline.
#ifndef TIEUCHI_DETAIL_ASSESSMENT_LOWER_ATTAINED
#define TIEUCHI_DETAIL_ASSESSMENT_LOWER_ATTAINED

#include "tieuchi/detail/assessment/lower/builder.hpp"

namespace tieuchi::inline v1::detail {

inline void lower(const requirement::Attained& q, PlanBuilder& plan) {
  plan.compare(plan.read(q.measure), plan.attained());
}

}  // namespace tieuchi::inline v1::detail

#endif
