/// @file
/// One unit at a time, from an array of its measures: for forms, services and loops of other
/// programs.
///
/// `assess` is for tables: it tabulates thresholds for every call. A `UnitJudge` does so once for
/// one judging column and then takes about 2 µs a unit and 49 indicators. Verdicts are those of
/// `assess` for a panel that holds these values on the day judged (a test holds it for every kind
/// of requirement).
///
/// All values are of the day judged: earlier years of `SeveralYears` are missing, and a series of a
/// unit above is read from the array as the unit's own.
///
/// @code
/// const UnitJudge judge(compile(set, {.on = day}), {.stratum = 2});
/// std::vector<Cell> cells(judge.criteria());
/// judge(values, states, cells);            // [n_measures], [n_measures] or empty, [n_criteria]
/// @endcode
#pragma once

#include <span>
#include <vector>

#include "tieuchi/assessment/judge.hpp"

namespace tieuchi::inline v1 {

/// A compiled set made ready for one judging column. Immutable: threads may share one.
class UnitJudge {
 public:
  /// @throws InvalidData for a stratum that the set does not have (−1 is a missing stratum).
  explicit UnitJudge(CompiledSet rules, const JudgingColumn& column = {.stratum = 0});

  [[nodiscard]] const CompiledSet& rules() const { return rules_; }
  [[nodiscard]] std::size_t criteria() const { return rules_.set().criteria().size(); }
  /// The measures of the set, in the order of `values`.
  [[nodiscard]] std::span<const Measure> measures() const { return rules_.set().parts().measures; }
  /// Writes the cell of every criterion, and of every indicator where `indicators` is not empty.
  /// `states` are bytes of `Observed`; empty: every measure is a value. Without allocation but for
  /// kinds of several years or groups.
  /// @throws InvalidData for a span of another length.
  void operator()(std::span<const double> values, std::span<const std::uint8_t> states,
                  std::span<Cell> criteria, std::span<Cell> indicators = {}) const;

 private:
  [[nodiscard]] Reading reading(std::size_t input, std::span<const double> values,
                                std::span<const std::uint8_t> states) const;

  CompiledSet rules_;
  std::vector<Threshold> thresholds_;  // per flat indicator
  std::size_t most_readings_ = 1;
};

}  // namespace tieuchi::inline v1

#ifndef TIEUCHI_COMPILED
#include "tieuchi/detail/assessment/unit_judge.hpp"
#endif
