#include "tieuchi/projection/rasch.hpp"
#include "support/builder.hpp"
#include "synthetic_history.hpp"
#include "tieuchi/detail/distributions.hpp"
#include "tieuchi/detail/quadrature.hpp"

using namespace support;

namespace {

// LSAT section 6 (Bock & Lieberman 1970): pattern of items 1–5 and how many of 1,000 gave it.
ResponseTable lsat6() {
  const std::pair<const char*, int> patterns[] = {
      {"00000", 3},  {"00001", 6},   {"00010", 2},  {"00011", 11}, {"00100", 1},  {"00101", 1},
      {"00110", 3},  {"00111", 4},   {"01000", 1},  {"01001", 8},  {"01011", 16}, {"01101", 3},
      {"01110", 2},  {"01111", 15},  {"10000", 10}, {"10001", 29}, {"10010", 14}, {"10011", 81},
      {"10100", 3},  {"10101", 28},  {"10110", 15}, {"10111", 80}, {"11000", 16}, {"11001", 56},
      {"11010", 21}, {"11011", 173}, {"11100", 11}, {"11101", 61}, {"11110", 28}, {"11111", 298}};
  ResponseTable t{0, 5, {}};
  std::vector<std::string> rows;
  for (const auto& [p, n] : patterns) rows.insert(rows.end(), std::size_t(n), p);
  t.units = rows.size();
  for (std::size_t j = 0; j < 5; ++j) {
    for (const auto& r : rows) t.cells.push_back(std::uint8_t(r[j] - '0'));
  }
  return t;
}

}  // namespace

// R ltm and lme4's glmer with 51 nodes.
TEST(Rasch, marginal_likelihood_on_lsat6) {
  const auto t = lsat6();
  ASSERT_EQ(t.units, 1000u);
  for (int nodes : {21, 41}) {
    const auto m = fit_rasch(t, {.nodes = nodes});
    EXPECT_TRUE(m.converged());
    const double easiness[] = {2.730013, 0.998606, 0.239854, 1.306451, 2.099404};
    for (std::size_t j = 0; j < 5; ++j) EXPECT_NEAR(-m.difficulty()[j], easiness[j], 1e-4);
    EXPECT_NEAR(m.unit_sd(), 0.755134, 1e-4);
    EXPECT_NEAR(m.log_likelihood(), -2466.937600, 1e-4);
  }
}

// Standard errors by numerical second derivatives of the log-likelihood at its maximum, in plain
// Python: the integral by the trapezoidal rule of step 0.1 on ±8 σ, central differences of 2e-3
// with one step of Richardson extrapolation.
TEST(Rasch, standard_errors_on_lsat6_are_those_of_the_observed_information) {
  const auto m = fit_rasch(lsat6());
  const double errors[] = {0.130441, 0.079177, 0.071775, 0.084638, 0.105445};
  for (std::size_t j = 0; j < 5; ++j) EXPECT_NEAR(m.difficulty_se()[j], errors[j], 2e-5) << j;
}

// R eRm.
TEST(Rasch, conditional_likelihood_on_lsat6) {
  const auto m = fit_rasch(lsat6(), {.method = RaschMethod::conditional});
  EXPECT_TRUE(m.converged());
  const double easiness[] = {1.256128, -0.474906, -1.235984, -0.168411, 0.623172};
  for (std::size_t j = 0; j < 5; ++j) EXPECT_NEAR(-m.difficulty()[j], easiness[j], 1e-5);
  EXPECT_NEAR(m.log_likelihood(), -1091.569690, 1e-6);
  EXPECT_EQ(m.order(), (std::vector<std::size_t>{0, 4, 3, 1, 2}));
}

TEST(Rasch, finds_known_difficulties_with_missing_cells) {
  ResponseTable t{2000, 6, {}};
  RandomStream r(4, 0, 0);
  std::vector<double> theta;
  for (std::size_t i = 0; i < t.units; ++i) theta.push_back(1.2 * r.normal());
  const double delta[] = {-2, -1, 0, 0.5, 1, 2};
  for (double d : delta) {
    for (std::size_t i = 0; i < t.units; ++i)
      t.cells.push_back(r.uniform() < 0.1 ? 2 : r.uniform() < detail::logistic(theta[i] - d));
  }
  const auto mml = fit_rasch(t), cml = fit_rasch(t, {.method = RaschMethod::conditional});
  EXPECT_NEAR(mml.unit_sd(), 1.2, 0.15);
  for (std::size_t j = 0; j < 6; ++j) {
    EXPECT_NEAR(mml.difficulty()[j], delta[j], 4 * mml.difficulty_se()[j]);
    EXPECT_NEAR(cml.difficulty()[j], delta[j] - 0.5 / 6, 4 * cml.difficulty_se()[j] + 0.05);
    EXPECT_NEAR(mml.infit()[j], 1, 0.25);  // six criteria: residuals shrink
    EXPECT_NEAR(mml.outfit()[j], 1, 0.4);
    EXPECT_TRUE(mml.difficulty_se()[j] > 0.02 && mml.difficulty_se()[j] < 0.2);
  }
  const auto gaps = mml.unexpected_gaps(t, 0.9);
  ASSERT_FALSE(gaps.empty());
  for (std::size_t g = 1; g < gaps.size(); ++g) EXPECT_GE(gaps[g - 1].expected, gaps[g].expected);
  EXPECT_EQ(t.cells[gaps[0].criterion * t.units + gaps[0].unit], 0);
}

TEST(Rasch, criteria_all_or_none_meet_stand_at_the_ends_of_the_order) {
  auto t = lsat6();
  t.criteria = 7;
  t.cells.insert(t.cells.end(), t.units, 0);
  t.cells.insert(t.cells.end(), t.units, 1);
  const auto m = fit_rasch(t);
  EXPECT_EQ(m.order().front(), 6u);
  EXPECT_EQ(m.order().back(), 5u);
  EXPECT_EQ(m.dropped().size(), 2u);
  EXPECT_TRUE(std::isinf(m.difficulty_se()[5]));
  EXPECT_NEAR(-m.difficulty()[0], 2.730013, 1e-4);
  for (double a : m.ability()) EXPECT_TRUE(std::isfinite(a));
}

TEST(Rasch, too_little_is_said) {
  ResponseTable t{3, 2, {1, 1, 1, 0, 1, 0}};
  EXPECT_THROW(fit_rasch(t), NotEnoughData);
  EXPECT_THROW(fit_rasch(lsat6(), {.nodes = 5}), InvalidData);
  const auto m = fit_rasch(History(synthetic::panel({.units = 100, .years = 3})), 2);
  EXPECT_TRUE(m.converged());
}

TEST(Rasch, quadrature_integrates_polynomials) {
  const auto [x, w] = detail::gauss_hermite(21);
  double sum = 0, fourth = 0;
  for (std::size_t i = 0; i < x.size(); ++i) sum += w[i], fourth += w[i] * std::pow(x[i], 4);
  EXPECT_NEAR(sum, std::sqrt(std::numbers::pi), 1e-13);
  EXPECT_NEAR(fourth, 0.75 * std::sqrt(std::numbers::pi), 1e-13);
}
