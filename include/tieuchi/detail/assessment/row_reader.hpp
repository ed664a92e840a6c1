// Reads single cells of a panel for one compiled set: the same code for judging, explaining and
// listing.
#pragma once

#include <algorithm>
#include <optional>
#include <span>
#include <variant>
#include <vector>

#include "tieuchi/assessment/assess_options.hpp"
#include "tieuchi/assessment/judge.hpp"
#include "tieuchi/detail/assessment/declared_choice.hpp"
#include "tieuchi/detail/assessment/op/evaluate.hpp"

namespace tieuchi::inline v1 {

namespace detail {

// Which observations an indicator reads, and how to read them for one row.
class RowReader {
 public:
  // With `only` a single criterion can be read: an explanation does not look at the others.
  RowReader(const CompiledSet& rules, const Registry& registry, const Panel& panel,
            const AssessOptions& options, std::optional<std::size_t> only = std::nullopt)
      : rules_(rules),
        registry_(registry),
        panel_(panel),
        inputs_(rules.plan().inputs.size()),
        declared_(rules, panel, options) {
    const Plan& plan = rules.plan();
    const auto open = [&](std::uint32_t input) {
      if (!inputs_[input]) inputs_[input] = source(plan.inputs[input], options);
    };
    for (const PlanNode& node : plan.nodes) {
      const std::size_t of =
          node.role == PlanNode::Role::indicator ? rules.place(node.place).criterion : node.place;
      if (only && only != of) continue;
      for (const auto input : node.reads) open(input);
      if (const op::Gate* gate = node.gate()) open(gate->input);
    }
  }

  struct Source {
    const Measure* measure;  // never null: a set declares every measure that it reads
    Choice choice;
    bool from_above = false;

    // Whether its cells can be compared where they lie: one column of numbers, or nothing at all.
    [[nodiscard]] bool plain() const {
      const Column* c = choice.single();
      return !from_above && (choice.empty() || (c && c->denominators.empty()));
    }
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
  [[nodiscard]] const Source& input(std::size_t at) const { return *inputs_[at]; }
  [[nodiscard]] const DeclaredChoice& declared() const { return declared_; }

  [[nodiscard]] Reading read(const Source& source, std::size_t row) const {
    Reading r = source.choice.at(row);
    if (source.from_above && r.state == Observed::not_collected) {
      auto above = registry_.parent(panel_.unit(row), rules_.as_of());
      for (; above && r.state == Observed::not_collected;
           above = registry_.parent(*above, rules_.as_of())) {
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

  // The cell of a criterion from those of its indicators, and before anything declared.
  [[nodiscard]] Cell criterion(std::size_t c, std::size_t at, std::span<const Cell> members) const {
    const auto declared = declared_.at(c, at);
    return criterion(c, at, members, declared ? &*declared : nullptr);
  }
  [[nodiscard]] Cell derived(std::size_t c, std::size_t at, std::span<const Cell> members) const {
    return criterion(c, at, members, nullptr);
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
  [[nodiscard]] Cell criterion(std::size_t c, std::size_t at, std::span<const Cell> members,
                               const Declared* declared) const {
    const PlanNode& of = rules_.plan().criterion(c);
    const Source* gate = condition_of(of);
    const Reading condition = gate ? read(*gate, at) : Reading{};
    CellStack cells;
    for (const Cell m : members) cells.push(m);
    const Threshold none;
    const Evidence own = declared ? evidence(c, at) : Evidence{};
    take({of, {}, {}, none, &condition, declared, own}, 0, of.steps.size(), cells);
    return cells.pop();
  }
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
    return {&measure, Choice(panel_, measure.code, oldest, newest, rules_.known_on()),
            input.from_above};
  }

  const CompiledSet& rules_;
  const Registry& registry_;
  const Panel& panel_;
  std::vector<std::optional<Source>> inputs_;  // of the plan; empty where it is not read
  DeclaredChoice declared_;
};

inline Reading BlockGiven::read(std::size_t read, std::size_t u) const {
  return reader.read(reader.input(node.reads[read]), first + u);
}
inline Reading BlockGiven::condition(std::size_t input, std::size_t u) const {
  return reader.read(reader.input(input), first + u);
}
inline const Column* BlockGiven::condition_column(std::size_t input) const {
  const auto& source = reader.input(input);
  const bool valid = in_range(1.0, *source.measure);
  return source.plain() && valid ? source.choice.single() : nullptr;
}
inline std::vector<std::size_t> BlockGiven::touched(std::size_t read, const Column& base) const {
  auto rows = reader.input(node.reads[read]).choice.touched(base, first, n);
  for (auto& row : rows) row -= first;
  return rows;
}
inline const Column* BlockGiven::column(std::size_t read) const {
  const auto& source = reader.input(node.reads[read]);
  return source.plain() ? source.choice.single() : nullptr;
}
inline const Measure& BlockGiven::measure(std::size_t read) const {
  return *reader.input(node.reads[read]).measure;
}
inline void BlockGiven::tell(std::uint8_t* cells) const {
  const DeclaredChoice& declared = reader.declared();
  if (!declared.any(node.place)) return;
  for (std::size_t u = 0; u < n; ++u) {
    const auto told = declared.at(node.place, first + u);
    if (!told) continue;
    const Cell derived = Cell::from_byte(cells[u]);
    const Evidence own = derived.decided() ? reader.evidence(node.place, first + u) : Evidence{};
    cells[u] = reconcile(derived, own, *told).byte();
  }
}

}  // namespace detail

}  // namespace tieuchi::inline v1
