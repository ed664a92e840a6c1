// The inner loops of judging, over blocks of a few thousand units. They are plain C++ that
// compilers vectorise; hand-written vector code may replace them here and nowhere else.
#pragma once

#include <cstddef>
#include <cstdint>

namespace tieuchi::inline v1::detail {

// One judging column of one interval requirement. `cell` is the finished byte for: 0 outside the
// interval, 1 inside, 2 invalid value, 2 + s for the observed state s.
struct KernelColumn {
  double low, high;
  std::uint8_t cell[16];
};

// Judges n units against an interval. `state` may be null: then every cell is a value.
inline void judge_interval(const double* value, const std::uint8_t* state,
                           const std::uint16_t* column, std::size_t n, const KernelColumn* table,
                           double smallest, double largest, std::uint8_t* out) {
  for (std::size_t u = 0; u < n; ++u) {
    const KernelColumn& t = table[column[u]];
    const double v = value[u];
    const unsigned inside = static_cast<unsigned>(v >= t.low) & static_cast<unsigned>(v <= t.high);
    const unsigned valid =
        static_cast<unsigned>(v >= smallest) & static_cast<unsigned>(v <= largest);
    const unsigned s = state ? state[u] : 0u;
    const unsigned code = s ? (s < 7 ? s + 2 : 2u) : (valid ? inside : 2u);
    out[u] = t.cell[code];
  }
}

// acc = AllOf(acc, add) on cells; see combine.hpp for the algebra. The reason is that of the
// member with the greater weight, the earlier one on a tie.
inline void fold_all_of(std::uint8_t* acc, const std::uint8_t* add, std::size_t n) {
  const auto weight = [](std::uint8_t p) -> std::uint8_t {
    const std::uint8_t rest = p == 5 ? 1 : p == 4 ? 0 : 3;
    return p == 2 ? std::uint8_t{4} : p == 1 ? std::uint8_t{2} : rest;
  };
  for (std::size_t u = 0; u < n; ++u) {
    const std::uint8_t a = acc[u], b = add[u];
    const auto pa = static_cast<std::uint8_t>(a & 7), pb = static_cast<std::uint8_t>(b & 7);
    const auto not_met = static_cast<std::uint8_t>((pa | pb) & 2);
    const auto met =
        static_cast<std::uint8_t>(((pa & (pb | (pb >> 2))) | (pb & (pa | (pa >> 2)))) & 1);
    const auto reason = static_cast<std::uint8_t>((weight(pb) > weight(pa) ? b : a) & 0xF8);
    acc[u] = static_cast<std::uint8_t>(not_met | met | (pa & pb & 4) | reason);
  }
}

// Adds one criterion's cells to the counts of each unit.
inline void count_cells(const std::uint8_t* cells, std::size_t n, std::uint8_t* met_least,
                        std::uint8_t* met_most, std::uint8_t* applicable_least,
                        std::uint8_t* applicable_most) {
  for (std::size_t u = 0; u < n; ++u) {
    const auto p = static_cast<std::uint8_t>(cells[u] & 7);
    met_least[u] = static_cast<std::uint8_t>(met_least[u] + (p == 1));
    met_most[u] = static_cast<std::uint8_t>(met_most[u] + (p & 1));
    applicable_least[u] = static_cast<std::uint8_t>(applicable_least[u] + ((p & 4) == 0));
    applicable_most[u] = static_cast<std::uint8_t>(applicable_most[u] + (p != 4));
  }
}

}  // namespace tieuchi::inline v1::detail
