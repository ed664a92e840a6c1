/// @file
/// The exact law of a count of independent events: how many of n communes, each with its own chance.
///
/// Plain dynamic programming, eight chances at a time. Every term is a sum of positive numbers, so
/// each probability and each tail is right to about n·1e-16 *relative*, down to 1e-280; terms below
/// 1e-290 are taken as 0. Methods over Fourier transforms lose everything below 1e-13. The law of
/// n = 10,000 takes about 5 ms.
///
/// Source: Hong 2013, doi:10.1016/j.csda.2012.10.006; Biscarri, Zhao & Brunner 2018,
/// doi:10.1016/j.csda.2018.01.007.
///
/// @code
/// const std::vector<double> chances{0.1, 0.2, 0.3};
/// count_distribution(chances).probability(0);   // 0.504
/// @endcode
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <span>
#include <string>
#include <vector>

#include "tieuchi/error.hpp"

namespace tieuchi::inline v1 {

/// A law on 0, 1, …, n. Sums to 1.
class CountDistribution {
 public:
  /// From probabilities of 0, 1, …: taken as they are.
  explicit CountDistribution(std::vector<double> law) : law_(std::move(law)) {}

  /// Probabilities of 0, 1, …, n, [n + 1].
  std::span<const double> law() const { return law_; }
  int largest() const { return static_cast<int>(law_.size()) - 1; }
  double probability(int count) const;
  /// P(count ≥ k) and P(count ≤ k), each summed from its own far end.
  double at_least(int k) const;
  double at_most(int k) const;
  double mean() const;
  double variance() const;
  /// The smallest k with P(count ≤ k) ≥ p.
  int quantile(double p) const;

 private:
  std::vector<double> law_;
};

/// The law of the number of events. @throws InvalidData where a chance is not in [0, 1].
CountDistribution count_distribution(std::span<const double> chances);

/// The weighted mean of laws, as of draws of parameters; the longest one gives the range.
/// @throws NotEnoughData without laws.
CountDistribution mixture(std::span<const CountDistribution> laws);

/// The joint law of two counts of the same independent trials: each trial adds to the first, to the
/// second, to both or to neither. `law[i * (n + 1) + j]` is P(first = i, second = j).
struct JointChance { double first_only, second_only, both; };
class JointCountDistribution {
 public:
  JointCountDistribution(std::vector<double> law, int n) : law_(std::move(law)), n_(n) {}
  double probability(int first, int second) const {
    if (first < 0 || second < 0 || first > n_ || second > n_) return 0;
    return law_[static_cast<std::size_t>(first) * static_cast<std::size_t>(n_ + 1) + static_cast<std::size_t>(second)];
  }
  /// P(first ≥ i and second ≥ j).
  double at_least(int i, int j) const;

 private:
  std::vector<double> law_;
  int n_;
};
/// O(n³). @throws InvalidData where chances are negative or sum above 1.
JointCountDistribution joint_count_distribution(std::span<const JointChance> chances);

// ------------------------------------------------------------------------------------------------

namespace detail {

inline constexpr double smallest_kept = 1e-290;

// out[k] = Σ c[m]·in[k − m] for k in [0, n + 8], in padded by eight zeros before and after.
[[gnu::noinline]] inline void add_eight(const double* __restrict in, std::size_t n, const std::array<double, 9>& c,
                                        double* __restrict out) {
  const double c0 = c[0], c1 = c[1], c2 = c[2], c3 = c[3], c4 = c[4], c5 = c[5], c6 = c[6], c7 = c[7], c8 = c[8];
  for (std::size_t k = 0; k < n + 8; ++k) {
    const double* x = in + k;
    out[k] = ((c0 * x[0] + c1 * x[-1]) + (c2 * x[-2] + c3 * x[-3])) +
             ((c4 * x[-4] + c5 * x[-5]) + (c6 * x[-6] + c7 * x[-7])) + c8 * x[-8];
  }
}

inline void check_chance(double p) {
  if (!(p >= 0 && p <= 1)) {
    throw InvalidData({{.what = ProblemCode::value_out_of_range, .code = "chance", .found = std::to_string(p),
                        .expected = "a probability from 0 to 1"}});
  }
}

}  // namespace detail

inline CountDistribution count_distribution(std::span<const double> chances) {
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

inline double CountDistribution::probability(int count) const {
  return count < 0 || count > largest() ? 0 : law_[static_cast<std::size_t>(count)];
}
inline double CountDistribution::at_least(int k) const {
  double sum = 0;
  for (int i = largest(); i >= std::max(k, 0); --i) sum += law_[static_cast<std::size_t>(i)];
  return std::min(sum, 1.0);
}
inline double CountDistribution::at_most(int k) const {
  double sum = 0;
  for (int i = 0; i <= std::min(k, largest()); ++i) sum += law_[static_cast<std::size_t>(i)];
  return std::min(sum, 1.0);
}
inline double CountDistribution::mean() const {
  double sum = 0;
  for (std::size_t i = 0; i < law_.size(); ++i) sum += static_cast<double>(i) * law_[i];
  return sum;
}
inline double CountDistribution::variance() const {
  const double m = mean();
  double sum = 0;
  for (std::size_t i = 0; i < law_.size(); ++i) sum += std::pow(static_cast<double>(i) - m, 2) * law_[i];
  return sum;
}
inline int CountDistribution::quantile(double p) const {
  double sum = 0;
  for (int i = 0; i < largest(); ++i) {
    if ((sum += law_[static_cast<std::size_t>(i)]) >= p - 1e-14) return i;
  }
  return largest();
}

inline CountDistribution mixture(std::span<const CountDistribution> laws) {
  if (laws.empty()) {
    throw NotEnoughData({{.what = ProblemCode::too_few_observations, .code = "mixture", .found = "no laws",
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

inline double JointCountDistribution::at_least(int i, int j) const {
  double sum = 0;
  for (int a = n_; a >= std::max(i, 0); --a) {
    for (int b = n_; b >= std::max(j, 0); --b) sum += probability(a, b);
  }
  return std::min(sum, 1.0);
}

inline JointCountDistribution joint_count_distribution(std::span<const JointChance> chances) {
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
