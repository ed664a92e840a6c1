/// @file
/// The Rasch model for one cross-section: which criteria are hard, which units are far on, and which
/// gaps are unexpected. logit P(met) = θ_unit − δ_criterion.
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
/// for (std::size_t j : r.order()) std::cout << history.parts().criteria[j].str() << '\n';   // easiest first
/// @endcode
#pragma once

#include <map>
#include <numeric>
#include <optional>

#include "tieuchi/detail/distributions.hpp"
#include "tieuchi/detail/projection/series.hpp"
#include "tieuchi/detail/projection/too_few.hpp"
#include "tieuchi/projection/history.hpp"
#include "tieuchi/projection/progress.hpp"
#include "tieuchi/projection/rasch_likelihood.hpp"
#include "tieuchi/projection/skill.hpp"

namespace tieuchi::inline v1 {

enum class RaschMethod : std::uint8_t { marginal, conditional };

/// Units × criteria as 0, 1 or missing (2), [n_criteria, n_units].
struct ResponseTable {
  std::size_t units = 0, criteria = 0;
  std::vector<std::uint8_t> cells;
};
/// The verdicts of one year of a history.
ResponseTable responses(const History& history, std::size_t year);

/// An unmet criterion that a unit of its level would be expected to meet.
struct UnexpectedGap {
  std::size_t unit, criterion;
  double expected;   ///< P(met) of the model
};

struct RaschOptions {
  RaschMethod method = RaschMethod::marginal;
  int nodes = 41;             ///< of the quadrature, 21 to 101
};

/// A fitted model. Immutable.
class RaschModel {
 public:
  RaschMethod method() const { return method_; }
  /// δ, larger is harder, and its standard error, [n_criteria]; 0 and infinite for a dropped one.
  /// Marginal: relative to the mean unit. Conditional: they sum to zero. Errors come from the
  /// observed information; infinite too where its curvature is not that of a maximum.
  const std::vector<double>& difficulty() const { return difficulty_; }
  const std::vector<double>& difficulty_se() const { return se_; }
  /// σ of the units; 0 for the conditional method, which does not know it.
  double unit_sd() const { return unit_sd_; }
  /// θ of each unit: posterior means (marginal) or weighted likelihood estimates (Warm 1989,
  /// doi:10.1007/BF02294627), [n_units].
  const std::vector<double>& ability() const { return ability_; }
  /// Mean squares of fit, near 1; infit is weighted by information, [n_criteria].
  const std::vector<double>& infit() const { return infit_; }
  const std::vector<double>& outfit() const { return outfit_; }
  double log_likelihood() const { return log_likelihood_; }
  bool converged() const { return converged_; }
  const std::vector<std::string>& dropped() const { return dropped_; }
  /// Criteria from the easiest to the hardest; those that all meet first, those that none meets last.
  std::vector<std::size_t> order() const;
  /// Unmet criteria with P(met) of at least `expected`, the most surprising first.
  std::vector<UnexpectedGap> unexpected_gaps(const ResponseTable& table, double expected = 0.8) const;

 private:
  friend RaschModel fit_rasch(const ResponseTable&, const RaschOptions&);
  RaschMethod method_{};
  std::vector<double> difficulty_, se_, ability_, infit_, outfit_;
  std::vector<int> place_;   // −1 all meet it, 0 fitted, 1 nobody does
  double unit_sd_ = 0, log_likelihood_ = 0;
  bool converged_ = false;
  std::vector<std::string> dropped_;
};

/// @throws NotEnoughData for fewer than two criteria that some units meet and others do not.
RaschModel fit_rasch(const ResponseTable& table, const RaschOptions& options = {});
RaschModel fit_rasch(const History& history, std::size_t year, const RaschOptions& options = {});

// ------------------------------------------------------------------------------------------------

inline ResponseTable responses(const History& history, std::size_t year) {
  ResponseTable t{history.units(), history.criteria(), {}};
  for (std::size_t j = 0; j < t.criteria; ++j) {
    for (std::size_t i = 0; i < t.units; ++i) t.cells.push_back(std::min<std::uint8_t>(static_cast<std::uint8_t>(history.state(year, j, i)), 2));
  }
  return t;
}

namespace detail {

inline std::vector<Pattern> patterns_of(const ResponseTable& t,
                                        const std::vector<std::size_t>& fitted) {
  std::map<std::string, double> found;
  std::string row(fitted.size(), '\0');
  for (std::size_t i = 0; i < t.units; ++i) {
    for (std::size_t c = 0; c < fitted.size(); ++c) {
      row[c] = static_cast<char>(t.cells[fitted[c] * t.units + i]);
    }
    found[row] += 1;
  }
  std::vector<Pattern> out;
  for (const auto& [cells, n] : found) {
    Pattern p{{cells.begin(), cells.end()}, 0, 0, n};
    for (auto c : p.cells) p.score += c == 1, p.seen += c != 2;
    if (p.seen) out.push_back(std::move(p));
  }
  return out;
}

// Variances of the difficulties; nothing where the curvature is not that of a maximum.
inline std::optional<Eigen::VectorXd> variances_of(const Eigen::MatrixXd& information) {
  const Eigen::LLT<Eigen::MatrixXd> factor = information.llt();
  if (factor.info() != Eigen::Success) return std::nullopt;
  const auto size = information.rows();
  return factor.solve(Eigen::MatrixXd::Identity(size, size)).diagonal().eval();
}

// Warm's weighted likelihood estimate of θ: finite for units that meet nothing or everything.
inline double weighted_likelihood(const std::vector<std::uint8_t>& cells, const Eigen::VectorXd& delta, double score) {
  double theta = 0;
  for (int step = 0; step < 100; ++step) {
    double expected = 0, info = 0, skew = 0;
    for (std::size_t j = 0; j < cells.size(); ++j) {
      if (cells[j] == 2) continue;
      const double p = logistic(theta - delta[static_cast<Eigen::Index>(j)]), w = p * (1 - p);
      expected += p, info += w, skew += w * (1 - 2 * p);
    }
    const double move = std::clamp((score - expected + 0.5 * skew / info) / info, -1.0, 1.0);
    theta = std::clamp(theta + move, -15.0, 15.0);
    if (std::abs(move) < 1e-10) break;
  }
  return theta;
}

}  // namespace detail

inline RaschModel fit_rasch(const ResponseTable& table, const RaschOptions& options) {
  detail::need(options.nodes >= 21 && options.nodes <= 101, "nodes", options.nodes, "21 to 101");
  RaschModel m;
  m.method_ = options.method;
  m.place_.assign(table.criteria, 0);
  std::vector<std::size_t> fitted;
  for (std::size_t j = 0; j < table.criteria; ++j) {
    std::size_t met = 0, seen = 0;
    for (std::size_t i = 0; i < table.units; ++i) met += table.cells[j * table.units + i] == 1, seen += table.cells[j * table.units + i] != 2;
    if (met > 0 && met < seen) { fitted.push_back(j); continue; }
    m.place_[j] = met == seen && seen > 0 ? -1 : 1;
    m.dropped_.push_back("criterion at place " + std::to_string(j + 1) + ": " + (seen == 0 ? "never seen" : met ? "all units meet it" : "no unit meets it"));
  }
  if (fitted.size() < 2) detail::too_few("rasch", fitted.size(), "two criteria that some units meet and others do not");
  const auto patterns = detail::patterns_of(table, fitted);
  const auto k = static_cast<Eigen::Index>(fitted.size());
  const bool marginal = options.method == RaschMethod::marginal;
  Eigen::VectorXd at = Eigen::VectorXd::Zero(marginal ? k + 1 : k);
  for (Eigen::Index c = 0; c < k; ++c) {
    double met = 0.5, seen = 1;
    for (const auto& p : patterns) {
      const auto y = p.cells[static_cast<std::size_t>(c)];
      met += y == 1 ? p.frequency : 0, seen += y != 2 ? p.frequency : 0;
    }
    at[c] = -detail::logit(met / seen);
  }
  if (!marginal) at.array() -= at.mean();
  std::optional<Eigen::VectorXd> squared_errors;
  if (marginal) {
    const detail::MarginalRasch likelihood(patterns, options.nodes);
    m.converged_ = likelihood.maximise(at, m.log_likelihood_);
    const Eigen::MatrixXd information = likelihood.information(at);
    squared_errors = detail::variances_of(information);
    // Where σ goes to 0 or to its limit the likelihood is flat in it: errors given σ.
    if (!squared_errors) squared_errors = detail::variances_of(information.topLeftCorner(k, k));
  } else {
    Eigen::MatrixXd information;
    m.converged_ =
        detail::maximise_conditional(patterns, at, information, m.log_likelihood_);
    // Difficulties sum to zero: the sum is tied, and what the tie adds is taken off.
    squared_errors = detail::variances_of(information + Eigen::MatrixXd::Ones(k, k));
    if (squared_errors) squared_errors->array() -= 1.0 / static_cast<double>(k * k);
  }
  m.converged_ = m.converged_ && squared_errors;
  m.unit_sd_ = marginal ? std::exp(at[k]) : 0;
  m.difficulty_.assign(table.criteria, 0), m.se_.assign(table.criteria, std::numeric_limits<double>::infinity());
  m.infit_.assign(table.criteria, 1), m.outfit_.assign(table.criteria, 1);
  for (Eigen::Index c = 0; c < k; ++c) {
    m.difficulty_[fitted[static_cast<std::size_t>(c)]] = at[c];
    if (squared_errors) {
      m.se_[fitted[static_cast<std::size_t>(c)]] = std::sqrt(std::max((*squared_errors)[c], 0.0));
    }
  }
  // Units: abilities, and residuals at the weighted likelihood estimate.
  const auto [x, w] = detail::gauss_hermite(options.nodes);
  std::vector<double> squares(fitted.size()), variances = squares, standard = squares, seen = squares;
  for (std::size_t i = 0; i < table.units; ++i) {
    std::vector<std::uint8_t> cells;
    double score = 0, any = 0;
    for (auto j : fitted) cells.push_back(table.cells[j * table.units + i]), score += cells.back() == 1, any += cells.back() != 2;
    const double warm = any > 0 ? detail::weighted_likelihood(cells, at, score) : 0;
    double ability = warm;
    if (marginal) {
      double sum = 0, mean = 0;
      for (std::size_t n = 0; n < x.size(); ++n) {
        const double theta = std::numbers::sqrt2 * m.unit_sd_ * x[n];
        double l = w[n];
        for (std::size_t c = 0; c < cells.size(); ++c) {
          const double p = detail::logistic(theta - at[static_cast<Eigen::Index>(c)]);
          if (cells[c] != 2) l *= cells[c] == 1 ? p : 1 - p;
        }
        sum += l, mean += l * theta;
      }
      ability = mean / sum;
    }
    m.ability_.push_back(ability);
    if (any == 0 || score == 0 || score == any) continue;   // extreme units say nothing of fit
    for (std::size_t c = 0; c < cells.size(); ++c) {
      if (cells[c] == 2) continue;
      const double p = detail::logistic(warm - at[static_cast<Eigen::Index>(c)]), v = p * (1 - p), e = (cells[c] == 1 ? 1 : 0) - p;
      squares[c] += e * e, variances[c] += v, standard[c] += e * e / v, seen[c] += 1;
    }
  }
  for (std::size_t c = 0; c < fitted.size(); ++c) {
    if (seen[c] > 0) m.infit_[fitted[c]] = squares[c] / variances[c], m.outfit_[fitted[c]] = standard[c] / seen[c];
  }
  return m;
}

inline RaschModel fit_rasch(const History& history, std::size_t year, const RaschOptions& options) {
  return fit_rasch(responses(history, year), options);
}

inline std::vector<std::size_t> RaschModel::order() const {
  std::vector<std::size_t> out(difficulty_.size());
  std::iota(out.begin(), out.end(), std::size_t{0});
  std::ranges::stable_sort(out, {}, [&](std::size_t j) { return std::pair(place_[j], difficulty_[j]); });
  return out;
}

inline std::vector<UnexpectedGap> RaschModel::unexpected_gaps(const ResponseTable& table, double expected) const {
  std::vector<UnexpectedGap> out;
  for (std::size_t j = 0; j < table.criteria; ++j) {
    if (place_[j] != 0) continue;
    for (std::size_t i = 0; i < table.units; ++i) {
      const double p = detail::logistic(ability_[i] - difficulty_[j]);
      if (table.cells[j * table.units + i] == 0 && p >= expected) out.push_back({i, j, p});
    }
  }
  std::ranges::stable_sort(out, std::greater<>(), &UnexpectedGap::expected);
  return out;
}

}  // namespace tieuchi::inline v1
