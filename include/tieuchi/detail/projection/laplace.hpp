/// @file
/// The Laplace approximation of a crossed logistic mixed model, by block elimination.
///
/// η = xᵀβ + θ_unit + v_district + π_province + δ_criterion + γ_year, Greek terms normal. No design
/// matrix is built: every entry of the normal equations is a sum over a slice. Units are
/// eliminated, then districts; the dense core holds fixed effects, criteria, years and provinces. A
/// pass costs O(rows + units·core²). Rows are those of crossed_rows.hpp.
///
/// Source: Breslow & Clayton 1993, doi:10.1080/01621459.1993.10594284; gradient with the derivative
/// of the determinant as in Kristensen et al. 2016, doi:10.18637/jss.v070.i05.
#pragma once

#include <Eigen/Cholesky>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "tieuchi/detail/distributions.hpp"
#include "tieuchi/detail/number_text.hpp"
#include "tieuchi/detail/projection/row_terms.hpp"
#include "tieuchi/projection/crossed_rows.hpp"

namespace tieuchi::inline v1 {

/// The mode of all effects for given standard deviations, with what was factored on the way.
class LaplaceMode {
 public:
  /// Prior variance of fixed effects other than the intercept.
  static constexpr double covariate_variance = 4;

  explicit LaplaceMode(const CrossedRows& rows);

  /// Newton to the joint mode of β and all effects (`free_fixed`), or of the effects at the β held;
  /// steps are limited to 2 on the logit scale; stops at 1e-8. Returns the steps taken, or −1.
  int maximise(const std::array<double, effect_kinds>& deviations, bool free_fixed);
  /// Laplace's log-likelihood at the mode, with the prior of the covariates.
  [[nodiscard]] double log_likelihood() const;
  /// Its gradient for β and then for ln sd of the effects in use.
  Eigen::VectorXd gradient();
  /// Σ(û² + Var û) by effect: what EM divides by the number of levels.
  [[nodiscard]] std::array<double, effect_kinds> second_moments() const;

  Eigen::VectorXd beta;                               ///< [n_fixed]
  std::array<Eigen::VectorXd, effect_kinds> effects;  ///< modes
  Eigen::MatrixXd core;                               ///< S after elimination, [core, core]
  Eigen::MatrixXd unit_core;                          ///< C_i, [core, n_units]
  Eigen::VectorXd unit_weight, unit_pivot;            ///< Σw and D of each unit
  Eigen::MatrixXd district_core;                      ///< [core, n_districts]
  Eigen::VectorXd district_pivot;

  [[nodiscard]] std::size_t core_size() const { return size_; }
  /// First core row of an effect.
  [[nodiscard]] std::size_t at(Effect e) const { return start_[static_cast<std::size_t>(e)]; }
  /// Inverse of the core, of all of it or of its random rows only (the rest 0).
  [[nodiscard]] Eigen::MatrixXd core_inverse(bool with_fixed) const;
  /// Var û of every level of an effect, fixed effects held or not.
  [[nodiscard]] Eigen::VectorXd variances(Effect e, bool with_fixed) const;

 private:
  void accumulate();
  void eliminate();
  [[nodiscard]] double penalised() const;
  [[nodiscard]] bool uses(Effect e) const { return rows_.used[static_cast<std::size_t>(e)]; }
  double& sd(Effect e) { return sd_[static_cast<std::size_t>(e)]; }
  Eigen::VectorXd& of(Effect e) { return effects[static_cast<std::size_t>(e)]; }

  const CrossedRows& rows_;
  std::array<double, effect_kinds> sd_{};
  std::array<std::size_t, effect_kinds> start_{};
  std::size_t size_ = 0;
  double fit_ = 0;        // log-likelihood of the rows
  Eigen::MatrixXd full_;  // H before elimination
  Eigen::VectorXd core_score_, unit_score_, district_score_;
  std::vector<double> eta_, turn_;  // per row: linear predictor, dw/dη
};

// ------------------------------------------------------------------------------------------------

inline LaplaceMode::LaplaceMode(const CrossedRows& rows) : rows_(rows) {
  size_ = rows.fixed;
  for (Effect e : {Effect::criterion, Effect::year, Effect::province}) {
    start_[static_cast<std::size_t>(e)] = size_;
    if (uses(e)) size_ += rows.levels[static_cast<std::size_t>(e)];
  }
  beta = Eigen::VectorXd::Zero(static_cast<Eigen::Index>(rows.fixed));
  for (std::size_t e = 0; e < effect_kinds; ++e)
    effects[e] = Eigen::VectorXd::Zero(static_cast<Eigen::Index>(rows.levels[e]));
  double met = 0;
  for (auto y : rows.outcome) met += y;
  const auto n = static_cast<double>(rows.rows());
  beta[0] = detail::logit((met + 0.5) / (n + 1));
  eta_.resize(rows.rows()), turn_.resize(rows.rows());
}

inline void LaplaceMode::accumulate() {
  using Eigen::Index;
  const auto& r = rows_;
  const auto m = static_cast<Index>(size_), nf = static_cast<Index>(r.fixed);
  const Index units = static_cast<Index>(r.levels[0]), districts = static_cast<Index>(r.levels[1]);
  const bool by_criterion = uses(Effect::criterion), by_year = uses(Effect::year),
             by_province = uses(Effect::province);
  const auto jc = static_cast<Index>(at(Effect::criterion)),
             tc = static_cast<Index>(at(Effect::year)),
             pc = static_cast<Index>(at(Effect::province));
  full_ = Eigen::MatrixXd::Zero(m, m);
  core_score_ = Eigen::VectorXd::Zero(m);
  unit_score_ = unit_weight = Eigen::VectorXd::Zero(units);
  unit_core = Eigen::MatrixXd::Zero(m, units);
  district_score_ = Eigen::VectorXd::Zero(districts);
  fit_ = 0;
  const auto& delta = effects[static_cast<std::size_t>(Effect::criterion)];
  for (std::size_t g = 0; g < r.groups.size(); ++g) {
    const auto& group = r.groups[g];
    const auto unit = static_cast<Index>(group.unit), year = static_cast<Index>(group.year);
    const Eigen::Map<const Eigen::VectorXd> x(r.x.data() + g * r.fixed, nf);
    const auto d = static_cast<Index>(r.district[group.unit]),
               p = static_cast<Index>(r.province[group.unit]);
    double base = x.dot(beta);
    if (uses(Effect::unit)) base += of(Effect::unit)[unit];
    if (uses(Effect::district)) base += of(Effect::district)[d];
    if (by_province) base += of(Effect::province)[p];
    if (by_year) base += of(Effect::year)[year];
    auto c = unit_core.col(unit);
    double weight = 0, score = 0;
    for (std::uint32_t row = group.first; row < group.last; ++row) {
      const auto j = static_cast<Index>(r.criterion[row]);
      const double eta = by_criterion ? base + delta[j] : base;
      const auto t = detail::row_terms(eta, r.outcome[row] != 0, group.gap);
      eta_[row] = eta, turn_[row] = t.turn;
      fit_ += t.fit, weight += t.weight, score += t.score;
      if (!by_criterion) continue;
      c[jc + j] += t.weight;
      core_score_[jc + j] += t.score;
      full_(jc + j, jc + j) += t.weight;
      if (by_year) full_(tc + year, jc + j) += t.weight;
      for (Index f = 0; f < nf; ++f) full_(jc + j, f) += t.weight * x[f];
      if (by_province) full_(pc + p, jc + j) += t.weight;
    }
    unit_weight[unit] += weight, unit_score_[unit] += score, district_score_[d] += score;
    c.head(nf) += weight * x;
    core_score_.head(nf) += score * x;
    full_.topLeftCorner(nf, nf).noalias() += weight * x * x.transpose();
    if (by_year) {
      c[tc + year] += weight, core_score_[tc + year] += score,
          full_(tc + year, tc + year) += weight;
      full_.row(tc + year).head(nf) += weight * x.transpose();
    }
    if (by_province) {
      c[pc + p] += weight, core_score_[pc + p] += score, full_(pc + p, pc + p) += weight;
      full_.row(pc + p).head(nf) += weight * x.transpose();
      if (by_year) full_(pc + p, tc + year) += weight;
    }
  }
  full_ = Eigen::MatrixXd(full_.selfadjointView<Eigen::Lower>());
}

inline double LaplaceMode::penalised() const {
  double value = fit_ - 0.5 * beta.tail(beta.size() - 1).squaredNorm() / covariate_variance;
  for (std::size_t e = 0; e < effect_kinds; ++e) {
    if (rows_.used[e]) value -= 0.5 * effects[e].squaredNorm() / (sd_[e] * sd_[e]);
  }
  return value;
}

// Factors units and districts out of the accumulated equations; scores become those of the rest.
inline void LaplaceMode::eliminate() {
  using Eigen::Index;
  const auto nf = static_cast<Index>(rows_.fixed);
  core = full_;
  for (Index f = 1; f < nf; ++f) core(f, f) += 1 / covariate_variance;
  core_score_.segment(1, nf - 1) -= beta.tail(nf - 1) / covariate_variance;
  for (Effect e : {Effect::criterion, Effect::year, Effect::province}) {
    if (!uses(e)) continue;
    const double precision = 1 / (sd(e) * sd(e));
    const auto from = static_cast<Index>(at(e)), n = of(e).size();
    core.diagonal().segment(from, n).array() += precision;
    core_score_.segment(from, n) -= precision * of(e);
  }
  district_core = Eigen::MatrixXd::Zero(core.rows(), district_score_.size());
  district_pivot = Eigen::VectorXd::Zero(district_score_.size());
  const Index units = unit_weight.size();
  unit_pivot = Eigen::VectorXd::Constant(units, 1);
  if (uses(Effect::unit)) {
    const double precision = 1 / (sd(Effect::unit) * sd(Effect::unit));
    unit_pivot = unit_weight.array() + precision;
    unit_score_ -= precision * of(Effect::unit);
  }
  for (Index i = 0; i < units; ++i) {
    const auto d = static_cast<Index>(rows_.district[static_cast<std::size_t>(i)]);
    const double left = uses(Effect::unit) ? 1 - unit_weight[i] / unit_pivot[i] : 1;
    district_pivot[d] += unit_weight[i] * left;
    district_core.col(d) += left * unit_core.col(i);
    if (uses(Effect::unit)) district_score_[d] -= unit_weight[i] * unit_score_[i] / unit_pivot[i];
  }
  if (uses(Effect::unit)) {
    core_score_.noalias() -= unit_core * unit_score_.cwiseQuotient(unit_pivot);
    const Eigen::MatrixXd scaled = unit_core * unit_pivot.cwiseSqrt().cwiseInverse().asDiagonal();
    core.selfadjointView<Eigen::Lower>().rankUpdate(scaled, -1);
  }
  if (uses(Effect::district)) {
    const double precision = 1 / (sd(Effect::district) * sd(Effect::district));
    district_pivot.array() += precision;
    district_score_ -= precision * of(Effect::district);
    core_score_.noalias() -= district_core * district_score_.cwiseQuotient(district_pivot);
    const Eigen::MatrixXd scaled =
        district_core * district_pivot.cwiseSqrt().cwiseInverse().asDiagonal();
    core.selfadjointView<Eigen::Lower>().rankUpdate(scaled, -1);
  }
  core = Eigen::MatrixXd(core.selfadjointView<Eigen::Lower>());
}

inline int LaplaceMode::maximise(const std::array<double, effect_kinds>& deviations,
                                 bool free_fixed) {
  using Eigen::Index;
  sd_ = deviations;
  const auto nf = static_cast<Index>(rows_.fixed), from = free_fixed ? Index{0} : nf,
             n = static_cast<Index>(size_) - from;
  double before = 0;
  auto start = std::pair{beta, effects};
  double shrink = 1;
  Eigen::VectorXd step_core = Eigen::VectorXd::Zero(static_cast<Index>(size_)), step_unit,
                  step_district;
  const auto move = [&](double by) {
    beta = start.first, effects = start.second;
    if (free_fixed) beta += by * step_core.head(nf);
    for (Effect e : {Effect::criterion, Effect::year, Effect::province}) {
      if (uses(e)) of(e) += by * step_core.segment(static_cast<Index>(at(e)), of(e).size());
    }
    if (uses(Effect::district)) of(Effect::district) += by * step_district;
    if (uses(Effect::unit)) of(Effect::unit) += by * step_unit;
  };
  for (int iteration = 0; iteration < 100; ++iteration) {
    accumulate();
    const double now = penalised();
    if (iteration > 0 && !(now >= before - 1e-9 * (1 + std::abs(before))) && shrink > 1e-6) {
      move(shrink *= 0.5);
      continue;
    }
    before = now;
    eliminate();
    step_core.setZero();
    if (n > 0) {
      const Eigen::LLT<Eigen::MatrixXd> solver(core.bottomRightCorner(n, n));
      if (solver.info() != Eigen::Success) return -1;
      step_core.tail(n) = solver.solve(core_score_.tail(n));
    }
    step_district = Eigen::VectorXd::Zero(district_pivot.size());
    if (uses(Effect::district)) {
      step_district =
          (district_score_ - district_core.transpose() * step_core).cwiseQuotient(district_pivot);
    }
    step_unit = Eigen::VectorXd::Zero(unit_pivot.size());
    if (uses(Effect::unit)) {
      step_unit = unit_score_ - unit_core.transpose() * step_core;
      for (Index i = 0; i < step_unit.size(); ++i) {
        step_unit[i] -=
            unit_weight[i] *
            step_district[static_cast<Index>(rows_.district[static_cast<std::size_t>(i)])];
      }
      step_unit = step_unit.cwiseQuotient(unit_pivot);
    }
    double largest = n > 0 ? step_core.cwiseAbs().maxCoeff() : 0;
    if (uses(Effect::district)) largest = std::max(largest, step_district.cwiseAbs().maxCoeff());
    if (uses(Effect::unit)) largest = std::max(largest, step_unit.cwiseAbs().maxCoeff());
    if (!std::isfinite(largest)) return -1;
    if (largest < 1e-8) return iteration + 1;
    start = {beta, effects};
    shrink = std::min(1.0, 2 / largest);
    move(shrink);
  }
  return -1;
}

inline Eigen::MatrixXd LaplaceMode::core_inverse(bool with_fixed) const {
  using Eigen::Index;
  const Index from = with_fixed ? 0 : static_cast<Index>(rows_.fixed), n = core.rows() - from;
  Eigen::MatrixXd out = Eigen::MatrixXd::Zero(core.rows(), core.rows());
  if (n > 0)
    out.bottomRightCorner(n, n) =
        core.bottomRightCorner(n, n).llt().solve(Eigen::MatrixXd::Identity(n, n));
  return out;
}

inline double LaplaceMode::log_likelihood() const {
  using Eigen::Index;
  const auto nf = static_cast<Index>(rows_.fixed), n = core.rows() - nf;
  double value = penalised();
  for (std::size_t e = 0; e < effect_kinds; ++e) {
    if (rows_.used[e]) value -= static_cast<double>(effects[e].size()) * std::log(sd_[e]);
  }
  if (n > 0) {
    const Eigen::LLT<Eigen::MatrixXd> factor(core.bottomRightCorner(n, n));
    for (Index i = 0; i < n; ++i) value -= std::log(factor.matrixLLT()(i, i));
  }
  if (rows_.used[0]) value -= 0.5 * unit_pivot.array().log().sum();
  if (rows_.used[1]) value -= 0.5 * district_pivot.array().log().sum();
  return value;
}

inline Eigen::VectorXd LaplaceMode::variances(Effect e, bool with_fixed) const {
  using Eigen::Index;
  const Eigen::MatrixXd k = core_inverse(with_fixed);
  if (e == Effect::criterion || e == Effect::year || e == Effect::province) {
    return k.diagonal().segment(static_cast<Index>(at(e)),
                                effects[static_cast<std::size_t>(e)].size());
  }
  if (e == Effect::district) {
    const Eigen::VectorXd spread = (k * district_core).cwiseProduct(district_core).colwise().sum();
    return district_pivot.cwiseInverse() + spread.cwiseQuotient(district_pivot.cwiseAbs2());
  }
  Eigen::VectorXd out(unit_pivot.size());
  for (Index i = 0; i < out.size(); ++i) {
    Eigen::VectorXd v = unit_core.col(i) / unit_pivot[i];
    out[i] = 1 / unit_pivot[i];
    if (rows_.used[1]) {
      const auto d = static_cast<Index>(rows_.district[static_cast<std::size_t>(i)]);
      const double a = unit_weight[i] / unit_pivot[i];
      out[i] += a * a / district_pivot[d];
      v -= a * district_core.col(d) / district_pivot[d];
    }
    out[i] += v.dot(k * v);
  }
  return out;
}

inline std::array<double, effect_kinds> LaplaceMode::second_moments() const {
  std::array<double, effect_kinds> out{};
  for (std::size_t e = 0; e < effect_kinds; ++e) {
    if (rows_.used[e])
      out[e] = effects[e].squaredNorm() + variances(static_cast<Effect>(e), true).sum();
  }
  return out;
}

}  // namespace tieuchi::inline v1
