// Bodies of assessment/re_review.hpp.
#pragma once

#include "tieuchi/assessment/re_review.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <string>
#include <vector>

#include "tieuchi/detail/inline.hpp"

namespace tieuchi::inline v1 {

TIEUCHI_INLINE const Text& word(ReReviewReason reason) {
  static const std::array<Text, 5> words{
      {{"các xã cũ khác nhau", "parents differ"},
       {"một xã cũ chưa xác định", "a parent is undecided"},
       {"chưa công bố hết các xã cũ", "parents are not published"},
       {"phải thu thập lại số liệu", "measured anew"},
       {"số liệu cộng dồn", "a sum of parents"}}};
  return words.at(static_cast<std::size_t>(reason));
}

TIEUCHI_INLINE std::vector<ReReview> re_review(const Assessment& before, const Registry& registry,
                                               const Descent& descent, const CarryRules& rules) {
  const auto same = [&](std::size_t row) {
    return registry.unit(before.unit(row)).code == descent.before()[row];
  };
  bool fits = before.size() == descent.before().size();
  for (std::size_t row = 0; fits && row < before.size(); ++row) fits = same(row);
  if (!fits)
    throw InvalidData({{.what = ProblemCode::wrong_size,
                        .code = "assessment",
                        .found = std::to_string(before.size()) + " units",
                        .expected = "the " + std::to_string(descent.before().size()) +
                                    " earlier units of the descent, in its order"}});
  const auto criteria = before.rules().set().criteria();
  const auto reads = [&](const Criterion& c, Carry how) {
    return std::ranges::any_of(c.indicators, [&](const Indicator& i) {
      return std::ranges::any_of(measures_of(i.requirement),
                                 [&](const MeasureCode& m) { return rules.of(m).how == how; });
    });
  };
  std::vector<std::uint8_t> anew, adds;
  for (const auto& c : criteria)
    anew.push_back(reads(c, Carry::reassess)), adds.push_back(reads(c, Carry::sum));
  std::vector<ReReview> out;
  for (std::size_t i = 0; i < descent.after().size(); ++i) {
    if (descent.unchanged(i)) continue;
    for (std::size_t c = 0; c < criteria.size(); ++c) {
      ReReview r{descent.after()[i], criteria[c].number, ReReviewReason::parents_differ};
      bool unknown = false, differ = false;
      for (const auto& p : descent.parents(i)) {
        const Verdict v = before.cell(c, p.before).verdict();
        unknown = unknown || v == Verdict::unknown,
        differ = differ || (!r.parents.empty() && v != r.parents.front().second);
        r.parents.emplace_back(descent.before()[p.before], v);
      }
      if (descent.parents_missing(i))
        r.why = ReReviewReason::parents_missing;
      else if (unknown)
        r.why = ReReviewReason::parent_unknown;
      else if (differ)
        r.why = ReReviewReason::parents_differ;
      else if (anew[c])
        r.why = ReReviewReason::measured_anew;
      else if (adds[c])
        r.why = ReReviewReason::adds_up;
      else
        continue;
      out.push_back(std::move(r));
    }
  }
  return out;
}

TIEUCHI_INLINE std::vector<std::size_t> carried_tiers(const Descent& descent,
                                                      std::span<const std::size_t> tiers_before) {
  if (tiers_before.size() != descent.before().size()) {
    throw InvalidData({{.what = ProblemCode::wrong_size,
                        .code = "tiers",
                        .found = std::to_string(tiers_before.size()),
                        .expected = std::to_string(descent.before().size()) + " earlier units"}});
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
