// Bodies of planning/scenario.hpp.
#pragma once

#include "tieuchi/planning/scenario.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <optional>
#include <string>
#include <vector>

#include "tieuchi/detail/inline.hpp"

namespace tieuchi::inline v1 {

TIEUCHI_INLINE ProjectOptions Scenario::over(const ProjectOptions& base) const {
  ProjectOptions o = base;
  Problems problems;
  for (const auto& d : delay) {
    const auto at = std::ranges::find_if(o.works, [&](const FundedWork& w) {
      return w.unit == d.unit && w.criterion == d.criterion;
    });
    if (at == o.works.end()) {
      problems.add(
          {.what = ProblemCode::unknown_code,
           .column = "delay",
           .code = name,
           .found = "unit " + std::to_string(d.unit) + ", criterion " + std::to_string(d.criterion),
           .expected = "a work of the base"});
    } else if (at->year + d.years > o.until) {
      o.works.erase(at);
    } else {
      at->year += d.years;
    }
  }
  problems.raise<InvalidData>();
  if (model) {
    // Positions of another model's units are its own.
    o.works.clear(), o.recognised.clear(), o.registered.clear(), o.population.clear();
  }
  o.works.insert(o.works.end(), fund.begin(), fund.end());
  if (!population.empty()) o.population = population;
  return o;
}

TIEUCHI_INLINE std::optional<DrawnProbability> ScenarioOutlook::difference(
    const std::string& target) const {
  const auto& all = targets_.answers();
  const auto at = std::ranges::find(all, target, &TargetAnswer::code);
  if (at == all.end())
    throw UnknownCode({{.what = ProblemCode::unknown_code,
                        .code = "target",
                        .found = target,
                        .expected = "a target of the programme"}});
  return against_base_[static_cast<std::size_t>(at - all.begin())];
}

TIEUCHI_INLINE ScenarioTable::ScenarioTable(const Model& model, const ProjectOptions& base,
                                            const Programme& programme,
                                            const std::vector<Scenario>& scenarios,
                                            const AnswerOptions& options) {
  Problems problems;
  for (std::size_t s = 0; s < scenarios.size(); ++s) {
    const auto same = [&](const Scenario& other) { return other.name == scenarios[s].name; };
    if (scenarios[s].name == "base" ||
        std::any_of(scenarios.begin(), scenarios.begin() + static_cast<std::ptrdiff_t>(s), same)) {
      problems.add({.what = ProblemCode::duplicate_row,
                    .column = "name",
                    .code = "scenario",
                    .found = scenarios[s].name,
                    .expected = "each name once, \"base\" is taken"});
    }
  }
  problems.raise<InvalidData>();
  AnswerOptions how = options;
  how.without_shocks = nullptr;
  std::vector<Scenario> all{{.name = "base"}};
  all.insert(all.end(), scenarios.begin(), scenarios.end());
  for (const auto& s : all) {
    ScenarioOutlook made;
    made.name_ = s.name, made.cost_ = s.cost;
    made.targets_ = answer(project(s.model ? *s.model : model, s.over(base)), programme, how);
    for (const auto& t : made.targets_.answers()) {
      auto& difference = made.against_base_.emplace_back();
      if (scenarios_.empty() || !t.identified) continue;
      const ProgrammeOutlook& plain = scenarios_.front().targets_;
      if (!plain.answer(t.code).identified || plain.draws() != made.targets_.draws()) continue;
      const auto &with = made.targets_.reached(t.code), &without = plain.reached(t.code);
      double gained = 0, lost = 0;
      for (std::size_t w = 0; w < with.size(); ++w)
        gained += std::popcount(with[w] & ~without[w]),
            lost += std::popcount(without[w] & ~with[w]);
      const double n = static_cast<double>(plain.draws()), mean = (gained - lost) / n;
      difference =
          DrawnProbability{mean, std::sqrt(std::max(0.0, (gained + lost) / n - mean * mean) / n)};
    }
    scenarios_.push_back(std::move(made));
  }
}

TIEUCHI_INLINE const ScenarioOutlook& ScenarioTable::of(const std::string& name) const {
  const auto at = std::ranges::find(scenarios_, name, &ScenarioOutlook::name);
  if (at == scenarios_.end())
    throw UnknownCode({{.what = ProblemCode::unknown_code,
                        .code = "scenario",
                        .found = name,
                        .expected = "a scenario of the table"}});
  return *at;
}

}  // namespace tieuchi::inline v1
