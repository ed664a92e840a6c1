/// @file
/// The official rules by which agencies call a series "on track", each under its own name.
///
/// They disagree, and that is the point: 60 to 64 in five of fifteen years towards 90 is *limited*
/// for one and *moderate* or *insufficient* for another. None of them is a probability. Rules that
/// could be read only in other people's words are marked `second_hand`.
///
/// | rule | compares | source |
/// | --- | --- | --- |
/// | `growth_ratio` | actual and required compound growth | Eurostat, *SDG monitoring report*, annex; Open SDG, *progress calculation* |
/// | `unsd_class` | the same ratio, four classes | UNSD, *SDG progress chart*, technical note |
/// | `reduction_rate` | fall a year of ln(value) | UNICEF, *AARR technical note*, 2007 |
/// | `jmp_estimate` | line, carried two years, then level for four | WHO/UNICEF JMP, *methodology*, 2018 |
/// | `sdsn_arrow` | actual and required straight change | SDSN, *Sustainable Development Report*, methods |
/// | `escap_status`, `escap_anticipated` | way gone since the base; gap at the target date | UN ESCAP, *SDG progress report*, annex |
#pragma once

#include <algorithm>
#include <cmath>
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
  double score() const;
};

/// First and last value against the target. @throws InvalidData unless all three values are above
/// zero, the years rise and the target differs from the first value.
GrowthRatio growth_ratio(YearValue first, YearValue last, ProgressTarget target);

/// UNICEF's average annual rate of reduction: 1 − exp(slope of ln(value) on years), negative where
/// the value rises. @throws InvalidData for fewer than two years or a value of 0 or less.
struct ReductionRate {
  double slope, rate;
};
ReductionRate reduction_rate(std::span<const YearValue> series);

/// JMP's estimate for a year in percent, in [0, 100]: a straight line through all points (their mean
/// where they span less than five years), two years beyond the last point, level for four more;
/// nothing after that.
std::optional<double> jmp_estimate(std::span<const YearValue> series, double year);

/// UN ESCAP's current status index, 0 to 10: the way gone from the base to the target.
double escap_status(YearValue base, YearValue last, ProgressTarget target);
/// UN ESCAP's anticipated progress: the gap left at the target date, if the straight change since the
/// base goes on, in per cent of the gap at the base. 0 is reached, above 100 moves away.
double escap_anticipated(YearValue base, YearValue last, ProgressTarget target);

/// What a rule says of a series.
struct ProgressVerdict {
  std::string rule;      ///< "Eurostat", "UNSD class" …
  std::string measure;   ///< what the number is, "ratio of actual to required growth"
  double value;          ///< the number itself
  Text verdict;          ///< the rule's own word
  bool second_hand;      ///< thresholds known from others' descriptions only
};

/// One series under every rule that applies to it; a rule that does not is left out (growth needs
/// values above zero). @throws InvalidData for fewer than two years, years out of order, a target
/// year not after the last one, or a target equal to the first value.
std::vector<ProgressVerdict> official_progress(std::span<const YearValue> series, ProgressTarget target);

// ------------------------------------------------------------------------------------------------

namespace detail {

struct Line {
  double slope, intercept_at_mean, mean_year, residual_sd, sum_squares;
  std::size_t n;
  double at(double year) const { return intercept_at_mean + slope * (year - mean_year); }
};

// Least squares through the points; the residual sd needs three.
inline Line fit_line(std::span<const YearValue> points) {
  Line line{0, 0, 0, 0, 0, points.size()};
  const auto n = static_cast<double>(points.size());
  for (const auto& p : points) line.mean_year += p.year / n, line.intercept_at_mean += p.value / n;
  double cross = 0, residual = 0;
  for (const auto& p : points) {
    line.sum_squares += (p.year - line.mean_year) * (p.year - line.mean_year);
    cross += (p.year - line.mean_year) * (p.value - line.intercept_at_mean);
  }
  line.slope = cross / line.sum_squares;
  for (const auto& p : points) residual += std::pow(p.value - line.at(p.year), 2);
  line.residual_sd = points.size() > 2 ? std::sqrt(residual / (n - 2)) : 0;
  return line;
}

inline void check_series(std::span<const YearValue> series, std::size_t least) {
  Problems problems;
  if (series.size() < least) {
    problems.add({.what = ProblemCode::too_few_dates, .code = "series",
                  .found = std::to_string(series.size()) + " dates",
                  .expected = "at least " + std::to_string(least)});
  }
  for (std::size_t i = 1; i < series.size(); ++i) {
    if (!(series[i].year > series[i - 1].year)) {
      problems.add({.what = ProblemCode::dates_out_of_order, .code = "series",
                    .found = std::to_string(series[i].year) + " after " + std::to_string(series[i - 1].year),
                    .expected = "years that rise"});
    }
  }
  for (const auto& p : series) {
    if (!std::isfinite(p.value)) {
      problems.add({.what = ProblemCode::not_a_number, .code = "series", .found = std::to_string(p.value),
                    .expected = "a finite value"});
    }
  }
  problems.raise<InvalidData>();
}

inline void need(bool holds, const char* code, double found, const char* expected) {
  if (!holds) {
    throw InvalidData({{.what = ProblemCode::value_out_of_range, .code = code,
                        .found = std::to_string(found), .expected = expected}});
  }
}

}  // namespace detail

inline double GrowthRatio::score() const {
  if (ratio <= -0.6) return -5;
  if (ratio >= 1.3) return 5;
  return ratio < 0.6 ? -5 + 5 * (ratio + 0.6) / 1.2 : 5 * (ratio - 0.6) / 0.7;
}

inline GrowthRatio growth_ratio(YearValue first, YearValue last, ProgressTarget target) {
  detail::need(first.value > 0 && last.value > 0 && target.value > 0, "growth_ratio",
               std::min({first.value, last.value, target.value}), "values above 0");
  detail::need(last.year > first.year && target.year > first.year, "year", last.year, "years that rise");
  detail::need(target.value != first.value, "target", target.value, "a target other than the first value");
  GrowthRatio r{};
  r.actual = std::pow(last.value / first.value, 1 / (last.year - first.year)) - 1;
  r.required = std::pow(target.value / first.value, 1 / (target.year - first.year)) - 1;
  r.ratio = r.actual / r.required;
  return r;
}

inline ReductionRate reduction_rate(std::span<const YearValue> series) {
  detail::check_series(series, 2);
  std::vector<YearValue> logs(series.begin(), series.end());
  for (auto& p : logs) {
    detail::need(p.value > 0, "reduction_rate", p.value, "values above 0");
    p.value = std::log(p.value);
  }
  const double slope = detail::fit_line(logs).slope;
  return {slope, -std::expm1(slope)};
}

inline std::optional<double> jmp_estimate(std::span<const YearValue> series, double year) {
  detail::check_series(series, 1);
  const double last = series.back().year, first = series.front().year;
  if (year > last + 6 || year < first - 6) return std::nullopt;
  const double at = std::clamp(year, first - 2, last + 2);
  double estimate = 0;
  if (series.size() < 2 || last - first < 5) {
    for (const auto& p : series) estimate += p.value / static_cast<double>(series.size());
  } else {
    estimate = detail::fit_line(series).at(at);
  }
  return std::clamp(estimate, 0.0, 100.0);
}

inline double escap_status(YearValue base, YearValue last, ProgressTarget target) {
  detail::need(target.value != base.value, "target", target.value, "a target other than the first value");
  return std::clamp(10 * (last.value - base.value) / (target.value - base.value), 0.0, 10.0);
}

inline double escap_anticipated(YearValue base, YearValue last, ProgressTarget target) {
  detail::need(target.value != base.value, "target", target.value, "a target other than the first value");
  detail::need(last.year > base.year, "year", last.year, "years that rise");
  const double change = (last.value - base.value) / (last.year - base.year);
  const double reached = last.value + change * (target.year - last.year);
  return std::max(0.0, 100 * (target.value - reached) / (target.value - base.value));
}

inline std::vector<ProgressVerdict> official_progress(std::span<const YearValue> series, ProgressTarget target) {
  detail::check_series(series, 2);
  const YearValue first = series.front(), last = series.back();
  detail::need(target.year > last.year, "target year", target.year, "a year after the last one");
  detail::need(target.value != first.value, "target", target.value, "a target other than the first value");
  std::vector<ProgressVerdict> out;
  const auto grade = [](double x, std::initializer_list<std::pair<double, Text>> grades, Text otherwise) {
    for (const auto& [from, word] : grades) {
      if (x >= from) return word;
    }
    return otherwise;
  };
  bool positive = target.value > 0;
  for (const auto& p : series) positive = positive && p.value > 0;
  const char* growth = "ratio of actual to required growth a year";
  if (positive) {
    const auto g = growth_ratio(first, last, target);
    out.push_back({"Eurostat", growth, g.ratio,
                   grade(g.ratio, {{0.95, {"tiến bộ đáng kể", "significant progress"}},
                                   {0.6, {"tiến bộ vừa phải", "moderate progress"}},
                                   {0.0, {"tiến bộ chưa đủ", "insufficient progress"}}},
                         {"đi ngược mục tiêu", "movement away"}), false});
    out.push_back({"Open SDG", "score from -5 to 5", g.score(),
                   grade(g.ratio, {{0.95, {"đúng tiến độ", "on track"}},
                                   {0.5, {"cần tăng tốc", "acceleration needed"}},
                                   {-0.1, {"hạn chế hoặc không tiến bộ", "limited or no progress"}}},
                         {"suy giảm", "deterioration"}), false});
    out.push_back({"UNSD class", growth, g.ratio,
                   grade(g.ratio, {{0.95, {"tiến bộ đáng kể", "substantial progress"}},
                                   {0.5, {"khá, cần tăng tốc", "fair progress, acceleration needed"}},
                                   {-0.1, {"hạn chế hoặc không tiến bộ", "limited or no progress"}}},
                         {"suy giảm", "deterioration"}), true});
    const auto a = reduction_rate(series);
    const double needed = 1 - std::pow(target.value / last.value, 1 / (target.year - last.year));
    const bool enough = target.value < first.value ? a.rate >= needed : a.rate <= needed;
    out.push_back({"UNICEF AARR", "average annual rate of reduction", a.rate,
                   enough ? Text{"đủ nhanh", "fast enough"} : Text{"chưa đủ nhanh", "not fast enough"}, false});
  }
  if (const auto level = jmp_estimate(series, target.year); level && target.value <= 100) {
    const bool there = target.value > first.value ? *level >= target.value : *level <= target.value;
    out.push_back({"WHO/UNICEF JMP", "estimate for the target year", *level,
                   there ? Text{"đạt", "reached"} : Text{"chưa đạt", "not reached"}, true});
  }
  const double arrow = ((last.value - first.value) / (last.year - first.year)) /
                       ((target.value - first.value) / (target.year - first.year));
  out.push_back({"SDSN arrow", "ratio of actual to required straight change", arrow,
                 grade(arrow, {{1.0, {"đúng tiến độ ↑", "on track ↑"}},
                               {0.5, {"cải thiện vừa phải ↗", "moderately improving ↗"}},
                               {0.0, {"đình trệ →", "stagnating →"}}},
                       {"giảm ↓", "decreasing ↓"}), true});
  const double status = escap_status(first, last, target);
  const double elapsed = 10 * (last.year - first.year) / (target.year - first.year);
  out.push_back({"UN ESCAP status", "way gone since the base, 0 to 10", status,
                 status >= elapsed ? Text{"kịp thời gian", "ahead of the time gone"}
                                   : Text{"chậm hơn thời gian", "behind the time gone"}, true});
  const double gap = escap_anticipated(first, last, target);
  out.push_back({"UN ESCAP anticipated", "gap left at the target date, % of the gap at the base", gap,
                 gap <= 10    ? Text{"duy trì tiến độ", "maintain progress"}
                 : gap <= 100 ? Text{"cần tăng tốc", "accelerate progress"}
                              : Text{"đảo ngược xu hướng", "reverse the trend"}, true});
  return out;
}

}  // namespace tieuchi::inline v1
