/// @file
/// What if: fund these works, delay that one, merge these communes, use the next criteria set.
///
/// A scenario is a small overlay on a projection, never an edited copy of it. Every scenario is
/// drawn with the same random numbers, so that what it changes is a paired difference: far tighter
/// than the difference of two independent runs. Merging and another set are another model (see
/// merged_history.hpp), drawn with the same numbers.
///
/// @code
/// const auto table = what_if(model, {.until = 2020}, programme,
///                            {{.name = "roads", .fund = {{unit, 1, 2020}}}});
/// table.of("roads").difference("mean").value;     // P(with) − P(without)
/// @endcode
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tieuchi/projection/programme_outlook.hpp"
#include "tieuchi/projection/project.hpp"

namespace tieuchi::inline v1 {

/// A funded work that comes so many years later than in the base.
struct Delay {
  std::size_t unit, criterion;
  int years = 1;  ///< beyond the horizon: as if not funded
};

/// What differs from the base.
struct Scenario {
  std::string name{};
  std::vector<FundedWork> fund{};  ///< beside those of the base
  std::vector<Delay> delay{};      ///< of works of the base
  const Model* model = nullptr;    ///< of other units or another set; nothing: the base's
  /// Who is counted; empty: as in the base, or the model's all.
  std::vector<std::uint8_t> population{};
  double cost = 0;  ///< carried into the table

  /// The options of the base with this scenario laid over them.
  /// @throws InvalidData for a delay of a work that the base does not have.
  [[nodiscard]] ProjectOptions over(const ProjectOptions& base) const;
};

/// One scenario against a programme.
class ScenarioOutlook {
 public:
  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] double cost() const { return cost_; }
  [[nodiscard]] const ProgrammeOutlook& targets() const { return targets_; }
  /// P(target) here less P(target) in the base, draw by draw; nothing where one of them is not
  /// identified.
  /// @throws UnknownCode
  [[nodiscard]] std::optional<DrawnProbability> difference(const std::string& target) const;

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
  ScenarioTable(const Model& model, const ProjectOptions& base, const Programme& programme,
                const std::vector<Scenario>& scenarios, const AnswerOptions& options);
  [[nodiscard]] const std::vector<ScenarioOutlook>& scenarios() const { return scenarios_; }
  /// @throws UnknownCode
  [[nodiscard]] const ScenarioOutlook& of(const std::string& name) const;

 private:
  std::vector<ScenarioOutlook> scenarios_;
};

/// @throws InvalidData for a name used twice or the name "base", and whatever `project` throws.
/// `without_shocks` of the options is not used: differences are between scenarios.
[[nodiscard]] inline ScenarioTable what_if(const Model& model, const ProjectOptions& base,
                                           const Programme& programme,
                                           const std::vector<Scenario>& scenarios,
                                           const AnswerOptions& options = {}) {
  return ScenarioTable(model, base, programme, scenarios, options);
}

}  // namespace tieuchi::inline v1

#ifndef TIEUCHI_COMPILED
#include "tieuchi/detail/planning/scenario.hpp"
#endif
