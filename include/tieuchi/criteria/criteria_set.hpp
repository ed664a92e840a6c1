/// @file
/// A criteria set: one legal text that says what a place must meet.
///
/// Sets are many and dated; each names its strata, the measures it reads and its criteria. A set
/// is valid once built and never changes: building it finds every problem at once.
///
/// Checked when built, all problems in one throw: every stratum has a cell for every indicator (or
/// says *delegated*, *not published*), periods of one cell do not overlap, groups have members,
/// numbers stand once, measures are declared, k lies between 1 and the number of members, a pass
/// mark can be reached and missed, and nothing is wider than what later holds it.
///
/// | completeness    | criteria without indicators        | judging                            |
/// | --------------- | ---------------------------------- | ---------------------------------- |
/// | `complete`      | an error                           | as the table says                  |
/// | `partial`       | judge *unknown, not published*     | as far as the table goes           |
/// | `not_published` | none at all                        | `compile` refuses                  |
///
/// Source of the shipped sets: catalog/, one file per legal text with the source of each figure.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tieuchi/criteria/criterion.hpp"
#include "tieuchi/criteria/grant.hpp"
#include "tieuchi/criteria/measure.hpp"
#include "tieuchi/level.hpp"

namespace tieuchi::inline v1 {

/// How much of the table is public.
enum class Completeness : std::uint8_t {
  complete,      ///< every criterion and indicator is there
  partial,       ///< some criteria lack indicators or some indicators lack values
  not_published  ///< the text is known, its table is not: it refuses to judge
};

/// A unit whose attribute `dimension` has one of `codes` is judged with column `use`, whatever its
/// own stratum, on the days of `period`. Of a unit that states no code of the dimension it is not
/// known whether it holds.
struct StratumOverride {
  Dimension dimension;
  std::vector<StratumCode> codes;
  StratumCode use;
  Period period = Period::always();
  Citation citation{};

  friend bool operator==(const StratumOverride&, const StratumOverride&) = default;
};

/// The contents of a set before they are checked.
struct CriteriaSetParts {
  SetId id;
  std::string decision{};  ///< number of the instrument
  Text title{};
  Level level = Level::commune;
  std::string tier{};  ///< the tier word as the text uses it; see `Ladder` for the order
  Date issued{};
  Period in_force = Period::always();
  Completeness completeness = Completeness::complete;
  Dimension dimension{};              ///< of the strata; empty for one column that holds for all
  std::vector<StratumCode> strata{};  ///< columns of the table
  std::vector<StratumOverride> overrides{};
  std::vector<Measure> measures{};
  std::vector<Criterion> criteria{};
  Rule rule = rule::AllOf{};  ///< how criteria make the whole
  std::optional<SetId> prerequisite{};
  std::vector<Grant> grants{};  ///< cells that others may set, beside the delegated ones

  friend bool operator==(const CriteriaSetParts&, const CriteriaSetParts&) = default;
};

/// A checked set.
class CriteriaSet {
 public:
  static constexpr std::size_t most_criteria = 65'535;  ///< a unit's counts have two bytes

  /// @throws InvalidCriteria with every problem: strata not declared, overlapping periods of one
  /// cell, missing cells, groups without members, k out of range, numbers used twice, measures not
  /// declared, a wrong number of threshold values, a pass mark of 0 or less or above its total,
  /// numbers beyond ±9.2 × 10¹², more than `most_criteria` criteria, a grant of an indicator or
  /// stratum that is not there, in a direction without a base, or against another grant.
  explicit CriteriaSet(CriteriaSetParts parts, std::string_view file = {});

  [[nodiscard]] const SetId& id() const { return parts_.id; }
  [[nodiscard]] const CriteriaSetParts& parts() const { return parts_; }
  [[nodiscard]] std::span<const Criterion> criteria() const { return parts_.criteria; }
  [[nodiscard]] std::size_t indicator_count() const;
  /// The measure of a code; null if the set does not read it.
  [[nodiscard]] const Measure* measure(const MeasureCode& code) const;
  /// Position of a criterion, or of an indicator within its criterion.
  /// @throws UnknownCode
  [[nodiscard]] std::size_t index_of(const CriterionNumber& number) const;
  struct Place {
    std::size_t criterion, indicator, flat;  ///< `flat` counts indicators over the whole set
  };
  [[nodiscard]] Place index_of(const IndicatorNumber& number) const;

  friend bool operator==(const CriteriaSet&, const CriteriaSet&) = default;

 private:
  CriteriaSetParts parts_;
};

/// How many cells of the table have each status, by the worst-of rule.
struct StatusCounts {
  int verified = 0, unverified = 0, unknown = 0, transcribed = 0;
  [[nodiscard]] int total() const { return verified + unverified + unknown + transcribed; }
};
[[nodiscard]] StatusCounts count_statuses(const CriteriaSet& set);

}  // namespace tieuchi::inline v1

#ifndef TIEUCHI_COMPILED
#include "tieuchi/detail/criteria/criteria_set.hpp"
#endif
