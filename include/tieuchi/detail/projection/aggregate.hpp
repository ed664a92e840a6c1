// Bodies of projection/aggregate.hpp.
#pragma once

#include "tieuchi/projection/aggregate.hpp"

#include <Eigen/Cholesky>
#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <numeric>
#include <span>
#include <string>
#include <vector>

#include "tieuchi/detail/distributions.hpp"
#include "tieuchi/detail/inline.hpp"
#include "tieuchi/detail/projection/series.hpp"
#include "tieuchi/detail/projection/times_matrix.hpp"
#include "tieuchi/projection/random.hpp"

namespace tieuchi::inline v1 {

namespace detail {

// The nearest point of the simplex (Held, Wolfe & Crowder 1974, doi:10.1007/BF01580223).
inline void onto_simplex(double* row, std::size_t n) {
  std::vector<double> sorted(row, row + n);
  std::ranges::sort(sorted, std::greater<>());
  double sum = 0, shift = 0;
  for (std::size_t k = 0; k < n; ++k) {
    sum += sorted[k];
    if (sorted[k] > (sum - 1) / static_cast<double>(k + 1))
      shift = (sum - 1) / static_cast<double>(k + 1);
  }
  for (std::size_t k = 0; k < n; ++k) row[k] = std::max(row[k] - shift, 0.0);
}

}  // namespace detail

TIEUCHI_INLINE BandTransitions fit_bands(std::span<const BandCounts> dates, std::size_t bands,
                                         const BandOptions& options) {
  Problems problems;
  const auto bad = [&](ProblemCode what, const std::string& code, std::string found,
                       std::string expected) {
    problems.add(
        {.what = what, .code = code, .found = std::move(found), .expected = std::move(expected)});
  };
  if (bands < 2) bad(ProblemCode::wrong_size, "bands", std::to_string(bands), "at least 2");
  for (std::size_t d = 0; d < dates.size(); ++d) {
    const std::string year = std::to_string(dates[d].year);
    if (dates[d].units.size() != bands)
      bad(ProblemCode::wrong_size, year, std::to_string(dates[d].units.size()),
          std::to_string(bands));
    if (d > 0 && dates[d].year <= dates[d - 1].year)
      bad(ProblemCode::dates_out_of_order, "years", year, "years that rise");
    for (double u : dates[d].units) {
      if (!(u >= 0) || std::isinf(u))
        bad(ProblemCode::value_out_of_range, year, std::to_string(u), "0 or more units");
    }
    if (std::accumulate(dates[d].units.begin(), dates[d].units.end(), 0.0) <= 0)
      bad(ProblemCode::too_few_observations, year, "no units", "at least one");
  }
  std::vector<double> prior = options.prior;
  if (prior.empty()) {
    prior.assign(bands * bands, 0.0);
    for (std::size_t b = 0; b < bands; ++b) {
      prior[b * bands + b] = b == 0 ? 1 : 0.75;
      if (b > 0) prior[b * bands + b - 1] = 0.25;
    }
  }
  if (prior.size() != bands * bands) {
    bad(ProblemCode::wrong_size, "prior", std::to_string(prior.size()),
        std::to_string(bands * bands));
  } else {
    for (std::size_t b = 0; b < bands; ++b) {
      double sum = 0;
      for (std::size_t k = 0; k < bands; ++k)
        sum += prior[b * bands + k] >= 0 ? prior[b * bands + k] : -9;
      if (!(std::abs(sum - 1) < 1e-9))
        bad(ProblemCode::value_out_of_range, "prior row " + std::to_string(b + 1),
            std::to_string(sum), "probabilities that sum to 1");
    }
  }
  problems.raise<InvalidData>();

  BandTransitions out;
  out.n_ = bands, out.matrix_ = prior;
  out.weight_.assign(bands, options.prior_weight);
  out.from_data_ = dates.size() >= 2;
  if (!out.from_data_) return out;
  // Projected gradient on Σ N‖n′/N′ − n/N·Pᵍ‖² + prior_weight Σ‖P − prior‖²/bands, with N units.
  auto& p = out.matrix_;
  double scale = options.prior_weight;
  for (const auto& d : dates) scale += std::accumulate(d.units.begin(), d.units.end(), 0.0);
  const auto evaluate = [&](const std::vector<double>& at, std::vector<double>* gradient) {
    double value = 0;
    if (gradient) gradient->assign(bands * bands, 0.0);
    for (std::size_t c = 0; c < at.size(); ++c) {
      const double off = at[c] - prior[c], w = options.prior_weight / static_cast<double>(bands);
      value += w * off * off;
      if (gradient) (*gradient)[c] += 2 * w * off;
    }
    for (std::size_t d = 1; d < dates.size(); ++d) {
      const int gap = dates[d].year - dates[d - 1].year;
      const auto total = [&](const BandCounts& b) {
        return std::accumulate(b.units.begin(), b.units.end(), 0.0);
      };
      const double before = total(dates[d - 1]), after = total(dates[d]);
      std::vector<std::vector<double>> path{dates[d - 1].units};
      for (double& x : path[0]) x /= before;
      for (int g = 0; g < gap; ++g) path.push_back(detail::times_matrix(path.back(), at));
      std::vector<double> back(bands);
      for (std::size_t k = 0; k < bands; ++k) {
        const double miss = path.back()[k] - dates[d].units[k] / after;
        value += after * miss * miss, back[k] = 2 * after * miss;
      }
      if (!gradient) continue;
      for (std::size_t g = path.size() - 1; g-- > 0;) {
        std::vector<double> earlier(bands, 0.0);
        for (std::size_t i = 0; i < bands; ++i) {
          for (std::size_t j = 0; j < bands; ++j) {
            (*gradient)[i * bands + j] += path[g][i] * back[j];
            earlier[i] += at[i * bands + j] * back[j];
          }
        }
        back = earlier;
      }
    }
    return value;
  };
  double step = 1 / scale;
  std::vector<double> gradient, next;
  double value = evaluate(p, &gradient);
  for (int iteration = 0; iteration < 20000; ++iteration) {
    double after = 0;
    for (;; step *= 0.5) {
      next = p;
      for (std::size_t c = 0; c < next.size(); ++c) next[c] -= step * gradient[c];
      for (std::size_t b = 0; b < bands; ++b) detail::onto_simplex(next.data() + b * bands, bands);
      after = evaluate(next, nullptr);
      if (after <= value || step < 1e-18) break;
    }
    double moved = 0;
    for (std::size_t c = 0; c < next.size(); ++c) moved = std::max(moved, std::abs(next[c] - p[c]));
    p = next, value = evaluate(p, &gradient), step *= 1.3;
    if (moved < 1e-10) break;
  }
  return out;
}

TIEUCHI_INLINE std::vector<double> BandTransitions::expected(std::vector<double> units,
                                                             int years) const {
  if (units.size() != n_) {
    throw InvalidData({{.what = ProblemCode::wrong_size,
                        .code = "units",
                        .found = std::to_string(units.size()),
                        .expected = std::to_string(n_)}});
  }
  for (int y = 0; y < years; ++y) units = detail::times_matrix(units, matrix_);
  return units;
}

TIEUCHI_INLINE std::vector<std::uint32_t> BandTransitions::draws(std::span<const double> units,
                                                                 int years, int draws,
                                                                 std::uint64_t seed) const {
  static_cast<void>(expected({units.begin(), units.end()}, 0));  // checks the size
  std::vector<std::uint32_t> out;
  for (int s = 0; s < draws; ++s) {
    RandomStream random(seed, static_cast<std::uint32_t>(s), 5);
    std::vector<double> matrix(n_ * n_);
    for (std::size_t i = 0; i < n_; ++i) {
      double sum = 0;
      for (std::size_t j = 0; j < n_; ++j) {
        const double shape = weight_[i] * chance(i, j);
        sum += matrix[i * n_ + j] = shape > 0 ? random.gamma(shape) : 0;
      }
      for (std::size_t j = 0; j < n_; ++j)
        matrix[i * n_ + j] = sum > 0 ? matrix[i * n_ + j] / sum : chance(i, j);
    }
    std::vector<std::uint32_t> now(n_);
    for (std::size_t b = 0; b < n_; ++b) now[b] = static_cast<std::uint32_t>(std::lround(units[b]));
    for (int y = 0; y < years; ++y) {
      std::vector<std::uint32_t> next(n_, 0);
      for (std::size_t i = 0; i < n_; ++i) {
        for (std::uint32_t u = 0; u < now[i]; ++u) {
          double at = random.uniform();
          std::size_t j = 0;
          while (j + 1 < n_ && (at -= matrix[i * n_ + j]) >= 0) ++j;
          ++next[j];
        }
      }
      now = next;
    }
    out.insert(out.end(), now.begin(), now.end());
  }
  return out;
}

TIEUCHI_INLINE Forecast mean_forecast(std::span<const MeanEvidence> evidence, int year,
                                      const MeanOptions& o) {
  if (evidence.empty()) {
    throw NotEnoughData({{.what = ProblemCode::too_few_dates,
                          .code = "mean",
                          .found = "no date",
                          .expected = "at least one"}});
  }
  std::vector<YearValue> z;
  double blur = 0;
  for (const auto& e : evidence) {
    detail::need(e.least > 0 && e.least <= e.most && e.most < o.ceiling, "mean", e.least,
                 "an interval between 0 and the ceiling");
    const double low = detail::logit(e.least / o.ceiling), high = detail::logit(e.most / o.ceiling);
    z.push_back({static_cast<double>(e.year), 0.5 * (low + high)});
    blur = (high - low) * (high - low) / 12;  // of the last date, as if uniform
  }
  detail::check_series(z, 1);
  detail::need(year > evidence.back().year, "year", year, "a year after the last one");
  const double s2 = o.prior_drift_sd * o.prior_drift_sd, rho = o.persistence;
  double drift = o.prior_drift, drift_variance = rho * s2;
  if (z.size() >= 2) {
    const double years = z.back().year - z.front().year,
                 own = (z.back().value - z.front().value) / years;
    const double pull = years * rho / (1 + (years - 1) * rho);
    drift += pull * (own - o.prior_drift), drift_variance *= 1 - pull;
  }
  const double ahead = year - evidence.back().year, g = damped_years(o.damping, ahead);
  double noise = 0;
  for (int k = 1; k <= static_cast<int>(ahead); ++k) {
    const double part = damped_years(o.damping, k) - damped_years(o.damping, k - 1);
    noise += part * part * (1 - rho) * s2;
  }
  return {z.back().value + g * drift, std::sqrt(g * g * drift_variance + noise + blur),
          std::numeric_limits<double>::infinity(), o.ceiling};
}

TIEUCHI_INLINE CountDistribution next_events(int events, int trials, int at_risk) {
  detail::need(events >= 0 && events <= trials && at_risk >= 0, "events", events,
               "0 ≤ events ≤ trials, at_risk ≥ 0");
  const double a = events + 0.5, b = trials - events + 0.5, n = at_risk;
  const auto log_beta = [](double x, double y) {
    return std::lgamma(x) + std::lgamma(y) - std::lgamma(x + y);
  };
  std::vector<double> law(static_cast<std::size_t>(at_risk) + 1);
  for (std::size_t k = 0; k < law.size(); ++k) {
    const auto x = static_cast<double>(k);
    law[k] = std::exp(std::lgamma(n + 1) - std::lgamma(x + 1) - std::lgamma(n - x + 1) +
                      log_beta(x + a, n - x + b) - log_beta(a, b));
  }
  return CountDistribution(std::move(law));
}

}  // namespace tieuchi::inline v1
