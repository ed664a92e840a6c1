// Bodies of assessment/target_standing.hpp.
#pragma once

#include "tieuchi/assessment/target_standing.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <optional>
#include <vector>

#include "tieuchi/detail/inline.hpp"

namespace tieuchi::inline v1 {

namespace detail {

// Rows of the units that a target speaks of; the reason in `why` where nobody can say.
inline std::vector<std::size_t> rows_of(const TargetPopulation& who, const Assessment& result,
                                        const Registry& registry, const StandingOptions& o,
                                        Text& why) {
  const auto sorted = [](std::vector<UnitCode> list) { return std::ranges::sort(list), list; };
  if (who.level != result.rules().set().parts().level) {
    why = other_level(who.level, result.rules().set().parts().level);
    return {};
  }
  Cohort asked = who.cohort;
  std::optional<std::vector<UnitCode>> list;
  if (asked.member_of) {
    if (const auto at = o.cohorts.find(*asked.member_of); at != o.cohorts.end())
      list = sorted(at->second), asked.member_of.reset();
  }
  const std::vector<UnitCode> named = sorted(who.units);
  const CohortFilter filter(registry, asked, result.rules().as_of());
  std::vector<std::size_t> rows;
  for (std::size_t row = 0; row < result.size(); ++row) {
    const UnitCode& code = registry.unit(result.unit(row)).code;
    if (!filter.contains(result.unit(row)) || (list && !std::ranges::binary_search(*list, code)) ||
        (!named.empty() && !std::ranges::binary_search(named, code)))
      continue;
    rows.push_back(row);
  }
  if (rows.empty()) why = nobody_of(who);
  return rows;
}

}  // namespace detail

TIEUCHI_INLINE std::vector<TargetStanding> standing(const Assessment& result,
                                                    const Registry& registry,
                                                    const Programme& programme,
                                                    const StandingOptions& o) {
  std::vector<TargetStanding> out;
  for (const auto& t : programme.targets()) {
    TargetStanding& s = out.emplace_back(TargetStanding{.code = t.code});
    const auto rows = detail::rows_of(t.population, result, registry, o, s.why);
    s.units = rows.size();
    if (s.why != Text{}) continue;
    const double n = static_cast<double>(rows.size());
    const auto listed = [&](const std::optional<std::vector<UnitCode>>& list, const Text& missing) {
      if (!list) {
        s.why = missing;
        return;
      }
      std::vector<UnitCode> sorted = *list;
      std::ranges::sort(sorted);
      for (auto row : rows)
        s.least += std::ranges::binary_search(sorted, registry.unit(result.unit(row)).code);
      s.most = s.least;
    };
    static const Text recognised{"không có danh sách xã đã được công nhận",
                                 "no list of communes recognised"};
    static const Text newly{"không có danh sách xã được công nhận trong năm",
                            "no list of communes newly recognised"};
    switch (t.metric) {
      case Metric::mean_criteria:
        for (auto row : rows) {
          const Interval i = official_count(result, row, o.na_count);
          s.least += i.least / n, s.most += i.most / n;
        }
        break;
      case Metric::least_criteria:
        s.least = s.most = std::numeric_limits<double>::max();
        for (auto row : rows) {
          const Interval i = official_count(result, row, o.na_count);
          s.least = std::min<double>(s.least, i.least), s.most = std::min<double>(s.most, i.most);
        }
        break;
      case Metric::units_in_band:
        for (auto row : rows) {
          const Interval i = official_count(result, row, o.na_count);
          s.least += i.least >= t.band->least && i.most <= t.band->most,
              s.most += i.most >= t.band->least && i.least <= t.band->most;
        }
        break;
      case Metric::criterion_share: {
        const auto criteria = result.rules().set().criteria();
        const auto at = std::ranges::find(criteria, *t.criterion, &Criterion::number);
        if (at == criteria.end()) {
          s.why = no_such_criterion(*t.criterion);
          break;
        }
        FiveCounts five;
        for (auto row : rows) {
          const Cell c = result.cell(static_cast<std::size_t>(at - criteria.begin()), row);
          if (c.verdict() == Verdict::met)
            ++five.met;
          else if (c.verdict() == Verdict::not_met)
            ++five.not_met;
          else if (c.verdict() == Verdict::unknown)
            ++five.unknown;
        }
        if (!five.lower())
          s.why = {"không xã nào phải xét tiêu chí này", "the criterion applies to no unit"};
        s.least = 100 * five.lower().value_or(0), s.most = 100 * five.upper().value_or(0);
        break;
      }
      case Metric::recognised:
        listed(o.recognised, recognised);
        break;
      case Metric::recognised_share:
        listed(o.recognised, recognised);
        s.least *= 100 / n, s.most *= 100 / n;
        break;
      case Metric::newly_recognised:
        listed(o.newly_recognised, newly);
        break;
      default:
        s.why = tiers_need_their_set();
    }
    if (s.why != Text{}) {
      s.least = s.most = 0;
      continue;
    }
    s.identified = true;
    const auto value = [](double x) { return Decimal::from_double(x); };
    const bool surely = (!t.at_least || value(s.least) >= *t.at_least) &&
                        (!t.at_most || value(s.most) <= *t.at_most);
    const bool perhaps = (!t.at_least || value(s.most) >= *t.at_least) &&
                         (!t.at_most || value(s.least) <= *t.at_most);
    s.verdict = surely ? Verdict::met : perhaps ? Verdict::unknown : Verdict::not_met;
  }
  return out;
}

}  // namespace tieuchi::inline v1
