/// @file
/// The coarse rung: what band counts, totals and printed means of a district or a province say
/// about the next years when no commune is known.
///
/// *Bands*: a transition matrix a year, rows on the simplex, by least squares shrunk to a prior.
/// *Means*: a damped drift on the logit, shrunk to the spread of drifts seen elsewhere. *Events*:
/// the hazard of the last year, with what so few events leave open. Every interval is wider than
/// one from communes, and every forecast names its prior. Where communes are known too, counts and
/// means enter as evidence: see `OutlookEvidence`.
///
/// @code
/// const std::vector<MeanEvidence> means{{2018, 10.04, 10.04}, {2019, 11.54, 11.54}};
/// const Forecast f = mean_forecast(means, 2020, {.ceiling = 19});
/// f.interval(0.8);
/// f.at_least(12.5);
/// @endcode
#pragma once

#include <span>
#include <vector>

#include "tieuchi/projection/count_distribution.hpp"
#include "tieuchi/projection/trend.hpp"

namespace tieuchi::inline v1 {

/// Units in each band at the end of a year, in the order of the bands, [n_bands].
struct BandCounts {
  int year;
  std::vector<double> units;
};

/// How a transition matrix is fitted.
struct BandOptions {
  /// Rows of the prior matrix, [n_bands, n_bands]; empty: 0.75 stay, 0.25 move to the next better
  /// band (the first band is the best; its units stay).
  std::vector<double> prior{};
  double prior_weight = 10;  ///< units whose moves the prior of a row is worth
};

/// A yearly transition matrix between bands. Immutable.
class BandTransitions {
 public:
  [[nodiscard]] std::size_t bands() const { return n_; }
  /// P(band `to` next year | band `from`).
  [[nodiscard]] double chance(std::size_t from, std::size_t to) const {
    return matrix_[from * n_ + to];
  }
  /// Whether any pair of dates informed it; else it is the prior.
  [[nodiscard]] bool from_data() const { return from_data_; }
  /// Expected units in each band `years` after `units`, [n_bands].
  [[nodiscard]] std::vector<double> expected(std::vector<double> units, int years) const;
  /// Draws of the units in each band, [draws, n_bands]: rows from their Dirichlet, units
  /// multinomial. `units` are whole numbers.
  [[nodiscard]] std::vector<std::uint32_t> draws(std::span<const double> units, int years,
                                                 int draws, std::uint64_t seed) const;

 private:
  friend BandTransitions fit_bands(std::span<const BandCounts> dates, std::size_t bands,
                                   const BandOptions& options);
  std::size_t n_ = 0;
  bool from_data_ = false;
  std::vector<double> matrix_, weight_;  // weight: of the Dirichlet of a row
};

/// Dates may lie several years apart; numbers of units may differ between them (shares are
/// compared).
/// @throws InvalidData for wrong sizes, negative counts, years out of order, rows of the prior that
/// are not probabilities: all at once.
BandTransitions fit_bands(std::span<const BandCounts> dates, std::size_t bands,
                          const BandOptions& options = {});

/// The mean of one year as an interval: a printed mean allows several totals.
struct MeanEvidence {
  int year;
  double least, most;
};

/// What is known of drifts from elsewhere, and how they fade.
struct MeanOptions {
  double ceiling = 19;  ///< largest mean there can be
  /// Mean yearly drift on the logit: 13 provinces of public series, 2010–2019.
  double prior_drift = 0.43;
  double prior_drift_sd = 0.28;  ///< their spread, of provinces and years together
  double persistence = 0.5;      ///< share of that variance which stays with a province
  double damping = 0.8;          ///< φ
};

/// The law of a future mean, normal on the logit. One year of evidence leaves the drift to the
/// prior.
/// @throws InvalidData for intervals outside (0, ceiling), years out of order or a year not after
/// the last one; NotEnoughData without evidence.
[[nodiscard]] Forecast mean_forecast(std::span<const MeanEvidence> evidence, int year,
                                     const MeanOptions& options = {});

/// The law of next year's events among `at_risk`, after `events` among `trials` last year:
/// beta-binomial with Jeffreys' prior. @throws InvalidData unless 0 ≤ events ≤ trials and at_risk ≥
/// 0.
[[nodiscard]] CountDistribution next_events(int events, int trials, int at_risk);

}  // namespace tieuchi::inline v1

#ifndef TIEUCHI_COMPILED
#include "tieuchi/detail/projection/aggregate.hpp"
#endif
