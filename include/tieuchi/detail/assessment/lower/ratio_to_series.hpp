// The measure compares with a ratio times a series, its own or of a unit above.
#include "tieuchi/assessment/plan.hpp"

// Guarded after its header, whose bodies read this file where they are inline.
#ifndef TIEUCHI_DETAIL_ASSESSMENT_LOWER_RATIO_TO_SERIES
#define TIEUCHI_DETAIL_ASSESSMENT_LOWER_RATIO_TO_SERIES

#include "tieuchi/detail/assessment/lower/builder.hpp"

namespace tieuchi::inline v1::detail {

inline void lower(const requirement::RatioToSeries& q, PlanBuilder& plan) {
  const auto value = plan.read(q.measure), series = plan.read(q.series, {.from_above = true});
  plan.step(op::Ratio{value, series, q.comparator, plan.number(0, q.comparator)});
}

}  // namespace tieuchi::inline v1::detail

#endif
