// Bodies of planning/marginal_benefit.hpp.
#pragma once

#include "tieuchi/planning/marginal_benefit.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "tieuchi/detail/inline.hpp"

namespace tieuchi::inline v1 {

TIEUCHI_INLINE UnitChoices::UnitChoices(const WorkList& works, std::size_t unit, PlanValue value)
    : n_(works.last(unit) - works.first(unit)),
      bonus_(value.bonus * works.units()[unit].weight * works.units()[unit].rest),
      unit_(works.money().amount(1)) {
  if (n_ > 64) {
    throw InvalidData({{.what = ProblemCode::value_out_of_range,
                        .code = works.units()[unit].unit.str(),
                        .found = std::to_string(n_) + " works",
                        .expected = "at most 64 a unit"}});
  }
  for (std::size_t w = works.first(unit); w < works.last(unit); ++w) {
    const Work& x = works[w];
    const bool prepares = x.criterion.empty();
    cost_.push_back(x.cost), exact_.push_back(works.exact_cost(w));
    with_.push_back(prepares ? 1 : x.chance), without_.push_back(prepares ? 1 : x.chance_without);
    gain_.push_back(prepares ? 0 : x.value * (x.chance - x.chance_without));
    before_ *= without_.back();
    certain_ = certain_ && with_.back() == 1 && without_.back() == 0;
  }
}

TIEUCHI_INLINE double UnitChoices::all(std::uint64_t works) const {
  double p = 1;
  for (std::size_t k = 0; k < n_; ++k) p *= works >> k & 1 ? with_[k] : without_[k];
  return p;
}

TIEUCHI_INLINE UnitChoice UnitChoices::choice(std::uint64_t works) const {
  UnitChoice c{.works = works};
  for (auto left = works; left; left &= left - 1) {
    const auto k = static_cast<std::size_t>(std::countr_zero(left));
    c.cost += cost_[k], c.value += gain_[k], c.exact += exact_[k];
  }
  c.value += bonus_ * (all(works) - before_);
  return c;
}

TIEUCHI_INLINE UnitChoice UnitChoices::best(double price) const {
  // Works that pay for themselves are taken; the others only if recognition pays for them.
  std::uint64_t taken = 0, left = 0;
  double lost = 0;
  for (std::size_t k = 0; k < n_; ++k) {
    const double worth = gain_[k] - price * cost_[k];
    if (worth > 0 || (worth == 0 && cost_[k] == 0))
      taken |= std::uint64_t{1} << k;
    else
      left |= std::uint64_t{1} << k, lost -= worth;
  }
  if (left == 0 || bonus_ == 0) return choice(taken);
  if (certain_) return choice(bonus_ > lost ? taken | left : taken);
  // Branch on the works left, dearest first; the chances of those to come are taken at their best.
  std::vector<std::size_t> order;
  for (auto bits = left; bits; bits &= bits - 1)
    order.push_back(static_cast<std::size_t>(std::countr_zero(bits)));
  const auto loss = [&](std::size_t k) { return price * cost_[k] - gain_[k]; };
  std::ranges::sort(order, std::ranges::greater{}, loss);
  std::vector<double> hope(order.size() + 1, 1.0);
  for (std::size_t i = order.size(); i-- > 0;) hope[i] = hope[i + 1] * with_[order[i]];
  double start = 1;
  for (std::size_t k = 0; k < n_; ++k) start *= taken >> k & 1 ? with_[k] : 1;
  double best_worth = -std::numeric_limits<double>::infinity();
  std::uint64_t best_works = taken;
  const auto branch = [&](auto& self, std::size_t i, double p, double paid,
                          std::uint64_t works) -> void {
    if (bonus_ * p * hope[i] - paid <= best_worth) return;
    if (i == order.size()) {
      best_worth = bonus_ * p - paid, best_works = works;
      return;
    }
    const std::size_t k = order[i];
    self(self, i + 1, p * without_[k], paid, works);
    self(self, i + 1, p * with_[k], paid + loss(k), works | std::uint64_t{1} << k);
  };
  branch(branch, 0, start, 0.0, taken);
  return choice(best_works);
}

TIEUCHI_INLINE std::vector<UnitChoice> UnitChoices::corners() const {
  // Eisner & Severance 1976: between two corners, the price at which they are equal shows whether
  // there is one more.
  const UnitChoice first = best(std::numeric_limits<double>::max()), last = best(0);
  std::vector<UnitChoice> out{first};
  const auto between = [&](auto& self, const UnitChoice& a, const UnitChoice& b) -> void {
    if (b.exact <= a.exact || !(b.value > a.value)) return;
    const double price = (b.value - a.value) / (static_cast<double>(b.exact - a.exact) * unit_);
    const UnitChoice m = best(price);
    const double more = m.value - price * m.cost - (a.value - price * a.cost);
    if (m.exact > a.exact && m.exact < b.exact && more > 1e-12 * std::max(1.0, std::abs(b.value))) {
      self(self, a, m), self(self, m, b);
    } else {
      out.push_back(b);
    }
  };
  between(between, first, last);
  return out;
}

TIEUCHI_INLINE MarginalBenefit::MarginalBenefit(const WorkList& works, PlanValue value)
    : works_(&works), wanted_(value) {
  if (!(value.bonus >= 0) || !std::isfinite(value.bonus)) {
    throw InvalidData({{.what = ProblemCode::value_out_of_range,
                        .code = "bonus",
                        .found = std::to_string(value.bonus),
                        .expected = "0 or more"}});
  }
  Problems problems;
  for (std::size_t w = 0; w < works.size(); ++w) {
    if (!works.before(w).empty()) {
      problems.add({.what = ProblemCode::value_out_of_range,
                    .column = "after",
                    .code = works[w].code,
                    .found = works[w].after.front(),
                    .expected = "no order within one budget: plan over years"});
    }
  }
  problems.raise<InvalidData>();
  choices_.reserve(works.units().size());
  for (std::size_t u = 0; u < works.units().size(); ++u) {
    choices_.emplace_back(works, u, value);
    const auto corners = choices_.back().corners();
    UnitChoice at{};
    for (const auto& c : corners) {
      const wide_integer exact = c.exact - at.exact;
      if (c.works != at.works)
        steps_.push_back(
            {u, at.works, c.works, works.money().amount(exact), c.value - at.value, exact});
      at = c;
    }
  }
  std::ranges::stable_sort(steps_, std::ranges::greater{}, &BenefitStep::slope);
  cost_.push_back(0), value_.push_back(0), exact_.push_back(0);
  for (const auto& s : steps_) {
    exact_.push_back(exact_.back() + s.exact), cost_.push_back(works.money().amount(exact_.back()));
    value_.push_back(value_.back() + s.value);
  }
}

TIEUCHI_INLINE double MarginalBenefit::bound(double budget) const {
  if (!(budget >= 0)) return 0;
  const wide_integer most = works_->money().within(budget);
  const auto at = static_cast<std::size_t>(std::ranges::upper_bound(exact_, most) - exact_.begin());
  if (at == exact_.size()) return value_.back();
  return value_[at - 1] + works_->money().amount(most - exact_[at - 1]) * steps_[at - 1].slope();
}

}  // namespace tieuchi::inline v1
