// A part above its whole cannot be.
#include "tieuchi/assessment/judge.hpp"

// Guarded after its header, whose bodies read this file where they are inline.
#ifndef TIEUCHI_DETAIL_ASSESSMENT_OP_WITHIN
#define TIEUCHI_DETAIL_ASSESSMENT_OP_WITHIN

#include "tieuchi/detail/assessment/op/given.hpp"

namespace tieuchi::inline v1::detail {

inline bool above(const op::Within& step, const Given& given) {
  return given.is_value(step.part) && given.is_value(step.whole) &&
         given.plain(step.part) > given.plain(step.whole);
}

inline void one(const op::Within& step, const Given& given, CellStack& cells) {
  if (!above(step, given)) return;
  cells.pop();
  cells.push(is_invalid);
}

inline void gap(const op::Within& /*step*/, const Given& /*given*/, GapStack& /*gaps*/) {}
inline void say(const op::Within& /*step*/, Asked& /*asked*/) {}

}  // namespace tieuchi::inline v1::detail

#endif
