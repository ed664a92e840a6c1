// The steps of a node, taken one after the other: the definition of what a set asks.
#include "tieuchi/assessment/judge.hpp"

// Guarded after its header, whose bodies read this file where they are inline.
#ifndef TIEUCHI_DETAIL_ASSESSMENT_OP_EVALUATE
#define TIEUCHI_DETAIL_ASSESSMENT_OP_EVALUATE

#include "tieuchi/detail/assessment/op/compare.hpp"
#include "tieuchi/detail/assessment/op/constant.hpp"
#include "tieuchi/detail/assessment/op/fold.hpp"
#include "tieuchi/detail/assessment/op/gate.hpp"
#include "tieuchi/detail/assessment/op/pick.hpp"
#include "tieuchi/detail/assessment/op/ratio.hpp"
#include "tieuchi/detail/assessment/op/sum.hpp"
#include "tieuchi/detail/assessment/op/told.hpp"
#include "tieuchi/detail/assessment/op/within.hpp"

namespace tieuchi::inline v1::detail {

// Each step says what it leaves, for one row and for many, what is lacking and what it asks. One
// that lacks a part does not compile here, and the message names it.
template <class Step>
concept whole_step = requires(const Step& step, const Given& given, CellStack& cells,
                              const BlockGiven& rows, PlaneStack& planes, GapStack& gaps,
                              Asked& asked) {
  one(step, given, cells);
  block(step, rows, planes);
  gap(step, given, gaps);
  say(step, asked);
};
template <class... Step>
constexpr bool whole_steps(const std::variant<Step...>* /*of*/) {
  static_assert((whole_step<Step> && ...), "a step lacks one, block, gap or say");
  return true;
}
static_assert(whole_steps(static_cast<const PlanStep*>(nullptr)));

// The steps [from, to) of a node.
inline void take(const Given& given, std::size_t from, std::size_t to, CellStack& cells) {
  for (std::size_t s = from; s < to; ++s) {
    std::visit([&](const auto& step) { one(step, given, cells); }, given.node.steps[s]);
  }
}

// The cell under one threshold, before the node's gate.
inline Cell under(const Given& given, CellStack& cells) {
  if (given.threshold.unusable) return {possible::undecided, *given.threshold.unusable};
  take(given, 0, given.node.body, cells);
  return cells.pop();
}

// The cell of an indicator. Where it is not known which of several thresholds holds, by each.
inline Cell ask(const Given& given, CellStack& cells) {
  Cell out;
  if (given.readings.size() == 1 && given.readings[0].state == Observed::not_applicable) {
    // An assertion that the clause is not applicable comes before the threshold is looked up.
    out = cell_of_absence(Observed::not_applicable);
  } else {
    out = under(given, cells);
    for (const auto& other : given.threshold.others) {
      const Given with{given.node, given.readings, given.measures, other};
      out = unite(out, under(with, cells), Reason::stratum_missing);
    }
  }
  if (given.node.body == given.node.steps.size()) return out;
  cells.push(out);
  take(given, given.node.body, given.node.steps.size(), cells);
  return cells.pop();
}

// What is lacking of each reading: where one of several thresholds holds, for the farthest.
inline ReadGaps gaps_under(const Given& given) {
  if (given.threshold.unusable) return ReadGaps(given.readings.size());
  GapStack gaps(given.readings.size());
  for (std::size_t s = 0; s < given.node.body; ++s) {
    std::visit([&](const auto& step) { gap(step, given, gaps); }, given.node.steps[s]);
  }
  return gaps.pop();
}
inline ReadGaps gaps_of(const Given& given) {
  ReadGaps most(given.readings.size());
  given.threshold.for_each([&](const Threshold& one) {
    const auto gaps = gaps_under({given.node, given.readings, given.measures, one});
    for (std::size_t r = 0; r < most.size(); ++r) most[r] = std::max(most[r], gaps[r]);
  });
  return most;
}

// The cuts that a node names, in the order of its steps.
inline Asked asked_by(const PlanNode& node) {
  Asked asked;
  for (std::size_t s = 0; s < node.body; ++s) {
    std::visit([&](const auto& step) { say(step, asked); }, node.steps[s]);
  }
  return asked;
}

}  // namespace tieuchi::inline v1::detail

#endif
