// Bodies of planning/work.hpp.
#pragma once

#include "tieuchi/planning/work.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "tieuchi/detail/inline.hpp"

namespace tieuchi::inline v1 {

TIEUCHI_INLINE WorkList::WorkList(std::vector<Work> works, std::vector<PlanUnit> units)
    : works_(std::move(works)) {
  Problems problems;
  const auto bad = [&](ProblemCode what, const Work& w, const char* column, std::string found,
                       std::string expected) {
    problems.add({.what = what,
                  .column = column,
                  .code = w.code,
                  .found = std::move(found),
                  .expected = std::move(expected)});
  };
  for (auto& w : works_) {
    if (w.code.empty()) w.code = w.unit.str() + "/" + w.criterion.str();
  }
  std::ranges::stable_sort(works_, [](const Work& a, const Work& b) {
    if (a.unit != b.unit) return a.unit < b.unit;
    return a.criterion != b.criterion ? a.criterion < b.criterion
                                      : natural_order(a.code, b.code) < 0;
  });
  for (std::size_t k = 0; k < works_.size(); ++k) {
    const Work& w = works_[k];
    if (w.unit.empty()) bad(ProblemCode::missing_field, w, "unit", "", "a unit code");
    for (const auto& [column, amount] :
         {std::pair{"cost", w.cost}, {"cost_spread", w.cost_spread}}) {
      if (!(amount >= 0) || !std::isfinite(amount))
        bad(ProblemCode::not_a_cost, w, column,
            std::isnan(amount) ? "nothing" : std::to_string(amount), "0 or more");
    }
    if (!(w.chance >= 0 && w.chance <= 1))
      bad(ProblemCode::value_out_of_range, w, "chance", std::to_string(w.chance), "0 to 1");
    if (!(w.chance_without >= 0 && w.chance_without <= w.chance)) {
      bad(ProblemCode::value_out_of_range, w, "chance_without", std::to_string(w.chance_without),
          "0 to " + std::to_string(w.chance));
    }
    if (!(w.value >= 0) || !std::isfinite(w.value))
      bad(ProblemCode::value_out_of_range, w, "value", std::to_string(w.value), "0 or more");
    if (w.lead_years < 0 || w.lead_years > 50)
      bad(ProblemCode::value_out_of_range, w, "lead_years", std::to_string(w.lead_years),
          "0 to 50");
    if (!by_code_.emplace(w.code, k).second)
      bad(ProblemCode::duplicate_row, w, "code", w.code, "each work once");
    if (k > 0 && !w.criterion.empty() && works_[k - 1].unit == w.unit &&
        works_[k - 1].criterion == w.criterion) {
      bad(ProblemCode::duplicate_row, w, "criterion",
          w.unit.str() + " " + w.criterion.str() + " also by " + works_[k - 1].code,
          "one work a criterion of a unit");
    }
    certain_ = certain_ && w.chance == 1 && w.chance_without == 0;
    if (k == 0 || works_[k - 1].unit != w.unit)
      first_.push_back(k), units_.push_back({.unit = w.unit});
    unit_of_.push_back(units_.size() - 1);
  }
  first_.push_back(works_.size());
  std::ranges::sort(units, {}, &PlanUnit::unit);
  for (std::size_t k = 0; k < units.size(); ++k) {
    const PlanUnit& u = units[k];
    Work named{.code = u.unit.str()};
    if (k > 0 && units[k - 1].unit == u.unit)
      bad(ProblemCode::duplicate_row, named, "unit", u.unit.str(), "each unit once");
    if (!(u.rest >= 0 && u.rest <= 1))
      bad(ProblemCode::value_out_of_range, named, "rest", std::to_string(u.rest), "0 to 1");
    if (!(u.weight >= 0) || !std::isfinite(u.weight))
      bad(ProblemCode::value_out_of_range, named, "weight", std::to_string(u.weight), "0 or more");
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
      if (waits[k] > 0)
        bad(ProblemCode::cyclic_precedence, works_[k], "after", works_[k].after.front(),
            "an order in which each work can begin");
    }
  }
  problems.raise<InvalidData>();
  std::vector<double> amounts;
  for (const auto& w : works_) amounts.push_back(w.cost);
  for (const auto& w : works_) amounts.push_back(w.cost_spread);
  money_ = Money(amounts);
}

TIEUCHI_INLINE std::size_t WorkList::index_of(const std::string& code) const {
  const auto at = by_code_.find(code);
  if (at == by_code_.end())
    throw UnknownCode({{.what = ProblemCode::unknown_code,
                        .code = "work",
                        .found = code,
                        .expected = "a work of the list"}});
  return at->second;
}

}  // namespace tieuchi::inline v1
