/// @file
/// Crossed logistic mixed models of gain and of loss: which communes, criteria, districts and years
/// move, and by how much.
///
/// η = xᵀβ + unit + district + province + criterion + year, effects normal with their own standard
/// deviations; covariates N(0, 2²), the intercept free. Two estimators: *Laplace ML* maximises the
/// approximate likelihood over β and ln σ together (what lme4 and glmmTMB do; the default) and
/// *EM-Laplace* sets σ² to the mean of û² + Var û at the joint mode until it stands still. The
/// year's variance has a scaled-inverse-χ² prior unless it is switched off, because years are few;
/// it is printed with the results. Laplace attenuates the unit's deviation where a unit has few
/// rows.
///
/// @code
/// const auto gain = fit_crossed(history, Direction::gain);
/// std::cout << gain.summary();
/// @endcode
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "tieuchi/projection/crossed_rows.hpp"

namespace tieuchi::inline v1 {

namespace archive {
struct Access;
}  // namespace archive

/// σ²_year ~ scaled inverse χ² with `weight` degrees of freedom around `sd`².
struct YearPrior {
  double weight = 3;
  double sd = 0.3;
};

enum class Estimator : std::uint8_t { laplace_ml, em_laplace };

/// How a crossed model is fitted.
struct CrossedOptions {
  RowOptions covariates{};
  Estimator estimator = Estimator::laplace_ml;
  std::optional<YearPrior> year_prior = YearPrior{};
  int most_steps = 200;  ///< of the outer iteration
  /// Taken as they are, nothing is estimated.
  std::optional<std::array<double, effect_kinds>> known_sd{};
};

/// A fitted model. Immutable. Where nothing or everything was gained, every effect is dropped and
/// the intercept is that of (events + ½)/(rows + 1).
class CrossedModel {
 public:
  [[nodiscard]] Direction direction() const { return direction_; }
  [[nodiscard]] const CrossedOptions& options() const { return options_; }
  [[nodiscard]] std::size_t rows() const { return rows_; }
  [[nodiscard]] std::size_t events() const { return events_; }
  /// Fixed effects, the intercept first: names, estimates, standard errors (σ held), [n_fixed].
  [[nodiscard]] const std::vector<std::string>& fixed_names() const { return fixed_names_; }
  [[nodiscard]] const std::vector<double>& beta() const { return beta_; }
  [[nodiscard]] const std::vector<double>& beta_se() const { return beta_se_; }
  /// The standard deviation of an effect; 0 if it was dropped. The year's is its prior's where one
  /// transition year says nothing.
  [[nodiscard]] double sd(Effect e) const { return sd_[static_cast<std::size_t>(e)]; }
  [[nodiscard]] bool used(Effect e) const { return used_[static_cast<std::size_t>(e)]; }
  /// Modes and standard errors of the levels of an effect; empty if it was dropped.
  [[nodiscard]] const std::vector<double>& effect(Effect e) const {
    return effects_[static_cast<std::size_t>(e)];
  }
  [[nodiscard]] const std::vector<double>& effect_se(Effect e) const {
    return effect_se_[static_cast<std::size_t>(e)];
  }
  /// Degrees of freedom behind the year's variance: ν₀ + transition years.
  [[nodiscard]] double year_df() const { return year_df_; }
  [[nodiscard]] double log_likelihood() const { return log_likelihood_; }
  [[nodiscard]] bool converged() const { return converged_; }
  [[nodiscard]] int steps() const { return steps_; }
  /// What the data could not carry, and why, one sentence each.
  [[nodiscard]] const std::vector<std::string>& dropped() const { return dropped_; }
  /// Estimates as a table, deviations, likelihood, what was dropped.
  [[nodiscard]] std::string summary() const;

  /// What draws of the parameters need: the core's factor, C_i, D_i and the like; see
  /// detail/projection/laplace.hpp. Matrices stand column by column.
  struct Posterior {
    std::vector<double> mean;           ///< of the core, [n_core]
    std::vector<double> factor;         ///< upper factor U of S = UᵀU, [n_core × n_core]
    std::vector<double> unit_core;      ///< [n_core × n_units]; empty where the effect was dropped
    std::vector<double> district_core;  ///< [n_core × n_districts], the same
    std::vector<double> unit_weight, unit_pivot;  ///< [n_units]
    std::vector<double> district_pivot;           ///< [n_districts]
    std::array<std::size_t, effect_kinds> start{};
  };
  [[nodiscard]] const Posterior& posterior() const { return posterior_; }

 private:
  friend struct archive::Access;
  friend CrossedModel fit_crossed(const CrossedRows& rows, Direction direction,
                                  const CrossedOptions& options);

  Direction direction_ = Direction::gain;
  CrossedOptions options_{};
  std::size_t rows_ = 0, events_ = 0;
  std::vector<std::string> fixed_names_, dropped_;
  std::vector<double> beta_, beta_se_;
  std::array<double, effect_kinds> sd_{};
  std::array<bool, effect_kinds> used_{};
  std::array<std::size_t, effect_kinds> levels_{};
  std::array<std::vector<double>, effect_kinds> effects_, effect_se_;
  double year_df_ = 0, log_likelihood_ = 0;
  bool converged_ = false;
  int steps_ = 0;
  Posterior posterior_;
};

/// Fits the rows of a direction. @throws NotEnoughData if there is no row.
CrossedModel fit_crossed(const CrossedRows& rows, Direction direction,
                         const CrossedOptions& options = {});
[[nodiscard]] CrossedModel fit_crossed(const History& history, Direction direction,
                                       const CrossedOptions& options = {});

}  // namespace tieuchi::inline v1

#ifndef TIEUCHI_COMPILED
#include "tieuchi/detail/projection/crossed.hpp"
#endif
