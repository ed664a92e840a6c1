#include <numeric>

#include "support/builder.hpp"
#include "tieuchi/detail/projection/times_matrix.hpp"
#include "tieuchi/projection/aggregate.hpp"

using namespace support;

TEST(Aggregate, one_date_leaves_the_matrix_to_its_prior) {
  const std::vector<BandCounts> one{{2019, {4, 0, 2, 16, 0}}};
  const auto m = fit_bands(one, 5);
  EXPECT_FALSE(m.from_data());
  EXPECT_EQ(m.chance(0, 0), 1);
  EXPECT_EQ(m.chance(3, 2), 0.25);
  const auto e = m.expected(one[0].units, 1);
  EXPECT_NEAR(e[2], 2 * 0.75 + 16 * 0.25, 1e-12);
  EXPECT_NEAR(std::accumulate(e.begin(), e.end(), 0.0), 22, 1e-12);
}

TEST(Aggregate, a_known_matrix_is_found_from_many_dates) {
  // Two bands and no prior to speak of: the shares fix gain 0.3 and loss 0.1.
  const std::vector<double> truth{0.9, 0.1, 0.3, 0.7};
  std::vector<BandCounts> dates{{2010, {0, 1000}}};
  for (int y = 2011; y < 2017; ++y)
    dates.push_back({y, detail::times_matrix(dates.back().units, truth)});
  const auto m = fit_bands(dates, 2, {.prior_weight = 1e-6});
  EXPECT_NEAR(m.chance(1, 0), 0.3, 1e-4);
  EXPECT_NEAR(m.chance(0, 1), 0.1, 1e-3);
  const std::vector<BandCounts> gaps{dates[0], dates[2], dates[3], dates[6]};
  EXPECT_NEAR(fit_bands(gaps, 2, {.prior_weight = 1e-6}).chance(1, 0), 0.3, 1e-3);
}

TEST(Aggregate, rows_stay_on_the_simplex_and_draws_keep_every_unit) {
  const std::vector<BandCounts> dates{
      {2017, {0, 0, 2, 12, 2}}, {2018, {1, 3, 4, 8, 0}}, {2019, {4, 4, 4, 4, 0}}};
  const auto m = fit_bands(dates, 5);
  for (std::size_t b = 0; b < 5; ++b) {
    double sum = 0;
    for (std::size_t k = 0; k < 5; ++k) {
      EXPECT_GE(m.chance(b, k), 0);
      sum += m.chance(b, k);
    }
    EXPECT_NEAR(sum, 1, 1e-9);
  }
  const auto draws = m.draws(dates.back().units, 2, 500, 1);
  ASSERT_EQ(draws.size(), 2500u);
  double best = 0;
  for (std::size_t s = 0; s < 500; ++s) {
    EXPECT_EQ(std::accumulate(draws.begin() + std::ptrdiff_t(5 * s),
                              draws.begin() + std::ptrdiff_t(5 * s + 5), 0u),
              16u);
    best += draws[5 * s] / 500.0;
  }
  EXPECT_NEAR(best, m.expected(dates.back().units, 2)[0], 0.6);
  EXPECT_EQ(draws, m.draws(dates.back().units, 2, 500, 1));
}

TEST(Aggregate, bad_tables_are_refused_at_once) {
  const auto problems = problems_of<InvalidData>([] {
    fit_bands(std::vector<BandCounts>{{2019, {1, 2}}, {2018, {-1, 2, 3}}}, 3,
              {.prior = {1, 0, 0, 1, 1, 1, 0, 0, 1}});
  });
  EXPECT_TRUE(has(problems, ProblemCode::wrong_size));
  EXPECT_TRUE(has(problems, ProblemCode::dates_out_of_order));
  EXPECT_EQ(std::ranges::count(problems, ProblemCode::value_out_of_range, &Problem::what), 2);
}

TEST(Aggregate, mean_of_2020_from_two_means_and_the_drifts_of_others) {
  const std::vector<MeanEvidence> means{{2018, 10.04, 10.04}, {2019, 2388.0 / 207, 2390.0 / 207}};
  const auto f = mean_forecast(means, 2020);
  // The prior alone has drift 0.43, the province 0.322: half way, damped.
  EXPECT_NEAR(f.location, 0.43626 + damped_years(0.8, 1) * 0.5 * (0.43 + 0.32245), 1e-3);
  EXPECT_GT(f.at_least(12.5), 0.6);
  EXPECT_LT(f.at_least(12.5), 0.75);
  EXPECT_GT(f.at_least(13), 0.4);
  EXPECT_LT(f.at_least(13), 0.52);
  const auto [low, high] = f.interval(0.8);
  EXPECT_TRUE(low > 11.5 && high < 14.6);
  // One date only is wider; two years ahead is wider still, and never beyond 19.
  EXPECT_GT(mean_forecast(std::vector<MeanEvidence>{means[1]}, 2020).scale, f.scale);
  EXPECT_GT(mean_forecast(means, 2022).scale, f.scale);
  EXPECT_LT(mean_forecast(means, 2060).interval(0.9).second, 19);
  EXPECT_THROW((void)mean_forecast(means, 2019), InvalidData);
  EXPECT_THROW((void)mean_forecast({}, 2020), NotEnoughData);
  EXPECT_THROW((void)mean_forecast(std::vector<MeanEvidence>{{2019, 12, 25}}, 2020), InvalidData);
}

// 13 of 159 communes in 2019; a registration list of 15 names at 0.9 each.
TEST(Aggregate, newly_recognised_depends_on_who_is_at_risk) {
  const auto many = next_events(13, 159, 146), few = next_events(13, 159, 120);
  EXPECT_NEAR(many.at_least(13), 0.45, 0.03);
  EXPECT_NEAR(few.at_least(13), 0.28, 0.03);
  EXPECT_NEAR(many.at_least(0), 1, 1e-10);
  EXPECT_NEAR(many.mean(), 146 * 13.5 / 160, 1e-8);
  EXPECT_NEAR(count_distribution(std::vector<double>(15, 0.9)).at_least(13), 0.8159, 1e-4);
  EXPECT_THROW((void)next_events(5, 4, 3), InvalidData);
}
