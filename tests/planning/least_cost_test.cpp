#include "tieuchi/planning/least_cost.hpp"
#include "support/builder.hpp"
#include "tieuchi/projection/random.hpp"

using namespace support;

namespace {

Work work(const std::string& unit, int criterion, double cost) {
  return {.unit = UnitCode{unit},
          .criterion = CriterionNumber{std::to_string(criterion)},
          .cost = cost};
}

// The case of methods §9: missing works A{3,5} B{2,2,9} C{4} D{1,6,7}.
WorkList four_communes() {
  return WorkList({work("A", 1, 3), work("A", 2, 5), work("B", 1, 2), work("B", 2, 2),
                   work("B", 3, 9), work("C", 1, 4), work("D", 1, 1), work("D", 2, 6),
                   work("D", 3, 7)});
}

PlanTarget recognised(int n, std::vector<UnitCode> units = {}) {
  return {"recognised", PlanCount::recognised, n, std::move(units)};
}
PlanTarget criteria(int n, std::vector<UnitCode> units = {}) {
  return {"criteria", PlanCount::criteria, n, std::move(units)};
}

}  // namespace

TEST(LeastCost, one_to_four_communes_cost_4_12_25_and_39) {
  const WorkList works = four_communes();
  const double expected[] = {4, 12, 25, 39};
  for (int n = 1; n <= 4; ++n) {
    const auto plan = least_cost(works, {recognised(n)});
    EXPECT_EQ(plan.cost, expected[n - 1]);
    EXPECT_EQ(plan.bound, plan.value);
    EXPECT_EQ(plan.recognised, n);
  }
  EXPECT_EQ(least_cost(works, {recognised(2), criteria(5)}).cost, 15);
  EXPECT_EQ(least_cost(works, {recognised(1, {UnitCode{"B"}, UnitCode{"D"}})}).cost, 13);
}

TEST(LeastCost, agrees_with_brute_force_on_random_small_instances) {
  RandomStream random(21, 0, 0);
  int solved = 0;
  for (int instance = 0; instance < 600; ++instance) {
    std::vector<Work> list;
    std::vector<PlanUnit> units;
    const int n_units = 2 + int(random.uniform() * 3);
    for (int u = 0; u < n_units; ++u) {
      const std::string code(1, char('A' + u));
      for (int j = 0; j < 1 + int(random.uniform() * 3.5); ++j)
        list.push_back(work(
            code, j + 1, instance % 2 ? random.uniform() * 9 : std::floor(random.uniform() * 9)));
      units.push_back({.unit = UnitCode{code}, .rest = random.uniform() < 0.1 ? 0.0 : 1.0});
    }
    const WorkList works(list, units);
    std::vector<PlanTarget> targets{recognised(int(random.uniform() * n_units)),
                                    criteria(int(random.uniform() * double(works.size())))};
    if (instance % 3 == 0)
      targets.push_back(recognised(1, {works.units()[0].unit, works.units()[1].unit}));
    double best = std::numeric_limits<double>::infinity();
    for (std::uint64_t set = 0; set < std::uint64_t{1} << works.size(); ++set) {
      double cost = 0;
      int whole = 0, met = 0, of_two = 0;
      for (std::size_t u = 0; u < works.units().size(); ++u) {
        std::size_t n = 0;
        for (std::size_t w = works.first(u); w < works.last(u); ++w) {
          if (set >> w & 1) cost += works[w].cost, ++n;
        }
        const bool all = n == works.last(u) - works.first(u) && works.units()[u].rest == 1;
        met += int(n), whole += all, of_two += all && u < 2;
      }
      if (whole >= targets[0].at_least && met >= targets[1].at_least &&
          (targets.size() < 3 || of_two >= 1))
        best = std::min(best, cost);
    }
    if (std::isinf(best)) {
      ASSERT_THROW((void)least_cost(works, targets), Infeasible) << instance;
      continue;
    }
    ++solved;
    const auto plan = least_cost(works, targets);
    ASSERT_NEAR(plan.cost, best, 1e-7) << instance;
    ASSERT_LE(plan.bound, best + 1e-7) << instance;
    const auto stopped = least_cost(works, targets, {.states = 1});
    ASSERT_GE(stopped.cost, best - 1e-7) << instance;
    ASSERT_LE(stopped.bound, best + 1e-7) << instance;
  }
  EXPECT_GT(solved, 500);
}

TEST(LeastCost, a_province_is_solved_with_a_small_proved_gap) {
  RandomStream random(2, 0, 0);
  std::vector<Work> list;
  std::vector<UnitCode> border;
  for (int u = 0; u < 200; ++u) {
    if (u % 10 == 0) border.push_back(UnitCode{std::to_string(u)});
    for (int j = 0; j < 19; ++j) {
      if (j == 0 || random.uniform() < 0.3)
        list.push_back(work(std::to_string(u), j, std::exp(random.normal())));
    }
  }
  const WorkList works(list);
  const auto plan = least_cost(
      works, {recognised(13), criteria(300), criteria(40, border), recognised(3, border)},
      {.states = 20'000});
  EXPECT_GE(plan.recognised, 13);
  EXPECT_GE(plan.criteria, 300);
  EXPECT_LE(plan.bound, plan.cost);
  EXPECT_LT(plan.gap(), 0.01);
}

TEST(LeastCost, says_what_is_out_of_reach_and_the_least_relaxation) {
  const WorkList works = four_communes();
  const auto beyond = problems_of<Infeasible>([&] {
    (void)least_cost(works, {recognised(5), criteria(10), criteria(1)});
  });
  ASSERT_EQ(beyond.size(), 2u);
  EXPECT_EQ(beyond[0].id(), "TC-I-001");
  EXPECT_EQ(beyond[0].expected, "at most 4 with all works done");
  const auto dear = problems_of<Infeasible>([&] {
    (void)least_cost(works, {recognised(3), criteria(5)}, {.budget = 20});
  });
  ASSERT_EQ(dear.size(), 2u);
  EXPECT_EQ(dear[0].expected, "25 at least for all targets");
  EXPECT_EQ(dear[1].code, "recognised");
  EXPECT_EQ(dear[1].expected, "at most 2 with the others kept");
}

TEST(LeastCost, refuses_what_it_cannot_answer) {
  const WorkList uncertain(
      {{.unit = UnitCode{"A"}, .criterion = CriterionNumber{"1"}, .cost = 1, .chance = 0.5}});
  EXPECT_THROW((void)least_cost(uncertain, {recognised(1)}), InvalidData);
  EXPECT_THROW((void)least_cost(four_communes(), {}), InvalidData);
  EXPECT_THROW((void)least_cost(four_communes(), {recognised(1, {UnitCode{"X"}})}), InvalidData);
}

TEST(LeastCost, finds_the_cheapest_to_the_last_unit_on_decimal_and_mixed_scales) {
  RandomStream random(24, 0, 0);
  for (int instance = 0; instance < 300; ++instance) {
    const bool mixed = instance % 2 == 0;
    std::vector<Work> list;
    std::vector<long> cost;
    for (int k = 0; k < 8; ++k) {
      const double scale = mixed ? std::pow(10, std::floor(random.uniform() * 15)) : 10;
      cost.push_back(1 + static_cast<long>(random.uniform() * scale));
      const std::string unit(1, static_cast<char>('A' + k / 2));
      list.push_back(work(unit, k % 2 + 1, static_cast<double>(cost.back()) / 10));
    }
    const WorkList works(list);
    const int units = static_cast<int>(random.uniform() * 4);
    const int met = 1 + static_cast<int>(random.uniform() * 6);
    long best = std::numeric_limits<long>::max();
    for (std::uint64_t set = 0; set < 256; ++set) {
      long spent = 0;
      int whole = 0;
      for (std::size_t k = 0; k < 8; ++k) spent += set >> k & 1 ? cost[k] : 0;
      for (std::size_t u = 0; u < 4; ++u) whole += (set >> (2 * u) & 3) == 3;
      if (whole >= units && std::popcount(set) >= met) best = std::min(best, spent);
    }
    const double money = static_cast<double>(best) / 10;
    const auto plan = least_cost(works, {recognised(units), criteria(met)});
    EXPECT_EQ(plan.cost, money) << instance;
    EXPECT_EQ(plan.bound, money) << instance;
    EXPECT_EQ(plan.status, PlanStatus::optimal) << instance;
    const auto hasty = least_cost(works, {recognised(units), criteria(met)}, {.states = 1});
    EXPECT_LE(hasty.bound, money) << instance;
    if (hasty.status == PlanStatus::optimal) {
      EXPECT_EQ(hasty.cost, money) << instance;
    }
    // A budget of exactly that much is enough, a tenth less is not.
    EXPECT_NO_THROW((void)least_cost(works, {recognised(units), criteria(met)}, {.budget = money}));
    const double less = static_cast<double>(best - 1) / 10;
    EXPECT_THROW((void)least_cost(works, {recognised(units), criteria(met)}, {.budget = less}),
                 Infeasible);
  }
}

TEST(LeastCost, refuses_gaps_and_budgets_that_are_none) {
  const double nothing = std::nan("");
  EXPECT_THROW((void)least_cost(four_communes(), {recognised(1)}, {.gap = nothing}), InvalidData);
  EXPECT_THROW((void)least_cost(four_communes(), {recognised(1)}, {.budget = nothing}),
               InvalidData);
}
