/// @file
/// What a projection returns: draws of next years' criteria, and what can be read from them.
///
/// Every figure comes from the same draws, so several questions can be asked jointly. Integer
/// counts and sums only: the same bits for any number of threads.
#pragma once

#include <limits>
#include <string>
#include <vector>

#include "tieuchi/projection/count_distribution.hpp"
#include "tieuchi/projection/drawn_states.hpp"
#include "tieuchi/projection/fit.hpp"
#include "tieuchi/projection/project_options.hpp"

namespace tieuchi::inline v1 {

namespace archive {
struct Access;
}  // namespace archive

/// Whether a metric counts units recognised.
[[nodiscard]] constexpr bool counts_recognitions(Metric m) {
  return m == Metric::recognised || m == Metric::newly_recognised || m == Metric::recognised_share;
}
/// Why recognitions without a registration list have no figure.
[[nodiscard]] Text recognitions_need_a_list();

/// A probability by draws, with its Monte Carlo standard error.
struct DrawnProbability {
  double value;
  double error;
};

/// Next years' criteria as equally likely draws. Immutable.
class Outlook {
 public:
  [[nodiscard]] Rung rung() const { return rung_; }
  /// Why this rung, and what the figures assume; one sentence each.
  [[nodiscard]] const std::vector<std::string>& reasons() const { return reasons_; }
  /// Whether yearly shocks were drawn; without them intervals of sums are far too narrow.
  [[nodiscard]] bool shocks() const { return shocks_; }
  [[nodiscard]] std::uint64_t seed() const { return seed_; }
  [[nodiscard]] std::size_t draws() const { return draws_; }
  /// The years ahead, rising, [n_ahead].
  [[nodiscard]] const std::vector<int>& years() const { return years_; }
  [[nodiscard]] const std::vector<UnitCode>& units() const { return units_; }
  [[nodiscard]] const std::vector<CriterionNumber>& criteria() const { return criteria_; }
  [[nodiscard]] const std::vector<UnitCode>& districts() const { return districts_; }
  [[nodiscard]] std::uint64_t data_fingerprint() const { return fingerprint_; }
  /// Whether a unit is counted: all are, but for those that do not exist at the end.
  [[nodiscard]] bool counted(std::size_t unit) const {
    return counted_.empty() || counted_[unit] != 0;
  }
  [[nodiscard]] std::size_t units_counted() const { return n_counted_; }
  /// What every draw met; empty where it would have taken more than `keep_states_up_to`.
  [[nodiscard]] const DrawnStates& states() const { return states_; }
  /// Whether a criterion applies to a unit.
  [[nodiscard]] const UnitBits& applies(std::size_t criterion) const { return applies_[criterion]; }
  [[nodiscard]] std::uint32_t district(std::size_t unit) const { return district_[unit]; }

  /// P(met) of a criterion of a unit at the end of a year; 1 where it is not applicable.
  [[nodiscard]] double chance(std::size_t ahead, std::size_t criterion, std::size_t unit) const {
    return chance_[(ahead * criteria_.size() + criterion) * units_.size() + unit];
  }
  /// P(unit meets every applicable criterion) at the end of a year.
  [[nodiscard]] double chance_of_all(std::size_t ahead, std::size_t unit) const {
    return all_[ahead * units_.size() + unit];
  }
  /// Probability of each number of criteria met, [n_criteria + 1].
  [[nodiscard]] std::vector<double> unit_law(std::size_t ahead, std::size_t unit) const;
  /// Years until a unit first meets every criterion, as probabilities [n_ahead + 1]: the last is
  /// *not within the horizon*. Never a year beyond it.
  [[nodiscard]] std::vector<double> time_to_all(std::size_t unit) const;

  /// Whether recognitions can be told. Administrations register the units that are to be
  /// recognised; where neither the history nor the options know a list, the product of chances of
  /// single criteria says next to nothing of how many will be: no figure is given.
  [[nodiscard]] bool recognitions_identified() const { return !recognised_.empty(); }
  /// A metric in every draw, [n_draws]. `recognised` counts units recognised or meeting all since,
  /// kept until review; `newly_recognised` those of that one year.
  /// @throws InvalidData for a metric that verdicts cannot speak to (tiers); NotEnoughData for
  /// recognitions that are not identified.
  [[nodiscard]] std::vector<double> draws_of(Metric metric, std::size_t ahead) const;
  /// Units with a number of criteria in [least, most] in every draw, [n_draws].
  [[nodiscard]] std::vector<double> draws_of(const Band& band, std::size_t ahead) const;
  /// Mean criteria of a district in every draw, [n_draws].
  [[nodiscard]] std::vector<double> district_mean(std::size_t district, std::size_t ahead) const;
  /// The law of the number of units that meet every criterion: exact given each draw, averaged.
  [[nodiscard]] const CountDistribution& law_of_all(std::size_t ahead) const {
    return law_of_all_[ahead];
  }
  /// P(least ≤ metric ≤ most). @throws as `draws_of`.
  [[nodiscard]] DrawnProbability probability(
      Metric metric, std::size_t ahead, double least,
      double most = std::numeric_limits<double>::infinity()) const;

 private:
  friend struct archive::Access;
  friend class Projector;
  [[nodiscard]] double draw_of(const OutlookEvidence& what, std::size_t ahead, std::size_t s) const;

  Rung rung_{};
  std::vector<std::string> reasons_;
  bool shocks_ = false;
  std::uint64_t seed_ = 0, fingerprint_ = 0;
  std::size_t draws_ = 0;
  std::vector<int> years_;
  std::vector<UnitCode> units_, districts_;
  std::vector<CriterionNumber> criteria_;
  std::vector<std::uint32_t> district_size_, district_;
  std::vector<std::uint8_t> counted_;
  std::size_t n_counted_ = 0;
  std::vector<UnitBits> applies_;
  DrawnStates states_;
  std::vector<double> chance_, all_;               // [ahead, criteria, units], [ahead, units]
  std::vector<std::uint32_t> law_;                 // [ahead, units, criteria + 1], draws
  std::vector<std::uint32_t> first_all_;           // [units, ahead + 1], draws
  std::vector<std::uint32_t> histogram_;           // [draws, ahead, criteria + 1], units
  std::vector<std::uint32_t> recognised_, newly_;  // [draws, ahead]; empty where not identified
  std::vector<std::uint32_t> district_total_;      // [draws, ahead, districts]
  std::vector<CountDistribution> law_of_all_;
};

}  // namespace tieuchi::inline v1

#ifndef TIEUCHI_COMPILED
#include "tieuchi/detail/projection/outlook.hpp"
#endif
