#include "support/builder.hpp"
#include "synthetic_history.hpp"
#include "tieuchi/projection/project.hpp"

using namespace support;

TEST(Outlook, probabilities_come_with_their_monte_carlo_error) {
  const auto m = fit(History(synthetic::panel({.units = 30, .years = 4, .seed = 2})));
  const auto o = project(m, {.until = 2019, .draws = 400});
  const auto draws = o.draws_of(Metric::mean_criteria, 0);
  const double middle = draws[0];
  const auto p = o.probability(Metric::mean_criteria, 0, middle);
  EXPECT_NEAR(p.error, std::sqrt(p.value * (1 - p.value) / 400), 1e-12);
  EXPECT_NEAR(p.value,
              double(std::ranges::count_if(draws, [&](double x) { return x >= middle; })) / 400,
              1e-12);
  EXPECT_NEAR(o.probability(Metric::mean_criteria, 0, 0, middle).value + p.value, 1, 0.05);
  EXPECT_EQ(o.probability(Metric::mean_criteria, 0, 0).value, 1);
  EXPECT_EQ(o.districts().size(), 10u);
}

TEST(Outlook, has_nothing_to_say_about_tiers) {
  const auto m = fit(History(synthetic::panel({.units = 10, .years = 3})));
  const auto o = project(m, {.until = 2018, .draws = 10});
  EXPECT_THROW((void)o.draws_of(Metric::tier_total, 0), InvalidData);
}
