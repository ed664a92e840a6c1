// The measure lies between the two numbers of its cell.
#include "tieuchi/assessment/plan.hpp"

// Guarded after its header, whose bodies read this file where they are inline.
#ifndef TIEUCHI_DETAIL_ASSESSMENT_LOWER_BETWEEN
#define TIEUCHI_DETAIL_ASSESSMENT_LOWER_BETWEEN

#include "tieuchi/detail/assessment/lower/builder.hpp"

namespace tieuchi::inline v1::detail {

inline void lower(const requirement::Between& q, PlanBuilder& plan) {
  plan.compare(plan.read(q.measure), plan.cut({.form = PlanCut::Form::between}));
}

}  // namespace tieuchi::inline v1::detail

#endif
