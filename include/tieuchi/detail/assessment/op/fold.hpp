// A rule over the last cells.
#include "tieuchi/assessment/judge.hpp"

// Guarded after its header, whose bodies read this file where they are inline.
#ifndef TIEUCHI_DETAIL_ASSESSMENT_OP_FOLD
#define TIEUCHI_DETAIL_ASSESSMENT_OP_FOLD

#include "tieuchi/assessment/combine.hpp"
#include "tieuchi/detail/assessment/op/given.hpp"

namespace tieuchi::inline v1::detail {

inline void one(const op::Fold& step, const Given& /*given*/, CellStack& cells) {
  const Cell c = combine(step.rule, cells.last(step.members));
  cells.drop(step.members);
  cells.push(c);
}

inline void gap(const op::Fold& step, const Given& /*given*/, GapStack& gaps) {
  gaps.merge(step.members);
}
inline void say(const op::Fold& /*step*/, Asked& /*asked*/) {}

}  // namespace tieuchi::inline v1::detail

#endif
