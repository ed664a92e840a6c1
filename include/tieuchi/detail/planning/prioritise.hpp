// Bodies of planning/prioritise.hpp.
#pragma once

#include "tieuchi/planning/prioritise.hpp"

#include <algorithm>
#include <bit>
#include <chrono>
#include <cmath>
#include <limits>
#include <optional>
#include <vector>

#include "tieuchi/detail/inline.hpp"
#include "tieuchi/planning/marginal_benefit.hpp"

namespace tieuchi::inline v1 {

namespace detail {

// The search of the core. A state is a set of changes to the base plan; its loss is what it gives
// up at the price of money, so a plan's value is `top − loss − price · (budget − cost)`.
class CoreSearch {
 public:
  CoreSearch(const MarginalBenefit& curve, double budget, double gap, std::size_t most_states)
      : curve_(curve),
        budget_(curve.works().money().within(budget)),
        gap_(gap),
        most_states_(most_states),
        mask_(curve.works().units().size(), 0) {}

  WorkPlan run() {
    const auto started = std::chrono::steady_clock::now();
    take_steps();
    bool proved = true;
    if (!all_taken_) {
      fill();
      proved = search();
    }
    std::vector<PlannedWork> chosen;
    for (std::size_t u = 0; u < best_.size(); ++u) {
      for (auto left = best_[u]; left; left &= left - 1) {
        chosen.push_back(
            {curve_.works().first(u) + static_cast<std::size_t>(std::countr_zero(left))});
      }
    }
    WorkPlan plan = plan_of(curve_.works(), std::move(chosen));
    plan.value = value_of(best_);
    plan.bound = proved ? plan.value : std::max(plan.value, std::min(top_, top_ - cut_));
    plan.status = proved || plan.gap() <= gap_ ? PlanStatus::optimal : PlanStatus::stopped;
    plan.seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
    return plan;
  }

 private:
  struct Option {
    wide_integer cost;  // beyond the base of its unit
    double loss;
    std::uint64_t works;
  };
  struct Unit {
    std::size_t unit;
    double least_loss;
    std::vector<Option> options;
  };
  struct State {
    wide_integer cost;
    double loss;
    std::uint32_t node;
  };
  struct Node {
    std::uint32_t before;
    std::size_t unit;
    std::uint64_t works;
  };

  [[nodiscard]] double value_of(const std::vector<std::uint64_t>& masks) const {
    double sum = 0;
    for (std::size_t u = 0; u < masks.size(); ++u) sum += curve_.choices(u).choice(masks[u]).value;
    return sum;
  }

  [[nodiscard]] double money(wide_integer units) const {
    return static_cast<double>(units) * unit_;
  }

  // Steps while they fit: the base plan. The first that does not fit gives the price.
  void take_steps() {
    for (const auto& s : curve_.steps()) {
      if (cost_ + s.exact > budget_) {
        price_ = s.slope(), all_taken_ = false;
        break;
      }
      cost_ += s.exact, mask_[s.unit] = s.to;
    }
    best_ = mask_;
    top_ = value_of(mask_) + (all_taken_ ? 0 : price_ * money(budget_ - cost_));
  }

  // A first plan: further steps and single works, steepest first, as they fit.
  void fill() {
    wide_integer left = budget_ - cost_;
    for (const auto& s : curve_.steps()) {
      if (best_[s.unit] == s.from && s.exact <= left) best_[s.unit] = s.to, left -= s.exact;
    }
    const WorkList& works = curve_.works();
    std::vector<std::pair<double, std::size_t>> single;
    for (std::size_t w = 0; w < works.size(); ++w) {
      const Work& x = works[w];
      const double gain = x.value * (x.chance - x.chance_without);
      if (gain > 0 && works.exact_cost(w) <= left)
        single.emplace_back(x.cost > 0 ? -gain / x.cost : -std::numeric_limits<double>::infinity(),
                            w);
    }
    std::ranges::sort(single);
    for (const auto& [slope, w] : single) {
      const std::size_t u = works.unit_of(w);
      const std::uint64_t bit = std::uint64_t{1} << (w - works.first(u));
      if (best_[u] & bit || works.exact_cost(w) > left) continue;
      best_[u] |= bit, left -= works.exact_cost(w);
    }
    const double value = value_of(best_);
    if (value < value_of(mask_)) best_ = mask_;
    improve_to(std::max(value, value_of(mask_)));
  }

  // The step between the values of two plans, where all values are multiples of one; 0: no such
  // step.
  [[nodiscard]] double value_step() const {
    if (!curve_.works().certain()) return 0;
    for (const double step : {1.0, 0.5, 0.25, 0.2, 0.1, 0.05, 0.01}) {
      const auto multiple = [&](double v) {
        return std::abs(v / step - std::round(v / step)) < 1e-9;
      };
      if (std::ranges::all_of(curve_.works().works(),
                              [&](const Work& w) { return multiple(w.value); }) &&
          std::ranges::all_of(curve_.works().units(), [&](const PlanUnit& u) {
            return multiple(u.weight * u.rest * curve_.wanted().bonus);
          })) {
        return step;
      }
    }
    return 0;
  }

  void improve_to(double value) {
    value_ = value;
    room_ = top_ - value - std::max((1 - 1e-7) * step_, gap_ * std::max(1.0, std::abs(value)));
  }

  bool search() {
    step_ = value_step();
    improve_to(value_);
    bool complete = true;
    std::vector<Unit> core;
    for (std::size_t u = 0; u < mask_.size() && room_ >= 0; ++u)
      complete = options_of(u, core) && complete;
    std::ranges::stable_sort(core, {}, &Unit::least_loss);
    nodes_.push_back({0, mask_.size(), 0});
    std::vector<State> states{{cost_, 0, 0}}, next;
    for (const auto& unit : core) {
      if (unit.least_loss >= room_) break;
      next = states;
      for (const auto& o : unit.options) {
        if (o.loss >= room_) continue;
        for (const auto& s : states) {
          const State made{s.cost + o.cost, s.loss + o.loss,
                           static_cast<std::uint32_t>(nodes_.size())};
          if (made.loss >= room_) continue;
          nodes_.push_back({s.node, unit.unit, o.works});
          next.push_back(made);
          if (made.cost <= budget_ && made.loss + price_ * money(budget_ - made.cost) < room_)
            found(made);
        }
      }
      complete = thin(next) && complete;
      states.swap(next);
      if (nodes_.size() > 20 * most_states_) {
        note_cut(0);
        return false;
      }
    }
    return complete || room_ <= std::max(cut_, 0.0);
  }

  // The choices of a unit that lose less than there is room for; dearer ones of no more value are
  // dropped.
  bool options_of(std::size_t u, std::vector<Unit>& core) {
    const UnitChoices& choices = curve_.choices(u);
    const UnitChoice base = choices.choice(mask_[u]);
    std::vector<UnitChoice> list;
    double within = room_;
    bool complete = true;
    for (;;) {
      list.clear();
      const bool all = choices.each_within(price_, within, [&](const UnitChoice& c) {
        list.push_back(c);
        return list.size() < 4096;
      });
      if (all) break;
      within /= 2, complete = false;
    }
    if (!complete) note_cut(within);
    std::ranges::sort(list, [](const UnitChoice& a, const UnitChoice& b) {
      if (a.exact != b.exact) return a.exact < b.exact;
      return a.value != b.value ? a.value > b.value : a.works < b.works;
    });
    Unit found{u, std::numeric_limits<double>::infinity(), {}};
    double value = -std::numeric_limits<double>::infinity();
    for (const auto& c : list) {
      if (c.value <= value) continue;
      value = c.value;
      if (c.works == mask_[u]) continue;
      const wide_integer more = c.exact - base.exact;
      const double loss = std::max(0.0, base.value - c.value + price_ * money(more));
      found.options.push_back({more, loss, c.works});
      found.least_loss = std::min(found.least_loss, loss);
    }
    if (!found.options.empty()) core.push_back(std::move(found));
    return complete;
  }

  void found(const State& s) {
    best_ = mask_;
    for (std::uint32_t n = s.node; n != 0; n = nodes_[n].before)
      best_[nodes_[n].unit] = nodes_[n].works;
    improve_to(value_of(best_));
  }

  // Keeps states that cost less or are worth more than all others, and no more than allowed.
  bool thin(std::vector<State>& states) {
    const auto worth = [&](const State& s) { return price_ * money(s.cost - cost_) - s.loss; };
    std::ranges::sort(states, [&](const State& a, const State& b) {
      return a.cost != b.cost ? a.cost < b.cost : a.loss < b.loss;
    });
    std::size_t kept = 0;
    double best = -std::numeric_limits<double>::infinity();
    for (const auto& s : states) {
      if (s.loss >= room_ || worth(s) <= best) continue;
      best = worth(s), states[kept++] = s;
    }
    states.resize(kept);
    if (kept <= most_states_) return true;
    std::ranges::nth_element(states, states.begin() + static_cast<std::ptrdiff_t>(most_states_), {},
                             &State::loss);
    note_cut(states[most_states_].loss);
    states.resize(most_states_);
    return false;
  }

  // Plans that were not looked at lose at least this much.
  void note_cut(double loss) { cut_ = std::min(cut_, loss); }

  const MarginalBenefit& curve_;
  wide_integer budget_, cost_ = 0;
  double gap_, unit_ = curve_.works().money().amount(1);
  std::size_t most_states_;
  std::vector<std::uint64_t> mask_, best_;
  double price_ = 0, top_ = 0, value_ = 0, room_ = 0,
         cut_ = std::numeric_limits<double>::infinity();
  double step_ = 0;
  bool all_taken_ = true;
  std::vector<Node> nodes_;
};

}  // namespace detail

TIEUCHI_INLINE WorkPlan prioritise(const MarginalBenefit& curve, double budget, double gap,
                                   std::size_t states) {
  Problems problems;
  detail::check_budget(budget, problems), detail::check_gap(gap, problems);
  problems.raise<InvalidData>();
  return detail::CoreSearch(curve, budget, gap, states).run();
}

TIEUCHI_INLINE WorkPlan prioritise(const WorkList& works, const PrioritiseOptions& o) {
  return prioritise(MarginalBenefit(works, o.wanted), o.budget, o.gap, o.states);
}

TIEUCHI_INLINE WorkPlan cheapest_first(const WorkList& works, double budget) {
  Problems problems;
  detail::check_budget(budget, problems);
  problems.raise<InvalidData>();
  std::vector<std::size_t> order(works.size());
  for (std::size_t w = 0; w < order.size(); ++w) order[w] = w;
  std::ranges::stable_sort(order, {}, [&](std::size_t w) { return works.exact_cost(w); });
  std::vector<PlannedWork> chosen;
  wide_integer left = works.money().within(budget);
  for (auto w : order) {
    if (works.exact_cost(w) > left) break;
    left -= works.exact_cost(w), chosen.push_back({w});
  }
  WorkPlan plan = plan_of(works, std::move(chosen));
  plan.value = plan.bound = plan.criteria;
  const auto gain = [](const Work& w) {
    return w.criterion.empty() ? 0 : w.chance - w.chance_without;
  };
  const auto list = works.works();
  if (std::ranges::any_of(list, [&](const Work& w) { return gain(w) != gain(list[0]); })) {
    // No more criteria than the steepest gains for their cost bring, the last one in part.
    std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) {
      return gain(works[a]) * works[b].cost > gain(works[b]) * works[a].cost;
    });
    double room = budget, most = 0;
    for (auto w : order) {
      const double part = works[w].cost <= room ? 1 : room / works[w].cost;
      most += part * gain(works[w]), room = std::max(0.0, room - part * works[w].cost);
    }
    plan.bound = std::max(plan.value, most * (1 + 1e-12));
    plan.status = plan.bound > plan.value ? PlanStatus::stopped : PlanStatus::optimal;
  }
  return plan;
}

}  // namespace tieuchi::inline v1
