// Bodies of projection/history.hpp.
#pragma once

#include "tieuchi/projection/history.hpp"

#include <algorithm>
#include <cmath>
#include <span>
#include <string>
#include <vector>

#include "tieuchi/detail/hash.hpp"
#include "tieuchi/detail/inline.hpp"

namespace tieuchi::inline v1 {

TIEUCHI_INLINE History::History(HistoryParts parts) : p_(std::move(parts)) {
  Problems problems;
  const std::size_t t = p_.years.size(), n = p_.units.size(), j = p_.criteria.size();
  if (t == 0 || n == 0 || j == 0) {
    throw NotEnoughData({{.what = ProblemCode::too_few_observations,
                          .code = "history",
                          .found = std::to_string(t) + " years, " + std::to_string(n) + " units, " +
                                   std::to_string(j) + " criteria",
                          .expected = "at least one of each"}});
  }
  const auto size = [&](const char* code, std::size_t found, std::size_t expected, bool optional) {
    if (found == expected || (optional && found == 0)) return true;
    problems.add({.what = ProblemCode::wrong_size,
                  .code = code,
                  .found = std::to_string(found),
                  .expected = std::to_string(expected)});
    return false;
  };
  for (std::size_t i = 1; i < t; ++i) {
    if (p_.years[i] <= p_.years[i - 1]) {
      problems.add(
          {.what = ProblemCode::dates_out_of_order,
           .code = "years",
           .found = std::to_string(p_.years[i]) + " after " + std::to_string(p_.years[i - 1]),
           .expected = "years that rise"});
    }
  }
  if (j > History::most_criteria) {
    problems.add({.what = ProblemCode::too_large,
                  .code = "criteria",
                  .found = std::to_string(j),
                  .expected = "at most " + std::to_string(History::most_criteria)});
  }
  std::vector<UnitCode> sorted = p_.units;
  std::ranges::sort(sorted);
  for (std::size_t i = 1; i < sorted.size(); ++i) {
    if (sorted[i] == sorted[i - 1]) {
      problems.add({.what = ProblemCode::duplicate_row,
                    .code = sorted[i].str(),
                    .found = "twice",
                    .expected = "each unit once"});
    }
  }
  if (size("states", p_.states.size(), t * j * n, false)) {
    const auto bad = std::ranges::find_if(p_.states, [](auto s) { return s > 3; });
    if (bad != p_.states.end()) {
      const auto at = static_cast<std::size_t>(bad - p_.states.begin());
      problems.add({.what = ProblemCode::value_out_of_range,
                    .column = p_.criteria[at / n % j].str(),
                    .code = p_.units[at % n].str(),
                    .found = std::to_string(*bad) + " in " + std::to_string(p_.years[at / n / j]),
                    .expected = "a state, 0 to 3"});
    }
  }
  const auto places = [&](const char* code, const std::vector<std::uint32_t>& of,
                          std::size_t known) {
    if (!size(code, of.size(), n, true)) return;
    for (std::size_t i = 0; i < of.size(); ++i) {
      if (of[i] >= known) {
        problems.add({.what = ProblemCode::unknown_unit,
                      .column = code,
                      .code = p_.units[i].str(),
                      .found = std::to_string(of[i]),
                      .expected = "a " + std::string(code) + " of " + std::to_string(known)});
      }
    }
  };
  places("district", p_.district, p_.districts.size());
  places("province", p_.province, p_.provinces.size());
  size("set_of_year", p_.set_of_year.size(), t, true);
  size("registered", p_.registered.size(), t * n, true);
  for (const auto& c : p_.covariates) {
    if (!size(c.name.c_str(), c.values.size(), t * n, false)) continue;
    for (std::size_t i = 0; i < c.values.size(); ++i) {
      if (!std::isfinite(c.values[i])) {
        problems.add(
            {.what = ProblemCode::not_a_number,
             .column = c.name,
             .code = p_.units[i % n].str(),
             .found = std::to_string(c.values[i]) + " in " + std::to_string(p_.years[i / n]),
             .expected = "a finite value"});
      }
    }
  }
  problems.raise<InvalidData>();
  initial_share_.assign(n, 0);
  for (std::size_t i = 0; i < n; ++i) {
    int met = 0, seen = 0;
    for (std::size_t y = 0; y < t && seen == 0; ++y) {
      for (std::size_t c = 0; c < j; ++c) {
        const State s = state(y, c, i);
        met += s == State::met, seen += s == State::met || s == State::not_met;
      }
    }
    if (seen) initial_share_[i] = static_cast<double>(met) / seen - 0.5;
  }
}

TIEUCHI_INLINE bool History::at_all(std::size_t year, std::size_t unit) const {
  bool met = false;
  for (std::size_t j = 0; j < criteria(); ++j) {
    if (state(year, j, unit) == State::not_met) return false;
    met = met || state(year, j, unit) == State::met;
  }
  return met;
}

TIEUCHI_INLINE History History::until(std::size_t last) const {
  HistoryParts cut = p_;
  const std::size_t t = last + 1, n = units();
  cut.years.resize(t), cut.states.resize(t * criteria() * n);
  if (!cut.set_of_year.empty()) cut.set_of_year.resize(t);
  if (!cut.registered.empty()) cut.registered.resize(t * n);
  for (auto& c : cut.covariates) c.values.resize(t * n);
  return History(std::move(cut));
}

TIEUCHI_INLINE std::vector<std::vector<TransitionCounts>> History::transitions() const {
  std::vector<std::vector<TransitionCounts>> out(criteria());
  for_each_transition(*this, [&](std::size_t i, std::size_t j, std::size_t from, std::size_t to) {
    const double gap = p_.years[to] - p_.years[from];
    auto at = std::ranges::find(out[j], gap, &TransitionCounts::years);
    if (at == out[j].end()) at = out[j].insert(out[j].end(), TransitionCounts{.years = gap});
    const bool before = state(from, j, i) == State::met, after = state(to, j, i) == State::met;
    (before ? at->at_risk_of_loss : at->at_risk_of_gain) += 1;
    at->gains += !before && after, at->losses += before && !after;
  });
  return out;
}

TIEUCHI_INLINE std::size_t History::transition_years() const {
  std::vector<char> ends(years(), 0);
  for_each_transition(*this,
                      [&](std::size_t, std::size_t, std::size_t, std::size_t to) { ends[to] = 1; });
  return static_cast<std::size_t>(std::ranges::count(ends, 1));
}

TIEUCHI_INLINE std::uint64_t History::fingerprint() const {
  detail::Hash h;
  for (int y : p_.years) h.number(static_cast<std::uint64_t>(y));
  for (const auto& u : p_.units) h.text(u.str());
  for (const auto& c : p_.criteria) h.text(c.str());
  for (auto s : p_.states) h.number(s);
  for (auto d : p_.district) h.number(d);
  for (auto r : p_.registered) h.number(r);
  return h.value();
}

TIEUCHI_INLINE History history(std::span<const Assessment> assessments, const Registry& registry) {
  HistoryParts parts;
  if (assessments.empty()) return History(std::move(parts));
  const Assessment& last = assessments.back();
  for (const auto& c : last.rules().set().criteria()) parts.criteria.push_back(c.number);
  std::vector<std::uint32_t> place(registry.size(), ~0u);
  for (std::size_t row = 0; row < last.size(); ++row) {
    const UnitIndex u = last.unit(row);
    place[u] = static_cast<std::uint32_t>(row);
    parts.units.push_back(registry.unit(u).code);
  }
  const auto group = [&](Level level, std::vector<std::uint32_t>& of,
                         std::vector<UnitCode>& names) {
    for (std::size_t row = 0; row < last.size(); ++row) {
      const auto above = registry.ancestor(last.unit(row), level, last.rules().as_of());
      if (!above) return of.clear(), names.clear();
      const UnitCode& code = registry.unit(*above).code;
      auto at = std::ranges::find(names, code);
      if (at == names.end()) at = names.insert(names.end(), code);
      of.push_back(static_cast<std::uint32_t>(at - names.begin()));
    }
  };
  group(Level::district, parts.district, parts.districts);
  group(Level::province, parts.province, parts.provinces);
  const std::size_t n = parts.units.size(), k = parts.criteria.size();
  for (const auto& a : assessments) {
    const SetId& set = a.rules().set().id();
    if (a.criteria() != k && set == last.rules().set().id()) {
      throw InvalidData({{.what = ProblemCode::wrong_size,
                          .code = "criteria",
                          .found = std::to_string(a.criteria()),
                          .expected = std::to_string(k)}});
    }
    parts.years.push_back(a.rules().on().year());
    parts.set_of_year.push_back(set);
    const std::size_t base = parts.states.size();
    parts.states.resize(base + n * k, static_cast<std::uint8_t>(State::missing));
    for (std::size_t row = 0; row < a.size(); ++row) {
      const std::uint32_t at = place[a.unit(row)];
      if (at == ~0u) continue;  // a unit that is no more
      for (std::size_t c = 0; c < std::min(k, a.criteria()); ++c) {
        const Verdict v = a.cell(c, row).verdict();
        parts.states[base + c * n + at] =
            static_cast<std::uint8_t>(v == Verdict::met              ? State::met
                                      : v == Verdict::not_met        ? State::not_met
                                      : v == Verdict::not_applicable ? State::not_applicable
                                                                     : State::missing);
      }
    }
  }
  return History(std::move(parts));
}

}  // namespace tieuchi::inline v1
