#include "tieuchi/projection/trend.hpp"
#include "support/builder.hpp"
#include "tieuchi/detail/distributions.hpp"
#include "tieuchi/projection/random.hpp"

using namespace support;

namespace {
const std::vector<YearValue> five{{2015, 61}, {2016, 64}, {2017, 66}, {2018, 70}, {2019, 71}};
}

// R's forecast::rwf(drift = TRUE) for the normal quantile; t with 3 degrees of freedom is ours.
TEST(Trend, random_walk_with_drift) {
  const double expected[][3] = {{73.5, 71.1258582893, 75.8741417107},
                                {76, 72.3219954771, 79.6780045229},
                                {78.5, 73.6344573557, 83.3655426443}};
  for (int h = 1; h <= 3; ++h) {
    auto f = random_walk_with_drift(five, h);
    if (h == 1) {
      EXPECT_NEAR(f.interval(0.9).first, 70.1032, 1e-4);
      EXPECT_NEAR(f.interval(0.9).second, 76.8968, 1e-4);
    }
    EXPECT_EQ(f.df, 3);
    f.df = std::numeric_limits<double>::infinity();
    EXPECT_NEAR(f.median(), expected[h - 1][0], 1e-9);
    EXPECT_NEAR(f.interval(0.9).first, expected[h - 1][1], 1e-9);
    EXPECT_NEAR(f.interval(0.9).second, expected[h - 1][2], 1e-9);
  }
}

// R's predict(lm(...), interval = "prediction", level = 0.9).
TEST(Trend, straight_lines_on_the_value_and_on_the_logit) {
  const auto line = straight_line(five, 2020);
  EXPECT_NEAR(line.median(), 74.2, 1e-9);
  EXPECT_NEAR(line.interval(0.9).first, 71.7094342428, 1e-9);
  EXPECT_NEAR(line.interval(0.9).second, 76.6905657572, 1e-9);
  const auto logit = logit_line(five, 2020, 100);
  EXPECT_NEAR(logit.median(), 73.8107180251, 1e-9);
  EXPECT_NEAR(logit.interval(0.9).first, 71.6206978183, 1e-9);
  EXPECT_NEAR(logit.interval(0.9).second, 75.8886306782, 1e-9);
  EXPECT_NEAR(logit.at_least(75), 0.137643407105, 1e-9);
  EXPECT_EQ(logit.at_least(100), 0);
  EXPECT_EQ(logit.at_least(0), 1);
}

TEST(Trend, damped_logit_of_the_mean_criteria) {
  const std::vector<std::vector<YearValue>> mean{{{2018, 10.04}, {2019, 11.54}}};
  const double expected[][2] = {{1, 12.9404429098}, {0.85, 12.8374738508}, {0.80, 12.8015912262}};
  for (const auto& [damping, value] : expected) {
    // A flat prior on the drift and no noise: the trend of two points is their difference.
    const DampedTrend trend(mean, {.ceiling = 19,
                                   .epsilon = 0,
                                   .damping = damping,
                                   .prior_drift_sd = 1e6,
                                   .prior_noise_sd = 0});
    EXPECT_NEAR(trend.forecast(0, 1).median(), value, 1e-9);
  }
  EXPECT_NEAR(damped_years(0.8, 2), (1 - 0.64) / -std::log(0.8), 1e-15);
}

TEST(Trend, drifts_of_short_series_shrink_to_the_common_one) {
  std::vector<std::vector<YearValue>> units;
  RandomStream random(3, 0, 0);
  for (int u = 0; u < 300; ++u) {
    const double drift = 0.3 + 0.1 * random.normal();
    double level = random.normal();
    std::vector<YearValue> s;
    for (int t = 0; t < 5; ++t) {
      s.push_back({2015.0 + t, 100 * detail::logistic(level + 0.1 * random.normal())});
      level += drift + 0.2 * random.normal();
    }
    units.push_back(s);
  }
  const DampedTrend trend(units, {.epsilon = 0, .damping = 1});
  EXPECT_NEAR(trend.common_drift(), 0.3, 0.03);
  EXPECT_NEAR(trend.drift_sd(), 0.1, 0.05);
  EXPECT_NEAR(trend.level_noise_sd(), 0.2, 0.06);
  EXPECT_NEAR(trend.measurement_sd(), 0.1, 0.05);
  for (std::size_t u = 0; u < 300; ++u) {
    const double own =
        (detail::logit(units[u].back().value / 100) - detail::logit(units[u].front().value / 100)) /
        4;
    EXPECT_LE(std::abs(trend.drift(u) - trend.common_drift()),
              std::abs(own - trend.common_drift()) + 0.08);
  }
}

TEST(Trend, the_ends_of_the_scale_are_finite) {
  const std::vector<std::vector<YearValue>> ends{
      {{2018, 0}, {2019, 0}}, {{2018, 100}, {2019, 100}}, {{2019, 50}}};
  const DampedTrend trend(ends, {});
  for (std::size_t u = 0; u < 3; ++u) {
    const auto f = trend.forecast(u, 3);
    EXPECT_TRUE(f.median() >= 0 && f.median() <= 100);
    EXPECT_TRUE(std::isfinite(f.scale));
    EXPECT_GE(f.interval(0.9).first, 0);
  }
  EXPECT_THROW(DampedTrend(std::vector<std::vector<YearValue>>{{{2018, 101}}}, {}), InvalidData);
  EXPECT_THROW(DampedTrend(std::vector<std::vector<YearValue>>{{}}, {}), InvalidData);
  EXPECT_THROW((void)random_walk_with_drift(std::vector<YearValue>{{2018, 1}, {2019, 2}}, 1),
               NotEnoughData);
}

TEST(Trend, a_criterion_needs_all_its_indicators_under_the_same_draws) {
  const std::vector<Condition> two{{{1, 1}, 0}, {{1, 1}, 0}};
  const double one = Forecast{1, 1}.at_least(0);
  EXPECT_NEAR(chance_of_all(two), one * one, 1e-15);
  const double linked = chance_of_all(two, 0.8, 20000);
  EXPECT_GT(linked, one * one + 0.02);
  EXPECT_LT(linked, one);
  EXPECT_EQ(linked, chance_of_all(two, 0.8, 20000));
  const std::vector<Condition> opposite{{{1, 1}, 0}, {{1, 1}, 0, false}};
  EXPECT_NEAR(chance_of_all(opposite), one * (1 - one), 1e-15);
}

TEST(Trend, a_sample_gives_a_probability_and_no_verdict) {
  EXPECT_NEAR(probability_of_meeting(72, 2, 70), 0.8413447460685429, 1e-12);
  EXPECT_NEAR(probability_of_meeting(72, 2, 70, false), 1 - 0.8413447460685429, 1e-12);
  EXPECT_EQ(probability_of_meeting(70, 0, 70), 1);
  EXPECT_EQ(probability_of_meeting(70, 0, 70, false), 1);
}
