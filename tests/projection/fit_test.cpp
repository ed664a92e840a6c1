#include "tieuchi/projection/fit.hpp"
#include "support/builder.hpp"
#include "synthetic_history.hpp"

using namespace support;

TEST(Fit, takes_the_highest_rung_that_the_data_carry_and_says_why_not_more) {
  const auto rung = [](std::size_t years) {
    return fit(History(synthetic::panel({.units = 60, .years = years, .seed = 2})));
  };
  EXPECT_EQ(rung(1).rung(), Rung::persistence);
  EXPECT_NE(rung(1).reasons().at(0).find("one year only"), std::string::npos);
  EXPECT_EQ(rung(2).rung(), Rung::criterion);
  EXPECT_NE(rung(2).reasons().at(0).find("one transition year"), std::string::npos);
  EXPECT_EQ(rung(3).rung(), Rung::full);
  EXPECT_EQ(rung(6).rung(), Rung::full);
  EXPECT_NE(rung(6).summary().find("Rung: full"), std::string::npos);
}

TEST(Fit, goes_no_higher_than_asked) {
  const History h(synthetic::panel({.units = 60, .years = 5, .seed = 2}));
  for (Rung r : {Rung::persistence, Rung::pooled, Rung::criterion, Rung::crossed, Rung::covariates,
                 Rung::full}) {
    const auto m = fit(h, {.at_most = r});
    EXPECT_EQ(m.rung(), r);
    EXPECT_EQ(m.gain().has_value(), r >= Rung::crossed);
    EXPECT_EQ(m.covariates().initial_count, r >= Rung::covariates);
  }
}

TEST(Fit, all_met_all_unknown_and_no_change_have_an_answer) {
  auto p = synthetic::panel({.units = 10, .years = 4});
  std::ranges::fill(p.states, std::uint8_t{1});
  const auto met = fit(History(p));
  EXPECT_EQ(met.rung(), Rung::pooled);
  EXPECT_EQ(met.pooled().loss, 0);
  EXPECT_FALSE(met.reasons().empty());
  std::ranges::fill(p.states, std::uint8_t{0});
  EXPECT_EQ(fit(History(p)).pooled().gain, 0);
  std::ranges::fill(p.states, std::uint8_t{2});
  EXPECT_THROW(fit(History(p)), NotEnoughData);
}

TEST(Fit, criteria_differ_on_the_criterion_rung) {
  const auto m =
      fit(History(synthetic::panel({.units = 200, .years = 4, .criterion_sd = 1.5, .seed = 8})),
          {.at_most = Rung::criterion});
  double low = 1, high = 0;
  for (const auto& c : m.criteria()) low = std::min(low, c.gain), high = std::max(high, c.gain);
  EXPECT_LT(low, m.pooled().gain);
  EXPECT_GT(high, m.pooled().gain);
  EXPECT_EQ(word(Rung::full).vi, "đầy đủ");
}
