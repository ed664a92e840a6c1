#include "tieuchi/projection/skill.hpp"
#include "support/builder.hpp"
#include "tieuchi/detail/distributions.hpp"
#include "tieuchi/projection/count_distribution.hpp"
#include "tieuchi/projection/random.hpp"

using namespace support;

// CRPS of the normal: mpmath, 30 digits.
TEST(Skill, crps_of_a_normal_forecast) {
  EXPECT_NEAR(crps_normal(0, 1, 0), 0.233694977255109, 1e-14);
  EXPECT_NEAR(crps_normal(0, 1, -3), 2.436574725086340, 1e-13);
  EXPECT_NEAR(crps_normal(0, 1, 1), 0.602441357627616, 1e-14);
  EXPECT_NEAR(crps_normal(5, 2, 7), 2 * 0.602441357627616, 1e-13);
  EXPECT_EQ(crps_normal(5, 0, 7), 2);
}

TEST(Skill, crps_of_draws_tends_to_that_of_their_law) {
  std::vector<double> draws;
  for (int i = 0; i < 20000; ++i) draws.push_back(detail::normal_quantile((i + 0.5) / 20000));
  EXPECT_NEAR(crps_draws(draws, 1), 0.602441357627616, 1e-4);
  EXPECT_THROW((void)crps_draws({1}, 1), NotEnoughData);
}

TEST(Skill, ranked_probability_score_of_a_count) {
  const auto law = count_distribution(std::vector<double>{0.1, 0.2, 0.3, 0.4, 0.5});
  const double expected[] = {0.9713844, 0.2737844, 0.3189844, 1.0189844, 1.9737844, 2.9713844};
  for (int y = 0; y <= 5; ++y)
    EXPECT_NEAR(ranked_probability_score(law.law(), y), expected[y], 1e-9);
}

TEST(Skill, brier_and_log_are_proper) {
  for (double truth : {0.1, 0.5, 0.8}) {
    const auto expected = [&](auto score, double p) {
      return truth * score(p, true) + (1 - truth) * score(p, false);
    };
    for (double p : {0.02, 0.3, 0.6, 0.97}) {
      EXPECT_LT(expected(brier, truth), expected(brier, p));
      EXPECT_LT(expected(log_score, truth), expected(log_score, p));
    }
  }
  EXPECT_NEAR(log_score(0, true), 27.63, 0.01);
}

TEST(Skill, pit_is_flat_for_a_calibrated_count_and_not_for_a_wrong_one) {
  const auto law = count_distribution(std::vector<double>(10, 0.3)),
             wrong = count_distribution(std::vector<double>(10, 0.5));
  std::vector<std::pair<double, double>> right_ones, wrong_ones;
  RandomStream random(1, 0, 0);
  for (int i = 0; i < 4000; ++i) {
    const int y = law.quantile(random.uniform());
    right_ones.push_back(pit_interval(law.law(), y)),
        wrong_ones.push_back(pit_interval(wrong.law(), y));
  }
  double sum = 0, most = 0;
  for (double b : pit_histogram(right_ones)) {
    EXPECT_NEAR(b, 0.1, 0.015);
    sum += b;
  }
  EXPECT_NEAR(sum, 1, 1e-12);
  for (double b : pit_histogram(wrong_ones)) most = std::max(most, b);
  EXPECT_GT(most, 0.3);
  EXPECT_THROW((void)pit_histogram({}), NotEnoughData);
}

TEST(Skill, central_intervals_hold_what_they_say) {
  const auto law = count_distribution(std::vector<double>(20, 0.4));
  for (double level : {0.5, 0.8, 0.9}) {
    const auto [low, high] = central_interval(law.law(), level);
    double inside = 0;
    for (int k = low; k <= high; ++k) inside += law.probability(k);
    EXPECT_GE(inside, level);
    EXPECT_LT(low, high);
  }
}

TEST(Skill, quantiles_of_draws_are_those_of_r_type_seven) {
  EXPECT_DOUBLE_EQ(quantile({4, 1, 3, 2}, 0.5), 2.5);
  EXPECT_DOUBLE_EQ(quantile({4, 1, 3, 2}, 0.1), 1.3);
  EXPECT_DOUBLE_EQ(quantile({4, 1, 3, 2}, 1), 4);
}

TEST(Skill, recalibration_pulls_certain_forecasts_back) {
  std::vector<double> said;
  std::vector<std::uint8_t> came;
  RandomStream random(2, 0, 0);
  for (int i = 0; i < 5000; ++i) {
    const double z = 2 * random.normal();
    said.push_back(detail::logistic(2 * z + 1));
    came.push_back(random.uniform() < detail::logistic(z));
  }
  const auto r = recalibrate(said, came);
  EXPECT_NEAR(r.slope, 0.5, 0.05);
  EXPECT_NEAR(r.intercept, -0.5, 0.1);
  double before = 0, after = 0;
  for (std::size_t i = 0; i < said.size(); ++i)
    before += log_score(said[i], came[i]), after += log_score(r(said[i]), came[i]);
  EXPECT_LT(after, before);
  EXPECT_THROW((void)recalibrate(std::vector<double>(20, 0.5), std::vector<std::uint8_t>(20, 1)),
               NotEnoughData);
  const auto bins = reliability(said, came);
  std::size_t n = 0;
  for (const auto& b : bins) n += b.n;
  EXPECT_EQ(n, said.size());
  EXPECT_GT(bins[9].mean_probability, bins[9].frequency);
  EXPECT_EQ(skill(0.2, 0.4), 0.5);
}
