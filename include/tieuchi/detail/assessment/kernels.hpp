// The inner loops of judging, over blocks of a few thousand units: plain C++ that compilers
// vectorise, and SSE2, which every x86-64 has, where they do not. Vector code stands here and
// nowhere else; a test holds it against the plain loop.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "tieuchi/detail/assessment/algebra.hpp"
#include "tieuchi/observation/evidence.hpp"

namespace tieuchi::inline v1::detail {

// One judging column of one interval requirement. `cell` is the finished byte for: 0 outside the
// interval, 1 inside, 2 invalid value, 2 + s for the observed state s.
struct KernelColumn {
  double low, high;
  std::uint8_t cell[16];
};

// A withdrawn cell says nothing, as an empty one.
inline constexpr int place_of_nothing = static_cast<int>(Observed::not_collected) + 2;
inline constexpr int withdrawn_state = static_cast<int>(Observed::withdrawn);

// 0 for a value, else the place of an observed state in `cell`; anything unheard of is invalid.
inline constexpr std::array<std::uint8_t, 256> place_of_state = [] {
  std::array<std::uint8_t, 256> table{};
  for (std::size_t s = 1; s < table.size(); ++s) {
    table[s] = s < 7 ? static_cast<std::uint8_t>(s + 2) : std::uint8_t{2};
  }
  table[withdrawn_state] = place_of_nothing;
  return table;
}();

// Judges n units against an interval, without branches: real data mispredict half of them.
// `state` may be null: then every cell is a value. Attained measures hold 0 and 1 only: 0.4 is
// invalid, not "not attained". With `same_bounds` and `same_cells` every column has those of the
// first unit's. Kernels stay out of line, where their arguments cannot alias.
template <bool attained, bool same_bounds, bool same_cells>
[[gnu::noinline]] void judge_interval(const double* value, const std::uint8_t* state,
                                      const std::uint16_t* column, std::size_t n,
                                      const KernelColumn* table, double smallest, double largest,
                                      std::uint8_t* __restrict out) {
  const KernelColumn first = n ? table[column[0]] : KernelColumn{};
  for (std::size_t u = 0; u < n; ++u) {
    const KernelColumn& bounds = same_bounds ? first : table[column[u]];
    const KernelColumn& cells = same_cells ? first : table[column[u]];
    const double v = value[u];
    const unsigned inside =
        static_cast<unsigned>(v >= bounds.low) & static_cast<unsigned>(v <= bounds.high);
    unsigned valid = static_cast<unsigned>(v >= smallest) & static_cast<unsigned>(v <= largest);
    if constexpr (attained)
      valid &= static_cast<unsigned>(v == 0.0) | static_cast<unsigned>(v == 1.0);
    const unsigned place = place_of_state[state ? state[u] : 0];
    const unsigned of_value = 2u - valid * (2u - inside);
    out[u] = cells.cell[place + (of_value & (0u - static_cast<unsigned>(place == 0)))];
  }
}

#ifdef __SSE2__
// judge_interval sixteen at a time. Where columns differ, bounds are gathered in pairs and finished
// bytes looked up.
template <bool attained, bool same_bounds, bool same_cells>
[[gnu::noinline]] void judge_interval_in_vectors(const double* value, const std::uint8_t* state,
                                                 const std::uint16_t* column, std::size_t n,
                                                 const KernelColumn* table, double smallest,
                                                 double largest, std::uint8_t* __restrict out) {
  const KernelColumn t = n ? table[column[0]] : KernelColumn{};
  const auto wide = [](double x) { return _mm_set1_pd(x); };
  const auto bytes = [](int x) { return _mm_set1_epi8(static_cast<char>(x)); };
  const __m128d least = wide(smallest), most = wide(largest);
  // Sixteen masks of 64 bits become sixteen of 8: saturation keeps all ones and all zeros.
  const auto narrow = [](const __m128i* m) {
    const auto pair = [&](int i) { return _mm_packs_epi32(m[i], m[i + 1]); };
    return _mm_packs_epi16(_mm_packs_epi16(pair(0), pair(2)), _mm_packs_epi16(pair(4), pair(6)));
  };
  const auto choose = [](__m128i mask, __m128i yes, __m128i no) {
    return _mm_or_si128(_mm_and_si128(mask, yes), _mm_andnot_si128(mask, no));
  };
  std::size_t u = 0;
  for (; u + 16 <= n; u += 16) {
    __m128i in[8], ok[8];
    for (std::size_t i = 0; i < 8; ++i) {
      const __m128d v = _mm_loadu_pd(value + u + 2 * i);
      __m128d valid = _mm_and_pd(_mm_cmpge_pd(v, least), _mm_cmple_pd(v, most));
      if constexpr (attained) {
        valid = _mm_and_pd(valid, _mm_or_pd(_mm_cmpeq_pd(v, wide(0)), _mm_cmpeq_pd(v, wide(1))));
      }
      __m128d low = wide(t.low), high = wide(t.high);
      if constexpr (!same_bounds) {
        const __m128d a = _mm_loadu_pd(&table[column[u + 2 * i]].low);
        const __m128d b = _mm_loadu_pd(&table[column[u + 2 * i + 1]].low);
        low = _mm_unpacklo_pd(a, b), high = _mm_unpackhi_pd(a, b);
      }
      in[i] = _mm_castpd_si128(_mm_and_pd(_mm_cmpge_pd(v, low), _mm_cmple_pd(v, high)));
      ok[i] = _mm_castpd_si128(valid);
    }
    // The finished bytes, or places of them.
    const auto byte = [&](int place) { return bytes(same_cells ? t.cell[place] : place); };
    __m128i cell = choose(narrow(in), byte(1), byte(0));
    cell = choose(narrow(ok), cell, byte(2));
    if (state) {
      const __m128i s = _mm_loadu_si128(reinterpret_cast<const __m128i*>(state + u));
      __m128i known = _mm_cmpeq_epi8(s, _mm_setzero_si128());
      cell = _mm_and_si128(cell, known);
      for (int k = 1; k < 7; ++k) {
        const __m128i is = _mm_cmpeq_epi8(s, bytes(k));
        cell = _mm_or_si128(cell, _mm_and_si128(is, byte(k + 2)));
        known = _mm_or_si128(known, is);
      }
      const __m128i gone = _mm_cmpeq_epi8(s, bytes(withdrawn_state));
      cell = _mm_or_si128(cell, _mm_and_si128(gone, byte(place_of_nothing)));
      known = _mm_or_si128(known, gone);
      cell = _mm_or_si128(cell, _mm_andnot_si128(known, byte(2)));
    }
    if constexpr (same_cells) {
      _mm_storeu_si128(reinterpret_cast<__m128i*>(out + u), cell);
    } else {
      std::uint8_t place[16];
      _mm_storeu_si128(reinterpret_cast<__m128i*>(place), cell);
      for (std::size_t i = 0; i < 16; ++i) out[u + i] = table[column[u + i]].cell[place[i]];
    }
  }
  judge_interval<attained, same_bounds, same_cells>(
      value + u, state ? state + u : nullptr, column + u, n - u, table, smallest, largest, out + u);
}
#else
template <bool attained, bool same_bounds, bool same_cells>
inline constexpr auto judge_interval_in_vectors = judge_interval<attained, same_bounds, same_cells>;
#endif

using IntervalKernel = void (*)(const double*, const std::uint8_t*, const std::uint16_t*,
                                std::size_t, const KernelColumn*, double, double, std::uint8_t*);
inline IntervalKernel interval_kernel(bool attained, bool same_bounds, bool same_cells) {
  if (attained) {
    return same_bounds && same_cells ? judge_interval_in_vectors<true, true, true>
                                     : judge_interval_in_vectors<true, false, false>;
  }
  if (same_bounds) {
    return same_cells ? judge_interval_in_vectors<false, true, true>
                      : judge_interval_in_vectors<false, true, false>;
  }
  return same_cells ? judge_interval_in_vectors<false, false, true>
                    : judge_interval_in_vectors<false, false, false>;
}

// acc = worst(acc, add) on cells of two classes; the definition is in algebra.hpp.
[[gnu::noinline]] inline void fold_worst(std::uint8_t* __restrict acc,
                                         const std::uint8_t* __restrict add, std::size_t n) {
  std::size_t u = 0;
#ifdef __SSE2__
  const auto bytes = [](int x) { return _mm_set1_epi8(static_cast<char>(x)); };
  const auto is = [&](__m128i p, int x) { return _mm_cmpeq_epi8(p, bytes(x)); };
  const auto both = [](__m128i a, __m128i b) { return _mm_and_si128(a, b); };
  const auto either = [](__m128i a, __m128i b) { return _mm_or_si128(a, b); };
  // In the order of key_of_worst: not met, undecided, met, met or n/a, n/a.
  const auto key = [&](__m128i p) {
    const __m128i undecided = either(is(p, 3), _mm_cmpgt_epi8(p, bytes(5)));
    return either(either(both(is(p, 2), bytes(4)), both(is(p, 1), bytes(2))),
                  either(both(is(p, 5), bytes(1)), both(undecided, bytes(3))));
  };
  for (; u + 16 <= n; u += 16) {
    const __m128i a = _mm_loadu_si128(reinterpret_cast<const __m128i*>(acc + u));
    const __m128i b = _mm_loadu_si128(reinterpret_cast<const __m128i*>(add + u));
    const __m128i pa = both(a, bytes(7)), pb = both(b, bytes(7));
    // Met is possible with met of the other, or where the other may be not applicable.
    const __m128i met = both(either(both(pa, either(pb, _mm_srli_epi16(pb, 2))),
                                    both(pb, either(pa, _mm_srli_epi16(pa, 2)))),
                             bytes(1));
    const __m128i rest = either(both(either(pa, pb), bytes(2)), both(both(pa, pb), bytes(4)));
    const __m128i second = _mm_cmpgt_epi8(key(pb), key(pa));
    const __m128i reason = both(either(both(second, b), _mm_andnot_si128(second, a)), bytes(0xF8));
    _mm_storeu_si128(reinterpret_cast<__m128i*>(acc + u), either(either(met, rest), reason));
  }
#endif
  for (; u < n; ++u) acc[u] = worst(Cell::from_byte(acc[u]), Cell::from_byte(add[u])).byte();
}

// Cells by class.
struct CellClasses {
  std::int64_t met = 0, not_met = 0, not_applicable = 0, error = 0;
};

// Counts the classes of at most 255 cells, a byte being the widest lane; `error` is an undecided
// cell with one of two reasons.
inline CellClasses count_classes(const std::uint8_t* cells, std::size_t n, std::uint8_t invalid,
                                 std::uint8_t conflict) {
  CellClasses c;
  std::size_t u = 0;
#ifdef __SSE2__
  const auto bytes = [](int x) { return _mm_set1_epi8(static_cast<char>(x)); };
  __m128i met = bytes(0), not_met = met, not_applicable = met, error = met;
  for (; u + 16 <= n; u += 16) {
    const __m128i cell = _mm_loadu_si128(reinterpret_cast<const __m128i*>(cells + u));
    const __m128i p = _mm_and_si128(cell, bytes(7)), reason = _mm_and_si128(cell, bytes(0xF8));
    const __m128i one = _mm_cmpeq_epi8(p, bytes(1)), two = _mm_cmpeq_epi8(p, bytes(2)),
                  four = _mm_cmpeq_epi8(p, bytes(4));
    const __m128i fault = _mm_or_si128(_mm_cmpeq_epi8(reason, bytes(invalid << 3)),
                                       _mm_cmpeq_epi8(reason, bytes(conflict << 3)));
    met = _mm_sub_epi8(met, one);
    not_met = _mm_sub_epi8(not_met, two);
    not_applicable = _mm_sub_epi8(not_applicable, four);
    const __m128i decided = _mm_or_si128(one, _mm_or_si128(two, four));
    error = _mm_sub_epi8(error, _mm_andnot_si128(decided, fault));
  }
  const auto sum = [](__m128i lanes) {
    const __m128i halves = _mm_sad_epu8(lanes, _mm_setzero_si128());
    return std::int64_t{_mm_cvtsi128_si32(halves)} + _mm_cvtsi128_si32(_mm_srli_si128(halves, 8));
  };
  c = {sum(met), sum(not_met), sum(not_applicable), sum(error)};
#endif
  for (; u < n; ++u) {
    const int p = cells[u] & 7, reason = cells[u] >> 3;
    const bool decided = p == 1 || p == 2 || p == 4;
    c.met += p == 1, c.not_met += p == 2, c.not_applicable += p == 4;
    c.error += !decided && (reason == invalid || reason == conflict);
  }
  return c;
}

}  // namespace tieuchi::inline v1::detail
