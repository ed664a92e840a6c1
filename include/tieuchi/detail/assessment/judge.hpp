// Bodies of assessment/judge.hpp.
#pragma once

#include "tieuchi/assessment/judge.hpp"

#include <span>

#include "tieuchi/detail/assessment/lower/lower.hpp"
#include "tieuchi/detail/assessment/op/evaluate.hpp"
#include "tieuchi/detail/inline.hpp"

namespace tieuchi::inline v1 {

TIEUCHI_INLINE Cell cell_of_absence(Observed state) {
  switch (state) {
    case Observed::not_applicable:
      return {possible::not_applicable, Reason::not_applicable_asserted};
    case Observed::not_reported:
      return {possible::undecided, Reason::not_reported};
    case Observed::pending_verification:
      return {possible::undecided, Reason::pending_verification};
    case Observed::suppressed:
      return {possible::undecided, Reason::suppressed};
    case Observed::stale:
      return {possible::undecided, Reason::stale};
    case Observed::conflict:
      return {possible::undecided, Reason::conflict};
    case Observed::not_collected:
    case Observed::withdrawn:
      return {possible::undecided, Reason::not_collected};
    default:
      return detail::is_invalid;
  }
}

TIEUCHI_INLINE Reading checked(Reading r, const Measure& measure) {
  if (r.state != Observed::value) return r;
  if (!detail::in_range(r.plain(measure.kind == MeasureKind::share), measure)) {
    r.state = Observed::invalid;
  }
  return r;
}

TIEUCHI_INLINE Cell apply(const Reading& condition, Cell inner) {
  if (condition.state == Observed::value) {
    return condition.value >= 1.0 ? inner
                                  : Cell(possible::not_applicable, Reason::not_applicable_by_rule);
  }
  if (inner.verdict() == Verdict::not_applicable) return inner;
  return {static_cast<Possible>(inner.possible() | possible::not_applicable),
          cell_of_absence(condition.state).reason()};
}

TIEUCHI_INLINE Cell judge(const Indicator& indicator, const Threshold& threshold,
                          std::span<const Reading> readings,
                          std::span<const Measure* const> measures) {
  detail::PlanBuilder plan({});
  detail::lower(indicator.requirement, plan);
  const PlanNode node = plan.take();
  detail::CellStack cells;
  return detail::ask({node, readings, measures, threshold}, cells);
}

}  // namespace tieuchi::inline v1
