/// @file
/// What is observed, apart from what any law asks of it.
///
/// An indicator is identified by set and number; a measure by its code everywhere. Indicator 17.1
/// of the 2016 set reads two measures, 12.1 of the 2021 set one per sex. Two indicators that read
/// the same measure are what a crosswalk between sets consists of.
#pragma once

#include <limits>
#include <optional>

#include "tieuchi/code.hpp"
#include "tieuchi/text.hpp"

namespace tieuchi::inline v1 {

/// What the numbers of a measure are.
enum class MeasureKind : std::uint8_t {
  share,     ///< per cent, 0 to 100
  attained,  ///< 1 attained, 0 not attained
  count,     ///< a number of things, 0 or more
  amount,    ///< a quantity in the unit of the measure, 0 or more
  ratio,     ///< a plain ratio, 0 or more
  score      ///< points, 0 or more
};

/// A measure: its code, kind, names and unit. Values outside `smallest()`…`largest()` are invalid.
struct Measure {
  MeasureCode code;
  MeasureKind kind = MeasureKind::share;
  Text name{};
  Text unit{};
  /// The measure of the whole, where this one is a part of it: a part above its whole is invalid.
  std::optional<MeasureCode> part_of{};

  /// Smallest and largest valid value; NaN and infinity are never valid.
  // NOLINTNEXTLINE(readability-convert-member-functions-to-static): a pair with largest()
  [[nodiscard]] double smallest() const { return 0.0; }
  [[nodiscard]] double largest() const {
    switch (kind) {
      case MeasureKind::share:
        return 100.0;
      case MeasureKind::attained:
        return 1.0;
      default:
        return std::numeric_limits<double>::max();
    }
  }

  friend bool operator==(const Measure&, const Measure&) = default;
};

}  // namespace tieuchi::inline v1
