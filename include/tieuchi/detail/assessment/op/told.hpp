// A declared verdict beside the derived one.
#include "tieuchi/assessment/judge.hpp"

// Guarded after its header, whose bodies read this file where they are inline.
#ifndef TIEUCHI_DETAIL_ASSESSMENT_OP_TOLD
#define TIEUCHI_DETAIL_ASSESSMENT_OP_TOLD

#include "tieuchi/detail/assessment/op/block.hpp"
#include "tieuchi/detail/assessment/op/given.hpp"

namespace tieuchi::inline v1::detail {

// Higher evidence wins; at a tie the derived cell, and the declared one where it is undecided.
inline Cell reconcile(Cell derived, Evidence own, const Declared& declared) {
  if (!declared.cell.decided()) return derived.decided() ? derived : declared.cell;
  if (!derived.decided()) return declared.cell;
  if (derived.verdict() == declared.cell.verdict()) return derived;
  return declared.evidence > own ? declared.cell : derived;
}

inline void one(const op::Told& /*step*/, const Given& given, CellStack& cells) {
  if (given.declared) cells.push(reconcile(cells.pop(), given.own, *given.declared));
}

inline void block(const op::Told& /*step*/, const BlockGiven& block, PlaneStack& planes) {
  block.tell(planes.top());
}

inline void gap(const op::Told& /*step*/, const Given& /*given*/, GapStack& /*gaps*/) {}
inline void say(const op::Told& /*step*/, Asked& /*asked*/) {}

}  // namespace tieuchi::inline v1::detail

#endif
