/// @file
/// Verdicts on several dates: what a projection learns from.
///
/// Units × criteria × years, one byte each. A *transition* is a pair of observed states of one
/// criterion of one unit; years without an observation in between make it longer. Transitions across
/// two criteria sets, and those of units that nobody reviewed, are neither gain nor loss: masked.
///
/// @code
/// const History past = history(assessments, registry);   // Assessments on several dates
/// @endcode
#pragma once

#include <algorithm>
#include <cmath>
#include <span>
#include <string>
#include <vector>

#include "tieuchi/assessment/assess.hpp"
#include "tieuchi/projection/two_state.hpp"

namespace tieuchi::inline v1 {

/// What was seen of one criterion of one unit at the end of one year.
enum class State : std::uint8_t { not_met, met, missing, not_applicable };

/// A number per unit and year that may move gains and losses, as used for the transition that ends
/// in that year. Centred and scaled by whoever makes it.
struct Covariate {
  std::string name;
  std::vector<double> values;   ///< [n_years, n_units]
};

/// The parts of a history; see the class for what is checked.
struct HistoryParts {
  std::vector<int> years;                    ///< rising
  std::vector<UnitCode> units;
  std::vector<CriterionNumber> criteria;
  std::vector<std::uint8_t> states;          ///< bytes of `State`, [n_years, n_criteria, n_units]
  std::vector<std::uint32_t> district{};     ///< [n_units], index into `districts`; empty: one district
  std::vector<UnitCode> districts{};
  std::vector<std::uint32_t> province{};     ///< [n_units], index into `provinces`; empty: one province
  std::vector<UnitCode> provinces{};
  std::vector<SetId> set_of_year{};          ///< [n_years]; empty: one set throughout
  std::vector<std::uint8_t> registered{};    ///< [n_years, n_units] 1 if registered for that year; empty: not known
  std::vector<Covariate> covariates{};
};

/// A valid history. Immutable.
class History {
 public:
  /// @throws InvalidData for wrong sizes, years out of order, states or places out of range, units
  /// named twice, covariates that are not finite, more criteria than a set may have: all at once.
  /// NotEnoughData without years, units or criteria.
  explicit History(HistoryParts parts);

  const HistoryParts& parts() const { return p_; }
  std::size_t years() const { return p_.years.size(); }
  std::size_t units() const { return p_.units.size(); }
  std::size_t criteria() const { return p_.criteria.size(); }
  State state(std::size_t year, std::size_t criterion, std::size_t unit) const {
    return static_cast<State>(p_.states[(year * criteria() + criterion) * units() + unit]);
  }
  std::uint32_t district(std::size_t unit) const { return p_.district.empty() ? 0 : p_.district[unit]; }
  std::uint32_t province(std::size_t unit) const { return p_.province.empty() ? 0 : p_.province[unit]; }
  std::size_t districts() const { return std::max<std::size_t>(p_.districts.size(), 1); }
  std::size_t provinces() const { return std::max<std::size_t>(p_.provinces.size(), 1); }
  bool knows_registration() const { return !p_.registered.empty(); }
  /// Share of criteria that a unit met in the first year it was seen, less a half: what it began with
  /// (Wooldridge 2005, doi:10.1002/jae.770). 0 where it was never seen.
  double initial_share(std::size_t unit) const { return initial_share_[unit]; }
  /// Whether a unit met every criterion that was seen of it at the end of a year, and one was.
  bool at_all(std::size_t year, std::size_t unit) const;
  /// Whether a transition between two years of this history counts.
  bool comparable(std::size_t from, std::size_t to) const {
    return p_.set_of_year.empty() || p_.set_of_year[from] == p_.set_of_year[to];
  }
  /// The history as it stood at the end of its year number `last`.
  History until(std::size_t last) const;
  /// Transitions counted by criterion and length in years: [n_criteria], each of one or more lengths.
  std::vector<std::vector<TransitionCounts>> transitions() const;
  /// Years that end at least one transition.
  std::size_t transition_years() const;
  /// Sixty-four bits over everything.
  std::uint64_t fingerprint() const;

 private:
  HistoryParts p_;
  std::vector<double> initial_share_;
};

/// Calls `f(unit, criterion, from, to)` for every transition, unit by unit, criterion by criterion.
template <class F>
void for_each_transition(const History& history, F&& f);

/// A history from assessments on several dates, oldest first: cells decided met or not met are seen,
/// not applicable stays so, anything else is missing. Units and districts are those of the last date.
/// @throws InvalidData where criteria differ in number and the set is the same, or dates do not rise.
History history(std::span<const Assessment> assessments, const Registry& registry);

// ------------------------------------------------------------------------------------------------

inline History::History(HistoryParts parts) : p_(std::move(parts)) {
  Problems problems;
  const std::size_t t = p_.years.size(), n = p_.units.size(), j = p_.criteria.size();
  if (t == 0 || n == 0 || j == 0) {
    throw NotEnoughData({{.what = ProblemCode::too_few_observations, .code = "history",
                          .found = std::to_string(t) + " years, " + std::to_string(n) + " units, " +
                                   std::to_string(j) + " criteria",
                          .expected = "at least one of each"}});
  }
  const auto size = [&](const char* code, std::size_t found, std::size_t expected, bool optional) {
    if (found == expected || (optional && found == 0)) return true;
    problems.add({.what = ProblemCode::wrong_size, .code = code, .found = std::to_string(found),
                  .expected = std::to_string(expected)});
    return false;
  };
  for (std::size_t i = 1; i < t; ++i) {
    if (p_.years[i] <= p_.years[i - 1]) {
      problems.add({.what = ProblemCode::dates_out_of_order, .code = "years",
                    .found = std::to_string(p_.years[i]) + " after " + std::to_string(p_.years[i - 1]),
                    .expected = "years that rise"});
    }
  }
  if (j > CriteriaSet::most_criteria) {
    problems.add({.what = ProblemCode::too_large,
                  .code = "criteria",
                  .found = std::to_string(j),
                  .expected = "at most " + std::to_string(CriteriaSet::most_criteria)});
  }
  std::vector<UnitCode> sorted = p_.units;
  std::ranges::sort(sorted);
  for (std::size_t i = 1; i < sorted.size(); ++i) {
    if (sorted[i] == sorted[i - 1]) {
      problems.add({.what = ProblemCode::duplicate_row, .code = sorted[i].str(), .found = "twice", .expected = "each unit once"});
    }
  }
  if (size("states", p_.states.size(), t * j * n, false)) {
    const auto bad = std::ranges::find_if(p_.states, [](auto s) { return s > 3; });
    if (bad != p_.states.end()) {
      const auto at = static_cast<std::size_t>(bad - p_.states.begin());
      problems.add({.what = ProblemCode::value_out_of_range, .column = p_.criteria[at / n % j].str(), .code = p_.units[at % n].str(),
                    .found = std::to_string(*bad) + " in " + std::to_string(p_.years[at / n / j]), .expected = "a state, 0 to 3"});
    }
  }
  const auto places = [&](const char* code, const std::vector<std::uint32_t>& of, std::size_t known) {
    if (!size(code, of.size(), n, true)) return;
    for (std::size_t i = 0; i < of.size(); ++i) {
      if (of[i] >= known) {
        problems.add({.what = ProblemCode::unknown_unit, .column = code, .code = p_.units[i].str(), .found = std::to_string(of[i]),
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
        problems.add({.what = ProblemCode::not_a_number, .column = c.name, .code = p_.units[i % n].str(),
                      .found = std::to_string(c.values[i]) + " in " + std::to_string(p_.years[i / n]), .expected = "a finite value"});
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

inline bool History::at_all(std::size_t year, std::size_t unit) const {
  bool met = false;
  for (std::size_t j = 0; j < criteria(); ++j) {
    if (state(year, j, unit) == State::not_met) return false;
    met = met || state(year, j, unit) == State::met;
  }
  return met;
}

template <class F>
void for_each_transition(const History& history, F&& f) {
  for (std::size_t i = 0; i < history.units(); ++i) {
    for (std::size_t j = 0; j < history.criteria(); ++j) {
      std::size_t from = history.years();
      for (std::size_t t = 0; t < history.years(); ++t) {
        const State s = history.state(t, j, i);
        if (s != State::met && s != State::not_met) continue;
        if (from < history.years() && history.comparable(from, t)) f(i, j, from, t);
        from = t;
      }
    }
  }
}

inline History History::until(std::size_t last) const {
  HistoryParts cut = p_;
  const std::size_t t = last + 1, n = units();
  cut.years.resize(t), cut.states.resize(t * criteria() * n);
  if (!cut.set_of_year.empty()) cut.set_of_year.resize(t);
  if (!cut.registered.empty()) cut.registered.resize(t * n);
  for (auto& c : cut.covariates) c.values.resize(t * n);
  return History(std::move(cut));
}

inline std::vector<std::vector<TransitionCounts>> History::transitions() const {
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

inline std::size_t History::transition_years() const {
  std::vector<char> ends(years(), 0);
  for_each_transition(*this, [&](std::size_t, std::size_t, std::size_t, std::size_t to) { ends[to] = 1; });
  return static_cast<std::size_t>(std::ranges::count(ends, 1));
}

inline std::uint64_t History::fingerprint() const {
  detail::Hash h;
  for (int y : p_.years) h.number(static_cast<std::uint64_t>(y));
  for (const auto& u : p_.units) h.text(u.str());
  for (const auto& c : p_.criteria) h.text(c.str());
  for (auto s : p_.states) h.number(s);
  for (auto d : p_.district) h.number(d);
  for (auto r : p_.registered) h.number(r);
  return h.value();
}

inline History history(std::span<const Assessment> assessments, const Registry& registry) {
  HistoryParts parts;
  if (assessments.empty()) return History(std::move(parts));
  const Assessment& last = assessments.back();
  const Date on = last.rules().on();
  for (const auto& c : last.rules().set().criteria()) parts.criteria.push_back(c.number);
  std::vector<std::uint32_t> place(registry.size(), ~0u);
  for (std::size_t row = 0; row < last.size(); ++row) {
    const UnitIndex u = last.unit(row);
    place[u] = static_cast<std::uint32_t>(row);
    parts.units.push_back(registry.unit(u).code);
  }
  const auto group = [&](Level level, std::vector<std::uint32_t>& of, std::vector<UnitCode>& names) {
    for (std::size_t row = 0; row < last.size(); ++row) {
      const auto above = registry.ancestor(last.unit(row), level, on);
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
      throw InvalidData({{.what = ProblemCode::wrong_size, .code = "criteria", .found = std::to_string(a.criteria()), .expected = std::to_string(k)}});
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
        parts.states[base + c * n + at] = static_cast<std::uint8_t>(v == Verdict::met              ? State::met
                                                                    : v == Verdict::not_met        ? State::not_met
                                                                    : v == Verdict::not_applicable ? State::not_applicable
                                                                                                   : State::missing);
      }
    }
  }
  return History(std::move(parts));
}

}  // namespace tieuchi::inline v1
