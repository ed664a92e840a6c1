#include "tieuchi/projection/parameter_draw.hpp"
#include "support/builder.hpp"
#include "synthetic_history.hpp"

using namespace support;

TEST(ParameterDraw, spread_is_the_standard_errors_and_the_centre_the_modes) {
  auto p = synthetic::panel({.units = 60, .criteria = 8, .years = 5, .districts = 5, .seed = 3});
  // The last unit was never seen: nothing is known of it but the prior.
  for (std::size_t c = 0; c < 8 * 5; ++c) p.states[c * 60 + 59] = 2;
  const History h(p);
  const auto m = fit_crossed(h, Direction::gain);
  const int draws = 4000;
  double criterion = 0, criterion2 = 0, seen = 0, seen2 = 0, new2 = 0, shock2 = 0;
  for (int s = 0; s < draws; ++s) {
    RandomStream r(1, std::uint32_t(s), 1);
    const auto d = draw_model(m, h, {.years = 2}, r);
    criterion += d.criterion[2] / draws, criterion2 += d.criterion[2] * d.criterion[2] / draws;
    const double unit = d.unit[7];
    seen += unit / draws, seen2 += unit * unit / draws;
    new2 += std::pow(d.unit[59] - d.unit[58], 2) / draws;
    shock2 += d.shock[1] * d.shock[1] / draws;
  }
  EXPECT_NEAR(criterion, m.effect(Effect::criterion)[2], 0.03);
  EXPECT_NEAR(std::sqrt(criterion2 - criterion * criterion), m.effect_se(Effect::criterion)[2],
              0.02);
  EXPECT_NEAR(seen, m.effect(Effect::unit)[7] + m.effect(Effect::district)[h.district(7)], 0.03);
  // A unit never seen has its whole prior variance.
  EXPECT_NEAR(m.effect_se(Effect::unit)[59], m.sd(Effect::unit), 1e-6);
  EXPECT_GT(new2, std::pow(m.sd(Effect::unit), 2));
  // E σ² = s² ν/(ν − 2).
  EXPECT_NEAR(shock2, std::pow(m.sd(Effect::year), 2) * m.year_df() / (m.year_df() - 2), 0.06);
}

TEST(ParameterDraw, switching_shocks_off_changes_nothing_else) {
  const History h(synthetic::panel({.units = 30, .years = 4}));
  const auto m = fit_crossed(h, Direction::gain);
  RandomStream a(1, 0, 1), b(1, 0, 1), c(1, 0, 1);
  const auto with = draw_model(m, h, {}, a), without = draw_model(m, h, {.shocks = false}, b),
             modes = draw_model(m, h, {.parameters = false}, c);
  EXPECT_EQ(with.unit, without.unit);
  EXPECT_EQ(with.criterion, without.criterion);
  EXPECT_NE(with.shock[0], 0);
  EXPECT_EQ(without.shock[0], 0);
  EXPECT_EQ(modes.beta, m.beta());
}
