/// @file
/// What each draw of a projection met, one bit a cell: any question can be asked afterwards.
///
/// A draw and year hold one plane of bits a criterion, one of the units recognised and one of those
/// newly recognised; units stand side by side, 64 a word. Sums over a cohort are counts of bits,
/// the number of criteria of 64 units at once is a bit-sliced sum. Memory: draws × years ×
/// (criteria + 2) × units / 8 bytes: 2.7 MB for 4,000 draws of 200 communes × 19.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace tieuchi::inline v1 {

namespace archive {
struct Access;
}  // namespace archive

/// A set of units as bits, [(n_units + 63) / 64].
using UnitBits = std::vector<std::uint64_t>;
/// Bits from bytes, 1 where a byte is not 0.
[[nodiscard]] UnitBits unit_bits(std::span<const std::uint8_t> bytes);
/// How many units are in a set.
[[nodiscard]] std::size_t count(std::span<const std::uint64_t> bits);

/// Bits of every draw. Cells not applicable are never set.
class DrawnStates {
 public:
  DrawnStates() = default;
  DrawnStates(std::size_t draws, std::size_t ahead, std::size_t criteria, std::size_t units)
      : ahead_(ahead),
        criteria_(criteria),
        words_((units + 63) / 64),
        bits_(draws * ahead * (criteria + 2) * words_) {}
  /// Bytes that such a table takes.
  [[nodiscard]] static std::size_t bytes(std::size_t draws, std::size_t ahead, std::size_t criteria,
                                         std::size_t units) {
    return draws * ahead * (criteria + 2) * ((units + 63) / 64) * 8;
  }

  [[nodiscard]] bool empty() const { return bits_.empty(); }
  [[nodiscard]] std::size_t words() const { return words_; }
  /// The units that met a criterion, [words].
  [[nodiscard]] std::span<const std::uint64_t> met(std::size_t draw, std::size_t ahead,
                                                   std::size_t criterion) const {
    return {bits_.data() + at(draw, ahead, criterion), words_};
  }
  [[nodiscard]] std::span<const std::uint64_t> recognised(std::size_t draw,
                                                          std::size_t ahead) const {
    return {bits_.data() + at(draw, ahead, criteria_), words_};
  }
  [[nodiscard]] std::span<const std::uint64_t> newly(std::size_t draw, std::size_t ahead) const {
    return {bits_.data() + at(draw, ahead, criteria_ + 1), words_};
  }
  /// Keeps the units whose byte is 1; `plane` counts criteria, then recognised, then newly.
  void keep(std::size_t draw, std::size_t ahead, std::size_t plane,
            std::span<const std::uint8_t> bytes);

  /// Criteria met by the units of a set together.
  [[nodiscard]] std::size_t total(std::size_t draw, std::size_t ahead,
                                  std::span<const std::uint64_t> units) const;
  /// The fewest criteria that a unit of a set meets; 0 for no units.
  [[nodiscard]] int least(std::size_t draw, std::size_t ahead,
                          std::span<const std::uint64_t> units) const;
  /// Units of a set with a number of criteria in [least, most].
  [[nodiscard]] std::size_t within(std::size_t draw, std::size_t ahead,
                                   std::span<const std::uint64_t> units, int least, int most) const;

 private:
  friend struct archive::Access;
  static constexpr std::size_t digits = 8;
  using Digits = std::array<std::uint64_t, digits>;  // digit d of 64 numbers
  [[nodiscard]] std::size_t at(std::size_t draw, std::size_t ahead, std::size_t plane) const {
    return ((draw * ahead_ + ahead) * (criteria_ + 2) + plane) * words_;
  }
  [[nodiscard]] Digits numbers(std::size_t draw, std::size_t ahead, std::size_t word) const;

  std::size_t ahead_ = 0, criteria_ = 0, words_ = 0;
  std::vector<std::uint64_t> bits_;
};

}  // namespace tieuchi::inline v1

#ifndef TIEUCHI_COMPILED
#include "tieuchi/detail/projection/drawn_states.hpp"
#endif
