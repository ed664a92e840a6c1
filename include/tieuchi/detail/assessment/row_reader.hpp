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
#include "tieuchi/detail/assessment/op/evaluate.hpp"

namespace tieuchi::inline v1 {

namespace detail {

// Which observations an indicator reads, and how to read them for one row.
class RowReader {
 public:
  // With `only` a single indicator can be read: an explanation does not look at the others.
  RowReader(const CompiledSet& rules, const Registry& registry, const Panel& panel,
            const AssessOptions& options, std::optional<std::size_t> only = std::nullopt)
      : rules_(rules), registry_(registry), panel_(panel), inputs_(rules.plan().inputs.size()) {
    const Plan& plan = rules.plan();
    const auto open = [&](std::uint32_t input) {
      if (!inputs_[input]) inputs_[input] = source(plan.inputs[input], options);
    };
    for (const PlanNode& node : plan.nodes) {
      const bool of_one = node.role == PlanNode::Role::indicator
                              ? only == node.place
                              : only && node.role == PlanNode::Role::criterion &&
                                    rules.place(*only).criterion == node.place;
      if (only && !of_one) continue;
      for (const auto input : node.reads) open(input);
      if (const op::Gate* gate = node.gate()) open(gate->input);
    }
  }

  struct Source {
    const Measure* measure;  // never null: a set declares every measure that it reads
    Choice choice;
    bool from_above = false;
  };

  [[nodiscard]] const PlanNode& node(std::size_t flat) const {
    return rules_.plan().indicator(flat);
  }
  // The source of a reading of an indicator.
  [[nodiscard]] const Source& source(std::size_t flat, std::size_t read) const {
    return *inputs_[node(flat).reads[read]];
  }
  // The source of the condition of a node; null where it always applies.
  [[nodiscard]] const Source* condition_of(const PlanNode& node) const {
    const op::Gate* gate = node.gate();
    return gate ? &*inputs_[gate->input] : nullptr;
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

  // What an indicator reads of a row.
  struct Row {
    std::vector<Reading> readings;
    std::vector<const Measure*> measures;
  };
  [[nodiscard]] Row row(std::size_t flat, std::size_t at) const {
    Row out;
    for (const auto input : node(flat).reads) {
      out.readings.push_back(read(*inputs_[input], at));
      out.measures.push_back(inputs_[input]->measure);
    }
    return out;
  }

  // The indicator's cell before the applicability of its criterion.
  [[nodiscard]] Cell cell(std::size_t flat, std::size_t at, const Threshold& threshold) const {
    return cell(flat, at, threshold, row(flat, at));
  }
  [[nodiscard]] Cell cell(std::size_t flat, std::size_t at, const Threshold& threshold,
                          const Row& row) const {
    const Source* gate = condition_of(node(flat));
    const Reading condition = gate ? read(*gate, at) : Reading{};
    CellStack cells;
    return ask({node(flat), row.readings, row.measures, threshold, &condition}, cells);
  }

  // The weakest evidence among the values that an indicator of this criterion was judged by.
  [[nodiscard]] Evidence evidence(std::size_t criterion, std::size_t row) const {
    Evidence weakest = Evidence::approved;
    for (std::size_t f = 0; f < rules_.indicator_count(); ++f) {
      if (rules_.place(f).criterion != criterion) continue;
      for (const auto input : node(f).reads) {
        const Reading r = read(*inputs_[input], row);
        if (r.state == Observed::value) weakest = std::min(weakest, r.evidence);
      }
    }
    return weakest;
  }

 private:
  [[nodiscard]] Source source(const PlanInput& input, const AssessOptions& options) const {
    const Date on = rules_.on();
    const Measure& measure = rules_.set().parts().measures[input.measure];
    Date oldest{}, newest = on;
    switch (input.window) {
      case PlanInput::Window::age:
        oldest = options.max_age.oldest(on);
        break;
      case PlanInput::Window::year:
        oldest = Date(on.year() - input.years_back, 1, 1);
        if (input.years_back > 0) newest = Date::end_of(on.year() - input.years_back);
        break;
      case PlanInput::Window::ever:
        break;
    }
    return {&measure, Choice(panel_, measure.code, oldest, newest, options.known_on),
            input.from_above};
  }

  const CompiledSet& rules_;
  const Registry& registry_;
  const Panel& panel_;
  std::vector<std::optional<Source>> inputs_;  // of the plan; empty where it is not read
};

// A node that compares readings with cuts and folds them, perhaps as parts of a whole: what blocks
// of columns are judged by.
struct Comparisons {
  std::vector<op::Compare> parts;
  std::optional<op::Within> within;
};
inline std::optional<Comparisons> comparisons_of(const PlanNode& node) {
  Comparisons out;
  std::size_t s = 0;
  for (; s < node.body && std::holds_alternative<op::Compare>(node.steps[s]); ++s) {
    out.parts.push_back(std::get<op::Compare>(node.steps[s]));
  }
  if (const auto* fold = s < node.body ? std::get_if<op::Fold>(&node.steps[s]) : nullptr) {
    if (!std::holds_alternative<rule::AllOf>(fold->rule) || fold->members != out.parts.size()) {
      return std::nullopt;
    }
    ++s;
  } else if (out.parts.size() != 1) {
    return std::nullopt;
  }
  if (const auto* within = s < node.body ? std::get_if<op::Within>(&node.steps[s]) : nullptr) {
    out.within = *within, ++s;
  }
  return s == node.body && !out.parts.empty() ? std::optional(std::move(out)) : std::nullopt;
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
