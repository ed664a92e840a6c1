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

#include <Eigen/Cholesky>

#include <map>
#include <numeric>

#include "tieuchi/detail/quadrature.hpp"
#include "tieuchi/projection/history.hpp"
#include "tieuchi/projection/progress.hpp"
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
  /// Marginal: relative to the mean unit. Conditional: they sum to zero.
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

// Units with the same answers are one row with a frequency.
struct Pattern {
  std::vector<std::uint8_t> cells;   // of the fitted criteria
  std::size_t score = 0, seen = 0;
  double frequency = 0;
};

inline std::vector<Pattern> patterns_of(const ResponseTable& t, const std::vector<std::size_t>& fitted) {
  std::map<std::string, double> found;
  std::string row(fitted.size(), '\0');
  for (std::size_t i = 0; i < t.units; ++i) {
    for (std::size_t c = 0; c < fitted.size(); ++c) row[c] = static_cast<char>(t.cells[fitted[c] * t.units + i]);
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

// Newton on (δ, ln σ) with Louis' scores and the cross products of pattern scores as information.
inline bool marginal(const std::vector<Pattern>& patterns, int nodes, Eigen::VectorXd& at, Eigen::MatrixXd& information, double& value) {
  const auto k = at.size() - 1;
  const auto quadrature = gauss_hermite(nodes);   // clang 14 captures no structured bindings
  const auto &x = quadrature.first, &w = quadrature.second;
  const std::size_t q = x.size();
  Eigen::VectorXd gradient(k + 1);
  const auto evaluate = [&](const Eigen::VectorXd& point, bool derivatives) {
    const double sigma = std::exp(point[k]);
    std::vector<double> theta(q), prior(q), p(q * static_cast<std::size_t>(k)), log_p(p.size()), log_q(p.size());
    for (std::size_t n = 0; n < q; ++n) {
      theta[n] = std::numbers::sqrt2 * sigma * x[n], prior[n] = std::log(w[n]) - 0.5 * std::log(std::numbers::pi);
      for (Eigen::Index j = 0; j < k; ++j) {
        const double eta = theta[n] - point[j], at_cell = logistic(eta);
        const std::size_t c = n * static_cast<std::size_t>(k) + static_cast<std::size_t>(j);
        p[c] = at_cell;
        log_q[c] = -std::max(eta, 0.0) - std::log1p(std::exp(-std::abs(eta)));
        log_p[c] = log_q[c] + eta;
      }
    }
    double total = 0;
    if (derivatives) gradient.setZero(), information.setZero(k + 1, k + 1);
    std::vector<double> joint(q);
    Eigen::VectorXd score(k + 1), part(k + 1);
    Eigen::MatrixXd within(k + 1, k + 1);
    for (const auto& pattern : patterns) {
      double largest = -1e300, sum = 0;
      for (std::size_t n = 0; n < q; ++n) {
        double l = prior[n];
        const double *lp = log_p.data() + n * static_cast<std::size_t>(k), *lq = log_q.data() + n * static_cast<std::size_t>(k);
        for (std::size_t j = 0; j < pattern.cells.size(); ++j) l += pattern.cells[j] == 1 ? lp[j] : pattern.cells[j] == 0 ? lq[j] : 0;
        joint[n] = l, largest = std::max(largest, l);
      }
      for (double& l : joint) sum += l = std::exp(l - largest);
      total += pattern.frequency * (largest + std::log(sum));
      if (!derivatives) continue;
          score.setZero();
      for (std::size_t n = 0; n < q; ++n) {
        const double weight = joint[n] / sum;
        double residual = 0;
        for (std::size_t j = 0; j < pattern.cells.size(); ++j) {
          if (pattern.cells[j] == 2) continue;
          const double e = (pattern.cells[j] == 1 ? 1 : 0) - p[n * static_cast<std::size_t>(k) + j];
          score[static_cast<Eigen::Index>(j)] -= weight * e, residual += e;
        }
        score[k] += weight * residual * theta[n];
      }
      gradient += pattern.frequency * score;
      information.selfadjointView<Eigen::Lower>().rankUpdate(score, pattern.frequency);
    }
    if (derivatives) information = Eigen::MatrixXd(information.selfadjointView<Eigen::Lower>());
    return total;
  };
  value = evaluate(at, true);
  // BFGS from the scores' information.
  Eigen::MatrixXd inverse = (information + 1e-6 * Eigen::MatrixXd::Identity(k + 1, k + 1)).llt().solve(Eigen::MatrixXd::Identity(k + 1, k + 1));
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
      next[k] = std::clamp(next[k], -6.0, 3.0);
      after = evaluate(next, false);
      if (after >= value - 1e-12 * std::abs(value)) break;
    }
    const double rise = after - value;
    value = evaluate(next, true);
    const Eigen::VectorXd s = next - at, y = before - gradient;
    at = next;
    const double sy = s.dot(y);
    if (sy > 1e-16) {
      const Eigen::MatrixXd left = Eigen::MatrixXd::Identity(k + 1, k + 1) - s * y.transpose() / sy;
      inverse = left * inverse * left.transpose() + s * s.transpose() / sy;
    }
    if (std::abs(rise) < 1e-11 * std::abs(value) && s.cwiseAbs().maxCoeff() < 1e-8) return true;
  }
  return false;
}

// Elementary symmetric functions of ε = exp(−δ) over the criteria a pattern saw, without criterion
// `without` (k for none).
inline std::vector<double> symmetric(const std::vector<double>& epsilon, const std::string& cells, std::size_t without, std::size_t also) {
  std::vector<double> g{1};
  for (std::size_t j = 0; j < epsilon.size(); ++j) {
    if (cells[j] == 2 || j == without || j == also) continue;
    g.push_back(0);
    for (std::size_t r = g.size() - 1; r > 0; --r) g[r] += epsilon[j] * g[r - 1];
  }
  return g;
}

inline bool conditional(const std::vector<Pattern>& patterns, Eigen::VectorXd& at, Eigen::MatrixXd& information, double& value) {
  const auto k = static_cast<std::size_t>(at.size());
  // Patterns that saw the same criteria share their symmetric functions.
  std::map<std::string, std::vector<double>> by_mask;
  std::vector<double> met(k, 0.0);
  for (const auto& p : patterns) {
    std::string mask(k, '\0');
    for (std::size_t j = 0; j < k; ++j) mask[j] = static_cast<char>(p.cells[j] == 2 ? 2 : 0), met[j] += p.cells[j] == 1 ? p.frequency : 0;
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
      std::vector<std::vector<double>> chance(k);   // P(j met | score)
      for (std::size_t j = 0; j < k; ++j) {
        if (mask[j] == 2) continue;
        const auto one = symmetric(epsilon, mask, j, k);
        chance[j].assign(all.size(), 0);
        for (std::size_t r = 1; r < all.size(); ++r) chance[j][r] = epsilon[j] * one[r - 1] / all[r];
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
            const double both = r >= 2 && r - 2 < two.size() ? epsilon[j] * epsilon[l] * two[r - 2] / all[r] : 0;
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
  Eigen::MatrixXd information;
  m.converged_ = marginal ? detail::marginal(patterns, options.nodes, at, information, m.log_likelihood_)
                          : detail::conditional(patterns, at, information, m.log_likelihood_);
  const Eigen::MatrixXd tied = marginal ? information : information + Eigen::MatrixXd::Ones(k, k);
  Eigen::MatrixXd covariance = tied.llt().solve(Eigen::MatrixXd::Identity(tied.rows(), tied.cols()));
  if (!marginal) covariance.array() -= 1.0 / static_cast<double>(k * k);
  m.unit_sd_ = marginal ? std::exp(at[k]) : 0;
  m.difficulty_.assign(table.criteria, 0), m.se_.assign(table.criteria, std::numeric_limits<double>::infinity());
  m.infit_.assign(table.criteria, 1), m.outfit_.assign(table.criteria, 1);
  for (Eigen::Index c = 0; c < k; ++c) {
    m.difficulty_[fitted[static_cast<std::size_t>(c)]] = at[c];
    m.se_[fitted[static_cast<std::size_t>(c)]] = std::sqrt(std::max(covariance(c, c), 0.0));
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
