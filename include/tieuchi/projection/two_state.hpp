/// @file
/// The two-state chain: a criterion is gained with probability a a year and lost with probability
/// b.
///
/// p(t+1) = a + (1 − a − b) p(t). Rates over gaps of several years go through the intensity form
/// q01 = a/(a+b)·λ, q10 = b/(a+b)·λ with λ = −ln(1 − a − b), which exists for a + b < 1 only.
/// `criterion_rates` shrinks the rates of each criterion towards the pooled one: symmetric or
/// fitted beta-binomial empirical Bayes by moments (Casella 1992, doi:10.2307/2685799).
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "tieuchi/error.hpp"

namespace tieuchi::inline v1 {

/// Yearly probabilities of gain and of loss, each in [0, 1].
struct TwoState {
  double gain, loss;

  /// P(met after `years` | not met now) and P(not met after `years` | met now), years ≥ 0, for
  /// whole years also where a + b ≥ 1.
  [[nodiscard]] double gain_over(int years) const;
  [[nodiscard]] double loss_over(int years) const;
  /// P(met after `years`) from P(met now) = `now`.
  [[nodiscard]] double met_after(double now, int years) const;
  /// The share met in the long run; nothing where neither gain nor loss can happen.
  [[nodiscard]] std::optional<double> long_run() const;
};

/// The same chain in continuous time, rates per year.
struct Intensity {
  double gain, loss;
  /// Probabilities over any number of years, as of one step.
  [[nodiscard]] TwoState over(double years) const;
};

/// @throws InvalidData where a + b ≥ 1: no continuous chain has such years.
[[nodiscard]] Intensity intensity(TwoState yearly);

/// Transitions of one length counted: gains of units not met before, losses of units met before.
struct TransitionCounts {
  std::int64_t gains = 0, at_risk_of_gain = 0;
  std::int64_t losses = 0, at_risk_of_loss = 0;
  double years = 1;  ///< length of the transitions
};

/// The chain by maximum likelihood. Counts of one length give the closed form; mixed lengths are
/// solved by Fisher scoring on the log intensities to 1e-10.
/// @throws NotEnoughData if nothing was at risk of gain, or nothing of loss.
[[nodiscard]] TwoState chain_from_counts(std::span<const TransitionCounts> counts);

/// Empirical Bayes for rates x of n: the prior Beta(mean·size, (1 − mean)·size) and the posterior
/// means. `size` is infinite where the rates do not differ more than chance lets them.
struct ShrunkenRates {
  double prior_mean, prior_size;
  std::vector<double> means;
};
/// Prior fitted by moments. Rates without trials take the prior mean.
/// @throws NotEnoughData if there are no trials at all.
[[nodiscard]] ShrunkenRates shrink_rates(std::span<const std::int64_t> successes,
                                         std::span<const std::int64_t> trials);
/// Casella's symmetric prior Beta(λ, λ) for equal n: s² = n(2λ + n)/(4(2λ + 1)) with the sample
/// variance s² of the counts. @throws NotEnoughData for fewer than two rates or s² outside (n/4,
/// n²/4).
[[nodiscard]] ShrunkenRates shrink_rates_symmetric(std::span<const std::int64_t> successes,
                                                   std::int64_t trials);

}  // namespace tieuchi::inline v1

#ifndef TIEUCHI_COMPILED
#include "tieuchi/detail/projection/two_state.hpp"
#endif
