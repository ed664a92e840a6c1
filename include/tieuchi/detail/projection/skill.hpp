// Bodies of projection/skill.hpp.
#pragma once

#include "tieuchi/projection/skill.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <span>
#include <vector>

#include "tieuchi/detail/distributions.hpp"
#include "tieuchi/detail/inline.hpp"
#include "tieuchi/detail/projection/too_few.hpp"

namespace tieuchi::inline v1 {

namespace detail {

inline double away_from_certainty(double p) { return std::clamp(p, 1e-12, 1 - 1e-12); }

}  // namespace detail

TIEUCHI_INLINE double log_score(double probability, bool outcome) {
  const double p = detail::away_from_certainty(probability);
  return -std::log(outcome ? p : 1 - p);
}

TIEUCHI_INLINE double ranked_probability_score(std::span<const double> law, int outcome) {
  double below = 0, score = 0;
  for (std::size_t k = 0; k < law.size(); ++k) {
    below += law[k];
    const double miss = below - (outcome <= static_cast<int>(k) ? 1 : 0);
    score += miss * miss;
  }
  return score;
}

TIEUCHI_INLINE double crps_normal(double mean, double sd, double outcome) {
  if (sd <= 0) return std::abs(outcome - mean);
  const double z = (outcome - mean) / sd;
  return sd * (z * (2 * detail::normal_cdf(z) - 1) + 2 * detail::normal_density(z) -
               std::numbers::inv_sqrtpi);
}

TIEUCHI_INLINE double crps_draws(std::vector<double> draws, double outcome) {
  const auto n = static_cast<double>(draws.size());
  if (draws.size() < 2) detail::too_few("draws", draws.size(), "at least 2 draws");
  std::ranges::sort(draws);
  double distance = 0, spread = 0;
  for (std::size_t i = 0; i < draws.size(); ++i) {
    distance += std::abs(draws[i] - outcome);
    spread += draws[i] * (2 * static_cast<double>(i) + 1 - n);
  }
  return distance / n - spread / (n * (n - 1));
}

TIEUCHI_INLINE std::pair<double, double> pit_interval(std::span<const double> law, int outcome) {
  double below = 0;
  for (int k = 0; k < outcome && k < static_cast<int>(law.size()); ++k)
    below += law[static_cast<std::size_t>(k)];
  const double at = outcome >= 0 && outcome < static_cast<int>(law.size())
                        ? law[static_cast<std::size_t>(outcome)]
                        : 0;
  return {std::min(below, 1.0), std::min(below + at, 1.0)};
}

TIEUCHI_INLINE std::vector<double> pit_histogram(
    std::span<const std::pair<double, double>> intervals, int bins) {
  if (intervals.empty()) detail::too_few("pit", 0, "at least one forecast");
  std::vector<double> out(static_cast<std::size_t>(bins), 0.0);
  for (const auto& [low, high] : intervals) {
    for (int b = 0; b < bins; ++b) {
      const double from = static_cast<double>(b) / bins, to = static_cast<double>(b + 1) / bins;
      double part = 0;
      if (high - low > 1e-15) {
        part = std::max(0.0, std::min(high, to) - std::max(low, from)) / (high - low);
      } else {
        part = low >= from && (low < to || b + 1 == bins) ? 1 : 0;
      }
      out[static_cast<std::size_t>(b)] += part / static_cast<double>(intervals.size());
    }
  }
  return out;
}

TIEUCHI_INLINE std::pair<int, int> central_interval(std::span<const double> law, double level) {
  const double tail = (1 - level) / 2 + 1e-12;
  int low = 0, high = static_cast<int>(law.size()) - 1;
  double left = 0, right = 0;
  while (low < high && left + law[static_cast<std::size_t>(low)] <= tail)
    left += law[static_cast<std::size_t>(low++)];
  while (high > low && right + law[static_cast<std::size_t>(high)] <= tail)
    right += law[static_cast<std::size_t>(high--)];
  return {low, high};
}

TIEUCHI_INLINE double quantile(std::vector<double> draws, double probability) {
  if (draws.empty()) detail::too_few("draws", 0, "at least one draw");
  const double at = probability * static_cast<double>(draws.size() - 1);
  const auto k = static_cast<std::size_t>(at);
  std::nth_element(draws.begin(), draws.begin() + static_cast<std::ptrdiff_t>(k), draws.end());
  const double low = draws[k];
  if (k + 1 >= draws.size()) return low;
  const double high =
      *std::min_element(draws.begin() + static_cast<std::ptrdiff_t>(k) + 1, draws.end());
  return low + (at - static_cast<double>(k)) * (high - low);
}

TIEUCHI_INLINE std::vector<ReliabilityBin> reliability(std::span<const double> probabilities,
                                                       std::span<const std::uint8_t> outcomes,
                                                       int bins) {
  std::vector<ReliabilityBin> out(static_cast<std::size_t>(bins));
  for (std::size_t i = 0; i < probabilities.size(); ++i) {
    auto& bin = out[static_cast<std::size_t>(
        std::clamp(static_cast<int>(probabilities[i] * bins), 0, bins - 1))];
    bin.mean_probability += probabilities[i];
    bin.frequency += outcomes[i] ? 1 : 0;
    ++bin.n;
  }
  for (auto& bin : out) {
    if (bin.n)
      bin.mean_probability /= static_cast<double>(bin.n),
          bin.frequency /= static_cast<double>(bin.n);
  }
  return out;
}

TIEUCHI_INLINE double Recalibration::operator()(double probability) const {
  return detail::logistic(intercept +
                          slope * detail::logit(detail::away_from_certainty(probability)));
}

TIEUCHI_INLINE Recalibration recalibrate(std::span<const double> probabilities,
                                         std::span<const std::uint8_t> outcomes) {
  const std::size_t n = probabilities.size();
  const auto met =
      static_cast<std::size_t>(std::ranges::count_if(outcomes, [](auto y) { return y != 0; }));
  if (n < 10 || met == 0 || met == n)
    detail::too_few("recalibrate", n, "ten outcomes or more, of both kinds");
  Recalibration r;
  for (int step = 0; step < 50; ++step) {
    // A ridge of 1e-3 on (intercept, slope − 1) keeps separated outcomes finite.
    double g0 = -1e-3 * r.intercept, g1 = -1e-3 * (r.slope - 1), h00 = 1e-3, h01 = 0, h11 = 1e-3;
    for (std::size_t i = 0; i < n; ++i) {
      const double x = detail::logit(detail::away_from_certainty(probabilities[i]));
      const double p = detail::logistic(r.intercept + r.slope * x), w = p * (1 - p),
                   e = (outcomes[i] ? 1 : 0) - p;
      g0 += e, g1 += e * x, h00 += w, h01 += w * x, h11 += w * x * x;
    }
    const double det = h00 * h11 - h01 * h01;
    const double d0 = std::clamp((h11 * g0 - h01 * g1) / det, -2.0, 2.0);
    const double d1 = std::clamp((h00 * g1 - h01 * g0) / det, -1.0, 1.0);
    r.intercept += d0, r.slope += d1;
    if (std::abs(d0) + std::abs(d1) < 1e-10) break;
  }
  return r;
}

}  // namespace tieuchi::inline v1
