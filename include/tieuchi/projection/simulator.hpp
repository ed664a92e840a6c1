/// @file
/// One simulated year of many cells: 16 cells a Philox block, one byte a cell.
///
/// A cell's random byte is compared with the first byte of its chance; on a tie 24 further bits of
/// a stream of their own decide: exact to 2⁻³². The counter is (block, draw, year, stream), so the
/// bits do not depend on threads, chunks, vector width or scenario. AVX2 is chosen at run time
/// where the processor has it; SSE2 elsewhere; all paths give the same bits.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <span>
#include <vector>

#include "tieuchi/projection/random.hpp"

namespace tieuchi::inline v1 {

/// The chance of each cell to be met after a year, by its state before: of a gain, and of keeping.
/// Cells stand in blocks of 128; `padded` gives the size of the arrays of states.
class CellChances {
 public:
  explicit CellChances(std::size_t cells)
      : first_{std::vector<std::uint8_t>(padded(cells)), std::vector<std::uint8_t>(padded(cells))},
        rest_{std::vector<std::uint32_t>(padded(cells)),
              std::vector<std::uint32_t>(padded(cells))} {}

  [[nodiscard]] static std::size_t padded(std::size_t cells) { return (cells + 127) / 128 * 128; }
  [[nodiscard]] std::size_t size() const { return first_[0].size(); }
  /// Probabilities in [0, 1], kept to 2⁻³².
  void set(std::size_t cell, double gain, double keep) { put(0, cell, gain), put(1, cell, keep); }
  [[nodiscard]] const std::uint8_t* first(int state) const { return first_[state].data(); }
  [[nodiscard]] const std::uint32_t* rest(int state) const { return rest_[state].data(); }

 private:
  void put(int state, std::size_t cell, double p) {
    // p·2³² = first·2²⁴ + rest; certainty is the last byte with a full rest.
    const auto scaled = static_cast<std::uint64_t>(std::llround(std::clamp(p, 0.0, 1.0) * 0x1p32));
    const std::uint64_t byte = std::min<std::uint64_t>(scaled >> 24, 255);
    first_[state][cell] = static_cast<std::uint8_t>(byte);
    rest_[state][cell] = static_cast<std::uint32_t>(scaled - (byte << 24));
  }

  std::vector<std::uint8_t> first_[2];
  std::vector<std::uint32_t> rest_[2];
};

/// Which random numbers: the same three give the same bits.
struct CellCounter {
  std::uint64_t seed;
  std::uint32_t draw, year;
  std::uint32_t stream = 0;  ///< below 2³¹
};

/// `best` is what the processor has; the others are for tests.
enum class Instructions : std::uint8_t { best, sse2, plain };

/// Moves every cell one year on. `states` holds 0 or 1, [chances.size()].
void simulate_year(std::span<std::uint8_t> states, const CellChances& chances, CellCounter at,
                   Instructions instructions = Instructions::best);

}  // namespace tieuchi::inline v1

#ifndef TIEUCHI_COMPILED
#include "tieuchi/detail/projection/simulator.hpp"
#endif
