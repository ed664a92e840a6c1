/// @file
/// One promise of a plan: a metric, a population, a date and what was promised.
///
/// A range target ("12.5 to 13") is met at its lower end; both ends are kept. A target without a
/// published baseline stays without one: what the data cannot speak to is said, never made up.
///
/// | metric             | value                                                   | unit     |
/// | ------------------ | ------------------------------------------------------- | -------- |
/// | `newly_recognised` | units recognised within the year                        | units    |
/// | `recognised`       | units recognised in total                               | units    |
/// | `recognised_share` | the same of all units of the population                 | %        |
/// | `mean_criteria`    | criteria met a unit                                     | criteria |
/// | `least_criteria`   | criteria met by the unit that meets fewest              | criteria |
/// | `units_in_band`    | units whose number of criteria lies in `band`           | units    |
/// | `criterion_share`  | units that meet `criterion`, of those it applies to     | %        |
/// | `tier_total`       | units of a tier: verdicts of one set do not speak to it | units    |
/// | `tier_new`         | the same within the year                                | units    |
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tieuchi/criteria/provenance.hpp"
#include "tieuchi/decimal.hpp"
#include "tieuchi/period.hpp"
#include "tieuchi/population/cohort.hpp"
#include "tieuchi/text.hpp"

namespace tieuchi::inline v1 {

/// What is counted.
enum class Metric : std::uint8_t {
  newly_recognised,
  recognised,
  mean_criteria,
  least_criteria,
  tier_total,
  tier_new,
  recognised_share,
  units_in_band,
  criterion_share
};

/// Numbers of criteria, both ends included.
struct CriteriaRange {
  int least = 0, most = 0;
  friend bool operator==(const CriteriaRange&, const CriteriaRange&) = default;
};

/// Whom a target speaks of. Everything set must hold; nothing set is every unit of the level.
struct TargetPopulation {
  Text name{};  ///< in words: "20 border communes"
  Level level = Level::commune;
  Cohort cohort{};
  std::vector<UnitCode> units{};  ///< these units and no others; empty: no list

  [[nodiscard]] bool everyone() const {
    return !cohort.member_of && !cohort.within && !cohort.stratum && units.empty();
  }
};

/// A target as data.
struct Target {
  std::string code;
  Text name{};
  Metric metric = Metric::recognised;
  TargetPopulation population{};
  Date by{};
  std::optional<Decimal> at_least{};
  std::optional<Decimal> up_to{};  ///< upper end of a printed range: the target is met below it too
  /// Where less is better: "no more than 10 communes under five".
  std::optional<Decimal> at_most{};
  std::optional<CriteriaRange> band{};         ///< of `units_in_band`
  std::optional<CriterionNumber> criterion{};  ///< of `criterion_share`
  std::optional<Decimal> baseline{};  ///< last published value of the same metric and population
  std::optional<Date> baseline_on{};
  std::string source{};
  Status status = Status::verified;  ///< whether the figure was read in a published copy

  /// Whether a value reaches what was promised.
  [[nodiscard]] bool reached(double value) const {
    return (!at_least || Decimal::from_double(value) >= *at_least) &&
           (!at_most || Decimal::from_double(value) <= *at_most);
  }
  /// "≥ 13", "12.5–13", "≤ 10".
  [[nodiscard]] std::string promise() const;
};

/// The word of a metric: "mean_criteria".
[[nodiscard]] const char* name(Metric metric);

// Why a target cannot be answered, in both languages.
[[nodiscard]] Text other_level(Level asked, Level has);
[[nodiscard]] Text nobody_of(const TargetPopulation& who);
[[nodiscard]] Text tiers_need_their_set();
[[nodiscard]] Text no_such_criterion(const CriterionNumber& number);

}  // namespace tieuchi::inline v1

#ifndef TIEUCHI_COMPILED
#include "tieuchi/detail/programme/target.hpp"
#endif
