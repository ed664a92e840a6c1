/// @file
/// What offices publish instead of measures: verdicts, numbers met, bands, printed means.
///
/// Coarser grains are accepted as what they are and never inflated into finer ones. A printed mean
/// is an interval: offices round *and* truncate (205/17 is printed 12.05), so 11.54 over 207
/// communes means a total in {2388, 2389, 2390}.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "tieuchi/code.hpp"
#include "tieuchi/decimal.hpp"
#include "tieuchi/error.hpp"
#include "tieuchi/observation/evidence.hpp"
#include "tieuchi/period.hpp"

namespace tieuchi::inline v1 {

/// What an office declared of one criterion.
enum class DeclaredVerdict : std::uint8_t {
  not_declared, met, not_met, not_applicable, basically_met
};

/// A criterion's verdict without its measures, one per unit. "Basically met" is a reason on a
/// *not met*, never a verdict.
struct DeclaredVerdicts {
  SetId set;
  CriterionNumber criterion;
  Date reference{};
  std::span<const std::uint8_t> verdicts{};  ///< bytes of `DeclaredVerdict`, [n_units]
  Evidence evidence = Evidence::self_assessed;
  std::string source{};
};

/// A unit's *number* of criteria met, as an interval; `least` > `most` where nothing is declared.
struct DeclaredCounts {
  SetId set;
  Date reference{};
  std::span<const std::uint8_t> least{};  ///< [n_units]
  std::span<const std::uint8_t> most{};   ///< [n_units]
  Evidence evidence = Evidence::self_assessed;
  std::string source{};
};

/// Totals that a printed mean allows.
struct TotalInterval {
  std::int64_t least, most;
  friend bool operator==(const TotalInterval&, const TotalInterval&) = default;
};

/// The integer totals over `n` units whose mean prints as `mean` with `places` decimal places,
/// rounded half up or truncated.
/// @throws InvalidData if n is 0, or no total gives this mean (12.02 over 17).
TotalInterval totals_of_printed_mean(Decimal mean, int places, std::int64_t n);

/// A reporting band of the number of criteria met.
struct Band {
  std::string label;
  int least, most;
  friend bool operator==(const Band&, const Band&) = default;
};

/// The bands of the 2016–2020 reports for a set of 19: 19 · 15–18 · 10–14 · 5–9 · under 5.
std::vector<Band> reporting_bands();

// ------------------------------------------------------------------------------------------------

inline TotalInterval totals_of_printed_mean(Decimal mean, int places, std::int64_t n) {
  std::int64_t unit = Decimal::scale;  // one step of the last printed place, in millionths
  for (int p = 0; p < places; ++p) unit /= 10;
  const auto fail = [&](const char* expected) {
    throw InvalidData({{.what = ProblemCode::impossible_mean,
                        .found = mean.str() + " over " + std::to_string(n),
                        .expected = expected}});
  };
  if (n <= 0 || places < 0 || places > 6 || mean.micros() < 0 || mean.micros() % unit != 0) {
    fail("a mean of 0 or more with the stated places, over one unit or more");
  }
  // Printed m stands for a mean in [m − ½ unit, m + ½ unit) if rounded and [m, m + unit) if cut.
  const wide_integer from = 2 * static_cast<wide_integer>(mean.micros()) - unit;
  const wide_integer below = 2 * static_cast<wide_integer>(mean.micros()) + 2 * unit;
  const wide_integer scale = 2 * static_cast<wide_integer>(Decimal::scale);
  const wide_integer low = from <= 0 ? 0 : (from * n + scale - 1) / scale;
  const wide_integer high = (below * n - 1) / scale;
  if (high < low) fail("a mean that some whole total gives");
  return {static_cast<std::int64_t>(low), static_cast<std::int64_t>(high)};
}

inline std::vector<Band> reporting_bands() {
  return {{"19", 19, 19}, {"15–18", 15, 18}, {"10–14", 10, 14}, {"5–9", 5, 9}, {"<5", 0, 4}};
}

}  // namespace tieuchi::inline v1
