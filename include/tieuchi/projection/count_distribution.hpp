/// @file
/// The exact law of a count of independent events: how many of n communes, each with its own
/// chance.
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

#include <span>
#include <vector>

#include "tieuchi/error.hpp"

namespace tieuchi::inline v1 {

/// A law on 0, 1, …, n. Sums to 1.
class CountDistribution {
 public:
  /// From probabilities of 0, 1, …: taken as they are.
  explicit CountDistribution(std::vector<double> law) : law_(std::move(law)) {}

  /// Probabilities of 0, 1, …, n, [n + 1].
  [[nodiscard]] std::span<const double> law() const { return law_; }
  [[nodiscard]] int largest() const { return static_cast<int>(law_.size()) - 1; }
  [[nodiscard]] double probability(int count) const;
  /// P(count ≥ k) and P(count ≤ k), each summed from its own far end.
  [[nodiscard]] double at_least(int k) const;
  [[nodiscard]] double at_most(int k) const;
  [[nodiscard]] double mean() const;
  [[nodiscard]] double variance() const;
  /// The smallest k with P(count ≤ k) ≥ p.
  [[nodiscard]] int quantile(double p) const;

 private:
  std::vector<double> law_;
};

/// The law of the number of events. @throws InvalidData where a chance is not in [0, 1].
[[nodiscard]] CountDistribution count_distribution(std::span<const double> chances);

/// The weighted mean of laws, as of draws of parameters; the longest one gives the range.
/// @throws NotEnoughData without laws.
[[nodiscard]] CountDistribution mixture(std::span<const CountDistribution> laws);

/// The joint law of two counts of the same independent trials: each trial adds to the first, to the
/// second, to both or to neither. `law[i * (n + 1) + j]` is P(first = i, second = j).
struct JointChance {
  double first_only, second_only, both;
};
class JointCountDistribution {
 public:
  JointCountDistribution(std::vector<double> law, int n) : law_(std::move(law)), n_(n) {}
  [[nodiscard]] double probability(int first, int second) const {
    if (first < 0 || second < 0 || first > n_ || second > n_) return 0;
    return law_[static_cast<std::size_t>(first) * static_cast<std::size_t>(n_ + 1) +
                static_cast<std::size_t>(second)];
  }
  /// P(first ≥ i and second ≥ j).
  [[nodiscard]] double at_least(int i, int j) const;

 private:
  std::vector<double> law_;
  int n_;
};
/// O(n³). @throws InvalidData where chances are negative or sum above 1.
[[nodiscard]] JointCountDistribution joint_count_distribution(std::span<const JointChance> chances);

}  // namespace tieuchi::inline v1

#ifndef TIEUCHI_COMPILED
#include "tieuchi/detail/projection/count_distribution.hpp"
#endif
