/// @file
/// One cell: a requirement, its threshold and what was observed.
///
/// This is the definition that every faster way of judging must agree with. `assess` uses it for
/// kinds with several measures and a block kernel for plain intervals; a test holds them together.
///
/// The order of judgement, each step giving the first reason:
///
/// 1. *applicability*: an assertion or a condition makes the cell not applicable; a condition that
///    is not known leaves it possibly so (`apply`);
/// 2. *threshold*: none for the stratum and day, not set, not published, not verified: undecided;
/// 3. *observation*: an absence leaves met and not met possible (`cell_of_absence`);
/// 4. *comparison*: decimal, see decimal.hpp; ratios of counts by cross-multiplication.
///
/// Where it is not known which of several thresholds holds, the cell is judged by each and holds
/// what any of them gives; where they differ, the reason is *stratum missing*.
///
/// Kinds with several measures are combined as `AllOf` over their parts, so a nested pair is
/// decided as soon as one part fails. A part above its whole is *invalid*. Nothing here throws for
/// any value of a reading.
///
/// @code
/// const Cell c = judge(indicator, rules.threshold(flat, column), readings, measures);
/// if (c.verdict() == Verdict::not_met) …
/// @endcode
#pragma once

#include <span>

#include "tieuchi/assessment/combine.hpp"
#include "tieuchi/assessment/compiled_set.hpp"
#include "tieuchi/observation/choice.hpp"

namespace tieuchi::inline v1 {

/// Judges one indicator. `readings` follow `measures_of(requirement)`; for `SeveralYears` they are
/// the year judged and the years before it, latest first.
/// `measures` are the measures of the readings (null where the set declares none).
[[nodiscard]] Cell judge(const Indicator& indicator, const Threshold& threshold,
                         std::span<const Reading> readings,
                         std::span<const Measure* const> measures);

/// The cell of a clause whose applicability depends on `condition`.
[[nodiscard]] Cell apply(const Reading& condition, Cell inner);

/// What an absent observation leaves possible, with its reason. Not for `Observed::value`.
[[nodiscard]] Cell cell_of_absence(Observed state);

/// A reading with values outside the range of the measure turned into *invalid*.
[[nodiscard]] Reading checked(Reading reading, const Measure& measure);

}  // namespace tieuchi::inline v1

#ifndef TIEUCHI_COMPILED
#include "tieuchi/detail/assessment/judge.hpp"
#endif
