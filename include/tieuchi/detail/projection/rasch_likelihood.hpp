/// @file
/// The two likelihoods of the Rasch model, each with its maximum and its observed information.
///
/// *Marginal*: units integrated over N(0, σ²) by Gauss–Hermite quadrature; parameters (δ, ln σ).
/// *Conditional*: given each unit's number met; parameters δ, which sum to zero. Cells that were
/// not seen are left out of both. Rows are patterns: equal rows of the table with their frequency.
///
/// Standard errors come from the observed information, minus the second derivatives of the
/// log-likelihood at its maximum (Louis 1982, doi:10.1111/j.2517-6161.1982.tb01203.x; Efron &
/// Hinkley 1978, doi:10.1093/biomet/65.3.457). Cross products of the patterns' scores agree with it
/// only with many more units than parameters: with 22 units and 19 criteria they are nearly
/// singular.
///
/// @code
/// const detail::MarginalRasch likelihood(patterns, 41);
/// const Eigen::MatrixXd information = likelihood.information(at);   // at: δ, ln σ
/// @endcode
#include "tieuchi/projection/rasch.hpp"

// Guarded after its header, whose bodies read this file where they are inline.
#ifndef TIEUCHI_DETAIL_PROJECTION_RASCH_LIKELIHOOD
#define TIEUCHI_DETAIL_PROJECTION_RASCH_LIKELIHOOD

#include <Eigen/Cholesky>

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>
#include <string>
#include <tuple>
#include <vector>

#include "tieuchi/detail/distributions.hpp"
#include "tieuchi/detail/quadrature.hpp"

namespace tieuchi::inline v1::detail {

/// Units with the same answers are one row with a frequency.
struct Pattern {
  std::vector<std::uint8_t> cells;  ///< of the fitted criteria: 0, 1, or 2 where not seen
  std::size_t score = 0, seen = 0;
  double frequency = 0;
};

/// The patterns of a table in the criteria that are fitted; rows where nothing was seen are left
/// out.
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

/// The marginal log-likelihood. Refers to the patterns, which must live as long.
class MarginalRasch {
 public:
  MarginalRasch(const std::vector<Pattern>& patterns, int nodes);

  /// ln L at (δ, ln σ).
  [[nodiscard]] double value(const Eigen::VectorXd& at) const;
  /// ln L with its gradient and the cross products of the patterns' scores.
  [[nodiscard]] double derivatives(const Eigen::VectorXd& at, Eigen::VectorXd& gradient,
                                   Eigen::MatrixXd& scores) const;
  /// The observed information −∂²ln L/∂(δ, ln σ)².
  [[nodiscard]] Eigen::MatrixXd information(const Eigen::VectorXd& at) const;
  /// Climbs to the maximum from `at`; whether it arrived.
  [[nodiscard]] bool maximise(Eigen::VectorXd& at, double& value) const;

 private:
  // Chances of every cell at every node, and the weights of nodes given a pattern.
  struct Nodes {
    std::vector<double> theta, prior, met, log_met, log_not;  // the last three [nodes, criteria]
  };
  [[nodiscard]] Nodes nodes_at(const Eigen::VectorXd& at) const;
  static double weigh(const Nodes& nodes, const Pattern& pattern, std::vector<double>& weight);
  // What a pattern's log-likelihood given θ of a node gives by (δ, ln σ).
  static void score_at(const Nodes& nodes, std::size_t node, const Pattern& pattern,
                       Eigen::VectorXd& score);

  const std::vector<Pattern>& patterns_;
  std::vector<double> x_, w_;
};

/// The largest conditional log-likelihood from `at`, with its information; whether it converged.
bool maximise_conditional(const std::vector<Pattern>& patterns, Eigen::VectorXd& at,
                          Eigen::MatrixXd& information, double& value);

// ------------------------------------------------------------------------------------------------

inline MarginalRasch::MarginalRasch(const std::vector<Pattern>& patterns, int nodes)
    : patterns_(patterns) {
  std::tie(x_, w_) = gauss_hermite(nodes);
}

inline MarginalRasch::Nodes MarginalRasch::nodes_at(const Eigen::VectorXd& at) const {
  const Eigen::Index k = at.size() - 1;
  const double sigma = std::exp(at[k]);
  Nodes n;
  for (std::size_t q = 0; q < x_.size(); ++q) {
    n.theta.push_back(std::numbers::sqrt2 * sigma * x_[q]);
    n.prior.push_back(std::log(w_[q]) - 0.5 * std::log(std::numbers::pi));
    for (Eigen::Index j = 0; j < k; ++j) {
      const double eta = n.theta[q] - at[j];
      n.met.push_back(logistic(eta));
      n.log_not.push_back(-std::max(eta, 0.0) - std::log1p(std::exp(-std::abs(eta))));
      n.log_met.push_back(n.log_not.back() + eta);
    }
  }
  return n;
}

inline double MarginalRasch::weigh(const Nodes& nodes, const Pattern& pattern,
                                   std::vector<double>& weight) {
  const std::size_t k = pattern.cells.size();
  double largest = -1e300, sum = 0;
  for (std::size_t q = 0; q < weight.size(); ++q) {
    double l = nodes.prior[q];
    const double *met = nodes.log_met.data() + q * k, *unmet = nodes.log_not.data() + q * k;
    for (std::size_t j = 0; j < k; ++j) {
      l += pattern.cells[j] == 1 ? met[j] : pattern.cells[j] == 0 ? unmet[j] : 0;
    }
    weight[q] = l, largest = std::max(largest, l);
  }
  for (double& l : weight) sum += l = std::exp(l - largest);
  for (double& l : weight) l /= sum;
  return largest + std::log(sum);
}

inline void MarginalRasch::score_at(const Nodes& nodes, std::size_t node, const Pattern& pattern,
                                    Eigen::VectorXd& score) {
  const std::size_t k = pattern.cells.size();
  double residual = 0;
  for (std::size_t j = 0; j < k; ++j) {
    const double y = pattern.cells[j] == 1 ? 1 : 0;
    const double e = pattern.cells[j] == 2 ? 0 : y - nodes.met[node * k + j];
    score[static_cast<Eigen::Index>(j)] = -e, residual += e;
  }
  score[static_cast<Eigen::Index>(k)] = residual * nodes.theta[node];
}

inline double MarginalRasch::value(const Eigen::VectorXd& at) const {
  const Nodes nodes = nodes_at(at);
  std::vector<double> weight(x_.size());
  double total = 0;
  for (const auto& p : patterns_) total += p.frequency * weigh(nodes, p, weight);
  return total;
}

inline double MarginalRasch::derivatives(const Eigen::VectorXd& at, Eigen::VectorXd& gradient,
                                         Eigen::MatrixXd& scores) const {
  const Nodes nodes = nodes_at(at);
  std::vector<double> weight(x_.size());
  Eigen::VectorXd score(at.size()), part(at.size());
  gradient.setZero(at.size()), scores.setZero(at.size(), at.size());
  double total = 0;
  for (const auto& p : patterns_) {
    total += p.frequency * weigh(nodes, p, weight);
    score.setZero();
    for (std::size_t q = 0; q < weight.size(); ++q) {
      score_at(nodes, q, p, part);
      score += weight[q] * part;
    }
    gradient += p.frequency * score;
    scores += p.frequency * score * score.transpose();
  }
  return total;
}

inline Eigen::MatrixXd MarginalRasch::information(const Eigen::VectorXd& at) const {
  const Nodes nodes = nodes_at(at);
  const Eigen::Index k = at.size() - 1;
  std::vector<double> weight(x_.size());
  Eigen::VectorXd score(at.size()), part(at.size());
  Eigen::MatrixXd out = Eigen::MatrixXd::Zero(at.size(), at.size()), one(at.size(), at.size());
  for (const auto& p : patterns_) {
    weigh(nodes, p, weight);
    // Louis: mean information given θ, less the variance of the score given θ.
    score.setZero(), one.setZero();
    for (std::size_t q = 0; q < weight.size(); ++q) {
      score_at(nodes, q, p, part);
      score += weight[q] * part;
      one.noalias() -= weight[q] * part * part.transpose();
      // θ is proportional to σ: its derivative by ln σ is θ itself, and so is the second.
      double curvature = 0;
      const double theta = nodes.theta[q];
      for (Eigen::Index j = 0; j < k; ++j) {
        if (p.cells[static_cast<std::size_t>(j)] == 2) continue;
        const double met = nodes.met[q * static_cast<std::size_t>(k) + static_cast<std::size_t>(j)];
        const double v = weight[q] * met * (1 - met);
        one(j, j) += v, one(j, k) -= v * theta, one(k, j) -= v * theta;
        curvature += v * theta * theta;
      }
      one(k, k) += curvature - weight[q] * part[k];
    }
    one.noalias() += score * score.transpose();
    out += p.frequency * one;
  }
  return out;
}

inline bool MarginalRasch::maximise(Eigen::VectorXd& at, double& value) const {
  const auto size = at.size();
  const Eigen::MatrixXd identity = Eigen::MatrixXd::Identity(size, size);
  Eigen::VectorXd gradient(size);
  Eigen::MatrixXd scores(size, size);
  value = derivatives(at, gradient, scores);
  // BFGS from the cross products of the scores, which are never negative.
  Eigen::MatrixXd inverse = (scores + 1e-6 * identity).llt().solve(identity);
  for (int step = 0; step < 200; ++step) {
    Eigen::VectorXd move = inverse * gradient;
    const double gain = move.dot(gradient);
    if (gain < 1e-12) return true;
    move *= std::min(1.0, 2 / move.cwiseAbs().maxCoeff());
    const Eigen::VectorXd before = gradient;
    double length = 1, after = value;
    Eigen::VectorXd next = at;
    for (int halving = 0; halving < 30; ++halving, length *= 0.5) {
      next = at + length * move;
      next[size - 1] = std::clamp(next[size - 1], -6.0, 3.0);
      after = this->value(next);
      if (after >= value - 1e-12 * std::abs(value)) break;
    }
    const double rise = after - value;
    value = derivatives(next, gradient, scores);
    const Eigen::VectorXd s = next - at, y = before - gradient;
    at = next;
    const double sy = s.dot(y);
    if (sy > 1e-16) {
      const Eigen::MatrixXd left = identity - s * y.transpose() / sy;
      inverse = left * inverse * left.transpose() + s * s.transpose() / sy;
    }
    if (std::abs(rise) < 1e-11 * std::abs(value) && s.cwiseAbs().maxCoeff() < 1e-8) return true;
  }
  return false;
}

// Elementary symmetric functions of ε = exp(−δ) over the criteria a pattern saw, without criterion
// `without` (k for none).
inline std::vector<double> symmetric(const std::vector<double>& epsilon, const std::string& cells,
                                     std::size_t without, std::size_t also) {
  std::vector<double> g{1};
  for (std::size_t j = 0; j < epsilon.size(); ++j) {
    if (cells[j] == 2 || j == without || j == also) continue;
    g.push_back(0);
    for (std::size_t r = g.size() - 1; r > 0; --r) g[r] += epsilon[j] * g[r - 1];
  }
  return g;
}

inline bool maximise_conditional(const std::vector<Pattern>& patterns, Eigen::VectorXd& at,
                                 Eigen::MatrixXd& information, double& value) {
  const auto k = static_cast<std::size_t>(at.size());
  // Patterns that saw the same criteria share their symmetric functions.
  std::map<std::string, std::vector<double>> by_mask;
  std::vector<double> met(k, 0.0);
  for (const auto& p : patterns) {
    std::string mask(k, '\0');
    for (std::size_t j = 0; j < k; ++j)
      mask[j] = static_cast<char>(p.cells[j] == 2 ? 2 : 0),
      met[j] += p.cells[j] == 1 ? p.frequency : 0;
    auto& units = by_mask[mask];
    units.resize(k + 1);
    units[p.score] += p.frequency;
  }
  for (int step = 0; step < 100; ++step) {
    std::vector<double> epsilon(k);
    for (std::size_t j = 0; j < k; ++j) epsilon[j] = std::exp(-at[static_cast<Eigen::Index>(j)]);
    Eigen::VectorXd gradient = Eigen::VectorXd::Zero(at.size());
    information.setZero(at.size(), at.size());
    value = 0;
    for (Eigen::Index j = 0; j < at.size(); ++j) {
      const double n = met[static_cast<std::size_t>(j)];
      value -= n * at[j], gradient[j] -= n;
    }
    for (const auto& [mask, units] : by_mask) {
      const auto all = symmetric(epsilon, mask, k, k);
      for (std::size_t r = 0; r < all.size(); ++r) value -= units[r] * std::log(all[r]);
      std::vector<std::vector<double>> chance(k);  // P(j met | score)
      for (std::size_t j = 0; j < k; ++j) {
        if (mask[j] == 2) continue;
        const auto one = symmetric(epsilon, mask, j, k);
        chance[j].assign(all.size(), 0);
        for (std::size_t r = 1; r < all.size(); ++r)
          chance[j][r] = epsilon[j] * one[r - 1] / all[r];
        for (std::size_t r = 0; r < all.size(); ++r) {
          const auto jj = static_cast<Eigen::Index>(j);
          gradient[jj] += units[r] * chance[j][r];
          information(jj, jj) += units[r] * chance[j][r] * (1 - chance[j][r]);
        }
        for (std::size_t l = 0; l < j; ++l) {
          if (mask[l] == 2) continue;
          const auto two = symmetric(epsilon, mask, j, l);
          double sum = 0;
          for (std::size_t r = 1; r < all.size(); ++r) {
            const double both =
                r >= 2 && r - 2 < two.size() ? epsilon[j] * epsilon[l] * two[r - 2] / all[r] : 0;
            sum += units[r] * (both - chance[j][r] * chance[l][r]);
          }
          information(static_cast<Eigen::Index>(j), static_cast<Eigen::Index>(l)) += sum;
          information(static_cast<Eigen::Index>(l), static_cast<Eigen::Index>(j)) += sum;
        }
      }
    }
    // The sum of difficulties is free: tie it to zero.
    const Eigen::MatrixXd tied = information + Eigen::MatrixXd::Ones(at.size(), at.size());
    Eigen::VectorXd move = tied.llt().solve(gradient);
    move *= std::min(1.0, 2 / std::max(move.cwiseAbs().maxCoeff(), 1e-300));
    at += move;
    at.array() -= at.mean();
    if (move.cwiseAbs().maxCoeff() < 1e-10) return true;
  }
  return false;
}

}  // namespace tieuchi::inline v1::detail

#endif
