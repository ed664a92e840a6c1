// Bodies of projection/parameter_draw.hpp.
#pragma once

#include "tieuchi/projection/parameter_draw.hpp"

#include <Eigen/Cholesky>
#include <cmath>
#include <vector>

#include "tieuchi/detail/inline.hpp"

namespace tieuchi::inline v1 {

TIEUCHI_INLINE DrawnModel draw_model(const CrossedModel& m, const History& history,
                                     const DrawHow& how, RandomStream& random) {
  using Eigen::Index;
  const auto& post = m.posterior();
  DrawnModel d;
  Eigen::VectorXd off = Eigen::VectorXd::Zero(post.mean.size());
  if (how.parameters) {
    // S = UᵀU, so U⁻¹z has covariance S⁻¹.
    for (Index i = 0; i < off.size(); ++i) off[i] = random.normal();
    post.factor.triangularView<Eigen::Upper>().solveInPlace(off);
  }
  const Eigen::VectorXd core = post.mean + off;
  d.beta.assign(core.data(), core.data() + m.beta().size());
  const auto part = [&](Effect e, std::size_t level) {
    return m.used(e) ? core[static_cast<Index>(post.start[static_cast<std::size_t>(e)] + level)]
                     : 0.0;
  };
  for (std::size_t j = 0; j < history.criteria(); ++j)
    d.criterion.push_back(part(Effect::criterion, j));
  std::vector<double> district(history.districts(), 0.0), moved(history.districts(), 0.0);
  if (m.used(Effect::district)) {
    for (std::size_t q = 0; q < district.size(); ++q) {
      if (how.parameters) {
        const double pivot = post.district_pivot[static_cast<Index>(q)];
        moved[q] = -post.district_core.col(static_cast<Index>(q)).dot(off) / pivot +
                   random.normal() / std::sqrt(pivot);
      }
      district[q] = m.effect(Effect::district)[q] + moved[q];
    }
  }
  for (std::size_t i = 0; i < history.units(); ++i) {
    double unit = district[history.district(i)] + part(Effect::province, history.province(i));
    if (m.used(Effect::unit)) {
      unit += m.effect(Effect::unit)[i];
      if (how.parameters) {
        const auto at = static_cast<Index>(i);
        const double pivot = post.unit_pivot[at];
        unit +=
            -(post.unit_core.col(at).dot(off) + post.unit_weight[at] * moved[history.district(i)]) /
                pivot +
            random.normal() / std::sqrt(pivot);
      }
    }
    d.unit.push_back(unit);
  }
  // χ² and shocks are drawn in any case, so that switching shocks off changes nothing else.
  const double sd = m.sd(Effect::year) * std::sqrt(m.year_df() / random.chi_squared(m.year_df()));
  for (std::size_t t = 0; t < how.years; ++t)
    d.shock.push_back(sd * random.normal() * (how.shocks ? 1 : 0));
  return d;
}

}  // namespace tieuchi::inline v1
