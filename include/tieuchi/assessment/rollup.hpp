/// @file
/// Counts over units: five per criterion and group, three rates, exact means with bounds, bands.
///
/// Roll-ups are integers and means are integer ratios: the same on every platform. The five counts
/// partition the units of a group. Official counts, means and bands need the named policy
/// `NaCount`; there is no default, and the result is stamped with it.
///
/// | number              | formula                                            | unit       |
/// | ------------------- | -------------------------------------------------- | ---------- |
/// | assessed rate       | met / (met + not met)                              | 0 to 1     |
/// | lower rate          | met / (met + not met + unknown + error)            | 0 to 1     |
/// | upper rate          | (met + unknown + error) / the same                 | 0 to 1     |
/// | mean, least / most  | sum of least / most criteria met / units           | criteria   |
/// | band, least / most  | units whose bounds lie in it / reach into it       | units      |
///
/// Lower and upper rate contain the truth under every completion of the unknowns.
///
/// @code
/// const auto up =
///     roll_up(result, registry, {.na_count = NaCount::deem_met(), .by = Level::district});
/// up.groups[0].criteria[16].lower();  // criterion 17 in the first district
/// @endcode
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tieuchi/assessment/assess.hpp"
#include "tieuchi/population/cohort.hpp"

namespace tieuchi::inline v1 {

/// What *not applicable* criteria count as in official numbers of criteria met.
class NaCount {
 public:
  [[nodiscard]] static constexpr NaCount deem_met() { return NaCount(true); }
  [[nodiscard]] static constexpr NaCount drop() { return NaCount(false); }
  [[nodiscard]] constexpr bool deems_met() const { return deem_met_; }
  [[nodiscard]] const char* name() const { return deem_met_ ? "deem_met" : "drop"; }

 private:
  constexpr explicit NaCount(bool deem) : deem_met_(deem) {}
  bool deem_met_;
};

/// A partition of the units of a group for one criterion. `error` counts unknowns that come from
/// invalid or conflicting observations; `unknown` the others.
struct FiveCounts {
  std::int64_t met = 0, not_met = 0, unknown = 0, not_applicable = 0, error = 0;

  [[nodiscard]] std::int64_t units() const {
    return met + not_met + unknown + not_applicable + error;
  }
  /// met / (met + not met); nothing where nobody is decided.
  [[nodiscard]] std::optional<double> assessed() const { return ratio(met, met + not_met); }
  /// Bounds of the rate over every completion of the unknowns.
  [[nodiscard]] std::optional<double> lower() const {
    return ratio(met, met + not_met + unknown + error);
  }
  [[nodiscard]] std::optional<double> upper() const {
    return ratio(met + unknown + error, met + not_met + unknown + error);
  }
  FiveCounts& operator+=(const FiveCounts& o) {
    met += o.met, not_met += o.not_met, unknown += o.unknown;
    not_applicable += o.not_applicable, error += o.error;
    return *this;
  }
  friend bool operator==(const FiveCounts&, const FiveCounts&) = default;

 private:
  static std::optional<double> ratio(std::int64_t a, std::int64_t b) {
    return b > 0 ? std::optional<double>(double(a) / double(b)) : std::nullopt;
  }
};

/// One group: a unit of the level rolled up to, with what lies below it.
struct Group {
  std::optional<UnitIndex> unit{};  ///< nothing: units without an ancestor of that level
  std::int64_t units = 0;
  std::vector<FiveCounts> criteria{};        ///< [n_criteria]
  std::int64_t met_least = 0, met_most = 0;  ///< criteria met, summed over units, per `na_count`
  std::vector<std::int64_t> band_least{}, band_most{};  ///< units surely / possibly in each band

  /// Mean number of criteria met, as bounds; 0 for an empty group.
  [[nodiscard]] double mean_least() const { return units ? double(met_least) / double(units) : 0; }
  [[nodiscard]] double mean_most() const { return units ? double(met_most) / double(units) : 0; }
};

/// How to roll up.
struct RollUpOptions {
  NaCount na_count;
  Level by = Level::district;
  Cohort cohort{};  ///< only these units
  std::vector<Band> bands = reporting_bands();
};

/// Groups in the order in which they occur, with a total over all of them.
struct RollUp {
  NaCount na_count;
  std::vector<Group> groups;
  Group total;
};

/// Rolls criterion cells up to the units of a level on the day judged, on as many threads as the
/// assessment used. @throws InvalidData for more than 64 bands.
[[nodiscard]] RollUp roll_up(const Assessment& result, const Registry& registry,
                             RollUpOptions options);

/// The number met that official counts print for a row: n/a deemed met, or dropped.
[[nodiscard]] Interval official_count(const Assessment& result, std::size_t row, NaCount na_count);

/// "18 of 18 (1 n/a)", bounds where something is unknown.
[[nodiscard]] std::string count_text(const Assessment& result, std::size_t row,
                                     Language language = Language::en);

}  // namespace tieuchi::inline v1

#ifndef TIEUCHI_COMPILED
#include "tieuchi/detail/assessment/rollup.hpp"
#endif
