// Bodies of assessment/unit_judge.hpp.
#pragma once

#include "tieuchi/assessment/unit_judge.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "tieuchi/detail/assessment/op/evaluate.hpp"
#include "tieuchi/detail/inline.hpp"

namespace tieuchi::inline v1 {

TIEUCHI_INLINE UnitJudge::UnitJudge(CompiledSet rules, const JudgingColumn& column)
    : rules_(std::move(rules)) {
  const auto& parts = rules_.set().parts();
  const auto check = [&](int stratum) {
    if (stratum >= -1 && stratum < static_cast<int>(parts.strata.size())) return;
    throw InvalidData({{.what = ProblemCode::unknown_stratum_value,
                        .code = parts.id.str(),
                        .found = std::to_string(stratum),
                        .expected = "-1 to " + std::to_string(parts.strata.size() - 1)}});
  };
  check(column.stratum);
  for (const auto& other : column.others) check(other.stratum);
  for (std::size_t f = 0; f < rules_.indicator_count(); ++f) {
    thresholds_.push_back(rules_.threshold(f, column));
    most_readings_ = std::max(most_readings_, rules_.plan().indicator(f).reads.size());
  }
}

TIEUCHI_INLINE Reading UnitJudge::reading(std::size_t input, std::span<const double> values,
                                          std::span<const std::uint8_t> states) const {
  const PlanInput& from = rules_.plan().inputs[input];
  if (from.years_back > 0) return {};
  const std::size_t place = from.measure;
  Reading r{.value = values[place], .state = Observed::value};
  const std::uint8_t state = states.empty() ? std::uint8_t{0} : states[place];
  if (state != 0) r.state = observed_of(state);
  if (r.state == Observed::withdrawn) r.state = Observed::not_collected;
  return checked(r, rules_.set().parts().measures[place]);
}

TIEUCHI_INLINE void UnitJudge::operator()(std::span<const double> values,
                                          std::span<const std::uint8_t> states,
                                          std::span<Cell> criteria,
                                          std::span<Cell> indicators) const {
  const auto& parts = rules_.set().parts();
  const auto size = [](std::size_t found, std::size_t expected, const char* column) {
    if (found == expected) return;
    throw InvalidData({{.what = ProblemCode::wrong_size,
                        .column = column,
                        .found = std::to_string(found),
                        .expected = std::to_string(expected)}});
  };
  size(values.size(), parts.measures.size(), "values");
  if (!states.empty()) size(states.size(), parts.measures.size(), "states");
  size(criteria.size(), parts.criteria.size(), "criteria");
  if (!indicators.empty()) size(indicators.size(), thresholds_.size(), "indicators");
  // Sets of the law have at most a dozen readings an indicator; longer ones take the heap.
  std::array<Reading, 16> few_readings;
  std::array<const Measure*, 16> few_measures{};
  std::vector<Reading> many_readings(most_readings_ > few_readings.size() ? most_readings_ : 0);
  std::vector<const Measure*> many_measures(many_readings.size());
  Reading* readings = many_readings.empty() ? few_readings.data() : many_readings.data();
  const Measure** measures = many_measures.empty() ? few_measures.data() : many_measures.data();
  const Plan& plan = rules_.plan();
  const Threshold none;
  detail::CellStack cells;
  for (const PlanNode& node : plan.nodes) {
    Reading condition;
    if (const op::Gate* gate = node.gate()) condition = reading(gate->input, values, states);
    std::size_t n = 0;
    for (const auto input : node.reads) {
      measures[n] = &parts.measures[plan.inputs[input].measure];
      readings[n++] = reading(input, values, states);
    }
    const bool is_indicator = node.role == PlanNode::Role::indicator;
    const detail::Given given{node,
                              {readings, n},
                              {measures, n},
                              is_indicator ? thresholds_[node.place] : none,
                              &condition};
    switch (node.role) {
      case PlanNode::Role::indicator: {
        const Cell cell = detail::ask(given, cells);
        if (!indicators.empty()) indicators[node.place] = cell;
        cells.push(cell);
        break;
      }
      case PlanNode::Role::criterion:
        detail::take(given, 0, node.steps.size(), cells);
        criteria[node.place] = cells.pop();
        break;
      case PlanNode::Role::whole:
        break;
    }
  }
}

}  // namespace tieuchi::inline v1
