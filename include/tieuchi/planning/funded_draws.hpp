/// @file
/// In which draws of an outlook a unit counts, with any of its works done: one bit a draw.
///
/// A work adds to what a draw already met. Given that the criterion is not met anyway, it succeeds
/// often enough for its chance in all, by random numbers that depend on the cell alone: more works
/// never take a draw away. Counts those that meet everything, registered or not. Cost: O(draws ×
/// criteria × units) to build.
///
/// @code
/// const FundedDraws funded(outlook, works, {.newly = true});
/// count(funded.counted(unit, 0b11));  // draws in which it counts with its first two works
/// @endcode
#pragma once

#include <vector>

#include "tieuchi/planning/work.hpp"
#include "tieuchi/projection/outlook.hpp"

namespace tieuchi::inline v1 {

/// A set of draws as bits, [(n_draws + 63) / 64].
using DrawBits = std::vector<std::uint64_t>;

struct FundedDrawsOptions {
  bool newly = true;  ///< units newly recognised in the year; else all recognised by then
  /// Which year of the outlook; works whose lead time ends later add nothing.
  std::size_t ahead = 0;
  std::vector<UnitCode> units{};  ///< only these count; empty: all that the outlook counts
};

/// Draws of the units of a list of works. Refers to the works, which must live as long.
class FundedDraws {
 public:
  /// @throws UnknownCode for works on units or criteria that the outlook does not have;
  /// NotEnoughData where it kept no states; InvalidData for a year that it does not have, works in
  /// an order, more than 63 works of one unit.
  FundedDraws(const Outlook& outlook, const WorkList& works, const FundedDrawsOptions& options);

  [[nodiscard]] std::size_t draws() const { return draws_; }
  /// How many units without works count in each draw, [n_draws].
  [[nodiscard]] const std::vector<int>& others() const { return others_; }
  /// Draws in which a unit of the works counts, bit k of `works` for its k-th work.
  [[nodiscard]] DrawBits counted(std::size_t unit, std::uint64_t works) const;
  /// Draws in which the unit could count at most, as far as the criterion of a work tells, the work
  /// left out; empty for works that meet no criterion.
  [[nodiscard]] DrawBits without(std::size_t work) const;
  /// Shares of draws in which the criterion of a work is met without and with it.
  [[nodiscard]] std::pair<double, double> chances(std::size_t work) const;
  [[nodiscard]] double share(const DrawBits& bits) const {
    return static_cast<double>(count(bits)) / static_cast<double>(draws_);
  }

 private:
  std::vector<std::size_t> places(const Outlook& outlook, const FundedDrawsOptions& options);
  [[nodiscard]] DrawBits counting(DrawBits met, const DrawBits& before) const {
    for (std::size_t x = 0; x < met.size(); ++x)
      met[x] = newly_ ? met[x] & ~before[x] : met[x] | before[x];
    return met;
  }

  const WorkList& works_;
  std::size_t draws_, words_;
  bool newly_;
  std::vector<std::size_t> criterion_;  // by work; beyond the last: prepares only
  // By unit of the works: its other criteria hold; recognised before.
  std::vector<DrawBits> rest_, before_;
  std::vector<DrawBits> met_, hit_;  // by work: met anyway; the work would succeed
  std::vector<int> others_;
};

}  // namespace tieuchi::inline v1

#ifndef TIEUCHI_COMPILED
#include "tieuchi/detail/planning/funded_draws.hpp"
#endif
