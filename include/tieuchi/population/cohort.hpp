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
  CohortFilter(const Registry& registry, Cohort cohort, AsOf day);
  /// Whether a unit belongs; it must exist that day.
  [[nodiscard]] bool contains(UnitIndex unit) const;

 private:
  const Registry* registry_;
  Cohort cohort_;
  AsOf day_;
  std::optional<UnitIndex> top_{};
  std::optional<std::size_t> dimension_{};
};

/// The members at one level on a day, in registry order.
[[nodiscard]] std::vector<UnitIndex> members(const Registry& registry, const Cohort& cohort,
                                             Level level, AsOf day);

}  // namespace tieuchi::inline v1

#ifndef TIEUCHI_COMPILED
#include "tieuchi/detail/population/cohort.hpp"
#endif
