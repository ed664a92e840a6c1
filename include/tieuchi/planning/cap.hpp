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

#include <optional>
#include <string>
#include <vector>

#include "tieuchi/borrowed.hpp"
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
  ExactCaps(const WorkList& works, Borrowed<Cap> caps, double gamma = 0)
      : works_(works), caps_(caps), gamma_(gamma) {}

  [[nodiscard]] std::size_t size() const { return caps_.size(); }
  /// Whether a work, and a work funded in a year, falls under a cap.
  [[nodiscard]] bool covers(std::size_t cap, std::size_t work) const;
  [[nodiscard]] bool covers(std::size_t cap, const PlannedWork& work) const;
  /// What a cap allows, in units of the list's money.
  [[nodiscard]] wide_integer most(std::size_t cap) const {
    return works_.money().within(caps_[cap].amount);
  }
  /// What works need at worst, in the same units.
  [[nodiscard]] wide_integer need(const std::vector<PlannedWork>& works) const;
  /// For each cap that the choice breaks, works that exceed it together: the dearest, as few as do.
  [[nodiscard]] std::vector<std::vector<PlannedWork>> broken(
      const std::vector<PlannedWork>& chosen) const;
  /// The choice without works, least worth for their cost first, until every cap holds; works that
  /// wait for one left out go too. `worth` is of each work of the list.
  [[nodiscard]] std::vector<PlannedWork> repaired(std::vector<PlannedWork> chosen,
                                                  const std::vector<double>& worth) const;

 private:
  [[nodiscard]] std::vector<PlannedWork> under(std::size_t cap,
                                               const std::vector<PlannedWork>& chosen) const;

  const WorkList& works_;
  Borrowed<Cap> caps_;
  double gamma_;
};

}  // namespace tieuchi::inline v1

#ifndef TIEUCHI_COMPILED
#include "tieuchi/detail/planning/cap.hpp"
#endif
