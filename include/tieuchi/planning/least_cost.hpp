/// @file
/// The reverse question: what is the least money for so many recognitions and so many criteria?
///
/// Each target has one multiplier, what one more unit or criterion is worth; at given multipliers every
/// unit is solved alone and their sum is a bound. The multipliers are raised by subgradients (Polyak 1969),
/// then the choices that lose less than the gap are searched to the end. Works are certain here; for
/// uncertain ones see chance_plan.hpp.
///
/// @code
/// const WorkPlan plan = least_cost(works, {{.code = "13", .count = PlanCount::recognised, .at_least = 13}});
/// @endcode
#pragma once

#include <array>
#include <bit>
#include <chrono>
#include <limits>
#include <optional>

#include "tieuchi/planning/plan_target.hpp"
#include "tieuchi/planning/work_plan.hpp"

namespace tieuchi::inline v1 {

struct LeastCostOptions {
  std::optional<double> budget{};      ///< more than this is infeasible
  double gap = 0;                      ///< relative; 0: to the last unit of money
  std::size_t states = 200'000;
};

/// The cheapest works that reach every target; `value` is the cost, `bound` lies below it. Costs are
/// summed exactly (see money.hpp): of 1e15 + 1 and 1e15 + 2 the first is found.
/// @throws Infeasible naming each target out of reach with the most that can be had; where the least cost
/// exceeds the budget, that cost and for each target the most that the budget allows with the others kept.
/// InvalidData for works in an order or uncertain ones, more than 8 targets, an unknown unit.
WorkPlan least_cost(const WorkList& works, const std::vector<PlanTarget>& targets, const LeastCostOptions& options = {});

// ------------------------------------------------------------------------------------------------

namespace detail {

inline constexpr std::size_t most_plan_targets = 8;

class CoverSearch {
 public:
  CoverSearch(const WorkList& works, const std::vector<PlanTarget>& targets, const LeastCostOptions& o) : works_(works), targets_(targets), o_(o) { check(); }

  WorkPlan run() {
    const auto started = std::chrono::steady_clock::now();
    raise_multipliers();
    const bool proved = search();
    std::vector<PlannedWork> chosen;
    for (std::size_t u = 0; u < best_.size(); ++u) {
      for (auto left = best_[u]; left; left &= left - 1) chosen.push_back({works_.first(u) + static_cast<std::size_t>(std::countr_zero(left))});
    }
    WorkPlan plan = plan_of(works_, std::move(chosen));
    plan.value = plan.cost;
    const double least = proved ? plan.cost * (1 - o_.gap) : std::max(floor_, floor_ + cut_) - noise_;
    const Money& money = works_.money();
    plan.bound = std::min(plan.cost, money.amount(money.not_below(std::max(least, 0.0))));
    plan.status = proved || plan.gap() <= o_.gap ? PlanStatus::optimal : PlanStatus::stopped;
    plan.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
    return plan;
  }

 private:
  using Counts = std::array<std::int16_t, most_plan_targets>;
  struct Option {
    double loss;
    wide_integer cost;
    Counts counts;   // beyond the base, as the cost
    std::uint64_t works;
  };
  struct State {
    double loss;
    wide_integer cost;
    Counts counts;
    std::uint32_t node;
  };
  struct Node { std::uint32_t before; std::size_t unit; std::uint64_t works; };

  std::size_t size_of(std::size_t u) const { return works_.last(u) - works_.first(u); }
  std::uint64_t everything(std::size_t u) const { return size_of(u) == 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << size_of(u)) - 1; }
  bool whole(std::size_t u, std::uint64_t works) const { return works == everything(u) && works_.units()[u].rest == 1; }
  std::uint64_t criteria(std::size_t u, std::uint64_t works) const { return static_cast<std::uint64_t>(std::popcount(works & meets_[u])); }
  double cost(std::size_t u, std::uint64_t works) const { return works_.money().amount(exact(u, works)); }
  wide_integer exact(std::size_t u, std::uint64_t works) const {
    wide_integer sum = 0;
    for (; works; works &= works - 1) sum += works_.exact_cost(works_.first(u) + static_cast<std::size_t>(std::countr_zero(works)));
    return sum;
  }
  wide_integer exact(const std::vector<std::uint64_t>& masks) const {
    wide_integer sum = 0;
    for (std::size_t u = 0; u < masks.size(); ++u) sum += exact(u, masks[u]);
    return sum;
  }
  void keep(const std::vector<std::uint64_t>& masks, wide_integer cost) { best_ = masks, exact_top_ = cost, top_ = works_.money().amount(cost); }
  int counted(std::size_t t, std::size_t u, std::uint64_t works) const {
    if (!of_[t][u]) return 0;
    return targets_[t].count == PlanCount::recognised ? whole(u, works) : static_cast<int>(criteria(u, works));
  }
  // What a criterion and a recognition of a unit are worth at the multipliers.
  std::pair<double, double> worth(std::size_t u, const std::vector<double>& price) const {
    double criterion = 0, recognised = 0;
    for (std::size_t t = 0; t < targets_.size(); ++t) {
      if (of_[t][u]) (targets_[t].count == PlanCount::recognised ? recognised : criterion) += price[t];
    }
    return {criterion, works_.units()[u].rest == 1 ? recognised : 0};
  }
  // The works of a unit that cost least beyond what they are worth, and that remainder.
  std::pair<std::uint64_t, double> cheapest(std::size_t u, const std::vector<double>& price) const {
    const auto w = worth(u, price);
    std::uint64_t some = 0;
    double of_some = 0, of_all = -w.second;
    for (std::size_t k = 0; k < size_of(u); ++k) {
      const double net = works_[works_.first(u) + k].cost - (meets_[u] >> k & 1 ? w.first : 0);
      of_all += net;
      if (net < 0) of_some += net, some |= std::uint64_t{1} << k;
    }
    return of_all < of_some ? std::pair{everything(u), of_all} : std::pair{some, of_some};
  }

  void check();
  double bound(const std::vector<double>& price, std::vector<std::uint64_t>* masks, std::vector<double>* missing) const;
  void raise_multipliers();
  bool repair(std::vector<std::uint64_t> masks);
  bool search();

  const WorkList& works_;
  const std::vector<PlanTarget>& targets_;
  const LeastCostOptions& o_;
  std::vector<std::vector<char>> of_;        // [targets, units]
  std::vector<std::uint64_t> meets_;         // works that meet a criterion
  std::vector<double> price_;
  std::vector<std::uint64_t> base_, best_;
  double floor_ = 0, top_ = std::numeric_limits<double>::infinity(), cut_ = std::numeric_limits<double>::infinity();
  double noise_ = 0;             // more than the rounding of floor and losses
  wide_integer exact_top_ = 0;   // top in units of money
};

inline void CoverSearch::check() {
  Problems problems, beyond;
  const auto bad = [&](const std::string& code, const char* column, std::string found, std::string expected) {
    problems.add({.what = ProblemCode::value_out_of_range, .column = column, .code = code, .found = std::move(found), .expected = std::move(expected)});
  };
  check_gap(o_.gap, problems);
  if (o_.budget) check_budget(*o_.budget, problems);
  if (targets_.empty() || targets_.size() > most_plan_targets) bad("targets", "", std::to_string(targets_.size()), "1 to 8 targets");
  if (works_.any_order()) bad("works", "after", "works in an order", "no order within one budget: plan over years");
  if (!works_.certain()) bad("works", "chance", "uncertain works", "works that succeed; see chance_plan");
  const auto units = works_.units();
  for (std::size_t u = 0; u < units.size(); ++u) {
    if (size_of(u) > 64) bad(units[u].unit.str(), "", std::to_string(size_of(u)) + " works", "at most 64 a unit");
    std::uint64_t meets = 0;
    for (std::size_t k = 0; k < std::min<std::size_t>(size_of(u), 64); ++k) meets |= static_cast<std::uint64_t>(!works_[works_.first(u) + k].criterion.empty()) << k;
    meets_.push_back(meets);
  }
  for (const auto& t : targets_) {
    if (t.at_least > 30'000) bad(t.code, "at_least", std::to_string(t.at_least), "at most 30,000");
    auto& of = of_.emplace_back(units.size(), t.units.empty() ? 1 : 0);
    for (const auto& code : t.units) {
      const auto at = std::ranges::lower_bound(units, code, {}, &PlanUnit::unit);
      if (at != units.end() && at->unit == code) of[static_cast<std::size_t>(at - units.begin())] = 1;
      else problems.add({.what = ProblemCode::unknown_unit, .column = "units", .code = t.code, .found = code.str(), .expected = "a unit that has works"});
    }
  }
  problems.raise<InvalidData>();
  for (std::size_t t = 0; t < targets_.size(); ++t) {
    int most = 0;
    for (std::size_t u = 0; u < units.size(); ++u) most += counted(t, u, everything(u));
    if (most < targets_[t].at_least) {
      beyond.add({.what = ProblemCode::out_of_reach, .code = targets_[t].code, .found = std::to_string(targets_[t].at_least), .expected = "at most " + std::to_string(most) + " with all works done"});
    }
  }
  beyond.raise<Infeasible>();
}

inline double CoverSearch::bound(const std::vector<double>& price, std::vector<std::uint64_t>* masks, std::vector<double>* missing) const {
  double sum = 0;
  for (std::size_t t = 0; t < targets_.size(); ++t) {
    sum += price[t] * targets_[t].at_least;
    if (missing) (*missing)[t] = targets_[t].at_least;
  }
  for (std::size_t u = 0; u < meets_.size(); ++u) {
    const auto best = cheapest(u, price);
    sum += best.second;
    if (masks) (*masks)[u] = best.first;
    for (std::size_t t = 0; missing && t < targets_.size(); ++t) (*missing)[t] -= counted(t, u, best.first);
  }
  return sum;
}

inline void CoverSearch::raise_multipliers() {
  const std::size_t n = targets_.size();
  best_.resize(meets_.size());
  for (std::size_t u = 0; u < best_.size(); ++u) best_[u] = everything(u);
  keep(best_, exact(best_));
  repair(best_);
  price_.assign(n, 0.0);
  base_.assign(meets_.size(), 0);
  std::vector<double> now(n, 0.0), missing(n);
  std::vector<std::uint64_t> masks(meets_.size());
  double pace = 1;
  floor_ = bound(price_, &base_, nullptr);
  for (int step = 0, idle = 0; step < 600 && top_ - floor_ > std::max(o_.gap, 1e-9) * top_; ++step) {
    const double value = bound(now, &masks, &missing);
    if (value > floor_) {
      floor_ = value, price_ = now, base_ = masks, idle = 0;
      repair(masks);
    } else if (++idle >= 12) {
      pace /= 2, idle = 0, now = price_;
      continue;
    }
    double norm = 0;
    for (double m : missing) norm += m * m;
    if (norm == 0) break;
    for (std::size_t t = 0; t < n; ++t) now[t] = std::max(0.0, now[t] + pace * std::max(top_ - value, 1e-9) / norm * missing[t]);
  }
}

// Adds what is cheapest for what it brings until every target is reached, then drops what is not needed.
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
        if (!(masks[u] >> k & 1) && meets_[u] >> k & 1 && c < cheap) cheap = c, one = std::uint64_t{1} << k;
      }
      for (const std::uint64_t next : {masks[u] | one, everything(u)}) {
        if (next == masks[u]) continue;
        double brings = 0;
        for (std::size_t t = 0; t < n; ++t) {
          const int room = targets_[t].at_least - have[t], more = counted(t, u, next) - counted(t, u, masks[u]);
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
      needed = needed || have[t] - counted(t, u, masks[u]) + counted(t, u, masks[u] & ~bit) < targets_[t].at_least;
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
  const auto room = [&] { return top_ - floor_ - std::max(o_.gap * top_, works_.money().amount(1)) + noise_; };
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
    for (std::size_t k = 0; k < net.size(); ++k) net[k] = works_[works_.first(u) + k].cost - (meets_[u] >> k & 1 ? w.first : 0), order[k] = k;
    std::ranges::sort(order, std::ranges::greater{}, [&](std::size_t k) { return std::abs(net[k]); });
    std::vector<double> least(net.size() + 1, 0.0);
    for (std::size_t i = net.size(); i-- > 0;) least[i] = least[i + 1] + std::min(net[order[i]], 0.0);
    Unit found{u, std::numeric_limits<double>::infinity(), {}};
    double within = room();
    for (bool all = false; !all;) {
      all = true, found.options.clear(), found.least_loss = std::numeric_limits<double>::infinity();
      const auto branch = [&](auto& self, std::size_t i, double sum, std::uint64_t works, bool every) -> void {
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
        Option o{std::max(0.0, sum - (whole(u, works) ? w.second : 0) - at_base), exact(u, works) - exact(u, base_[u]), {}, works};
        for (std::size_t t = 0; t < n; ++t) o.counts[t] = static_cast<std::int16_t>(counted(t, u, works) - counted(t, u, base_[u]));
        found.least_loss = std::min(found.least_loss, o.loss);
        found.options.push_back(o);
      };
      branch(branch, 0, 0.0, 0, true);
      if (!all) within /= 2, complete = false, cut_ = std::min(cut_, within);
    }
    // Of choices that count alike the cheapest is enough.
    std::ranges::stable_sort(found.options, [](const Option& a, const Option& b) { return a.counts != b.counts ? a.counts < b.counts : a.cost < b.cost; });
    found.options.erase(std::unique(found.options.begin(), found.options.end(), [](const Option& a, const Option& b) { return a.counts == b.counts; }), found.options.end());
    if (!found.options.empty()) core.push_back(std::move(found));
  }
  std::ranges::stable_sort(core, {}, &Unit::least_loss);
  Counts start{};
  for (std::size_t t = 0; t < n; ++t) {
    int have = -targets_[t].at_least;
    for (std::size_t u = 0; u < base_.size(); ++u) have += counted(t, u, base_[u]);
    start[t] = static_cast<std::int16_t>(have);
  }
  std::vector<Node> nodes{{0, base_.size(), 0}};
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
        State made{s.loss + o.loss, s.cost + o.cost, s.counts, static_cast<std::uint32_t>(nodes.size())};
        for (std::size_t t = 0; t < n; ++t) made.counts[t] = static_cast<std::int16_t>(made.counts[t] + o.counts[t]);
        nodes.push_back({s.node, unit.unit, o.works});
        next.push_back(made);
        look(made);
      }
    }
    std::ranges::sort(next, [](const State& a, const State& b) { return a.counts != b.counts ? a.counts < b.counts : a.cost < b.cost; });
    next.erase(std::unique(next.begin(), next.end(), [](const State& a, const State& b) { return a.counts == b.counts; }), next.end());
    std::erase_if(next, [&](const State& s) { return s.loss >= room(); });
    if (next.size() > o_.states) {
      std::ranges::nth_element(next, next.begin() + static_cast<std::ptrdiff_t>(o_.states), {}, &State::loss);
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

inline WorkPlan least_cost(const WorkList& works, const std::vector<PlanTarget>& targets, const LeastCostOptions& o) {
  WorkPlan plan = detail::CoverSearch(works, targets, o).run();
  const auto fits = [&](const WorkPlan& p) { return exact_cost(works, p) <= works.money().within(*o.budget); };
  if (!o.budget || fits(plan)) return plan;
  Problems problems;
  const auto money = [](double x) { return std::to_string(static_cast<long long>(std::ceil(x))); };
  problems.add({.what = ProblemCode::over_budget, .code = "budget", .found = money(*o.budget), .expected = money(plan.bound) + " at least for all targets"});
  for (std::size_t t = 0; t < targets.size(); ++t) {
    auto relaxed = targets;
    int low = 0, high = targets[t].at_least;   // `high` costs too much
    relaxed[t].at_least = 0;
    if (!fits(detail::CoverSearch(works, relaxed, o).run())) continue;
    while (low + 1 < high) {
      relaxed[t].at_least = (low + high) / 2;
      (fits(detail::CoverSearch(works, relaxed, o).run()) ? low : high) = relaxed[t].at_least;
    }
    problems.add({.what = ProblemCode::over_budget, .code = targets[t].code, .found = std::to_string(targets[t].at_least), .expected = "at most " + std::to_string(low) + " with the others kept"});
  }
  problems.raise<Infeasible>();
  return plan;
}

}  // namespace tieuchi::inline v1
