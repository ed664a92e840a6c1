#include "tieuchi/planning/highs.hpp"
#include "support/builder.hpp"
#include "support/enumerating_solver.hpp"
#include "tieuchi/planning/schedule.hpp"

using namespace support;

// The library is optional: where CMake did not find it, any other solver does the same work.
#ifdef TIEUCHI_WITH_HIGHS
using TestedSolver = HighsSolver;
#else
using TestedSolver = EnumeratingSolver;
#endif

TEST(Highs, solves_a_schedule_as_trying_everything_does) {
  const WorkList works(
      {{.unit = UnitCode{"A"}, .criterion = CriterionNumber{"1"}, .cost = 3},
       {.unit = UnitCode{"A"}, .criterion = CriterionNumber{"2"}, .cost = 5, .lead_years = 1},
       {.unit = UnitCode{"B"}, .criterion = CriterionNumber{"1"}, .cost = 4}});
  const ScheduleOptions o{.from = 2021,
                          .until = 2022,
                          .caps = {{.year = 2021, .amount = 8}, {.year = 2022, .amount = 3}},
                          .wanted = {4}};
  TestedSolver solver;
  EnumeratingSolver all;
  const auto plan = schedule(works, o, solver), expected = schedule(works, o, all);
  EXPECT_NEAR(plan.value, expected.value, 1e-9);
  EXPECT_GE(plan.bound, plan.value);
  EXPECT_EQ(plan.status, PlanStatus::optimal);
  const ScheduleOptions beyond{.from = 2021,
                               .until = 2021,
                               .caps = {{.amount = 3}},
                               .targets = {{{"two", PlanCount::criteria, 2}, 2021}}};
  EXPECT_THROW((void)schedule(works, beyond, solver), Infeasible);
}
