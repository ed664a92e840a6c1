/// @file
/// What each draw of a projection met, one bit a cell: any question can be asked afterwards.
///
/// A draw and year hold one plane of bits a criterion, one of the units recognised and one of those
/// newly recognised; units stand side by side, 64 a word. Sums over a cohort are counts of bits, the
/// number of criteria of 64 units at once is a bit-sliced sum. Memory: draws × years ×
/// (criteria + 2) × units / 8 bytes: 2.7 MB for 4,000 draws of 200 communes × 19.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <span>
#include <vector>

namespace tieuchi::inline v1 {

namespace archive { struct Access; }  // saves and loads it; see exchange/archive.hpp

/// A set of units as bits, [(n_units + 63) / 64].
using UnitBits = std::vector<std::uint64_t>;
/// Bits from bytes, 1 where a byte is not 0.
UnitBits unit_bits(std::span<const std::uint8_t> bytes);
/// How many units are in a set.
std::size_t count(std::span<const std::uint64_t> bits);

/// Bits of every draw. Cells not applicable are never set.
class DrawnStates {
 public:
  DrawnStates() = default;
  DrawnStates(std::size_t draws, std::size_t ahead, std::size_t criteria, std::size_t units)
      : ahead_(ahead), criteria_(criteria), words_((units + 63) / 64), bits_(draws * ahead * (criteria + 2) * words_) {}
  /// Bytes that such a table takes.
  static std::size_t bytes(std::size_t draws, std::size_t ahead, std::size_t criteria, std::size_t units) {
    return draws * ahead * (criteria + 2) * ((units + 63) / 64) * 8;
  }

  bool empty() const { return bits_.empty(); }
  std::size_t words() const { return words_; }
  /// The units that met a criterion, [words].
  std::span<const std::uint64_t> met(std::size_t draw, std::size_t ahead, std::size_t criterion) const {
    return {bits_.data() + at(draw, ahead, criterion), words_};
  }
  std::span<const std::uint64_t> recognised(std::size_t draw, std::size_t ahead) const {
    return {bits_.data() + at(draw, ahead, criteria_), words_};
  }
  std::span<const std::uint64_t> newly(std::size_t draw, std::size_t ahead) const {
    return {bits_.data() + at(draw, ahead, criteria_ + 1), words_};
  }
  /// Keeps the units whose byte is 1; `plane` counts criteria, then recognised, then newly.
  void keep(std::size_t draw, std::size_t ahead, std::size_t plane, std::span<const std::uint8_t> bytes);

  /// Criteria met by the units of a set together.
  std::size_t total(std::size_t draw, std::size_t ahead, std::span<const std::uint64_t> units) const;
  /// The fewest criteria that a unit of a set meets; 0 for no units.
  int least(std::size_t draw, std::size_t ahead, std::span<const std::uint64_t> units) const;
  /// Units of a set with a number of criteria in [least, most].
  std::size_t within(std::size_t draw, std::size_t ahead, std::span<const std::uint64_t> units, int least, int most) const;

 private:
  friend struct archive::Access;
  static constexpr std::size_t digits = 8;
  using Digits = std::array<std::uint64_t, digits>;   // digit d of 64 numbers
  std::size_t at(std::size_t draw, std::size_t ahead, std::size_t plane) const {
    return ((draw * ahead_ + ahead) * (criteria_ + 2) + plane) * words_;
  }
  Digits numbers(std::size_t draw, std::size_t ahead, std::size_t word) const;

  std::size_t ahead_ = 0, criteria_ = 0, words_ = 0;
  std::vector<std::uint64_t> bits_;
};

// ------------------------------------------------------------------------------------------------

namespace detail {

// Eight bytes of 0 or 1 become eight bits.
inline std::uint64_t gather(const std::uint8_t* bytes, std::size_t n) {
  std::uint64_t bits = 0;
  for (std::size_t k = 0; k < n; ++k) bits |= static_cast<std::uint64_t>(bytes[k] != 0) << k;
  return bits;
}

}  // namespace detail

inline UnitBits unit_bits(std::span<const std::uint8_t> bytes) {
  UnitBits out((bytes.size() + 63) / 64);
  for (std::size_t i = 0; i < bytes.size(); ++i) out[i / 64] |= static_cast<std::uint64_t>(bytes[i] != 0) << (i % 64);
  return out;
}

inline std::size_t count(std::span<const std::uint64_t> bits) {
  std::size_t n = 0;
  for (auto w : bits) n += static_cast<std::size_t>(std::popcount(w));
  return n;
}

inline void DrawnStates::keep(std::size_t draw, std::size_t ahead, std::size_t plane, std::span<const std::uint8_t> bytes) {
  std::uint64_t* out = bits_.data() + at(draw, ahead, plane);
  for (std::size_t w = 0; w < words_; ++w) out[w] = detail::gather(bytes.data() + 64 * w, std::min<std::size_t>(64, bytes.size() - 64 * w));
}

inline std::size_t DrawnStates::total(std::size_t draw, std::size_t ahead, std::span<const std::uint64_t> units) const {
  std::size_t sum = 0;
  const std::uint64_t* plane = bits_.data() + at(draw, ahead, 0);
  for (std::size_t j = 0; j < criteria_; ++j, plane += words_) {
    for (std::size_t w = 0; w < words_; ++w) sum += static_cast<std::size_t>(std::popcount(plane[w] & units[w]));
  }
  return sum;
}

inline DrawnStates::Digits DrawnStates::numbers(std::size_t draw, std::size_t ahead, std::size_t word) const {
  Digits sum{};
  const std::uint64_t* plane = bits_.data() + at(draw, ahead, 0) + word;
  for (std::size_t j = 0; j < criteria_; ++j, plane += words_) {
    std::uint64_t carry = *plane;
    for (std::size_t d = 0; carry && d < digits; ++d) {
      const std::uint64_t both = sum[d] & carry;
      sum[d] ^= carry, carry = both;
    }
  }
  return sum;
}

inline int DrawnStates::least(std::size_t draw, std::size_t ahead, std::span<const std::uint64_t> units) const {
  int found = -1;
  for (std::size_t w = 0; w < words_; ++w) {
    if (units[w] == 0) continue;
    const Digits n = numbers(draw, ahead, w);
    std::uint64_t left = units[w];
    int low = 0;
    for (std::size_t d = digits; d-- > 0;) {
      if (left & ~n[d]) left &= ~n[d];
      else low |= 1 << d;
    }
    found = found < 0 ? low : std::min(found, low);
  }
  return std::max(found, 0);
}

inline std::size_t DrawnStates::within(std::size_t draw, std::size_t ahead, std::span<const std::uint64_t> units, int least, int most) const {
  std::size_t found = 0;
  // Units whose number is at least `bound`, digit by digit from the top.
  const auto reach = [](const Digits& n, int bound) {
    if (bound <= 0) return ~std::uint64_t{0};
    if (bound >= 1 << digits) return std::uint64_t{0};
    std::uint64_t above = 0, equal = ~std::uint64_t{0};
    for (std::size_t d = digits; d-- > 0;) {
      if (bound >> d & 1) equal &= n[d];
      else above |= equal & n[d], equal &= ~n[d];
    }
    return above | equal;
  };
  for (std::size_t w = 0; w < words_; ++w) {
    if (units[w] == 0) continue;
    const Digits n = numbers(draw, ahead, w);
    found += static_cast<std::size_t>(std::popcount(units[w] & reach(n, least) & ~reach(n, most + 1)));
  }
  return found;
}

}  // namespace tieuchi::inline v1
