/// @file
/// Whether a unit is to be recognised, and whether it keeps recognition.
///
/// `recognise` returns *unknown* with the evidence lacking; a caller may then count it against.
/// `keeps_recognition` never revokes on an unknown: it answers *not met* only if every completion
/// of the unknown cells revokes. `standing` climbs a ladder of tiers.
///
/// | question            | met                         | not met                        | unknown |
/// | ------------------- | --------------------------- | ------------------------------ | ------- |
/// | `recognise`         | criteria and conditions met | one surely fails, none applies | else    |
/// | `keeps_recognition` | no completion revokes       | every completion revokes       | else    |
///
/// Source: 2540/QĐ-TTg (recognition 2016–2020), 18/2022/QĐ-TTg (revocation: of the applicable
/// criteria 50 % or more fail, or 30 % to under 50 % with a key criterion among them).
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "tieuchi/assessment/assess.hpp"
#include "tieuchi/criteria/ladder.hpp"
#include "tieuchi/criteria/recognition_rule.hpp"

namespace tieuchi::inline v1 {

/// The outcome for one unit.
struct Recognition {
  Verdict verdict = Verdict::unknown;
  std::vector<std::string> failing;  ///< criterion numbers and condition codes decided not met
  std::vector<std::string> lacking;  ///< those not decided: the evidence that is missing
};

/// Recognition of one row: every applicable criterion (at least one), every condition.
/// @throws InvalidCriteria if the rule is not in force on the day judged.
[[nodiscard]] Recognition recognise(const Assessment& result, const Registry& registry,
                                    const Panel& panel, const RecognitionRule& rule,
                                    std::size_t row);

/// Whether a recognised unit keeps recognition: met (keeps), not met (is revoked), unknown.
/// @throws InvalidCriteria if the rule is not in force on the day judged, or names no key criteria
/// for the set.
[[nodiscard]] Verdict keeps_recognition(const Assessment& result, const RevocationRule& rule,
                                        std::size_t row);

/// The highest tier surely held, given one verdict per tier of the ladder; nothing if none is. A
/// tier counts only if its prerequisite is held.
[[nodiscard]] std::optional<TierCode> standing(const Ladder& ladder,
                                               std::span<const Verdict> verdicts);

}  // namespace tieuchi::inline v1

#ifndef TIEUCHI_COMPILED
#include "tieuchi/detail/assessment/recognition.hpp"
#endif
