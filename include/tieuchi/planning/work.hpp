/// @file
/// What could be done: works with their cost, effect, lead time, fund and order.
///
/// A work helps one unit to meet one criterion: it raises the chance that the criterion is met from
/// `chance_without` to `chance`. The plain case is a criterion that is met if the work is done and
/// not otherwise (1 and 0). A unit is recognised where all its works succeed and the rest of its
/// criteria hold (`rest`). Money has no unit here: costs, spreads, caps and budgets share one. Sums
/// of money are exact: see money.hpp.
///
/// @code
/// const WorkList works(
///     {{.code = "a3", .unit = UnitCode{"A"}, .criterion = CriterionNumber{"3"}, .cost = 3e9}});
/// @endcode
#pragma once

#include <map>
#include <span>
#include <string>
#include <vector>

#include "tieuchi/code.hpp"
#include "tieuchi/error.hpp"
#include "tieuchi/planning/money.hpp"

namespace tieuchi::inline v1 {

/// One work.
struct Work {
  std::string code{};  ///< once in a list; empty: "unit/criterion"
  UnitCode unit{};
  CriterionNumber criterion{};  ///< empty: prepares other works only
  double cost = 0;
  double chance = 1;          ///< P(criterion met) if done
  double chance_without = 0;  ///< P(criterion met) if not
  double value = 1;           ///< of the criterion met
  int lead_years = 0;  ///< counts at the end of the year of its funding, or this many years later
  std::string fund{};
  /// Codes of works that must be finished before this one begins.
  std::vector<std::string> after{};
  double cost_spread = 0;  ///< by how much more than `cost` it may cost
};

/// What is known of a unit beside its works.
struct PlanUnit {
  UnitCode unit{};
  UnitCode district{};
  double rest = 1;    ///< P(its criteria without a work are met); 0: it cannot be recognised
  double weight = 1;  ///< of its recognition
};

/// Works in natural order of unit and criterion, with their units. Immutable.
class WorkList {
 public:
  /// Units not listed have no district, rest 1 and weight 1.
  /// @throws InvalidData with every problem: a cost that is negative or not finite, chances out of
  /// [0, 1] or lowered by the work, two works for one criterion of a unit, codes used twice, an
  /// unknown work in `after`, works that wait for each other; and for costs too far apart for exact
  /// sums (see `Money`).
  explicit WorkList(std::vector<Work> works, std::vector<PlanUnit> units = {});

  [[nodiscard]] std::span<const Work> works() const { return works_; }
  [[nodiscard]] std::size_t size() const { return works_.size(); }
  const Work& operator[](std::size_t w) const { return works_[w]; }
  /// The units that have works, in natural order.
  [[nodiscard]] std::span<const PlanUnit> units() const { return units_; }
  /// Position of the unit of a work, and the positions [first, last) of the works of a unit.
  [[nodiscard]] std::size_t unit_of(std::size_t work) const { return unit_of_[work]; }
  [[nodiscard]] std::size_t first(std::size_t unit) const { return first_[unit]; }
  [[nodiscard]] std::size_t last(std::size_t unit) const { return first_[unit + 1]; }
  /// Positions of the works that must be finished before a work begins.
  [[nodiscard]] const std::vector<std::size_t>& before(std::size_t work) const {
    return before_[work];
  }
  [[nodiscard]] bool any_order() const { return any_order_; }
  /// Costs of the works, then their spreads, as whole numbers: [2 · size()].
  [[nodiscard]] const Money& money() const { return money_; }
  [[nodiscard]] wide_integer exact_cost(std::size_t work) const { return money_[work]; }
  [[nodiscard]] wide_integer exact_spread(std::size_t work) const {
    return money_[works_.size() + work];
  }
  /// Whether every work succeeds for sure and nothing is met without one.
  [[nodiscard]] bool certain() const { return certain_; }
  /// @throws UnknownCode
  [[nodiscard]] std::size_t index_of(const std::string& code) const;

 private:
  std::vector<Work> works_;
  std::vector<PlanUnit> units_;
  std::vector<std::size_t> unit_of_, first_;
  std::vector<std::vector<std::size_t>> before_;
  std::map<std::string, std::size_t> by_code_;
  bool any_order_ = false, certain_ = true;
  Money money_;
};

}  // namespace tieuchi::inline v1

#ifndef TIEUCHI_COMPILED
#include "tieuchi/detail/planning/work.hpp"
#endif
