#include "tieuchi/planning/work.hpp"
#include "support/builder.hpp"

using namespace support;

TEST(Work, all_problems_of_a_list_are_told_at_once) {
  const UnitCode a{"A"};
  const CriterionNumber one{"1"}, two{"2"};
  const auto list = problems_of<InvalidData>([&] {
    WorkList({{.code = "x", .unit = a, .criterion = one, .cost = -1},
              {.code = "y", .unit = a, .criterion = one, .cost = missing},
              {.code = "z",
               .unit = a,
               .criterion = two,
               .cost = 1,
               .chance = 0.2,
               .chance_without = 0.5,
               .after = {"no such"}},
              {.code = "p", .unit = UnitCode{"B"}, .criterion = one, .cost = 1, .after = {"q"}},
              {.code = "q", .unit = UnitCode{"B"}, .criterion = two, .cost = 1, .after = {"p"}}},
             {{.unit = a, .rest = 2}});
  });
  for (auto what :
       {ProblemCode::not_a_cost, ProblemCode::duplicate_row, ProblemCode::value_out_of_range,
        ProblemCode::unknown_code, ProblemCode::cyclic_precedence}) {
    EXPECT_TRUE(has(list, what));
  }
  EXPECT_EQ(std::ranges::count(list, ProblemCode::not_a_cost, &Problem::what), 2);
  EXPECT_EQ(std::ranges::count(list, ProblemCode::cyclic_precedence, &Problem::what), 2);
  EXPECT_EQ(list.front().id(), "TC-D-032");
}

TEST(Work, a_list_stands_in_natural_order_with_its_units) {
  const auto w = [](const char* unit, const char* criterion) {
    return Work{.unit = UnitCode{unit}, .criterion = CriterionNumber{criterion}, .cost = 1};
  };
  const WorkList works({w("10", "2"), w("2", "10"), w("2", "9")},
                       {{.unit = UnitCode{"10"}, .district = UnitCode{"d"}}});
  EXPECT_EQ(works[0].code, "2/9");
  EXPECT_EQ(works[2].code, "10/2");
  ASSERT_EQ(works.units().size(), 2u);
  EXPECT_EQ(works.units()[1].district, UnitCode{"d"});
  EXPECT_EQ(works.last(0), 2u);
  EXPECT_EQ(works.unit_of(2), 1u);
  EXPECT_TRUE(works.certain());
  EXPECT_EQ(works.index_of("2/10"), 1u);
  EXPECT_THROW((void)works.index_of("3/1"), UnknownCode);
}
