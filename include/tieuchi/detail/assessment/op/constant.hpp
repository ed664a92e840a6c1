// A cell that nothing can change.
#include "tieuchi/assessment/judge.hpp"

// Guarded after its header, whose bodies read this file where they are inline.
#ifndef TIEUCHI_DETAIL_ASSESSMENT_OP_CONSTANT
#define TIEUCHI_DETAIL_ASSESSMENT_OP_CONSTANT

#include "tieuchi/detail/assessment/op/block.hpp"
#include "tieuchi/detail/assessment/op/given.hpp"

namespace tieuchi::inline v1::detail {

inline void block(const op::Constant& step, const BlockGiven& b, PlaneStack& planes) {
  std::memset(planes.push(), step.cell.byte(), b.n);
}

inline void one(const op::Constant& step, const Given& /*given*/, CellStack& cells) {
  cells.push(step.cell);
}
inline void gap(const op::Constant& /*step*/, const Given& /*given*/, GapStack& gaps) {
  gaps.push({});
}
inline void say(const op::Constant& /*step*/, Asked& /*asked*/) {}

}  // namespace tieuchi::inline v1::detail

#endif
