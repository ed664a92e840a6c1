// A straight line through a series, and what a series has to hold.
#include "tieuchi/projection/progress.hpp"

// Guarded after its header, whose bodies read this file where they are inline.
#ifndef TIEUCHI_DETAIL_PROJECTION_SERIES
#define TIEUCHI_DETAIL_PROJECTION_SERIES

#include <cmath>
#include <span>
#include <string>

namespace tieuchi::inline v1::detail {

struct Line {
  double slope, intercept_at_mean, mean_year, residual_sd, sum_squares;
  std::size_t n;
  [[nodiscard]] double at(double year) const {
    return intercept_at_mean + slope * (year - mean_year);
  }
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
    problems.add({.what = ProblemCode::too_few_dates,
                  .code = "series",
                  .found = std::to_string(series.size()) + " dates",
                  .expected = "at least " + std::to_string(least)});
  }
  for (std::size_t i = 1; i < series.size(); ++i) {
    if (!(series[i].year > series[i - 1].year)) {
      problems.add(
          {.what = ProblemCode::dates_out_of_order,
           .code = "series",
           .found = std::to_string(series[i].year) + " after " + std::to_string(series[i - 1].year),
           .expected = "years that rise"});
    }
  }
  for (const auto& p : series) {
    if (!std::isfinite(p.value)) {
      problems.add({.what = ProblemCode::not_a_number,
                    .code = "series",
                    .found = std::to_string(p.value),
                    .expected = "a finite value"});
    }
  }
  problems.raise<InvalidData>();
}

inline void need(bool holds, const char* code, double found, const char* expected) {
  if (!holds) {
    throw InvalidData({{.what = ProblemCode::value_out_of_range,
                        .code = code,
                        .found = std::to_string(found),
                        .expected = expected}});
  }
}

}  // namespace tieuchi::inline v1::detail

#endif
