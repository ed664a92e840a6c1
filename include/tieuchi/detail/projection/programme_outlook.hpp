// Bodies of projection/programme_outlook.hpp.
#pragma once

#include "tieuchi/projection/programme_outlook.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "tieuchi/detail/inline.hpp"
#include "tieuchi/detail/projection/too_few.hpp"

namespace tieuchi::inline v1 {

TIEUCHI_INLINE std::optional<UnitBits> members(const TargetPopulation& who, const Outlook& outlook,
                                               Date by, const AnswerOptions& o, Text& why) {
  const auto& units = outlook.units();
  std::vector<std::uint8_t> in(units.size());
  if (who.level != o.level) {
    why = other_level(who.level, o.level);
    return std::nullopt;
  }
  for (std::size_t i = 0; i < in.size(); ++i) in[i] = outlook.counted(i);
  const auto keep_listed = [&](const std::vector<UnitCode>& list) {
    std::vector<UnitCode> sorted = list;
    std::ranges::sort(sorted);
    for (std::size_t i = 0; i < in.size(); ++i)
      in[i] = in[i] && std::ranges::binary_search(sorted, units[i]);
  };
  if (!who.units.empty()) keep_listed(who.units);
  const auto& c = who.cohort;
  const auto listed = c.member_of ? o.cohorts.find(*c.member_of) : o.cohorts.end();
  if (listed != o.cohorts.end()) keep_listed(listed->second);
  const bool ask_membership = c.member_of && listed == o.cohorts.end();
  const auto district =
      c.within ? std::ranges::find(outlook.districts(), *c.within) : outlook.districts().end();
  const bool ask_place = c.within && district == outlook.districts().end();
  if (district != outlook.districts().end()) {
    const auto d = static_cast<std::uint32_t>(district - outlook.districts().begin());
    for (std::size_t i = 0; i < in.size(); ++i) in[i] = in[i] && outlook.district(i) == d;
  }
  if (ask_membership || ask_place || c.stratum) {
    if (!o.registry) {
      const std::string what = ask_membership ? c.member_of->str()
                               : ask_place    ? c.within->str()
                                              : c.stratum->code.str();
      why = {"không có danh sách của " + what, "no registry, and no list of " + what};
      return std::nullopt;
    }
    Cohort asked;
    if (ask_membership) asked.member_of = c.member_of;
    if (ask_place) asked.within = c.within;
    asked.stratum = c.stratum;
    const CohortFilter filter(*o.registry, asked, by);
    for (std::size_t i = 0; i < in.size(); ++i) {
      const auto u = in[i] ? o.registry->find(units[i]) : std::nullopt;
      in[i] = u && filter.contains(*u);
    }
  }
  if (std::ranges::count(in, 0) == static_cast<std::ptrdiff_t>(in.size())) {
    why = nobody_of(who);
    return std::nullopt;
  }
  return unit_bits(in);
}

TIEUCHI_INLINE std::vector<double> draws_of(const Outlook& outlook, const Target& target,
                                            const UnitBits& members, std::size_t ahead) {
  if (counts_recognitions(target.metric) && !outlook.recognitions_identified()) {
    throw NotEnoughData({{.what = ProblemCode::too_few_observations,
                          .code = target.code,
                          .found = recognitions_need_a_list().en,
                          .expected = "a target that the data speak to"}});
  }
  const DrawnStates& states = outlook.states();
  const double units = static_cast<double>(count(members));
  const auto both = [](std::span<const std::uint64_t> a, std::span<const std::uint64_t> b) {
    std::size_t n = 0;
    for (std::size_t w = 0; w < a.size(); ++w)
      n += static_cast<std::size_t>(std::popcount(a[w] & b[w]));
    return static_cast<double>(n);
  };
  std::size_t j = 0;
  if (target.metric == Metric::criterion_share) {
    const auto at = std::ranges::find(outlook.criteria(), *target.criterion);
    if (at == outlook.criteria().end()) {
      throw UnknownCode({{.what = ProblemCode::unknown_code,
                          .code = target.code,
                          .found = target.criterion->str(),
                          .expected = "a criterion of the outlook"}});
    }
    j = static_cast<std::size_t>(at - outlook.criteria().begin());
  }
  std::vector<double> out(outlook.draws());
  for (std::size_t s = 0; s < out.size(); ++s) {
    switch (target.metric) {
      case Metric::mean_criteria:
        out[s] = static_cast<double>(states.total(s, ahead, members)) / units;
        break;
      case Metric::least_criteria:
        out[s] = states.least(s, ahead, members);
        break;
      case Metric::recognised:
        out[s] = both(states.recognised(s, ahead), members);
        break;
      case Metric::newly_recognised:
        out[s] = both(states.newly(s, ahead), members);
        break;
      case Metric::recognised_share:
        out[s] = 100 * both(states.recognised(s, ahead), members) / units;
        break;
      case Metric::units_in_band:
        out[s] = static_cast<double>(
            states.within(s, ahead, members, target.band->least, target.band->most));
        break;
      case Metric::criterion_share:
        out[s] = 100 * both(states.met(s, ahead, j), members) /
                 std::max(both(outlook.applies(j), members), 1.0);
        break;
      default:
        throw InvalidData({{.what = ProblemCode::unknown_word,
                            .code = "metric",
                            .found = name(target.metric),
                            .expected = "a metric that verdicts of one set speak to"}});
    }
  }
  return out;
}

TIEUCHI_INLINE ProgrammeOutlook answer(const Outlook& outlook, const Programme& programme,
                                       const AnswerOptions& o) {
  if (outlook.states().empty())
    detail::too_few("outlook", 0, "the states of its draws; raise keep_states_up_to");
  ProgrammeOutlook out;
  out.draws_ = outlook.draws();
  for (const auto& t : programme.targets()) {
    TargetAnswer a{.code = t.code};
    std::vector<std::uint8_t> hit(outlook.draws(), 0);
    const auto year = std::ranges::find(outlook.years(), t.by.year());
    std::optional<UnitBits> who;
    if (t.metric == Metric::tier_total || t.metric == Metric::tier_new) {
      a.why = tiers_need_their_set();
    } else if (year == outlook.years().end()) {
      const std::string due = std::to_string(t.by.year()),
                        has = std::to_string(outlook.years().front()) + "–" +
                              std::to_string(outlook.years().back());
      a.why = {"thời hạn " + due + ", dự báo chỉ có " + has,
               "due in " + due + ", the outlook has " + has};
    } else if (t.criterion &&
               std::ranges::find(outlook.criteria(), *t.criterion) == outlook.criteria().end()) {
      a.why = no_such_criterion(*t.criterion);
    } else {
      who = members(t.population, outlook, t.by, o, a.why);
    }
    if (who && counts_recognitions(t.metric) && !outlook.recognitions_identified()) {
      who.reset(), a.why = recognitions_need_a_list();
    }
    if (who) {
      const auto ahead = static_cast<std::size_t>(year - outlook.years().begin());
      auto values = draws_of(outlook, t, *who, ahead);
      const auto chance = [&](const std::vector<double>& v) {
        std::size_t n = 0;
        for (double x : v) n += t.reached(x);
        return static_cast<double>(n) / static_cast<double>(v.size());
      };
      for (std::size_t s = 0; s < hit.size(); ++s) hit[s] = t.reached(values[s]);
      a.identified = true, a.units = count(*who);
      const double p = chance(values);
      a.probability = {p, std::sqrt(p * (1 - p) / static_cast<double>(values.size()))};
      if (o.without_shocks && !o.without_shocks->states().empty())
        a.without_shocks = chance(draws_of(*o.without_shocks, t, *who, ahead));
      std::ranges::sort(values);
      const auto quantile = [&](double q) {
        return values[static_cast<std::size_t>(
            std::lround(q * static_cast<double>(values.size() - 1)))];
      };
      a.median = quantile(0.5), a.low = quantile(0.1), a.high = quantile(0.9);
    }
    out.reached_.push_back(unit_bits(hit));
    out.answers_.push_back(std::move(a));
  }
  return out;
}

TIEUCHI_INLINE std::size_t ProgrammeOutlook::place(const std::string& code) const {
  const auto at = std::ranges::find(answers_, code, &TargetAnswer::code);
  if (at == answers_.end())
    throw UnknownCode({{.what = ProblemCode::unknown_code,
                        .code = "target",
                        .found = code,
                        .expected = "a target of the programme"}});
  return static_cast<std::size_t>(at - answers_.begin());
}

TIEUCHI_INLINE UnitBits ProgrammeOutlook::all_of(const std::vector<std::string>& codes) const {
  UnitBits all((draws_ + 63) / 64, ~std::uint64_t{0});
  if (draws_ % 64) all.back() = (std::uint64_t{1} << (draws_ % 64)) - 1;
  Problems problems;
  const auto narrow = [&](std::size_t t) {
    for (std::size_t w = 0; w < all.size(); ++w) all[w] &= reached_[t][w];
  };
  if (codes.empty()) {
    for (std::size_t t = 0; t < answers_.size(); ++t) {
      if (answers_[t].identified) narrow(t);
    }
  }
  for (const auto& code : codes) {
    const std::size_t t = place(code);
    if (answers_[t].identified)
      narrow(t);
    else
      problems.add({.what = ProblemCode::too_few_observations,
                    .code = code,
                    .found = answers_[t].why.en,
                    .expected = "a target that the data speak to"});
  }
  problems.raise<NotEnoughData>();
  return all;
}

TIEUCHI_INLINE DrawnProbability
ProgrammeOutlook::joint(const std::vector<std::string>& codes) const {
  const double n = static_cast<double>(draws_), p = static_cast<double>(count(all_of(codes))) / n;
  return {p, std::sqrt(p * (1 - p) / n)};
}

TIEUCHI_INLINE DrawnProbability ProgrammeOutlook::given(
    const std::vector<std::string>& codes, const std::vector<std::string>& those) const {
  const UnitBits condition = all_of(those), wanted = all_of(codes);
  std::size_t both = 0;
  for (std::size_t w = 0; w < wanted.size(); ++w)
    both += static_cast<std::size_t>(std::popcount(wanted[w] & condition[w]));
  const std::size_t n = count(condition);
  if (n < 50) detail::too_few("given", n, "50 draws in which the condition holds");
  const double p = static_cast<double>(both) / static_cast<double>(n);
  return {p, std::sqrt(p * (1 - p) / static_cast<double>(n))};
}

}  // namespace tieuchi::inline v1
