// One of two cells, by a condition.
#include "tieuchi/assessment/judge.hpp"

// Guarded after its header, whose bodies read this file where they are inline.
#ifndef TIEUCHI_DETAIL_ASSESSMENT_OP_PICK
#define TIEUCHI_DETAIL_ASSESSMENT_OP_PICK

#include "tieuchi/detail/assessment/op/compare.hpp"

namespace tieuchi::inline v1::detail {

inline void one(const op::Pick& step, const Given& given, CellStack& cells) {
  const Cell where_it_holds = cells.pop(), otherwise = cells.pop();
  const Reading& r = given.readings[step.read];
  if (r.state != Observed::value) {
    return cells.push(unite(otherwise, where_it_holds, cell_of_absence(r.state).reason()));
  }
  cells.push(passes(r, step.limit, given.share(step.read)) ? where_it_holds : otherwise);
}

// Nothing is told while it is not known what is asked.
inline void gap(const op::Pick& step, const Given& given, GapStack& gaps) {
  ReadGaps where_it_holds = gaps.pop(), otherwise = gaps.pop();
  if (!given.is_value(step.read)) return gaps.push({});
  const bool holds = passes(given.readings[step.read], step.limit, given.share(step.read));
  gaps.push(holds ? std::move(where_it_holds) : std::move(otherwise));
}

inline void say(const op::Pick& /*step*/, Asked& /*asked*/) {}

}  // namespace tieuchi::inline v1::detail

#endif
