// Reads single cells of a panel for one compiled set: the same code for judging, explaining and
// listing. Also how declared criterion verdicts are chosen and reconciled with derived ones.
#pragma once

#include <algorithm>
#include <optional>
#include <span>
#include <variant>
#include <vector>

#include "tieuchi/assessment/assess_options.hpp"
#include "tieuchi/assessment/judge.hpp"

namespace tieuchi::inline v1 {

namespace detail {

// Which observations an indicator reads, and how to read them for one row.
class RowReader {
 public:
  RowReader(const CompiledSet& rules, const Registry& registry, const Panel& panel,
            const AssessOptions& options, std::optional<std::size_t> only = std::nullopt)
      : rules_(rules), registry_(registry), panel_(panel) {
    // With `only` a single indicator can be read: an explanation does not look at the others.
    const Date on = rules.on();
    const auto choose = [&](const MeasureCode& code, Date oldest, Date newest) {
      return Source{rules.set().measure(code),
                    Choice(panel, code, oldest, newest, options.known_on), false};
    };
    for (std::size_t f = 0; f < rules.indicator_count(); ++f) {
      const auto& q = rules.indicator(f).requirement;
      auto& sources = sources_.emplace_back();
      if (only && *only != f) {
        conditions_.emplace_back();
        continue;
      }
      if (const auto* years = std::get_if<requirement::SeveralYears>(&q)) {
        for (int y = 0; y < years->years; ++y) {
          const Date newest = y == 0 ? on : Date::end_of(on.year() - y);
          sources.push_back(choose(years->measure, Date(on.year() - y, 1, 1), newest));
        }
      } else {
        for (const auto& code : measures_of(q)) {
          sources.push_back(choose(code, options.max_age.oldest(on), on));
        }
        if (std::holds_alternative<requirement::RatioToPast>(q)) {
          sources[1] = choose(measures_of(q)[1], Date{}, on);  // the past has no age limit
        }
        if (std::holds_alternative<requirement::RatioToSeries>(q)) sources[1].from_above = true;
      }
      conditions_.push_back(condition(rules.indicator(f).applicability, options));
    }
    for (std::size_t c = 0; c < rules.set().criteria().size(); ++c) {
      const bool read = !only || rules.place(*only).criterion == c;
      criterion_conditions_.push_back(read ? condition(rules.criterion(c).applicability, options)
                                           : std::nullopt);
    }
  }

  struct Source {
    const Measure* measure;  // never null: a set declares every measure that it reads
    Choice choice;
    bool from_above = false;
  };

  [[nodiscard]] const std::vector<Source>& sources(std::size_t flat) const {
    return sources_[flat];
  }
  [[nodiscard]] const std::optional<Source>& condition_of(std::size_t flat) const {
    return conditions_[flat];
  }
  [[nodiscard]] const std::optional<Source>& criterion_condition(std::size_t c) const {
    return criterion_conditions_[c];
  }

  [[nodiscard]] Reading read(const Source& source, std::size_t row) const {
    Reading r = source.choice.at(row);
    if (source.from_above && r.state == Observed::not_collected) {
      auto above = registry_.parent(panel_.unit(row), rules_.on());
      for (; above && r.state == Observed::not_collected;
           above = registry_.parent(*above, rules_.on())) {
        if (const auto at = panel_.row_of(*above)) r = source.choice.at(*at);
      }
    }
    return checked(r, *source.measure);
  }

  [[nodiscard]] std::vector<Reading> readings(std::size_t flat, std::size_t row) const {
    std::vector<Reading> out;
    for (const auto& s : sources_[flat]) out.push_back(read(s, row));
    return out;
  }

  // The indicator's cell before the applicability of its criterion.
  [[nodiscard]] Cell cell(std::size_t flat, std::size_t row, const Threshold& threshold) const {
    std::vector<const Measure*> measures;
    for (const auto& s : sources_[flat]) measures.push_back(s.measure);
    Cell c = judge(rules_.indicator(flat), threshold, readings(flat, row), measures);
    if (conditions_[flat]) c = apply(read(*conditions_[flat], row), c);
    return c;
  }

  // The weakest evidence among the values that an indicator of this criterion was judged by.
  [[nodiscard]] Evidence evidence(std::size_t criterion, std::size_t row) const {
    Evidence weakest = Evidence::approved;
    for (std::size_t f = 0; f < rules_.indicator_count(); ++f) {
      if (rules_.place(f).criterion != criterion) continue;
      for (const auto& r : readings(f, row)) {
        if (r.state == Observed::value) weakest = std::min(weakest, r.evidence);
      }
    }
    return weakest;
  }

 private:
  [[nodiscard]] std::optional<Source> condition(const Applicability& a,
                                                const AssessOptions& options) const {
    if (!a.condition) return std::nullopt;
    return Source{rules_.set().measure(*a.condition),
                  Choice(panel_, *a.condition, options.max_age.oldest(rules_.on()), rules_.on(),
                         options.known_on),
                  false};
  }

  const CompiledSet& rules_;
  const Registry& registry_;
  const Panel& panel_;
  std::vector<std::vector<Source>> sources_;
  std::vector<std::optional<Source>> conditions_, criterion_conditions_;
};

inline bool is_interval(const Requirement& q) {
  namespace r = requirement;
  return std::holds_alternative<r::Bound>(q) || std::holds_alternative<r::Between>(q) ||
         std::holds_alternative<r::Attained>(q) || std::holds_alternative<r::PerYear>(q) ||
         std::holds_alternative<r::FactorOnThreshold>(q) ||
         std::holds_alternative<r::Delegated>(q) || std::holds_alternative<r::Declared>(q) ||
         std::holds_alternative<r::NotPublished>(q);
}

// The declared verdict of a criterion that counts for a row, if any.
inline std::pair<Cell, Evidence> declared_cell(std::span<const DeclaredVerdicts> all,
                                               const CompiledSet& rules, std::size_t criterion,
                                               const AssessOptions& options, std::size_t row,
                                               bool& found) {
  const DeclaredVerdicts* best = nullptr;
  DeclaredVerdict verdict = DeclaredVerdict::not_declared;
  bool conflict = false;
  for (const auto& d : all) {
    if (d.set != rules.set().id() || d.criterion != rules.criterion(criterion).number) continue;
    if (d.reference > rules.on() || d.reference < options.max_age.oldest(rules.on())) continue;
    if (options.known_on && d.reference > *options.known_on) continue;
    const auto v = static_cast<DeclaredVerdict>(d.verdicts[row]);
    if (v == DeclaredVerdict::not_declared) continue;
    const bool better = !best || d.reference > best->reference ||
                        (d.reference == best->reference && d.evidence > best->evidence);
    const bool tie = best && d.reference == best->reference && d.evidence == best->evidence;
    if (better)
      best = &d, verdict = v, conflict = false;
    else if (tie && v != verdict)
      conflict = true;
  }
  found = best != nullptr;
  if (!found) return {};
  if (conflict) return {{possible::undecided, Reason::conflict}, best->evidence};
  switch (verdict) {
    case DeclaredVerdict::met:
      return {{possible::met, Reason::declared}, best->evidence};
    case DeclaredVerdict::not_met:
      return {{possible::not_met, Reason::declared}, best->evidence};
    case DeclaredVerdict::not_applicable:
      return {{possible::not_applicable, Reason::declared}, best->evidence};
    case DeclaredVerdict::basically_met:
      return {{possible::not_met, Reason::basically_met}, best->evidence};
    default:
      return {{possible::undecided, Reason::invalid}, best->evidence};
  }
}

// Higher evidence wins; at a tie the derived cell, and the declared one where it is undecided.
inline Cell reconcile(Cell derived, Evidence derived_evidence, Cell declared,
                      Evidence declared_evidence) {
  if (!declared.decided()) return derived.decided() ? derived : declared;
  if (!derived.decided()) return declared;
  if (derived.verdict() == declared.verdict()) return derived;
  return declared_evidence > derived_evidence ? declared : derived;
}

}  // namespace detail

}  // namespace tieuchi::inline v1
