// Bodies of projection/rasch.hpp.
#pragma once

#include "tieuchi/projection/rasch.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <map>
#include <numbers>
#include <numeric>
#include <optional>
#include <string>
#include <vector>

#include "tieuchi/detail/distributions.hpp"
#include "tieuchi/detail/inline.hpp"
#include "tieuchi/detail/projection/rasch_likelihood.hpp"
#include "tieuchi/detail/projection/series.hpp"
#include "tieuchi/detail/projection/too_few.hpp"
#include "tieuchi/projection/progress.hpp"
#include "tieuchi/projection/skill.hpp"

namespace tieuchi::inline v1 {

TIEUCHI_INLINE ResponseTable responses(const History& history, std::size_t year) {
  ResponseTable t{history.units(), history.criteria(), {}};
  for (std::size_t j = 0; j < t.criteria; ++j) {
    for (std::size_t i = 0; i < t.units; ++i)
      t.cells.push_back(
          std::min<std::uint8_t>(static_cast<std::uint8_t>(history.state(year, j, i)), 2));
  }
  return t;
}

namespace detail {

// Variances of the difficulties; nothing where the curvature is not that of a maximum.
inline std::optional<Eigen::VectorXd> variances_of(const Eigen::MatrixXd& information) {
  const Eigen::LLT<Eigen::MatrixXd> factor = information.llt();
  if (factor.info() != Eigen::Success) return std::nullopt;
  const auto size = information.rows();
  return factor.solve(Eigen::MatrixXd::Identity(size, size)).diagonal().eval();
}

// Warm's weighted likelihood estimate of θ: finite for units that meet nothing or everything.
inline double weighted_likelihood(const std::vector<std::uint8_t>& cells,
                                  const Eigen::VectorXd& delta, double score) {
  double theta = 0;
  for (int step = 0; step < 100; ++step) {
    double expected = 0, info = 0, skew = 0;
    for (std::size_t j = 0; j < cells.size(); ++j) {
      if (cells[j] == 2) continue;
      const double p = logistic(theta - delta[static_cast<Eigen::Index>(j)]), w = p * (1 - p);
      expected += p, info += w, skew += w * (1 - 2 * p);
    }
    const double move = std::clamp((score - expected + 0.5 * skew / info) / info, -1.0, 1.0);
    theta = std::clamp(theta + move, -15.0, 15.0);
    if (std::abs(move) < 1e-10) break;
  }
  return theta;
}

}  // namespace detail

TIEUCHI_INLINE RaschModel fit_rasch(const ResponseTable& table, const RaschOptions& options) {
  detail::need(options.nodes >= 21 && options.nodes <= 101, "nodes", options.nodes, "21 to 101");
  RaschModel m;
  m.method_ = options.method;
  m.place_.assign(table.criteria, 0);
  std::vector<std::size_t> fitted;
  for (std::size_t j = 0; j < table.criteria; ++j) {
    std::size_t met = 0, seen = 0;
    for (std::size_t i = 0; i < table.units; ++i)
      met += table.cells[j * table.units + i] == 1, seen += table.cells[j * table.units + i] != 2;
    if (met > 0 && met < seen) {
      fitted.push_back(j);
      continue;
    }
    m.place_[j] = met == seen && seen > 0 ? -1 : 1;
    m.dropped_.push_back("criterion at place " + std::to_string(j + 1) + ": " +
                         (seen == 0 ? "never seen"
                          : met     ? "all units meet it"
                                    : "no unit meets it"));
  }
  if (fitted.size() < 2)
    detail::too_few("rasch", fitted.size(), "two criteria that some units meet and others do not");
  const auto patterns = detail::patterns_of(table, fitted);
  const auto k = static_cast<Eigen::Index>(fitted.size());
  const bool marginal = options.method == RaschMethod::marginal;
  Eigen::VectorXd at = Eigen::VectorXd::Zero(marginal ? k + 1 : k);
  for (Eigen::Index c = 0; c < k; ++c) {
    double met = 0.5, seen = 1;
    for (const auto& p : patterns) {
      const auto y = p.cells[static_cast<std::size_t>(c)];
      met += y == 1 ? p.frequency : 0, seen += y != 2 ? p.frequency : 0;
    }
    at[c] = -detail::logit(met / seen);
  }
  if (!marginal) at.array() -= at.mean();
  std::optional<Eigen::VectorXd> squared_errors;
  if (marginal) {
    const detail::MarginalRasch likelihood(patterns, options.nodes);
    m.converged_ = likelihood.maximise(at, m.log_likelihood_);
    const Eigen::MatrixXd information = likelihood.information(at);
    squared_errors = detail::variances_of(information);
    // Where σ goes to 0 or to its limit the likelihood is flat in it: errors given σ.
    if (!squared_errors) squared_errors = detail::variances_of(information.topLeftCorner(k, k));
  } else {
    Eigen::MatrixXd information;
    m.converged_ = detail::maximise_conditional(patterns, at, information, m.log_likelihood_);
    // Difficulties sum to zero: the sum is tied, and what the tie adds is taken off.
    squared_errors = detail::variances_of(information + Eigen::MatrixXd::Ones(k, k));
    if (squared_errors) squared_errors->array() -= 1.0 / static_cast<double>(k * k);
  }
  m.converged_ = m.converged_ && squared_errors;
  m.unit_sd_ = marginal ? std::exp(at[k]) : 0;
  m.difficulty_.assign(table.criteria, 0),
      m.se_.assign(table.criteria, std::numeric_limits<double>::infinity());
  m.infit_.assign(table.criteria, 1), m.outfit_.assign(table.criteria, 1);
  for (Eigen::Index c = 0; c < k; ++c) {
    m.difficulty_[fitted[static_cast<std::size_t>(c)]] = at[c];
    if (squared_errors) {
      m.se_[fitted[static_cast<std::size_t>(c)]] = std::sqrt(std::max((*squared_errors)[c], 0.0));
    }
  }
  // Units: abilities, and residuals at the weighted likelihood estimate.
  const auto [x, w] = detail::gauss_hermite(options.nodes);
  std::vector<double> squares(fitted.size()), variances = squares, standard = squares,
                                              seen = squares;
  for (std::size_t i = 0; i < table.units; ++i) {
    std::vector<std::uint8_t> cells;
    double score = 0, any = 0;
    for (auto j : fitted)
      cells.push_back(table.cells[j * table.units + i]), score += cells.back() == 1,
          any += cells.back() != 2;
    const double warm = any > 0 ? detail::weighted_likelihood(cells, at, score) : 0;
    double ability = warm;
    if (marginal) {
      double sum = 0, mean = 0;
      for (std::size_t n = 0; n < x.size(); ++n) {
        const double theta = std::numbers::sqrt2 * m.unit_sd_ * x[n];
        double l = w[n];
        for (std::size_t c = 0; c < cells.size(); ++c) {
          const double p = detail::logistic(theta - at[static_cast<Eigen::Index>(c)]);
          if (cells[c] != 2) l *= cells[c] == 1 ? p : 1 - p;
        }
        sum += l, mean += l * theta;
      }
      ability = mean / sum;
    }
    m.ability_.push_back(ability);
    if (any == 0 || score == 0 || score == any) continue;  // extreme units say nothing of fit
    for (std::size_t c = 0; c < cells.size(); ++c) {
      if (cells[c] == 2) continue;
      const double p = detail::logistic(warm - at[static_cast<Eigen::Index>(c)]), v = p * (1 - p),
                   e = (cells[c] == 1 ? 1 : 0) - p;
      squares[c] += e * e, variances[c] += v, standard[c] += e * e / v, seen[c] += 1;
    }
  }
  for (std::size_t c = 0; c < fitted.size(); ++c) {
    if (seen[c] > 0)
      m.infit_[fitted[c]] = squares[c] / variances[c], m.outfit_[fitted[c]] = standard[c] / seen[c];
  }
  return m;
}

TIEUCHI_INLINE RaschModel fit_rasch(const History& history, std::size_t year,
                                    const RaschOptions& options) {
  return fit_rasch(responses(history, year), options);
}

TIEUCHI_INLINE std::vector<std::size_t> RaschModel::order() const {
  std::vector<std::size_t> out(difficulty_.size());
  std::iota(out.begin(), out.end(), std::size_t{0});
  std::ranges::stable_sort(out, {},
                           [&](std::size_t j) { return std::pair(place_[j], difficulty_[j]); });
  return out;
}

TIEUCHI_INLINE std::vector<UnexpectedGap> RaschModel::unexpected_gaps(const ResponseTable& table,
                                                                      double expected) const {
  std::vector<UnexpectedGap> out;
  for (std::size_t j = 0; j < table.criteria; ++j) {
    if (place_[j] != 0) continue;
    for (std::size_t i = 0; i < table.units; ++i) {
      const double p = detail::logistic(ability_[i] - difficulty_[j]);
      if (table.cells[j * table.units + i] == 0 && p >= expected) out.push_back({i, j, p});
    }
  }
  std::ranges::stable_sort(out, std::greater<>(), &UnexpectedGap::expected);
  return out;
}

}  // namespace tieuchi::inline v1
