/// @file
/// What an indicator asks of its measures: one closed variant of kinds.
///
/// The numbers themselves stand in the indicator's threshold cells, per stratum and period; a kind
/// says how many numbers a cell holds and how they are compared. All comparison is decimal (see
/// decimal.hpp), operands have no order, and nothing can be negated: "no temporary houses" is *at
/// most 0*. A verdict from outside comes in as `Declared`, which is the way to extend the list.
///
/// | kind                | numbers in a cell         | met when                                   |
/// | ------------------- | ------------------------- | ------------------------------------------ |
/// | `Bound`             | threshold                 | the measure compares with it as stated     |
/// | `Between`           | lower, upper              | lower ≤ measure ≤ upper                    |
/// | `Attained`          | none                      | the measure is 1                           |
/// | `OfWhich`           | whole, part[, part small] | both shares reach theirs                   |
/// | `PerYear`           | threshold of that year    | as `Bound`; a cell holds one calendar year |
/// | `RatioToSeries`     | ratio                     | measure compares with ratio × series       |
/// | `FactorOnThreshold` | factor                    | as `Bound` on factor × the other threshold |
/// | `RatioToPast`       | ratio                     | it compares with ratio × own past value    |
/// | `PerGroup`          | threshold                 | every group's measure compares             |
/// | `SeveralYears`      | none                      | attained, or falling, in each of the years |
/// | `PassMark`          | mark[, least part share]  | the parts add up to the mark               |
/// | `Delegated`         | none until an overlay     | as its `then`, once a body sets the value  |
/// | `NotPublished`      | none                      | never decided                              |
/// | `Declared`          | none                      | the verdict handed in                      |
#pragma once

#include <optional>
#include <string_view>
#include <variant>
#include <vector>

#include "tieuchi/code.hpp"
#include "tieuchi/decimal.hpp"

namespace tieuchi::inline v1 {

/// How a value compares with a threshold. Equality passes except under the two strict ones.
enum class Comparator : std::uint8_t { at_least, more_than, at_most, less_than };

/// Whether more of the measure is better under `comparator`.
[[nodiscard]] constexpr bool wants_more(Comparator c) {
  return c == Comparator::at_least || c == Comparator::more_than;
}

namespace requirement {

struct Bound {
  MeasureCode measure;
  Comparator comparator = Comparator::at_least;
  friend bool operator==(const Bound&, const Bound&) = default;
};
struct Between {
  MeasureCode measure;
  friend bool operator==(const Between&, const Between&) = default;
};
struct Attained {
  MeasureCode measure;
  friend bool operator==(const Attained&, const Attained&) = default;
};
/// "≥ 95 % hygienic water of which ≥ 60 % clean". With `small_if` the share of the part is the
/// third number where that measure is at most `small_limit` (few schools).
struct OfWhich {
  MeasureCode whole;
  MeasureCode part;
  std::optional<MeasureCode> small_if{};
  Decimal small_limit{};
  friend bool operator==(const OfWhich&, const OfWhich&) = default;
};
struct PerYear {
  MeasureCode measure;
  Comparator comparator = Comparator::at_least;
  friend bool operator==(const PerYear&, const PerYear&) = default;
};
/// 2009: income at least 1.4 × the provincial mean. The series is a measure observed on the unit
/// or on a unit above it.
struct RatioToSeries {
  MeasureCode measure;
  MeasureCode series;
  Comparator comparator = Comparator::at_least;
  friend bool operator==(const RatioToSeries&, const RatioToSeries&) = default;
};
/// Model commune 2021: 1.10 × the income threshold of the advanced set, same stratum and date.
struct FactorOnThreshold {
  MeasureCode measure;
  SetId set;
  IndicatorNumber indicator;
  Comparator comparator = Comparator::at_least;
  friend bool operator==(const FactorOnThreshold&, const FactorOnThreshold&) = default;
};
/// Model commune 2018: 1.5 × income when recognised. `past` is the measure that holds the unit's
/// own value of that day.
struct RatioToPast {
  MeasureCode measure;
  MeasureCode past;
  Comparator comparator = Comparator::at_least;
  friend bool operator==(const RatioToPast&, const RatioToPast&) = default;
};
/// Separately for men and women: every group passes on its own.
struct PerGroup {
  std::vector<MeasureCode> groups;
  Comparator comparator = Comparator::at_least;
  friend bool operator==(const PerGroup&, const PerGroup&) = default;
};
/// The year judged and the `years − 1` before it, each from the last observation of that year.
struct SeveralYears {
  enum class Pattern : std::uint8_t { attained_every_year, falling_every_year };
  MeasureCode measure;
  int years = 3;
  Pattern pattern = Pattern::attained_every_year;
  friend bool operator==(const SeveralYears&, const SeveralYears&) = default;
};
/// Points of several parts against a pass mark; a second number in the cell is the least share of
/// its maximum (per cent) that every part must reach.
struct PassMark {
  struct Part {
    MeasureCode measure;
    Decimal max;
    friend bool operator==(const Part&, const Part&) = default;
  };
  std::vector<Part> parts;
  friend bool operator==(const PassMark&, const PassMark&) = default;
};
struct Delegated {
  enum class To : std::uint8_t { province, ministry };
  std::variant<Bound, Attained> then;
  To to = To::province;
  friend bool operator==(const Delegated&, const Delegated&) = default;
};
struct NotPublished {
  MeasureCode measure;  ///< what would be read
  friend bool operator==(const NotPublished&, const NotPublished&) = default;
};
struct Declared {
  MeasureCode measure;  ///< 1 declared met, 0 declared not met
  friend bool operator==(const Declared&, const Declared&) = default;
};

}  // namespace requirement

using Requirement =
    std::variant<requirement::Bound, requirement::Between, requirement::Attained,
                 requirement::OfWhich, requirement::PerYear, requirement::RatioToSeries,
                 requirement::FactorOnThreshold, requirement::RatioToPast, requirement::PerGroup,
                 requirement::SeveralYears, requirement::PassMark, requirement::Delegated,
                 requirement::NotPublished, requirement::Declared>;

/// The word of a kind in files: "bound", "of_which" …, in the order of the variant.
[[nodiscard]] std::string_view kind_name(const Requirement& requirement);

/// Every measure a requirement reads, in its order; those of the past and the series included.
[[nodiscard]] std::vector<MeasureCode> measures_of(const Requirement& requirement);

/// Fewest and most numbers that a cell of this kind holds.
struct NumberCount {
  std::size_t fewest, most;
};
[[nodiscard]] NumberCount numbers_in_cell(const Requirement& requirement);

/// The direction in which the first number of a cell becomes stricter; nothing where there is none.
[[nodiscard]] std::optional<Comparator> comparator_of(const Requirement& requirement);

}  // namespace tieuchi::inline v1

#ifndef TIEUCHI_COMPILED
#include "tieuchi/detail/criteria/requirement.hpp"
#endif
