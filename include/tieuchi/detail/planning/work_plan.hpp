// Bodies of planning/work_plan.hpp.
#pragma once

#include "tieuchi/planning/work_plan.hpp"

#include <algorithm>
#include <vector>

#include "tieuchi/detail/inline.hpp"

namespace tieuchi::inline v1 {

TIEUCHI_INLINE WorkPlan plan_of(const WorkList& works, std::vector<PlannedWork> chosen) {
  WorkPlan plan;
  std::ranges::sort(chosen, [](const PlannedWork& a, const PlannedWork& b) {
    return a.year != b.year ? a.year < b.year : a.work < b.work;
  });
  std::vector<char> done(works.size(), 0);
  for (const auto& c : chosen) done[c.work] = 1;
  for (std::size_t u = 0; u < works.units().size(); ++u) {
    double all = works.units()[u].rest, before = all;
    for (std::size_t w = works.first(u); w < works.last(u); ++w) {
      if (works[w].criterion.empty()) continue;
      if (done[w]) plan.criteria += works[w].chance - works[w].chance_without;
      all *= done[w] ? works[w].chance : works[w].chance_without, before *= works[w].chance_without;
    }
    plan.recognised += all, plan.recognised_before += before;
  }
  plan.chosen = std::move(chosen);
  plan.cost = works.money().amount(exact_cost(works, plan));
  return plan;
}

TIEUCHI_INLINE wide_integer exact_cost(const WorkList& works, const WorkPlan& plan) {
  wide_integer sum = 0;
  for (const auto& c : plan.chosen) sum += works.exact_cost(c.work);
  return sum;
}

}  // namespace tieuchi::inline v1
