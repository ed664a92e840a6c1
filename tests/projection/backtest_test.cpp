#include "tieuchi/projection/backtest.hpp"
#include "support/builder.hpp"
#include "synthetic_history.hpp"

using namespace support;

namespace {
const BacktestLine& line(const Backtest& b, Rung rung, int horizon,
                         const std::string& group = "all") {
  for (const auto& l : b.lines) {
    if (l.rung == rung && l.horizon == horizon && l.group == group) return l;
  }
  throw std::out_of_range("no such line");
}
}  // namespace

TEST(Backtest, models_beat_persistence_and_richer_ones_the_pooled_chain) {
  const History h(synthetic::panel({.units = 60, .years = 7, .districts = 5, .seed = 31}));
  const auto b = backtest(h, {.horizon = 2, .by_district = true, .draws = 200, .threads = 2});
  EXPECT_EQ(line(b, Rung::full, 1).origins, 4u);
  EXPECT_EQ(line(b, Rung::full, 2).origins, 3u);
  EXPECT_EQ(line(b, Rung::full, 1).cells, 4u * 60 * 19);
  EXPECT_GT(line(b, Rung::crossed, 1).skill_pooled, 0.02);
  EXPECT_GT(line(b, Rung::full, 1).skill_persistence, 0.1);
  EXPECT_EQ(line(b, Rung::pooled, 1).skill_pooled, 0);
  EXPECT_LT(line(b, Rung::full, 1).rps, line(b, Rung::persistence, 1).rps);
  EXPECT_LT(line(b, Rung::full, 1).brier, line(b, Rung::full, 2).brier);
  std::size_t cells = 0;
  for (const auto& d : h.parts().districts) cells += line(b, Rung::full, 1, d.str()).cells;
  EXPECT_EQ(cells, line(b, Rung::full, 1).cells);
  // Intervals without shocks and draws are too narrow; the full rung's hold more.
  EXPECT_GT(line(b, Rung::full, 1).cover_90, line(b, Rung::pooled, 1).cover_90);
  EXPECT_TRUE(b.warning(Rung::pooled).has_value());
  EXPECT_NE(b.warning(Rung::pooled)->find("held what came"), std::string::npos);
  ASSERT_EQ(b.pit.size(), 6u);
  double sum = 0;
  for (double x : b.pit.back().second) sum += x;
  EXPECT_NEAR(sum, 1, 1e-9);
  ASSERT_TRUE(b.recalibrated.has_value());
  EXPECT_NEAR(b.recalibrated->map.slope, 1, 0.4);
}

TEST(Backtest, gaps_fall_backs_and_too_few_years) {
  auto p = synthetic::panel({.units = 30, .years = 4});
  p.years = {2013, 2015, 2016, 2018};
  const auto b =
      backtest(History(p), {.horizon = 2, .first_origin = 1, .rungs = {Rung::full}, .draws = 50});
  EXPECT_EQ(line(b, Rung::full, 1).fell_back, 1u);  // two years only: no crossed model
  EXPECT_EQ(line(b, Rung::full, 2).origins, 1u);    // 2016 → 2018
  EXPECT_FALSE(b.recalibrated.has_value());
  EXPECT_FALSE(line(b, Rung::full, 1).skill_pooled);
  EXPECT_THROW((void)backtest(History(p), {.first_origin = 3}), NotEnoughData);
  EXPECT_THROW((void)backtest(History(p), {.horizon = 0}), InvalidData);
}

TEST(Backtest, a_missing_cell_takes_its_origin_from_the_scores_of_means_and_counts) {
  const auto whole = synthetic::panel({.units = 40, .years = 6, .districts = 4, .seed = 5});
  const BacktestOptions how{.rungs = {Rung::persistence, Rung::pooled}, .draws = 100};
  const auto before = backtest(History(whole), how);
  ASSERT_EQ(line(before, Rung::pooled, 1).outcomes, 3u);
  ASSERT_EQ(line(before, Rung::pooled, 1).intervals, 18u);
  // The last year's outcome is one origin's: that of the year before.
  auto p = whole;
  p.states[(5 * 19 + 4) * 40 + 7] = static_cast<std::uint8_t>(State::missing);
  const auto l = line(backtest(History(p), how), Rung::pooled, 1);
  EXPECT_EQ(l.origins, 3u);
  EXPECT_EQ(l.outcomes, 2u);
  EXPECT_EQ(l.intervals, 12u);
  EXPECT_EQ(l.cells, 3u * 40 * 19 - 1);
  EXPECT_EQ(l.units, 3u * 40 - 1);
  // The score is that of the origins left: the same as without the last year.
  const auto shorter = backtest(History(whole).until(4), how);
  EXPECT_EQ(l.crps_mean, line(shorter, Rung::pooled, 1).crps_mean);
  EXPECT_EQ(l.cover_90, line(shorter, Rung::pooled, 1).cover_90);
}

TEST(Backtest, nothing_scored_is_no_score_and_not_tested) {
  auto p = synthetic::panel({.units = 20, .years = 5, .districts = 2, .seed = 5});
  for (std::size_t t = 3; t < 5; ++t) {
    p.states[(t * 19 + 4) * 20 + 7] = static_cast<std::uint8_t>(State::missing);
  }
  const BacktestOptions how{.rungs = {Rung::pooled}, .by_district = true, .draws = 50};
  const auto b = backtest(History(p), how);
  const auto& l = line(b, Rung::pooled, 1);
  EXPECT_EQ(l.outcomes, 0u);
  EXPECT_FALSE(l.crps_mean || l.crps_all || l.cover_50 || l.cover_80 || l.cover_90);
  EXPECT_TRUE(l.brier && l.rps);
  EXPECT_EQ(b.intervals(Rung::pooled), 0u);
  ASSERT_TRUE(b.warning(Rung::pooled));
  EXPECT_NE(b.warning(Rung::pooled)->find("Not tested"), std::string::npos);
  // A rung that was not asked for is not tested either.
  ASSERT_TRUE(b.warning(Rung::full));
  EXPECT_NE(b.warning(Rung::full)->find("Not tested"), std::string::npos);
  EXPECT_FALSE(line(b, Rung::pooled, 1, "SD1").crps_mean);
  // A whole year without a figure: no origin, no score of any kind.
  for (std::size_t c = 3 * 19 * 20; c < p.states.size(); ++c) {
    p.states[c] = static_cast<std::uint8_t>(State::missing);
  }
  const auto none = line(backtest(History(p), how), Rung::pooled, 1);
  EXPECT_EQ(none.origins, 0u);
  EXPECT_FALSE(none.brier || none.log || none.rps || none.crps_mean || none.skill_pooled);
}

TEST(Backtest, units_first_seen_after_an_origin_are_not_forecast_at_it) {
  // Two of forty units are first seen in the last year.
  auto with = synthetic::panel({.units = 40, .years = 5, .districts = 4, .seed = 8});
  auto without = with;
  for (std::size_t t = 0; t < 5; ++t) {
    for (std::size_t j = 0; j < 19; ++j) {
      for (std::size_t i = 38; i < 40; ++i) {
        auto& state = without.states[(t * 19 + j) * 40 + i];
        state = static_cast<std::uint8_t>(State::missing);
        if (t < 4) with.states[(t * 19 + j) * 40 + i] = state;
      }
    }
  }
  const BacktestOptions how{.rungs = {Rung::pooled}, .draws = 100};
  const auto l = line(backtest(History(with), how), Rung::pooled, 1);
  EXPECT_EQ(l.origins, 2u);
  EXPECT_EQ(l.outcomes, 2u);
  EXPECT_EQ(l.cells, 2u * 38 * 19);
  EXPECT_EQ(l.units, 2u * 38);
  // What the two met later changes no score.
  const auto same = line(backtest(History(without), how), Rung::pooled, 1);
  EXPECT_EQ(l.brier, same.brier);
  EXPECT_EQ(l.crps_mean, same.crps_mean);
}

TEST(Backtest, cells_not_applicable_at_the_origin_are_not_scored_as_forecasts) {
  auto p = synthetic::panel({.units = 20, .years = 4, .districts = 2, .seed = 9});
  for (std::size_t t = 0; t < 3; ++t) {
    p.states[(t * 19 + 4) * 20 + 7] = static_cast<std::uint8_t>(State::not_applicable);
  }
  const auto b = backtest(History(p), {.rungs = {Rung::pooled}, .draws = 50});
  EXPECT_EQ(line(b, Rung::pooled, 1).cells, 20u * 19 - 1);
  EXPECT_EQ(line(b, Rung::pooled, 1).outcomes, 1u);
}
