/// @file
/// The Rasch model for one cross-section: which criteria are hard, which units are far on, and
/// which gaps are unexpected. logit P(met) = θ_unit − δ_criterion.
///
/// *Marginal* maximum likelihood takes θ ~ N(0, σ²) by Gauss–Hermite quadrature (21 nodes or more);
/// *conditional* maximum likelihood needs no law of θ and sums difficulties to zero. Cells that are
/// missing or not applicable are left out of both. A criterion that all or none meet has no
/// difficulty: it is reported in `dropped` and stands at the end of the order.
///
/// Cost: O(patterns × criteria × nodes) an iteration. Source: Rasch 1960; Bock & Aitkin 1981,
/// doi:10.1007/BF02293801; Andersen 1972.
///
/// @code
/// const RaschModel r = fit_rasch(history, history.years() - 1);
/// for (std::size_t j : r.order()) {   // easiest first
///   std::cout << history.parts().criteria[j].str() << '\n';
/// }
/// @endcode
#pragma once

#include <string>
#include <vector>

#include "tieuchi/projection/history.hpp"

namespace tieuchi::inline v1 {

enum class RaschMethod : std::uint8_t { marginal, conditional };

/// Units × criteria as 0, 1 or missing (2), [n_criteria, n_units].
struct ResponseTable {
  std::size_t units = 0, criteria = 0;
  std::vector<std::uint8_t> cells;
};
/// The verdicts of one year of a history.
[[nodiscard]] ResponseTable responses(const History& history, std::size_t year);

/// An unmet criterion that a unit of its level would be expected to meet.
struct UnexpectedGap {
  std::size_t unit, criterion;
  double expected;  ///< P(met) of the model
};

struct RaschOptions {
  RaschMethod method = RaschMethod::marginal;
  int nodes = 41;  ///< of the quadrature, 21 to 101
};

/// A fitted model. Immutable.
class RaschModel {
 public:
  [[nodiscard]] RaschMethod method() const { return method_; }
  /// δ, larger is harder, and its standard error, [n_criteria]; 0 and infinite for a dropped one.
  /// Marginal: relative to the mean unit. Conditional: they sum to zero. Errors come from the
  /// observed information; infinite too where its curvature is not that of a maximum.
  [[nodiscard]] const std::vector<double>& difficulty() const { return difficulty_; }
  [[nodiscard]] const std::vector<double>& difficulty_se() const { return se_; }
  /// σ of the units; 0 for the conditional method, which does not know it.
  [[nodiscard]] double unit_sd() const { return unit_sd_; }
  /// θ of each unit: posterior means (marginal) or weighted likelihood estimates (Warm 1989,
  /// doi:10.1007/BF02294627), [n_units].
  [[nodiscard]] const std::vector<double>& ability() const { return ability_; }
  /// Mean squares of fit, near 1; infit is weighted by information, [n_criteria].
  [[nodiscard]] const std::vector<double>& infit() const { return infit_; }
  [[nodiscard]] const std::vector<double>& outfit() const { return outfit_; }
  [[nodiscard]] double log_likelihood() const { return log_likelihood_; }
  [[nodiscard]] bool converged() const { return converged_; }
  [[nodiscard]] const std::vector<std::string>& dropped() const { return dropped_; }
  /// Criteria from the easiest to the hardest; those that all meet first, those that none meets
  /// last.
  [[nodiscard]] std::vector<std::size_t> order() const;
  /// Unmet criteria with P(met) of at least `expected`, the most surprising first.
  [[nodiscard]] std::vector<UnexpectedGap> unexpected_gaps(const ResponseTable& table,
                                                           double expected = 0.8) const;

 private:
  friend RaschModel fit_rasch(const ResponseTable& table, const RaschOptions& options);
  RaschMethod method_{};
  std::vector<double> difficulty_, se_, ability_, infit_, outfit_;
  std::vector<int> place_;  // −1 all meet it, 0 fitted, 1 nobody does
  double unit_sd_ = 0, log_likelihood_ = 0;
  bool converged_ = false;
  std::vector<std::string> dropped_;
};

/// @throws NotEnoughData for fewer than two criteria that some units meet and others do not.
RaschModel fit_rasch(const ResponseTable& table, const RaschOptions& options = {});
[[nodiscard]] RaschModel fit_rasch(const History& history, std::size_t year,
                                   const RaschOptions& options = {});

}  // namespace tieuchi::inline v1

#ifndef TIEUCHI_COMPILED
#include "tieuchi/detail/projection/rasch.hpp"
#endif
