// Two shares reach theirs, a part of the whole; the part of few units has a number of its own.
#include "tieuchi/assessment/plan.hpp"

// Guarded after its header, whose bodies read this file where they are inline.
#ifndef TIEUCHI_DETAIL_ASSESSMENT_LOWER_OF_WHICH
#define TIEUCHI_DETAIL_ASSESSMENT_LOWER_OF_WHICH

#include "tieuchi/detail/assessment/lower/builder.hpp"

namespace tieuchi::inline v1::detail {

inline void lower(const requirement::OfWhich& q, PlanBuilder& plan) {
  const auto whole = plan.read(q.whole), part = plan.read(q.part);
  const auto of_whole = plan.number(0), of_part = plan.number(1);
  plan.compare(whole, of_whole), plan.compare(part, of_part), plan.worst(2);
  if (q.small_if) {
    const auto count = plan.read(*q.small_if);
    const auto of_few = plan.number(2);
    plan.compare(whole, of_whole), plan.compare(part, of_few), plan.worst(2);
    plan.step(op::Pick{count, Limit::of(Comparator::at_most, q.small_limit)});
  }
  plan.step(op::Within{.part = part, .whole = whole});
}

}  // namespace tieuchi::inline v1::detail

#endif
