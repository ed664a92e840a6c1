// A part above its whole cannot be.
#include "tieuchi/assessment/judge.hpp"

// Guarded after its header, whose bodies read this file where they are inline.
#ifndef TIEUCHI_DETAIL_ASSESSMENT_OP_WITHIN
#define TIEUCHI_DETAIL_ASSESSMENT_OP_WITHIN

#include "tieuchi/detail/assessment/op/block.hpp"
#include "tieuchi/detail/assessment/op/given.hpp"

namespace tieuchi::inline v1::detail {

inline bool above(const Reading& part, bool part_is_share, const Reading& whole,
                  bool whole_is_share) {
  return part.state == Observed::value && whole.state == Observed::value &&
         part.plain(part_is_share) > whole.plain(whole_is_share);
}

inline void one(const op::Within& step, const Given& given, CellStack& cells) {
  if (!above(given.readings[step.part], given.share(step.part), given.readings[step.whole],
             given.share(step.whole))) {
    return;
  }
  cells.pop();
  cells.push(is_invalid);
}

inline void block(const op::Within& step, const BlockGiven& b, PlaneStack& planes) {
  std::uint8_t* cells = planes.top();
  const Measure &of_part = b.measure(step.part), &of_whole = b.measure(step.whole);
  const Column *part = b.column(step.part), *whole = b.column(step.whole);
  if (part && whole) {
    const auto is_value = [](const Column& c, const Measure& m, std::size_t row) {
      return (c.states.empty() || c.states[row] == 0) && in_range(c.values[row], m);
    };
    for (std::size_t row = b.first; row < b.first + b.n; ++row) {
      if (part->values[row] > whole->values[row] && is_value(*part, of_part, row) &&
          is_value(*whole, of_whole, row)) {
        cells[row - b.first] = is_invalid.byte();
      }
    }
    return;
  }
  const bool part_is_share = of_part.kind == MeasureKind::share;
  const bool whole_is_share = of_whole.kind == MeasureKind::share;
  for (std::size_t u = 0; u < b.n; ++u) {
    if (above(b.read(step.part, u), part_is_share, b.read(step.whole, u), whole_is_share)) {
      cells[u] = is_invalid.byte();
    }
  }
}

inline void gap(const op::Within& /*step*/, const Given& /*given*/, GapStack& /*gaps*/) {}
inline void say(const op::Within& /*step*/, Asked& /*asked*/) {}

}  // namespace tieuchi::inline v1::detail

#endif
