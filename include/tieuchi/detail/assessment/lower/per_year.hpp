// As a bound; its cells hold for one calendar year each.
#include "tieuchi/assessment/plan.hpp"

// Guarded after its header, whose bodies read this file where they are inline.
#ifndef TIEUCHI_DETAIL_ASSESSMENT_LOWER_PER_YEAR
#define TIEUCHI_DETAIL_ASSESSMENT_LOWER_PER_YEAR

#include "tieuchi/detail/assessment/lower/builder.hpp"

namespace tieuchi::inline v1::detail {

inline void lower(const requirement::PerYear& q, PlanBuilder& plan) {
  plan.compare(plan.read(q.measure), plan.number(0, q.comparator));
}

}  // namespace tieuchi::inline v1::detail

#endif
