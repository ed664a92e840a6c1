/// @file
/// The official rules by which agencies call a series "on track", each under its own name.
///
/// They disagree, and that is the point: 60 to 64 in five of fifteen years towards 90 is *limited*
/// for one and *moderate* or *insufficient* for another. None of them is a probability. Rules that
/// could be read only in other people's words are marked `second_hand`.
///
/// | rule                | of                 | compares                                     |
/// | ------------------- | ------------------ | -------------------------------------------- |
/// | `growth_ratio`      | Eurostat, Open SDG | actual and required compound growth          |
/// | `unsd_class`        | UNSD               | the same ratio, four classes                 |
/// | `reduction_rate`    | UNICEF             | fall a year of ln(value)                     |
/// | `jmp_estimate`      | WHO/UNICEF JMP     | line, carried two years, then level for four |
/// | `sdsn_arrow`        | SDSN               | actual and required straight change          |
/// | `escap_status`      | UN ESCAP           | way gone since the base                      |
/// | `escap_anticipated` | UN ESCAP           | gap at the target date                       |
///
/// Sources: Eurostat, *SDG monitoring report*, annex; Open SDG, *progress calculation*; UNSD,
/// *SDG progress chart*, technical note; UNICEF, *AARR technical note*, 2007; WHO/UNICEF JMP,
/// *methodology*, 2018; SDSN, *Sustainable Development Report*, methods; UN ESCAP,
/// *SDG progress report*, annex.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "tieuchi/error.hpp"
#include "tieuchi/text.hpp"

namespace tieuchi::inline v1 {

/// A value of a series in a year (fractions of years allowed), in the series' own unit.
struct YearValue {
  double year;
  double value;
};

/// Towards what: the target value and its year. The direction is that from the first value.
struct ProgressTarget {
  double value;
  double year;
};

/// Actual against required compound annual growth rate; R = 1 means exactly as needed.
struct GrowthRatio {
  double actual, required, ratio;
  /// Open SDG's score in [−5, 5], linear through (−0.6, −5), (0.6, 0), (1.3, 5).
  [[nodiscard]] double score() const;
};

/// First and last value against the target. @throws InvalidData unless all three values are above
/// zero, the years rise and the target differs from the first value.
[[nodiscard]] GrowthRatio growth_ratio(YearValue first, YearValue last, ProgressTarget target);

/// UNICEF's average annual rate of reduction: 1 − exp(slope of ln(value) on years), negative where
/// the value rises. @throws InvalidData for fewer than two years or a value of 0 or less.
struct ReductionRate {
  double slope, rate;
};
[[nodiscard]] ReductionRate reduction_rate(std::span<const YearValue> series);

/// JMP's estimate for a year in percent, in [0, 100]: a straight line through all points (their
/// mean where they span less than five years), two years beyond the last point, level for four
/// more; nothing after that.
[[nodiscard]] std::optional<double> jmp_estimate(std::span<const YearValue> series, double year);

/// UN ESCAP's current status index, 0 to 10: the way gone from the base to the target.
[[nodiscard]] double escap_status(YearValue base, YearValue last, ProgressTarget target);
/// UN ESCAP's anticipated progress: the gap left at the target date, if the straight change since
/// the base goes on, in per cent of the gap at the base. 0 is reached, above 100 moves away.
[[nodiscard]] double escap_anticipated(YearValue base, YearValue last, ProgressTarget target);

/// What a rule says of a series.
struct ProgressVerdict {
  std::string rule;     ///< "Eurostat", "UNSD class" …
  std::string measure;  ///< what the number is, "ratio of actual to required growth"
  double value;         ///< the number itself
  Text verdict;         ///< the rule's own word
  bool second_hand;     ///< thresholds known from others' descriptions only
};

/// One series under every rule that applies to it; a rule that does not is left out (growth needs
/// values above zero). @throws InvalidData for fewer than two years, years out of order, a target
/// year not after the last one, or a target equal to the first value.
[[nodiscard]] std::vector<ProgressVerdict> official_progress(std::span<const YearValue> series,
                                                             ProgressTarget target);

}  // namespace tieuchi::inline v1

#ifndef TIEUCHI_COMPILED
#include "tieuchi/detail/projection/progress.hpp"
#endif
