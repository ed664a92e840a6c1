// Bodies of projection/count_distribution.hpp.
#pragma once

#include "tieuchi/projection/count_distribution.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <span>
#include <string>
#include <vector>

#include "tieuchi/detail/inline.hpp"

namespace tieuchi::inline v1 {

namespace detail {

inline constexpr double smallest_kept = 1e-290;

// out[k] = Σ c[m]·in[k − m] for k in [0, n + 8], in padded by eight zeros before and after.
[[gnu::noinline]] inline void add_eight(const double* __restrict in, std::size_t n,
                                        const std::array<double, 9>& c, double* __restrict out) {
  const double c0 = c[0], c1 = c[1], c2 = c[2], c3 = c[3], c4 = c[4], c5 = c[5], c6 = c[6],
               c7 = c[7], c8 = c[8];
  for (std::size_t k = 0; k < n + 8; ++k) {
    const double* x = in + k;
    out[k] = ((c0 * x[0] + c1 * x[-1]) + (c2 * x[-2] + c3 * x[-3])) +
             ((c4 * x[-4] + c5 * x[-5]) + (c6 * x[-6] + c7 * x[-7])) + c8 * x[-8];
  }
}

inline void check_chance(double p) {
  if (!(p >= 0 && p <= 1)) {
    throw InvalidData({{.what = ProblemCode::value_out_of_range,
                        .code = "chance",
                        .found = std::to_string(p),
                        .expected = "a probability from 0 to 1"}});
  }
}

}  // namespace detail

TIEUCHI_INLINE CountDistribution count_distribution(std::span<const double> chances) {
  const std::size_t n = chances.size();
  for (double p : chances) detail::check_chance(p);
  constexpr std::size_t pad = 16;
  std::vector<double> now(n + 8 + 2 * pad, 0.0), next(n + 8 + 2 * pad, 0.0);
  now[pad] = 1;
  // The terms kept stand in [from, from + size).
  std::size_t from = 0, size = 1;
  for (std::size_t at = 0; at < n; at += 8) {
    std::array<double, 9> c{1};
    for (std::size_t i = at; i < std::min(at + 8, n); ++i) {
      for (std::size_t m = 8; m > 0; --m) c[m] = c[m] * (1 - chances[i]) + c[m - 1] * chances[i];
      c[0] *= 1 - chances[i];
    }
    detail::add_eight(now.data() + pad + from, size, c, next.data() + pad + from);
    size = std::min(size + 8, n + 1 - from);
    while (size > 1 && next[pad + from] < detail::smallest_kept) ++from, --size;
    while (size > 1 && next[pad + from + size - 1] < detail::smallest_kept) --size;
    std::fill_n(next.data() + pad + from - 8, 8, 0.0);
    std::fill_n(next.data() + pad + from + size, 8, 0.0);
    now.swap(next);
  }
  std::vector<double> law(n + 1, 0.0);
  std::copy_n(now.data() + pad + from, size, law.data() + from);
  return CountDistribution(std::move(law));
}

TIEUCHI_INLINE double CountDistribution::probability(int count) const {
  return count < 0 || count > largest() ? 0 : law_[static_cast<std::size_t>(count)];
}

TIEUCHI_INLINE double CountDistribution::at_least(int k) const {
  double sum = 0;
  for (int i = largest(); i >= std::max(k, 0); --i) sum += law_[static_cast<std::size_t>(i)];
  return std::min(sum, 1.0);
}

TIEUCHI_INLINE double CountDistribution::at_most(int k) const {
  double sum = 0;
  for (int i = 0; i <= std::min(k, largest()); ++i) sum += law_[static_cast<std::size_t>(i)];
  return std::min(sum, 1.0);
}

TIEUCHI_INLINE double CountDistribution::mean() const {
  double sum = 0;
  for (std::size_t i = 0; i < law_.size(); ++i) sum += static_cast<double>(i) * law_[i];
  return sum;
}

TIEUCHI_INLINE double CountDistribution::variance() const {
  const double m = mean();
  double sum = 0;
  for (std::size_t i = 0; i < law_.size(); ++i)
    sum += std::pow(static_cast<double>(i) - m, 2) * law_[i];
  return sum;
}

TIEUCHI_INLINE int CountDistribution::quantile(double p) const {
  double sum = 0;
  for (int i = 0; i < largest(); ++i) {
    if ((sum += law_[static_cast<std::size_t>(i)]) >= p - 1e-14) return i;
  }
  return largest();
}

TIEUCHI_INLINE CountDistribution mixture(std::span<const CountDistribution> laws) {
  if (laws.empty()) {
    throw NotEnoughData({{.what = ProblemCode::too_few_observations,
                          .code = "mixture",
                          .found = "no laws",
                          .expected = "at least one"}});
  }
  std::size_t longest = 0;
  for (const auto& l : laws) longest = std::max(longest, l.law().size());
  std::vector<double> mean(longest, 0.0);
  for (const auto& l : laws) {
    for (std::size_t i = 0; i < l.law().size(); ++i) mean[i] += l.law()[i];
  }
  for (double& m : mean) m /= static_cast<double>(laws.size());
  return CountDistribution(std::move(mean));
}

TIEUCHI_INLINE double JointCountDistribution::at_least(int i, int j) const {
  double sum = 0;
  for (int a = n_; a >= std::max(i, 0); --a) {
    for (int b = n_; b >= std::max(j, 0); --b) sum += probability(a, b);
  }
  return std::min(sum, 1.0);
}

TIEUCHI_INLINE JointCountDistribution
joint_count_distribution(std::span<const JointChance> chances) {
  const std::size_t n = chances.size(), w = n + 1;
  std::vector<double> law(w * w, 0.0);
  law[0] = 1;
  std::size_t done = 0;
  for (const auto& c : chances) {
    const double none = 1 - c.first_only - c.second_only - c.both;
    for (double p : {c.first_only, c.second_only, c.both}) detail::check_chance(p);
    detail::check_chance(none < 0 && none > -1e-12 ? 0 : none);
    ++done;
    for (std::size_t i = done + 1; i-- > 0;) {
      for (std::size_t j = done + 1; j-- > 0;) {
        double sum = std::max(none, 0.0) * law[i * w + j];
        if (i > 0) sum += c.first_only * law[(i - 1) * w + j];
        if (j > 0) sum += c.second_only * law[i * w + j - 1];
        if (i > 0 && j > 0) sum += c.both * law[(i - 1) * w + j - 1];
        law[i * w + j] = sum;
      }
    }
  }
  return {std::move(law), static_cast<int>(n)};
}

}  // namespace tieuchi::inline v1
