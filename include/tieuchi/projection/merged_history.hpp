/// @file
/// A history whose population changes: what merged units bring into a projection.
///
/// Old units are learnt from and not counted; a merged unit is counted and has no past of its own,
/// so its unit effect is drawn from all that units can be (integrated), never put at a parent's or
/// at zero. Only its last state is carried, by a named rule: which criteria a merged commune holds
/// matters more than the model, so print the rule with every number.
///
/// @code
/// const MergedHistory merged = merge(history, descent, ParentStates::all_parents);
/// const Outlook outlook =
///     project(fit(merged.history), {.until = 2020, .population = merged.population});
/// @endcode
#pragma once

#include <vector>

#include "tieuchi/population/reorganisation.hpp"
#include "tieuchi/projection/history.hpp"

namespace tieuchi::inline v1 {

/// Which criteria a merged unit holds where its parents differ.
enum class ParentStates : std::uint8_t {
  all_parents,  ///< met where all met it: the worst parent
  any_parent,   ///< met where one met it: the best parent
  reassess      ///< not known where they differ: drawn from how many units meet the criterion
};

struct MergedHistory {
  History history;  ///< the old units, then merged ones
  /// 1 for units of the later date: `ProjectOptions::population`.
  std::vector<std::uint8_t> population{};
  ParentStates rule = ParentStates::all_parents;
};

/// A merged unit stands in the district of most of its parents. Unchanged units are as they were;
/// the past of a code that goes on with others added is called "code (before)".
/// @throws InvalidData where the history's units are not the earlier units of the descent in its
/// order.
[[nodiscard]] MergedHistory merge(const History& history, const Descent& descent,
                                  ParentStates rule);

}  // namespace tieuchi::inline v1

#ifndef TIEUCHI_COMPILED
#include "tieuchi/detail/projection/merged_history.hpp"
#endif
