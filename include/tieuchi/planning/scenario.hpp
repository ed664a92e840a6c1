/// @file
/// What if: fund these works, delay that one, merge these communes, use the next criteria set.
///
/// A scenario is a small overlay on a projection, never an edited copy of it. Every scenario is drawn with
/// the same random numbers, so that what it changes is a paired difference: far tighter than the
/// difference of two independent runs. Merging and another set are another model (see
/// merged_history.hpp), drawn with the same numbers.
///
/// @code
/// const auto table = what_if(model, {.until = 2020}, programme, {{.name = "roads", .fund = {{unit, 1, 2020}}}});
/// table.of("roads").difference("mean").value;     // P(with) − P(without)
/// @endcode
#pragma once

#include "tieuchi/projection/programme_outlook.hpp"
#include "tieuchi/projection/project.hpp"

namespace tieuchi::inline v1 {

/// A funded work that comes so many years later than in the base.
struct Delay {
  std::size_t unit, criterion;
  int years = 1;    ///< beyond the horizon: as if not funded
};

/// What differs from the base.
struct Scenario {
  std::string name{};
  std::vector<FundedWork> fund{};                 ///< beside those of the base
  std::vector<Delay> delay{};                     ///< of works of the base
  const Model* model = nullptr;                   ///< of other units or another set; nothing: the base's
  std::vector<std::uint8_t> population{};         ///< who is counted; empty: as in the base, or the model's all
  double cost = 0;                                ///< carried into the table

  /// The options of the base with this scenario laid over them.
  /// @throws InvalidData for a delay of a work that the base does not have.
  ProjectOptions over(const ProjectOptions& base) const;
};

/// One scenario against a programme.
class ScenarioOutlook {
 public:
  const std::string& name() const { return name_; }
  double cost() const { return cost_; }
  const ProgrammeOutlook& targets() const { return targets_; }
  /// P(target) here less P(target) in the base, draw by draw; nothing where one of them is not identified.
  /// @throws UnknownCode
  std::optional<DrawnProbability> difference(const std::string& target) const;

 private:
  friend class ScenarioTable;
  std::string name_;
  double cost_ = 0;
  ProgrammeOutlook targets_;
  std::vector<std::optional<DrawnProbability>> against_base_;
};

/// The base and every scenario, in the order asked; the base is called "base".
class ScenarioTable {
 public:
  ScenarioTable(const Model& model, const ProjectOptions& base, const Programme& programme, const std::vector<Scenario>& scenarios, const AnswerOptions& options);
  const std::vector<ScenarioOutlook>& scenarios() const { return scenarios_; }
  /// @throws UnknownCode
  const ScenarioOutlook& of(const std::string& name) const;

 private:
  std::vector<ScenarioOutlook> scenarios_;
};

/// @throws InvalidData for a name used twice or the name "base", and whatever `project` throws. `without_shocks` of
/// the options is not used: differences are between scenarios.
inline ScenarioTable what_if(const Model& model, const ProjectOptions& base, const Programme& programme, const std::vector<Scenario>& scenarios, const AnswerOptions& options = {}) {
  return ScenarioTable(model, base, programme, scenarios, options);
}

// ------------------------------------------------------------------------------------------------

inline ProjectOptions Scenario::over(const ProjectOptions& base) const {
  ProjectOptions o = base;
  Problems problems;
  for (const auto& d : delay) {
    const auto at = std::ranges::find_if(o.works, [&](const FundedWork& w) { return w.unit == d.unit && w.criterion == d.criterion; });
    if (at == o.works.end()) {
      problems.add({.what = ProblemCode::unknown_code, .column = "delay", .code = name, .found = "unit " + std::to_string(d.unit) + ", criterion " + std::to_string(d.criterion), .expected = "a work of the base"});
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

inline std::optional<DrawnProbability> ScenarioOutlook::difference(const std::string& target) const {
  const auto& all = targets_.answers();
  const auto at = std::ranges::find(all, target, &TargetAnswer::code);
  if (at == all.end()) throw UnknownCode({{.what = ProblemCode::unknown_code, .code = "target", .found = target, .expected = "a target of the programme"}});
  return against_base_[static_cast<std::size_t>(at - all.begin())];
}

inline ScenarioTable::ScenarioTable(const Model& model, const ProjectOptions& base, const Programme& programme, const std::vector<Scenario>& scenarios, const AnswerOptions& options) {
  Problems problems;
  for (std::size_t s = 0; s < scenarios.size(); ++s) {
    const auto same = [&](const Scenario& other) { return other.name == scenarios[s].name; };
    if (scenarios[s].name == "base" || std::any_of(scenarios.begin(), scenarios.begin() + static_cast<std::ptrdiff_t>(s), same)) {
      problems.add({.what = ProblemCode::duplicate_row, .column = "name", .code = "scenario", .found = scenarios[s].name, .expected = "each name once, \"base\" is taken"});
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
      for (std::size_t w = 0; w < with.size(); ++w) gained += std::popcount(with[w] & ~without[w]), lost += std::popcount(without[w] & ~with[w]);
      const double n = static_cast<double>(plain.draws()), mean = (gained - lost) / n;
      difference = DrawnProbability{mean, std::sqrt(std::max(0.0, (gained + lost) / n - mean * mean) / n)};
    }
    scenarios_.push_back(std::move(made));
  }
}

inline const ScenarioOutlook& ScenarioTable::of(const std::string& name) const {
  const auto at = std::ranges::find(scenarios_, name, &ScenarioOutlook::name);
  if (at == scenarios_.end()) throw UnknownCode({{.what = ProblemCode::unknown_code, .code = "scenario", .found = name, .expected = "a scenario of the table"}});
  return *at;
}

}  // namespace tieuchi::inline v1
