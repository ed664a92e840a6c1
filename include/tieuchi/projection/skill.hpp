/// @file
/// Proper scores and checks of calibration: how good were the probabilities?
///
/// Smaller is better for every score. All are averages only in the caller's hands: each function
/// scores one forecast against one outcome.
///
/// Sources: Gneiting & Raftery 2007, doi:10.1198/016214506000001437 (proper scores); Czado,
/// Gneiting & Held 2009, doi:10.1111/j.1541-0420.2009.01191.x (PIT for counts).
#pragma once

#include <span>
#include <vector>

#include "tieuchi/error.hpp"

namespace tieuchi::inline v1 {

/// Brier's score (p − y)², in [0, 1].
[[nodiscard]] inline double brier(double probability, bool outcome) {
  const double miss = probability - (outcome ? 1 : 0);
  return miss * miss;
}

/// −ln of the probability given to what happened. Probabilities are kept 1e-12 away from 0 and 1,
/// so that one certain error costs 27.6 and not infinity.
[[nodiscard]] double log_score(double probability, bool outcome);

/// Ranked probability score of a count: Σ_k (F(k) − 1{y ≤ k})². `law` is the probability of
/// 0, 1, …, n; `outcome` lies in [0, n].
[[nodiscard]] double ranked_probability_score(std::span<const double> law, int outcome);

/// Continuous ranked probability score of N(mean, sd²), in the units of the value. sd ≥ 0.
[[nodiscard]] double crps_normal(double mean, double sd, double outcome);

/// CRPS of equally likely draws, by the fair estimator (no bias from their number; Ferro 2014,
/// doi:10.1002/qj.2270). O(n log n). @throws NotEnoughData for fewer than two draws.
[[nodiscard]] double crps_draws(std::vector<double> draws, double outcome);

/// The probability integral transform of a count as an interval [F(y − 1), F(y)]: nothing is
/// randomised.
[[nodiscard]] std::pair<double, double> pit_interval(std::span<const double> law, int outcome);

/// Histogram of such intervals: each spreads its mass evenly over its length. Sums to 1; flat where
/// the forecasts are calibrated. @throws NotEnoughData without intervals.
[[nodiscard]] std::vector<double> pit_histogram(
    std::span<const std::pair<double, double>> intervals, int bins = 10);

/// 1 − score/reference: 0 is as good as the reference, 1 is perfect. 0 where both are 0.
[[nodiscard]] inline double skill(double score, double reference) {
  return reference == 0 ? (score == 0 ? 0.0 : -1.0) : 1 - score / reference;
}

/// The central interval [low, high] of a law of counts that holds at least `level`.
[[nodiscard]] std::pair<int, int> central_interval(std::span<const double> law, double level);

/// A quantile of draws, linear between order statistics (Hyndman & Fan's type 7).
/// @throws NotEnoughData without draws.
[[nodiscard]] double quantile(std::vector<double> draws, double probability);

/// Probabilities in bins against what happened: the points of a reliability diagram.
struct ReliabilityBin {
  double mean_probability = 0;
  double frequency = 0;
  std::size_t n = 0;
};
[[nodiscard]] std::vector<ReliabilityBin> reliability(std::span<const double> probabilities,
                                                      std::span<const std::uint8_t> outcomes,
                                                      int bins = 10);

/// logit p' = intercept + slope · logit p, by maximum likelihood: what makes past probabilities
/// honest. Slope 1 and intercept 0 change nothing.
struct Recalibration {
  double intercept = 0, slope = 1;
  double operator()(double probability) const;
};
/// @throws NotEnoughData where outcomes are all alike or there are fewer than ten.
[[nodiscard]] Recalibration recalibrate(std::span<const double> probabilities,
                                        std::span<const std::uint8_t> outcomes);

}  // namespace tieuchi::inline v1

#ifndef TIEUCHI_COMPILED
#include "tieuchi/detail/projection/skill.hpp"
#endif
