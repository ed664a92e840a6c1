/// @file
/// Trends of percentages and means: what a few yearly values say about the next ones.
///
/// Values between 0 and `ceiling` are straight on the logit scale; the drift of each unit is shrunk
/// to the common one and damped: h years ahead it counts (1 − φ^h)/(−ln φ) times. Intervals of
/// single series use Student's t with the degrees of freedom that the drift leaves (the normal
/// quantile covers 80 % where it says 90 % on five points).
///
/// The default φ = 0.8 comes from one series (the nation's mean criteria, 2011–2019: mean absolute
/// error 0.23 criteria, against 1.89 for a clipped straight line): a prior, not a proof.
#pragma once

#include <limits>
#include <span>
#include <vector>

#include "tieuchi/projection/progress.hpp"

namespace tieuchi::inline v1 {

/// A forecast on some scale: location and scale of a t law; infinite `df` is the normal.
struct Forecast {
  double location, scale;
  double df = std::numeric_limits<double>::infinity();
  double ceiling = 0;  ///< above 0: the law is that of the logit of value/ceiling
  double epsilon = 0;  ///< logit((x + ε)/(1 + 2ε)) of x = value/ceiling

  [[nodiscard]] double median() const { return value(location); }
  /// The central interval that holds `level`, in the units of the series.
  [[nodiscard]] std::pair<double, double> interval(double level) const;
  /// P(value ≥ threshold), in the units of the series.
  [[nodiscard]] double at_least(double threshold) const;
  [[nodiscard]] double at_most(double threshold) const { return 1 - at_least(threshold); }
  /// The value at quantile `p`.
  [[nodiscard]] double quantile(double p) const;

 private:
  [[nodiscard]] double value(double x) const;
};

/// Random walk with drift, yearly values. df = n − 2.
/// @throws NotEnoughData for fewer than three values.
[[nodiscard]] Forecast random_walk_with_drift(std::span<const YearValue> series, int years_ahead);
/// Straight line. df = n − 2. @throws NotEnoughData for fewer than three values.
[[nodiscard]] Forecast straight_line(std::span<const YearValue> series, double year);
/// Straight line on the logit of value/ceiling. @throws InvalidData for a value outside (0,
/// ceiling).
[[nodiscard]] Forecast logit_line(std::span<const YearValue> series, double year, double ceiling);

/// The factor of a damped drift `years` ahead: (1 − φ^h)/(−ln φ), and h for φ = 1.
[[nodiscard]] double damped_years(double damping, double years);

/// How a damped logit trend is fitted.
struct TrendOptions {
  double ceiling = 100;          ///< largest value there can be
  double epsilon = 0.005;        ///< logit((x + ε)/(1 + 2ε)) keeps 0 and `ceiling` finite
  double damping = 0.8;          ///< φ in (0, 1]
  double prior_drift = 0;        ///< common drift where a single unit says nothing, on the logit
  double prior_drift_sd = 0.28;  ///< its spread over units where too few are there to tell
  double prior_noise_sd = 0.15;  ///< yearly shocks of the level where too few are there to tell
};

/// A damped logit trend with shrunken drift for many units: local level, unit drift, common drift,
/// measurement noise. Variances by moments of first differences; levels and drifts by the Kalman
/// filter. Values are finite in [0, ceiling]; gaps between years may differ.
class DampedTrend {
 public:
  /// One series a unit, at least one value each.
  /// @throws InvalidData naming the unit's position, for values outside [0, ceiling] or years out
  /// of order; NotEnoughData where no unit has two values and no prior drift was given.
  DampedTrend(std::span<const std::vector<YearValue>> units, TrendOptions options = {});

  [[nodiscard]] std::size_t size() const { return level_.size(); }
  [[nodiscard]] double common_drift() const { return common_drift_; }
  [[nodiscard]] double drift_sd() const { return drift_sd_; }
  [[nodiscard]] double level_noise_sd() const { return level_sd_; }
  [[nodiscard]] double measurement_sd() const { return measure_sd_; }
  /// Posterior drift of a unit a year, on the logit.
  [[nodiscard]] double drift(std::size_t unit) const { return drift_[unit]; }
  /// The forecast of a unit's true value `years` after its last observation, years > 0.
  [[nodiscard]] Forecast forecast(std::size_t unit, double years) const;

 private:
  TrendOptions options_;
  std::vector<double> level_, drift_, p00_, p01_, p11_;
  double common_drift_ = 0, common_drift_se_ = 0, drift_sd_ = 0, level_sd_ = 0, measure_sd_ = 0;
};

/// One condition on a forecast value: at least (or at most) a threshold.
struct Condition {
  Forecast forecast;
  double threshold;
  bool at_least = true;
};

/// P(all conditions hold), under the same draws. `correlation` in [0, 1] is what the indicators of
/// a unit share; 0 multiplies the chances exactly, without draws.
[[nodiscard]] double chance_of_all(std::span<const Condition> conditions, double correlation = 0,
                                   int draws = 4000, std::uint64_t seed = 1);

/// The probability that a value measured with a normal sampling error meets a threshold: a sample
/// gives no verdict. `standard_error` ≥ 0; 0 gives 0 or 1.
[[nodiscard]] double probability_of_meeting(double value, double standard_error, double threshold,
                                            bool at_least = true);

}  // namespace tieuchi::inline v1

#ifndef TIEUCHI_COMPILED
#include "tieuchi/detail/projection/trend.hpp"
#endif
