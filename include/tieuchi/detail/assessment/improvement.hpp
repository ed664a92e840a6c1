// Bodies of assessment/improvement.hpp.
#pragma once

#include "tieuchi/assessment/improvement.hpp"

#include <algorithm>
#include <string>
#include <variant>
#include <vector>

#include "tieuchi/detail/assessment/judged_again.hpp"
#include "tieuchi/detail/inline.hpp"

namespace tieuchi::inline v1 {

namespace detail {

// How many more members must become met.
inline std::size_t members_needed(const Rule& rule, std::size_t open, std::size_t met,
                                  std::size_t not_applicable) {
  if (std::holds_alternative<rule::AnyOf>(rule))
    return met > 0 ? 0 : std::min<std::size_t>(1, open);
  if (const auto* k = std::get_if<rule::AtLeast>(&rule)) {
    const std::size_t n = open + met + not_applicable, a = not_applicable;
    std::size_t need = static_cast<std::size_t>(k->k);
    switch (k->not_applicable) {
      case NotApplicablePolicy::drop:
        need = std::min(need, n - a);
        break;
      case NotApplicablePolicy::scale:
        need = (need * (n - a) + n - 1) / n;
        break;
      case NotApplicablePolicy::deem_met:
        need = need > a ? need - a : 0;
        break;
      case NotApplicablePolicy::deem_not_met:
        break;
    }
    return need > met ? std::min(need - met, open) : 0;
  }
  return open;  // AllOf; and Score, where every open part is listed
}

}  // namespace detail

TIEUCHI_INLINE Improvement improvement(const Assessment& result, const Registry& registry,
                                       const Panel& panel, std::size_t row) {
  detail::require_same_panel(result, panel);
  const auto& rules = result.rules();
  const detail::RowReader reader(rules, registry, panel, result.options());
  for (std::size_t c = 0; c < result.criteria(); ++c) {
    detail::require_as_judged(result, registry, reader, c, row);
  }
  Improvement out;
  out.whole = result.whole(row);
  struct Way {
    std::vector<Obstacle> changes;
  };
  std::vector<Way> ways;  // one per criterion that is not met
  std::size_t met = 0, na = 0, flat = 0;
  for (std::size_t c = 0; c < result.criteria(); ++c) {
    const Criterion& criterion = rules.criterion(c);
    const Cell cell = result.cell(c, row);
    const std::size_t first = flat;
    flat += criterion.indicators.size();
    if (cell.verdict() == Verdict::met) {
      ++met;
      continue;
    }
    if (cell.verdict() == Verdict::not_applicable) {
      ++na;
      continue;
    }
    Way way;
    std::size_t members_met = 0, members_na = 0;
    const bool declared = cell.reason() == Reason::declared ||
                          cell.reason() == Reason::basically_met ||
                          cell.reason() == Reason::implied_by_count;
    for (std::size_t f = first; f < flat && !declared; ++f) {
      const Threshold t = rules.threshold(f, result.column(row));
      const auto reads = reader.row(f, row);
      const Cell inner = reader.cell(f, row, t, reads);
      if (inner.verdict() == Verdict::met) {
        ++members_met;
        continue;
      }
      if (inner.verdict() == Verdict::not_applicable) {
        ++members_na;
        continue;
      }
      Obstacle o{
          criterion.number, rules.indicator(f).number, rules.indicator(f).name, inner, {}, 1};
      const auto gaps = detail::gaps_of({reader.node(f), reads.readings, reads.measures, t});
      for (std::size_t i = 0; i < gaps.size() && !o.gap; ++i) {
        const auto& d = gaps[i];
        if (!d || *d <= 0) continue;
        o.gap = d;
        const double base =
            t.numbers.empty() ? 1 : t.numbers[std::min(i, t.numbers.size() - 1)].to_double();
        o.relative_gap = base > 0 ? *d / base : *d;
      }
      (inner.verdict() == Verdict::not_met ? out.blockers : out.unknowns).push_back(o);
      way.changes.push_back(std::move(o));
    }
    if (way.changes.empty()) {
      Obstacle o{criterion.number, {}, criterion.name, cell, {}, 1};
      (cell.verdict() == Verdict::not_met ? out.blockers : out.unknowns).push_back(o);
      way.changes.push_back(std::move(o));
    }
    const std::size_t need =
        detail::members_needed(criterion.rule, way.changes.size(), members_met, members_na);
    std::ranges::stable_sort(way.changes, {}, &Obstacle::relative_gap);
    way.changes.resize(std::max<std::size_t>(need, 1));
    ways.push_back(std::move(way));
  }
  const std::size_t need = detail::members_needed(rules.set().parts().rule, ways.size(), met, na);
  std::ranges::stable_sort(ways, {}, [](const Way& w) { return w.changes.size(); });
  for (std::size_t w = 0; w < std::min(need, ways.size()); ++w) {
    for (auto& o : ways[w].changes) out.least_change.push_back(o);
  }
  return out;
}

}  // namespace tieuchi::inline v1
