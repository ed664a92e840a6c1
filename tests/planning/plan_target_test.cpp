#include "support/builder.hpp"
#include "support/enumerating_solver.hpp"
#include "tieuchi/planning/least_cost.hpp"
#include "tieuchi/planning/schedule.hpp"

using namespace support;

TEST(PlanTarget, means_the_same_to_a_least_cost_and_to_a_schedule) {
  std::vector<Work> list;
  const std::vector<std::pair<const char*, std::vector<double>>> lacking{{"A", {3.1, 5.2}},
                                                                         {"B", {2.3}}};
  for (const auto& [unit, costs] : lacking) {
    int criterion = 0;
    for (const double cost : costs) {
      list.push_back({.unit = UnitCode{unit},
                      .criterion = CriterionNumber{std::to_string(++criterion)},
                      .cost = cost});
    }
  }
  const WorkList works(list);
  EnumeratingSolver solver;
  for (const PlanTarget& target :
       {PlanTarget{"recognised", PlanCount::recognised, 1},
        PlanTarget{"recognised", PlanCount::recognised, 1, {UnitCode{"A"}}},
        PlanTarget{"criteria", PlanCount::criteria, 2}}) {
    const double cost = least_cost(works, {target}).cost;
    ScheduleOptions o{.from = 2021, .until = 2021, .caps = {{.amount = cost}}};
    o.targets = {{target, 2021}};
    EXPECT_EQ(schedule(works, o, solver).cost, cost);
    o.caps[0].amount = cost - 0.1;
    EXPECT_THROW((void)schedule(works, o, solver), Infeasible);
  }
}
