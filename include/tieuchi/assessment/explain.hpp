/// @file
/// Why a cell is what it is: clause, threshold, source, value, gap, rule.
///
/// Explanations are recomputed on demand from the same panel, whose fingerprint is checked.
///
/// Cost: one explanation reads one indicator (about 10 µs). All failures of many units: gaps.hpp.
///
/// @code
/// const auto e = explain(result, registry, panel, UnitCode{"06187"}, IndicatorNumber{"17.1"});
/// std::cout << e.text(Language::vi);  // clause, threshold and source, value, gap
/// @endcode
///
/// Judging an explained cell again gives the same verdict: a test holds it for every indicator.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tieuchi/assessment/assess.hpp"

namespace tieuchi::inline v1 {

/// One measure as it was read. Its own: nothing here refers to the panel, `reading.column` is null.
struct ExplainedValue {
  Measure measure;
  Reading reading;
  Date reference{};             ///< day of the observation, where there is one
  std::string source{};         ///< where the observation was published
  std::optional<double> gap{};  ///< what is lacking, in the unit of the measure; 0 where it passes
};

/// Everything about one indicator of one unit.
struct Explanation {
  std::string unit;  ///< name and code
  SetId set;
  std::string decision;
  Date on{};
  IndicatorNumber number;
  Text name{};
  Text unit_of_value{};
  std::string column;  ///< stratum; "DBSH / MNPB" where one of them holds
  Cell cell;
  Threshold threshold{};
  /// The comparison with its numbers: "≥ 90; ≥ 50"; of each threshold that may hold: "≥ 20 / ≥ 25".
  std::string asks;
  std::vector<ExplainedValue> values{};
  Text basis{};                  ///< rule of applicability, where one decided
  bool numeric_noise = false;    ///< passes only because six decimal places count
  bool legal_rounding = false;   ///< decided by a rounding that the clause orders
  bool carried_forward = false;  ///< an observation of an earlier year
  bool unverified = false;       ///< the threshold is not verified

  /// A few lines for a reader.
  [[nodiscard]] std::string text(Language language = Language::en) const;
};

/// Explains an indicator of a unit.
/// @throws InvalidData if the panel is not the one that was judged, or the unit is not in it.
/// @throws UnknownCode for an indicator that the set does not have.
[[nodiscard]] Explanation explain(const Assessment& result, const Registry& registry,
                                  const Panel& panel, const UnitCode& unit,
                                  const IndicatorNumber& indicator);

}  // namespace tieuchi::inline v1

#ifndef TIEUCHI_COMPILED
#include "tieuchi/detail/assessment/explain.hpp"
#endif
