#include "support/builder.hpp"
#include "synthetic_history.hpp"

using namespace support;

namespace {

// One unit, one criterion: the states of the years.
HistoryParts line(std::vector<int> years, std::vector<std::uint8_t> states) {
  return {.years = std::move(years),
          .units = {UnitCode{"u"}},
          .criteria = {CriterionNumber{"1"}},
          .states = std::move(states)};
}

}  // namespace

TEST(History, transitions_span_the_years_without_observation) {
  const auto counts = History(line({2015, 2016, 2017, 2019}, {0, 2, 1, 0})).transitions();
  ASSERT_EQ(counts[0].size(), 1u);  // 2015 → 2017 and 2017 → 2019, both of two years
  EXPECT_EQ(counts[0][0].years, 2);
  EXPECT_EQ(counts[0][0].gains, 1);
  EXPECT_EQ(counts[0][0].losses, 1);
  EXPECT_EQ(counts[0][0].at_risk_of_gain, 1);
}

TEST(History, a_change_of_set_is_neither_gain_nor_loss) {
  auto p = line({2019, 2020, 2022, 2023}, {1, 1, 0, 1});
  p.set_of_year = {SetId{"a"}, SetId{"a"}, SetId{"b"}, SetId{"b"}};
  std::int64_t losses = 0, gains = 0;
  const auto counts = History(p).transitions();
  for (const auto& c : counts[0]) losses += c.losses, gains += c.gains;
  EXPECT_EQ(losses, 0);
  EXPECT_EQ(gains, 1);
  EXPECT_EQ(History(p).transition_years(), 2u);
}

TEST(History, every_problem_is_said_at_once_with_unit_and_year) {
  auto p = line({2016, 2015}, {0, 7});
  p.district = {4};
  p.districts = {UnitCode{"d"}};
  p.covariates = {{"income", {1.0, std::nan("")}}};
  const auto problems = problems_of<InvalidData>([&] { History h(p); });
  EXPECT_TRUE(has(problems, ProblemCode::dates_out_of_order));
  EXPECT_TRUE(has(problems, ProblemCode::value_out_of_range));
  EXPECT_TRUE(has(problems, ProblemCode::unknown_unit));
  EXPECT_TRUE(has(problems, ProblemCode::not_a_number));
  EXPECT_EQ(problems.size(), 4u);
  EXPECT_NE(problems[1].text().find("u"), std::string::npos);
  EXPECT_NE(problems[1].text().find("2015"), std::string::npos);
  EXPECT_THROW(History(line({}, {})), NotEnoughData);
  EXPECT_THROW(History(line({2019, 2019}, {0, 1})), InvalidData);
}

TEST(History, is_what_it_was_until_a_year) {
  const auto whole = synthetic::panel({.units = 20, .years = 5});
  const History h(whole), cut = h.until(2);
  EXPECT_EQ(cut.years(), 3u);
  for (std::size_t j = 0; j < cut.criteria(); ++j) EXPECT_EQ(cut.state(2, j, 7), h.state(2, j, 7));
  EXPECT_EQ(cut.initial_share(3), h.initial_share(3));
  EXPECT_NE(cut.fingerprint(), h.fingerprint());
}

TEST(History, comes_from_assessments_of_several_dates) {
  const CriteriaSet set(parts(
      {criterion("1", {at_least("1", "a", "50")}), criterion("2", {at_least("2", "b", "50")})},
      {measure("a"), measure("b")}));
  const auto registry = communes(2);
  std::vector<Assessment> all;
  for (const auto& [year, value] : {std::pair{2018, 40.0}, std::pair{2019, 60.0}}) {
    Table t(2);
    t.add("a", {value, 60}, Date::end_of(year)).add("b", {60, missing}, Date::end_of(year));
    all.push_back(assess(compile(set, {.on = Date::end_of(year)}), registry, t.data.view()));
  }
  const History h = history(all, registry);
  EXPECT_EQ(h.parts().years, (std::vector<int>{2018, 2019}));
  EXPECT_EQ(h.state(0, 0, 0), State::not_met);
  EXPECT_EQ(h.state(1, 0, 0), State::met);
  EXPECT_EQ(h.state(1, 1, 1), State::missing);
  EXPECT_EQ(h.parts().districts, (std::vector<UnitCode>{UnitCode{"d"}}));
}

TEST(History, is_refused_where_it_has_more_criteria_than_a_count_can_hold) {
  const auto of = [](std::size_t n) {
    HistoryParts p = line({2019}, std::vector<std::uint8_t>(n, 1));
    p.criteria.clear();
    for (std::size_t c = 1; c <= n; ++c) p.criteria.push_back(CriterionNumber{std::to_string(c)});
    return p;
  };
  EXPECT_NO_THROW(History(of(255)));
  EXPECT_TRUE(has(problems_of<InvalidData>([&] { History h(of(256)); }), ProblemCode::too_large));
}
