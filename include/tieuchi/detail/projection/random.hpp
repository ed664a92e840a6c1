// Bodies of projection/random.hpp.
#pragma once

#include "tieuchi/projection/random.hpp"

#include <cmath>

#include "tieuchi/detail/distributions.hpp"
#include "tieuchi/detail/inline.hpp"

namespace tieuchi::inline v1 {

TIEUCHI_INLINE double RandomStream::uniform() {
  if (!half_) words_ = philox({position_++, draw_, 0xFFFFFFFFu, stream_}, key_);
  const std::size_t at = half_ ? 2 : 0;
  half_ = !half_;
  const std::uint64_t bits = std::uint64_t{words_[at]} << 32 | words_[at + 1];
  return (static_cast<double>(bits >> 11) + 0.5) * 0x1p-53;
}

TIEUCHI_INLINE double RandomStream::normal() { return detail::normal_quantile(uniform()); }

TIEUCHI_INLINE double RandomStream::gamma(double shape) {
  if (shape < 1) {
    const double u = uniform();
    return gamma(shape + 1) * std::pow(u, 1 / shape);
  }
  const double d = shape - 1.0 / 3, c = 1 / std::sqrt(9 * d);
  for (;;) {
    const double x = normal(), v = std::pow(1 + c * x, 3);
    if (v <= 0) continue;
    if (std::log(uniform()) < 0.5 * x * x + d - d * v + d * std::log(v)) return d * v;
  }
}

TIEUCHI_INLINE double RandomStream::beta(double a, double b) {
  const double x = gamma(a), y = gamma(b);
  return x / (x + y);
}

}  // namespace tieuchi::inline v1
