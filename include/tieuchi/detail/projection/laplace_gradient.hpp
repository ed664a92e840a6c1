// The gradient of Laplace's log-likelihood: the longest body of laplace.hpp, which declares it.
#pragma once

#include <algorithm>

#include "tieuchi/detail/projection/laplace.hpp"

namespace tieuchi::inline v1 {

inline Eigen::VectorXd LaplaceMode::gradient() {
  using Eigen::Index;
  const auto& r = rows_;
  const auto nf = static_cast<Index>(r.fixed), m = core.rows();
  const Eigen::MatrixXd k = core_inverse(false);
  const bool by_unit = uses(Effect::unit), by_district = uses(Effect::district),
             by_criterion = uses(Effect::criterion), by_year = uses(Effect::year),
             by_province = uses(Effect::province);
  const auto jc = static_cast<Index>(at(Effect::criterion)),
             tc = static_cast<Index>(at(Effect::year)),
             pc = static_cast<Index>(at(Effect::province));
  // V = Σ a z with a = ½ w′ h, where h is the variance of the row's random part.
  Eigen::VectorXd v_core = Eigen::VectorXd::Zero(m),
                  v_unit = Eigen::VectorXd::Zero(unit_pivot.size()),
                  v_district = Eigen::VectorXd::Zero(district_pivot.size()),
                  score = Eigen::VectorXd::Zero(nf);
  Eigen::VectorXd mean(m), km(m), gathered(m);
  Index current = -1;
  double constant = 0;
  for (std::size_t g = 0; g < r.groups.size(); ++g) {
    const auto& group = r.groups[g];
    const auto unit = static_cast<Index>(group.unit), year = static_cast<Index>(group.year);
    const auto d = static_cast<Index>(r.district[group.unit]),
               p = static_cast<Index>(r.province[group.unit]);
    if (unit != current) {
      current = unit;
      constant = 0, mean.setZero();
      const double left = by_unit ? 1 - unit_weight[unit] / unit_pivot[unit] : 1;
      if (by_unit) mean = unit_core.col(unit) / unit_pivot[unit], constant += 1 / unit_pivot[unit];
      if (by_district)
        mean += left * district_core.col(d) / district_pivot[d],
            constant += left * left / district_pivot[d];
      mean.head(nf).setZero();
      km.noalias() = k * mean;
      constant += mean.dot(km);
    }
    double base = constant;
    gathered.setZero();
    if (by_year) base += k(tc + year, tc + year) - 2 * km[tc + year], gathered += k.col(tc + year);
    if (by_province)
      base += k(pc + p, pc + p) - 2 * km[pc + p] + 2 * gathered[pc + p], gathered += k.col(pc + p);
    double sum = 0, residual = 0;
    for (std::uint32_t row = group.first; row < group.last; ++row) {
      const auto j = static_cast<Index>(r.criterion[row]);
      double h = base;
      if (by_criterion) h += k(jc + j, jc + j) - 2 * km[jc + j] + 2 * gathered[jc + j];
      const double a = 0.5 * turn_[row] * h;
      sum += a;
      if (by_criterion) v_core[jc + j] += a;
      residual += detail::row_terms(eta_[row], r.outcome[row] != 0, group.gap).score;
    }
    v_unit[unit] += sum, v_district[d] += sum;
    if (by_year) v_core[tc + year] += sum;
    if (by_province) v_core[pc + p] += sum;
    const Eigen::Map<const Eigen::VectorXd> x(r.x.data() + g * r.fixed, nf);
    v_core.head(nf) += sum * x, score += residual * x;
  }
  // s = H⁻¹ V over the random effects, by the same elimination.
  Eigen::VectorXd right = v_core, s_unit = Eigen::VectorXd::Zero(v_unit.size()),
                  s_district = Eigen::VectorXd::Zero(v_district.size());
  Eigen::VectorXd right_district = v_district;
  if (by_unit) {
    right -= unit_core * v_unit.cwiseQuotient(unit_pivot);
    for (Index i = 0; i < v_unit.size(); ++i) {
      right_district[static_cast<Index>(r.district[static_cast<std::size_t>(i)])] -=
          unit_weight[i] * v_unit[i] / unit_pivot[i];
    }
  }
  if (by_district) right -= district_core * right_district.cwiseQuotient(district_pivot);
  right.head(nf).setZero();
  const Eigen::VectorXd s_core = k * right;
  if (by_district)
    s_district =
        (right_district - district_core.transpose() * s_core).cwiseQuotient(district_pivot);
  Eigen::VectorXd out = Eigen::VectorXd::Zero(
      nf + static_cast<Index>(std::count(r.used.begin(), r.used.end(), true)));
  out.head(nf) = score - v_core.head(nf) + full_.leftCols(nf).transpose() * s_core;
  out.segment(1, nf - 1) -= beta.tail(nf - 1) / covariate_variance;
  for (Index i = 0; i < v_unit.size(); ++i) {
    const auto d = static_cast<Index>(r.district[static_cast<std::size_t>(i)]);
    if (by_unit)
      s_unit[i] = (v_unit[i] - unit_core.col(i).dot(s_core) - unit_weight[i] * s_district[d]) /
                  unit_pivot[i];
    out.head(nf) += (s_unit[i] + s_district[d]) * unit_core.col(i).head(nf);
  }
  Index at_parameter = nf;
  for (std::size_t e = 0; e < effect_kinds; ++e) {
    if (!r.used[e]) continue;
    const auto effect = static_cast<Effect>(e);
    const auto& u = effects[e];
    const Eigen::VectorXd s =
        effect == Effect::unit ? s_unit
        : effect == Effect::district
            ? s_district
            : Eigen::VectorXd(s_core.segment(static_cast<Index>(at(effect)), u.size()));
    const double precision = 1 / (sd_[e] * sd_[e]);
    out[at_parameter++] =
        precision * (u.squaredNorm() + variances(effect, false).sum() - 2 * s.dot(u)) -
        static_cast<double>(u.size());
  }
  return out;
}

}  // namespace tieuchi::inline v1
