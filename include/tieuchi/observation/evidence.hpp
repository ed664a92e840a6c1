/// @file
/// How well an observation is supported, and why one may be absent.
#pragma once

#include <cstdint>

namespace tieuchi::inline v1 {

/// Self-assessed < verified < approved.
enum class Evidence : std::uint8_t { self_assessed, verified, approved };

/// What one cell of a column holds. The first seven may be handed in; the last two are found when
/// observations are chosen. An empty cell is `not_collected`, never 0.
enum class Observed : std::uint8_t {
  value,
  not_collected,
  not_reported,
  pending_verification,
  suppressed,
  invalid,
  not_applicable,
  stale,    ///< the latest observation is older than permitted
  conflict  ///< equally good observations differ
};
inline constexpr int observed_kinds = 9;

}  // namespace tieuchi::inline v1
