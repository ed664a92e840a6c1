// Bodies of projection/parameter_draw.hpp.
#pragma once

#include "tieuchi/projection/parameter_draw.hpp"

#include <cmath>
#include <vector>

#include "tieuchi/detail/inline.hpp"

namespace tieuchi::inline v1 {

namespace detail {

// The sum of products in an order of its own: Eigen's begins where memory is aligned, and a
// vector's alignment differs from run to run.
inline double dot(const double* a, const double* b, std::size_t n) {
  double s[4] = {0, 0, 0, 0};
  std::size_t i = 0;
  for (; i + 4 <= n; i += 4) {
    for (std::size_t k = 0; k < 4; ++k) s[k] += a[i + k] * b[i + k];
  }
  for (; i < n; ++i) s[0] += a[i] * b[i];
  return (s[0] + s[1]) + (s[2] + s[3]);
}

}  // namespace detail

TIEUCHI_INLINE DrawnModel draw_model(const CrossedModel& m, const History& history,
                                     const DrawHow& how, RandomStream& random) {
  const auto& post = m.posterior();
  const std::size_t n_core = post.mean.size();
  DrawnModel d;
  std::vector<double> off(n_core, 0.0), core = post.mean;
  if (how.parameters) {
    // S = UᵀU, so U⁻¹z has covariance S⁻¹: solved from the last row, a column of U at a time.
    for (double& x : off) x = random.normal();
    for (std::size_t j = n_core; j-- > 0;) {
      const double* column = post.factor.data() + j * n_core;
      off[j] /= column[j];
      for (std::size_t i = 0; i < j; ++i) off[i] -= column[i] * off[j];
    }
    for (std::size_t i = 0; i < n_core; ++i) core[i] += off[i];
  }
  const auto moved_by_core = [&](const std::vector<double>& columns, std::size_t at) {
    return detail::dot(columns.data() + at * n_core, off.data(), n_core);
  };
  d.beta.assign(core.begin(), core.begin() + static_cast<std::ptrdiff_t>(m.beta().size()));
  const auto part = [&](Effect e, std::size_t level) {
    return m.used(e) ? core[post.start[static_cast<std::size_t>(e)] + level] : 0.0;
  };
  for (std::size_t j = 0; j < history.criteria(); ++j)
    d.criterion.push_back(part(Effect::criterion, j));
  std::vector<double> district(history.districts(), 0.0), moved(history.districts(), 0.0);
  if (m.used(Effect::district)) {
    for (std::size_t q = 0; q < district.size(); ++q) {
      if (how.parameters) {
        const double pivot = post.district_pivot[q];
        moved[q] =
            -moved_by_core(post.district_core, q) / pivot + random.normal() / std::sqrt(pivot);
      }
      district[q] = m.effect(Effect::district)[q] + moved[q];
    }
  }
  for (std::size_t i = 0; i < history.units(); ++i) {
    double unit = district[history.district(i)] + part(Effect::province, history.province(i));
    if (m.used(Effect::unit)) {
      unit += m.effect(Effect::unit)[i];
      if (how.parameters) {
        const double pivot = post.unit_pivot[i];
        unit +=
            -(moved_by_core(post.unit_core, i) + post.unit_weight[i] * moved[history.district(i)]) /
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
