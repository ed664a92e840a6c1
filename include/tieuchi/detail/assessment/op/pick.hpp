// One of two cells, by a condition.
#include "tieuchi/assessment/judge.hpp"

// Guarded after its header, whose bodies read this file where they are inline.
#ifndef TIEUCHI_DETAIL_ASSESSMENT_OP_PICK
#define TIEUCHI_DETAIL_ASSESSMENT_OP_PICK

#include "tieuchi/detail/assessment/op/compare.hpp"

namespace tieuchi::inline v1::detail {

inline Cell picked(const op::Pick& step, const Reading& r, bool share, Cell otherwise,
                   Cell where_it_holds) {
  if (r.state != Observed::value) {
    return unite(otherwise, where_it_holds, cell_of_absence(r.state).reason());
  }
  return passes(r, step.limit, share) ? where_it_holds : otherwise;
}

inline void one(const op::Pick& step, const Given& given, CellStack& cells) {
  const Cell where_it_holds = cells.pop(), otherwise = cells.pop();
  cells.push(
      picked(step, given.readings[step.read], given.share(step.read), otherwise, where_it_holds));
}

inline void block(const op::Pick& step, const BlockGiven& b, PlaneStack& planes) {
  const std::uint8_t* where_it_holds = planes.top();
  std::uint8_t* out = planes.top(1);
  const bool share = b.measure(step.read).kind == MeasureKind::share;
  for (std::size_t u = 0; u < b.n; ++u) {
    out[u] = picked(step, b.read(step.read, u), share, Cell::from_byte(out[u]),
                    Cell::from_byte(where_it_holds[u]))
                 .byte();
  }
  planes.drop();
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
