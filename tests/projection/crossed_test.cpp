#include "tieuchi/projection/crossed.hpp"
#include "support/builder.hpp"
#include "synthetic_history.hpp"

using namespace support;

namespace {
const History& panel() {
  static const History h(
      synthetic::panel({.units = 1000, .years = 6, .districts = 10, .seed = 42}));
  return h;
}
}  // namespace

// The panel of this seed in R 4.2: glmmTMB 1.1.5 and lme4 1.1.31, y ~ 1 + (1|unit) + (1|district) +
// (1|criterion) + (1|year), binomial, Laplace. Both give these figures.
TEST(Crossed, gain_agrees_with_glmmtmb_and_lme4) {
  const auto m = fit_crossed(panel(), Direction::gain, {.year_prior = std::nullopt});
  EXPECT_TRUE(m.converged());
  EXPECT_EQ(m.rows(), 54329u);
  EXPECT_EQ(m.events(), 5241u);
  EXPECT_NEAR(m.log_likelihood(), -15778.44361, 1e-3);
  EXPECT_NEAR(m.beta()[0], -2.09755, 1e-3);
  EXPECT_NEAR(m.sd(Effect::unit), 0.650679, 1e-4);
  EXPECT_NEAR(m.sd(Effect::district), 0.243548, 1e-4);
  EXPECT_NEAR(m.sd(Effect::criterion), 0.947868, 1e-4);
  EXPECT_NEAR(m.sd(Effect::year), 0.209736, 1e-4);
}

TEST(Crossed, loss_agrees_with_glmmtmb) {
  const auto m = fit_crossed(panel(), Direction::loss, {.year_prior = std::nullopt});
  EXPECT_NEAR(m.log_likelihood(), -7056.85629, 1e-3);
  EXPECT_NEAR(m.beta()[0], -3.069147, 1e-3);
  EXPECT_NEAR(m.sd(Effect::unit), 0.628786, 1e-3);
  EXPECT_NEAR(m.sd(Effect::district), 0.242372, 1e-3);
  EXPECT_NEAR(m.sd(Effect::criterion), 0.403117, 1e-3);
  EXPECT_NEAR(m.sd(Effect::year), 0.178807, 1e-3);
}

TEST(Crossed, em_and_ml_agree_where_rows_are_many) {
  const History h(synthetic::panel({.units = 120, .years = 9, .districts = 6, .seed = 3}));
  const auto ml = fit_crossed(h, Direction::gain),
             em = fit_crossed(h, Direction::gain, {.estimator = Estimator::em_laplace});
  EXPECT_TRUE(ml.converged()) << ml.summary();
  EXPECT_TRUE(em.converged()) << em.summary();
  EXPECT_GE(ml.log_likelihood() + 0.5, em.log_likelihood());
  for (Effect e : {Effect::unit, Effect::criterion}) EXPECT_NEAR(ml.sd(e), em.sd(e), 0.06);
  EXPECT_NE(ml.summary().find("log-likelihood"), std::string::npos);
  EXPECT_NE(ml.summary().find("prior of the year's variance"), std::string::npos);
}

TEST(Crossed, the_year_prior_keeps_the_deviation_of_two_years_away_from_zero) {
  const History h(synthetic::panel({.units = 60, .years = 3, .year_sd = 0, .seed = 9}));
  const auto with = fit_crossed(h, Direction::gain),
             without = fit_crossed(h, Direction::gain, {.year_prior = std::nullopt});
  EXPECT_GT(with.sd(Effect::year), 0.15);
  EXPECT_LT(without.sd(Effect::year), with.sd(Effect::year));
  EXPECT_EQ(with.year_df(), 5);
}

TEST(Crossed, all_met_none_met_and_one_transition_are_reported_and_finite) {
  for (std::uint8_t last : {std::uint8_t{0}, std::uint8_t{1}}) {
    HistoryParts p{.years = {2018, 2019},
                   .units = {},
                   .criteria = {CriterionNumber{"1"}, CriterionNumber{"2"}},
                   .states = {}};
    for (int i = 0; i < 5; ++i) p.units.push_back(UnitCode{"u" + std::to_string(i)});
    p.states.assign(10, 0);
    p.states.resize(20, last);
    const auto m = fit_crossed(History(p), Direction::gain);
    EXPECT_TRUE(m.converged());
    EXPECT_TRUE(std::isfinite(m.beta()[0]) && std::isfinite(m.beta_se()[0]) &&
                std::isfinite(m.log_likelihood()));
    EXPECT_NE(m.summary().find("of 10 rows moved"), std::string::npos);
    EXPECT_FALSE(m.dropped().empty());
    EXPECT_THROW((void)fit_crossed(History(p), Direction::loss), NotEnoughData);
  }
}

TEST(Crossed, covariates_are_found_and_gaps_leave_the_rates_alone) {
  auto p = synthetic::panel({.units = 300,
                             .years = 6,
                             .unit_sd = 0,
                             .district_sd = 0,
                             .year_sd = 0,
                             .registered_share = 0.4,
                             .registered_effect = 2,
                             .seed = 4});
  const auto m = fit_crossed(History(p), Direction::gain, {.covariates = {.registration = true}});
  EXPECT_NEAR(m.beta()[1], 2, 0.4);
  // Every second year only: the yearly chance stays what it was, but for units that came back.
  HistoryParts thin = synthetic::panel({.units = 400,
                                        .years = 7,
                                        .loss = -8,
                                        .unit_sd = 0.01,
                                        .district_sd = 0.01,
                                        .year_sd = 0.01,
                                        .seed = 6});
  const auto yearly = fit_crossed(History(thin), Direction::gain);
  for (std::size_t t : {1u, 3u, 5u})
    std::fill_n(thin.states.begin() + std::ptrdiff_t(t * 19 * 400), 19 * 400, std::uint8_t{2});
  const auto sparse = fit_crossed(History(thin), Direction::gain);
  EXPECT_NEAR(sparse.beta()[0], yearly.beta()[0], 0.15);
}
