#include "tieuchi/planning/roadmap.hpp"
#include "support/builder.hpp"

using namespace support;

namespace {

Work work(const char* unit, int criterion, double cost, const char* fund = "state") {
  return {.unit = UnitCode{unit},
          .criterion = CriterionNumber{std::to_string(criterion)},
          .cost = cost,
          .fund = fund};
}

// The case of methods §9: missing works A{3,5} B{2,2,9} C{4} D{1,6,7}.
WorkList four_communes() {
  return WorkList({work("A", 1, 3), work("A", 2, 5), work("B", 1, 2), work("B", 2, 2),
                   work("B", 3, 9, "people"), work("C", 1, 4), work("D", 1, 1), work("D", 2, 6),
                   work("D", 3, 7)},
                  {{.unit = UnitCode{"A"}, .district = UnitCode{"d1"}},
                   {.unit = UnitCode{"B"}, .district = UnitCode{"d1"}},
                   {.unit = UnitCode{"C"}, .district = UnitCode{"d2"}},
                   {.unit = UnitCode{"D"}, .district = UnitCode{"d2"}}});
}

}  // namespace

TEST(Roadmap, easiest_first_meets_more_criteria_and_recognitions_first_recognises_more) {
  const WorkList works = four_communes();
  const RoadmapOptions o{.from = 2021, .budget = {12}};
  RoadmapOptions other = o;
  other.order = TaskOrder::recognitions_first;
  const Roadmap easy = roadmap(works, o), best = roadmap(works, other);
  // 1 + 2 + 2 + 3 + 4 = 12 against C (4) and A (3 + 5).
  EXPECT_EQ(easy.years().back().criteria, 5);
  EXPECT_EQ(easy.years().back().recognised, 1);
  EXPECT_EQ(best.years().back().criteria, 3);
  EXPECT_EQ(best.years().back().recognised, 2);
  EXPECT_LE(easy.years().back().cost, 12);
}

TEST(Roadmap, a_commune_that_cannot_be_finished_is_not_begun) {
  const WorkList works = four_communes();
  // C (4) fits the first year; A (3 + 5) fits no split of what is left: the money goes to the
  // cheapest tasks.
  const Roadmap map =
      roadmap(works, {.from = 2021, .budget = {6, 6}, .order = TaskOrder::recognitions_first});
  std::vector<std::string> codes;
  for (const auto& t : map.tasks()) codes.push_back(works[t.work].code);
  EXPECT_EQ(map.years().back().recognised, 1);
  EXPECT_EQ(map.years().back().criteria, 4);
  EXPECT_EQ(std::ranges::count(codes, "A/2"), 0);
  // 8 in two halves of 5 and 3 finishes A beside C.
  EXPECT_EQ(roadmap(works, {.from = 2021, .budget = {7, 5}, .order = TaskOrder::recognitions_first})
                .years()
                .back()
                .recognised,
            2);
}

TEST(Roadmap, tasks_are_dated_within_the_money_of_each_year_and_sums_add_up) {
  const WorkList plain = four_communes();
  std::vector<Work> list(plain.works().begin(), plain.works().end());
  for (auto& w : list) w.lead_years = w.cost > 5;
  list[1].after = {list[0].code};
  const WorkList works(list, {plain.units().begin(), plain.units().end()});
  const Roadmap map = roadmap(works, {.from = 2021, .budget = {10, 10, 19}});
  double total = 0;
  std::map<int, double> of_year;
  std::map<std::size_t, Task> at;
  for (const auto& t : map.tasks()) {
    of_year[t.year] += works[t.work].cost, total += works[t.work].cost;
    EXPECT_EQ(t.done, t.year + works[t.work].lead_years);
    at.emplace(t.work, t);
  }
  EXPECT_LE(of_year[2021], 10);
  EXPECT_LE(of_year[2022], 10);
  EXPECT_LE(of_year[2023], 19);
  EXPECT_GT(at.at(1).year, at.at(0).done);
  double sums = 0;
  std::size_t tasks = 0;
  for (const auto& s : map.sums()) sums += s.cost, tasks += s.tasks;
  EXPECT_EQ(sums, total);
  EXPECT_EQ(tasks, map.tasks().size());
  EXPECT_EQ(map.years().back().cost, total);
  for (std::size_t y = 1; y < map.years().size(); ++y)
    EXPECT_GE(map.years()[y].criteria, map.years()[y - 1].criteria);
}

TEST(Roadmap, every_task_says_why_it_stands_where_it_does) {
  const WorkList plain = four_communes();
  std::vector<Work> list(plain.works().begin(), plain.works().end());
  list[6].chance_without = 0.6;
  const WorkList works(list);
  const Roadmap map = roadmap(works, {.from = 2021, .budget = {21}, .required = {UnitCode{"B"}}});
  std::map<std::string, TaskReason> why;
  for (const auto& t : map.tasks()) why.emplace(works[t.work].code, t.reason);
  EXPECT_EQ(why.at("B/3"), TaskReason::required_by_target);  // 9 of 21 although it is the dearest
  EXPECT_EQ(why.at("C/1"), TaskReason::unlocks_recognition);
  EXPECT_EQ(why.at("D/1"), TaskReason::likely);
  EXPECT_EQ(why.at("A/1"), TaskReason::cheap);
  EXPECT_EQ(word(TaskReason::cheap).vi, "ít tốn kém");
}

TEST(Roadmap, a_plan_with_years_keeps_them_and_wrong_options_are_told) {
  const WorkList works = four_communes();
  const Roadmap map(works, plan_of(works, {{5, 2023}, {0, 2021}}), {.from = 2021});
  ASSERT_EQ(map.tasks().size(), 2u);
  EXPECT_EQ(map.tasks()[0].year, 2021);
  EXPECT_EQ(map.tasks()[1].year, 2023);
  EXPECT_EQ(map.years().size(), 3u);
  const auto list = problems_of<InvalidData>([&] {
    (void)roadmap(works, {.from = 2021, .budget = {1, -2, missing}, .required = {UnitCode{"Z"}}});
  });
  EXPECT_EQ(list.size(), 3u);
  EXPECT_EQ(std::ranges::count(list, ProblemCode::not_a_cost, &Problem::what), 2);
  EXPECT_THROW((void)roadmap(works, {.from = 2021}), InvalidData);
}
