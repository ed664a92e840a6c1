// One reading against one limit.
#include "tieuchi/assessment/judge.hpp"

// Guarded after its header, whose bodies read this file where they are inline.
#ifndef TIEUCHI_DETAIL_ASSESSMENT_AGAINST
#define TIEUCHI_DETAIL_ASSESSMENT_AGAINST

#include "tieuchi/detail/wide_integer.hpp"

namespace tieuchi::inline v1::detail {

inline constexpr Cell is_met{possible::met, Reason::met_by_value};
inline constexpr Cell is_short{possible::not_met, Reason::short_by_gap};
inline constexpr Cell is_invalid{possible::undecided, Reason::invalid};

// Ratios of counts compare by cross-multiplication: 2 of 3 is exactly that, not 66.666667.
inline bool passes(const Reading& r, const Limit& limit, bool share) {
  if (!r.denominator) return limit.holds(r.value);
  const auto num = Decimal::from_double(r.value), den = Decimal::from_double(*r.denominator);
  if (!num || !den) return false;
  const wide_integer left =
      static_cast<wide_integer>(num->micros()) * Decimal::scale * (share ? 100 : 1);
  const auto right = [&](Decimal t) {
    return static_cast<wide_integer>(t.micros()) * den->micros();
  };
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

}  // namespace tieuchi::inline v1::detail

#endif
