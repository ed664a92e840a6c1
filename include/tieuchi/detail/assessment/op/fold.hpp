// A rule over the last cells.
#include "tieuchi/assessment/judge.hpp"

// Guarded after its header, whose bodies read this file where they are inline.
#ifndef TIEUCHI_DETAIL_ASSESSMENT_OP_FOLD
#define TIEUCHI_DETAIL_ASSESSMENT_OP_FOLD

#include "tieuchi/assessment/combine.hpp"
#include "tieuchi/detail/assessment/algebra.hpp"
#include "tieuchi/detail/assessment/op/block.hpp"
#include "tieuchi/detail/assessment/op/given.hpp"

namespace tieuchi::inline v1::detail {

// Worst and best are made of pairs, so a member need not wait for the others.
inline bool folds_in_pairs(const Rule& rule) {
  return std::holds_alternative<rule::AllOf>(rule) || std::holds_alternative<rule::AnyOf>(rule);
}
inline void fold_pair(const Rule& rule, std::uint8_t* acc, const std::uint8_t* add, std::size_t n) {
  if (std::holds_alternative<rule::AllOf>(rule)) return fold_worst(acc, add, n);
  for (std::size_t u = 0; u < n; ++u) {
    acc[u] = best(Cell::from_byte(acc[u]), Cell::from_byte(add[u])).byte();
  }
}

inline void one(const op::Fold& step, const Given& /*given*/, CellStack& cells) {
  const Cell c = combine(step.rule, cells.last(step.members));
  cells.drop(step.members);
  cells.push(c);
}

inline void block(const op::Fold& step, const BlockGiven& b, PlaneStack& planes) {
  if (step.members == 0) {
    std::memset(planes.push(), combine(step.rule, {}).byte(), b.n);
    return;
  }
  std::uint8_t* out = planes.top(step.members - 1);
  if (folds_in_pairs(step.rule)) {
    for (std::size_t m = 1; m < step.members; ++m) {
      fold_pair(step.rule, out, planes.top(step.members - 1 - m), b.n);
    }
  } else {
    std::vector<Cell> members(step.members);
    for (std::size_t u = 0; u < b.n; ++u) {
      for (std::size_t m = 0; m < step.members; ++m) {
        members[m] = Cell::from_byte(planes.top(step.members - 1 - m)[u]);
      }
      out[u] = combine(step.rule, members).byte();
    }
  }
  planes.drop(step.members - 1);
}

inline void gap(const op::Fold& step, const Given& /*given*/, GapStack& gaps) {
  gaps.merge(step.members);
}
inline void say(const op::Fold& /*step*/, Asked& /*asked*/) {}

}  // namespace tieuchi::inline v1::detail

#endif
