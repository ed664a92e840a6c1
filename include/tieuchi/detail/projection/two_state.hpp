// Bodies of projection/two_state.hpp.
#pragma once

#include "tieuchi/projection/two_state.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <span>
#include <string>

#include "tieuchi/detail/inline.hpp"

namespace tieuchi::inline v1 {

TIEUCHI_INLINE double TwoState::gain_over(int years) const { return met_after(0, years); }

TIEUCHI_INLINE double TwoState::loss_over(int years) const { return 1 - met_after(1, years); }

TIEUCHI_INLINE double TwoState::met_after(double now, int years) const {
  if (gain + loss == 0) return now;
  const double stay = std::pow(1 - gain - loss, years);
  return gain / (gain + loss) * (1 - stay) + now * stay;
}

TIEUCHI_INLINE std::optional<double> TwoState::long_run() const {
  if (gain + loss == 0) return std::nullopt;
  return gain / (gain + loss);
}

TIEUCHI_INLINE TwoState Intensity::over(double years) const {
  const double rate = gain + loss;
  if (rate == 0) return {0, 0};
  const double moved = -std::expm1(-rate * years);
  return {gain / rate * moved, loss / rate * moved};
}

TIEUCHI_INLINE Intensity intensity(TwoState yearly) {
  const double sum = yearly.gain + yearly.loss;
  if (!(sum < 1)) {
    throw InvalidData({{.what = ProblemCode::value_out_of_range,
                        .code = "gain + loss",
                        .found = std::to_string(sum),
                        .expected = "less than 1: no intensity has such years"}});
  }
  if (sum == 0) return {0, 0};
  const double rate = -std::log1p(-sum);
  return {yearly.gain / sum * rate, yearly.loss / sum * rate};
}

TIEUCHI_INLINE TwoState chain_from_counts(std::span<const TransitionCounts> counts) {
  double gains = 0, gain_years = 0, losses = 0, loss_years = 0;
  bool one_length = true;
  for (const auto& c : counts) {
    one_length = one_length && c.years == counts.front().years;
    gains += static_cast<double>(c.gains),
        gain_years += static_cast<double>(c.at_risk_of_gain) * c.years;
    losses += static_cast<double>(c.losses),
        loss_years += static_cast<double>(c.at_risk_of_loss) * c.years;
  }
  if (gain_years == 0 || loss_years == 0) {
    throw NotEnoughData({{.what = ProblemCode::too_few_observations,
                          .code = gain_years == 0 ? "gain" : "loss",
                          .found = "no transition at risk",
                          .expected = "at least one"}});
  }
  if (one_length && counts.front().years == 1) return {gains / gain_years, losses / loss_years};
  const double floor = 1e-9;
  // Fisher scoring on u = ln(q01), v = ln(q10), from the rates of a year.
  double u = std::log(std::max(gains / gain_years, floor)),
         v = std::log(std::max(losses / loss_years, floor));
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
      const double p10u = -share_u * moved + (1 - share) * m_u,
                   p10v = share_u * moved + (1 - share) * m_v;
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

TIEUCHI_INLINE ShrunkenRates shrink_rates(std::span<const std::int64_t> successes,
                                          std::span<const std::int64_t> trials) {
  double x = 0, n = 0, squares = 0, groups = 0;
  for (std::size_t i = 0; i < trials.size(); ++i) {
    x += static_cast<double>(successes[i]), n += static_cast<double>(trials[i]);
    squares += static_cast<double>(trials[i]) * static_cast<double>(trials[i]);
    groups += trials[i] > 0;
  }
  if (n == 0) {
    throw NotEnoughData({{.what = ProblemCode::too_few_observations,
                          .code = "rates",
                          .found = "no trials",
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
  const double rho =
      groups > 1 && extra > 0 && variance > 0
          ? std::clamp((between - variance * (groups - 1)) / (variance * extra), 0.0, 1.0)
          : 0.0;
  ShrunkenRates out{mean, rho > 0 ? 1 / rho - 1 : std::numeric_limits<double>::infinity(), {}};
  for (std::size_t i = 0; i < trials.size(); ++i) {
    const auto t = static_cast<double>(trials[i]);
    out.means.push_back(std::isinf(out.prior_size) || t == 0
                            ? mean
                            : (static_cast<double>(successes[i]) + mean * out.prior_size) /
                                  (t + out.prior_size));
  }
  return out;
}

TIEUCHI_INLINE ShrunkenRates shrink_rates_symmetric(std::span<const std::int64_t> successes,
                                                    std::int64_t trials) {
  const auto k = static_cast<double>(successes.size()), n = static_cast<double>(trials);
  double mean = 0, variance = 0;
  for (auto x : successes) mean += static_cast<double>(x) / k;
  for (auto x : successes) variance += std::pow(static_cast<double>(x) - mean, 2) / (k - 1);
  if (successes.size() < 2 || !(variance > n / 4 && variance < n * n / 4)) {
    throw NotEnoughData(
        {{.what = ProblemCode::too_few_observations,
          .code = "rates",
          .found = "variance " + std::to_string(variance),
          .expected = "two rates or more whose counts vary more than chance, n/4"}});
  }
  const double lambda = (n * n - 4 * variance) / (8 * variance - 2 * n);
  ShrunkenRates out{0.5, 2 * lambda, {}};
  for (auto x : successes)
    out.means.push_back((static_cast<double>(x) + lambda) / (n + 2 * lambda));
  return out;
}

}  // namespace tieuchi::inline v1
