// Bodies of projection/progress.hpp.
#pragma once

#include "tieuchi/projection/progress.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <span>
#include <vector>

#include "tieuchi/detail/inline.hpp"
#include "tieuchi/detail/projection/series.hpp"

namespace tieuchi::inline v1 {

TIEUCHI_INLINE double GrowthRatio::score() const {
  if (ratio <= -0.6) return -5;
  if (ratio >= 1.3) return 5;
  return ratio < 0.6 ? -5 + 5 * (ratio + 0.6) / 1.2 : 5 * (ratio - 0.6) / 0.7;
}

TIEUCHI_INLINE GrowthRatio growth_ratio(YearValue first, YearValue last, ProgressTarget target) {
  detail::need(first.value > 0 && last.value > 0 && target.value > 0, "growth_ratio",
               std::min({first.value, last.value, target.value}), "values above 0");
  detail::need(last.year > first.year && target.year > first.year, "year", last.year,
               "years that rise");
  detail::need(target.value != first.value, "target", target.value,
               "a target other than the first value");
  GrowthRatio r{};
  r.actual = std::pow(last.value / first.value, 1 / (last.year - first.year)) - 1;
  r.required = std::pow(target.value / first.value, 1 / (target.year - first.year)) - 1;
  r.ratio = r.actual / r.required;
  return r;
}

TIEUCHI_INLINE ReductionRate reduction_rate(std::span<const YearValue> series) {
  detail::check_series(series, 2);
  std::vector<YearValue> logs(series.begin(), series.end());
  for (auto& p : logs) {
    detail::need(p.value > 0, "reduction_rate", p.value, "values above 0");
    p.value = std::log(p.value);
  }
  const double slope = detail::fit_line(logs).slope;
  return {slope, -std::expm1(slope)};
}

TIEUCHI_INLINE std::optional<double> jmp_estimate(std::span<const YearValue> series, double year) {
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

TIEUCHI_INLINE double escap_status(YearValue base, YearValue last, ProgressTarget target) {
  detail::need(target.value != base.value, "target", target.value,
               "a target other than the first value");
  return std::clamp(10 * (last.value - base.value) / (target.value - base.value), 0.0, 10.0);
}

TIEUCHI_INLINE double escap_anticipated(YearValue base, YearValue last, ProgressTarget target) {
  detail::need(target.value != base.value, "target", target.value,
               "a target other than the first value");
  detail::need(last.year > base.year, "year", last.year, "years that rise");
  const double change = (last.value - base.value) / (last.year - base.year);
  const double reached = last.value + change * (target.year - last.year);
  return std::max(0.0, 100 * (target.value - reached) / (target.value - base.value));
}

TIEUCHI_INLINE std::vector<ProgressVerdict> official_progress(std::span<const YearValue> series,
                                                              ProgressTarget target) {
  detail::check_series(series, 2);
  const YearValue first = series.front(), last = series.back();
  detail::need(target.year > last.year, "target year", target.year, "a year after the last one");
  detail::need(target.value != first.value, "target", target.value,
               "a target other than the first value");
  std::vector<ProgressVerdict> out;
  const auto grade = [](double x, std::initializer_list<std::pair<double, Text>> grades,
                        Text otherwise) {
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
                   grade(g.ratio,
                         {{0.95, {"tiến bộ đáng kể", "significant progress"}},
                          {0.6, {"tiến bộ vừa phải", "moderate progress"}},
                          {0.0, {"tiến bộ chưa đủ", "insufficient progress"}}},
                         {"đi ngược mục tiêu", "movement away"}),
                   false});
    out.push_back({"Open SDG", "score from -5 to 5", g.score(),
                   grade(g.ratio,
                         {{0.95, {"đúng tiến độ", "on track"}},
                          {0.5, {"cần tăng tốc", "acceleration needed"}},
                          {-0.1, {"hạn chế hoặc không tiến bộ", "limited or no progress"}}},
                         {"suy giảm", "deterioration"}),
                   false});
    out.push_back({"UNSD class", growth, g.ratio,
                   grade(g.ratio,
                         {{0.95, {"tiến bộ đáng kể", "substantial progress"}},
                          {0.5, {"khá, cần tăng tốc", "fair progress, acceleration needed"}},
                          {-0.1, {"hạn chế hoặc không tiến bộ", "limited or no progress"}}},
                         {"suy giảm", "deterioration"}),
                   true});
    const auto a = reduction_rate(series);
    const double needed = 1 - std::pow(target.value / last.value, 1 / (target.year - last.year));
    const bool enough = target.value < first.value ? a.rate >= needed : a.rate <= needed;
    out.push_back(
        {"UNICEF AARR", "average annual rate of reduction", a.rate,
         enough ? Text{"đủ nhanh", "fast enough"} : Text{"chưa đủ nhanh", "not fast enough"},
         false});
  }
  if (const auto level = jmp_estimate(series, target.year); level && target.value <= 100) {
    const bool there = target.value > first.value ? *level >= target.value : *level <= target.value;
    out.push_back({"WHO/UNICEF JMP", "estimate for the target year", *level,
                   there ? Text{"đạt", "reached"} : Text{"chưa đạt", "not reached"}, true});
  }
  const double arrow = ((last.value - first.value) / (last.year - first.year)) /
                       ((target.value - first.value) / (target.year - first.year));
  out.push_back({"SDSN arrow", "ratio of actual to required straight change", arrow,
                 grade(arrow,
                       {{1.0, {"đúng tiến độ ↑", "on track ↑"}},
                        {0.5, {"cải thiện vừa phải ↗", "moderately improving ↗"}},
                        {0.0, {"đình trệ →", "stagnating →"}}},
                       {"giảm ↓", "decreasing ↓"}),
                 true});
  const double status = escap_status(first, last, target);
  const double elapsed = 10 * (last.year - first.year) / (target.year - first.year);
  out.push_back({"UN ESCAP status", "way gone since the base, 0 to 10", status,
                 status >= elapsed ? Text{"kịp thời gian", "ahead of the time gone"}
                                   : Text{"chậm hơn thời gian", "behind the time gone"},
                 true});
  const double gap = escap_anticipated(first, last, target);
  out.push_back({"UN ESCAP anticipated", "gap left at the target date, % of the gap at the base",
                 gap,
                 gap <= 10    ? Text{"duy trì tiến độ", "maintain progress"}
                 : gap <= 100 ? Text{"cần tăng tốc", "accelerate progress"}
                              : Text{"đảo ngược xu hướng", "reverse the trend"},
                 true});
  return out;
}

}  // namespace tieuchi::inline v1
