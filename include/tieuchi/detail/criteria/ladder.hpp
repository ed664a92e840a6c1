// Bodies of criteria/ladder.hpp.
#pragma once

#include "tieuchi/criteria/ladder.hpp"

#include <vector>

#include "tieuchi/detail/inline.hpp"

namespace tieuchi::inline v1 {

TIEUCHI_INLINE Ladder::Ladder(std::vector<Tier> tiers) : tiers_(std::move(tiers)) {
  Problems problems;
  for (std::size_t t = 0; t < tiers_.size(); ++t) {
    const auto below = [&](const TierCode& code) {
      for (std::size_t b = 0; b < t; ++b) {
        if (tiers_[b].code == code) return true;
      }
      return false;
    };
    if (below(tiers_[t].code)) {
      problems.add({.what = ProblemCode::duplicate_number,
                    .code = tiers_[t].code.str(),
                    .found = tiers_[t].code.str(),
                    .expected = "each tier once"});
    }
    if (tiers_[t].prerequisite && !below(*tiers_[t].prerequisite)) {
      problems.add({.what = ProblemCode::unknown_code,
                    .code = tiers_[t].code.str(),
                    .found = tiers_[t].prerequisite->str(),
                    .expected = "a lower tier"});
    }
  }
  problems.raise<InvalidCriteria>();
}

}  // namespace tieuchi::inline v1
