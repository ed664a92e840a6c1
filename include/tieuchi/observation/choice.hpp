/// @file
/// Which observation counts.
///
/// For each unit and measure: the latest reference date up to the day judged, within the permitted
/// age; then the highest evidence; equal values of equal evidence merge, different ones are a
/// conflict. An empty cell (*not collected*) is no observation and lets an earlier one count; a
/// stated absence (*pending*, *suppressed* …) is an observation. `known_on` hides what was recorded
/// later: the second time axis.
///
/// A named source that speaks again of the same date, with the same evidence and recorded later,
/// replaces what it said. Another source never does, and a source without a name neither replaces
/// nor is replaced. Where what it said last is `withdrawn`, it says nothing: another source, lower
/// evidence or an earlier date counts. A withdrawal and a value of one source that were recorded on
/// one day contradict each other. The order of columns decides nothing.
///
/// | state of the chosen reading | when                                                        |
/// | --------------------------- | ----------------------------------------------------------- |
/// | `value`                     | an observation counts                                       |
/// | as stated                   | the observation that counts is a stated absence             |
/// | `conflict`                  | equal date and evidence, different values, not a correction |
/// | `stale`                     | there is one, but older than permitted                      |
/// | `not_collected`             | nothing was observed by that day, or it was withdrawn       |
#pragma once

#include <optional>
#include <vector>

#include "tieuchi/decimal.hpp"
#include "tieuchi/detail/observation/choose.hpp"
#include "tieuchi/observation/panel.hpp"

namespace tieuchi::inline v1 {

/// How old an observation may be. By default it must be of the calendar year judged.
class MaxAge {
 public:
  [[nodiscard]] static MaxAge same_year() { return MaxAge(0); }
  /// Reference dates after the same day `n` years earlier; flagged *carried forward*.
  [[nodiscard]] static MaxAge years(int n) { return MaxAge(n); }
  [[nodiscard]] Date oldest(Date on) const {
    return years_ == 0 ? Date(on.year(), 1, 1) : on.years_before(years_).plus_days(1);
  }
  [[nodiscard]] int in_years() const { return years_; }

 private:
  explicit MaxAge(int years) : years_(years) {}
  int years_;
};

/// One chosen observation. `value` is meaningful where `state` is `Observed::value`.
struct Reading {
  double value = 0;
  std::optional<double> denominator{};
  Observed state = Observed::not_collected;
  Evidence evidence = Evidence::self_assessed;
  const Column* column = nullptr;  ///< where it came from; of the caller's panel

  /// The value as a ratio where it is one: numerator over denominator, times 100 for shares.
  [[nodiscard]] double plain(bool share) const {
    return denominator ? value / *denominator * (share ? 100.0 : 1.0) : value;
  }
};

/// Chooses among the columns of one measure, for days from `oldest` to `newest`.
class Choice {
 public:
  Choice(const Panel& panel, const MeasureCode& measure, Date oldest, Date newest,
         std::optional<Date> known_on);

  /// The observation that counts for a row. O(columns of the measure).
  [[nodiscard]] Reading at(std::size_t row) const;
  /// The only column there is, if no choosing is needed; null otherwise.
  [[nodiscard]] const Column* single() const {
    return stale_.empty() && fresh_.size() == 1 ? &fresh_.front() : nullptr;
  }
  /// The column with the most cells within the age permitted; null without one. O(all their cells).
  [[nodiscard]] const Column* fullest() const;
  /// Rows of [first, first + n), in order, for which the cell of `base` does not count by itself:
  /// it is empty, or something else is said of its day or of a later one. Ten corrections among a
  /// million units are ten rows. O(n × columns), many rows at once.
  [[nodiscard]] std::vector<std::size_t> touched(const Column& base, std::size_t first,
                                                 std::size_t n) const;
  /// Whether nothing was ever observed.
  [[nodiscard]] bool empty() const { return fresh_.empty() && stale_.empty(); }

 private:
  static Reading read(const Column& column, std::size_t row);
  static detail::Chosen<Column, Reading> choose(const detail::Statements<Column>& among,
                                                std::size_t row);

  detail::Statements<Column> fresh_, stale_;
};

// ------------------------------------------------------------------------------------------------

inline Reading Choice::read(const Column& c, std::size_t row) {
  Reading r{
      .value = c.values[row],
      .denominator = {},
      .state = c.states.empty() ? Observed::value : observed_of(c.states[row]),
      .evidence = c.evidence.empty() ? c.evidence_of_all : static_cast<Evidence>(c.evidence[row]),
      .column = &c};
  if (!c.denominators.empty()) {
    r.denominator = c.denominators[row];
    if (r.state == Observed::value && !(*r.denominator > 0)) r.state = Observed::invalid;
  }
  return r;
}

inline detail::Chosen<Column, Reading> Choice::choose(const detail::Statements<Column>& among,
                                                      std::size_t row) {
  return among.choose<Reading>(
      [&](const Column& c) -> std::optional<detail::Said<Reading>> {
        const Reading r = read(c, row);
        if (r.state == Observed::not_collected) return std::nullopt;
        return detail::Said<Reading>{r, r.evidence, r.state == Observed::withdrawn};
      },
      [](const Reading& a, const Reading& b) {
        return a.state == b.state &&
               (a.state != Observed::value ||
                (Decimal::from_double(a.value) == Decimal::from_double(b.value) &&
                 a.denominator == b.denominator));
      });
}

inline Reading Choice::at(std::size_t row) const {
  if (const auto chosen = choose(fresh_, row); chosen.of) {
    Reading best = chosen.value;
    if (chosen.conflict) best.state = Observed::conflict;
    return best;
  }
  if (stale_.empty()) return {};
  const auto chosen = choose(stale_, row);
  Reading best = chosen.value;
  if (chosen.of) best.state = Observed::stale;
  return best;
}

}  // namespace tieuchi::inline v1

#ifndef TIEUCHI_COMPILED
#include "tieuchi/detail/observation/choice.hpp"
#endif
