// The inner loops of judging, over blocks of a few thousand units. They are plain C++ that
// compilers vectorise; hand-written vector code may replace them here and nowhere else.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace tieuchi::inline v1::detail {

// One judging column of one interval requirement. `cell` is the finished byte for: 0 outside the
// interval, 1 inside, 2 invalid value, 2 + s for the observed state s.
struct KernelColumn {
  double low, high;
  std::uint8_t cell[16];
};

// 0 for a value, else the place of an observed state in `cell`; anything unheard of is invalid.
inline constexpr std::array<std::uint8_t, 256> place_of_state = [] {
  std::array<std::uint8_t, 256> table{};
  for (std::size_t s = 1; s < table.size(); ++s) {
    table[s] = s < 7 ? static_cast<std::uint8_t>(s + 2) : std::uint8_t{2};
  }
  return table;
}();

// Judges n units against an interval, without branches: real data mispredict half of them.
// `state` may be null: then every cell is a value. Attained measures hold 0 and 1 only: 0.4 is
// invalid, not "not attained". With `one_column` all units stand in the first one's column, as
// neighbours mostly do. Kernels stay out of line, where their arguments cannot alias.
template <bool attained, bool one_column>
[[gnu::noinline]] void judge_interval(const double* value, const std::uint8_t* state,
                           const std::uint16_t* column, std::size_t n, const KernelColumn* table,
                           double smallest, double largest, std::uint8_t* __restrict out) {
  const KernelColumn first = n ? table[column[0]] : KernelColumn{};
  for (std::size_t u = 0; u < n; ++u) {
    const KernelColumn& t = one_column ? first : table[column[u]];
    const double v = value[u];
    const unsigned inside = static_cast<unsigned>(v >= t.low) & static_cast<unsigned>(v <= t.high);
    unsigned valid = static_cast<unsigned>(v >= smallest) & static_cast<unsigned>(v <= largest);
    if constexpr (attained) valid &= static_cast<unsigned>(v == 0.0) | static_cast<unsigned>(v == 1.0);
    const unsigned place = place_of_state[state ? state[u] : 0];
    const unsigned of_value = 2u - valid * (2u - inside);
    out[u] = t.cell[place + (of_value & (0u - static_cast<unsigned>(place == 0)))];
  }
}

// acc = AllOf(acc, add) on cells; see combine.hpp for the algebra. The reason is that of the
// member with the greater weight, the earlier one on a tie. Written for byte-wide vectors.
[[gnu::noinline]] inline void fold_all_of(std::uint8_t* __restrict acc, const std::uint8_t* __restrict add,
                        std::size_t n) {
  using Byte = std::uint8_t;
  for (std::size_t u = 0; u < n; ++u) {
    const Byte a = acc[u], b = add[u];
    const Byte pa = a & 7, pb = b & 7;
    const Byte not_met = (pa | pb) & 2;
    const Byte met = ((pa & (pb | pb >> 2)) | (pb & (pa | pa >> 2))) & 1;
    // Weights as in combine.hpp: not met 4, undecided 3, met 2, met or n/a 1, n/a 0.
    const Byte wa = static_cast<Byte>((pa == 2 ? 4 : 0) | (pa == 1 ? 2 : 0) | (pa == 5 ? 1 : 0) |
                                      (pa == 3 ? 3 : 0) | (pa >= 6 ? 3 : 0));
    const Byte wb = static_cast<Byte>((pb == 2 ? 4 : 0) | (pb == 1 ? 2 : 0) | (pb == 5 ? 1 : 0) |
                                      (pb == 3 ? 3 : 0) | (pb >= 6 ? 3 : 0));
    const Byte reason = wb > wa ? (b & 0xF8) : (a & 0xF8);
    acc[u] = static_cast<Byte>(not_met | met | (pa & pb & 4) | reason);
  }
}

// Adds one criterion's cells to the counts of each unit.
[[gnu::noinline]] inline void count_cells(const std::uint8_t* __restrict cells, std::size_t n,
                        std::uint8_t* __restrict met_least, std::uint8_t* __restrict met_most,
                        std::uint8_t* __restrict applicable_least,
                        std::uint8_t* __restrict applicable_most) {
  for (std::size_t u = 0; u < n; ++u) {
    const auto p = static_cast<std::uint8_t>(cells[u] & 7);
    met_least[u] = static_cast<std::uint8_t>(met_least[u] + (p == 1));
    met_most[u] = static_cast<std::uint8_t>(met_most[u] + (p & 1));
    applicable_least[u] = static_cast<std::uint8_t>(applicable_least[u] + ((p & 4) == 0));
    applicable_most[u] = static_cast<std::uint8_t>(applicable_most[u] + (p != 4));
  }
}

}  // namespace tieuchi::inline v1::detail
