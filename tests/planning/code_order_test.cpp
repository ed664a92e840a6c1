#include "support/builder.hpp"
#include "support/enumerating_solver.hpp"
#include "tieuchi/planning/schedule.hpp"

using namespace support;

namespace {

Work work(const std::string& unit, int criterion, double cost) {
  return {.unit = UnitCode{unit},
          .criterion = CriterionNumber{std::to_string(criterion)},
          .cost = cost};
}

}  // namespace

TEST(CodeOrder, equal_units_are_served_in_the_order_of_their_codes) {
  std::vector<Work> list;
  for (const char* u : {"C", "A", "B"}) list.push_back(work(u, 1, 5));
  const WorkList works(list);
  EnumeratingSolver solver;
  const auto plan = schedule(works,
                             {.from = 2021,
                              .until = 2022,
                              .caps = {{.year = 2021, .amount = 5}, {.year = 2022, .amount = 5}}},
                             solver);
  ASSERT_EQ(plan.chosen.size(), 2u);
  EXPECT_EQ(works[plan.chosen[0].work].unit, UnitCode{"A"});
  EXPECT_EQ(plan.chosen[0].year, 2021);
  EXPECT_EQ(works[plan.chosen[1].work].unit, UnitCode{"B"});
}

TEST(CodeOrder, units_that_differ_keep_their_years) {
  const WorkList works({work("A", 1, 5), work("B", 1, 6), work("C", 1, 5)});
  const auto chosen = in_order_of_codes(works, {{1, 2021}, {2, 2022}});
  EXPECT_EQ(chosen, (std::vector<PlannedWork>{{0, 2022}, {1, 2021}}));
  // C is in a target and A is not: they are no longer equal.
  const std::vector<DatedTarget> targets{{{"c", PlanCount::criteria, 1, {UnitCode{"C"}}}, 2022}};
  const auto kept = in_order_of_codes(works, {{1, 2021}, {2, 2022}}, targets);
  EXPECT_EQ(kept, (std::vector<PlannedWork>{{1, 2021}, {2, 2022}}));
}
