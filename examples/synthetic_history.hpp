// A SYNTHETIC panel of verdicts over several years from known chances, for tests, benchmarks and
// the calibration study. Whoever shows its figures says that they are synthetic.
#pragma once

#include "tieuchi/detail/distributions.hpp"
#include "tieuchi/projection/history.hpp"
#include "tieuchi/projection/random.hpp"

namespace synthetic {

using namespace tieuchi;

// What the panel is made with: yearly logits of gain and of loss and the spread of their effects.
struct World {
  std::size_t units = 200, criteria = 19, years = 6, districts = 10;
  double start = 0.4;               // share met in the first year
  double gain = -1.6, loss = -3.2;  // logits of a year
  double unit_sd = 0.7, district_sd = 0.3, criterion_sd = 0.9, year_sd = 0.3;
  double registered_share = 0, registered_effect = 0;  // bunching at the top: registered units jump
  std::uint64_t seed = 1;
};

// States of `years` years, and of `ahead` more that a forecast must not see.
inline HistoryParts panel(const World& w, std::size_t ahead = 0) {
  const std::size_t all = w.years + ahead;
  HistoryParts p;
  for (std::size_t t = 0; t < all; ++t) p.years.push_back(static_cast<int>(2015 + t));
  for (std::size_t i = 0; i < w.units; ++i) {
    p.units.push_back(UnitCode{"S" + std::to_string(i + 1)});
    p.district.push_back(static_cast<std::uint32_t>(i * w.districts / w.units));
  }
  for (std::size_t d = 0; d < w.districts; ++d)
    p.districts.push_back(UnitCode{"SD" + std::to_string(d + 1)});
  for (std::size_t j = 0; j < w.criteria; ++j)
    p.criteria.push_back(CriterionNumber{std::to_string(j + 1)});
  RandomStream effects(w.seed, 0, 100), cells(w.seed, 1, 100);
  const auto normals = [&](std::size_t n, double sd) {
    std::vector<double> v(n);
    for (double& x : v) x = sd * effects.normal();
    return v;
  };
  // Loss answers to the same unit and district the other way round, and to half of the criterion.
  const auto unit = normals(w.units, w.unit_sd), district = normals(w.districts, w.district_sd),
             criterion = normals(w.criteria, w.criterion_sd);
  const auto gain_year = normals(all, w.year_sd), loss_year = normals(all, w.year_sd);
  p.states.resize(all * w.criteria * w.units);
  if (w.registered_share > 0) p.registered.assign(all * w.units, 0);
  for (std::size_t t = 0; t < all; ++t) {
    for (std::size_t i = 0; i < w.units; ++i) {
      const double place = unit[i] + district[p.district[i]];
      std::size_t met = 0;
      for (std::size_t j = 0; t > 0 && j < w.criteria; ++j)
        met += p.states[((t - 1) * w.criteria + j) * w.units + i];
      bool registered = false;
      if (w.registered_share > 0) {
        // Units that are far on register; all that were at the top stay on the list.
        registered = t > 0 && (met == w.criteria ||
                               (met + 6 >= w.criteria && cells.uniform() < w.registered_share));
        p.registered[t * w.units + i] = registered;
      }
      for (std::size_t j = 0; j < w.criteria; ++j) {
        std::uint8_t& s = p.states[(t * w.criteria + j) * w.units + i];
        if (t == 0) {
          s = cells.uniform() < detail::logistic(detail::logit(w.start) + place + criterion[j]);
          continue;
        }
        const std::uint8_t before = p.states[((t - 1) * w.criteria + j) * w.units + i];
        const double jump = registered ? w.registered_effect : 0;
        const double a = detail::logistic(w.gain + place + criterion[j] + gain_year[t] + jump);
        const double b =
            detail::logistic(w.loss - place - 0.5 * criterion[j] + loss_year[t] - jump);
        s = before ? cells.uniform() >= b : cells.uniform() < a;
      }
    }
  }
  return p;
}

// The first `years` years of a panel.
inline History known(const World& w, const HistoryParts& whole) {
  return History(whole).until(w.years - 1);
}

}  // namespace synthetic
