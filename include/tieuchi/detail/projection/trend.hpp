// Bodies of projection/trend.hpp.
#pragma once

#include "tieuchi/projection/trend.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <span>
#include <string>
#include <vector>

#include "tieuchi/detail/distributions.hpp"
#include "tieuchi/detail/inline.hpp"
#include "tieuchi/detail/projection/series.hpp"
#include "tieuchi/projection/random.hpp"

namespace tieuchi::inline v1 {

TIEUCHI_INLINE double Forecast::value(double x) const {
  if (ceiling <= 0) return x;
  return ceiling * std::clamp(detail::logistic(x) * (1 + 2 * epsilon) - epsilon, 0.0, 1.0);
}

TIEUCHI_INLINE double Forecast::quantile(double p) const {
  if (scale == 0) return value(location);
  const double z = std::isinf(df) ? detail::normal_quantile(p) : detail::student_quantile(p, df);
  return value(location + scale * z);
}

TIEUCHI_INLINE std::pair<double, double> Forecast::interval(double level) const {
  return {quantile((1 - level) / 2), quantile((1 + level) / 2)};
}

TIEUCHI_INLINE double Forecast::at_least(double threshold) const {
  double x = threshold;
  if (ceiling > 0) {
    const double share = (threshold / ceiling + epsilon) / (1 + 2 * epsilon);
    if (threshold <= 0) return 1;
    if (share >= 1 || threshold > ceiling) return 0;
    x = detail::logit(share);
  }
  if (scale == 0) return location >= x ? 1 : 0;
  const double z = (location - x) / scale;
  return std::isinf(df) ? detail::normal_cdf(z) : detail::student_cdf(z, df);
}

namespace detail {

inline void need_three(std::span<const YearValue> series) {
  check_series(series, 1);
  if (series.size() < 3) {
    throw NotEnoughData({{.what = ProblemCode::too_few_dates,
                          .code = "series",
                          .found = std::to_string(series.size()) + " dates",
                          .expected = "at least 3"}});
  }
}

}  // namespace detail

TIEUCHI_INLINE Forecast random_walk_with_drift(std::span<const YearValue> series, int years_ahead) {
  detail::need_three(series);
  const auto steps = static_cast<double>(series.size() - 1);
  const double drift = (series.back().value - series.front().value) / steps, h = years_ahead;
  double squares = 0;
  for (std::size_t i = 1; i < series.size(); ++i) {
    squares += std::pow(series[i].value - series[i - 1].value - drift, 2);
  }
  const double sd = std::sqrt(squares / (steps - 1));
  return {series.back().value + h * drift, sd * std::sqrt(h * (1 + h / steps)), steps - 1};
}

TIEUCHI_INLINE Forecast straight_line(std::span<const YearValue> series, double year) {
  detail::need_three(series);
  const auto line = detail::fit_line(series);
  const double n = static_cast<double>(line.n), off = year - line.mean_year;
  return {line.at(year), line.residual_sd * std::sqrt(1 + 1 / n + off * off / line.sum_squares),
          n - 2};
}

TIEUCHI_INLINE Forecast logit_line(std::span<const YearValue> series, double year, double ceiling) {
  std::vector<YearValue> logits(series.begin(), series.end());
  for (auto& p : logits) {
    detail::need(p.value > 0 && p.value < ceiling, "logit_line", p.value,
                 "values between 0 and the ceiling");
    p.value = detail::logit(p.value / ceiling);
  }
  Forecast f = straight_line(logits, year);
  f.ceiling = ceiling;
  return f;
}

TIEUCHI_INLINE double damped_years(double damping, double years) {
  return damping == 1 ? years : (1 - std::pow(damping, years)) / -std::log(damping);
}

TIEUCHI_INLINE DampedTrend::DampedTrend(std::span<const std::vector<YearValue>> units,
                                        TrendOptions options)
    : options_(options) {
  detail::need(options.ceiling > 0, "ceiling", options.ceiling, "above 0");
  detail::need(options.damping > 0 && options.damping <= 1, "damping", options.damping,
               "above 0, up to 1");
  Problems problems;
  std::vector<std::vector<YearValue>> z(units.begin(), units.end());
  for (std::size_t u = 0; u < z.size(); ++u) {
    if (z[u].empty()) {
      problems.add({.what = ProblemCode::too_few_observations,
                    .code = std::to_string(u),
                    .found = "no value",
                    .expected = "at least one"});
    }
    for (std::size_t i = 0; i < z[u].size(); ++i) {
      auto& p = z[u][i];
      if (!(p.value >= 0 && p.value <= options.ceiling)) {
        problems.add({.what = ProblemCode::value_out_of_range,
                      .code = std::to_string(u),
                      .found = std::to_string(p.value),
                      .expected = "from 0 to " + std::to_string(options.ceiling)});
      }
      if (i > 0 && !(p.year > z[u][i - 1].year)) {
        problems.add({.what = ProblemCode::dates_out_of_order,
                      .code = std::to_string(u),
                      .found = std::to_string(p.year),
                      .expected = "years that rise"});
      }
      const double x = p.value / options.ceiling;
      p.value = detail::logit((x + options.epsilon) / (1 + 2 * options.epsilon));
    }
  }
  problems.raise<InvalidData>();

  // Moments of first differences a year: d = drift + shock + e(t) − e(t−1), so that the covariance
  // of neighbours is −Var(e), and the spread of unit means less their noise is Var(drift).
  std::vector<double> means, weights;
  double within = 0, within_df = 0, neighbours = 0, pairs = 0;
  for (const auto& s : z) {
    if (s.size() < 2) continue;
    const double mean = (s.back().value - s.front().value) / (s.back().year - s.front().year);
    means.push_back(mean), weights.push_back(static_cast<double>(s.size() - 1));
    std::vector<double> off;
    for (std::size_t i = 1; i < s.size(); ++i) {
      const double gap = s[i].year - s[i - 1].year;
      off.push_back((s[i].value - s[i - 1].value - mean * gap) / std::sqrt(gap));
    }
    for (double x : off) within += x * x;
    within_df += static_cast<double>(off.size() - 1);
    for (std::size_t i = 1; i < off.size(); ++i) neighbours += off[i] * off[i - 1], ++pairs;
  }
  const double total = std::accumulate(weights.begin(), weights.end(), 0.0);
  const double variance =
      within_df >= 3 ? within / within_df : options.prior_noise_sd * options.prior_noise_sd;
  const double measure =
      pairs >= 10 ? std::clamp(-neighbours / pairs, 0.0, 0.45 * variance) : 0.25 * variance;
  measure_sd_ = std::sqrt(measure);
  level_sd_ = std::sqrt(std::max(variance - 2 * measure, 0.05 * variance));
  common_drift_ = options.prior_drift;
  drift_sd_ = options.prior_drift_sd;
  common_drift_se_ = options.prior_drift_sd;
  if (means.size() >= 2) {
    common_drift_ = 0;
    for (std::size_t i = 0; i < means.size(); ++i) common_drift_ += weights[i] / total * means[i];
    double spread = 0, noise = 0;
    for (std::size_t i = 0; i < means.size(); ++i) {
      spread += std::pow(means[i] - common_drift_, 2) / static_cast<double>(means.size() - 1);
      noise += (level_sd_ * level_sd_ / weights[i] + 2 * measure / (weights[i] * weights[i])) /
               static_cast<double>(means.size());
    }
    if (means.size() >= 5) drift_sd_ = std::sqrt(std::max(spread - noise, 1e-6));
    common_drift_se_ = std::sqrt(std::max(spread, 1e-6) / static_cast<double>(means.size()));
  }
  const double tau2 = drift_sd_ * drift_sd_ + common_drift_se_ * common_drift_se_;
  for (const auto& s : z) {
    double l = s.front().value, d = common_drift_, a = measure, b = 0, c = tau2;
    for (std::size_t i = 1; i < s.size(); ++i) {
      const double gap = s[i].year - s[i - 1].year;
      l += gap * d;
      a += 2 * gap * b + gap * gap * c + gap * level_sd_ * level_sd_, b += gap * c;
      const double f = a + measure, k0 = a / f, k1 = b / f, e = s[i].value - l;
      l += k0 * e, d += k1 * e;
      c -= k1 * b, b -= k0 * b, a -= k0 * a;
    }
    level_.push_back(l), drift_.push_back(d), p00_.push_back(a), p01_.push_back(b),
        p11_.push_back(std::max(c, 0.0));
  }
}

TIEUCHI_INLINE Forecast DampedTrend::forecast(std::size_t unit, double years) const {
  const double g = damped_years(options_.damping, years);
  const double variance =
      p00_[unit] + 2 * g * p01_[unit] + g * g * p11_[unit] + years * level_sd_ * level_sd_;
  return {level_[unit] + g * drift_[unit], std::sqrt(std::max(variance, 0.0)),
          std::numeric_limits<double>::infinity(), options_.ceiling, options_.epsilon};
}

TIEUCHI_INLINE double chance_of_all(std::span<const Condition> conditions, double correlation,
                                    int draws, std::uint64_t seed) {
  double product = 1;
  for (const auto& c : conditions) {
    const double p = c.forecast.at_least(c.threshold);
    product *= c.at_least ? p : 1 - p;
  }
  if (correlation <= 0 || conditions.size() < 2) return product;
  int held = 0;
  for (int s = 0; s < draws; ++s) {
    RandomStream random(seed, static_cast<std::uint32_t>(s), 1);
    const double shared = random.normal();
    bool all = true;
    for (const auto& c : conditions) {
      const double z =
          std::sqrt(correlation) * shared + std::sqrt(1 - correlation) * random.normal();
      const double value = c.forecast.quantile(detail::normal_cdf(z));
      all = all && (c.at_least ? value >= c.threshold : value <= c.threshold);
    }
    held += all;
  }
  return static_cast<double>(held) / draws;
}

TIEUCHI_INLINE double probability_of_meeting(double value, double standard_error, double threshold,
                                             bool at_least) {
  const double p = Forecast{value, standard_error}.at_least(threshold);
  if (at_least) return p;
  return standard_error == 0 ? (value <= threshold ? 1 : 0) : 1 - p;
}

}  // namespace tieuchi::inline v1
