/// @file
/// Scores turned into stars: One Commune One Product (OCOP).
///
/// 100 points in parts, stars by band. Bands are *from this score upwards*: printed as integers
/// they leave 89.5 undefined, so a score between two printed bands gets the lower band and a flag.
/// A part without a score adds anything from 0 to its maximum; a band is given only if both ends
/// of the total lie in it.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "tieuchi/criteria/criteria_set.hpp"

namespace tieuchi::inline v1 {

/// One part of the score with its maximum.
struct RatingPart {
  std::string code;
  Text name{};
  Decimal max{};
};

/// One band: `stars` from `from` points upwards; `printed_to` is the upper end the text prints.
struct RatingBand {
  int stars = 0;
  Decimal from{};
  Decimal printed_to{};
  Text decided_by{};  ///< the council that decides on this band
};

/// A scheme of one decision.
struct RatingScheme {
  std::string id;
  std::string decision;
  Period in_force = Period::always();
  std::vector<RatingPart> parts{};
  std::vector<RatingBand> bands{};  ///< any order
  Citation citation{};
};

/// What a score is worth.
struct Rating {
  Decimal lowest{}, highest{};         ///< ends of the total
  std::optional<int> stars{};          ///< nothing while the total spans two bands
  bool between_printed_bands = false;  ///< the text prints no band for this score
  Text decided_by{};
};

/// Gaps and overlaps of the *printed* bands, as problems; empty if they tile 0 to the maximum in
/// whole points. A scheme with problems can still rate: the lint tells what to know.
[[nodiscard]] std::vector<Problem> lint(const RatingScheme& scheme);

/// Rates one product; `scores` holds one entry per part, nothing where it is missing.
/// @throws InvalidCriteria if the scheme is not in force on `on`.
/// @throws InvalidData for a wrong number of scores or a score outside 0…max.
[[nodiscard]] Rating rate(const RatingScheme& scheme,
                          std::span<const std::optional<Decimal>> scores, Date on);

}  // namespace tieuchi::inline v1

#ifndef TIEUCHI_COMPILED
#include "tieuchi/detail/criteria/rating.hpp"
#endif
