// One reading within a cut.
#include "tieuchi/assessment/judge.hpp"

// Guarded after its header, whose bodies read this file where they are inline.
#ifndef TIEUCHI_DETAIL_ASSESSMENT_OP_COMPARE
#define TIEUCHI_DETAIL_ASSESSMENT_OP_COMPARE

#include "tieuchi/detail/assessment/op/block.hpp"
#include "tieuchi/detail/assessment/op/given.hpp"

namespace tieuchi::inline v1::detail {

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

// How far a failing value is from a limit, in decimal terms: 49.9 against 50 is 0.1.
inline std::optional<double> distance(double value, const Limit& limit) {
  const auto x = Decimal::from_double(value);
  if (!x) return std::nullopt;
  if (limit.from && *x <= *limit.from) return (*limit.from - *x).to_double();
  if (limit.to && *x >= *limit.to) return (*x - *limit.to).to_double();
  return 0.0;
}
inline std::optional<double> distance(const Reading& r, const Limit& limit, bool share) {
  if (r.state != Observed::value) return std::nullopt;
  return passes(r, limit, share) ? 0.0 : distance(r.plain(share), limit);
}

inline Cell against(const Reading& r, const Limit& limit, bool share) {
  if (r.state != Observed::value) return cell_of_absence(r.state);
  return passes(r, limit, share) ? is_met : is_short;
}

// Null where the cell has no such number.
inline const Limit* limit_of(const op::Compare& step, const Threshold& threshold) {
  return step.cut < threshold.limits.size() ? &threshold.limits[step.cut] : nullptr;
}

inline void one(const op::Compare& step, const Given& given, CellStack& cells) {
  const Limit* limit = limit_of(step, given.threshold);
  cells.push(limit ? against(given.readings[step.read], *limit, given.share(step.read))
                   : Cell(possible::undecided, Reason::not_published));
}

// A column of numbers is compared in place and many rows at once; rows for which another one may
// count are then chosen by themselves.
inline void block(const op::Compare& step, const BlockGiven& b, PlaneStack& planes) {
  const KernelTable& table = b.tables.comparisons[b.step];
  if (table.columns.empty()) return block_by_rows(step, b, {&step.read, 1}, planes);
  std::uint8_t* out = planes.push();
  if (!table.base) {
    constexpr std::size_t nothing = static_cast<std::size_t>(Observed::not_collected) + 2;
    for (std::size_t u = 0; u < b.n; ++u) out[u] = table.columns[b.columns[u]].cell[nothing];
    return;
  }
  const Column& base = *table.base;
  const Measure& measure = b.measure(step.read);
  const auto judge = [&](std::size_t from, std::size_t n, bool same_bounds, bool same_cells) {
    const std::size_t row = b.first + from;
    interval_kernel(measure.kind == MeasureKind::attained, same_bounds, same_cells)(
        base.values.data() + row, base.states.empty() ? nullptr : base.states.data() + row,
        b.columns + from, n, table.columns.data(), measure.smallest(), measure.largest(),
        out + from);
  };
  const bool mixed = !table.same_bounds || !table.same_cells;
  if (!mixed || b.runs.empty()) {
    judge(0, b.n, table.same_bounds, table.same_cells);
  } else {
    for (const Run& run : b.runs) judge(run.first, run.n, true, true);
  }
  if (!table.chosen) return;
  const bool share = measure.kind == MeasureKind::share;
  for (const std::size_t u : b.touched(step.read, base)) {
    const Reading r = b.read(step.read, u);
    const auto& cells = table.columns[b.columns[u]].cell;
    if (r.state != Observed::value) {
      out[u] = cells[static_cast<std::size_t>(r.state) + 2];
    } else {
      const Limit* limit = limit_of(step, b.threshold(u));
      out[u] = cells[limit && passes(r, *limit, share) ? 1 : 0];
    }
  }
}

inline void gap(const op::Compare& step, const Given& given, GapStack& gaps) {
  const Limit* limit = step.gap ? limit_of(step, given.threshold) : nullptr;
  gaps.push(step.read, limit ? distance(given.readings[step.read], *limit, given.share(step.read))
                             : std::nullopt);
}

inline void say(const op::Compare& step, Asked& asked) { asked.add(step.cut); }

}  // namespace tieuchi::inline v1::detail

#endif
