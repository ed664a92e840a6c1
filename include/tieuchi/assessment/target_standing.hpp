/// @file
/// Where each target of a programme stands today: a value or bounds, and met, not met or unknown.
///
/// Bounds contain the truth under every completion of what is unknown. Verdicts of a set do not say
/// who was recognised: targets of recognition need the list, and without it they say so. So do
/// tiers.
///
/// @code
/// for (const auto& s : standing(result, registry, programme, {.na_count = NaCount::deem_met()})) …
/// @endcode
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "tieuchi/assessment/rollup.hpp"
#include "tieuchi/programme/programme.hpp"

namespace tieuchi::inline v1 {

struct StandingOptions {
  NaCount na_count;
  std::map<CohortCode, std::vector<UnitCode>> cohorts{};  ///< lists that the registry does not have
  std::optional<std::vector<UnitCode>> recognised{};      ///< on the day judged
  std::optional<std::vector<UnitCode>> newly_recognised{};  ///< within the year up to that day
};

/// One target today.
struct TargetStanding {
  std::string code;
  bool identified = false;
  Text why{};                  ///< of a target that is not identified
  std::size_t units = 0;       ///< in its population
  double least = 0, most = 0;  ///< of its metric
  Verdict verdict = Verdict::unknown;
};

/// Targets in the order of the programme. @throws InvalidData as `roll_up` does.
[[nodiscard]] std::vector<TargetStanding> standing(const Assessment& result,
                                                   const Registry& registry,
                                                   const Programme& programme,
                                                   const StandingOptions& options);

}  // namespace tieuchi::inline v1

#ifndef TIEUCHI_COMPILED
#include "tieuchi/detail/assessment/target_standing.hpp"
#endif
