#include "tieuchi/detail/projection/rasch_likelihood.hpp"
#include "support/builder.hpp"
#include "tieuchi/projection/random.hpp"
#include "tieuchi/projection/rasch.hpp"

using namespace support;

namespace {

// Units × criteria of a Rasch model with one cell in ten not seen.
ResponseTable drawn(std::size_t units, std::size_t criteria, double sd, std::uint64_t seed,
                    double unseen = 0) {
  ResponseTable t{units, criteria, {}};
  RandomStream random(seed, 0, 0);
  std::vector<double> theta;
  for (std::size_t i = 0; i < units; ++i) theta.push_back(sd * random.normal());
  for (std::size_t j = 0; j < criteria; ++j) {
    const double width = static_cast<double>(criteria - 1);
    const double delta = -1.5 + 3 * static_cast<double>(j) / width;
    for (std::size_t i = 0; i < units; ++i) {
      const bool met = random.uniform() < detail::logistic(theta[i] - delta);
      t.cells.push_back(random.uniform() < unseen ? 2 : met);
    }
  }
  return t;
}

// ln L by the trapezoidal rule on ±8 σ, unit by unit: shares nothing with the library's.
double log_likelihood(const ResponseTable& t, const Eigen::VectorXd& at) {
  const double sigma = std::exp(at[at.size() - 1]), step = 0.02;
  double total = 0;
  for (std::size_t i = 0; i < t.units; ++i) {
    double sum = 0;
    for (double z = -8; z <= 8; z += step) {
      double p = detail::normal_density(z) * step;
      for (std::size_t j = 0; j < t.criteria; ++j) {
        const auto y = t.cells[j * t.units + i];
        const double met = 1 / (1 + std::exp(at[static_cast<Eigen::Index>(j)] - sigma * z));
        if (y != 2) p *= y == 1 ? met : 1 - met;
      }
      sum += p;
    }
    total += std::log(sum);
  }
  return total;
}

double median(std::vector<double> x) {
  std::ranges::sort(x);
  return x[x.size() / 2];
}

}  // namespace

TEST(RaschLikelihood, information_is_the_finite_difference_hessian_of_the_log_likelihood) {
  for (const double unseen : {0.0, 0.1}) {
    const auto t = drawn(40, 5, 1.2, 7, unseen);
    const auto m = fit_rasch(t);
    ASSERT_TRUE(m.converged());
    Eigen::VectorXd at(6);
    for (Eigen::Index j = 0; j < 5; ++j) at[j] = m.difficulty()[static_cast<std::size_t>(j)];
    at[5] = std::log(m.unit_sd());
    EXPECT_NEAR(log_likelihood(t, at), m.log_likelihood(), 1e-6);
    const double h = 1e-3;
    Eigen::MatrixXd hessian(6, 6);
    for (Eigen::Index a = 0; a < 6; ++a) {
      for (Eigen::Index b = 0; b < 6; ++b) {
        const auto moved = [&](double by_a, double by_b) {
          Eigen::VectorXd x = at;
          x[a] += by_a * h, x[b] += by_b * h;
          return log_likelihood(t, x);
        };
        hessian(a, b) = (moved(1, 1) - moved(1, -1) - moved(-1, 1) + moved(-1, -1)) / (4 * h * h);
      }
    }
    std::vector<std::size_t> all{0, 1, 2, 3, 4};
    const auto patterns = detail::patterns_of(t, all);
    const Eigen::MatrixXd information = detail::MarginalRasch(patterns, 61).information(at);
    EXPECT_LT((information + hessian).cwiseAbs().maxCoeff(), 1e-3);
    const Eigen::MatrixXd identity = Eigen::MatrixXd::Identity(6, 6);
    const Eigen::MatrixXd covariance = (-hessian).ldlt().solve(identity);
    for (std::size_t j = 0; j < 5; ++j) {
      const auto at_j = static_cast<Eigen::Index>(j);
      EXPECT_NEAR(m.difficulty_se()[j], std::sqrt(covariance(at_j, at_j)), 1e-4);
    }
  }
}

TEST(RaschLikelihood, standard_errors_of_few_units_are_near_the_conditional_ones) {
  // 22 units × 19 criteria: fewer units than parameters and a little more.
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    const auto t = drawn(22, 19, 1.2, seed);
    const auto marginal = fit_rasch(t);
    const auto conditional = fit_rasch(t, {.method = RaschMethod::conditional});
    ASSERT_TRUE(marginal.converged() && conditional.converged()) << seed;
    std::vector<double> of_marginal, of_conditional;
    for (std::size_t j = 0; j < 19; ++j) {
      const double se = marginal.difficulty_se()[j];
      if (std::isinf(se)) continue;
      // Relative to the mean unit, which has an error of its own, and not to the mean criterion.
      EXPECT_LT(se, 1.6 * conditional.difficulty_se()[j]) << seed << " " << j;
      EXPECT_GT(se, 0.8 * conditional.difficulty_se()[j]) << seed << " " << j;
      of_marginal.push_back(se), of_conditional.push_back(conditional.difficulty_se()[j]);
    }
    EXPECT_NEAR(median(of_conditional), 0.5, 0.1) << seed;
    EXPECT_NEAR(median(of_marginal), 0.57, 0.12) << seed;
  }
}

TEST(RaschLikelihood, units_that_do_not_differ_have_errors_of_the_difficulties_all_the_same) {
  // Every unit meets one of two criteria: less spread than chance, so σ goes to 0.
  ResponseTable t{40, 2, {}};
  for (std::size_t j = 0; j < 2; ++j) {
    for (std::size_t i = 0; i < 40; ++i) t.cells.push_back(i % 2 == j);
  }
  const auto m = fit_rasch(t);
  EXPECT_LT(m.unit_sd(), 0.01);
  for (const double se : m.difficulty_se()) EXPECT_NEAR(se, std::sqrt(1 / (40 * 0.25)), 0.01);
}
