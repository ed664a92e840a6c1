#include "tieuchi/projection/count_distribution.hpp"
#include "support/builder.hpp"
#include "tieuchi/detail/distributions.hpp"
#include "tieuchi/projection/skill.hpp"

using namespace support;

TEST(CountDistribution, small_laws_by_hand) {
  const double three[] = {0.504, 0.398, 0.092, 0.006},
               five[] = {0.1512, 0.3714, 0.3274, 0.1274, 0.0214, 0.0012};
  const auto a = count_distribution(std::vector<double>{0.1, 0.2, 0.3}),
             b = count_distribution(std::vector<double>{0.1, 0.2, 0.3, 0.4, 0.5});
  for (int k = 0; k < 4; ++k) EXPECT_NEAR(a.probability(k), three[k], 1e-15);
  for (int k = 0; k < 6; ++k) EXPECT_NEAR(b.probability(k), five[k], 1e-15);
  EXPECT_EQ(count_distribution({}).probability(0), 1);
  EXPECT_EQ(a.probability(-1) + a.probability(4), 0);
}

// R PoissonBinomial 1.2 and mpmath.
TEST(CountDistribution, a_hundred_chances) {
  std::vector<double> p;
  for (int i = 1; i <= 100; ++i) p.push_back(i / 101.0);
  const auto law = count_distribution(p);
  EXPECT_NEAR(law.probability(50), 0.0970960177111837, 1e-15);
  EXPECT_NEAR(law.at_most(49), 0.451451991144408, 1e-14);
  EXPECT_NEAR(law.at_least(55), 0.135972510239257, 1e-14);
  EXPECT_NEAR(law.mean(), 50, 1e-12);
  EXPECT_NEAR(law.at_most(49) + law.at_least(50), 1, 1e-14);
}

TEST(CountDistribution, tails_are_right_relatively) {
  std::vector<double> p;
  for (int i = 1; i <= 4000; ++i) p.push_back(0.001 + 0.0001 * (i % 7));
  const double tail = count_distribution(p).at_least(40);
  EXPECT_NEAR(tail / 2.89773604630263529e-22, 1, 1e-12);
}

TEST(CountDistribution, long_laws_agree_with_the_binomial_far_out) {
  const auto law = count_distribution(std::vector<double>(2000, 0.25));
  for (int k : {3, 100, 500, 900, 1200}) {
    const double exact = std::lgamma(2001.0) - std::lgamma(k + 1.0) - std::lgamma(2001.0 - k) +
                         k * std::log(0.25) + (2000 - k) * std::log(0.75);
    if (exact > -660) {
      EXPECT_NEAR(std::log(law.probability(k)), exact, 1e-9) << k;
    }
  }
  EXPECT_NEAR(law.variance(), 2000 * 0.25 * 0.75, 1e-8);
}

TEST(CountDistribution, certain_and_impossible_events) {
  const auto law = count_distribution(std::vector<double>{1, 0, 1, 1, 0, 0, 0, 1, 1, 0, 1});
  EXPECT_EQ(law.probability(6), 1);
  EXPECT_EQ(law.quantile(0.5), 6);
  EXPECT_THROW((void)count_distribution(std::vector<double>{0.5, 1.5}), InvalidData);
  EXPECT_THROW((void)count_distribution(std::vector<double>{std::nan("")}), InvalidData);
}

// Logit shock with 61 nodes of Gauss–Hermite in R: a common shock fattens the tail.
TEST(CountDistribution, a_common_shock_is_a_mixture) {
  const double expected[] = {0.209637712762, 0.232523261825, 0.278130230968};
  const double sds[] = {0, 0.25, 0.5};
  for (int s = 0; s < 3; ++s) {
    // Trapezoid over ±8 sd: exact to rounding for this integrand.
    double total = 0, weight = 0;
    for (int i = -400; i <= 400; ++i) {
      const double z = i * 0.02, w = std::exp(-0.5 * z * z);
      std::vector<double> p;
      for (int k = 1; k <= 20; ++k)
        p.push_back(detail::logistic(detail::logit(k / 21.0) + sds[s] * z));
      total += w * count_distribution(p).at_least(12), weight += w;
    }
    EXPECT_NEAR(total / weight, expected[s], 1e-9);
  }
}

TEST(CountDistribution, mixtures_average) {
  const std::vector<CountDistribution> laws{count_distribution(std::vector<double>{0.5}),
                                            count_distribution(std::vector<double>{1, 1})};
  const auto m = mixture(laws);
  EXPECT_DOUBLE_EQ(m.probability(0), 0.25);
  EXPECT_DOUBLE_EQ(m.probability(2), 0.5);
  EXPECT_THROW((void)mixture({}), NotEnoughData);
}

TEST(CountDistribution, joint_counts_have_the_right_margins) {
  std::vector<JointChance> c;
  std::vector<double> first, second;
  for (int i = 0; i < 12; ++i) {
    c.push_back({0.02 * i, 0.03, 0.4 - 0.03 * i});
    first.push_back(c.back().first_only + c.back().both),
        second.push_back(c.back().second_only + c.back().both);
  }
  const auto joint = joint_count_distribution(c);
  const auto a = count_distribution(first), b = count_distribution(second);
  for (int k = 0; k <= 12; ++k) {
    EXPECT_NEAR(joint.at_least(k, 0), a.at_least(k), 1e-13);
    EXPECT_NEAR(joint.at_least(0, k), b.at_least(k), 1e-13);
  }
  EXPECT_GT(joint.at_least(3, 3), a.at_least(3) * b.at_least(3));
  EXPECT_THROW((void)joint_count_distribution(std::vector<JointChance>{{0.5, 0.5, 0.5}}),
               InvalidData);
}
