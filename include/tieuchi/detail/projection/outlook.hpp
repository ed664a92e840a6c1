// Bodies of projection/outlook.hpp.
#pragma once

#include <algorithm>
#include <cmath>
#include <span>
#include <vector>
#include "tieuchi/projection/outlook.hpp"

#include "tieuchi/detail/inline.hpp"

namespace tieuchi::inline v1 {

TIEUCHI_INLINE Text recognitions_need_a_list() {
  return {"không có danh sách đăng ký công nhận: không xác định được số xã được công nhận",
          "no registration list: recognitions are not identified"};
}

TIEUCHI_INLINE std::vector<double> Outlook::unit_law(std::size_t ahead, std::size_t unit) const {
  const std::size_t k = criteria_.size() + 1;
  std::vector<double> out(k);
  for (std::size_t c = 0; c < k; ++c) {
    out[c] = static_cast<double>(law_[(ahead * units_.size() + unit) * k + c]) /
             static_cast<double>(draws_);
  }
  return out;
}

TIEUCHI_INLINE std::vector<double> Outlook::time_to_all(std::size_t unit) const {
  std::vector<double> out(years_.size() + 1);
  for (std::size_t h = 0; h < out.size(); ++h) {
    out[h] = static_cast<double>(first_all_[unit * out.size() + h]) / static_cast<double>(draws_);
  }
  return out;
}

TIEUCHI_INLINE double Outlook::draw_of(const OutlookEvidence& what, std::size_t ahead,
                                       std::size_t s) const {
  const std::size_t k = criteria_.size() + 1, at = s * years_.size() + ahead;
  const std::uint32_t* units_with = histogram_.data() + at * k;
  if (what.band) {
    double units = 0;
    for (int c = std::max(what.band->least, 0);
         c <= std::min(what.band->most, static_cast<int>(k) - 1); ++c)
      units += units_with[c];
    return units;
  }
  if (counts_recognitions(what.metric) && !recognitions_identified()) {
    throw NotEnoughData(
        {{.what = ProblemCode::too_few_observations,
          .code = "recognised",
          .found = recognitions_need_a_list().en,
          .expected = "lists of past years in the history, or of the years ahead"}});
  }
  switch (what.metric) {
    case Metric::mean_criteria: {
      std::uint64_t total = 0;
      for (std::size_t c = 0; c < k; ++c) total += c * units_with[c];
      return static_cast<double>(total) / static_cast<double>(n_counted_);
    }
    case Metric::least_criteria: {
      std::size_t c = 0;
      while (c + 1 < k && units_with[c] == 0) ++c;
      return static_cast<double>(c);
    }
    case Metric::recognised:
      return recognised_[at];
    case Metric::newly_recognised:
      return newly_[at];
    default:
      throw InvalidData(
          {{.what = ProblemCode::unknown_word,
            .code = "metric",
            .found = "tier",
            .expected = "mean_criteria, least_criteria, recognised or newly_recognised"}});
  }
}

TIEUCHI_INLINE std::vector<double> Outlook::draws_of(Metric metric, std::size_t ahead) const {
  std::vector<double> out(draws_);
  for (std::size_t s = 0; s < draws_; ++s) out[s] = draw_of({.metric = metric}, ahead, s);
  return out;
}

TIEUCHI_INLINE std::vector<double> Outlook::draws_of(const Band& band, std::size_t ahead) const {
  std::vector<double> out(draws_);
  for (std::size_t s = 0; s < draws_; ++s) out[s] = draw_of({.band = band}, ahead, s);
  return out;
}

TIEUCHI_INLINE std::vector<double> Outlook::district_mean(std::size_t district,
                                                          std::size_t ahead) const {
  std::vector<double> out(draws_);
  for (std::size_t s = 0; s < draws_; ++s) {
    out[s] = static_cast<double>(
                 district_total_[(s * years_.size() + ahead) * district_size_.size() + district]) /
             std::max<double>(district_size_[district], 1);
  }
  return out;
}

TIEUCHI_INLINE DrawnProbability Outlook::probability(Metric metric, std::size_t ahead, double least,
                                                     double most) const {
  std::size_t hits = 0;
  for (double x : draws_of(metric, ahead)) hits += x >= least && x <= most;
  const double n = static_cast<double>(draws_), p = static_cast<double>(hits) / n;
  return {p, std::sqrt(p * (1 - p) / n)};
}

}  // namespace tieuchi::inline v1
