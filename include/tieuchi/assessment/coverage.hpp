/// @file
/// How much of the law was usable at all: the first line of every result.
///
/// "39 of 49 not usable in MNPB on 2020-12-31: 30 unverified, 9 not set". Verdicts mean little
/// before this is known, so print it first.
///
/// The policies of unknowns build on it: *recognition* asks for the evidence lacking
/// (recognition.hpp), *monitoring* prints three numbers (rollup.hpp), *strict* refuses a result
/// under a coverage (`require_coverage`).
///
/// @code
/// std::cout << stamp(result);        // set, date, provenance, then one line per column
/// require_coverage(result, 0.9);     // throws where fewer than 90 % of the thresholds are usable
/// @endcode
#pragma once

#include <map>
#include <string>
#include <vector>

#include "tieuchi/assessment/assess.hpp"

namespace tieuchi::inline v1 {

/// Usable and unusable thresholds in one judging column.
struct ColumnCoverage {
  /// Stratum with the overlays that apply, "?" where it is missing; with those that may hold
  /// instead.
  std::string column;
  std::size_t units = 0;  ///< units judged in it
  int thresholds = 0;     ///< indicators of the set
  int usable = 0;
  int transcribed_used = 0;  ///< copied by an office, usable because that is allowed
  int unverified_used = 0;   ///< usable only because unverified ones are allowed
  int synthetic_used = 0;    ///< values of synthetic overlays
  std::map<Reason, int> unusable{};

  /// One line; "every threshold usable" where nothing is missing.
  [[nodiscard]] std::string text(Date on, Language language = Language::en) const;
};

/// Coverage of one column of a compiled set.
[[nodiscard]] ColumnCoverage coverage(const CompiledSet& rules, const JudgingColumn& column);
/// Coverage of every column in which units were judged, most units first.
[[nodiscard]] std::vector<ColumnCoverage> coverage(const Assessment& result);
/// The stamp of a result: set, date, provenance switch, a note if outside its period, coverage.
[[nodiscard]] std::string stamp(const Assessment& result, Language language = Language::en);
/// Refuses a result whose columns have a smaller usable share than `least` (0 to 1).
/// @throws InvalidData naming every such column: the policy *strict*.
void require_coverage(const Assessment& result, double least);

}  // namespace tieuchi::inline v1

#ifndef TIEUCHI_COMPILED
#include "tieuchi/detail/assessment/coverage.hpp"
#endif
