// Bodies of planning/roadmap.hpp.
#pragma once

#include "tieuchi/planning/roadmap.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <limits>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "tieuchi/detail/inline.hpp"

namespace tieuchi::inline v1 {

TIEUCHI_INLINE const Text& word(TaskReason reason) {
  static const std::array<Text, 5> words{{{"chỉ tiêu yêu cầu", "required by a target"},
                                          {"đủ điều kiện công nhận", "unlocks recognition"},
                                          {"dễ đạt", "likely"},
                                          {"ít tốn kém", "cheap"},
                                          {"đáng với chi phí", "worth its cost"}}};
  return words.at(static_cast<std::size_t>(reason));
}

TIEUCHI_INLINE Roadmap::Roadmap(const WorkList& works, const WorkPlan& plan,
                                const RoadmapOptions& o) {
  std::vector<int> done(works.size(), 0);
  std::vector<double> costs;
  for (const auto& w : works.works()) costs.push_back(w.cost);
  std::ranges::sort(costs);
  const double median = costs.empty() ? 0 : costs[(costs.size() - 1) / 2];
  for (const auto& c : plan.chosen)
    done[c.work] = (c.year ? c.year : o.from) + works[c.work].lead_years;
  const auto whole = [&](std::size_t u, int by) {
    bool all = works.units()[u].rest > 0;
    for (std::size_t w = works.first(u); w < works.last(u); ++w)
      all = all && (works[w].criterion.empty() || (done[w] && done[w] <= by));
    return all;
  };
  for (const auto& c : plan.chosen) {
    const Work& w = works[c.work];
    const std::size_t u = works.unit_of(c.work);
    const bool required = std::ranges::find(o.required, w.unit) != o.required.end();
    const TaskReason reason = required ? TaskReason::required_by_target
                              : whole(u, std::numeric_limits<int>::max())
                                  ? TaskReason::unlocks_recognition
                              : w.chance_without > 0.5 ? TaskReason::likely
                              : w.cost <= median       ? TaskReason::cheap
                                                       : TaskReason::worth_its_cost;
    tasks_.push_back({c.work, c.year ? c.year : o.from, done[c.work], reason,
                      w.criterion.empty() ? 0 : w.chance - w.chance_without});
  }
  std::ranges::stable_sort(tasks_, {}, [](const Task& t) { return std::pair(t.year, t.work); });
  int last = o.from;
  for (const auto& t : tasks_) last = std::max(last, t.done);
  for (int y = tasks_.empty() ? o.from : std::min(o.from, tasks_.front().year); y <= last; ++y) {
    RoadmapYear at{y};
    for (const auto& t : tasks_) {
      if (t.year <= y) at.cost += works[t.work].cost;
      if (t.done <= y) at.criteria += t.effect;
    }
    for (std::size_t u = 0; u < works.units().size(); ++u) {
      double all = works.units()[u].rest;
      for (std::size_t w = works.first(u); w < works.last(u); ++w) {
        if (!works[w].criterion.empty())
          all *= done[w] && done[w] <= y ? works[w].chance : works[w].chance_without;
      }
      at.recognised += all;
    }
    years_.push_back(at);
  }
  std::map<std::tuple<UnitCode, std::string, int>, RoadmapSum> sums;
  for (const auto& t : tasks_) {
    const UnitCode& district = works.units()[works.unit_of(t.work)].district;
    auto& sum = sums.try_emplace({district, works[t.work].fund, t.year},
                                 RoadmapSum{district, works[t.work].fund, t.year})
                    .first->second;
    ++sum.tasks, sum.cost += works[t.work].cost;
  }
  for (auto& [key, sum] : sums) sums_.push_back(std::move(sum));
}

namespace detail {

// Positions of works in the order in which they are to be funded.
inline std::vector<std::size_t> task_order(const WorkList& works, const RoadmapOptions& o) {
  std::vector<std::size_t> order(works.size());
  for (std::size_t w = 0; w < order.size(); ++w) order[w] = w;
  std::vector<double> key(works.size());
  for (std::size_t w = 0; w < key.size(); ++w) key[w] = works[w].cost;
  if (o.order == TaskOrder::recognitions_first) {
    // Communes that can be recognised by what is lacking costs, cheapest commune first; the others
    // last.
    for (std::size_t u = 0; u < works.units().size(); ++u) {
      double sum = 0;
      for (std::size_t w = works.first(u); w < works.last(u); ++w) sum += works[w].cost;
      const double weight = works.units()[u].weight * works.units()[u].rest;
      for (std::size_t w = works.first(u); w < works.last(u); ++w)
        key[w] = weight > 0 ? sum / weight : std::numeric_limits<double>::infinity();
    }
  }
  std::vector<std::uint8_t> required(works.size(), 0);
  for (std::size_t w = 0; w < required.size(); ++w)
    required[w] = std::ranges::find(o.required, works[w].unit) != o.required.end();
  std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) {
    if (required[a] != required[b]) return required[a] > required[b];
    if (key[a] != key[b]) return key[a] < key[b];
    if (o.order == TaskOrder::recognitions_first && works.unit_of(a) != works.unit_of(b))
      return works.unit_of(a) < works.unit_of(b);
    return works[a].cost < works[b].cost;
  });
  return order;
}

}  // namespace detail

TIEUCHI_INLINE Roadmap roadmap(const WorkList& works, const RoadmapOptions& o) {
  Problems problems;
  if (o.budget.empty())
    problems.add({.what = ProblemCode::missing_field,
                  .column = "budget",
                  .code = "road map",
                  .found = "no year",
                  .expected = "the budget of a year at least"});
  for (std::size_t y = 0; y < o.budget.size(); ++y) {
    if (!(o.budget[y] >= 0) || !std::isfinite(o.budget[y])) {
      problems.add({.what = ProblemCode::not_a_cost,
                    .column = "budget",
                    .code = std::to_string(o.from + static_cast<int>(y)),
                    .found = std::isnan(o.budget[y]) ? "nothing" : std::to_string(o.budget[y]),
                    .expected = "0 or more"});
    }
  }
  for (const auto& u : o.required) {
    if (!std::ranges::binary_search(works.units(), u, {}, &PlanUnit::unit))
      problems.add({.what = ProblemCode::unknown_unit,
                    .column = "required",
                    .code = "road map",
                    .found = u.str(),
                    .expected = "a unit that has works"});
  }
  problems.raise<InvalidData>();
  std::vector<std::size_t> order = detail::task_order(works, o);
  if (o.order == TaskOrder::recognitions_first && !works.any_order()) {
    // What the whole budget buys at best; a recognition outweighs all criteria together.
    double budget = 0, all = 1;
    for (double b : o.budget) budget += b;
    for (const auto& w : works.works()) all += w.value;
    const WorkPlan best = prioritise(works, {.budget = budget, .wanted = {all}, .states = 20'000});
    std::vector<char> chosen(works.size(), 0);
    for (const auto& c : best.chosen) chosen[c.work] = 1;
    std::stable_partition(order.begin(), order.end(), [&](std::size_t w) {
      return chosen[w] || std::ranges::find(o.required, works[w].unit) != o.required.end();
    });
  }
  std::vector<wide_integer> left;
  for (double b : o.budget) left.push_back(works.money().within(b));
  std::vector<int> year(works.size(), -1);  // years after the first
  std::vector<char> tried(works.size(), 0);
  const auto place = [&](auto& self, std::size_t w) -> bool {
    if (tried[w]) return year[w] >= 0;
    tried[w] = 1;
    std::size_t earliest = 0;
    for (auto b : works.before(w)) {
      if (!self(self, b)) return false;
      earliest = std::max(earliest, static_cast<std::size_t>(year[b] + works[b].lead_years) + 1);
    }
    for (std::size_t y = earliest; y < left.size(); ++y) {
      if (works.exact_cost(w) > left[y]) continue;
      left[y] -= works.exact_cost(w), year[w] = static_cast<int>(y);
      return true;
    }
    return false;
  };
  if (o.order == TaskOrder::recognitions_first) {
    // A commune whose works do not all find money is not begun: it would not be recognised.
    std::vector<char> seen(works.units().size(), 0);
    for (auto w : order) {
      const std::size_t u = works.unit_of(w);
      if (seen[u] || works.units()[u].rest <= 0) continue;
      seen[u] = 1;
      std::vector<std::size_t> of(works.last(u) - works.first(u));
      for (std::size_t k = 0; k < of.size(); ++k) of[k] = works.first(u) + k;
      std::ranges::stable_sort(of, std::ranges::greater{},
                               [&](std::size_t k) { return works[k].cost; });
      const auto kept = std::tuple(left, year, tried);
      if (!std::ranges::all_of(of, [&](std::size_t k) { return place(place, k); }))
        std::tie(left, year, tried) = kept;
    }
    std::ranges::stable_sort(order, {}, [&](std::size_t w) { return works[w].cost; });
  }
  for (auto w : order) place(place, w);
  std::vector<PlannedWork> chosen;
  for (std::size_t w = 0; w < works.size(); ++w) {
    if (year[w] >= 0) chosen.push_back({w, o.from + year[w]});
  }
  return Roadmap(works, plan_of(works, std::move(chosen)), o);
}

}  // namespace tieuchi::inline v1
