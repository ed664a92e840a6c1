#include "tieuchi/planning/cap.hpp"
#include "support/builder.hpp"

using namespace support;

namespace {

Work work(const char* unit, double cost, double spread = 0, const char* fund = "") {
  return {.unit = UnitCode{unit},
          .criterion = CriterionNumber{"1"},
          .cost = cost,
          .fund = fund,
          .cost_spread = spread};
}

}  // namespace

TEST(Cap, covers_its_district_fund_and_year) {
  const WorkList works({work("A", 1, 0, "state"), work("B", 1)},
                       {{.unit = UnitCode{"A"}, .district = UnitCode{"d"}}});
  const std::vector<Cap> caps{
      {}, {.district = UnitCode{"d"}}, {.fund = "state"}, {.year = 2021}, {.fund = "people"}};
  const ExactCaps exact(works, caps);
  const bool of_a[] = {true, true, true, true, false}, of_b[] = {true, false, false, true, false};
  for (std::size_t c = 0; c < caps.size(); ++c) {
    EXPECT_EQ(exact.covers(c, PlannedWork{0, 2021}), of_a[c]) << c;
    EXPECT_EQ(exact.covers(c, PlannedWork{1, 2021}), of_b[c]) << c;
  }
  EXPECT_FALSE(exact.covers(3, PlannedWork{0, 2022}));
}

TEST(Cap, is_broken_by_one_unit_of_money_and_not_by_rounding) {
  const WorkList works({work("A", 0.1), work("B", 0.2), work("C", 1e15)});
  const auto broken = [&](double amount, std::vector<PlannedWork> chosen) {
    const std::vector<Cap> caps{{.amount = amount}};
    return ExactCaps(works, caps).broken(chosen).size();
  };
  EXPECT_EQ(broken(0.3, {{0}, {1}}), 0u);
  EXPECT_EQ(broken(0.29, {{0}, {1}}), 1u);
  EXPECT_EQ(broken(1e15, {{2}}), 0u);
  EXPECT_EQ(broken(1e15, {{0}, {2}}), 1u);
  EXPECT_EQ(broken(0, {{0}}), 1u);
  EXPECT_EQ(broken(0, {}), 0u);
}

TEST(Cap, names_the_dearest_works_that_exceed_it_and_no_more) {
  const WorkList works({work("A", 1), work("B", 5), work("C", 2), work("D", 4)});
  const std::vector<Cap> caps{{.amount = 8}};
  const auto covers = ExactCaps(works, caps).broken({{0}, {1}, {2}, {3}});
  ASSERT_EQ(covers.size(), 1u);
  EXPECT_EQ(covers[0], (std::vector<PlannedWork>{{1}, {3}}));
}

TEST(Cap, holds_even_if_so_many_works_cost_their_spread_more) {
  const WorkList works({work("A", 1, 0.5), work("B", 1, 0.3), work("C", 1, 0.1)});
  const std::vector<PlannedWork> all{{0}, {1}, {2}};
  const auto need = [&](double gamma) {
    return works.money().amount(ExactCaps(works, {}, gamma).need(all));
  };
  EXPECT_EQ(need(0), 3);
  EXPECT_EQ(need(1), 3.5);
  EXPECT_EQ(need(2), 3.8);
  EXPECT_EQ(need(9), 3.9);
  EXPECT_EQ(need(1.5), 3.7);  // .15 counts to the next tenth
}

TEST(Cap, repair_leaves_out_what_is_worth_least_and_what_waits_for_it) {
  std::vector<Work> list{work("A", 4), work("B", 4), work("C", 1)};
  for (auto& w : list) w.code = w.unit.str();
  list[2].after = {"A"};
  const WorkList works(list);
  const std::vector<Cap> caps{{.amount = 8}};
  const auto kept = ExactCaps(works, caps).repaired({{0, 1}, {1, 1}, {2, 2}}, {0.5, 1, 1});
  EXPECT_EQ(kept, (std::vector<PlannedWork>{{1, 1}}));
}
