// Parts that add up to a mark; an absent part may have anything up to its most.
#include "tieuchi/assessment/judge.hpp"

// Guarded after its header, whose bodies read this file where they are inline.
#ifndef TIEUCHI_DETAIL_ASSESSMENT_OP_SUM
#define TIEUCHI_DETAIL_ASSESSMENT_OP_SUM

#include <numeric>
#include <vector>

#include "tieuchi/detail/assessment/op/block.hpp"
#include "tieuchi/detail/assessment/op/given.hpp"

namespace tieuchi::inline v1::detail {

inline void one(const op::Sum& step, const Given& given, CellStack& cells) {
  const auto& numbers = given.threshold.numbers;
  const auto number = [&](std::uint32_t cut) -> std::optional<Decimal> {
    const std::size_t at = given.node.cuts[cut].number;
    return at < numbers.size() ? std::optional(numbers[at]) : std::nullopt;
  };
  const auto mark = number(step.mark), least_share = number(step.least_share);
  if (!mark) return cells.push({possible::undecided, Reason::not_published});
  Decimal low{}, high{};
  bool low_parts = true, high_parts = true;
  std::optional<Reason> why;
  for (std::size_t p = 0; p < given.readings.size(); ++p) {
    const Reading& r = given.readings[p];
    const Decimal most = step.most[p];
    Decimal a{}, b = most;
    if (r.state == Observed::value) {
      const auto v = Decimal::from_double(r.value);
      if (!v || *v > most) return cells.push(is_invalid);
      a = b = *v;
    } else if (!why) {
      why = cell_of_absence(r.state).reason();
    }
    low = low + a, high = high + b;
    if (!least_share) continue;
    const wide_integer least = static_cast<wide_integer>(least_share->micros()) * most.micros();
    const auto share = [](Decimal v) {
      return static_cast<wide_integer>(v.micros()) * 100 * Decimal::scale;
    };
    low_parts = low_parts && share(a) >= least;
    high_parts = high_parts && share(b) >= least;
  }
  const bool surely = low >= *mark && low_parts, maybe = high >= *mark && high_parts;
  cells.push(surely  ? is_met
             : maybe ? Cell(possible::undecided, why.value_or(Reason::not_collected))
                     : is_short);
}

inline void block(const op::Sum& step, const BlockGiven& b, PlaneStack& planes) {
  std::vector<std::uint32_t> all(b.node.reads.size());
  std::iota(all.begin(), all.end(), 0u);
  block_by_rows(step, b, all, planes);
}

inline void gap(const op::Sum& /*step*/, const Given& /*given*/, GapStack& gaps) { gaps.push({}); }

inline void say(const op::Sum& step, Asked& asked) {
  asked.add(step.mark), asked.add(step.least_share);
}

}  // namespace tieuchi::inline v1::detail

#endif
