// Writes docs/catalog.md from the data.
#pragma once

#include <algorithm>
#include <sstream>
#include <string>
#include <string_view>

#include "tieuchi/catalog.hpp"
#include "tieuchi/detail/overloaded.hpp"
#include "tieuchi/exchange/json.hpp"

namespace report {

using namespace tieuchi;

inline std::string_view word(Completeness c) {
  switch (c) {
    case Completeness::complete:
      return "complete";
    case Completeness::partial:
      return "partial";
    case Completeness::not_published:
      return "known, table not published";
  }
  return "";
}

inline std::string_view word(MeasureKind k) {
  switch (k) {
    case MeasureKind::share:
      return "share";
    case MeasureKind::attained:
      return "attained";
    case MeasureKind::count:
      return "count";
    case MeasureKind::amount:
      return "amount";
    case MeasureKind::ratio:
      return "ratio";
    case MeasureKind::score:
      return "score";
  }
  return "";
}

/// In which direction a requirement asks the measure to move; see the page's own key.
inline std::string_view direction(const Requirement& q, const MeasureCode& measure) {
  namespace r = requirement;
  const auto of = [](Comparator c) -> std::string_view {
    return wants_more(c) ? "higher" : "lower";
  };
  const auto named = [&](const MeasureCode& other, Comparator c) {
    return measure == other ? std::string_view("reference") : of(c);
  };
  return std::visit(
      tieuchi::detail::Overloaded{
          [&](const r::Bound& b) { return of(b.comparator); },
          [](const r::Between&) -> std::string_view { return "between"; },
          [](const r::Attained&) -> std::string_view { return "attained"; },
          [&](const r::OfWhich& w) -> std::string_view {
            return w.small_if == measure ? "reference" : "higher";
          },
          [&](const r::PerYear& y) { return of(y.comparator); },
          [&](const r::RatioToSeries& s) { return named(s.series, s.comparator); },
          [&](const r::FactorOnThreshold& f) { return of(f.comparator); },
          [&](const r::RatioToPast& p) {
            return p.past == p.measure ? of(p.comparator) : named(p.past, p.comparator);
          },
          [&](const r::PerGroup& g) { return of(g.comparator); },
          [](const r::SeveralYears& s) -> std::string_view {
            return s.pattern == r::SeveralYears::Pattern::falling_every_year ? "lower" : "attained";
          },
          [](const r::PassMark&) -> std::string_view { return "higher"; },
          [&](const r::Delegated& d) -> std::string_view {
            const auto* bound = std::get_if<r::Bound>(&d.then);
            return bound ? of(bound->comparator) : "attained";
          },
          [](const r::NotPublished&) -> std::string_view { return "not published"; },
          [](const r::Declared&) -> std::string_view { return "declared"; }},
      q);
}

/// Every direction that the indicators of a set ask of a measure.
inline std::string directions(const CriteriaSet& set, const MeasureCode& measure) {
  std::vector<std::string_view> found;
  const auto add = [&](std::string_view one) {
    if (std::ranges::find(found, one) == found.end()) found.push_back(one);
  };
  for (const auto& c : set.criteria()) {
    if (c.applicability.condition == measure) add("condition");
    for (const auto& i : c.indicators) {
      const auto read = measures_of(i.requirement);
      if (std::ranges::find(read, measure) != read.end()) add(direction(i.requirement, measure));
      if (i.applicability.condition == measure) add("condition");
    }
  }
  std::string out;
  for (const auto one : found) out += (out.empty() ? "" : ", ") + std::string(one);
  return out;
}

/// Text as a cell of a table.
inline std::string cell(std::string text) {
  for (auto at = text.find('|'); at != text.npos; at = text.find('|', at + 2))
    text.insert(at, "\\");
  return text;
}

inline int delegated_cells(const CriteriaSet& set) {
  int n = 0;
  for (const auto& c : set.criteria()) {
    for (const auto& i : c.indicators) {
      n += static_cast<int>(
          std::ranges::count(i.cells, CellState::delegated, &ThresholdCell::state));
    }
  }
  return n;
}

inline void sets_table(std::ostream& out) {
  out << "| set | instrument | in force | table | criteria | indicators | verified | unverified | "
         "unknown | of these delegated |\n"
         "| --- | --- | --- | --- | --: | --: | --: | --: | --: | --: |\n";
  for (const auto& id : catalog::criteria_sets()) {
    const auto set = catalog::criteria_set(id.str());
    const auto n = count_statuses(set);
    const auto& p = set.parts();
    out << "| `" << id.str() << "` | " << p.decision << " | " << p.in_force.str() << " | "
        << word(p.completeness) << " | " << set.criteria().size() << " | " << set.indicator_count()
        << " | " << n.verified << " | " << n.unverified << " | " << n.unknown << " | "
        << delegated_cells(set) << " |\n";
  }
}

inline void measures_tables(std::ostream& out) {
  for (const auto& id : catalog::criteria_sets()) {
    const auto set = catalog::criteria_set(id.str());
    if (set.parts().measures.empty()) continue;
    out << "\n### `" << id.str() << "`\n\n"
        << "| measure | kind | unit | direction | Vietnamese | English |\n"
           "| --- | --- | --- | --- | --- | --- |\n";
    for (const auto& m : set.parts().measures) {
      const bool one_word = m.unit.vi == m.unit.en;
      out << "| `" << m.code.str() << "` | " << word(m.kind) << " | "
          << cell(one_word ? m.unit.vi : m.unit.vi + " (" + m.unit.en + ")") << " | "
          << directions(set, m.code) << " | " << cell(m.name.vi) << " | " << cell(m.name.en)
          << " |\n";
    }
  }
}

}  // namespace report

inline std::string catalog_page() {
  using namespace tieuchi;
  std::ostringstream out;
  out << "# The catalog\n\n"
         "Made from `catalog/` by `catalog_report`; a test compares it. A cell is one threshold of "
         "one column (stratum); its status\nis the worst of value, comparator and text. Unverified "
         "cells are off by default; unknown ones hold no value. A delegated cell\nis left to a "
         "province or ministry: its status says whether that was read.\n\n"
         "A source may end in a grade: A, the decision or a text of the ministry; A-, a scan of "
         "its "
         "annex; B, a provincial paper that\nrecites the rule for its region; B-, a ministry's "
         "decision that asks the same of every commune, while the column of the region\nitself was "
         "not seen.\n\n";
  report::sets_table(out);
  out << "\n| other text | format |\n| --- | --- |\n";
  for (const auto& d : catalog::documents()) {
    const auto format = json::format_of(d.text);
    if (format != "tieuchi-criteria-set") {
      out << "| `" << d.id << "` | " << format.substr(8) << " |\n";
    }
  }
  out << "\n## Measures\n\n"
         "What each set reads, in its own order. Direction is what its indicators ask: *higher* or "
         "*lower* values are better, *attained*,\n*between* two bounds; a *reference* is what "
         "another measure is compared with, a *condition* decides whether a clause applies.\n";
  report::measures_tables(out);
  return out.str();
}
