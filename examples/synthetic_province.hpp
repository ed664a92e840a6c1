// A SYNTHETIC province: units and measures made by a counter-based generator, for examples and
// benchmarks. Whoever shows its figures says that they are synthetic.
#pragma once

#include "tieuchi/observation/panel_data.hpp"
#include "tieuchi/tieuchi.hpp"

namespace synthetic {

using namespace tieuchi;

// SplitMix64 of (seed, unit, measure): the same numbers on every platform.
inline double uniform(std::uint64_t seed, std::uint64_t unit, std::uint64_t item) {
  std::uint64_t z =
      seed * 0x9e3779b97f4a7c15ULL + unit * 0xbf58476d1ce4e5b9ULL + item * 0x94d049bb133111ebULL;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
  return double((z ^ (z >> 31)) >> 11) * 0x1p-53;
}

// One province "S" with `districts` districts and `communes` communes, all in the MNPB region.
inline Registry province(std::size_t communes, std::size_t districts) {
  std::vector<Unit> units;
  units.reserve(communes + districts + 1);
  const auto number = [](std::size_t n, std::size_t width) {
    std::string text = std::to_string(n);
    return text.size() < width ? std::string(width - text.size(), '0') + text : text;
  };
  for (std::size_t i = 0; i < communes; ++i) {
    const std::string n = number(i + 1, 3);
    units.push_back({.code = UnitCode{"S" + n},
                     .level = Level::commune,
                     .names = {{"Xã giả lập " + n}},
                     .parents = {{UnitCode{"SD" + number(i * districts / communes + 1, 2)}}},
                     .strata = {{{Dimension{"region"}, StratumCode{"MNPB"}}}}});
  }
  for (std::size_t d = 0; d < districts; ++d) {
    const std::string n = number(d + 1, 2);
    units.push_back({.code = UnitCode{"SD" + n},
                     .level = Level::district,
                     .names = {{"Huyện giả lập " + n}},
                     .parents = {{UnitCode{"S"}}}});
  }
  units.push_back({.code = UnitCode{"S"}, .level = Level::province, .names = {{"Tỉnh giả lập"}}});
  return Registry(std::move(units));
}

// Every measure of a set for the first `n` units: a latent level per unit moves all of them, about
// 2 % of the cells are missing. Shares and attainment rise with the level, rates to lower fall.
inline PanelData measures(const CriteriaSet& set, std::size_t n, Date reference,
                          std::uint64_t seed) {
  PanelData data;
  for (std::size_t u = 0; u < n; ++u) data.units.push_back(UnitIndex(u));
  std::uint64_t item = 0;
  for (const auto& m : set.parts().measures) {
    ++item;
    ColumnData c{.measure = m.code,
                 .reference = reference,
                 .evidence = Evidence::verified,
                 .recorded = {},
                 .source = "SYNTHETIC"};
    for (std::size_t u = 0; u < n; ++u) {
      const double level = uniform(seed, u, 0), noise = uniform(seed, u, item);
      const double good = std::min(1.0, 0.35 + 0.75 * level + 0.5 * (noise - 0.4));
      double v = 0;
      switch (m.kind) {
        case MeasureKind::share:
          v = std::round(1000 * std::clamp(0.45 + 0.6 * good, 0.0, 1.0)) / 10;
          break;
        case MeasureKind::attained:
          v = good > 0.45 ? 1 : 0;
          break;
        case MeasureKind::count:
          v = std::max(0.0, std::round(30 * (0.6 - good)));
          break;
        case MeasureKind::amount:
          v = std::round(10 * (22 + 26 * good)) / 10;
          break;
        default:
          v = std::round(100 * good);
          break;
      }
      if (m.code.str() == "poverty.multidimensional_rate")
        v = std::round(10 * 35 * (1 - good)) / 10;
      if (m.code.str() == "health.stunting_share") v = std::round(10 * (12 + 30 * (1 - good))) / 10;
      if (m.part_of) {  // a part stays below its whole
        for (const auto& whole : data.columns) {
          if (whole.measure == *m.part_of) v = std::min(v * 0.75, whole.values[u]);
        }
      }
      c.values.push_back(v);
      c.states.push_back(std::uint8_t(uniform(seed, u, item + 1000) < 0.02 ? Observed::not_collected
                                                                           : Observed::value));
    }
    data.columns.push_back(std::move(c));
  }
  return data;
}

}  // namespace synthetic
