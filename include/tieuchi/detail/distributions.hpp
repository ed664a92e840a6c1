// Distributions that the standard library lacks: normal, Student's t. Accurate to 1e-13 relative in
// the body and in both tails; formulas are those of the NIST Digital Library of Mathematical
// Functions (DLMF) and of its forerunner, Abramowitz & Stegun 1964, which is in the public domain.
#pragma once

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <limits>
#include <numbers>

namespace tieuchi::inline v1::detail {

inline double normal_cdf(double x) { return 0.5 * std::erfc(-x * std::numbers::sqrt2 / 2); }
inline double normal_density(double x) {
  return std::exp(-0.5 * x * x) * std::numbers::inv_sqrtpi / std::numbers::sqrt2;
}

// A start within 4.5e-4: in the middle the Padé approximant [3/3] of the series DLMF 7.17.2, in the
// tails Abramowitz & Stegun 26.2.23. From there one step of the Taylor series of the quantile,
// where x′ = 1/φ(x) and therefore x″ = x x′²; it leaves 1e-16.
inline double normal_quantile(double p) {
  if (p <= 0) return -std::numeric_limits<double>::infinity();
  if (p >= 1) return std::numeric_limits<double>::infinity();
  const double tail = std::min(p, 1 - p), q = 0.5 - tail;
  double x, off;
  if (q < 0.425) {
    const double u = std::numbers::pi * q * q;
    x = q * std::numbers::sqrt2 / std::numbers::inv_sqrtpi *
        (1 - u * (1.654457847 - u * (0.667152773 - u * 0.040019696))) /
        (1 - u * (1.987791180 - u * (1.096416499 - u * 0.143261222)));
    off = q - 0.5 * std::erf(x * std::numbers::sqrt2 / 2);
  } else {
    const double s = std::sqrt(-2 * std::log(tail));
    x = s - (2.515517 + s * (0.802853 + s * 0.010328)) /
                (1 + s * (1.432788 + s * (0.189269 + s * 0.001308)));
    off = normal_cdf(-x) - tail;
  }
  const double h = off / normal_density(x), xx = x * x;
  const double fifth = h * ((24 * xx + 46) * xx + 7) / 120, fourth = x * (6 * xx + 7) / 24;
  x += h * (1 + h * (x / 2 + h * ((2 * xx + 1) / 6 + h * (fourth + fifth))));
  return p < 0.5 ? -x : x;
}

// Γ(a + ½) / Γ(a): the expansion in 1/(a − ¼)² (DLMF 5.11.14) where a is large, reached by
// Γ(z + 1) = z Γ(z). A difference of lgamma would lose digits as a grows.
inline double half_step_of_gamma(double a) {
  double shift = 1;
  while (a < 12) shift *= a / (a + 0.5), a += 1;
  const double w = a - 0.25, v = 1 / (w * w);
  const double series =
      1 + v * (1.0 / 64 +
               v * (-19.0 / 8192 + v * (631.0 / 524288 + v * (-174317.0 / 134217728 +
                                                              v * (20491783.0 / 8589934592.0)))));
  return shift * std::sqrt(w) * series;
}

// The continued fraction of the incomplete beta function, DLMF 8.17.22, by the forward series of
// DLMF 3.10(iii): Iₓ(a, b) = xᵃ (1 − x)ᵇ / (a B(a, b)) times it, for x < (a + 1)/(a + b + 2).
inline double beta_fraction(double a, double b, double x) {
  double sum = 1, change = 1, d = 1;
  for (int m = 0; m < 5000; ++m) {
    const double even = a + 2 * m;
    // The partial numerators d₂ₘ₊₁ and d₂ₘ₊₂; every partial denominator is 1.
    for (const double term : {-(a + m) * (a + b + m) * x / (even * (even + 1)),
                              (m + 1) * (b - m - 1) * x / ((even + 1) * (even + 2))}) {
      d = 1 / (1 + term * d);
      change *= d - 1;
      sum += change;
    }
    if (std::abs(change) < 1e-17 * std::abs(sum)) break;
  }
  return sum;
}

inline double student_density(double t, double df) {
  return half_step_of_gamma(df / 2) / std::sqrt(df * std::numbers::pi) *
         std::exp(-0.5 * (df + 1) * std::log1p(t * t / df));
}

// P(T > t), t ≥ 0: half of I of x = df/(df + t²), or of its complement where that converges faster.
inline double student_tail(double t, double df) {
  const double a = df / 2, whole = df + t * t, x = df / whole, y = t * t / whole;
  // xᵃ y^½ / B(a, ½), the factor of both.
  const double front = half_step_of_gamma(a) * std::numbers::inv_sqrtpi * std::sqrt(y) *
                       std::exp(-a * std::log1p(t * t / df));
  if (x < (a + 1) / (a + 2.5)) return 0.5 * front / a * beta_fraction(a, 0.5, x);
  return 0.5 - front * beta_fraction(0.5, a, y);
}

inline double student_cdf(double t, double df) {
  return t > 0 ? 1 - student_tail(t, df) : student_tail(-t, df);
}

// Newton's method between two bounds, on the logarithm of the tail, which is nearly straight.
inline double student_quantile(double p, double df) {
  if (p == 0.5) return 0;
  const double tail = std::min(p, 1 - p);
  if (tail <= 0)
    return p < 0.5 ? -std::numeric_limits<double>::infinity()
                   : std::numeric_limits<double>::infinity();
  double low = 0, high = 2;
  while (student_tail(high, df) > tail) low = high, high *= 2;
  double t = std::clamp(std::abs(normal_quantile(tail)), low, high);
  for (int i = 0; i < 200; ++i) {
    const double there = student_tail(t, df);
    (there > tail ? low : high) = t;
    const double move = there * std::log(there / tail) / student_density(t, df);
    t += move;
    if (std::abs(move) <= 1e-8 * t) break;  // the digits double at each step
    if (!(t > low && t < high)) t = 0.5 * (low + high);
  }
  return p > 0.5 ? t : -t;
}

inline double logistic(double x) { return 1 / (1 + std::exp(-x)); }
inline double logit(double p) { return std::log(p / (1 - p)); }

}  // namespace tieuchi::inline v1::detail
