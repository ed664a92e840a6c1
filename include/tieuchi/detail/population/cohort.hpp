// Bodies of population/cohort.hpp.
#pragma once

#include "tieuchi/population/cohort.hpp"

#include <vector>

#include "tieuchi/detail/inline.hpp"

namespace tieuchi::inline v1 {

TIEUCHI_INLINE std::vector<UnitIndex> members(const Registry& registry, const Cohort& cohort,
                                              Level level, AsOf day) {
  std::vector<UnitIndex> found;
  const CohortFilter filter(registry, cohort, day);
  for (UnitIndex i : registry.units_at(level, day)) {
    if (filter.contains(i)) found.push_back(i);
  }
  return found;
}

TIEUCHI_INLINE CohortFilter::CohortFilter(const Registry& registry, Cohort cohort, AsOf day)
    : registry_(&registry), cohort_(std::move(cohort)), day_(day) {
  if (cohort_.within) top_ = registry.find(*cohort_.within);
  if (cohort_.stratum) dimension_ = registry.dimension(cohort_.stratum->dimension);
}

TIEUCHI_INLINE bool CohortFilter::contains(UnitIndex unit) const {
  const Registry& r = *registry_;
  if (!r.exists(unit, day_)) return false;
  if (cohort_.member_of && !r.in_cohort(unit, *cohort_.member_of, day_)) return false;
  if (cohort_.within && (!top_ || r.ancestor(unit, r.level(*top_), day_) != top_)) return false;
  if (!cohort_.stratum) return true;
  if (!dimension_) return false;
  const auto s = r.stratum(*dimension_, unit, day_);
  return s != no_stratum && r.strata(*dimension_)[std::size_t(s)] == cohort_.stratum->code;
}

}  // namespace tieuchi::inline v1
