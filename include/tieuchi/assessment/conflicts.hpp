/// @file
/// Every contradiction between what was handed in.
///
/// Judging resolves contradictions by fixed rules (higher evidence wins, the derived verdict at a
/// tie); none of them disappears: all stand here.
#pragma once

#include <string>
#include <vector>

#include "tieuchi/assessment/assess.hpp"

namespace tieuchi::inline v1 {

/// What contradicts what.
enum class ConflictKind : std::uint8_t {
  observations,          ///< two values of one measure, date and evidence
  declared_and_derived,  ///< a declared criterion verdict against its measures
  declared_twice,        ///< two declared verdicts of one date and evidence
  declared_count         ///< a declared number met against the cells, or two that differ
};

/// One contradiction.
struct Conflict {
  std::size_t row;
  ConflictKind kind;
  std::string subject;  ///< measure code or criterion number; empty for a count
  std::string detail;   ///< both sides
};

/// All contradictions of a judged panel, by row. O(units × columns).
/// @throws InvalidData if the panel is not the one that was judged.
[[nodiscard]] std::vector<Conflict> conflicts(const Assessment& result, const Registry& registry,
                                              const Panel& panel);

}  // namespace tieuchi::inline v1

#ifndef TIEUCHI_COMPILED
#include "tieuchi/detail/assessment/conflicts.hpp"
#endif
