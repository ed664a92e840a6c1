/// @file
/// What could be done: works with their cost, effect, lead time, fund and order.
///
/// A work helps one unit to meet one criterion: it raises the chance that the criterion is met from
/// `chance_without` to `chance`. The plain case is a criterion that is met if the work is done and not
/// otherwise (1 and 0). A unit is recognised where all its works succeed and the rest of its criteria
/// hold (`rest`). Money has no unit here: costs, spreads, caps and budgets share one. Sums of money are
/// exact: see money.hpp.
///
/// @code
/// const WorkList works({{.code = "a3", .unit = UnitCode{"A"}, .criterion = CriterionNumber{"3"}, .cost = 3e9}});
/// @endcode
#pragma once

#include <algorithm>
#include <cmath>
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
  std::string code{};               ///< once in a list; empty: "unit/criterion"
  UnitCode unit{};
  CriterionNumber criterion{};      ///< empty: prepares other works only
  double cost = 0;
  double chance = 1;                ///< P(criterion met) if done
  double chance_without = 0;        ///< P(criterion met) if not
  double value = 1;                 ///< of the criterion met
  int lead_years = 0;               ///< counts at the end of the year of its funding, or this many years later
  std::string fund{};
  std::vector<std::string> after{}; ///< codes of works that must be finished before this one begins
  double cost_spread = 0;           ///< by how much more than `cost` it may cost
};

/// What is known of a unit beside its works.
struct PlanUnit {
  UnitCode unit{};
  UnitCode district{};
  double rest = 1;                  ///< P(its criteria without a work are met); 0: it cannot be recognised
  double weight = 1;                ///< of its recognition
};

/// Works in natural order of unit and criterion, with their units. Immutable.
class WorkList {
 public:
  /// Units not listed have no district, rest 1 and weight 1.
  /// @throws InvalidData with every problem: a cost that is negative or not finite, chances out of [0, 1] or
  /// lowered by the work, two works for one criterion of a unit, codes used twice, an unknown work in
  /// `after`, works that wait for each other; and for costs too far apart for exact sums (see `Money`).
  explicit WorkList(std::vector<Work> works, std::vector<PlanUnit> units = {});

  std::span<const Work> works() const { return works_; }
  std::size_t size() const { return works_.size(); }
  const Work& operator[](std::size_t w) const { return works_[w]; }
  /// The units that have works, in natural order.
  std::span<const PlanUnit> units() const { return units_; }
  /// Position of the unit of a work, and the positions [first, last) of the works of a unit.
  std::size_t unit_of(std::size_t work) const { return unit_of_[work]; }
  std::size_t first(std::size_t unit) const { return first_[unit]; }
  std::size_t last(std::size_t unit) const { return first_[unit + 1]; }
  /// Positions of the works that must be finished before a work begins.
  const std::vector<std::size_t>& before(std::size_t work) const { return before_[work]; }
  bool any_order() const { return any_order_; }
  /// Costs of the works, then their spreads, as whole numbers: [2 · size()].
  const Money& money() const { return money_; }
  wide_integer exact_cost(std::size_t work) const { return money_[work]; }
  wide_integer exact_spread(std::size_t work) const { return money_[works_.size() + work]; }
  /// Whether every work succeeds for sure and nothing is met without one.
  bool certain() const { return certain_; }
  /// @throws UnknownCode
  std::size_t index_of(const std::string& code) const;

 private:
  std::vector<Work> works_;
  std::vector<PlanUnit> units_;
  std::vector<std::size_t> unit_of_, first_;
  std::vector<std::vector<std::size_t>> before_;
  std::map<std::string, std::size_t> by_code_;
  bool any_order_ = false, certain_ = true;
  Money money_;
};

// ------------------------------------------------------------------------------------------------

inline WorkList::WorkList(std::vector<Work> works, std::vector<PlanUnit> units) : works_(std::move(works)) {
  Problems problems;
  const auto bad = [&](ProblemCode what, const Work& w, const char* column, std::string found, std::string expected) {
    problems.add({.what = what, .column = column, .code = w.code, .found = std::move(found), .expected = std::move(expected)});
  };
  for (auto& w : works_) {
    if (w.code.empty()) w.code = w.unit.str() + "/" + w.criterion.str();
  }
  std::ranges::stable_sort(works_, [](const Work& a, const Work& b) {
    if (a.unit != b.unit) return a.unit < b.unit;
    return a.criterion != b.criterion ? a.criterion < b.criterion : natural_order(a.code, b.code) < 0;
  });
  for (std::size_t k = 0; k < works_.size(); ++k) {
    const Work& w = works_[k];
    if (w.unit.empty()) bad(ProblemCode::missing_field, w, "unit", "", "a unit code");
    for (const auto& [column, amount] : {std::pair{"cost", w.cost}, {"cost_spread", w.cost_spread}}) {
      if (!(amount >= 0) || !std::isfinite(amount)) bad(ProblemCode::not_a_cost, w, column, std::isnan(amount) ? "nothing" : std::to_string(amount), "0 or more");
    }
    if (!(w.chance >= 0 && w.chance <= 1)) bad(ProblemCode::value_out_of_range, w, "chance", std::to_string(w.chance), "0 to 1");
    if (!(w.chance_without >= 0 && w.chance_without <= w.chance)) {
      bad(ProblemCode::value_out_of_range, w, "chance_without", std::to_string(w.chance_without), "0 to " + std::to_string(w.chance));
    }
    if (!(w.value >= 0) || !std::isfinite(w.value)) bad(ProblemCode::value_out_of_range, w, "value", std::to_string(w.value), "0 or more");
    if (w.lead_years < 0 || w.lead_years > 50) bad(ProblemCode::value_out_of_range, w, "lead_years", std::to_string(w.lead_years), "0 to 50");
    if (!by_code_.emplace(w.code, k).second) bad(ProblemCode::duplicate_row, w, "code", w.code, "each work once");
    if (k > 0 && !w.criterion.empty() && works_[k - 1].unit == w.unit && works_[k - 1].criterion == w.criterion) {
      bad(ProblemCode::duplicate_row, w, "criterion", w.unit.str() + " " + w.criterion.str() + " also by " + works_[k - 1].code, "one work a criterion of a unit");
    }
    certain_ = certain_ && w.chance == 1 && w.chance_without == 0;
    if (k == 0 || works_[k - 1].unit != w.unit) first_.push_back(k), units_.push_back({.unit = w.unit});
    unit_of_.push_back(units_.size() - 1);
  }
  first_.push_back(works_.size());
  std::ranges::sort(units, {}, &PlanUnit::unit);
  for (std::size_t k = 0; k < units.size(); ++k) {
    const PlanUnit& u = units[k];
    Work named{.code = u.unit.str()};
    if (k > 0 && units[k - 1].unit == u.unit) bad(ProblemCode::duplicate_row, named, "unit", u.unit.str(), "each unit once");
    if (!(u.rest >= 0 && u.rest <= 1)) bad(ProblemCode::value_out_of_range, named, "rest", std::to_string(u.rest), "0 to 1");
    if (!(u.weight >= 0) || !std::isfinite(u.weight)) bad(ProblemCode::value_out_of_range, named, "weight", std::to_string(u.weight), "0 or more");
    const auto at = std::ranges::lower_bound(units_, u.unit, {}, &PlanUnit::unit);
    if (at != units_.end() && at->unit == u.unit) *at = u;
  }
  // Works are finished one after another where some order does it (Kahn 1962).
  before_.resize(works_.size());
  std::vector<std::size_t> waits(works_.size(), 0);
  std::vector<std::vector<std::size_t>> follows(works_.size());
  for (std::size_t k = 0; k < works_.size(); ++k) {
    for (const auto& code : works_[k].after) {
      const auto at = by_code_.find(code);
      if (at == by_code_.end()) {
        bad(ProblemCode::unknown_code, works_[k], "after", code, "a work of the list");
        continue;
      }
      before_[k].push_back(at->second), follows[at->second].push_back(k), ++waits[k];
      any_order_ = true;
    }
  }
  std::vector<std::size_t> ready;
  for (std::size_t k = 0; k < works_.size(); ++k) {
    if (waits[k] == 0) ready.push_back(k);
  }
  for (std::size_t at = 0; at < ready.size(); ++at) {
    for (auto k : follows[ready[at]]) {
      if (--waits[k] == 0) ready.push_back(k);
    }
  }
  if (ready.size() < works_.size()) {
    for (std::size_t k = 0; k < works_.size(); ++k) {
      if (waits[k] > 0) bad(ProblemCode::cyclic_precedence, works_[k], "after", works_[k].after.front(), "an order in which each work can begin");
    }
  }
  problems.raise<InvalidData>();
  std::vector<double> amounts;
  for (const auto& w : works_) amounts.push_back(w.cost);
  for (const auto& w : works_) amounts.push_back(w.cost_spread);
  money_ = Money(amounts);
}

inline std::size_t WorkList::index_of(const std::string& code) const {
  const auto at = by_code_.find(code);
  if (at == by_code_.end()) throw UnknownCode({{.what = ProblemCode::unknown_code, .code = "work", .found = code, .expected = "a work of the list"}});
  return at->second;
}

}  // namespace tieuchi::inline v1
