// The search for the least cost: which works each unit takes, by prices for targets and then by
// exact search over what those leave open.
#include "tieuchi/planning/least_cost.hpp"

// Guarded after its header, whose bodies read this file where they are inline.
#ifndef TIEUCHI_DETAIL_PLANNING_COVER_SEARCH
#define TIEUCHI_DETAIL_PLANNING_COVER_SEARCH

#include <algorithm>
#include <array>
#include <bit>
#include <chrono>
#include <limits>
#include <string>
#include <vector>

namespace tieuchi::inline v1 {

namespace detail {

inline constexpr std::size_t most_plan_targets = 8;

class CoverSearch {
 public:
  CoverSearch(const WorkList& works, const std::vector<PlanTarget>& targets,
              const LeastCostOptions& o)
      : works_(works), targets_(targets), o_(o) {
    check();
  }

  WorkPlan run() {
    const auto started = std::chrono::steady_clock::now();
    raise_multipliers();
    const bool proved = search();
    std::vector<PlannedWork> chosen;
    for (std::size_t u = 0; u < best_.size(); ++u) {
      for (auto left = best_[u]; left; left &= left - 1)
        chosen.push_back({works_.first(u) + static_cast<std::size_t>(std::countr_zero(left))});
    }
    WorkPlan plan = plan_of(works_, std::move(chosen));
    plan.value = plan.cost;
    const double least =
        proved ? plan.cost * (1 - o_.gap) : std::max(floor_, floor_ + cut_) - noise_;
    const Money& money = works_.money();
    plan.bound = std::min(plan.cost, money.amount(money.not_below(std::max(least, 0.0))));
    plan.status = proved || plan.gap() <= o_.gap ? PlanStatus::optimal : PlanStatus::stopped;
    plan.seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
    return plan;
  }

 private:
  using Counts = std::array<std::int16_t, most_plan_targets>;
  struct Option {
    double loss;
    wide_integer cost;
    Counts counts;  // beyond the base, as the cost
    std::uint64_t works;
  };
  struct State {
    double loss;
    wide_integer cost;
    Counts counts;
    std::uint32_t node;
  };
  struct Node {
    std::uint32_t before;
    std::size_t unit;
    std::uint64_t works;
  };

  [[nodiscard]] std::size_t size_of(std::size_t u) const {
    return works_.last(u) - works_.first(u);
  }
  [[nodiscard]] std::uint64_t everything(std::size_t u) const {
    return size_of(u) == 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << size_of(u)) - 1;
  }
  [[nodiscard]] bool whole(std::size_t u, std::uint64_t works) const {
    return works == everything(u) && works_.units()[u].rest == 1;
  }
  [[nodiscard]] std::uint64_t criteria(std::size_t u, std::uint64_t works) const {
    return static_cast<std::uint64_t>(std::popcount(works & meets_[u]));
  }
  [[nodiscard]] double cost(std::size_t u, std::uint64_t works) const {
    return works_.money().amount(exact(u, works));
  }
  [[nodiscard]] wide_integer exact(std::size_t u, std::uint64_t works) const {
    wide_integer sum = 0;
    for (; works; works &= works - 1)
      sum += works_.exact_cost(works_.first(u) + static_cast<std::size_t>(std::countr_zero(works)));
    return sum;
  }
  [[nodiscard]] wide_integer exact(const std::vector<std::uint64_t>& masks) const {
    wide_integer sum = 0;
    for (std::size_t u = 0; u < masks.size(); ++u) sum += exact(u, masks[u]);
    return sum;
  }
  void keep(const std::vector<std::uint64_t>& masks, wide_integer cost) {
    best_ = masks, exact_top_ = cost, top_ = works_.money().amount(cost);
  }
  [[nodiscard]] int counted(std::size_t t, std::size_t u, std::uint64_t works) const {
    if (!of_[t][u]) return 0;
    return targets_[t].count == PlanCount::recognised ? whole(u, works)
                                                      : static_cast<int>(criteria(u, works));
  }
  // What a criterion and a recognition of a unit are worth at the multipliers.
  [[nodiscard]] std::pair<double, double> worth(std::size_t u,
                                                const std::vector<double>& price) const {
    double criterion = 0, recognised = 0;
    for (std::size_t t = 0; t < targets_.size(); ++t) {
      if (of_[t][u])
        (targets_[t].count == PlanCount::recognised ? recognised : criterion) += price[t];
    }
    return {criterion, works_.units()[u].rest == 1 ? recognised : 0};
  }
  // The works of a unit that cost least beyond what they are worth, and that remainder.
  [[nodiscard]] std::pair<std::uint64_t, double> cheapest(std::size_t u,
                                                          const std::vector<double>& price) const {
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
  [[nodiscard]] double bound(const std::vector<double>& price, std::vector<std::uint64_t>* masks,
                             std::vector<double>* missing) const;
  void raise_multipliers();
  bool repair(std::vector<std::uint64_t> masks);
  bool search();

  const WorkList& works_;
  const std::vector<PlanTarget>& targets_;
  const LeastCostOptions& o_;
  std::vector<std::vector<char>> of_;  // [targets, units]
  std::vector<std::uint64_t> meets_;   // works that meet a criterion
  std::vector<double> price_;
  std::vector<std::uint64_t> base_, best_;
  double floor_ = 0, top_ = std::numeric_limits<double>::infinity(),
         cut_ = std::numeric_limits<double>::infinity();
  double noise_ = 0;            // more than the rounding of floor and losses
  wide_integer exact_top_ = 0;  // top in units of money
};

inline void CoverSearch::check() {
  Problems problems, beyond;
  const auto bad = [&](const std::string& code, const char* column, std::string found,
                       std::string expected) {
    problems.add({.what = ProblemCode::value_out_of_range,
                  .column = column,
                  .code = code,
                  .found = std::move(found),
                  .expected = std::move(expected)});
  };
  check_gap(o_.gap, problems);
  if (o_.budget) check_budget(*o_.budget, problems);
  if (targets_.empty() || targets_.size() > most_plan_targets)
    bad("targets", "", std::to_string(targets_.size()), "1 to 8 targets");
  if (works_.any_order())
    bad("works", "after", "works in an order", "no order within one budget: plan over years");
  if (!works_.certain())
    bad("works", "chance", "uncertain works", "works that succeed; see chance_plan");
  const auto units = works_.units();
  for (std::size_t u = 0; u < units.size(); ++u) {
    if (size_of(u) > 64)
      bad(units[u].unit.str(), "", std::to_string(size_of(u)) + " works", "at most 64 a unit");
    std::uint64_t meets = 0;
    for (std::size_t k = 0; k < std::min<std::size_t>(size_of(u), 64); ++k)
      meets |= static_cast<std::uint64_t>(!works_[works_.first(u) + k].criterion.empty()) << k;
    meets_.push_back(meets);
  }
  for (const auto& t : targets_) {
    if (t.at_least > 30'000) bad(t.code, "at_least", std::to_string(t.at_least), "at most 30,000");
    auto& of = of_.emplace_back(units.size(), t.units.empty() ? 1 : 0);
    for (const auto& code : t.units) {
      const auto at = std::ranges::lower_bound(units, code, {}, &PlanUnit::unit);
      if (at != units.end() && at->unit == code)
        of[static_cast<std::size_t>(at - units.begin())] = 1;
      else
        problems.add({.what = ProblemCode::unknown_unit,
                      .column = "units",
                      .code = t.code,
                      .found = code.str(),
                      .expected = "a unit that has works"});
    }
  }
  problems.raise<InvalidData>();
  for (std::size_t t = 0; t < targets_.size(); ++t) {
    int most = 0;
    for (std::size_t u = 0; u < units.size(); ++u) most += counted(t, u, everything(u));
    if (most < targets_[t].at_least) {
      beyond.add({.what = ProblemCode::out_of_reach,
                  .code = targets_[t].code,
                  .found = std::to_string(targets_[t].at_least),
                  .expected = "at most " + std::to_string(most) + " with all works done"});
    }
  }
  beyond.raise<Infeasible>();
}

inline double CoverSearch::bound(const std::vector<double>& price,
                                 std::vector<std::uint64_t>* masks,
                                 std::vector<double>* missing) const {
  double sum = 0;
  for (std::size_t t = 0; t < targets_.size(); ++t) {
    sum += price[t] * targets_[t].at_least;
    if (missing) (*missing)[t] = targets_[t].at_least;
  }
  for (std::size_t u = 0; u < meets_.size(); ++u) {
    const auto best = cheapest(u, price);
    sum += best.second;
    if (masks) (*masks)[u] = best.first;
    for (std::size_t t = 0; missing && t < targets_.size(); ++t)
      (*missing)[t] -= counted(t, u, best.first);
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
  for (int step = 0, idle = 0; step < 600 && top_ - floor_ > std::max(o_.gap, 1e-9) * top_;
       ++step) {
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
    for (std::size_t t = 0; t < n; ++t)
      now[t] = std::max(0.0, now[t] + pace * std::max(top_ - value, 1e-9) / norm * missing[t]);
  }
}

}  // namespace detail

}  // namespace tieuchi::inline v1

#endif
