/// @file
/// How good would the projections have been? Refit at past origins, forecast, compare with what
/// came.
///
/// Only what was known at the origin is used: its units, criteria and verdicts; a unit first seen
/// later is not forecast. Only what was observed is scored: a cell that was seen, a unit all of
/// whose cells were, a mean or count of which every unit was. Each score is a mean over what `n` of
/// its line says, and nothing where that is 0; smaller is better, skill is 1 − score/reference.
/// Coverage counts how often the central intervals held the outcome: over the mean, the units at
/// the top and every band together, since origins are few. Where the 90 % coverage leaves [0.75,
/// 0.99], or no interval could be held against an outcome, `warning` says so; print it with every
/// probability of that rung.
///
/// @code
/// const Backtest b = backtest(history, {.horizon = 2});
/// for (const auto& line : b.lines) …;
/// b.warning(Rung::full);
/// @endcode
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tieuchi/projection/project.hpp"
#include "tieuchi/projection/skill.hpp"

namespace tieuchi::inline v1 {

struct BacktestOptions {
  int horizon = 1;               ///< years ahead, 1 or more
  std::size_t first_origin = 2;  ///< index of the first year taken as *now*
  std::vector<Rung> rungs{Rung::persistence, Rung::pooled,     Rung::criterion,
                          Rung::crossed,     Rung::covariates, Rung::full};
  bool by_district = false;  ///< also a line for each district
  int draws = 500;
  std::uint64_t seed = 1;
  int threads = 1;
  StopSignal stop{};
};

/// Scores of one rung, horizon and group. A score of nothing observed is absent, never 0.
struct BacktestLine {
  Rung rung;                  ///< as asked for; the model may have fallen back
  int horizon;                ///< in years
  std::string group;          ///< "all" or a district
  std::size_t origins = 0;    ///< at which a cell was scored
  std::size_t cells = 0;      ///< n of `brier` and `log`: forecast, and seen met or not met
  std::size_t units = 0;      ///< n of `rps`: every cell of the unit was seen
  std::size_t outcomes = 0;   ///< n of `crps_mean` and `crps_all`: origins whose outcome is whole
  std::size_t intervals = 0;  ///< n of the coverages: several for each outcome
  std::size_t fell_back = 0;  ///< origins at which a lower rung answered
  std::optional<double> brier{}, log{};
  std::optional<double> rps{};  ///< ranked probability score of a unit's number of criteria
  /// Of the mean criteria and of the units at the top.
  std::optional<double> crps_mean{}, crps_all{};
  std::optional<double> cover_50{}, cover_80{}, cover_90{};
  /// Of the Brier score; nothing without that rung.
  std::optional<double> skill_pooled{}, skill_persistence{};
};

struct Backtest {
  std::vector<BacktestLine> lines;
  /// PIT histogram of units' numbers of criteria, ten bins, by rung as asked, all horizons.
  std::vector<std::pair<Rung, std::vector<double>>> pit;
  /// Reliability of cells' probabilities, ten bins, by rung.
  std::vector<std::pair<Rung, std::vector<ReliabilityBin>>> reliability;
  /// Recalibration of the highest rung, learnt without the last origin and scored on it; nothing
  /// with fewer than three origins.
  struct Recalibrated {
    Recalibration map;
    double log_before, log_after;
  };
  std::optional<Recalibrated> recalibrated;
  /// Intervals of a rung that were held against an outcome, over all horizons; 0: it was not
  /// tested.
  [[nodiscard]] std::size_t intervals(Rung rung) const;
  /// Nothing, or that the 90 % intervals of a rung held too little or too much, or were not tested.
  [[nodiscard]] std::optional<std::string> warning(Rung rung) const;
};

/// @throws NotEnoughData if no origin has a year after it; InvalidData for a horizon below 1.
[[nodiscard]] Backtest backtest(const History& history, const BacktestOptions& options = {});

}  // namespace tieuchi::inline v1

#ifndef TIEUCHI_COMPILED
#include "tieuchi/detail/projection/backtest.hpp"
#endif
