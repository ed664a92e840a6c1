/// @file
/// How well an observation is supported, and why one may be absent.
#pragma once

#include <cstdint>

namespace tieuchi::inline v1 {

/// Self-assessed < verified < approved.
enum class Evidence : std::uint8_t { self_assessed, verified, approved };

/// What one cell of a column holds. The first seven and `withdrawn` may be handed in; `stale` and
/// `conflict` are found when observations are chosen. An empty cell is `not_collected`, never 0.
enum class Observed : std::uint8_t {
  value,
  not_collected,
  not_reported,
  pending_verification,
  suppressed,
  invalid,
  not_applicable,
  stale,     ///< the latest observation is older than permitted
  conflict,  ///< equally good observations differ
  /// The named source takes back what it said of this cell (same day, same evidence), from the day
  /// this was recorded on. It says nothing itself, and takes back nothing without a name.
  withdrawn
};
inline constexpr int observed_kinds = 10;

/// What a byte of a column says: anything that may not be handed in is `invalid`.
[[nodiscard]] constexpr Observed observed_of(std::uint8_t byte) {
  const bool known = byte <= static_cast<std::uint8_t>(Observed::not_applicable) ||
                     byte == static_cast<std::uint8_t>(Observed::withdrawn);
  return known ? static_cast<Observed>(byte) : Observed::invalid;
}

}  // namespace tieuchi::inline v1
