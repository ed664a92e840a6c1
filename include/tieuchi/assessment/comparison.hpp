/// @file
/// Why did the mean move? A change between two assessments, split exactly into units, rules and
/// population.
///
/// | part         | what changed                                                            |
/// | ------------ | ----------------------------------------------------------------------- |
/// | `units`      | the units that stand on both dates, under the earlier rules             |
/// | `rules`      | the same units and figures, the later rules instead of the earlier ones |
/// | `population` | units that came or went, or are judged in a criterion on one date only  |
///
/// The three sum to the change of the figure, to rounding. For units against rules the later
/// figures must be judged under the earlier rules once: `under_earlier_rules` moves the later
/// columns to the earlier date, where thresholds, strata and the set are those of then. Units are
/// known by their code; a unit that others joined is another unit where a `Descent` says so, and
/// stands in the population part.
///
/// Undecided criteria count as the caller says: *not met* (the lower figure) or *met* (the upper
/// one).
///
/// @code
/// const auto bridge = under_earlier_rules(of_2019, of_2020, registry, panel_2020);
/// const Comparison c = compare({of_2019, registry}, {of_2020, registry},
///                              {.na_count = NaCount::deem_met(), .bridge = &bridge});
/// c.mean.population.value();      // what dissolving 26 communes did to the mean
/// @endcode
#pragma once

#include <vector>

#include "tieuchi/assessment/rollup.hpp"
#include "tieuchi/population/reorganisation.hpp"

namespace tieuchi::inline v1 {

/// A change of one figure in three parts.
struct ChangeParts {
  double before = 0, after = 0;
  double units = 0, rules = 0, population = 0;
  [[nodiscard]] double change() const { return after - before; }
};

/// What happened to a criterion in units that stand on both dates, and beside them.
struct Transitions {
  CriterionNumber criterion;
  std::int64_t gained = 0, lost = 0;         ///< under the earlier rules
  std::int64_t kept = 0, still_not_met = 0;  ///< the same
  std::int64_t undecided = 0;                ///< unknown on one date, or judged on one only
  /// Same figures, other rules: neither gain nor loss.
  std::int64_t by_rules_gained = 0, by_rules_lost = 0;
  /// Units of one date only; *met* of all.
  std::int64_t came_met = 0, came = 0, went_met = 0, went = 0;
  bool is_new = false, is_gone = false;  ///< the criterion stands in one set only
};

/// One criterion's share in the change of the mean, and its own rate.
struct CriterionChange {
  CriterionNumber criterion;
  ChangeParts share;  ///< of the mean: these sum to `Comparison::mean`
  /// Met / applicable; population holds units that are applicable on one date only.
  ChangeParts rate;
};

struct CompareOptions {
  NaCount na_count;  ///< what *not applicable* counts as in the mean
  bool unknown_as_met = false;
  /// The later figures under the earlier rules; needed where the sets differ.
  const Assessment* bridge = nullptr;
  /// Units that others joined, or that were split, are other units.
  const Descent* descent = nullptr;
};

/// An assessment with the registry it was made with.
struct Judged {
  const Assessment& result;
  const Registry& registry;
};

struct Comparison {
  std::size_t units_before = 0, units_after = 0, units_both = 0;
  ChangeParts mean;                         ///< criteria met a unit
  double sum_before = 0, sum_after = 0;     ///< criteria met by all units together
  std::vector<CriterionChange> criteria{};  ///< largest share in the change first
  /// In the order of the later set, then criteria that are gone.
  std::vector<Transitions> transitions{};
  /// Sets or thresholds; transitions then are those under the earlier rules.
  bool rules_differ = false;
};

/// @throws InvalidData where the sets differ and no bridge is given, or the bridge is of other
/// units than `after` or under another set than `before`.
[[nodiscard]] Comparison compare(const Judged& before, const Judged& after,
                                 const CompareOptions& options);

/// The later figures judged by the earlier rules on the earlier date: columns and declarations of
/// the later panel are dated so many days earlier. Units that did not exist then have no stratum of
/// then, and are judged so.
[[nodiscard]] Assessment under_earlier_rules(const Assessment& before, const Assessment& after,
                                             const Registry& registry, const Panel& later);

}  // namespace tieuchi::inline v1

#ifndef TIEUCHI_COMPILED
#include "tieuchi/detail/assessment/comparison.hpp"
#endif
