/// @file
/// Caps of a plan over years, and whether they hold to the last unit of money.
///
/// Solvers work to a tolerance, money does not: a choice of works is summed exactly (see
/// money.hpp). A set of works that exceeds a cap, and none of which can be left out without keeping
/// it, is a minimal cover: no plan has all of it (Balas 1975, doi:10.1007/BF01580440).
///
/// @code
/// const ExactCaps exact(works, caps);
/// exact.broken(plan.chosen).empty();   // every cap holds
/// @endcode
#pragma once

#include <cmath>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "tieuchi/planning/work_plan.hpp"

namespace tieuchi::inline v1 {

/// No more than `amount` for works of a district, a fund, a year, or any of them together.
struct Cap {
  UnitCode district{};        ///< empty: all
  std::string fund{};         ///< empty: all
  std::optional<int> year{};  ///< nothing: the years together
  double amount = 0;
};

/// Caps on works, summed exactly. Refers to works and caps, which must live as long. Amounts of
/// caps are 0 or more and finite.
class ExactCaps {
 public:
  /// With `gamma` each cap holds even if that many of its works cost their spread more.
  ExactCaps(const WorkList& works, std::span<const Cap> caps, double gamma = 0)
      : works_(works), caps_(caps), gamma_(gamma) {}

  std::size_t size() const { return caps_.size(); }
  /// Whether a work, and a work funded in a year, falls under a cap.
  bool covers(std::size_t cap, std::size_t work) const;
  bool covers(std::size_t cap, const PlannedWork& work) const;
  /// What a cap allows, in units of the list's money.
  wide_integer most(std::size_t cap) const { return works_.money().within(caps_[cap].amount); }
  /// What works need at worst, in the same units.
  wide_integer need(const std::vector<PlannedWork>& works) const;
  /// For each cap that the choice breaks, works that exceed it together: the dearest, as few as do.
  std::vector<std::vector<PlannedWork>> broken(const std::vector<PlannedWork>& chosen) const;
  /// The choice without works, least worth for their cost first, until every cap holds; works that
  /// wait for one left out go too. `worth` is of each work of the list.
  std::vector<PlannedWork> repaired(std::vector<PlannedWork> chosen,
                                    const std::vector<double>& worth) const;

 private:
  std::vector<PlannedWork> under(std::size_t cap, const std::vector<PlannedWork>& chosen) const;

  const WorkList& works_;
  std::span<const Cap> caps_;
  double gamma_;
};

// ------------------------------------------------------------------------------------------------

inline bool ExactCaps::covers(std::size_t cap, std::size_t work) const {
  const Cap& c = caps_[cap];
  const UnitCode& district = works_.units()[works_.unit_of(work)].district;
  return (c.district.empty() || district == c.district) &&
         (c.fund.empty() || works_[work].fund == c.fund);
}

inline bool ExactCaps::covers(std::size_t cap, const PlannedWork& work) const {
  return covers(cap, work.work) && (!caps_[cap].year || *caps_[cap].year == work.year);
}

inline wide_integer ExactCaps::need(const std::vector<PlannedWork>& works) const {
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

inline std::vector<PlannedWork> ExactCaps::under(std::size_t cap,
                                                 const std::vector<PlannedWork>& chosen) const {
  std::vector<PlannedWork> out;
  for (const auto& w : chosen) {
    if (covers(cap, w)) out.push_back(w);
  }
  return out;
}

inline std::vector<std::vector<PlannedWork>> ExactCaps::broken(
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

inline std::vector<PlannedWork> ExactCaps::repaired(std::vector<PlannedWork> chosen,
                                                    const std::vector<double>& worth) const {
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
