// Bodies of assessment/judge.hpp.
#pragma once

#include "tieuchi/assessment/judge.hpp"

#include <optional>
#include <span>
#include <variant>
#include <vector>

#include "tieuchi/detail/assessment/against.hpp"
#include "tieuchi/detail/inline.hpp"
#include "tieuchi/detail/overloaded.hpp"
#include "tieuchi/detail/wide_integer.hpp"

namespace tieuchi::inline v1 {

namespace detail {

inline Cell of_ratio(const Reading& value, const Measure* m, const Reading& base,
                     const Measure* of_base, Decimal ratio, Comparator c) {
  if (value.state != Observed::value) return cell_of_absence(value.state);
  if (base.state != Observed::value) return {possible::undecided, Reason::reference_missing};
  const auto x = Decimal::from_double(value.plain(is_share(m)));
  const auto y = Decimal::from_double(base.plain(is_share(of_base)));
  if (!x || !y) return is_invalid;
  const auto left = static_cast<wide_integer>(x->micros()) * Decimal::scale;
  const auto right = static_cast<wide_integer>(y->micros()) * ratio.micros();
  const bool met = c == Comparator::at_least    ? left >= right
                   : c == Comparator::more_than ? left > right
                   : c == Comparator::at_most   ? left <= right
                                                : left < right;
  return met ? is_met : is_short;
}

inline Cell of_which(const requirement::OfWhich& q, const Threshold& t, std::span<const Reading> r,
                     std::span<const Measure* const> m) {
  if (r[0].state == Observed::value && r[1].state == Observed::value &&
      r[1].plain(is_share(m[1])) > r[0].plain(is_share(m[0]))) {
    return is_invalid;
  }
  const auto with = [&](const Limit& part) {
    const Cell both[] = {against(r[0], t.limits[0], m[0]), against(r[1], part, m[1])};
    return combine(rule::AllOf{}, both);
  };
  if (!q.small_if) return with(t.limits[1]);
  const Limit few = Limit::of(Comparator::at_most, q.small_limit);
  if (r[2].state == Observed::value) return with(few.holds(r[2].value) ? t.limits[2] : t.limits[1]);
  return unite(with(t.limits[1]), with(t.limits[2]), cell_of_absence(r[2].state).reason());
}

inline Cell several_years(const requirement::SeveralYears& q, std::span<const Reading> r,
                          std::span<const Measure* const> m) {
  std::vector<Cell> cells;
  const bool falling = q.pattern == requirement::SeveralYears::Pattern::falling_every_year;
  for (std::size_t y = 0; y + (falling ? 1 : 0) < r.size(); ++y) {
    if (!falling) {
      cells.push_back(against(r[y], Limit::of(Comparator::at_least, Decimal(1)), nullptr));
    } else {
      const Cell c = of_ratio(r[y], m[y], r[y + 1], m[y + 1], Decimal(1), Comparator::less_than);
      cells.push_back(c.reason() == Reason::reference_missing ? cell_of_absence(r[y + 1].state)
                                                              : c);
    }
  }
  return combine(rule::AllOf{}, cells);
}

inline Cell pass_mark(const requirement::PassMark& q, const Threshold& t,
                      std::span<const Reading> r) {
  Decimal low{}, high{};
  bool low_parts = true, high_parts = true;
  std::optional<Reason> why;
  for (std::size_t p = 0; p < r.size(); ++p) {
    const Decimal max = q.parts[p].max;
    Decimal a{}, b = max;
    if (r[p].state == Observed::value) {
      const auto v = Decimal::from_double(r[p].value);
      if (!v || *v > max) return is_invalid;
      a = b = *v;
    } else if (!why) {
      why = cell_of_absence(r[p].state).reason();
    }
    low = low + a, high = high + b;
    if (t.numbers.size() < 2) continue;
    const wide_integer least = static_cast<wide_integer>(t.numbers[1].micros()) * max.micros();
    const auto share = [](Decimal v) {
      return static_cast<wide_integer>(v.micros()) * 100 * Decimal::scale;
    };
    low_parts = low_parts && share(a) >= least;
    high_parts = high_parts && share(b) >= least;
  }
  const bool surely = low >= t.numbers[0] && low_parts, maybe = high >= t.numbers[0] && high_parts;
  if (surely) return is_met;
  if (!maybe) return is_short;
  return {possible::undecided, why.value_or(Reason::not_collected)};
}

}  // namespace detail

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
      return {possible::undecided, Reason::not_collected};
    default:
      return detail::is_invalid;
  }
}

TIEUCHI_INLINE Reading checked(Reading r, const Measure& measure) {
  if (r.state != Observed::value) return r;
  const double x = r.plain(measure.kind == MeasureKind::share);
  const bool binary = measure.kind != MeasureKind::attained || x == 0.0 || x == 1.0;
  if (!(x >= measure.smallest() && x <= measure.largest()) || !binary) r.state = Observed::invalid;
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

namespace detail {

inline Cell judge_by_one(const Indicator& indicator, const Threshold& t, std::span<const Reading> r,
                         std::span<const Measure* const> m) {
  namespace q = requirement;
  if (t.unusable) return {possible::undecided, *t.unusable};
  return std::visit(
      detail::Overloaded{
          [&](const q::OfWhich& k) { return detail::of_which(k, t, r, m); },
          [&](const q::RatioToSeries& k) {
            return detail::of_ratio(r[0], m[0], r[1], m[1], t.numbers[0], k.comparator);
          },
          [&](const q::RatioToPast& k) {
            return detail::of_ratio(r[0], m[0], r[1], m[1], t.numbers[0], k.comparator);
          },
          [&](const q::PerGroup&) {
            std::vector<Cell> cells;
            for (std::size_t g = 0; g < r.size(); ++g) {
              cells.push_back(detail::against(r[g], t.limits[0], m[g]));
            }
            return combine(rule::AllOf{}, cells);
          },
          [&](const q::SeveralYears& k) { return detail::several_years(k, r, m); },
          [&](const q::PassMark& k) { return detail::pass_mark(k, t, r); },
          [&](const auto&) { return detail::against(r[0], t.limits[0], m[0]); }},
      indicator.requirement);
}

}  // namespace detail

TIEUCHI_INLINE Cell judge(const Indicator& indicator, const Threshold& t,
                          std::span<const Reading> r, std::span<const Measure* const> m) {
  // An assertion that the clause is not applicable comes before the threshold is looked up.
  if (r.size() == 1 && r[0].state == Observed::not_applicable) return cell_of_absence(r[0].state);
  Cell out = detail::judge_by_one(indicator, t, r, m);
  for (const auto& other : t.others) {
    out = detail::unite(out, detail::judge_by_one(indicator, other, r, m), Reason::stratum_missing);
  }
  return out;
}

}  // namespace tieuchi::inline v1
