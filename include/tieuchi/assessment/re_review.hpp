/// @file
/// What must be judged anew after a reorganisation, and the tier that merged units begin with.
///
/// "Merged communes to re-plan and re-review their criteria": a criterion need not be reviewed where every parent
/// had the same decided verdict and nothing that it reads adds up or is measured anew.
///
/// | why                  | what is to be done                                                         |
/// | -------------------- | -------------------------------------------------------------------------- |
/// | `parents_differ`     | some parents met it, some did not                                          |
/// | `parent_unknown`     | a parent was undecided                                                     |
/// | `parents_missing`    | of other parents nothing is published                                      |
/// | `measured_anew`      | a measure of it is carried by `Carry::reassess`                            |
/// | `adds_up`            | a measure of it is a sum: two parents within a limit may exceed it together |
///
/// @code
/// for (const auto& r : re_review(of_2019, registry, descent, rules)) std::cout << r.unit.str() << " " << r.criterion.str() << "\n";
/// @endcode
#pragma once

#include "tieuchi/assessment/assess.hpp"
#include "tieuchi/observation/carry.hpp"

namespace tieuchi::inline v1 {

enum class ReReviewReason : std::uint8_t { parents_differ, parent_unknown, parents_missing, measured_anew, adds_up };
/// "parents differ", and the same in Vietnamese.
const Text& word(ReReviewReason reason);

/// One criterion of one changed unit.
struct ReReview {
  UnitCode unit;
  CriterionNumber criterion;
  ReReviewReason why;
  std::vector<std::pair<UnitCode, Verdict>> parents{};   ///< what they were judged
};

/// Criteria to be judged anew, unit by unit in the order of the descent. The assessment's rows are the earlier units.
/// @throws InvalidData where they are not.
std::vector<ReReview> re_review(const Assessment& before, const Registry& registry, const Descent& descent, const CarryRules& rules);

/// Tiers of the later units, as ranks of a ladder (0: none): the lowest of the parents, to be re-reviewed; none where
/// parents are missing. [n_after]
/// @throws InvalidData for another number of tiers than earlier units.
std::vector<std::size_t> carried_tiers(const Descent& descent, std::span<const std::size_t> tiers_before);

// ------------------------------------------------------------------------------------------------

inline const Text& word(ReReviewReason reason) {
  static const std::array<Text, 5> words{{{"các xã cũ khác nhau", "parents differ"}, {"một xã cũ chưa xác định", "a parent is undecided"},
                                          {"chưa công bố hết các xã cũ", "parents are not published"}, {"phải thu thập lại số liệu", "measured anew"},
                                          {"số liệu cộng dồn", "a sum of parents"}}};
  return words.at(static_cast<std::size_t>(reason));
}

inline std::vector<ReReview> re_review(const Assessment& before, const Registry& registry, const Descent& descent, const CarryRules& rules) {
  const auto same = [&](std::size_t row) { return registry.unit(before.unit(row)).code == descent.before()[row]; };
  bool fits = before.size() == descent.before().size();
  for (std::size_t row = 0; fits && row < before.size(); ++row) fits = same(row);
  if (!fits) throw InvalidData({{.what = ProblemCode::wrong_size, .code = "assessment", .found = std::to_string(before.size()) + " units", .expected = "the " + std::to_string(descent.before().size()) + " earlier units of the descent, in its order"}});
  const auto criteria = before.rules().set().criteria();
  const auto reads = [&](const Criterion& c, Carry how) {
    return std::ranges::any_of(c.indicators, [&](const Indicator& i) {
      return std::ranges::any_of(measures_of(i.requirement), [&](const MeasureCode& m) { return rules.of(m).how == how; });
    });
  };
  std::vector<std::uint8_t> anew, adds;
  for (const auto& c : criteria) anew.push_back(reads(c, Carry::reassess)), adds.push_back(reads(c, Carry::sum));
  std::vector<ReReview> out;
  for (std::size_t i = 0; i < descent.after().size(); ++i) {
    if (descent.unchanged(i)) continue;
    for (std::size_t c = 0; c < criteria.size(); ++c) {
      ReReview r{descent.after()[i], criteria[c].number, ReReviewReason::parents_differ};
      bool unknown = false, differ = false;
      for (const auto& p : descent.parents(i)) {
        const Verdict v = before.cell(c, p.before).verdict();
        unknown = unknown || v == Verdict::unknown, differ = differ || (!r.parents.empty() && v != r.parents.front().second);
        r.parents.emplace_back(descent.before()[p.before], v);
      }
      if (descent.parents_missing(i)) r.why = ReReviewReason::parents_missing;
      else if (unknown) r.why = ReReviewReason::parent_unknown;
      else if (differ) r.why = ReReviewReason::parents_differ;
      else if (anew[c]) r.why = ReReviewReason::measured_anew;
      else if (adds[c]) r.why = ReReviewReason::adds_up;
      else continue;
      out.push_back(std::move(r));
    }
  }
  return out;
}

inline std::vector<std::size_t> carried_tiers(const Descent& descent, std::span<const std::size_t> tiers_before) {
  if (tiers_before.size() != descent.before().size()) {
    throw InvalidData({{.what = ProblemCode::wrong_size, .code = "tiers", .found = std::to_string(tiers_before.size()), .expected = std::to_string(descent.before().size()) + " earlier units"}});
  }
  std::vector<std::size_t> out(descent.after().size(), 0);
  for (std::size_t i = 0; i < out.size(); ++i) {
    if (descent.parents_missing(i)) continue;
    out[i] = SIZE_MAX;
    for (const auto& p : descent.parents(i)) out[i] = std::min(out[i], tiers_before[p.before]);
  }
  return out;
}

}  // namespace tieuchi::inline v1
