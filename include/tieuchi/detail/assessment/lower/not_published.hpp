// A text exists and its value is not public. What a body fills in is judged as attained.
#include "tieuchi/assessment/plan.hpp"

// Guarded after its header, whose bodies read this file where they are inline.
#ifndef TIEUCHI_DETAIL_ASSESSMENT_LOWER_NOT_PUBLISHED
#define TIEUCHI_DETAIL_ASSESSMENT_LOWER_NOT_PUBLISHED

#include "tieuchi/detail/assessment/lower/builder.hpp"

namespace tieuchi::inline v1::detail {

inline void lower(const requirement::NotPublished& q, PlanBuilder& plan) {
  plan.compare(plan.read(q.measure), plan.attained());
  plan.not_published();
}

}  // namespace tieuchi::inline v1::detail

#endif
