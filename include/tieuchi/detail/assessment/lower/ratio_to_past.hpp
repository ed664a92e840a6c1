// The measure compares with a ratio times a value of the past, however old.
#include "tieuchi/assessment/plan.hpp"

// Guarded after its header, whose bodies read this file where they are inline.
#ifndef TIEUCHI_DETAIL_ASSESSMENT_LOWER_RATIO_TO_PAST
#define TIEUCHI_DETAIL_ASSESSMENT_LOWER_RATIO_TO_PAST

#include "tieuchi/detail/assessment/lower/builder.hpp"

namespace tieuchi::inline v1::detail {

inline void lower(const requirement::RatioToPast& q, PlanBuilder& plan) {
  const auto value = plan.read(q.measure);
  const auto past = plan.read(q.past, {.window = PlanInput::Window::ever});
  plan.step(op::Ratio{value, past, q.comparator, plan.number(0, q.comparator)});
}

}  // namespace tieuchi::inline v1::detail

#endif
