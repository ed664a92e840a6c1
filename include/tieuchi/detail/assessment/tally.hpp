// Counts of verdicts over neighbouring rows.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>

#include "tieuchi/assessment/verdict.hpp"
#include "tieuchi/detail/assessment/kernels.hpp"

namespace tieuchi::inline v1::detail {

// Place of a cell's class in a tally: verdict order (met, not met, n/a, unknown), then error.
inline constexpr std::size_t cell_classes = 5;

inline std::array<std::uint8_t, 256> class_of_byte() {
  std::array<std::uint8_t, 256> table{};
  for (std::size_t b = 0; b < table.size(); ++b) {
    const Cell c = Cell::from_byte(static_cast<std::uint8_t>(b));
    table[b] = static_cast<std::uint8_t>(c.error() ? 4 : static_cast<int>(c.verdict()));
  }
  return table;
}

// Counts n neighbouring rows of one group: up to 255 at once, one by one where they are few.
inline void tally_rows(std::span<const std::uint8_t* const> cells, std::size_t row, std::size_t n,
                       std::int64_t* tally) {
  static const auto classes = class_of_byte();
  constexpr std::size_t few = 16, most = 255;
  for (const std::uint8_t* of : cells) {
    if (n < few) {
      for (std::size_t r = row; r < row + n; ++r) ++tally[classes[of[r]]];
    }
    for (std::size_t r = row; n >= few && r < row + n; r += most) {
      const std::size_t some = std::min(most, row + n - r);
      const auto c = count_classes(of + r, some, std::uint8_t(Reason::invalid),
                                   std::uint8_t(Reason::conflict));
      tally[0] += c.met, tally[1] += c.not_met, tally[2] += c.not_applicable, tally[4] += c.error;
      tally[3] += std::int64_t(some) - c.met - c.not_met - c.not_applicable - c.error;
    }
    tally += cell_classes;
  }
}

}  // namespace tieuchi::inline v1::detail
