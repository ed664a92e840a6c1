// Bodies of criteria/crosswalk.hpp.
#pragma once

#include "tieuchi/criteria/crosswalk.hpp"

#include <algorithm>
#include <vector>

#include "tieuchi/detail/inline.hpp"

namespace tieuchi::inline v1 {

TIEUCHI_INLINE std::vector<CrosswalkLink> crosswalk(const CriteriaSet& a, const CriteriaSet& b) {
  std::vector<CrosswalkLink> links;
  for (const auto& ca : a.criteria()) {
    for (const auto& ia : ca.indicators) {
      for (const auto& measure : measures_of(ia.requirement)) {
        for (const auto& cb : b.criteria()) {
          for (const auto& ib : cb.indicators) {
            const auto reads = measures_of(ib.requirement);
            if (std::ranges::find(reads, measure) != reads.end()) {
              links.push_back({ia.number, ib.number, measure});
            }
          }
        }
      }
    }
  }
  return links;
}

}  // namespace tieuchi::inline v1
