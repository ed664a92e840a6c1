#include "tieuchi/projection/crossed_rows.hpp"
#include "support/builder.hpp"
#include "synthetic_history.hpp"
#include "tieuchi/detail/projection/row_terms.hpp"

using namespace support;

TEST(CrossedRows, gain_and_loss_rows_share_every_transition) {
  const History h(synthetic::panel({.units = 30, .years = 4}));
  const auto gain = crossed_rows(h, Direction::gain, {}),
             loss = crossed_rows(h, Direction::loss, {});
  EXPECT_EQ(gain.rows() + loss.rows(), 30u * 19 * 3);
  std::int64_t gains = 0, losses = 0;
  for (const auto& of : h.transitions()) {
    for (const auto& c : of) gains += c.gains, losses += c.losses;
  }
  EXPECT_EQ(std::int64_t(gain.events()), gains);
  EXPECT_EQ(std::int64_t(loss.events()), losses);
  for (std::size_t g = 1; g < gain.groups.size(); ++g)
    EXPECT_GE(gain.groups[g].unit, gain.groups[g - 1].unit);
}

TEST(CrossedRows, effects_of_one_level_are_dropped_and_said) {
  const History h(synthetic::panel({.units = 30, .years = 2, .districts = 1}));
  const auto rows = crossed_rows(h, Direction::gain, {});
  EXPECT_FALSE(rows.used[1]);
  EXPECT_FALSE(rows.used[4]);
  EXPECT_TRUE(rows.used[0] && rows.used[3]);
  EXPECT_EQ(rows.dropped.size(), 3u);
  EXPECT_NE(rows.dropped[0].find("district effect: one level"), std::string::npos);
}

TEST(CrossedRows, derivatives_of_a_row_are_those_of_its_likelihood) {
  for (double gap : {1.0, 2.0, 3.0, 7.0}) {
    for (bool outcome : {false, true}) {
      for (double eta : {-6.0, -1.0, 0.0, 0.7, 4.0}) {
        const double e = 1e-5;
        const auto at = detail::row_terms(eta, outcome, gap),
                   up = detail::row_terms(eta + e, outcome, gap),
                   down = detail::row_terms(eta - e, outcome, gap);
        EXPECT_NEAR(at.score, (up.fit - down.fit) / (2 * e), 1e-7) << gap << outcome << eta;
        EXPECT_NEAR(at.weight, -(up.score - down.score) / (2 * e), 1e-7) << gap << outcome << eta;
        EXPECT_NEAR(at.turn, (up.weight - down.weight) / (2 * e), 1e-7) << gap << outcome << eta;
        EXPECT_GT(at.weight, 0);
        EXPECT_NEAR(std::exp(detail::row_terms(eta, true, gap).fit) +
                        std::exp(detail::row_terms(eta, false, gap).fit),
                    1, 1e-12);
      }
    }
  }
}

TEST(CrossedRows, covariates_stand_where_they_are_named) {
  auto p =
      synthetic::panel({.units = 10, .years = 3, .registered_share = 0.5, .registered_effect = 2});
  p.covariates = {{"income", std::vector<double>(30, 0.25)}};
  const History h(p);
  const RowOptions all{
      .initial_count = true, .registration = true, .at_all = true, .user_covariates = true};
  const auto rows = crossed_rows(h, Direction::gain, all);
  EXPECT_EQ(rows.fixed_names,
            (std::vector<std::string>{"intercept", "initial_count", "registered", "income"}));
  EXPECT_EQ(crossed_rows(h, Direction::loss, all).fixed_names.at(3), "at_all");
  EXPECT_EQ(fixed_effects(h, Direction::loss, all, 4, 1, 2).at(3), h.at_all(1, 4));
  const auto x = fixed_effects(h, Direction::gain, all, 4, 1, 2);
  EXPECT_EQ(x[0], 1);
  EXPECT_EQ(x[1], h.initial_share(4));
  EXPECT_EQ(x[2], p.registered[24]);
  EXPECT_EQ(x[3], 0.25);
}
