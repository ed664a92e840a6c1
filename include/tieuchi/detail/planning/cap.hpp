// Bodies of planning/cap.hpp.
#pragma once

#include "tieuchi/planning/cap.hpp"

#include <algorithm>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "tieuchi/detail/inline.hpp"

namespace tieuchi::inline v1 {

TIEUCHI_INLINE bool ExactCaps::covers(std::size_t cap, std::size_t work) const {
  const Cap& c = caps_[cap];
  const UnitCode& district = works_.units()[works_.unit_of(work)].district;
  return (c.district.empty() || district == c.district) &&
         (c.fund.empty() || works_[work].fund == c.fund);
}

TIEUCHI_INLINE bool ExactCaps::covers(std::size_t cap, const PlannedWork& work) const {
  return covers(cap, work.work) && (!caps_[cap].year || *caps_[cap].year == work.year);
}

TIEUCHI_INLINE wide_integer ExactCaps::need(const std::vector<PlannedWork>& works) const {
  wide_integer sum = 0;
  std::vector<wide_integer> spreads;
  for (const auto& w : works) {
    sum += works_.exact_cost(w.work), spreads.push_back(works_.exact_spread(w.work));
  }
  std::ranges::sort(spreads, std::ranges::greater{});
  double left = gamma_;
  for (std::size_t k = 0; k < spreads.size() && left > 0; ++k, left -= 1) {
    const Money& money = works_.money();
    // A part of a spread counts to the next unit above.
    const wide_integer part =
        left >= 1 ? spreads[k] : money.not_below(left * money.amount(spreads[k]));
    sum += std::min(spreads[k], part);
  }
  return sum;
}

TIEUCHI_INLINE std::vector<PlannedWork> ExactCaps::under(
    std::size_t cap, const std::vector<PlannedWork>& chosen) const {
  std::vector<PlannedWork> out;
  for (const auto& w : chosen) {
    if (covers(cap, w)) out.push_back(w);
  }
  return out;
}

TIEUCHI_INLINE std::vector<std::vector<PlannedWork>> ExactCaps::broken(
    const std::vector<PlannedWork>& chosen) const {
  std::vector<std::vector<PlannedWork>> out;
  for (std::size_t c = 0; c < size(); ++c) {
    auto cover = under(c, chosen);
    if (need(cover) <= most(c)) continue;
    std::ranges::stable_sort(cover, std::ranges::greater{}, [&](const PlannedWork& w) {
      return works_.exact_cost(w.work) + works_.exact_spread(w.work);
    });
    for (std::size_t k = cover.size(); k-- > 0;) {  // the cheapest first
      const auto at = cover.begin() + static_cast<std::ptrdiff_t>(k);
      const PlannedWork tried = *at;
      cover.erase(at);
      if (need(cover) <= most(c)) {
        cover.insert(cover.begin() + static_cast<std::ptrdiff_t>(k), tried);
      }
    }
    out.push_back(std::move(cover));
  }
  return out;
}

TIEUCHI_INLINE std::vector<PlannedWork> ExactCaps::repaired(
    std::vector<PlannedWork> chosen, const std::vector<double>& worth) const {
  const auto leave_out = [&](auto& self, std::size_t work) -> void {
    std::erase_if(chosen, [&](const PlannedWork& w) { return w.work == work; });
    for (std::size_t x = 0; x < works_.size(); ++x) {
      const auto& waits_for = works_.before(x);
      if (std::ranges::find(waits_for, work) != waits_for.end()) self(self, x);
    }
  };
  const auto rate = [&](const PlannedWork& w) {
    return worth[w.work] / std::max(works_[w.work].cost, 1e-300);
  };
  for (std::size_t c = 0; c < size(); ++c) {
    for (auto of = under(c, chosen); need(of) > most(c); of = under(c, chosen)) {
      leave_out(leave_out, std::ranges::min_element(of, {}, rate)->work);
    }
  }
  return chosen;
}

}  // namespace tieuchi::inline v1
