// Bodies of criteria/rating.hpp.
#pragma once

#include "tieuchi/criteria/rating.hpp"

#include <algorithm>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "tieuchi/detail/inline.hpp"

namespace tieuchi::inline v1 {

TIEUCHI_INLINE std::vector<Problem> lint(const RatingScheme& scheme) {
  std::vector<Problem> found;
  auto bands = scheme.bands;
  std::ranges::sort(bands, {}, &RatingBand::from);
  for (std::size_t b = 0; b + 1 < bands.size(); ++b) {
    const Decimal end = bands[b].printed_to, next = bands[b + 1].from;
    if (end == next) continue;
    const bool overlap = end > next;
    found.push_back(
        {.what = overlap ? ProblemCode::band_overlap : ProblemCode::band_gap,
         .file = scheme.id,
         .code = std::to_string(bands[b].stars) + "/" + std::to_string(bands[b + 1].stars),
         .found = end.str() + " … " + next.str(),
         .expected = "one end; read as from the lower end upwards"});
  }
  return found;
}

TIEUCHI_INLINE Rating rate(const RatingScheme& scheme,
                           std::span<const std::optional<Decimal>> scores, Date on) {
  if (!scheme.in_force.contains(on)) {
    throw InvalidCriteria({{.what = ProblemCode::wrong_period,
                            .code = scheme.decision,
                            .found = on.str(),
                            .expected = scheme.in_force.str()}});
  }
  Problems problems;
  if (scores.size() != scheme.parts.size()) {
    problems.add({.what = ProblemCode::wrong_size,
                  .code = scheme.id,
                  .found = std::to_string(scores.size()),
                  .expected = std::to_string(scheme.parts.size()) + " parts"});
  }
  Rating rating;
  for (std::size_t p = 0; p < std::min(scores.size(), scheme.parts.size()); ++p) {
    const auto& part = scheme.parts[p];
    const Decimal low = scores[p].value_or(Decimal{}), high = scores[p].value_or(part.max);
    if (low < Decimal{} || high > part.max) {
      problems.add({.what = ProblemCode::value_out_of_range,
                    .column = part.code,
                    .found = scores[p]->str(),
                    .expected = "0 to " + part.max.str()});
    }
    rating.lowest = rating.lowest + low;
    rating.highest = rating.highest + high;
  }
  problems.raise<InvalidData>();
  const auto band_of = [&](Decimal total) {
    const RatingBand* best = nullptr;
    for (const auto& b : scheme.bands) {
      if (b.from <= total && (!best || b.from > best->from)) best = &b;
    }
    return best;
  };
  const auto *low = band_of(rating.lowest), *high = band_of(rating.highest);
  if (low && low == high) {
    rating.stars = low->stars;
    rating.decided_by = low->decided_by;
    rating.between_printed_bands =
        rating.lowest == rating.highest && rating.lowest > low->printed_to;
  }
  return rating;
}

}  // namespace tieuchi::inline v1
