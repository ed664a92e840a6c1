// Bodies of planning/chance_plan.hpp.
#pragma once

#include "tieuchi/planning/chance_plan.hpp"

#include <algorithm>
#include <bit>
#include <chrono>
#include <cmath>
#include <limits>
#include <string>
#include <tuple>
#include <vector>

#include "tieuchi/detail/inline.hpp"

namespace tieuchi::inline v1 {

namespace detail {

class ChanceSearch {
 public:
  ChanceSearch(const Outlook& outlook, const WorkList& works, const ChancePlanOptions& o)
      : works_(works),
        o_(o),
        funded_(outlook, works, {o.newly, o.ahead, o.units}),
        units_(works.units().size()) {
    if (!(o.chance > 0 && o.chance < 1)) {
      throw InvalidData({{.what = ProblemCode::value_out_of_range,
                          .code = "chance",
                          .found = std::to_string(o.chance),
                          .expected = "above 0 and below 1"}});
    }
  }

  ChancePlan run() {
    const auto started = std::chrono::steady_clock::now();
    mask_.assign(units_, 0);
    const auto before = count_all();
    for (std::size_t u = 0; u < units_; ++u) mask_[u] = all_works(u);
    const auto most = count_all();
    if (share(most) < o_.chance) beyond(most);
    by_multiplier();
    std::vector<PlannedWork> chosen;
    for (std::size_t u = 0; u < units_; ++u) {
      for (auto left = mask_[u]; left; left &= left - 1)
        chosen.push_back({works_.first(u) + static_cast<std::size_t>(std::countr_zero(left))});
    }
    const auto with = count_all();
    ChancePlan found{.plan = plan_of(works_, std::move(chosen)),
                     .chance = drawn(share(with)),
                     .chance_without = drawn(share(before)),
                     .expected = mean(with)};
    found.plan.value = found.plan.cost;
    const Money& money = works_.money();
    found.plan.bound = std::min(found.plan.cost, money.amount(money.not_below(bound())));
    found.plan.status =
        found.plan.bound >= found.plan.cost ? PlanStatus::optimal : PlanStatus::stopped;
    found.plan.recognised = found.expected, found.plan.recognised_before = mean(before);
    found.plan.seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
    return found;
  }

 private:
  [[nodiscard]] std::size_t size_of(std::size_t u) const {
    return works_.last(u) - works_.first(u);
  }
  [[nodiscard]] std::uint64_t all_works(std::size_t u) const {
    return (std::uint64_t{1} << size_of(u)) - 1;
  }
  [[nodiscard]] double cost(std::size_t u, std::uint64_t set) const {
    double sum = 0;
    for (; set; set &= set - 1)
      sum += works_[works_.first(u) + static_cast<std::size_t>(std::countr_zero(set))].cost;
    return sum;
  }
  [[nodiscard]] double cost_of(const std::vector<std::uint64_t>& masks) const {
    double sum = 0;
    for (std::size_t u = 0; u < masks.size(); ++u) sum += cost(u, masks[u]);
    return sum;
  }
  [[nodiscard]] DrawnProbability drawn(double p) const {
    return {p, std::sqrt(p * (1 - p) / static_cast<double>(funded_.draws()))};
  }
  [[nodiscard]] double share(const std::vector<int>& counts) const {
    return static_cast<double>(
               std::ranges::count_if(counts, [&](int x) { return x >= o_.at_least; })) /
           static_cast<double>(counts.size());
  }
  static double mean(const std::vector<int>& counts) {
    double sum = 0;
    for (int x : counts) sum += x;
    return sum / static_cast<double>(counts.size());
  }
  static void add(std::vector<int>& counts, const DrawBits& bits, int how_many) {
    for (std::size_t w = 0; w < bits.size(); ++w) {
      for (auto left = bits[w]; left; left &= left - 1)
        counts[64 * w + static_cast<std::size_t>(std::countr_zero(left))] += how_many;
    }
  }
  [[nodiscard]] std::vector<int> count_all() const {
    std::vector<int> counts = funded_.others();
    for (std::size_t u = 0; u < units_; ++u) add(counts, funded_.counted(u, mask_[u]), 1);
    return counts;
  }

  [[noreturn]] void beyond(std::vector<int> most) const;
  [[nodiscard]] std::vector<std::uint64_t> chain(std::size_t u) const;
  void by_multiplier();
  void raise();
  void prune();
  [[nodiscard]] double bound() const;

  const WorkList& works_;
  const ChancePlanOptions& o_;
  FundedDraws funded_;
  std::size_t units_;
  std::vector<std::uint64_t> mask_;
};

inline void ChanceSearch::beyond(std::vector<int> most) const {
  const double reached = share(most);
  std::ranges::sort(most);
  const auto low = static_cast<std::size_t>(
                       std::ceil((1 - o_.chance) * static_cast<double>(most.size()) + 1e-9)) -
                   1;
  throw Infeasible(
      {{.what = ProblemCode::out_of_reach,
        .code = "chance",
        .found = std::to_string(o_.at_least) + " with a chance of " + std::to_string(o_.chance),
        .expected = std::to_string(most[std::min(low, most.size() - 1)]) +
                    " at that chance, or a chance of " + std::to_string(reached) +
                    ", with all works done"}});
}

// From all works of a unit to none: each step drops the work that adds least to the chance for its
// cost.
inline std::vector<std::uint64_t> ChanceSearch::chain(std::size_t u) const {
  std::vector<std::pair<double, std::uint64_t>> worth;
  for (std::size_t k = 0; k < size_of(u); ++k) {
    const std::size_t w = works_.first(u) + k;
    const auto [without, with] = funded_.chances(w);
    const double tiny = 0.5 / static_cast<double>(funded_.draws()),
                 gain = std::log(std::max(with, tiny) / std::max(without, tiny));
    worth.emplace_back(works_[w].cost > 0 ? gain / works_[w].cost : gain * 1e300,
                       std::uint64_t{1} << k);
  }
  std::ranges::sort(worth);
  std::vector<std::uint64_t> out{all_works(u)};
  for (const auto& [rate, bit] : worth) out.push_back(out.back() & ~bit);
  std::ranges::reverse(out);
  return out;
}

// The cheapest multiplier whose plan keeps the promise.
inline void ChanceSearch::by_multiplier() {
  struct Option {
    std::uint64_t set;
    double cost, chance;
  };
  std::vector<std::vector<Option>> options;
  double high = 0;
  for (std::size_t u = 0; u < units_; ++u) {
    auto& of = options.emplace_back();
    for (auto set : chain(u))
      of.push_back({set, cost(u, set), funded_.share(funded_.counted(u, set))});
    for (const auto& x : of) {
      if (x.chance > of[0].chance)
        high = std::max(high, 2 * x.cost / (x.chance - of[0].chance) + 1);
    }
  }
  const auto choose = [&](double price) {
    std::vector<std::uint64_t> out;
    for (const auto& of : options) {
      const Option* best = &of.front();
      for (const auto& x : of) {
        if (price * x.chance - x.cost > price * best->chance - best->cost) best = &x;
      }
      out.push_back(best->set);
    }
    return out;
  };
  double low = 0;
  std::vector<std::uint64_t> kept = mask_, short_of(units_, 0);
  for (int step = 0; step < 50 && high - low > 1e-9 * high; ++step) {
    const double middle = (low + high) / 2;
    mask_ = choose(middle);
    if (share(count_all()) >= o_.chance)
      high = middle, kept = mask_;
    else
      low = middle, short_of = mask_;
  }
  // One price short of the promise: raise from there, and keep the cheaper of both.
  mask_ = short_of;
  raise(), prune();
  const auto raised = mask_;
  mask_ = kept;
  prune();
  if (cost_of(raised) < cost_of(mask_)) mask_ = raised;
}

inline void ChanceSearch::raise() {
  std::vector<int> now = count_all();
  std::vector<std::vector<std::uint64_t>> chains;
  for (std::size_t u = 0; u < units_; ++u) chains.push_back(chain(u));
  while (share(now) < o_.chance) {
    // What counts is draws that come to K; where none does in one step, what is lacking grows less.
    double best = -1;
    std::size_t at = units_;
    std::uint64_t to = 0;
    for (std::size_t u = 0; u < units_; ++u) {
      const DrawBits from = funded_.counted(u, mask_[u]);
      for (auto set : chains[u]) {
        const std::uint64_t wider = set | mask_[u];
        if (wider == mask_[u]) continue;
        const DrawBits bits = funded_.counted(u, wider);
        double come = 0, near = 0;
        for (std::size_t x = 0; x < bits.size(); ++x) {
          for (auto left = bits[x] & ~from[x]; left; left &= left - 1) {
            const int have = now[64 * x + static_cast<std::size_t>(std::countr_zero(left))];
            come += have == o_.at_least - 1, near += have < o_.at_least;
          }
        }
        const double rate = (come + 1e-3 * near) / std::max(cost(u, wider & ~mask_[u]), 1e-12);
        if (rate > best) best = rate, at = u, to = wider;
      }
    }
    if (best <= 0) {  // nothing helps one by one: all together do
      for (std::size_t u = 0; u < units_; ++u) mask_[u] = all_works(u);
      return prune();
    }
    add(now, funded_.counted(at, mask_[at]), -1), add(now, funded_.counted(at, to), 1);
    mask_[at] = to;
  }
}

inline void ChanceSearch::prune() {
  std::vector<int> now = count_all();
  if (share(now) < o_.chance) return;
  // Whole units first, then works, dearest first.
  std::vector<std::tuple<double, std::size_t, std::uint64_t>> drop;
  for (std::size_t u = 0; u < units_; ++u) {
    if (mask_[u]) drop.emplace_back(-cost(u, mask_[u]), u, mask_[u]);
    for (auto left = mask_[u]; left; left &= left - 1)
      drop.emplace_back(-cost(u, left & -left), u, left & -left);
  }
  std::ranges::sort(drop);
  for (const auto& [less, u, set] : drop) {
    if (!(mask_[u] & set)) continue;
    const DrawBits from = funded_.counted(u, mask_[u]), bits = funded_.counted(u, mask_[u] & ~set);
    add(now, from, -1), add(now, bits, 1);
    if (share(now) >= o_.chance)
      mask_[u] &= ~set;
    else
      add(now, bits, -1), add(now, from, 1);
  }
}

// The Lagrangian bound of min cost with E[N] ≥ (1 − α) K, each unit's chance bounded by the
// criteria left out.
inline double ChanceSearch::bound() const {
  const double wanted = o_.chance * o_.at_least - mean(funded_.others());
  if (wanted <= 0) return 0;
  std::vector<std::vector<std::pair<double, double>>> options;  // cost, chance at most
  for (std::size_t u = 0; u < units_; ++u) {
    std::vector<std::pair<double, double>> left_out;  // chance at most without it, its cost
    double paid = 0;
    for (std::size_t w = works_.first(u); w < works_.last(u); ++w) {
      const DrawBits without = funded_.without(w);
      if (!without.empty())
        left_out.emplace_back(funded_.share(without), works_[w].cost), paid += works_[w].cost;
    }
    std::ranges::sort(left_out, std::ranges::greater{});
    auto& of = options.emplace_back();
    double most = funded_.share(funded_.counted(u, all_works(u)));
    of.emplace_back(paid, most);
    for (const auto& [chance, cost] : left_out)
      paid -= cost, most = std::min(most, chance), of.emplace_back(std::max(paid, 0.0), most);
  }
  const auto dual = [&](double price) {
    double sum = price * wanted;
    for (const auto& of : options) {
      double best = std::numeric_limits<double>::infinity();
      for (const auto& [cost, chance] : of) best = std::min(best, cost - price * chance);
      sum += best;
    }
    return sum;
  };
  double low = 0, high = 1;
  while (dual(2 * high) > dual(high) && high < 1e30) high *= 2;
  high *= 2;
  for (int step = 0; step < 100; ++step) {
    const double a = low + (high - low) / 3, b = high - (high - low) / 3;
    (dual(a) < dual(b) ? low : high) = dual(a) < dual(b) ? a : b;
  }
  const double price = (low + high) / 2;
  // What rounding of the terms may have added is taken off.
  double scale = price * (wanted + static_cast<double>(units_));
  for (const auto& w : works_.works()) scale += w.cost;
  return std::max(0.0, dual(price) - 1e-12 * scale);
}

}  // namespace detail

TIEUCHI_INLINE ChancePlan chance_plan(const Outlook& outlook, const WorkList& works,
                                      const ChancePlanOptions& options) {
  return detail::ChanceSearch(outlook, works, options).run();
}

}  // namespace tieuchi::inline v1
