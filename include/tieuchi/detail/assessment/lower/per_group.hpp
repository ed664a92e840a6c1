// The measure of every group compares with one number.
#include "tieuchi/assessment/plan.hpp"

// Guarded after its header, whose bodies read this file where they are inline.
#ifndef TIEUCHI_DETAIL_ASSESSMENT_LOWER_PER_GROUP
#define TIEUCHI_DETAIL_ASSESSMENT_LOWER_PER_GROUP

#include "tieuchi/detail/assessment/lower/builder.hpp"

namespace tieuchi::inline v1::detail {

inline void lower(const requirement::PerGroup& q, PlanBuilder& plan) {
  const auto number = plan.number(0, q.comparator);
  for (const auto& group : q.groups) plan.compare(plan.read(group), number);
  plan.worst(q.groups.size());
}

}  // namespace tieuchi::inline v1::detail

#endif
