/// @file
/// Random numbers that depend on a counter, not on history: Philox4x32-10.
///
/// The number for (seed, stream, draw, position) is the same whatever is drawn before or beside it:
/// any number of threads, any chunking, any scenario. Source: Salmon, Moraes, Dror & Shaw 2011,
/// doi:10.1145/2063384.2063405; the known answers of that paper are tests.
#pragma once

#include <array>
#include <cstdint>

namespace tieuchi::inline v1 {

/// Four random words of a counter and a key. A bijection of the counter for each key.
[[nodiscard]] constexpr std::array<std::uint32_t, 4> philox(std::array<std::uint32_t, 4> counter,
                                                            std::array<std::uint32_t, 2> key) {
  for (int round = 0; round < 10; ++round) {
    const std::uint64_t a = std::uint64_t{0xD2511F53u} * counter[0],
                        b = std::uint64_t{0xCD9E8D57u} * counter[2];
    counter = {
        static_cast<std::uint32_t>(b >> 32) ^ counter[1] ^ key[0], static_cast<std::uint32_t>(b),
        static_cast<std::uint32_t>(a >> 32) ^ counter[3] ^ key[1], static_cast<std::uint32_t>(a)};
    key = {key[0] + 0x9E3779B9u, key[1] + 0xBB67AE85u};
  }
  return counter;
}

/// The two key words of a seed.
[[nodiscard]] constexpr std::array<std::uint32_t, 2> philox_key(std::uint64_t seed) {
  return {static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32)};
}

/// A sequence of numbers of one (seed, draw, stream), made on demand. Copies go on alike.
class RandomStream {
 public:
  RandomStream(std::uint64_t seed, std::uint32_t draw, std::uint32_t stream)
      : key_(philox_key(seed)), draw_(draw), stream_(stream) {}

  /// In the open interval (0, 1), 53 bits.
  double uniform();
  /// Standard normal, by the quantile function: one uniform each.
  double normal();
  /// Gamma of a shape above 0 and scale 1 (Marsaglia & Tsang 2000, doi:10.1145/358407.358414).
  double gamma(double shape);
  /// χ² with `df` > 0 degrees of freedom.
  double chi_squared(double df) { return 2 * gamma(df / 2); }
  /// Beta(a, b), a and b above 0.
  double beta(double a, double b);

 private:
  std::array<std::uint32_t, 2> key_;
  std::uint32_t draw_, stream_, position_ = 0;
  std::array<std::uint32_t, 4> words_{};
  bool half_ = false;
};

}  // namespace tieuchi::inline v1

#ifndef TIEUCHI_COMPILED
#include "tieuchi/detail/projection/random.hpp"
#endif
