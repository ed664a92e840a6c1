/// @file
/// One cell: a requirement, its threshold and what was observed.
///
/// This is the definition that every faster way of judging must agree with. `assess` uses it for
/// kinds with several measures and a block kernel for plain intervals; a test holds them together.
///
/// The order of judgement, each step giving the first reason:
///
/// 1. *applicability*: an assertion or a condition makes the cell not applicable; a condition that
///    is not known leaves it possibly so (`apply`);
/// 2. *threshold*: none for the stratum and day, not set, not published, not verified: undecided;
/// 3. *observation*: an absence leaves met and not met possible (`cell_of_absence`);
/// 4. *comparison*: decimal, see decimal.hpp; ratios of counts by cross-multiplication.
///
/// Where it is not known which of several thresholds holds, the cell is judged by each and holds
/// what any of them gives; where they differ, the reason is *stratum missing*.
///
/// Kinds with several measures are combined as `AllOf` over their parts, so a nested pair is
/// decided as soon as one part fails. A part above its whole is *invalid*. Nothing here throws for
/// any value of a reading.
///
/// @code
/// const Cell c = judge(indicator, rules.threshold(flat, column), readings, measures);
/// if (c.verdict() == Verdict::not_met) …
/// @endcode
#pragma once

#include <span>

#include "tieuchi/assessment/combine.hpp"
#include "tieuchi/assessment/compiled_set.hpp"
#include "tieuchi/observation/choice.hpp"

namespace tieuchi::inline v1 {

/// Judges one indicator. `readings` follow `measures_of(requirement)`; for `SeveralYears` they are
/// the year judged and the years before it, latest first.
/// `measures` are the measures of the readings (null where the set declares none).
Cell judge(const Indicator& indicator, const Threshold& threshold,
           std::span<const Reading> readings, std::span<const Measure* const> measures);

/// The cell of a clause whose applicability depends on `condition`.
Cell apply(const Reading& condition, Cell inner);

/// What an absent observation leaves possible, with its reason. Not for `Observed::value`.
Cell cell_of_absence(Observed state);

/// A reading with values outside the range of the measure turned into *invalid*.
Reading checked(Reading reading, const Measure& measure);

// ------------------------------------------------------------------------------------------------

namespace detail {

inline constexpr Cell is_met{possible::met, Reason::met_by_value};
inline constexpr Cell is_short{possible::not_met, Reason::short_by_gap};
inline constexpr Cell is_invalid{possible::undecided, Reason::invalid};

// Ratios of counts compare by cross-multiplication: 2 of 3 is exactly that, not 66.666667.
inline bool passes(const Reading& r, const Limit& limit, bool share) {
  if (!r.denominator) return limit.holds(r.value);
  const auto num = Decimal::from_double(r.value), den = Decimal::from_double(*r.denominator);
  if (!num || !den) return false;
  const wide_integer left = static_cast<wide_integer>(num->micros()) * Decimal::scale *
                            (share ? 100 : 1);
  const auto right = [&](Decimal t) { return static_cast<wide_integer>(t.micros()) * den->micros(); };
  if (limit.from && (limit.strict ? left <= right(*limit.from) : left < right(*limit.from))) {
    return false;
  }
  return !(limit.to && (limit.strict ? left >= right(*limit.to) : left > right(*limit.to)));
}

// What either cell leaves possible; `why` where they differ.
constexpr Cell unite(Cell a, Cell b, Reason why) {
  return a == b ? a : Cell(static_cast<Possible>(a.possible() | b.possible()), why);
}

inline bool is_share(const Measure* m) { return m && m->kind == MeasureKind::share; }

inline Cell against(const Reading& r, const Limit& limit, const Measure* m) {
  if (r.state != Observed::value) return cell_of_absence(r.state);
  return passes(r, limit, is_share(m)) ? is_met : is_short;
}

inline Cell of_ratio(const Reading& value, const Measure* m, const Reading& base, const Measure* of_base,
                     Decimal ratio, Comparator c) {
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

inline Cell of_which(const requirement::OfWhich& q, const Threshold& t,
                     std::span<const Reading> r, std::span<const Measure* const> m) {
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
      cells.push_back(c.reason() == Reason::reference_missing ? cell_of_absence(r[y + 1].state) : c);
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

inline Cell cell_of_absence(Observed state) {
  switch (state) {
    case Observed::not_applicable:
      return {possible::not_applicable, Reason::not_applicable_asserted};
    case Observed::not_reported: return {possible::undecided, Reason::not_reported};
    case Observed::pending_verification:
      return {possible::undecided, Reason::pending_verification};
    case Observed::suppressed: return {possible::undecided, Reason::suppressed};
    case Observed::stale: return {possible::undecided, Reason::stale};
    case Observed::conflict: return {possible::undecided, Reason::conflict};
    case Observed::not_collected: return {possible::undecided, Reason::not_collected};
    default: return detail::is_invalid;
  }
}

inline Reading checked(Reading r, const Measure& measure) {
  if (r.state != Observed::value) return r;
  const double x = r.plain(measure.kind == MeasureKind::share);
  const bool binary = measure.kind != MeasureKind::attained || x == 0.0 || x == 1.0;
  if (!(x >= measure.smallest() && x <= measure.largest()) || !binary) r.state = Observed::invalid;
  return r;
}

inline Cell apply(const Reading& condition, Cell inner) {
  if (condition.state == Observed::value) {
    return condition.value >= 1.0
               ? inner
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

inline Cell judge(const Indicator& indicator, const Threshold& t, std::span<const Reading> r,
                  std::span<const Measure* const> m) {
  // An assertion that the clause is not applicable comes before the threshold is looked up.
  if (r.size() == 1 && r[0].state == Observed::not_applicable) return cell_of_absence(r[0].state);
  Cell out = detail::judge_by_one(indicator, t, r, m);
  for (const auto& other : t.others) {
    out = detail::unite(out, detail::judge_by_one(indicator, other, r, m), Reason::stratum_missing);
  }
  return out;
}

}  // namespace tieuchi::inline v1
