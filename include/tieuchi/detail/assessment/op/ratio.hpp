// A reading against a number times another one.
#include "tieuchi/assessment/judge.hpp"

// Guarded after its header, whose bodies read this file where they are inline.
#ifndef TIEUCHI_DETAIL_ASSESSMENT_OP_RATIO
#define TIEUCHI_DETAIL_ASSESSMENT_OP_RATIO

#include "tieuchi/detail/assessment/op/compare.hpp"

namespace tieuchi::inline v1::detail {

inline Decimal ratio_of(const op::Ratio& step, const Given& given) {
  return step.cut ? given.threshold.numbers[given.node.cuts[*step.cut].number] : Decimal(1);
}

inline void one(const op::Ratio& step, const Given& given, CellStack& cells) {
  const Reading &value = given.readings[step.value], &base = given.readings[step.base];
  if (value.state != Observed::value) return cells.push(cell_of_absence(value.state));
  if (base.state != Observed::value) {
    return cells.push(step.base_says_why ? cell_of_absence(base.state)
                                         : Cell(possible::undecided, Reason::reference_missing));
  }
  const auto x = Decimal::from_double(given.plain(step.value));
  const auto y = Decimal::from_double(given.plain(step.base));
  if (!x || !y) return cells.push(is_invalid);
  const auto left = static_cast<wide_integer>(x->micros()) * Decimal::scale;
  const auto right = static_cast<wide_integer>(y->micros()) * ratio_of(step, given).micros();
  const bool met = step.comparator == Comparator::at_least    ? left >= right
                   : step.comparator == Comparator::more_than ? left > right
                   : step.comparator == Comparator::at_most   ? left <= right
                                                              : left < right;
  cells.push(met ? is_met : is_short);
}

inline void block(const op::Ratio& step, const BlockGiven& b, PlaneStack& planes) {
  block_by_rows(step, b, std::array{step.value, step.base}, planes);
}

// Of the value; nothing is asked of the base, and a ratio of 1 between years tells no gap.
inline void gap(const op::Ratio& step, const Given& given, GapStack& gaps) {
  std::optional<double> lacking;
  const bool both = given.is_value(step.value) && given.is_value(step.base);
  if (const auto base = Decimal::from_double(given.plain(step.base)); step.cut && both && base) {
    const Limit limit = Limit::of(step.comparator, ratio_of(step, given) * *base);
    lacking = distance(given.readings[step.value], limit, given.share(step.value));
  }
  gaps.push(step.value, lacking);
}

inline void say(const op::Ratio& step, Asked& asked) {
  if (step.cut) asked.add(*step.cut, true);
}

}  // namespace tieuchi::inline v1::detail

#endif
