/// @file
/// The choices of a projection: how far, how many draws, and what is known or decided beforehand.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "tieuchi/observation/coarse.hpp"
#include "tieuchi/programme/target.hpp"
#include "tieuchi/stop.hpp"

namespace tieuchi::inline v1 {

/// A criterion of a unit that is funded: met from the end of `year` on with this chance at least.
struct FundedWork {
  std::size_t unit, criterion;
  int year;
  double chance = 1;
};

/// What is known of the result from elsewhere, a mean, a count or the units in a band: draws
/// outside [least, most] are dropped. A band goes before a metric.
struct OutlookEvidence {
  Metric metric = Metric::mean_criteria;
  int year = 0;
  double least = 0, most = 0;
  std::optional<Band> band{};
};

struct ProjectOptions {
  int until = 0;  ///< last year, after the last observed one
  int draws = 1000;
  std::uint64_t seed = 1;
  int threads = 1;
  bool shocks = true;  ///< off: to show what they are worth; rung `full` only
  /// Units recognised at the origin, [n_units]; empty: those that meet every criterion.
  std::vector<std::uint8_t> recognised{};
  /// Lists of future years, [n_ahead, n_units]. Empty where the model knows registration: lists are
  /// simulated from how units registered by their number of criteria.
  std::vector<std::uint8_t> registered{};
  bool only_registered = false;  ///< only registered units can be newly recognised
  /// Units that exist at the end and are counted, [n_units]; empty: all. Units dissolved by a
  /// merger are learnt from and not counted; a merged unit is counted and has no past of its own.
  std::vector<std::uint8_t> population{};
  std::vector<FundedWork> works{};
  std::vector<OutlookEvidence> evidence{};
  /// Bytes that the states of all draws may take; beyond it they are not kept and `answer` cannot
  /// ask them.
  std::size_t keep_states_up_to = std::size_t{1} << 30;
  StopSignal stop{};  ///< asked between draws; see `Stopped`
};

}  // namespace tieuchi::inline v1
