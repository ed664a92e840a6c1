/// @file
/// What an outlook says of a programme: each target's chance, alone, together and given others.
///
/// Every figure comes from the same draws. A target that the data cannot speak to (a tier, a cohort
/// that nobody lists, recognitions without a registration list, a year beyond the horizon, units of
/// another level) has no number: it says why.
///
/// @code
/// const auto said =
///     answer(project(model, {.until = 2020}), catalog::programme("vn-lang-son-2020"));
/// said.joint({"newly-recognised", "mean"});   // P(both), with its Monte Carlo error
/// @endcode
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "tieuchi/population/cohort.hpp"
#include "tieuchi/programme/programme.hpp"
#include "tieuchi/projection/outlook.hpp"

namespace tieuchi::inline v1 {

/// What is known beside the outlook.
struct AnswerOptions {
  const Registry* registry = nullptr;  ///< for cohorts, strata and places above the district
  std::map<CohortCode, std::vector<UnitCode>> cohorts{};  ///< lists that the registry does not have
  Level level = Level::commune;                           ///< of the units of the outlook
  /// The same outlook with `shocks = false`: says what the yearly shocks are worth.
  const Outlook* without_shocks = nullptr;
};

/// One target, answered or not.
struct TargetAnswer {
  std::string code;
  bool identified = false;
  Text why{};  ///< of a target that is not identified
  DrawnProbability probability{0, 0};
  std::optional<double> without_shocks{};
  std::size_t units = 0;                 ///< in its population
  double median = 0, low = 0, high = 0;  ///< of the metric: the middle and the central 80 %
};

/// The targets of a programme under one outlook.
class ProgrammeOutlook {
 public:
  [[nodiscard]] const std::vector<TargetAnswer>& answers() const { return answers_; }
  /// @throws UnknownCode
  [[nodiscard]] const TargetAnswer& answer(const std::string& code) const {
    return answers_[place(code)];
  }
  /// P(all these targets are reached); of all that are identified where none is named.
  /// @throws UnknownCode; NotEnoughData for a target that is not identified.
  [[nodiscard]] DrawnProbability joint(const std::vector<std::string>& codes = {}) const;
  /// P(these | those). @throws as `joint`; NotEnoughData where those were reached in fewer than 50
  /// draws.
  [[nodiscard]] DrawnProbability given(const std::vector<std::string>& codes,
                                       const std::vector<std::string>& those) const;
  /// Whether a target was reached in each draw, one bit a draw.
  [[nodiscard]] const UnitBits& reached(const std::string& code) const {
    return reached_[place(code)];
  }
  [[nodiscard]] std::size_t draws() const { return draws_; }

 private:
  friend ProgrammeOutlook answer(const Outlook& outlook, const Programme& programme,
                                 const AnswerOptions& options);
  [[nodiscard]] std::size_t place(const std::string& code) const;
  [[nodiscard]] UnitBits all_of(const std::vector<std::string>& codes) const;

  std::vector<TargetAnswer> answers_;
  std::vector<UnitBits> reached_;
  std::size_t draws_ = 0;
};

/// @throws NotEnoughData where the outlook kept no states.
ProgrammeOutlook answer(const Outlook& outlook, const Programme& programme,
                        const AnswerOptions& options = {});

/// The members of a target's population among the units that an outlook counts; nothing, with the
/// reason in `why`, where the data cannot say.
[[nodiscard]] std::optional<UnitBits> members(const TargetPopulation& who, const Outlook& outlook,
                                              Date by, const AnswerOptions& options, Text& why);

/// A target's metric in every draw, [n_draws].
/// @throws UnknownCode for a criterion that the outlook does not have; InvalidData for tiers;
/// NotEnoughData for recognitions that are not identified.
[[nodiscard]] std::vector<double> draws_of(const Outlook& outlook, const Target& target,
                                           const UnitBits& members, std::size_t ahead);

}  // namespace tieuchi::inline v1

#ifndef TIEUCHI_COMPILED
#include "tieuchi/detail/projection/programme_outlook.hpp"
#endif
