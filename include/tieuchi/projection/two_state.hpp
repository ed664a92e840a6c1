/// @file
/// The two-state chain: a criterion is gained with probability a a year and lost with probability b.
///
/// p(t+1) = a + (1 − a − b) p(t). Rates over gaps of several years go through the intensity form
/// q01 = a/(a+b)·λ, q10 = b/(a+b)·λ with λ = −ln(1 − a − b), which exists for a + b < 1 only.
/// `criterion_rates` shrinks the rates of each criterion towards the pooled one: symmetric or fitted
/// beta-binomial empirical Bayes by moments (Casella 1992, doi:10.2307/2685799).
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "tieuchi/error.hpp"

namespace tieuchi::inline v1 {

/// Yearly probabilities of gain and of loss, each in [0, 1].
struct TwoState {
  double gain, loss;

  /// P(met after `years` | not met now) and P(not met after `years` | met now), years ≥ 0, for whole
  /// years also where a + b ≥ 1.
  double gain_over(int years) const;
  double loss_over(int years) const;
  /// P(met after `years`) from P(met now) = `now`.
  double met_after(double now, int years) const;
  /// The share met in the long run; nothing where neither gain nor loss can happen.
  std::optional<double> long_run() const;
};

/// The same chain in continuous time, rates per year.
struct Intensity {
  double gain, loss;
  /// Probabilities over any number of years, as of one step.
  TwoState over(double years) const;
};

/// @throws InvalidData where a + b ≥ 1: no continuous chain has such years.
Intensity intensity(TwoState yearly);

/// Transitions of one length counted: gains of units not met before, losses of units met before.
struct TransitionCounts {
  std::int64_t gains = 0, at_risk_of_gain = 0;
  std::int64_t losses = 0, at_risk_of_loss = 0;
  double years = 1;   ///< length of the transitions
};

/// The chain by maximum likelihood. Counts of one length give the closed form; mixed lengths are
/// solved by Fisher scoring on the log intensities to 1e-10.
/// @throws NotEnoughData if nothing was at risk of gain, or nothing of loss.
TwoState chain_from_counts(std::span<const TransitionCounts> counts);

/// Empirical Bayes for rates x of n: the prior Beta(mean·size, (1 − mean)·size) and the posterior
/// means. `size` is infinite where the rates do not differ more than chance lets them.
struct ShrunkenRates {
  double prior_mean, prior_size;
  std::vector<double> means;
};
/// Prior fitted by moments. Rates without trials take the prior mean.
/// @throws NotEnoughData if there are no trials at all.
ShrunkenRates shrink_rates(std::span<const std::int64_t> successes, std::span<const std::int64_t> trials);
/// Casella's symmetric prior Beta(λ, λ) for equal n: s² = n(2λ + n)/(4(2λ + 1)) with the sample
/// variance s² of the counts. @throws NotEnoughData for fewer than two rates or s² outside (n/4, n²/4).
ShrunkenRates shrink_rates_symmetric(std::span<const std::int64_t> successes, std::int64_t trials);

// ------------------------------------------------------------------------------------------------

inline double TwoState::gain_over(int years) const { return met_after(0, years); }
inline double TwoState::loss_over(int years) const { return 1 - met_after(1, years); }
inline double TwoState::met_after(double now, int years) const {
  if (gain + loss == 0) return now;
  const double stay = std::pow(1 - gain - loss, years);
  return gain / (gain + loss) * (1 - stay) + now * stay;
}
inline std::optional<double> TwoState::long_run() const {
  if (gain + loss == 0) return std::nullopt;
  return gain / (gain + loss);
}

inline TwoState Intensity::over(double years) const {
  const double rate = gain + loss;
  if (rate == 0) return {0, 0};
  const double moved = -std::expm1(-rate * years);
  return {gain / rate * moved, loss / rate * moved};
}

inline Intensity intensity(TwoState yearly) {
  const double sum = yearly.gain + yearly.loss;
  if (!(sum < 1)) {
    throw InvalidData({{.what = ProblemCode::value_out_of_range, .code = "gain + loss",
                        .found = std::to_string(sum), .expected = "less than 1: no intensity has such years"}});
  }
  if (sum == 0) return {0, 0};
  const double rate = -std::log1p(-sum);
  return {yearly.gain / sum * rate, yearly.loss / sum * rate};
}

inline TwoState chain_from_counts(std::span<const TransitionCounts> counts) {
  double gains = 0, gain_years = 0, losses = 0, loss_years = 0;
  bool one_length = true;
  for (const auto& c : counts) {
    one_length = one_length && c.years == counts.front().years;
    gains += static_cast<double>(c.gains), gain_years += static_cast<double>(c.at_risk_of_gain) * c.years;
    losses += static_cast<double>(c.losses), loss_years += static_cast<double>(c.at_risk_of_loss) * c.years;
  }
  if (gain_years == 0 || loss_years == 0) {
    throw NotEnoughData({{.what = ProblemCode::too_few_observations,
                          .code = gain_years == 0 ? "gain" : "loss", .found = "no transition at risk",
                          .expected = "at least one"}});
  }
  if (one_length && counts.front().years == 1) return {gains / gain_years, losses / loss_years};
  const double floor = 1e-9;
  // Fisher scoring on u = ln(q01), v = ln(q10), from the rates of a year.
  double u = std::log(std::max(gains / gain_years, floor)), v = std::log(std::max(losses / loss_years, floor));
  for (int step = 0; step < 200; ++step) {
    double g0 = 0, g1 = 0, h00 = 1e-12, h01 = 0, h11 = 1e-12;
    const double a = std::exp(u), b = std::exp(v), rate = a + b;
    for (const auto& c : counts) {
      const double stay = std::exp(-rate * c.years), share = a / rate;
      // Derivatives of P01 and P10 for ln a and ln b.
      const double moved = 1 - stay, share_u = share * (1 - share);
      const double p01 = share * moved, p10 = (1 - share) * moved;
      const double m_u = stay * a * c.years, m_v = stay * b * c.years;
      const double p01u = share_u * moved + share * m_u, p01v = -share_u * moved + share * m_v;
      const double p10u = -share_u * moved + (1 - share) * m_u, p10v = share_u * moved + (1 - share) * m_v;
      const auto add = [&](double n, double y, double p, double du, double dv) {
        if (n == 0 || p <= 0 || p >= 1) return;
        const double score = (y - n * p) / (p * (1 - p)), weight = n / (p * (1 - p));
        g0 += score * du, g1 += score * dv;
        h00 += weight * du * du, h01 += weight * du * dv, h11 += weight * dv * dv;
      };
      add(static_cast<double>(c.at_risk_of_gain), static_cast<double>(c.gains), p01, p01u, p01v);
      add(static_cast<double>(c.at_risk_of_loss), static_cast<double>(c.losses), p10, p10u, p10v);
    }
    const double det = h00 * h11 - h01 * h01;
    const double du = std::clamp((h11 * g0 - h01 * g1) / det, -1.0, 1.0);
    const double dv = std::clamp((h00 * g1 - h01 * g0) / det, -1.0, 1.0);
    u = std::clamp(u + du, -25.0, 4.0), v = std::clamp(v + dv, -25.0, 4.0);
    if (std::abs(du) + std::abs(dv) < 1e-10) break;
  }
  return Intensity{std::exp(u), std::exp(v)}.over(1);
}

inline ShrunkenRates shrink_rates(std::span<const std::int64_t> successes, std::span<const std::int64_t> trials) {
  double x = 0, n = 0, squares = 0, groups = 0;
  for (std::size_t i = 0; i < trials.size(); ++i) {
    x += static_cast<double>(successes[i]), n += static_cast<double>(trials[i]);
    squares += static_cast<double>(trials[i]) * static_cast<double>(trials[i]);
    groups += trials[i] > 0;
  }
  if (n == 0) {
    throw NotEnoughData({{.what = ProblemCode::too_few_observations, .code = "rates", .found = "no trials",
                          .expected = "at least one"}});
  }
  const double mean = x / n;
  // Weighted between-group variance against what binomial chance explains (Kleinman 1973).
  double between = 0;
  for (std::size_t i = 0; i < trials.size(); ++i) {
    if (trials[i] == 0) continue;
    const auto t = static_cast<double>(trials[i]);
    between += t * std::pow(static_cast<double>(successes[i]) / t - mean, 2);
  }
  const double variance = mean * (1 - mean);
  const double extra = n - squares / n - (groups - 1);
  const double rho = groups > 1 && extra > 0 && variance > 0
                         ? std::clamp((between - variance * (groups - 1)) / (variance * extra), 0.0, 1.0) : 0.0;
  ShrunkenRates out{mean, rho > 0 ? 1 / rho - 1 : std::numeric_limits<double>::infinity(), {}};
  for (std::size_t i = 0; i < trials.size(); ++i) {
    const auto t = static_cast<double>(trials[i]);
    out.means.push_back(std::isinf(out.prior_size) || t == 0
                            ? mean
                            : (static_cast<double>(successes[i]) + mean * out.prior_size) / (t + out.prior_size));
  }
  return out;
}

inline ShrunkenRates shrink_rates_symmetric(std::span<const std::int64_t> successes, std::int64_t trials) {
  const auto k = static_cast<double>(successes.size()), n = static_cast<double>(trials);
  double mean = 0, variance = 0;
  for (auto x : successes) mean += static_cast<double>(x) / k;
  for (auto x : successes) variance += std::pow(static_cast<double>(x) - mean, 2) / (k - 1);
  if (successes.size() < 2 || !(variance > n / 4 && variance < n * n / 4)) {
    throw NotEnoughData({{.what = ProblemCode::too_few_observations, .code = "rates",
                          .found = "variance " + std::to_string(variance),
                          .expected = "two rates or more whose counts vary more than chance, n/4"}});
  }
  const double lambda = (n * n - 4 * variance) / (8 * variance - 2 * n);
  ShrunkenRates out{0.5, 2 * lambda, {}};
  for (auto x : successes) out.means.push_back((static_cast<double>(x) + lambda) / (n + 2 * lambda));
  return out;
}

}  // namespace tieuchi::inline v1
