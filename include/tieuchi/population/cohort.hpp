/// @file
/// A named part of the population: border communes, registered communes, one district.
///
/// A cohort is a question asked of a registry on a date, not a list that grows stale.
#pragma once

#include <optional>
#include <vector>

#include "tieuchi/population/registry.hpp"

namespace tieuchi::inline v1 {

/// Units that satisfy everything that is set here; an empty cohort is everyone.
struct Cohort {
  std::optional<CohortCode> member_of{};
  std::optional<UnitCode> within{};
  std::optional<Stratum> stratum{};
};

/// Whether a unit belongs to a cohort on a day; it must exist that day.
inline bool belongs(const Registry& registry, UnitIndex unit, const Cohort& cohort, Date on) {
  if (!registry.exists(unit, on)) return false;
  if (cohort.member_of && !registry.in_cohort(unit, *cohort.member_of, on)) return false;
  if (cohort.within) {
    const auto top = registry.find(*cohort.within);
    if (!top || registry.ancestor(unit, registry.unit(*top).level, on) != top) return false;
  }
  if (cohort.stratum) {
    const auto d = registry.dimension(cohort.stratum->dimension);
    if (!d) return false;
    const auto s = registry.stratum(*d, unit, on);
    if (s == no_stratum || registry.strata(*d)[std::size_t(s)] != cohort.stratum->code) return false;
  }
  return true;
}

/// The members at one level on a day, in registry order.
inline std::vector<UnitIndex> members(const Registry& registry, const Cohort& cohort, Level level,
                                      Date on) {
  std::vector<UnitIndex> found;
  for (UnitIndex i : registry.units_at(level, on)) {
    if (belongs(registry, i, cohort, on)) found.push_back(i);
  }
  return found;
}

}  // namespace tieuchi::inline v1
