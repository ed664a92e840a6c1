/// @file
/// What stands between a unit and the whole set.
///
/// Three questions of a commune: what blocks us, which unknowns could change the answer, and what
/// is the least that must change. "Least" is the fewest indicators, nearest gaps first; it is not
/// a plan with costs.
///
/// | rule of a criterion    | least change                                                     |
/// | ---------------------- | ---------------------------------------------------------------- |
/// | `AllOf`, `Score`       | every member that is not met                                     |
/// | `AnyOf`                | the member with the smallest gap relative to its threshold       |
/// | `AtLeast`              | as many as are lacking, nearest first                            |
///
/// Making the least change reaches the set: a test holds it. A criterion known only by a declared
/// verdict stands as a whole, with an empty indicator number.
#pragma once

#include <optional>
#include <vector>

#include "tieuchi/assessment/explain.hpp"

namespace tieuchi::inline v1 {

/// One indicator (or a criterion without measures) that stands in the way.
struct Obstacle {
  CriterionNumber criterion;
  IndicatorNumber indicator{};  ///< empty where only the criterion's verdict is known
  Text name{};
  Cell cell{};
  std::optional<double> gap{};  ///< in the indicator's own unit
  double relative_gap = 1;      ///< gap over threshold, 1 where it is not a number
};

/// The three answers for one unit.
struct Improvement {
  Cell whole;                          ///< the set's own rule today
  std::vector<Obstacle> blockers;      ///< decided not met
  std::vector<Obstacle> unknowns;      ///< undecided; resolving them could change the whole
  std::vector<Obstacle> least_change;  ///< the fewest to become met, blockers and unknowns alike
};

/// Answers for one row of the panel.
/// @throws InvalidData if the panel is not the one that was judged.
[[nodiscard]] Improvement improvement(const Assessment& result, const Registry& registry,
                                      const Panel& panel, std::size_t row);

}  // namespace tieuchi::inline v1

#ifndef TIEUCHI_COMPILED
#include "tieuchi/detail/assessment/improvement.hpp"
#endif
