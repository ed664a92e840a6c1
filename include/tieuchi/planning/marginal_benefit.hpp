/// @file
/// What another đồng is worth: every unit solved alone for every price of money, in one sweep.
///
/// With a price μ of money each unit takes the works whose value exceeds μ times their cost, or
/// everything where that is worth more with its recognition. The choices of a unit that are best at
/// some price are the corners of its concave hull; all steps from corner to corner, steepest first,
/// are the marginal-benefit curve. Between its break points it is a bound on every plan; at them it
/// is a plan.
///
/// Cost: O(steps · log steps); the curve of 11,000 communes takes milliseconds.
///
/// @code
/// const MarginalBenefit curve(works, {.bonus = 3});
/// curve.bound(60e9);     // no plan under 60 billion is worth more
/// @endcode
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

#include "tieuchi/planning/work_plan.hpp"

namespace tieuchi::inline v1 {

/// What is wanted: the values of the works (`Work::value`) and of a recognition.
struct PlanValue {
  double bonus = 0;  ///< of one more unit recognised, times its weight
};

/// A choice of a unit's works: bit k is the k-th of them.
struct UnitChoice {
  double cost = 0, value = 0;
  std::uint64_t works = 0;
  wide_integer exact = 0;  ///< the cost in units of the list's money
};

/// The choices of one unit.
class UnitChoices {
 public:
  /// @throws InvalidData for more than 64 works of one unit.
  UnitChoices(const WorkList& works, std::size_t unit, PlanValue value);

  /// The choice with the largest value − price · cost; the cheaper one of equals.
  [[nodiscard]] UnitChoice best(double price) const;
  /// The choices that are best at some price, cheapest first: from nothing paid to all that helps.
  [[nodiscard]] std::vector<UnitChoice> corners() const;
  /// Calls `f(choice)` for every choice whose value − price · cost is within `loss` of the best
  /// one's. Stops and returns false where `f` does.
  template <class F>
  bool each_within(double price, double loss, F&& f) const;
  [[nodiscard]] UnitChoice choice(std::uint64_t works) const;

 private:
  [[nodiscard]] double all(std::uint64_t works) const;

  std::size_t n_;
  double bonus_, before_ = 1, unit_;
  bool certain_ = true;
  std::vector<double> cost_, gain_, with_, without_;
  std::vector<wide_integer> exact_;
};

/// One step of the curve: a unit goes from a corner to the next.
struct BenefitStep {
  std::size_t unit;
  std::uint64_t from, to;
  double cost, value;
  wide_integer exact;  ///< the cost in units of the list's money
  [[nodiscard]] double slope() const {
    return cost > 0 ? value / cost : std::numeric_limits<double>::infinity();
  }
};

/// The curve. Immutable; refers to the works, which must live as long.
class MarginalBenefit {
 public:
  /// @throws InvalidData where works wait for others: an order asks for years, see schedule.hpp.
  MarginalBenefit(const WorkList& works, PlanValue value);

  /// Steps, steepest first; equal slopes in natural order of the units.
  [[nodiscard]] const std::vector<BenefitStep>& steps() const { return steps_; }
  /// Cost and value after each step, [n_steps + 1]: the break points.
  [[nodiscard]] const std::vector<double>& cost() const { return cost_; }
  [[nodiscard]] const std::vector<double>& value() const { return value_; }
  /// An upper bound on the value of every plan under a budget.
  [[nodiscard]] double bound(double budget) const;
  [[nodiscard]] const WorkList& works() const { return *works_; }
  [[nodiscard]] PlanValue wanted() const { return wanted_; }
  [[nodiscard]] const UnitChoices& choices(std::size_t unit) const { return choices_[unit]; }

 private:
  const WorkList* works_;
  PlanValue wanted_;
  std::vector<UnitChoices> choices_;
  std::vector<BenefitStep> steps_;
  std::vector<double> cost_, value_;
  std::vector<wide_integer> exact_;  // cost_
};

// ------------------------------------------------------------------------------------------------

template <class F>
bool UnitChoices::each_within(double price, double loss, F&& f) const {
  std::vector<std::size_t> order(n_);
  std::vector<double> worth(n_);
  for (std::size_t k = 0; k < n_; ++k) order[k] = k, worth[k] = gain_[k] - price * cost_[k];
  std::ranges::sort(order, std::ranges::greater{},
                    [&](std::size_t k) { return std::abs(worth[k]); });
  std::vector<double> hope(n_ + 1, 1.0), more(n_ + 1, 0.0);
  for (std::size_t i = n_; i-- > 0;) {
    hope[i] = hope[i + 1] * std::max(with_[order[i]], without_[order[i]]);
    more[i] = more[i + 1] + std::max(worth[order[i]], 0.0);
  }
  const UnitChoice top = best(price);
  const double least = top.value - price * top.cost - loss;
  const auto branch = [&](auto& self, std::size_t i, double p, double sum,
                          std::uint64_t works) -> bool {
    if (sum + more[i] + bonus_ * (p * hope[i] - before_) < least) return true;
    if (i == n_) return f(choice(works));
    const std::size_t k = order[i];
    return self(self, i + 1, p * without_[k], sum, works) &&
           self(self, i + 1, p * with_[k], sum + worth[k], works | std::uint64_t{1} << k);
  };
  return branch(branch, 0, 1.0, 0.0, 0);
}

}  // namespace tieuchi::inline v1

#ifndef TIEUCHI_COMPILED
#include "tieuchi/detail/planning/marginal_benefit.hpp"
#endif
