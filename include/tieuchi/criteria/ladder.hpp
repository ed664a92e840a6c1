/// @file
/// The order of tiers: standard, advanced, model.
///
/// Tier words are not stable ("kiểu mẫu" meant "nâng cao" in one province before 2018), so a rung
/// is keyed by the set of its decision, not by its word. A rung needs the one it names below it.
///
/// `standing` (assessment/recognition.hpp) gives the highest tier that a unit surely holds.
///
/// @code
/// const Ladder ladder(
///     {{TierCode{"standard"}, SetId{"vn-commune-2021"}},
///      {TierCode{"advanced"}, SetId{"vn-commune-2021-advanced"}, TierCode{"standard"}}});
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
  explicit Ladder(std::vector<Tier> tiers);
  [[nodiscard]] const std::vector<Tier>& tiers() const { return tiers_; }

 private:
  std::vector<Tier> tiers_;
};

}  // namespace tieuchi::inline v1

#ifndef TIEUCHI_COMPILED
#include "tieuchi/detail/criteria/ladder.hpp"
#endif
