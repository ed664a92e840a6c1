/// @file
/// Which way of a measure is better, as the requirements that read it say.
///
/// A set states a direction only through its comparators: *at least 90 %* of households wants more
/// of the measure, *at most 5 %* poor wants less. Where one requirement wants more and another
/// less, or one wants a value between two limits, the set names no direction; nothing is guessed
/// from names.
///
/// | kind                               | wants                                              |
/// | ---------------------------------- | -------------------------------------------------- |
/// | `Bound`, `PerYear`, `PerGroup`     | as compared                                        |
/// | `FactorOnThreshold`, `Delegated`   | as compared                                        |
/// | `RatioToSeries`, `RatioToPast`     | as compared; of series and past value no direction |
/// | `OfWhich`                          | more of whole and part; of `small_if` no direction |
/// | `Attained`, `PassMark`, `Declared` | more                                               |
/// | `SeveralYears`                     | more where attained every year, else no direction  |
/// | `Between`                          | no direction                                       |
/// | `NotPublished`                     | says nothing                                       |
///
/// @code
/// better_of(set, MeasureCode{"poor_households"});   // Better::less
/// @endcode
#pragma once

#include <optional>

#include "tieuchi/criteria/criteria_set.hpp"

namespace tieuchi::inline v1 {

/// Which way of a measure is better.
enum class Better : std::uint8_t { more, less };

/// The one direction that every requirement of the set that reads the measure wants; nothing where
/// none reads it, or they do not agree, or one wants no direction. O(indicators).
[[nodiscard]] std::optional<Better> better_of(const CriteriaSet& set, const MeasureCode& measure);

}  // namespace tieuchi::inline v1

#ifndef TIEUCHI_COMPILED
#include "tieuchi/detail/criteria/direction.hpp"
#endif
