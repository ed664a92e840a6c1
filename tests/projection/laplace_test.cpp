#include "support/builder.hpp"
#include "synthetic_history.hpp"
#include "tieuchi/detail/projection/laplace_gradient.hpp"

using namespace support;

namespace {

// Two provinces, gaps and missing cells: every branch of the elimination.
History mixed() {
  auto p = synthetic::panel({.units = 40, .criteria = 7, .years = 5, .districts = 6, .seed = 5});
  p.years = {2014, 2015, 2017, 2018, 2019};
  for (std::size_t i = 0; i < 40; ++i) p.province.push_back(i < 20 ? 0 : 1);
  p.provinces = {UnitCode{"A"}, UnitCode{"B"}};
  for (std::size_t c = 0; c < p.states.size(); c += 11) p.states[c] = 2;
  return History(p);
}

// The same problem with an explicit design matrix: units, districts, criteria, years, provinces.
Eigen::MatrixXd dense_hessian(const CrossedRows& r, const LaplaceMode& m,
                              const std::array<double, effect_kinds>& sd) {
  std::array<Eigen::Index, effect_kinds> at{};
  Eigen::Index n = 0;
  for (std::size_t e = 0; e < effect_kinds; ++e) at[e] = n, n += Eigen::Index(r.levels[e]);
  Eigen::MatrixXd h = Eigen::MatrixXd::Zero(n, n);
  for (std::size_t e = 0; e < effect_kinds; ++e) {
    for (Eigen::Index l = 0; l < Eigen::Index(r.levels[e]); ++l)
      h(at[e] + l, at[e] + l) = 1 / (sd[e] * sd[e]);
  }
  for (const auto& g : r.groups) {
    for (auto row = g.first; row < g.last; ++row) {
      const Eigen::Index cols[] = {at[0] + g.unit, at[1] + r.district[g.unit],
                                   at[2] + r.province[g.unit], at[3] + r.criterion[row],
                                   at[4] + g.year};
      double eta = m.beta[0];
      const Eigen::Index level[] = {g.unit, r.district[g.unit], r.province[g.unit],
                                    r.criterion[row], g.year};
      for (std::size_t e = 0; e < effect_kinds; ++e) eta += m.effects[e][level[e]];
      const double w = detail::row_terms(eta, r.outcome[row] != 0, g.gap).weight;
      for (auto a : cols) {
        for (auto b : cols) h(a, b) += w;
      }
    }
  }
  return h;
}

const std::array<double, effect_kinds> deviations{0.6, 0.4, 0.3, 0.8, 0.25};

}  // namespace

TEST(Laplace, elimination_gives_the_determinant_and_variances_of_the_whole_matrix) {
  const History h = mixed();
  const auto rows = crossed_rows(h, Direction::gain, {});
  for (bool used : rows.used) ASSERT_TRUE(used);
  LaplaceMode mode(rows);
  ASSERT_GT(mode.maximise(deviations, true), 0);
  ASSERT_GT(mode.maximise(deviations, false), 0);
  const Eigen::MatrixXd whole = dense_hessian(rows, mode, deviations);
  const Eigen::MatrixXd inverse =
      whole.llt().solve(Eigen::MatrixXd::Identity(whole.rows(), whole.cols()));
  Eigen::Index at = 0;
  for (std::size_t e = 0; e < effect_kinds; ++e) {
    const auto v = mode.variances(static_cast<Effect>(e), false);
    for (Eigen::Index l = 0; l < v.size(); ++l)
      EXPECT_NEAR(v[l], inverse(at + l, at + l), 1e-10) << e << " " << l;
    at += v.size();
  }
  double fit = 0, expected = 0;
  for (const auto& g : rows.groups) {
    for (auto row = g.first; row < g.last; ++row) {
      const double eta = mode.beta[0] + mode.effects[0][g.unit] +
                         mode.effects[1][rows.district[g.unit]] +
                         mode.effects[2][rows.province[g.unit]] +
                         mode.effects[3][rows.criterion[row]] + mode.effects[4][g.year];
      fit += detail::row_terms(eta, rows.outcome[row] != 0, g.gap).fit;
    }
  }
  expected = fit - 0.5 * 2 * whole.llt().matrixLLT().diagonal().array().log().sum();
  for (std::size_t e = 0; e < effect_kinds; ++e) {
    expected -= 0.5 * mode.effects[e].squaredNorm() / std::pow(deviations[e], 2) +
                double(rows.levels[e]) * std::log(deviations[e]);
  }
  EXPECT_NEAR(mode.log_likelihood(), expected, 1e-8);
}

TEST(Laplace, gradient_is_that_of_the_likelihood) {
  const History h = mixed();
  const auto rows = crossed_rows(h, Direction::gain, {.initial_count = true});
  LaplaceMode mode(rows);
  mode.maximise(deviations, true);
  const Eigen::VectorXd beta = mode.beta;
  mode.maximise(deviations, false);
  const Eigen::VectorXd gradient = mode.gradient();
  ASSERT_EQ(gradient.size(), 2 + 5);
  for (Eigen::Index k = 0; k < gradient.size(); ++k) {
    const auto value = [&](double off) {
      auto sd = deviations;
      mode.beta = beta;
      if (k < 2)
        mode.beta[k] += off;
      else
        sd[std::size_t(k - 2)] *= std::exp(off);
      EXPECT_GT(mode.maximise(sd, false), 0);
      return mode.log_likelihood();
    };
    EXPECT_NEAR(gradient[k], (value(1e-3) - value(-1e-3)) / 2e-3, 2e-4) << k;
  }
}

TEST(Laplace, separated_rows_keep_finite_modes) {
  // Criterion 0 is always gained, criterion 1 never.
  HistoryParts p{.years = {2015, 2016, 2017},
                 .units = {},
                 .criteria = {CriterionNumber{"1"}, CriterionNumber{"2"}},
                 .states = {}};
  for (int i = 0; i < 12; ++i) p.units.push_back(UnitCode{"u" + std::to_string(i)});
  for (int t = 0; t < 3; ++t) {
    for (int j = 0; j < 2; ++j) {
      for (int i = 0; i < 12; ++i) p.states.push_back(std::uint8_t(j == 0 && t >= 1 + i % 2));
    }
  }
  const auto rows = crossed_rows(History(p), Direction::gain, {.initial_count = true});
  LaplaceMode mode(rows);
  EXPECT_GT(mode.maximise({1, 1, 1, 1, 1}, true), 0);
  EXPECT_TRUE(std::isfinite(mode.log_likelihood()));
  EXPECT_TRUE(mode.gradient().allFinite());
}
