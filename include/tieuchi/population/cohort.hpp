/// @file
/// A named part of the population: border communes, registered communes, one district.
///
/// A cohort is a question asked of a registry on a date, not a list that grows stale.
///
/// @code
/// const auto border = members(registry, {.member_of = CohortCode{"border"}}, Level::commune, day);
/// @endcode
///
/// Everything is asked of the day given: membership, stratum, hierarchy and existence. A place or a
/// dimension that the registry does not know selects nobody.
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

/// A cohort made ready for one registry and day: names are looked up once.
class CohortFilter {
 public:
  CohortFilter(const Registry& registry, Cohort cohort, Date on)
      : registry_(&registry), cohort_(std::move(cohort)), on_(on) {
    if (cohort_.within) top_ = registry.find(*cohort_.within);
    if (cohort_.stratum) dimension_ = registry.dimension(cohort_.stratum->dimension);
  }
  /// Whether a unit belongs; it must exist that day.
  bool contains(UnitIndex unit) const {
    const Registry& r = *registry_;
    if (!r.exists(unit, on_)) return false;
    if (cohort_.member_of && !r.in_cohort(unit, *cohort_.member_of, on_)) return false;
    if (cohort_.within && (!top_ || r.ancestor(unit, r.level(*top_), on_) != top_)) return false;
    if (!cohort_.stratum) return true;
    if (!dimension_) return false;
    const auto s = r.stratum(*dimension_, unit, on_);
    return s != no_stratum && r.strata(*dimension_)[std::size_t(s)] == cohort_.stratum->code;
  }

 private:
  const Registry* registry_;
  Cohort cohort_;
  Date on_;
  std::optional<UnitIndex> top_{};
  std::optional<std::size_t> dimension_{};
};

/// The members at one level on a day, in registry order.
inline std::vector<UnitIndex> members(const Registry& registry, const Cohort& cohort, Level level,
                                      Date on) {
  std::vector<UnitIndex> found;
  const CohortFilter filter(registry, cohort, on);
  for (UnitIndex i : registry.units_at(level, on)) {
    if (filter.contains(i)) found.push_back(i);
  }
  return found;
}

}  // namespace tieuchi::inline v1
