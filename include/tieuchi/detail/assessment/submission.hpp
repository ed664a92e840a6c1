// Bodies of assessment/submission.hpp.
#pragma once

#include "tieuchi/assessment/submission.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "tieuchi/detail/inline.hpp"

namespace tieuchi::inline v1 {

TIEUCHI_INLINE SubmissionDifference difference(const Submission& before, const Submission& after) {
  const Panel &old_panel = before.panel, &new_panel = after.panel;
  const Assessment &of_before = before.result, &of_after = after.result;
  Problems problems;
  const auto check = [&](bool right, const char* code, const char* expected) {
    if (!right)
      problems.add({.what = ProblemCode::other_panel, .code = code, .expected = expected});
  };
  check(of_before.panel_fingerprint() == old_panel.fingerprint(), "before",
        "the panel that was judged");
  check(of_after.panel_fingerprint() == new_panel.fingerprint(), "after",
        "the panel that was judged");
  check(of_before.rules().set().id() == of_after.rules().set().id() &&
            of_before.rules().on() == of_after.rules().on(),
        "rules", "one set and one day for both");
  problems.raise<InvalidData>();

  using Key = std::pair<MeasureCode, Date>;
  std::map<Key, std::array<std::vector<const Column*>, 2>> keys;
  for (const auto& c : old_panel.columns()) keys[{c.measure, c.reference}][0].push_back(&c);
  for (const auto& c : new_panel.columns()) keys[{c.measure, c.reference}][1].push_back(&c);
  const auto cell = [](const std::vector<const Column*>& columns,
                       std::size_t row) -> std::optional<SubmittedCell> {
    std::optional<SubmittedCell> best;
    for (const Column* c : columns) {
      SubmittedCell x{
          .state = c->states.empty() ? Observed::value : static_cast<Observed>(c->states[row]),
          .value = c->values[row],
          .evidence =
              c->evidence.empty() ? c->evidence_of_all : static_cast<Evidence>(c->evidence[row]),
          .recorded = c->recorded,
          .source = c->source};
      if (!c->denominators.empty()) x.value /= c->denominators[row];
      if (x.state == Observed::value && !std::isfinite(x.value)) x.state = Observed::invalid;
      if (x.state != Observed::value) x.value = 0;
      const auto rank = [](const SubmittedCell& s) {
        return std::pair(s.state == Observed::value, s.evidence);
      };
      if (!best || rank(x) >= rank(*best)) best = x;
    }
    return best;
  };
  const auto same = [](const std::optional<SubmittedCell>& a,
                       const std::optional<SubmittedCell>& b) {
    if (!a || !b) return a.has_value() == b.has_value();
    return a->state == b->state && a->value == b->value && a->evidence == b->evidence;
  };
  // Rows of the later table, then units that it no longer has.
  const auto code_of = [](const Submission& s, std::size_t row) -> const UnitCode& {
    return s.registry.unit(s.panel.unit(row)).code;
  };
  std::vector<std::array<std::size_t, 2>> rows;
  std::unordered_map<std::string_view, std::size_t> old_rows;
  for (std::size_t row = 0; row < old_panel.size(); ++row)
    old_rows.emplace(code_of(before, row).str(), row);
  for (std::size_t row = 0; row < new_panel.size(); ++row) {
    const auto at = old_rows.find(code_of(after, row).str());
    rows.push_back({at == old_rows.end() ? SIZE_MAX : at->second, row});
    if (at != old_rows.end()) old_rows.erase(at);
  }
  for (std::size_t row = 0; row < old_panel.size(); ++row) {
    if (old_rows.contains(code_of(before, row).str())) rows.push_back({row, SIZE_MAX});
  }
  const auto criteria = of_after.rules().set().criteria();
  SubmissionDifference out;
  for (const auto& [old, now] : rows) {
    const UnitCode& unit = now == SIZE_MAX ? code_of(before, old) : code_of(after, now);
    std::vector<std::size_t> moved;
    for (std::size_t c = 0; old != SIZE_MAX && now != SIZE_MAX && c < criteria.size(); ++c) {
      const Verdict x = of_before.cell(c, old).verdict(), y = of_after.cell(c, now).verdict();
      if (x != y) moved.push_back(c), out.verdicts.push_back({unit, criteria[c].number, x, y});
    }
    for (const auto& entry : keys) {
      const Key& key = entry.first;
      const auto& columns = entry.second;
      const auto x = old == SIZE_MAX ? std::nullopt : cell(columns[0], old),
                 y = now == SIZE_MAX ? std::nullopt : cell(columns[1], now);
      if (same(x, y)) continue;
      CellDifference d{unit, key.first, key.second, x, y, {}};
      for (auto c : moved) {
        const bool reads = std::ranges::any_of(criteria[c].indicators, [&](const Indicator& i) {
          return std::ranges::count(measures_of(i.requirement), key.first) > 0;
        });
        if (reads) d.moved.push_back(criteria[c].number);
      }
      out.cells.push_back(std::move(d));
    }
  }
  return out;
}

}  // namespace tieuchi::inline v1
