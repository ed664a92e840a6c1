#include "tieuchi/projection/two_state.hpp"
#include "support/builder.hpp"

using namespace support;

TEST(TwoState, probability_after_several_years) {
  const TwoState chain{0.3, 0.05};
  EXPECT_NEAR(chain.gain_over(1), 0.3, 1e-12);
  EXPECT_NEAR(chain.gain_over(2), 0.495, 1e-12);
  EXPECT_NEAR(chain.gain_over(3), 0.62175, 1e-12);
  EXPECT_NEAR(chain.gain_over(5), 0.757689375, 1e-12);
  EXPECT_NEAR(chain.gain_over(10), 0.845603362847461, 1e-12);
  EXPECT_NEAR(chain.met_after(1, 3) + chain.loss_over(3), 1, 1e-15);
  EXPECT_NEAR(*chain.long_run(), 6.0 / 7, 1e-15);
  EXPECT_FALSE((TwoState{0, 0}.long_run()));
  EXPECT_EQ((TwoState{0, 0}.met_after(1, 9)), 1);
}

// R msm 1.7 on the same counts.
TEST(TwoState, chain_from_counts_and_its_intensities) {
  const std::vector<TransitionCounts> counts{{6996, 36427, 2291, 58573}};
  const auto c = chain_from_counts(counts);
  EXPECT_NEAR(c.gain, 0.192055343563840, 1e-12);
  EXPECT_NEAR(c.loss, 0.039113584757482, 1e-12);
  const auto q = intensity(c);
  EXPECT_NEAR(q.gain, 0.218404257524222, 1e-12);
  EXPECT_NEAR(q.loss, 0.044479748803391, 1e-12);
  EXPECT_NEAR(q.over(1).gain, c.gain, 1e-14);
  EXPECT_THROW((void)intensity({0.7, 0.4}), InvalidData);
}

TEST(TwoState, gaps_of_several_years_find_the_same_chain) {
  const TwoState truth{0.2, 0.05};
  const auto q = intensity(truth);
  std::vector<TransitionCounts> counts;
  for (double years : {1.0, 2.0, 3.0}) {
    const auto p = q.over(years);
    counts.push_back(
        {std::llround(1e8 * p.gain), 100000000, std::llround(1e8 * p.loss), 100000000, years});
  }
  const auto c = chain_from_counts(counts);
  EXPECT_NEAR(c.gain, truth.gain, 1e-6);
  EXPECT_NEAR(c.loss, truth.loss, 1e-6);
}

TEST(TwoState, nothing_at_risk_is_said_and_never_a_nan) {
  EXPECT_THROW((void)chain_from_counts(std::vector<TransitionCounts>{{0, 0, 1, 5}}), NotEnoughData);
  const auto none = chain_from_counts(std::vector<TransitionCounts>{{0, 9, 0, 7, 2}});
  EXPECT_LT(none.gain, 1e-6);
  EXPECT_GE(none.gain, 0);
  const auto all = chain_from_counts(std::vector<TransitionCounts>{{9, 9, 7, 7, 2}});
  EXPECT_TRUE(std::isfinite(all.gain) && std::isfinite(all.loss));
}

// Casella 1992, with the sample variance of the two counts.
TEST(TwoState, symmetric_shrinkage_by_moments) {
  const std::vector<std::int64_t> x{35, 27};
  const auto s = shrink_rates_symmetric(x, 50);
  EXPECT_NEAR(s.prior_size / 2, 15.205128205, 1e-8);
  EXPECT_NEAR(s.means[0], 0.624362244898, 1e-9);
  EXPECT_NEAR(s.means[1], 0.524872448980, 1e-9);
  EXPECT_THROW((void)shrink_rates_symmetric(std::vector<std::int64_t>{30, 30}, 50), NotEnoughData);
}

TEST(TwoState, rates_shrink_more_the_fewer_trials_they_have) {
  const std::vector<std::int64_t> x{40, 4, 15, 150, 22, 0}, n{100, 10, 100, 1000, 100, 0};
  const auto s = shrink_rates(x, n);
  EXPECT_TRUE(std::isfinite(s.prior_size));
  EXPECT_GT(s.means[0], s.means[1]);
  EXPECT_LT(std::abs(s.means[3] - 0.15), 0.01);
  EXPECT_EQ(s.means[5], s.prior_mean);
  const std::vector<std::int64_t> same{10, 10, 10}, trials{100, 100, 100};
  const auto flat = shrink_rates(same, trials);
  EXPECT_TRUE(std::isinf(flat.prior_size));
  EXPECT_DOUBLE_EQ(flat.means[1], 0.1);
  EXPECT_THROW((void)shrink_rates(std::vector<std::int64_t>{0}, std::vector<std::int64_t>{0}),
               NotEnoughData);
}
