// Bodies of projection/simulator.hpp.
#pragma once

#include "tieuchi/projection/simulator.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <span>

#include "tieuchi/detail/inline.hpp"

#if defined(__x86_64__) && defined(__GNUC__)
#include <immintrin.h>
#define TIEUCHI_SIMULATES_IN_VECTORS 1
#endif

namespace tieuchi::inline v1 {

namespace detail {

// Decides a tie of the first byte by 24 further bits.
[[gnu::noinline]] inline std::uint8_t break_tie(std::size_t cell, const CellCounter& at,
                                                std::uint32_t rest) {
  const auto words =
      philox({static_cast<std::uint32_t>(cell), at.draw, at.year, at.stream | 0x80000000u},
             philox_key(at.seed));
  return (words[0] >> 8) < rest;
}

// Decides the cells of a bit mask from `from` on; `met` is the mask of those that were met.
inline void break_ties(std::uint8_t* states, const CellChances& chances, std::size_t from,
                       std::uint32_t ties, std::uint32_t met, const CellCounter& at) {
  for (; ties; ties &= ties - 1) {
    const auto k = static_cast<std::size_t>(std::countr_zero(ties));
    const std::uint32_t rest = chances.rest(static_cast<int>(met >> k & 1))[from + k];
    // A chance of no more than its first byte (0 above all) needs no further bits.
    if (rest) states[from + k] = break_tie(from + k, at, rest);
  }
}

inline void simulate_plain(std::uint8_t* states, const CellChances& chances, std::size_t from,
                           std::size_t to, const CellCounter& at) {
  const auto key = philox_key(at.seed);
  for (std::size_t cell = from; cell < to; cell += 16) {
    const auto words =
        philox({static_cast<std::uint32_t>(cell / 16), at.draw, at.year, at.stream}, key);
    std::uint32_t ties = 0, met = 0;
    for (std::size_t k = 0; k < 16; ++k) {
      const auto byte = static_cast<std::uint8_t>(words[k / 4] >> (8 * (k % 4)));
      const int before = states[cell + k];
      const std::uint8_t limit = chances.first(before)[cell + k];
      states[cell + k] = byte < limit;
      ties |= static_cast<std::uint32_t>(byte == limit) << k,
          met |= static_cast<std::uint32_t>(before) << k;
    }
    if (ties) break_ties(states, chances, cell, ties, met, at);
  }
}

#ifdef TIEUCHI_SIMULATES_IN_VECTORS
// Four blocks at a time with SSE2, which every x86-64 has. Lanes hold blocks in order; the
// transposed words of a block stand side by side.
[[gnu::noinline]] inline void simulate_sse2(std::uint8_t* states, const CellChances& chances,
                                            std::size_t to, const CellCounter& at) {
  const auto key = philox_key(at.seed);
  const __m128i m0 = _mm_set1_epi64x(0xD2511F53), m1 = _mm_set1_epi64x(0xCD9E8D57),
                one = _mm_set1_epi8(1);
  const __m128i low = _mm_set1_epi64x(0xFFFFFFFF), high = _mm_slli_epi64(low, 32);
  for (std::size_t cell = 0; cell < to; cell += 64) {
    __m128i c0 =
        _mm_add_epi32(_mm_set1_epi32(static_cast<int>(cell / 16)), _mm_setr_epi32(0, 1, 2, 3));
    __m128i c1 = _mm_set1_epi32(static_cast<int>(at.draw)),
            c2 = _mm_set1_epi32(static_cast<int>(at.year)),
            c3 = _mm_set1_epi32(static_cast<int>(at.stream));
    std::uint32_t k0 = key[0], k1 = key[1];
    for (int round = 0; round < 10; ++round) {
      const __m128i a_even = _mm_mul_epu32(c0, m0),
                    a_odd = _mm_mul_epu32(_mm_srli_epi64(c0, 32), m0);
      const __m128i b_even = _mm_mul_epu32(c2, m1),
                    b_odd = _mm_mul_epu32(_mm_srli_epi64(c2, 32), m1);
      const __m128i a_high = _mm_or_si128(_mm_srli_epi64(a_even, 32), _mm_and_si128(a_odd, high));
      const __m128i b_high = _mm_or_si128(_mm_srli_epi64(b_even, 32), _mm_and_si128(b_odd, high));
      c0 = _mm_xor_si128(_mm_xor_si128(b_high, c1), _mm_set1_epi32(static_cast<int>(k0)));
      c1 = _mm_or_si128(_mm_and_si128(b_even, low), _mm_slli_epi64(b_odd, 32));
      c2 = _mm_xor_si128(_mm_xor_si128(a_high, c3), _mm_set1_epi32(static_cast<int>(k1)));
      c3 = _mm_or_si128(_mm_and_si128(a_even, low), _mm_slli_epi64(a_odd, 32));
      k0 += 0x9E3779B9u, k1 += 0xBB67AE85u;
    }
    const __m128i p01 = _mm_unpacklo_epi32(c0, c1), q01 = _mm_unpackhi_epi32(c0, c1);
    const __m128i p23 = _mm_unpacklo_epi32(c2, c3), q23 = _mm_unpackhi_epi32(c2, c3);
    const __m128i bytes[4] = {_mm_unpacklo_epi64(p01, p23), _mm_unpackhi_epi64(p01, p23),
                              _mm_unpacklo_epi64(q01, q23), _mm_unpackhi_epi64(q01, q23)};
    for (std::size_t r = 0; r < 4; ++r) {
      const std::size_t from = cell + 16 * r;
      auto* const place = reinterpret_cast<__m128i*>(states + from);
      const __m128i was_met = _mm_cmpeq_epi8(_mm_loadu_si128(place), one);
      const __m128i gain =
          _mm_loadu_si128(reinterpret_cast<const __m128i*>(chances.first(0) + from));
      const __m128i keep =
          _mm_loadu_si128(reinterpret_cast<const __m128i*>(chances.first(1) + from));
      const __m128i limit =
          _mm_or_si128(_mm_and_si128(was_met, keep), _mm_andnot_si128(was_met, gain));
      const __m128i not_below = _mm_cmpeq_epi8(_mm_max_epu8(bytes[r], limit), bytes[r]);
      _mm_storeu_si128(place, _mm_andnot_si128(not_below, one));
      const auto ties =
          static_cast<std::uint32_t>(_mm_movemask_epi8(_mm_cmpeq_epi8(bytes[r], limit)));
      if (ties)
        break_ties(states, chances, from, ties,
                   static_cast<std::uint32_t>(_mm_movemask_epi8(was_met)), at);
    }
  }
}

// Eight blocks at a time. The low lanes hold even blocks and the high ones odd blocks, so that the
// transposed words of two neighbours stand side by side.
[[gnu::target("avx2"), gnu::noinline]] inline void simulate_avx2(std::uint8_t* states,
                                                                 const CellChances& chances,
                                                                 std::size_t to,
                                                                 const CellCounter& at) {
  const auto key = philox_key(at.seed);
  const __m256i m0 = _mm256_set1_epi64x(0xD2511F53), m1 = _mm256_set1_epi64x(0xCD9E8D57);
  const __m256i order = _mm256_setr_epi32(0, 2, 4, 6, 1, 3, 5, 7), one = _mm256_set1_epi8(1);
  for (std::size_t cell = 0; cell < to; cell += 128) {
    __m256i c0 = _mm256_add_epi32(_mm256_set1_epi32(static_cast<int>(cell / 16)), order);
    __m256i c1 = _mm256_set1_epi32(static_cast<int>(at.draw)),
            c2 = _mm256_set1_epi32(static_cast<int>(at.year)),
            c3 = _mm256_set1_epi32(static_cast<int>(at.stream));
    std::uint32_t k0 = key[0], k1 = key[1];
    for (int round = 0; round < 10; ++round) {
      // Products of even and of odd lanes; their halves are put back into place.
      const __m256i a_even = _mm256_mul_epu32(c0, m0),
                    a_odd = _mm256_mul_epu32(_mm256_srli_epi64(c0, 32), m0);
      const __m256i b_even = _mm256_mul_epu32(c2, m1),
                    b_odd = _mm256_mul_epu32(_mm256_srli_epi64(c2, 32), m1);
      const __m256i a_low = _mm256_blend_epi32(a_even, _mm256_slli_epi64(a_odd, 32), 0xAA);
      const __m256i a_high = _mm256_blend_epi32(_mm256_srli_epi64(a_even, 32), a_odd, 0xAA);
      const __m256i b_low = _mm256_blend_epi32(b_even, _mm256_slli_epi64(b_odd, 32), 0xAA);
      const __m256i b_high = _mm256_blend_epi32(_mm256_srli_epi64(b_even, 32), b_odd, 0xAA);
      c0 = _mm256_xor_si256(_mm256_xor_si256(b_high, c1), _mm256_set1_epi32(static_cast<int>(k0)));
      c1 = b_low;
      c2 = _mm256_xor_si256(_mm256_xor_si256(a_high, c3), _mm256_set1_epi32(static_cast<int>(k1)));
      c3 = a_low;
      k0 += 0x9E3779B9u, k1 += 0xBB67AE85u;
    }
    const __m256i p01 = _mm256_unpacklo_epi32(c0, c1), q01 = _mm256_unpackhi_epi32(c0, c1);
    const __m256i p23 = _mm256_unpacklo_epi32(c2, c3), q23 = _mm256_unpackhi_epi32(c2, c3);
    const __m256i bytes[4] = {_mm256_unpacklo_epi64(p01, p23), _mm256_unpackhi_epi64(p01, p23),
                              _mm256_unpacklo_epi64(q01, q23), _mm256_unpackhi_epi64(q01, q23)};
    for (std::size_t r = 0; r < 4; ++r) {
      auto* const place = reinterpret_cast<__m256i*>(states + cell + 32 * r);
      const __m256i before = _mm256_loadu_si256(place), was_met = _mm256_cmpeq_epi8(before, one);
      const __m256i gain =
          _mm256_loadu_si256(reinterpret_cast<const __m256i*>(chances.first(0) + cell + 32 * r));
      const __m256i keep =
          _mm256_loadu_si256(reinterpret_cast<const __m256i*>(chances.first(1) + cell + 32 * r));
      const __m256i limit = _mm256_blendv_epi8(gain, keep, was_met);
      const __m256i tie = _mm256_cmpeq_epi8(bytes[r], limit);
      const __m256i not_below = _mm256_cmpeq_epi8(_mm256_max_epu8(bytes[r], limit), bytes[r]);
      _mm256_storeu_si256(place, _mm256_andnot_si256(not_below, one));
      const auto ties = static_cast<std::uint32_t>(_mm256_movemask_epi8(tie));
      if (ties)
        break_ties(states, chances, cell + 32 * r, ties,
                   static_cast<std::uint32_t>(_mm256_movemask_epi8(was_met)), at);
    }
  }
}

#endif

}  // namespace detail

TIEUCHI_INLINE void simulate_year(std::span<std::uint8_t> states, const CellChances& chances,
                                  CellCounter at, Instructions instructions) {
#ifdef TIEUCHI_SIMULATES_IN_VECTORS
  if (instructions == Instructions::best && __builtin_cpu_supports("avx2"))
    return detail::simulate_avx2(states.data(), chances, states.size(), at);
  if (instructions != Instructions::plain)
    return detail::simulate_sse2(states.data(), chances, states.size(), at);
#endif
  static_cast<void>(instructions);
  detail::simulate_plain(states.data(), chances, 0, states.size(), at);
}

}  // namespace tieuchi::inline v1
