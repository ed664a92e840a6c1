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
  const auto place = [&](const MeasureCode& code) {
    return static_cast<std::size_t>(std::ranges::find(parts.measures, code, &Measure::code) -
                                    parts.measures.begin());
  };
  const auto condition = [&](const Applicability& a) {
    return a.condition ? std::optional(place(*a.condition)) : std::nullopt;
  };
  for (std::size_t f = 0; f < rules_.indicator_count(); ++f) {
    const Indicator& q = rules_.indicator(f);
    Ask ask{.threshold = rules_.threshold(f, column),
            .reads = {},
            .condition = condition(q.applicability)};
    for (const auto& code : measures_of(q.requirement)) ask.reads.push_back(place(code));
    if (const auto* years = std::get_if<requirement::SeveralYears>(&q.requirement)) {
      ask.missing_years = static_cast<std::size_t>(years->years - 1);
    }
    most_readings_ = std::max(most_readings_, ask.reads.size() + ask.missing_years);
    asks_.push_back(std::move(ask));
  }
  for (const auto& c : rules_.set().criteria()) {
    criterion_conditions_.push_back(condition(c.applicability));
    most_members_ = std::max(most_members_, c.indicators.size());
  }
}

TIEUCHI_INLINE Reading UnitJudge::reading(std::size_t place, std::span<const double> values,
                                          std::span<const std::uint8_t> states) const {
  Reading r{.value = values[place], .state = Observed::value};
  const std::uint8_t state = states.empty() ? std::uint8_t{0} : states[place];
  if (state != 0)
    r.state = state <= static_cast<std::uint8_t>(Observed::not_applicable)
                  ? static_cast<Observed>(state)
                  : Observed::invalid;
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
  if (!indicators.empty()) size(indicators.size(), asks_.size(), "indicators");
  // Sets of the law have at most a dozen of each; longer ones take the heap.
  std::array<Reading, 16> few_readings;
  std::array<const Measure*, 16> few_measures{};
  std::array<Cell, 32> few_members;
  std::vector<Reading> many_readings(most_readings_ > few_readings.size() ? most_readings_ : 0);
  std::vector<const Measure*> many_measures(many_readings.size());
  std::vector<Cell> many_members(most_members_ > few_members.size() ? most_members_ : 0);
  Reading* readings = many_readings.empty() ? few_readings.data() : many_readings.data();
  const Measure** measures = many_measures.empty() ? few_measures.data() : many_measures.data();
  Cell* members = many_members.empty() ? few_members.data() : many_members.data();
  std::size_t f = 0;
  for (std::size_t c = 0; c < parts.criteria.size(); ++c) {
    const Criterion& criterion = parts.criteria[c];
    for (std::size_t i = 0; i < criterion.indicators.size(); ++i, ++f) {
      const Ask& ask = asks_[f];
      std::size_t n = 0;
      for (const auto place : ask.reads)
        measures[n] = &parts.measures[place], readings[n++] = reading(place, values, states);
      for (std::size_t y = 0; y < ask.missing_years; ++y)
        measures[n] = measures[0], readings[n++] = Reading{};
      members[i] = judge(criterion.indicators[i], ask.threshold, {readings, n}, {measures, n});
      if (ask.condition) members[i] = apply(reading(*ask.condition, values, states), members[i]);
      if (!indicators.empty()) indicators[f] = members[i];
    }
    criteria[c] = combine(criterion.rule, {members, criterion.indicators.size()});
    if (criterion_conditions_[c])
      criteria[c] = apply(reading(*criterion_conditions_[c], values, states), criteria[c]);
  }
}

}  // namespace tieuchi::inline v1
