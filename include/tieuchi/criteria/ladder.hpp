/// @file
/// The order of tiers: standard, advanced, model.
///
/// Tier words are not stable ("kiểu mẫu" meant "nâng cao" in one province before 2018), so a rung
/// is keyed by the set of its decision, not by its word. A rung needs the one it names below it.
///
/// `standing` (assessment/recognition.hpp) gives the highest tier that a unit surely holds.
///
/// @code
/// const Ladder ladder({{TierCode{"standard"}, SetId{"vn-commune-2021"}},
///                      {TierCode{"advanced"}, SetId{"vn-commune-2021-advanced"}, TierCode{"standard"}}});
/// @endcode
#pragma once

#include <optional>
#include <vector>

#include "tieuchi/criteria/criteria_set.hpp"

namespace tieuchi::inline v1 {

/// One rung: the set that must be met and the rung that must be held first.
struct Tier {
  TierCode code;
  SetId set;
  std::optional<TierCode> prerequisite{};
  Text name{};
};

/// Tiers from low to high.
class Ladder {
 public:
  /// @throws InvalidCriteria if a tier stands twice, or its prerequisite does not stand below it.
  explicit Ladder(std::vector<Tier> tiers) : tiers_(std::move(tiers)) {
    Problems problems;
    for (std::size_t t = 0; t < tiers_.size(); ++t) {
      const auto below = [&](const TierCode& code) {
        for (std::size_t b = 0; b < t; ++b) {
          if (tiers_[b].code == code) return true;
        }
        return false;
      };
      if (below(tiers_[t].code)) {
        problems.add({.what = ProblemCode::duplicate_number, .code = tiers_[t].code.str(),
                      .found = tiers_[t].code.str(), .expected = "each tier once"});
      }
      if (tiers_[t].prerequisite && !below(*tiers_[t].prerequisite)) {
        problems.add({.what = ProblemCode::unknown_code, .code = tiers_[t].code.str(),
                      .found = tiers_[t].prerequisite->str(), .expected = "a lower tier"});
      }
    }
    problems.raise<InvalidCriteria>();
  }
  const std::vector<Tier>& tiers() const { return tiers_; }

 private:
  std::vector<Tier> tiers_;
};

}  // namespace tieuchi::inline v1
