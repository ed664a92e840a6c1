#include "tieuchi/planning/work_plan.hpp"
#include "support/builder.hpp"

using namespace support;

TEST(WorkPlan, counts_what_a_choice_brings) {
  const WorkList works({{.unit = UnitCode{"A"},
                         .criterion = CriterionNumber{"1"},
                         .cost = 3,
                         .chance = 0.9,
                         .chance_without = 0.4},
                        {.unit = UnitCode{"A"}, .criterion = CriterionNumber{"2"}, .cost = 5},
                        {.unit = UnitCode{"B"}, .criterion = CriterionNumber{"1"}, .cost = 2}},
                       {{.unit = UnitCode{"A"}, .rest = 0.5}});
  const auto plan = plan_of(works, {{2, 2021}, {1, 2020}, {0, 2021}});
  EXPECT_EQ(plan.chosen[0], (PlannedWork{1, 2020}));
  EXPECT_EQ(plan.cost, 10);
  EXPECT_NEAR(plan.criteria, 2.5, 1e-12);
  EXPECT_NEAR(plan.recognised, 0.5 * 0.9 + 1, 1e-12);
  EXPECT_EQ(plan.recognised_before, 0);
  WorkPlan open{.value = 10, .bound = 11};
  EXPECT_NEAR(open.gap(), 0.1, 1e-12);
}
