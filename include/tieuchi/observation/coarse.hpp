/// @file
/// What offices publish instead of measures: verdicts, numbers met, bands, printed means.
///
/// Coarser grains are accepted as what they are and never inflated into finer ones. A printed mean
/// is an interval: offices round *and* truncate (205/17 is printed 12.05), so 11.54 over 207
/// communes means a total in {2388, 2389, 2390}.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tieuchi/borrowed.hpp"
#include "tieuchi/code.hpp"
#include "tieuchi/decimal.hpp"
#include "tieuchi/error.hpp"
#include "tieuchi/observation/evidence.hpp"
#include "tieuchi/period.hpp"

namespace tieuchi::inline v1 {

/// What an office declared of one criterion.
enum class DeclaredVerdict : std::uint8_t {
  not_declared,
  met,
  not_met,
  not_applicable,
  basically_met,
  /// The named source takes back what it declared of this unit, as `Observed::withdrawn`.
  withdrawn
};

/// A criterion's verdict without its measures, one per unit. "Basically met" is a reason on a
/// *not met*, never a verdict.
struct DeclaredVerdicts {
  SetId set;
  CriterionNumber criterion;
  Date reference{};
  Borrowed<std::uint8_t> verdicts{};  ///< bytes of `DeclaredVerdict`, [n_units]
  Evidence evidence = Evidence::self_assessed;
  std::string source{};
  std::optional<Date> recorded{};  ///< when the office knew; nothing: on the reference date
};

/// A unit's *number* of criteria met, as an interval; `least` > `most` where nothing is declared.
/// `least` = `withdrawn`: the named source takes back the number that it declared of the unit.
struct DeclaredCounts {
  static constexpr std::uint16_t withdrawn = UINT16_MAX;

  SetId set;
  Date reference{};
  Borrowed<std::uint16_t> least{};  ///< [n_units]
  Borrowed<std::uint16_t> most{};   ///< [n_units]
  Evidence evidence = Evidence::self_assessed;
  std::string source{};
  std::optional<Date> recorded{};  ///< when the office knew; nothing: on the reference date
};

/// Totals that a printed mean allows.
struct TotalInterval {
  std::int64_t least, most;
  friend bool operator==(const TotalInterval&, const TotalInterval&) = default;
};

/// The integer totals over `n` units whose mean prints as `mean` with `places` decimal places,
/// rounded half up or truncated.
/// @throws InvalidData if n is 0, or no total gives this mean (12.02 over 17).
[[nodiscard]] TotalInterval totals_of_printed_mean(Decimal mean, int places, std::int64_t n);

/// A reporting band of the number of criteria met.
struct Band {
  std::string label;
  int least, most;
  friend bool operator==(const Band&, const Band&) = default;
};

/// The bands of the 2016–2020 reports for a set of 19: 19 · 15–18 · 10–14 · 5–9 · under 5.
[[nodiscard]] std::vector<Band> reporting_bands();

}  // namespace tieuchi::inline v1

#ifndef TIEUCHI_COMPILED
#include "tieuchi/detail/observation/coarse.hpp"
#endif
