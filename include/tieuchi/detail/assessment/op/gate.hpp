// A clause that applies on a condition only.
#include "tieuchi/assessment/judge.hpp"

// Guarded after its header, whose bodies read this file where they are inline.
#ifndef TIEUCHI_DETAIL_ASSESSMENT_OP_GATE
#define TIEUCHI_DETAIL_ASSESSMENT_OP_GATE

#include "tieuchi/detail/assessment/op/block.hpp"
#include "tieuchi/detail/assessment/op/given.hpp"

namespace tieuchi::inline v1::detail {

inline void one(const op::Gate& /*step*/, const Given& given, CellStack& cells) {
  // Without a reading nothing is known of the condition.
  cells.push(apply(given.condition ? *given.condition : Reading{}, cells.pop()));
}

inline void block(const op::Gate& step, const BlockGiven& b, PlaneStack& planes) {
  std::uint8_t* cells = planes.top();
  const Column* plain = b.condition_column(step.input);
  for (std::size_t u = 0; u < b.n; ++u) {
    // Where the condition is met, as it mostly is, nothing changes.
    const std::size_t row = b.first + u;
    if (plain && (plain->states.empty() || plain->states[row] == 0) && plain->values[row] == 1.0) {
      continue;
    }
    cells[u] = apply(b.condition(step.input, u), Cell::from_byte(cells[u])).byte();
  }
}

inline void gap(const op::Gate& /*step*/, const Given& /*given*/, GapStack& /*gaps*/) {}
inline void say(const op::Gate& /*step*/, Asked& /*asked*/) {}

}  // namespace tieuchi::inline v1::detail

#endif
