/// @file
/// The least money found that keeps a promise with a chance: P(N ≥ K) ≥ 1 − α.
///
/// N counts communes recognised (or newly recognised) in the draws of an outlook; common yearly shocks and
/// what communes would do anyway are in the draws, so works likely to happen anyway earn little. A work
/// adds to what a draw already met: by the same random numbers in every plan, so more works never lower N in
/// any draw.
///
/// The search starts from the plan of one multiplier, adds the works that raise the chance most for their
/// cost and prunes what is not needed. The result is not proved to be the cheapest: `plan.bound` is a cost
/// below which no plan can keep the promise (E[N] ≥ (1 − α) K must hold, and every unit is taken at its best).
///
/// @code
/// const ChancePlan found = chance_plan(outlook, works, {.at_least = 13, .chance = 0.9});
/// @endcode
#pragma once

#include <bit>
#include <chrono>

#include "tieuchi/planning/work_plan.hpp"
#include "tieuchi/projection/outlook.hpp"
#include "tieuchi/projection/random.hpp"

namespace tieuchi::inline v1 {

struct ChancePlanOptions {
  int at_least = 1;                ///< K
  double chance = 0.9;             ///< 1 − α, in the draws of the outlook
  bool newly = true;               ///< count those newly recognised in the year; else all recognised by then
  std::size_t ahead = 0;           ///< which year of the outlook; works are finished by its end
  std::vector<UnitCode> units{};   ///< only these count; empty: all that the outlook counts
};

struct ChancePlan {
  WorkPlan plan;                   ///< `value` is its cost, `bound` lies below the cost of every plan
  DrawnProbability chance{0, 0};   ///< P(N ≥ K) with the plan, in the draws that it was chosen with
  DrawnProbability chance_without{0, 0};
  double expected = 0;             ///< E[N] with the plan
};

/// Works may succeed with a chance (`Work::chance`); what happens without them is the outlook's.
/// @throws UnknownCode for works on units or criteria that the outlook does not have; NotEnoughData where it kept no
/// states; InvalidData for a chance not in (0, 1), works in an order; Infeasible with what all works together reach.
ChancePlan chance_plan(const Outlook& outlook, const WorkList& works, const ChancePlanOptions& options);

// ------------------------------------------------------------------------------------------------

namespace detail {

class ChanceSearch {
 public:
  ChanceSearch(const Outlook& outlook, const WorkList& works, const ChancePlanOptions& o)
      : outlook_(outlook), works_(works), o_(o), draws_(outlook.draws()), words_((draws_ + 63) / 64) {
    check();
    read_draws();
  }

  ChancePlan run() {
    const auto started = std::chrono::steady_clock::now();
    const std::size_t n = units_.size();
    mask_.assign(n, 0);
    fixed_.assign(draws_, 0);
    for (std::size_t i = 0; i < outlook_.units().size(); ++i) {
      if (counts_[i] && !has_works_[i]) add(fixed_, without_[i], 1);
    }
    ChancePlan found;
    found.chance_without = drawn(share(count_all()));
    for (std::size_t u = 0; u < n; ++u) mask_[u] = all_works(u);
    const auto most = count_all();
    if (share(most) < o_.chance) {
      std::vector<int> sorted = most;
      std::ranges::sort(sorted);
      const auto low = static_cast<std::size_t>(std::ceil((1 - o_.chance) * static_cast<double>(draws_) + 1e-9)) - 1;
      throw Infeasible({{.what = ProblemCode::out_of_reach, .code = "chance", .found = std::to_string(o_.at_least) + " with a chance of " + std::to_string(o_.chance),
                         .expected = std::to_string(sorted[std::min(low, draws_ - 1)]) + " at that chance, or a chance of " + std::to_string(share(most)) + ", with all works done"}});
    }
    by_multiplier();
    raise();
    prune();
    std::vector<PlannedWork> chosen;
    for (std::size_t u = 0; u < n; ++u) {
      for (auto left = mask_[u]; left; left &= left - 1) chosen.push_back({works_.first(u) + static_cast<std::size_t>(std::countr_zero(left))});
    }
    found.plan = plan_of(works_, std::move(chosen));
    const auto with = count_all();
    found.chance = drawn(share(with));
    for (int x : with) found.expected += x / static_cast<double>(draws_);
    found.plan.value = found.plan.cost;
    found.plan.bound = std::min(found.plan.cost, bound());
    found.plan.status = found.plan.bound >= found.plan.cost ? PlanStatus::optimal : PlanStatus::stopped;
    found.plan.recognised = found.expected;
    found.plan.recognised_before = 0;
    mask_.assign(n, 0);
    for (int x : count_all()) found.plan.recognised_before += x / static_cast<double>(draws_);
    found.plan.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
    return found;
  }

 private:
  using Draws = std::vector<std::uint64_t>;   // one bit a draw
  std::size_t size_of(std::size_t u) const { return works_.last(u) - works_.first(u); }
  std::uint64_t all_works(std::size_t u) const { return (std::uint64_t{1} << size_of(u)) - 1; }
  double cost(std::size_t u, std::uint64_t set) const {
    double sum = 0;
    for (; set; set &= set - 1) sum += works_[works_.first(u) + static_cast<std::size_t>(std::countr_zero(set))].cost;
    return sum;
  }
  DrawnProbability drawn(double p) const { return {p, std::sqrt(p * (1 - p) / static_cast<double>(draws_))}; }
  double share(const std::vector<int>& counts) const {
    return static_cast<double>(std::ranges::count_if(counts, [&](int x) { return x >= o_.at_least; })) / static_cast<double>(draws_);
  }
  double share(const Draws& bits) const { return static_cast<double>(count(bits)) / static_cast<double>(draws_); }
  static void add(std::vector<int>& counts, const Draws& bits, int how_many) {
    for (std::size_t w = 0; w < bits.size(); ++w) {
      for (auto left = bits[w]; left; left &= left - 1) counts[64 * w + static_cast<std::size_t>(std::countr_zero(left))] += how_many;
    }
  }
  std::vector<int> count_all() const {
    std::vector<int> counts = fixed_;
    for (std::size_t u = 0; u < units_.size(); ++u) add(counts, bits_of(u, mask_[u]), 1);
    return counts;
  }
  // The draws in which a unit counts once these works are done.
  Draws bits_of(std::size_t u, std::uint64_t set) const {
    Draws all = rest_[u];
    for (std::size_t k = 0; k < size_of(u); ++k) {
      const std::size_t w = works_.first(u) + k;
      if (met_[w].empty()) continue;
      for (std::size_t x = 0; x < words_; ++x) all[x] &= met_[w][x] | (set >> k & 1 ? hit_[w][x] : 0);
    }
    for (std::size_t x = 0; x < words_; ++x) all[x] = o_.newly ? all[x] & ~before_[u][x] : all[x] | before_[u][x];
    return all;
  }

  void check();
  void read_draws();
  std::vector<std::uint64_t> chain(std::size_t u) const;
  void by_multiplier();
  void raise();
  void prune();
  double bound() const;

  const Outlook& outlook_;
  const WorkList& works_;
  const ChancePlanOptions& o_;
  std::size_t draws_, words_;
  std::vector<std::size_t> units_;                 // position in the outlook, by unit of the works
  std::vector<std::size_t> criterion_;             // by work; none: prepares only
  std::vector<std::uint8_t> counts_, has_works_;   // by unit of the outlook
  std::vector<Draws> without_;                     // by unit of the outlook without works: draws in which it counts
  std::vector<Draws> rest_, before_;               // by unit of the works: its other criteria hold; recognised before
  std::vector<Draws> met_, hit_;                   // by work: met anyway; the work would succeed
  std::vector<int> fixed_;
  std::vector<std::uint64_t> mask_;
};

inline void ChanceSearch::check() {
  Problems problems, unknown;
  const auto bad = [&](const char* code, std::string found, const char* expected) {
    problems.add({.what = ProblemCode::value_out_of_range, .code = code, .found = std::move(found), .expected = expected});
  };
  if (outlook_.states().empty()) too_few("outlook", 0, "the states of its draws; raise keep_states_up_to");
  if (!(o_.chance > 0 && o_.chance < 1)) bad("chance", std::to_string(o_.chance), "above 0 and below 1");
  if (o_.ahead >= outlook_.years().size()) bad("ahead", std::to_string(o_.ahead), "a year of the outlook");
  if (works_.any_order()) bad("works", "works in an order", "no order: plan over years");
  counts_.assign(outlook_.units().size(), 0), has_works_ = counts_;
  std::vector<UnitCode> cohort = o_.units;
  std::ranges::sort(cohort);
  for (std::size_t i = 0; i < counts_.size(); ++i) counts_[i] = outlook_.counted(i) && (cohort.empty() || std::ranges::binary_search(cohort, outlook_.units()[i]));
  std::vector<std::pair<UnitCode, std::size_t>> places;
  for (std::size_t i = 0; i < outlook_.units().size(); ++i) places.emplace_back(outlook_.units()[i], i);
  std::ranges::sort(places);
  for (std::size_t u = 0; u < works_.units().size(); ++u) {
    const UnitCode& code = works_.units()[u].unit;
    const auto at = std::ranges::lower_bound(places, code, {}, &std::pair<UnitCode, std::size_t>::first);
    if (at == places.end() || at->first != code) {
      unknown.add({.what = ProblemCode::unknown_unit, .column = "unit", .code = works_[works_.first(u)].code, .found = code.str(), .expected = "a unit of the outlook"});
      continue;
    }
    units_.push_back(at->second), has_works_[at->second] = 1;
    if (size_of(u) > 63) bad(code.str().c_str(), std::to_string(size_of(u)) + " works", "at most 63 a unit");
  }
  for (const auto& w : works_.works()) {
    const auto at = std::ranges::find(outlook_.criteria(), w.criterion);
    criterion_.push_back(static_cast<std::size_t>(at - outlook_.criteria().begin()));
    if (at == outlook_.criteria().end() && !w.criterion.empty()) {
      unknown.add({.what = ProblemCode::unknown_code, .column = "criterion", .code = w.code, .found = w.criterion.str(), .expected = "a criterion of the outlook"});
    }
  }
  unknown.raise<UnknownCode>();
  problems.raise<InvalidData>();
}

inline void ChanceSearch::read_draws() {
  const DrawnStates& states = outlook_.states();
  const std::size_t n = outlook_.units().size(), k = outlook_.criteria().size();
  const Draws none(words_, 0);
  Draws every(words_, ~std::uint64_t{0});
  if (draws_ % 64) every.back() = (std::uint64_t{1} << (draws_ % 64)) - 1;
  std::vector<Draws> all(n, every), before(n, none);
  std::vector<std::vector<std::size_t>> works_of(n);
  for (std::size_t u = 0; u < units_.size(); ++u) {
    for (std::size_t w = works_.first(u); w < works_.last(u); ++w) works_of[units_[u]].push_back(w);
  }
  met_.assign(works_.size(), {}), hit_.assign(works_.size(), {});
  std::vector<char> applies_at_all(n, 0);
  for (std::size_t j = 0; j < k; ++j) {
    std::vector<Draws> met(n, none);
    for (std::size_t s = 0; s < draws_; ++s) {
      const auto plane = states.met(s, o_.ahead, j);
      for (std::size_t i = 0; i < n; ++i) met[i][s / 64] |= (plane[i / 64] >> (i % 64) & 1) << (s % 64);
    }
    for (std::size_t i = 0; i < n; ++i) {
      if (!(outlook_.applies(j)[i / 64] >> (i % 64) & 1)) continue;
      applies_at_all[i] = 1;
      const auto w = std::ranges::find_if(works_of[i], [&](std::size_t x) { return criterion_[x] == j; });
      if (w == works_of[i].end()) {
        for (std::size_t x = 0; x < words_; ++x) all[i][x] &= met[i][x];
        continue;
      }
      // Given that the criterion is not met anyway, the work succeeds often enough for its chance in all.
      const double p = outlook_.chance(o_.ahead, j, i), c = works_[*w].chance;
      const double lifts = p >= 1 || c <= p ? 0 : (c - p) / (1 - p);
      RandomStream random(outlook_.seed(), static_cast<std::uint32_t>(j * n + i), 6);
      Draws hit = none;
      for (std::size_t s = 0; s < draws_; ++s) hit[s / 64] |= static_cast<std::uint64_t>(random.uniform() < lifts) << (s % 64);
      met_[*w] = std::move(met[i]), hit_[*w] = std::move(hit);
    }
  }
  for (std::size_t s = 0; s < draws_; ++s) {
    const auto recognised = states.recognised(s, o_.ahead), newly = states.newly(s, o_.ahead);
    for (std::size_t i = 0; i < n; ++i) before[i][s / 64] |= ((recognised[i / 64] & ~newly[i / 64]) >> (i % 64) & 1) << (s % 64);
  }
  for (std::size_t i = 0; i < n; ++i) {
    if (!applies_at_all[i]) all[i] = none;
    if (!counts_[i]) all[i] = none, before[i] = o_.newly ? every : none;
    Draws bits = all[i];
    for (std::size_t x = 0; x < words_; ++x) bits[x] = o_.newly ? bits[x] & ~before[i][x] : bits[x] | before[i][x];
    without_.push_back(std::move(bits));
  }
  for (auto i : units_) rest_.push_back(std::move(all[i])), before_.push_back(std::move(before[i]));
}

// From all works of a unit to none: each step drops the work that adds least to the chance for its cost.
inline std::vector<std::uint64_t> ChanceSearch::chain(std::size_t u) const {
  std::vector<std::pair<double, std::uint64_t>> worth;
  for (std::size_t k = 0; k < size_of(u); ++k) {
    const std::size_t w = works_.first(u) + k;
    double gain = 0;
    if (!met_[w].empty()) {
      Draws with = met_[w];
      for (std::size_t x = 0; x < words_; ++x) with[x] |= hit_[w][x];
      const double tiny = 0.5 / static_cast<double>(draws_);
      gain = std::log(std::max(share(with), tiny) / std::max(share(met_[w]), tiny));
    }
    worth.emplace_back(works_[w].cost > 0 ? gain / works_[w].cost : gain * 1e300, std::uint64_t{1} << k);
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
  for (std::size_t u = 0; u < units_.size(); ++u) {
    auto& of = options.emplace_back();
    for (auto set : chain(u)) of.push_back({set, cost(u, set), share(bits_of(u, set))});
    for (const auto& x : of) {
      if (x.chance > of[0].chance) high = std::max(high, 2 * x.cost / (x.chance - of[0].chance) + 1);
    }
  }
  const auto choose = [&](double price) {
    std::vector<std::uint64_t> out;
    for (const auto& of : options) {
      const Option* best = &of[0];
      for (const auto& x : of) {
        if (price * x.chance - x.cost > price * best->chance - best->cost) best = &x;
      }
      out.push_back(best->set);
    }
    return out;
  };
  double low = 0;
  std::vector<std::uint64_t> kept = mask_, short_of(units_.size(), 0);
  for (int step = 0; step < 50 && high - low > 1e-9 * high; ++step) {
    const double middle = (low + high) / 2;
    mask_ = choose(middle);
    if (share(count_all()) >= o_.chance) high = middle, kept = mask_;
    else low = middle, short_of = mask_;
  }
  // One price short of the promise: raise from there, and keep the cheaper of both.
  const auto total = [&](const std::vector<std::uint64_t>& masks) {
    double sum = 0;
    for (std::size_t u = 0; u < masks.size(); ++u) sum += cost(u, masks[u]);
    return sum;
  };
  mask_ = short_of;
  raise(), prune();
  const auto raised = mask_;
  mask_ = kept;
  prune();
  if (total(raised) < total(mask_)) mask_ = raised;
}

inline void ChanceSearch::raise() {
  std::vector<int> now = count_all();
  std::vector<std::vector<std::uint64_t>> chains;
  for (std::size_t u = 0; u < units_.size(); ++u) chains.push_back(chain(u));
  while (share(now) < o_.chance) {
    // What counts is draws that come to K; where none does in one step, what is lacking grows less.
    double best = -1;
    std::size_t at = units_.size();
    std::uint64_t to = 0;
    for (std::size_t u = 0; u < units_.size(); ++u) {
      const Draws from = bits_of(u, mask_[u]);
      for (auto set : chains[u]) {
        const std::uint64_t wider = set | mask_[u];
        if (wider == mask_[u]) continue;
        const Draws bits = bits_of(u, wider);
        double come = 0, near = 0;
        for (std::size_t x = 0; x < words_; ++x) {
          for (auto left = bits[x] & ~from[x]; left; left &= left - 1) {
            const int have = now[64 * x + static_cast<std::size_t>(std::countr_zero(left))];
            come += have == o_.at_least - 1, near += have < o_.at_least;
          }
        }
        const double rate = (come + 1e-3 * near) / std::max(cost(u, wider & ~mask_[u]), 1e-12);
        if (rate > best) best = rate, at = u, to = wider;
      }
    }
    if (best <= 0) {   // nothing helps one by one: all together do
      for (std::size_t u = 0; u < units_.size(); ++u) mask_[u] = all_works(u);
      return;
    }
    add(now, bits_of(at, mask_[at]), -1), add(now, bits_of(at, to), 1);
    mask_[at] = to;
  }
}

inline void ChanceSearch::prune() {
  std::vector<int> now = count_all();
  if (share(now) < o_.chance) return;
  std::vector<std::tuple<double, std::size_t, std::uint64_t>> drop;   // whole units first, then works, dearest first
  for (std::size_t u = 0; u < units_.size(); ++u) {
    if (mask_[u]) drop.emplace_back(-cost(u, mask_[u]), u, mask_[u]);
    for (auto left = mask_[u]; left; left &= left - 1) drop.emplace_back(-cost(u, left & -left), u, left & -left);
  }
  std::ranges::sort(drop);
  for (const auto& [less, u, set] : drop) {
    if (!(mask_[u] & set)) continue;
    const Draws from = bits_of(u, mask_[u]), bits = bits_of(u, mask_[u] & ~set);
    add(now, from, -1), add(now, bits, 1);
    if (share(now) >= o_.chance) mask_[u] &= ~set;
    else add(now, bits, -1), add(now, from, 1);
  }
}

// The Lagrangian bound of min cost with E[N] ≥ (1 − α) K, each unit's chance bounded by the criteria left out.
inline double ChanceSearch::bound() const {
  double have = 0;
  for (int x : fixed_) have += x / static_cast<double>(draws_);
  const double wanted = o_.chance * o_.at_least - have;
  if (wanted <= 0) return 0;
  std::vector<std::vector<std::pair<double, double>>> options;   // cost, chance at most
  for (std::size_t u = 0; u < units_.size(); ++u) {
    std::vector<std::pair<double, double>> left_out;              // chance at most without it, its cost
    double paid = 0;
    for (std::size_t k = 0; k < size_of(u); ++k) {
      const std::size_t w = works_.first(u) + k;
      if (met_[w].empty()) continue;
      Draws most = met_[w];
      for (std::size_t x = 0; x < words_; ++x) most[x] = o_.newly ? most[x] & ~before_[u][x] : most[x] | before_[u][x];
      left_out.emplace_back(share(most), works_[w].cost), paid += works_[w].cost;
    }
    std::ranges::sort(left_out, std::ranges::greater{});
    auto& of = options.emplace_back();
    double most = share(bits_of(u, all_works(u)));
    of.emplace_back(paid, most);
    for (const auto& [chance, cost] : left_out) paid -= cost, most = std::min(most, chance), of.emplace_back(std::max(paid, 0.0), most);
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
  return std::max(0.0, dual((low + high) / 2));
}

}  // namespace detail

inline ChancePlan chance_plan(const Outlook& outlook, const WorkList& works, const ChancePlanOptions& options) {
  return detail::ChanceSearch(outlook, works, options).run();
}

}  // namespace tieuchi::inline v1
