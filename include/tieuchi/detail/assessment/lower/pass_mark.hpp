// Parts add up to a mark, and each may have to reach a share of its own most.
#include "tieuchi/assessment/plan.hpp"

// Guarded after its header, whose bodies read this file where they are inline.
#ifndef TIEUCHI_DETAIL_ASSESSMENT_LOWER_PASS_MARK
#define TIEUCHI_DETAIL_ASSESSMENT_LOWER_PASS_MARK

#include "tieuchi/detail/assessment/lower/builder.hpp"

namespace tieuchi::inline v1::detail {

inline void lower(const requirement::PassMark& q, PlanBuilder& plan) {
  op::Sum sum;
  for (const auto& part : q.parts) plan.read(part.measure), sum.most.push_back(part.max);
  sum.mark = plan.number(0);
  sum.least_share = plan.cut({.number = 1, .optional = true});
  plan.step(std::move(sum));
}

}  // namespace tieuchi::inline v1::detail

#endif
