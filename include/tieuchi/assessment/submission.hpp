/// @file
/// Two submissions of one table: which cells differ, and which verdicts that moved.
///
/// Cells are matched by unit, measure and reference date. Where a table has several columns of one
/// key, the one with the highest evidence speaks, the later one of equals.
///
/// @code
/// const auto moved =
///     difference({first, registry, result_of_first}, {second, registry, result_of_second});
/// for (const auto& c : moved.cells) std::cout << c.unit.str() << " " << c.measure.str() << "\n";
/// @endcode
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tieuchi/assessment/assess.hpp"

namespace tieuchi::inline v1 {

/// A cell of one of the two tables. `state` says what it holds; `value` is meaningful for
/// `Observed::value`.
struct SubmittedCell {
  Observed state = Observed::not_collected;
  double value = 0;  ///< the ratio itself for a ratio of counts
  Evidence evidence = Evidence::self_assessed;
  std::optional<Date> recorded{};
  std::string source{};
};

/// One cell that differs in value, state or evidence; nothing on a side whose table has no such
/// cell.
struct CellDifference {
  UnitCode unit;
  MeasureCode measure;
  Date reference;
  std::optional<SubmittedCell> before{}, after{};
  /// Criteria of the unit that read the measure and whose verdict moved.
  std::vector<CriterionNumber> moved{};
};

/// One verdict that is not what it was.
struct MovedVerdict {
  UnitCode unit;
  CriterionNumber criterion;
  Verdict before, after;
};

struct SubmissionDifference {
  std::vector<CellDifference> cells{};   ///< by unit as in the later table, then measure, then date
  std::vector<MovedVerdict> verdicts{};  ///< by unit, then criterion
};

/// One submission: the table, who its units are, and its judgement.
struct Submission {
  const Panel& panel;
  const Registry& registry;
  const Assessment& result;
};

/// Both are judged under the same set on the same day.
/// @throws InvalidData where a panel is not the one judged, or sets or days differ.
[[nodiscard]] SubmissionDifference difference(const Submission& before, const Submission& after);

}  // namespace tieuchi::inline v1

#ifndef TIEUCHI_COMPILED
#include "tieuchi/detail/assessment/submission.hpp"
#endif
