// Bodies of planning/code_order.hpp.
#pragma once

#include "tieuchi/planning/code_order.hpp"

#include <algorithm>
#include <span>
#include <vector>

#include "tieuchi/detail/inline.hpp"

namespace tieuchi::inline v1 {

TIEUCHI_INLINE std::vector<PlannedWork> in_order_of_codes(const WorkList& works,
                                                          std::vector<PlannedWork> chosen,
                                                          std::span<const DatedTarget> targets) {
  if (works.any_order()) return chosen;
  using Pattern = std::vector<int>;  // the years of a unit's works, 0 where not chosen
  std::vector<Pattern> of(works.units().size());
  for (std::size_t u = 0; u < of.size(); ++u) of[u].assign(works.last(u) - works.first(u), 0);
  for (const auto& c : chosen)
    of[works.unit_of(c.work)][c.work - works.first(works.unit_of(c.work))] = c.year;
  const auto alike = [&](std::size_t a, std::size_t b) {
    const PlanUnit &x = works.units()[a], &y = works.units()[b];
    if (x.district != y.district || x.rest != y.rest || x.weight != y.weight ||
        of[a].size() != of[b].size())
      return false;
    for (std::size_t k = 0; k < of[a].size(); ++k) {
      const Work &v = works[works.first(a) + k], &w = works[works.first(b) + k];
      if (v.criterion != w.criterion || v.cost != w.cost || v.chance != w.chance ||
          v.chance_without != w.chance_without || v.value != w.value ||
          v.lead_years != w.lead_years || v.fund != w.fund || v.cost_spread != w.cost_spread)
        return false;
    }
    return std::ranges::all_of(targets, [&](const DatedTarget& t) {
      const auto& units = t.target.units;
      return units.empty() || (std::ranges::find(units, x.unit) == units.end()) ==
                                  (std::ranges::find(units, y.unit) == units.end());
    });
  };
  std::vector<char> seen(of.size(), 0);
  for (std::size_t a = 0; a < of.size(); ++a) {
    if (seen[a]) continue;
    std::vector<std::size_t> group{a};
    for (std::size_t b = a + 1; b < of.size(); ++b) {
      if (!seen[b] && alike(a, b)) group.push_back(b), seen[b] = 1;
    }
    std::vector<Pattern> patterns;
    patterns.reserve(group.size());
    for (auto u : group) patterns.push_back(of[u]);
    std::ranges::sort(patterns, [](const Pattern& x, const Pattern& y) {
      const auto chosen_of = [](const Pattern& p) {
        return std::ranges::count_if(p, [](int v) { return v > 0; });
      };
      return chosen_of(x) != chosen_of(y) ? chosen_of(x) > chosen_of(y) : x < y;
    });
    for (std::size_t k = 0; k < group.size(); ++k) of[group[k]] = patterns[k];
  }
  chosen.clear();
  for (std::size_t u = 0; u < of.size(); ++u) {
    for (std::size_t k = 0; k < of[u].size(); ++k) {
      if (of[u][k] > 0) chosen.push_back({works.first(u) + k, of[u][k]});
    }
  }
  return chosen;
}

}  // namespace tieuchi::inline v1
