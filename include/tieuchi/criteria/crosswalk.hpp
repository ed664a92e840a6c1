/// @file
/// Which indicators of two sets read the same measure.
///
/// Numbers do not carry over between sets: "17.1" means different things in each. What carries
/// over is the measure, so the crosswalk follows from the sets themselves.
#pragma once

#include <vector>

#include "tieuchi/criteria/criteria_set.hpp"

namespace tieuchi::inline v1 {

/// One link: indicator `from` of the first set and `to` of the second both read `measure`.
struct CrosswalkLink {
  IndicatorNumber from;
  IndicatorNumber to;
  MeasureCode measure;

  friend bool operator==(const CrosswalkLink&, const CrosswalkLink&) = default;
};

/// All links between two sets, in the order of the first. Conditions of applicability are not
/// links. O(indicators of a × indicators of b).
[[nodiscard]] std::vector<CrosswalkLink> crosswalk(const CriteriaSet& a, const CriteriaSet& b);

}  // namespace tieuchi::inline v1

#ifndef TIEUCHI_COMPILED
#include "tieuchi/detail/criteria/crosswalk.hpp"
#endif
