// As a bound, on a factor times the threshold of another set.
#include "tieuchi/assessment/plan.hpp"

// Guarded after its header, whose bodies read this file where they are inline.
#ifndef TIEUCHI_DETAIL_ASSESSMENT_LOWER_FACTOR_ON_THRESHOLD
#define TIEUCHI_DETAIL_ASSESSMENT_LOWER_FACTOR_ON_THRESHOLD

#include "tieuchi/detail/assessment/lower/builder.hpp"

namespace tieuchi::inline v1::detail {

inline void lower(const requirement::FactorOnThreshold& q, PlanBuilder& plan) {
  plan.compare(plan.read(q.measure), plan.number(0, q.comparator));
  plan.base(q.set, q.indicator);
}

}  // namespace tieuchi::inline v1::detail

#endif
