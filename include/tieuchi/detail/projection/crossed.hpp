// Bodies of projection/crossed.hpp.
#pragma once

#include "tieuchi/projection/crossed.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>
#include <string>
#include <vector>

#include "tieuchi/detail/distributions.hpp"
#include "tieuchi/detail/inline.hpp"
#include "tieuchi/detail/number_text.hpp"
#include "tieuchi/detail/projection/laplace_gradient.hpp"
#include "tieuchi/detail/projection/row_terms.hpp"

namespace tieuchi::inline v1 {

namespace detail {

inline constexpr double smallest_sd = 1e-3, largest_sd = 20;

using Deviations = std::array<double, effect_kinds>;

// Outer iteration of EM-Laplace from `sd`; returns the steps, or −1 without convergence. After
// every two steps ln σ is extrapolated (SQUAREM; Varadhan & Roland 2008,
// doi:10.1111/j.1467-9469.2007.00585.x).
inline int run_em(LaplaceMode& mode, const CrossedRows& rows, const CrossedOptions& options,
                  Deviations& sd, int most) {
  std::array<Deviations, 3> last{sd, sd, sd};
  for (int step = 1; step <= most; ++step) {
    if (mode.maximise(sd, true) < 0) return -1;
    const auto moments = mode.second_moments();
    double change = 0;
    for (std::size_t e = 0; e < effect_kinds; ++e) {
      if (!rows.used[e]) continue;
      double sum = moments[e], n = static_cast<double>(rows.levels[e]);
      if (e == 4 && options.year_prior) {
        sum += options.year_prior->weight * options.year_prior->sd * options.year_prior->sd;
        n += options.year_prior->weight;
      }
      double next = std::clamp(std::sqrt(sum / n), smallest_sd, largest_sd);
      // EM never arrives at 0: what falls below a hundredth on the logit scale is sent there.
      if (next < 0.01 && next < sd[e]) next = smallest_sd;
      change = std::max(change, std::abs(next - sd[e]));
      sd[e] = next;
    }
    if (change < 1e-6) return step;
    last = {last[1], last[2], sd};
    if (step % 3 != 0) continue;
    double r2 = 0, v2 = 0;
    std::array<double, effect_kinds> r{}, v{};
    for (std::size_t e = 0; e < effect_kinds; ++e) {
      r[e] = std::log(last[1][e] / last[0][e]), v[e] = std::log(last[2][e] / last[1][e]) - r[e];
      r2 += r[e] * r[e], v2 += v[e] * v[e];
    }
    if (v2 == 0) continue;
    const double length = std::clamp(std::sqrt(r2 / v2), 1.0, 64.0);
    for (std::size_t e = 0; e < effect_kinds; ++e) {
      const double jump = std::clamp(2 * length * r[e] + length * length * v[e], -1.5, 1.5);
      sd[e] = std::clamp(last[0][e] * std::exp(jump), smallest_sd, largest_sd);
    }
    last = {sd, sd, sd};
  }
  return -1;
}

// BFGS on (β, ln σ) with the analytic gradient; deviations stay between the bounds.
inline int run_ml(LaplaceMode& mode, const CrossedRows& rows, const CrossedOptions& options,
                  Deviations& sd) {
  const auto nf = static_cast<Eigen::Index>(rows.fixed);
  const auto unpack = [&](const Eigen::VectorXd& at) {
    mode.beta = at.head(nf);
    Eigen::Index k = nf;
    for (std::size_t e = 0; e < effect_kinds; ++e) {
      if (rows.used[e]) sd[e] = std::exp(at[k++]);
    }
  };
  const auto value = [&](const Eigen::VectorXd& at, Eigen::VectorXd* gradient) {
    unpack(at);
    if (mode.maximise(sd, false) < 0) return -std::numeric_limits<double>::infinity();
    double v = mode.log_likelihood();
    if (gradient) *gradient = mode.gradient();
    if (rows.used[4] && options.year_prior) {
      const double nu = options.year_prior->weight,
                   ratio = std::pow(options.year_prior->sd / sd[4], 2);
      v -= nu * std::log(sd[4]) + 0.5 * nu * ratio;
      if (gradient) (*gradient)[gradient->size() - 1] += nu * (ratio - 1);
    }
    return v;
  };
  Eigen::VectorXd at(
      nf + static_cast<Eigen::Index>(std::count(rows.used.begin(), rows.used.end(), true)));
  at.head(nf) = mode.beta;
  Eigen::MatrixXd inverse = mode.core_inverse(true).topLeftCorner(nf, nf);
  inverse.conservativeResize(at.size(), at.size());
  inverse.rightCols(at.size() - nf).setZero(), inverse.bottomRows(at.size() - nf).setZero();
  Eigen::Index k = nf;
  for (std::size_t e = 0; e < effect_kinds; ++e) {
    if (!rows.used[e]) continue;
    at[k] = std::log(sd[e]), inverse(k, k) = 0.5 / static_cast<double>(rows.levels[e]);
    ++k;
  }
  const double low = std::log(smallest_sd), high = std::log(largest_sd);
  Eigen::VectorXd gradient;
  double now = value(at, &gradient);
  if (!std::isfinite(now)) return -1;
  for (int step = 1; step <= options.most_steps; ++step) {
    // A deviation at its bound that wants to leave the range stays there.
    std::vector<Eigen::Index> held;
    for (Eigen::Index i = nf; i < at.size(); ++i) {
      if ((at[i] <= low && gradient[i] < 0) || (at[i] >= high && gradient[i] > 0))
        held.push_back(i);
    }
    Eigen::VectorXd free = gradient;
    for (auto i : held) free[i] = 0;
    Eigen::VectorXd direction = inverse * free;
    for (auto i : held) direction[i] = 0;
    const double gain = direction.dot(free);
    if (gain < 1e-9) return step;
    direction *= std::min(1.0, 2 / direction.cwiseAbs().maxCoeff());
    Eigen::VectorXd next, next_gradient;
    double after = 0, length = 1;
    for (int halving = 0; halving < 20; ++halving, length *= 0.4) {
      next = at + length * direction;
      for (Eigen::Index i = nf; i < at.size(); ++i) next[i] = std::clamp(next[i], low, high);
      after = value(next, &next_gradient);
      if (after >= now + 1e-4 * length * gain ||
          (std::abs(after - now) < 1e-9 * (1 + std::abs(now))))
        break;
    }
    if (!(after >= now - 1e-9 * (1 + std::abs(now)))) {
      unpack(at);
      mode.maximise(sd, false);
      return gain < 1e-4 ? step : -1;
    }
    const Eigen::VectorXd s = next - at, y = gradient - next_gradient;
    const double sy = s.dot(y);
    if (sy > 1e-14) {
      const Eigen::MatrixXd left =
          Eigen::MatrixXd::Identity(at.size(), at.size()) - s * y.transpose() / sy;
      inverse = left * inverse * left.transpose() + s * s.transpose() / sy;
    }
    const bool still =
        std::abs(after - now) < 1e-10 * (1 + std::abs(now)) && s.cwiseAbs().maxCoeff() < 1e-7;
    at = next, gradient = next_gradient, now = after;
    if (still) return step;
  }
  return -1;
}

// Column by column.
inline std::vector<double> plain(const auto& v) { return {v.data(), v.data() + v.size()}; }

}  // namespace detail

TIEUCHI_INLINE CrossedModel fit_crossed(const CrossedRows& rows, Direction direction,
                                        const CrossedOptions& options) {
  if (rows.rows() == 0) {
    throw NotEnoughData({{.what = ProblemCode::too_few_observations,
                          .code = direction == Direction::gain ? "gain" : "loss",
                          .found = "no transition at risk",
                          .expected = "at least one"}});
  }
  CrossedModel m;
  m.direction_ = direction, m.options_ = options;
  m.rows_ = rows.rows(), m.events_ = rows.events();
  m.fixed_names_ = rows.fixed_names, m.dropped_ = rows.dropped, m.used_ = rows.used,
  m.levels_ = rows.seen;
  const auto prior = options.year_prior.value_or(YearPrior{});
  std::vector<std::uint32_t> years;
  for (const auto& g : rows.groups) years.push_back(g.year);
  std::ranges::sort(years);
  m.year_df_ =
      prior.weight + static_cast<double>(std::unique(years.begin(), years.end()) - years.begin());
  CrossedRows simple;
  const CrossedRows* used = &rows;
  if (m.events_ == 0 || m.events_ == m.rows_) {
    // Nothing to tell effects apart by: only the rate is kept.
    simple = rows;
    simple.used = {}, m.used_ = {};
    simple.fixed = 1, simple.x.assign(rows.groups.size(), 1.0), m.fixed_names_ = {"intercept"};
    m.dropped_.push_back(std::string("all effects: ") + (m.events_ == 0 ? "none of " : "all of ") +
                         std::to_string(m.rows_) + " rows moved");
    used = &simple;
  }
  LaplaceMode mode(*used);
  detail::Deviations sd{0.5, 0.3, 0.3, 0.5, prior.sd};
  if (m.used_ == std::array<bool, effect_kinds>{} && used == &simple) {
    m.converged_ = true, m.steps_ = 0;
    m.beta_ = {mode.beta[0]};
    const double p = detail::logistic(mode.beta[0]);
    m.beta_se_ = {1 / std::sqrt((static_cast<double>(m.rows_) + 1) * p * (1 - p))};
    m.sd_[4] = prior.sd;
    m.log_likelihood_ =
        m.rows_ ? static_cast<double>(m.rows_) * std::log1p(-std::min(p, 1 - p)) : 0;
    m.posterior_.mean = {mode.beta[0]};
    m.posterior_.factor = {1 / m.beta_se_[0]};
    return m;
  }
  const bool ml = options.estimator == Estimator::laplace_ml && !options.known_sd;
  int steps = 0;
  if (options.known_sd) {
    sd = *options.known_sd;
    steps = mode.maximise(sd, true);
  } else {
    steps = detail::run_em(mode, *used, options, sd, ml ? 4 : options.most_steps);
    if (ml) steps = detail::run_ml(mode, *used, options, sd);
  }
  m.converged_ = steps >= 0, m.steps_ = steps < 0 ? options.most_steps : steps;
  m.log_likelihood_ = mode.log_likelihood();
  if (mode.maximise(sd, !ml) < 0) m.converged_ = false;
  if (!ml) m.log_likelihood_ = mode.log_likelihood();
  for (std::size_t e = 0; e < effect_kinds; ++e) {
    if (!m.used_[e]) continue;
    m.sd_[e] = sd[e];
    m.effects_[e] = detail::plain(mode.effects[e]);
    m.effect_se_[e] =
        detail::plain(mode.variances(static_cast<Effect>(e), true).cwiseMax(0).cwiseSqrt().eval());
    if (!options.known_sd && sd[e] <= 1.01 * detail::smallest_sd) {
      m.dropped_.push_back(std::string(detail::effect_names[e]) +
                           " effect: its deviation is at its lower bound, practically 0");
    }
  }
  if (!m.used_[4]) m.sd_[4] = prior.sd;
  const auto nf = static_cast<Eigen::Index>(used->fixed);
  m.beta_ = detail::plain(mode.beta);
  m.beta_se_ = detail::plain(mode.core_inverse(true).diagonal().head(nf).cwiseSqrt().eval());
  auto& p = m.posterior_;
  Eigen::VectorXd mean = Eigen::VectorXd::Zero(static_cast<Eigen::Index>(mode.core_size()));
  mean.head(nf) = mode.beta;
  for (Effect e : {Effect::criterion, Effect::year, Effect::province}) {
    p.start[static_cast<std::size_t>(e)] = mode.at(e);
    const auto& u = mode.effects[static_cast<std::size_t>(e)];
    if (m.used(e)) mean.segment(static_cast<Eigen::Index>(mode.at(e)), u.size()) = u;
  }
  const Eigen::MatrixXd factor = mode.core.llt().matrixU();
  p.mean = detail::plain(mean), p.factor = detail::plain(factor);
  p.unit_core = detail::plain(mode.unit_core);
  p.district_core = detail::plain(mode.district_core);
  p.unit_weight = detail::plain(mode.unit_weight), p.unit_pivot = detail::plain(mode.unit_pivot);
  p.district_pivot = detail::plain(mode.district_pivot);
  return m;
}

TIEUCHI_INLINE CrossedModel fit_crossed(const History& history, Direction direction,
                                        const CrossedOptions& options) {
  return fit_crossed(crossed_rows(history, direction, options.covariates), direction, options);
}

TIEUCHI_INLINE std::string CrossedModel::summary() const {
  using detail::fixed, detail::left, detail::right;
  std::string out = direction_ == Direction::gain ? "Gain of criteria" : "Loss of criteria";
  out += options_.estimator == Estimator::laplace_ml ? ", Laplace ML" : ", EM-Laplace";
  out += ": " + std::to_string(events_) + " of " + std::to_string(rows_) + " rows moved\n";
  out += "  fixed effect              estimate  std. error       z\n";
  for (std::size_t f = 0; f < beta_.size(); ++f) {
    out += "  " + left(fixed_names_[f], 24) + right(fixed(beta_[f], 4), 10) +
           right(fixed(beta_se_[f], 4), 12) + right(fixed(beta_[f] / beta_se_[f], 2), 8) + "\n";
  }
  out += "  random effect            std. dev.      levels\n";
  for (std::size_t e = 0; e < effect_kinds; ++e) {
    if (used_[e])
      out += "  " + left(detail::effect_names[e], 24) + right(fixed(sd_[e], 4), 10) +
             right(std::to_string(levels_[e]), 12) + "\n";
  }
  if (options_.year_prior) {
    out += "  prior of the year's variance: scaled inverse chi-squared, " +
           fixed(options_.year_prior->weight, 1) + " degrees of freedom around " +
           fixed(options_.year_prior->sd, 2) + " squared\n";
  }
  out += "  log-likelihood " + fixed(log_likelihood_, 4) +
         (converged_ ? ", converged" : ", NOT converged") + " after " + std::to_string(steps_) +
         " steps\n";
  for (const auto& d : dropped_) out += "  dropped " + d + "\n";
  return out;
}

}  // namespace tieuchi::inline v1
