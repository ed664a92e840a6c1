/// @file
/// What comes out of judging: verdicts, reasons and the one-byte cell that holds both.
///
/// A cell holds the *set of verdicts still possible*, a non-empty subset of met, not met, not
/// applicable, and the first reason in the order of judgement (applicability, threshold,
/// observation, comparison). The public verdict is `unknown` while more than one is possible, so a
/// decided verdict can never move when an unknown is resolved. There is no conversion to bool.
#pragma once

#include <cstdint>
#include <string>

#include "tieuchi/text.hpp"

namespace tieuchi::inline v1 {

/// The verdict of a clause, a criterion or a whole set. Four values; none of them is a truth value.
enum class Verdict : std::uint8_t { met, not_met, not_applicable, unknown };

/// Why a cell holds what it holds. The list is closed.
enum class Reason : std::uint8_t {
  met_by_value,
  short_by_gap,
  not_collected,
  not_reported,
  pending_verification,
  suppressed,
  invalid,
  stale,
  conflict,
  not_applicable_by_rule,
  not_applicable_asserted,
  stratum_missing,
  no_threshold,
  reference_missing,
  delegated_not_set,
  not_published,
  unverified_threshold,
  numeric_noise,
  legal_rounding,
  basically_met,
  deemed_met,
  deemed_not_met,
  declared,
  implied_by_count,
  carried_forward
};

/// A subset of {met, not met, not applicable} as three bits.
using Possible = std::uint8_t;
namespace possible {
inline constexpr Possible met = 1, not_met = 2, not_applicable = 4;
inline constexpr Possible undecided = met | not_met;
}  // namespace possible

/// Possible verdicts and a reason, in one byte.
class Cell {
 public:
  constexpr Cell() = default;
  constexpr Cell(Possible possible, Reason reason)
      : byte_(static_cast<std::uint8_t>(possible | static_cast<std::uint8_t>(reason) << 3)) {}
  [[nodiscard]] static constexpr Cell from_byte(std::uint8_t byte) {
    Cell c;
    c.byte_ = byte;
    return c;
  }

  [[nodiscard]] constexpr Verdict verdict() const {
    switch (byte_ & 7) {
      case possible::met:
        return Verdict::met;
      case possible::not_met:
        return Verdict::not_met;
      case possible::not_applicable:
        return Verdict::not_applicable;
      default:
        return Verdict::unknown;
    }
  }
  [[nodiscard]] constexpr Possible possible() const { return byte_ & 7; }
  [[nodiscard]] constexpr bool may_be(Possible some) const { return (byte_ & some) != 0; }
  [[nodiscard]] constexpr bool decided() const { return verdict() != Verdict::unknown; }
  [[nodiscard]] constexpr Reason reason() const { return static_cast<Reason>(byte_ >> 3); }
  /// Whether the data are at fault: unknown because of an invalid or conflicting observation.
  [[nodiscard]] constexpr bool error() const {
    return !decided() && (reason() == Reason::invalid || reason() == Reason::conflict);
  }
  [[nodiscard]] constexpr std::uint8_t byte() const { return byte_; }

  friend constexpr bool operator==(Cell, Cell) = default;

 private:
  std::uint8_t byte_ = possible::undecided | static_cast<std::uint8_t>(Reason::not_collected) << 3;
};
static_assert(sizeof(Cell) == 1);

/// The word of a verdict, "đạt" or "met", and its symbol: ✓ ✗ – ?
[[nodiscard]] std::string word(Verdict verdict, Language language);
[[nodiscard]] const char* symbol(Verdict verdict);
/// A reason in words.
[[nodiscard]] std::string word(Reason reason, Language language);

}  // namespace tieuchi::inline v1

#ifndef TIEUCHI_COMPILED
#include "tieuchi/detail/assessment/verdict.hpp"
#endif
