// Bodies of projection/drawn_states.hpp.
#pragma once

#include "tieuchi/projection/drawn_states.hpp"

#include <algorithm>
#include <bit>
#include <span>

#include "tieuchi/detail/inline.hpp"

namespace tieuchi::inline v1 {

namespace detail {

// Eight bytes of 0 or 1 become eight bits.
inline std::uint64_t gather(const std::uint8_t* bytes, std::size_t n) {
  std::uint64_t bits = 0;
  for (std::size_t k = 0; k < n; ++k) bits |= static_cast<std::uint64_t>(bytes[k] != 0) << k;
  return bits;
}

}  // namespace detail

TIEUCHI_INLINE UnitBits unit_bits(std::span<const std::uint8_t> bytes) {
  UnitBits out((bytes.size() + 63) / 64);
  for (std::size_t i = 0; i < bytes.size(); ++i)
    out[i / 64] |= static_cast<std::uint64_t>(bytes[i] != 0) << (i % 64);
  return out;
}

TIEUCHI_INLINE std::size_t count(std::span<const std::uint64_t> bits) {
  std::size_t n = 0;
  for (auto w : bits) n += static_cast<std::size_t>(std::popcount(w));
  return n;
}

TIEUCHI_INLINE void DrawnStates::keep(std::size_t draw, std::size_t ahead, std::size_t plane,
                                      std::span<const std::uint8_t> bytes) {
  std::uint64_t* out = bits_.data() + at(draw, ahead, plane);
  for (std::size_t w = 0; w < words_; ++w)
    out[w] =
        detail::gather(bytes.data() + 64 * w, std::min<std::size_t>(64, bytes.size() - 64 * w));
}

TIEUCHI_INLINE std::size_t DrawnStates::total(std::size_t draw, std::size_t ahead,
                                              std::span<const std::uint64_t> units) const {
  std::size_t sum = 0;
  const std::uint64_t* plane = bits_.data() + at(draw, ahead, 0);
  for (std::size_t j = 0; j < criteria_; ++j, plane += words_) {
    for (std::size_t w = 0; w < words_; ++w)
      sum += static_cast<std::size_t>(std::popcount(plane[w] & units[w]));
  }
  return sum;
}

TIEUCHI_INLINE DrawnStates::Digits DrawnStates::numbers(std::size_t draw, std::size_t ahead,
                                                        std::size_t word) const {
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

TIEUCHI_INLINE int DrawnStates::least(std::size_t draw, std::size_t ahead,
                                      std::span<const std::uint64_t> units) const {
  int found = -1;
  for (std::size_t w = 0; w < words_; ++w) {
    if (units[w] == 0) continue;
    const Digits n = numbers(draw, ahead, w);
    std::uint64_t left = units[w];
    int low = 0;
    for (std::size_t d = digits; d-- > 0;) {
      if (left & ~n[d])
        left &= ~n[d];
      else
        low |= 1 << d;
    }
    found = found < 0 ? low : std::min(found, low);
  }
  return std::max(found, 0);
}

TIEUCHI_INLINE std::size_t DrawnStates::within(std::size_t draw, std::size_t ahead,
                                               std::span<const std::uint64_t> units, int least,
                                               int most) const {
  std::size_t found = 0;
  // Units whose number is at least `bound`, digit by digit from the top.
  const auto reach = [](const Digits& n, int bound) {
    if (bound <= 0) return ~std::uint64_t{0};
    if (bound >= 1 << digits) return std::uint64_t{0};
    std::uint64_t above = 0, equal = ~std::uint64_t{0};
    for (std::size_t d = digits; d-- > 0;) {
      if (bound >> d & 1)
        equal &= n[d];
      else
        above |= equal & n[d], equal &= ~n[d];
    }
    return above | equal;
  };
  for (std::size_t w = 0; w < words_; ++w) {
    if (units[w] == 0) continue;
    const Digits n = numbers(draw, ahead, w);
    found +=
        static_cast<std::size_t>(std::popcount(units[w] & reach(n, least) & ~reach(n, most + 1)));
  }
  return found;
}

}  // namespace tieuchi::inline v1
