#include "support/builder.hpp"
#include "synthetic_history.hpp"
#include "tieuchi/projection/backtest.hpp"

using namespace support;

namespace {
const BacktestLine& line(const Backtest& b, Rung rung, int horizon, const std::string& group = "all") {
  for (const auto& l : b.lines) {
    if (l.rung == rung && l.horizon == horizon && l.group == group) return l;
  }
  throw std::out_of_range("no such line");
}
}  // namespace

TEST(Backtest, models_beat_persistence_and_richer_ones_the_pooled_chain) {
  const History h(synthetic::panel({.units = 150, .years = 7, .districts = 5, .seed = 31}));
  const auto b = backtest(h, {.horizon = 2, .by_district = true, .draws = 200, .threads = 2});
  EXPECT_EQ(line(b, Rung::full, 1).origins, 4u);
  EXPECT_EQ(line(b, Rung::full, 2).origins, 3u);
  EXPECT_EQ(line(b, Rung::full, 1).cells, 4u * 150 * 19);
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
  const auto b = backtest(History(p), {.horizon = 2, .first_origin = 1, .rungs = {Rung::full}, .draws = 50});
  EXPECT_EQ(line(b, Rung::full, 1).fell_back, 1u);   // two years only: no crossed model
  EXPECT_EQ(line(b, Rung::full, 2).origins, 1u);     // 2016 → 2018
  EXPECT_FALSE(b.recalibrated.has_value());
  EXPECT_EQ(line(b, Rung::full, 1).skill_pooled, 0);
  EXPECT_THROW(backtest(History(p), {.first_origin = 3}), NotEnoughData);
  EXPECT_THROW(backtest(History(p), {.horizon = 0}), InvalidData);
}
