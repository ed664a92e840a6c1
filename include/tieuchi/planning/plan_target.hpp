/// @file
/// What a plan is asked to reach: so many units recognised, or so many criteria met.
///
/// @code
/// const PlanTarget thirteen{.code = "13", .count = PlanCount::recognised, .at_least = 13};
/// @endcode
#pragma once

#include <string>
#include <vector>

#include "tieuchi/code.hpp"

namespace tieuchi::inline v1 {

/// What a target of a plan counts.
enum class PlanCount : std::uint8_t {
  recognised,  ///< units all of whose works are done, and whose `rest` is 1
  criteria     ///< works done that meet a criterion
};

/// So many units or criteria, among all units or some.
struct PlanTarget {
  std::string code{};
  PlanCount count = PlanCount::recognised;
  int at_least = 0;
  std::vector<UnitCode> units{};  ///< a cohort; empty: all units
};

/// A target of a plan by the end of a year.
struct DatedTarget {
  PlanTarget target;
  int by = 0;
};

}  // namespace tieuchi::inline v1
