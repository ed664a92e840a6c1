// What to do first: four made-up communes that lack nine criteria, under one budget, for two
// recognitions, over two years.
#include <cstdio>
#include <string>

#include "tieuchi/planning/least_cost.hpp"
#include "tieuchi/planning/roadmap.hpp"

namespace tc = tieuchi;

namespace {

// Costs in billions of đồng.
tc::WorkList works() {
  const auto work = [](const char* unit, const char* criterion, double cost) {
    return tc::Work{
        .unit = tc::UnitCode{unit}, .criterion = tc::CriterionNumber{criterion}, .cost = cost};
  };
  return tc::WorkList({work("A", "2", 3), work("A", "6", 5), work("B", "13", 2), work("B", "16", 2),
                       work("B", "2", 9), work("C", "17", 4), work("D", "19", 1), work("D", "6", 6),
                       work("D", "2", 7)});
}

void print(const char* what, const tc::WorkList& all, const tc::WorkPlan& plan) {
  std::string chosen;
  for (const auto& c : plan.chosen) chosen += " " + all[c.work].code;
  std::printf("%s: cost %g, criteria +%g, recognised %g, bound %g, gap %g:%s\n", what, plan.cost,
              plan.criteria, plan.recognised, plan.bound, plan.gap(), chosen.c_str());
}

}  // namespace

int main() {
  const tc::WorkList all = works();
  print("12 billion, a recognition worth 3 criteria", all,
        tc::prioritise(all, {.budget = 12, .wanted = {3}}));
  print("12 billion, cheapest first", all, tc::cheapest_first(all, 12));
  print(
      "least for 2 recognitions and 5 criteria", all,
      tc::least_cost(all, {{.code = "communes", .at_least = 2},
                           {.code = "criteria", .count = tc::PlanCount::criteria, .at_least = 5}}));
  try {
    (void)tc::least_cost(all, {{.code = "communes", .at_least = 3}}, {.budget = 20});
  } catch (const tc::Infeasible& e) {
    std::printf("20 billion for 3 recognitions:\n%s\n", e.what());
  }
  for (const auto order : {tc::TaskOrder::easiest_first, tc::TaskOrder::recognitions_first}) {
    const tc::Roadmap map = tc::roadmap(all, {.from = 2021, .budget = {6, 6}, .order = order});
    std::printf("%s\n",
                order == tc::TaskOrder::easiest_first ? "easiest first" : "recognitions first");
    for (const auto& t : map.tasks())
      std::printf("  %d %s (%s)\n", t.year, all[t.work].code.c_str(),
                  tc::word(t.reason).en.c_str());
    for (const auto& y : map.years())
      std::printf("  by the end of %d: spent %g, criteria +%g, recognised %g\n", y.year, y.cost,
                  y.criteria, y.recognised);
  }
}
