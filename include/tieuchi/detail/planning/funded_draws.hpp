// Bodies of planning/funded_draws.hpp.
#pragma once

#include "tieuchi/planning/funded_draws.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "tieuchi/detail/inline.hpp"
#include "tieuchi/detail/projection/too_few.hpp"
#include "tieuchi/projection/random.hpp"

namespace tieuchi::inline v1 {

TIEUCHI_INLINE std::vector<std::size_t> FundedDraws::places(const Outlook& outlook,
                                                            const FundedDrawsOptions& o) {
  Problems problems, unknown;
  if (outlook.states().empty())
    detail::too_few("outlook", 0, "the states of its draws; raise keep_states_up_to");
  if (!outlook.recognitions_identified()) {
    throw NotEnoughData(
        {{.what = ProblemCode::too_few_observations,
          .code = "outlook",
          .found = recognitions_need_a_list().en,
          .expected = "lists of past years in the history, or of the years ahead"}});
  }
  if (o.ahead >= outlook.years().size())
    problems.add({.what = ProblemCode::value_out_of_range,
                  .code = "ahead",
                  .found = std::to_string(o.ahead),
                  .expected = "a year of the outlook"});
  if (works_.any_order())
    problems.add({.what = ProblemCode::value_out_of_range,
                  .code = "works",
                  .found = "works in an order",
                  .expected = "no order: plan over years"});
  std::map<UnitCode, std::size_t> at;
  for (std::size_t i = 0; i < outlook.units().size(); ++i) at.emplace(outlook.units()[i], i);
  std::vector<std::size_t> out;
  for (std::size_t u = 0; u < works_.units().size(); ++u) {
    const UnitCode& code = works_.units()[u].unit;
    const auto found = at.find(code);
    if (found != at.end())
      out.push_back(found->second);
    else
      unknown.add({.what = ProblemCode::unknown_unit,
                   .column = "unit",
                   .code = works_[works_.first(u)].code,
                   .found = code.str(),
                   .expected = "a unit of the outlook"});
    const std::size_t n = works_.last(u) - works_.first(u);
    if (n > 63)
      problems.add({.what = ProblemCode::value_out_of_range,
                    .code = code.str(),
                    .found = std::to_string(n) + " works",
                    .expected = "at most 63 a unit"});
  }
  for (const auto& w : works_.works()) {
    const auto j = std::ranges::find(outlook.criteria(), w.criterion);
    criterion_.push_back(static_cast<std::size_t>(j - outlook.criteria().begin()));
    if (j == outlook.criteria().end() && !w.criterion.empty())
      unknown.add({.what = ProblemCode::unknown_code,
                   .column = "criterion",
                   .code = w.code,
                   .found = w.criterion.str(),
                   .expected = "a criterion of the outlook"});
  }
  unknown.raise<UnknownCode>();
  problems.raise<InvalidData>();
  return out;
}

TIEUCHI_INLINE FundedDraws::FundedDraws(const Outlook& outlook, const WorkList& works,
                                        const FundedDrawsOptions& o)
    : works_(works), draws_(outlook.draws()), words_((draws_ + 63) / 64), newly_(o.newly) {
  const std::vector<std::size_t> place = places(outlook, o);
  const DrawnStates& states = outlook.states();
  const std::size_t n = outlook.units().size(), k = outlook.criteria().size();
  const DrawBits none(words_, 0);
  DrawBits every(words_, ~std::uint64_t{0});
  if (draws_ % 64) every.back() = (std::uint64_t{1} << (draws_ % 64)) - 1;
  std::vector<DrawBits> all(n, every), before(n, none);
  std::vector<std::vector<std::size_t>> works_of(n);
  for (std::size_t u = 0; u < place.size(); ++u) {
    for (std::size_t w = works_.first(u); w < works_.last(u); ++w) works_of[place[u]].push_back(w);
  }
  met_.assign(works_.size(), {}), hit_.assign(works_.size(), {});
  std::vector<char> applies_at_all(n, 0);
  for (std::size_t j = 0; j < k; ++j) {
    std::vector<DrawBits> met(n, none);
    for (std::size_t s = 0; s < draws_; ++s) {
      const auto plane = states.met(s, o.ahead, j);
      for (std::size_t i = 0; i < n; ++i)
        met[i][s / 64] |= (plane[i / 64] >> (i % 64) & 1) << (s % 64);
    }
    for (std::size_t i = 0; i < n; ++i) {
      if (!(outlook.applies(j)[i / 64] >> (i % 64) & 1)) continue;
      applies_at_all[i] = 1;
      const auto w =
          std::ranges::find_if(works_of[i], [&](std::size_t x) { return criterion_[x] == j; });
      if (w == works_of[i].end()) {
        for (std::size_t x = 0; x < words_; ++x) all[i][x] &= met[i][x];
        continue;
      }
      const double p = outlook.chance(o.ahead, j, i), c = works_[*w].chance;
      // Funded in the first year ahead.
      const bool in_time = works_[*w].lead_years <= static_cast<int>(o.ahead);
      const double lifts = !in_time || p >= 1 || c <= p ? 0 : (c - p) / (1 - p);
      RandomStream random(outlook.seed(), static_cast<std::uint32_t>(j * n + i), 6);
      DrawBits hit = none;
      for (std::size_t s = 0; s < draws_; ++s)
        hit[s / 64] |= static_cast<std::uint64_t>(random.uniform() < lifts) << (s % 64);
      met_[*w] = std::move(met[i]), hit_[*w] = std::move(hit);
    }
  }
  for (std::size_t s = 0; s < draws_; ++s) {
    const auto recognised = states.recognised(s, o.ahead), newly = states.newly(s, o.ahead);
    for (std::size_t i = 0; i < n; ++i)
      before[i][s / 64] |= ((recognised[i / 64] & ~newly[i / 64]) >> (i % 64) & 1) << (s % 64);
  }
  std::vector<UnitCode> cohort = o.units;
  std::ranges::sort(cohort);
  others_.assign(draws_, 0);
  for (std::size_t i = 0; i < n; ++i) {
    const bool counts = outlook.counted(i) &&
                        (cohort.empty() || std::ranges::binary_search(cohort, outlook.units()[i]));
    if (!applies_at_all[i] || !counts) all[i] = none;
    if (!counts) before[i] = newly_ ? every : none;
    if (!works_of[i].empty()) continue;
    const DrawBits bits = counting(all[i], before[i]);
    for (std::size_t s = 0; s < draws_; ++s)
      others_[s] += static_cast<int>(bits[s / 64] >> (s % 64) & 1);
  }
  for (auto i : place) rest_.push_back(std::move(all[i])), before_.push_back(std::move(before[i]));
}

TIEUCHI_INLINE DrawBits FundedDraws::counted(std::size_t unit, std::uint64_t works) const {
  DrawBits all = rest_[unit];
  for (std::size_t w = works_.first(unit); w < works_.last(unit); ++w, works >>= 1) {
    if (met_[w].empty()) continue;
    for (std::size_t x = 0; x < words_; ++x) all[x] &= met_[w][x] | (works & 1 ? hit_[w][x] : 0);
  }
  return counting(std::move(all), before_[unit]);
}

TIEUCHI_INLINE DrawBits FundedDraws::without(std::size_t work) const {
  return met_[work].empty() ? DrawBits{} : counting(met_[work], before_[works_.unit_of(work)]);
}

TIEUCHI_INLINE std::pair<double, double> FundedDraws::chances(std::size_t work) const {
  if (met_[work].empty()) return {1, 1};
  DrawBits with = met_[work];
  for (std::size_t x = 0; x < words_; ++x) with[x] |= hit_[work][x];
  return {share(met_[work]), share(with)};
}

}  // namespace tieuchi::inline v1
