/// @file
/// Alkire–Foster counting measures over criteria.
///
/// A unit is deprived in a criterion that it does not meet. With equal weights over the criteria
/// and a cutoff k (criteria): H is the share of units deprived in at least k, A their mean share
/// of deprivations, M0 = H · A the adjusted headcount. Subgroups add up exactly:
/// M0 = Σ (share of units) · M0 of the subgroup. Not applicable counts as not deprived.
///
/// Source: S. Alkire, J. Foster, "Counting and multidimensional poverty measurement", Journal of
/// Public Economics 95 (2011) 476–487, doi:10.1016/j.jpubeco.2010.11.006.
#pragma once

#include <span>
#include <vector>

#include "tieuchi/assessment/assess.hpp"

namespace tieuchi::inline v1 {

/// What an undecided cell counts as.
enum class UnknownAs : std::uint8_t { met, not_met };

/// Counting measures of a group. Integers; the ratios are computed from them.
struct Counting {
  std::int64_t units = 0;                    ///< units counted
  std::int64_t poor = 0;                     ///< units deprived in at least the cutoff
  std::int64_t deprivations = 0;             ///< censored: deprivations of the poor only
  std::vector<std::int64_t> by_criterion{};  ///< censored deprivations, [n_criteria]

  [[nodiscard]] double headcount() const { return units ? double(poor) / double(units) : 0; }
  [[nodiscard]] double intensity() const {
    return poor ? double(deprivations) / (double(poor) * double(by_criterion.size())) : 0;
  }
  [[nodiscard]] double adjusted_headcount() const { return headcount() * intensity(); }
  /// Share of all censored deprivations that a criterion contributes; the shares sum to 1.
  [[nodiscard]] double contribution(std::size_t criterion) const {
    return deprivations ? double(by_criterion[criterion]) / double(deprivations) : 0;
  }
};

/// Counts over rows (all rows where `rows` is empty) with a cutoff of at least 1 criterion. Calling
/// it with both values of `unknown` gives bounds: every measure but the intensity grows with them.
/// @throws InvalidData for a cutoff outside 1…number of criteria.
[[nodiscard]] Counting counting(const Assessment& result, int cutoff, UnknownAs unknown,
                                std::span<const std::size_t> rows = {});

}  // namespace tieuchi::inline v1

#ifndef TIEUCHI_COMPILED
#include "tieuchi/detail/assessment/counting.hpp"
#endif
