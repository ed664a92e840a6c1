/// @file
/// The ladder: from what an office has to the model that these data carry.
///
/// | rung          | model                                           | needs                   |
/// | ------------- | ----------------------------------------------- | ----------------------- |
/// | `persistence` | last state                                      | one year                |
/// | `pooled`      | gain and loss rates over all cells              | two years               |
/// | `criterion`   | rates of each criterion, shrunken               | two years               |
/// | `crossed`     | crossed mixed models of gain and of loss        | two transition years    |
/// | `covariates`  | plus initial count, registration, being at all  | the same                |
/// |               | criteria, user covariates                       |                         |
/// | `full`        | plus draws of the parameters and yearly shocks: | the same; three advised |
/// |               | for targets                                     |                         |
///
/// `fit` takes the highest rung that is asked for and carried, and says why it went lower.
/// Provinces of which only means or bands are known: aggregate.hpp; percentages: trend.hpp.
///
/// @code
/// const Model model = fit(history);
/// std::cout << model.summary();
/// @endcode
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tieuchi/projection/crossed.hpp"

namespace tieuchi::inline v1 {

namespace archive {
struct Access;
}  // namespace archive

enum class Rung : std::uint8_t { persistence, pooled, criterion, crossed, covariates, full };
/// How many there are: `full` is the last.
inline constexpr std::size_t rung_count = static_cast<std::size_t>(Rung::full) + 1;
/// "full", and the same in Vietnamese.
[[nodiscard]] const Text& word(Rung rung);

struct FitOptions {
  Rung at_most = Rung::full;
  Estimator estimator = Estimator::laplace_ml;
  std::optional<YearPrior> year_prior = YearPrior{};
};

/// A fitted model. Immutable; keeps the history it was fitted to.
class Model {
 public:
  [[nodiscard]] Rung rung() const { return rung_; }
  /// Why the rung is not a higher one, and other remarks; one sentence each.
  [[nodiscard]] const std::vector<std::string>& reasons() const { return reasons_; }
  [[nodiscard]] const History& history() const { return history_; }
  [[nodiscard]] const FitOptions& options() const { return options_; }
  [[nodiscard]] RowOptions covariates() const { return covariates_; }
  /// The pooled chain; zero rates for `persistence`.
  [[nodiscard]] TwoState pooled() const { return pooled_; }
  /// The chain of each criterion by empirical Bayes, [n_criteria]; the pooled one on lower rungs.
  [[nodiscard]] const std::vector<TwoState>& criteria() const { return criteria_; }
  /// The crossed models; nothing below `crossed`.
  [[nodiscard]] const std::optional<CrossedModel>& gain() const { return gain_; }
  [[nodiscard]] const std::optional<CrossedModel>& loss() const { return loss_; }
  [[nodiscard]] std::string summary() const;

 private:
  friend struct archive::Access;
  friend Model fit(History history, const FitOptions& options);
  explicit Model(History history) : history_(std::move(history)) {}

  History history_;
  FitOptions options_{};
  Rung rung_ = Rung::persistence;
  RowOptions covariates_{};
  std::vector<std::string> reasons_;
  TwoState pooled_{0, 0};
  std::vector<TwoState> criteria_;
  std::optional<CrossedModel> gain_, loss_;
};

/// @throws NotEnoughData if no cell of the last year, or of any year before, was ever seen.
Model fit(History history, const FitOptions& options = {});

}  // namespace tieuchi::inline v1

#ifndef TIEUCHI_COMPILED
#include "tieuchi/detail/projection/fit.hpp"
#endif
