/// @file
/// What must be judged anew after a reorganisation, and the tier that merged units begin with.
///
/// "Merged communes to re-plan and re-review their criteria": a criterion need not be reviewed
/// where every parent had the same decided verdict and nothing that it reads adds up or is measured
/// anew.
///
/// | why               | what is found                                                           |
/// | ----------------- | ----------------------------------------------------------------------- |
/// | `parents_differ`  | some parents met it, some did not                                       |
/// | `parent_unknown`  | a parent was undecided                                                  |
/// | `parents_missing` | of other parents nothing is published                                   |
/// | `measured_anew`   | a measure of it is carried by `Carry::reassess`                         |
/// | `adds_up`         | a measure of it is a sum: parents within a limit may exceed it together |
///
/// @code
/// for (const auto& r : re_review(of_2019, registry, descent, rules)) {
///   std::cout << r.unit.str() << " " << r.criterion.str() << "\n";
/// }
/// @endcode
#pragma once

#include <span>
#include <vector>

#include "tieuchi/assessment/assess.hpp"
#include "tieuchi/observation/carry.hpp"

namespace tieuchi::inline v1 {

enum class ReReviewReason : std::uint8_t {
  parents_differ,
  parent_unknown,
  parents_missing,
  measured_anew,
  adds_up
};
/// "parents differ", and the same in Vietnamese.
[[nodiscard]] const Text& word(ReReviewReason reason);

/// One criterion of one changed unit.
struct ReReview {
  UnitCode unit;
  CriterionNumber criterion;
  ReReviewReason why;
  std::vector<std::pair<UnitCode, Verdict>> parents{};  ///< what they were judged
};

/// Criteria to be judged anew, unit by unit in the order of the descent. The assessment's rows are
/// the earlier units.
/// @throws InvalidData where they are not.
[[nodiscard]] std::vector<ReReview> re_review(const Assessment& before, const Registry& registry,
                                              const Descent& descent, const CarryRules& rules);

/// Tiers of the later units, as ranks of a ladder (0: none): the lowest of the parents, to be
/// re-reviewed; none where parents are missing. [n_after]
/// @throws InvalidData for another number of tiers than earlier units.
[[nodiscard]] std::vector<std::size_t> carried_tiers(const Descent& descent,
                                                     std::span<const std::size_t> tiers_before);

}  // namespace tieuchi::inline v1

#ifndef TIEUCHI_COMPILED
#include "tieuchi/detail/assessment/re_review.hpp"
#endif
