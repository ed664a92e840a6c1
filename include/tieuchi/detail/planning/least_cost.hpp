// Bodies of planning/least_cost.hpp.
#pragma once

#include "tieuchi/planning/least_cost.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <chrono>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "tieuchi/detail/inline.hpp"
#include "tieuchi/detail/planning/cover_search.hpp"

namespace tieuchi::inline v1 {

namespace detail {

// Adds what is cheapest for what it brings until every target is reached, then drops what is not
// needed.
inline bool CoverSearch::repair(std::vector<std::uint64_t> masks) {
  const std::size_t n = targets_.size();
  std::vector<int> have(n, 0);
  for (std::size_t u = 0; u < masks.size(); ++u) {
    for (std::size_t t = 0; t < n; ++t) have[t] += counted(t, u, masks[u]);
  }
  const auto change = [&](std::size_t u, std::uint64_t to) {
    for (std::size_t t = 0; t < n; ++t) have[t] += counted(t, u, to) - counted(t, u, masks[u]);
    masks[u] = to;
  };
  for (;;) {
    std::size_t at = masks.size();
    std::uint64_t to = 0;
    double best = std::numeric_limits<double>::infinity();
    bool short_of = false;
    for (std::size_t t = 0; t < n; ++t) short_of = short_of || have[t] < targets_[t].at_least;
    if (!short_of) break;
    for (std::size_t u = 0; u < masks.size(); ++u) {
      std::uint64_t one = 0;
      double cheap = std::numeric_limits<double>::infinity();
      for (std::size_t k = 0; k < size_of(u); ++k) {
        const double c = works_[works_.first(u) + k].cost;
        if (!(masks[u] >> k & 1) && meets_[u] >> k & 1 && c < cheap)
          cheap = c, one = std::uint64_t{1} << k;
      }
      for (const std::uint64_t next : {masks[u] | one, everything(u)}) {
        if (next == masks[u]) continue;
        double brings = 0;
        for (std::size_t t = 0; t < n; ++t) {
          const int room = targets_[t].at_least - have[t],
                    more = counted(t, u, next) - counted(t, u, masks[u]);
          if (room > 0) brings += std::min(room, more) / static_cast<double>(room);
        }
        if (brings <= 0) continue;
        const double rate = (cost(u, next) - cost(u, masks[u])) / brings;
        if (rate < best) best = rate, at = u, to = next;
      }
    }
    if (at == masks.size()) return false;
    change(at, to);
  }
  std::vector<std::pair<double, std::size_t>> dear;
  for (std::size_t w = 0; w < works_.size(); ++w) dear.emplace_back(-works_[w].cost, w);
  std::ranges::sort(dear);
  for (const auto& [less, w] : dear) {
    const std::size_t u = works_.unit_of(w);
    const std::uint64_t bit = std::uint64_t{1} << (w - works_.first(u));
    if (!(masks[u] & bit)) continue;
    bool needed = false;
    for (std::size_t t = 0; t < n; ++t) {
      needed = needed || have[t] - counted(t, u, masks[u]) + counted(t, u, masks[u] & ~bit) <
                             targets_[t].at_least;
    }
    if (!needed) change(u, masks[u] & ~bit);
  }
  if (const wide_integer sum = exact(masks); sum < exact_top_) keep(masks, sum);
  return true;
}

inline bool CoverSearch::search() {
  const std::size_t n = targets_.size();
  double scale = top_;
  for (std::size_t t = 0; t < n; ++t) scale += price_[t] * targets_[t].at_least;
  for (std::size_t u = 0; u < base_.size(); ++u) scale += std::abs(cheapest(u, price_).second);
  noise_ = 1e-12 * scale;
  // A better plan is cheaper by the gap at least, and by one unit of money.
  const auto room = [&] {
    return top_ - floor_ - std::max(o_.gap * top_, works_.money().amount(1)) + noise_;
  };
  struct Unit {
    std::size_t unit;
    double least_loss;
    std::vector<Option> options;
  };
  std::vector<Unit> core;
  bool complete = true;
  for (std::size_t u = 0; u < base_.size() && room() > 0; ++u) {
    const auto w = worth(u, price_);
    const double at_base = cheapest(u, price_).second;
    std::vector<double> net(size_of(u));
    std::vector<std::size_t> order(size_of(u));
    for (std::size_t k = 0; k < net.size(); ++k)
      net[k] = works_[works_.first(u) + k].cost - (meets_[u] >> k & 1 ? w.first : 0), order[k] = k;
    std::ranges::sort(order, std::ranges::greater{},
                      [&](std::size_t k) { return std::abs(net[k]); });
    std::vector<double> least(net.size() + 1, 0.0);
    for (std::size_t i = net.size(); i-- > 0;)
      least[i] = least[i + 1] + std::min(net[order[i]], 0.0);
    Unit found{u, std::numeric_limits<double>::infinity(), {}};
    double within = room();
    for (bool all = false; !all;) {
      all = true, found.options.clear(), found.least_loss = std::numeric_limits<double>::infinity();
      const auto branch = [&](auto& self, std::size_t i, double sum, std::uint64_t works,
                              bool every) -> void {
        if (!all || sum + least[i] - (every ? w.second : 0) - at_base >= within) return;
        if (i < net.size()) {
          self(self, i + 1, sum + net[order[i]], works | std::uint64_t{1} << order[i], every);
          return self(self, i + 1, sum, works, false);
        }
        if (works == base_[u]) return;
        if (found.options.size() >= 4096) {
          all = false;
          return;
        }
        Option o{std::max(0.0, sum - (whole(u, works) ? w.second : 0) - at_base),
                 exact(u, works) - exact(u, base_[u]),
                 {},
                 works};
        for (std::size_t t = 0; t < n; ++t)
          o.counts[t] = static_cast<std::int16_t>(counted(t, u, works) - counted(t, u, base_[u]));
        found.least_loss = std::min(found.least_loss, o.loss);
        found.options.push_back(o);
      };
      branch(branch, 0, 0.0, 0, true);
      if (!all) within /= 2, complete = false, cut_ = std::min(cut_, within);
    }
    // Of choices that count alike the cheapest is enough.
    std::ranges::stable_sort(found.options, [](const Option& a, const Option& b) {
      return a.counts != b.counts ? a.counts < b.counts : a.cost < b.cost;
    });
    found.options.erase(
        std::unique(found.options.begin(), found.options.end(),
                    [](const Option& a, const Option& b) { return a.counts == b.counts; }),
        found.options.end());
    if (!found.options.empty()) core.push_back(std::move(found));
  }
  std::ranges::stable_sort(core, {}, &Unit::least_loss);
  Counts start{};
  for (std::size_t t = 0; t < n; ++t) {
    int have = -targets_[t].at_least;
    for (std::size_t u = 0; u < base_.size(); ++u) have += counted(t, u, base_[u]);
    start[t] = static_cast<std::int16_t>(have);
  }
  std::vector<Node> nodes;
  nodes.reserve(64);  // g++ 12 warns falsely of a list that starts with one
  nodes.push_back({0, base_.size(), 0});
  // A state's cost is floor + loss + Σ price · surplus.
  const auto look = [&](const State& s) {
    if (s.cost >= exact_top_ || std::ranges::any_of(s.counts, [](int c) { return c < 0; })) return;
    keep(base_, s.cost);
    for (auto k = s.node; k != 0; k = nodes[k].before) best_[nodes[k].unit] = nodes[k].works;
  };
  std::vector<State> states{{0, exact(base_), start, 0}}, next;
  look(states[0]);
  for (const auto& unit : core) {
    if (unit.least_loss >= room()) break;
    next = states;
    for (const auto& s : states) {
      for (const auto& o : unit.options) {
        if (s.loss + o.loss >= room()) continue;
        State made{s.loss + o.loss, s.cost + o.cost, s.counts,
                   static_cast<std::uint32_t>(nodes.size())};
        for (std::size_t t = 0; t < n; ++t)
          made.counts[t] = static_cast<std::int16_t>(made.counts[t] + o.counts[t]);
        nodes.push_back({s.node, unit.unit, o.works});
        next.push_back(made);
        look(made);
      }
    }
    std::ranges::sort(next, [](const State& a, const State& b) {
      return a.counts != b.counts ? a.counts < b.counts : a.cost < b.cost;
    });
    next.erase(std::unique(next.begin(), next.end(),
                           [](const State& a, const State& b) { return a.counts == b.counts; }),
               next.end());
    std::erase_if(next, [&](const State& s) { return s.loss >= room(); });
    if (next.size() > o_.states) {
      std::ranges::nth_element(next, next.begin() + static_cast<std::ptrdiff_t>(o_.states), {},
                               &State::loss);
      cut_ = std::min(cut_, next[o_.states].loss), complete = false;
      next.resize(o_.states);
    }
    if (nodes.size() > 20 * std::max<std::size_t>(o_.states, 1000)) {
      cut_ = 0;
      return false;
    }
    states.swap(next);
  }
  return complete || room() <= std::max(cut_, 0.0);
}

}  // namespace detail

TIEUCHI_INLINE WorkPlan least_cost(const WorkList& works, const std::vector<PlanTarget>& targets,
                                   const LeastCostOptions& o) {
  WorkPlan plan = detail::CoverSearch(works, targets, o).run();
  const auto fits = [&](const WorkPlan& p) {
    return exact_cost(works, p) <= works.money().within(*o.budget);
  };
  if (!o.budget || fits(plan)) return plan;
  Problems problems;
  const auto money = [](double x) { return std::to_string(static_cast<long long>(std::ceil(x))); };
  problems.add({.what = ProblemCode::over_budget,
                .code = "budget",
                .found = money(*o.budget),
                .expected = money(plan.bound) + " at least for all targets"});
  for (std::size_t t = 0; t < targets.size(); ++t) {
    auto relaxed = targets;
    int low = 0, high = targets[t].at_least;  // `high` costs too much
    relaxed[t].at_least = 0;
    if (!fits(detail::CoverSearch(works, relaxed, o).run())) continue;
    while (low + 1 < high) {
      relaxed[t].at_least = (low + high) / 2;
      (fits(detail::CoverSearch(works, relaxed, o).run()) ? low : high) = relaxed[t].at_least;
    }
    problems.add({.what = ProblemCode::over_budget,
                  .code = targets[t].code,
                  .found = std::to_string(targets[t].at_least),
                  .expected = "at most " + std::to_string(low) + " with the others kept"});
  }
  problems.raise<Infeasible>();
  return plan;
}

}  // namespace tieuchi::inline v1
