/// @file
/// One promise of a plan: a metric, a population, a date and what was promised.
///
/// A range target ("12.5 to 13") is met at its lower end; both ends are kept. Whether the public
/// data can speak to a target is part of the data: a target without a baseline is not identified.
#pragma once

#include <optional>
#include <string>

#include "tieuchi/criteria/provenance.hpp"
#include "tieuchi/decimal.hpp"
#include "tieuchi/period.hpp"
#include "tieuchi/text.hpp"

namespace tieuchi::inline v1 {

/// What is counted.
enum class Metric : std::uint8_t {
  newly_recognised,   ///< units recognised within the year
  recognised,         ///< units recognised in total
  mean_criteria,      ///< criteria met per unit
  least_criteria,     ///< criteria met by the unit that meets fewest
  tier_total,         ///< units of a tier in total
  tier_new            ///< units that reach a tier within the year
};

/// A target as data.
struct Target {
  std::string code;
  Text name{};
  Metric metric = Metric::recognised;
  Text population{};                ///< in words: "20 border communes"
  Date by{};
  Decimal at_least{};
  std::optional<Decimal> up_to{};   ///< upper end of a printed range
  std::optional<Decimal> baseline{};///< last published value of the same metric and population
  std::optional<Date> baseline_on{};
  std::string source{};
};

}  // namespace tieuchi::inline v1
