#include "tieuchi/planning/prioritise.hpp"
#include "support/builder.hpp"
#include "tieuchi/projection/random.hpp"

using namespace support;

namespace {

Work work(const char* unit, int criterion, double cost) {
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

// The best value by trying every set of works.
double brute_force(const WorkList& works, double budget, double bonus) {
  double best = 0;
  std::vector<UnitChoices> choices;
  for (std::size_t u = 0; u < works.units().size(); ++u)
    choices.emplace_back(works, u, PlanValue{bonus});
  for (std::uint64_t set = 0; set < std::uint64_t{1} << works.size(); ++set) {
    double cost = 0, value = 0;
    for (std::size_t u = 0; u < choices.size(); ++u) {
      const auto n = works.last(u) - works.first(u);
      const auto c = choices[u].choice(set >> works.first(u) & ((std::uint64_t{1} << n) - 1));
      cost += c.cost, value += c.value;
    }
    if (cost <= budget) best = std::max(best, value);
  }
  return best;
}

}  // namespace

TEST(Prioritise, a_budget_of_twelve_is_worth_5_9_and_23) {
  const WorkList works = four_communes();
  for (const auto& [bonus, value] : {std::pair{0.0, 5.0}, {3.0, 9.0}, {10.0, 23.0}}) {
    const auto plan = prioritise(works, {.budget = 12, .wanted = {bonus}});
    EXPECT_EQ(plan.value, value);
    EXPECT_EQ(plan.bound, value);
    EXPECT_LE(plan.cost, 12);
    EXPECT_EQ(plan.status, PlanStatus::optimal);
  }
  // Cheapest first is optimal for criteria and not for recognitions.
  const auto cheap = cheapest_first(works, 12),
             best = prioritise(works, {.budget = 12, .wanted = {10}});
  EXPECT_EQ(cheap.criteria, prioritise(works, {.budget = 12}).criteria);
  EXPECT_LT(cheap.recognised, best.recognised);
  EXPECT_EQ(best.recognised, 2);
}

TEST(Prioritise, the_knapsack_p01_is_309_under_a_linear_bound_of_309_0189) {
  // Burkardt's knapsack problem P01: capacity 165.
  const double weight[] = {23, 31, 29, 44, 53, 38, 63, 85, 89, 82},
               profit[] = {92, 57, 49, 68, 60, 43, 67, 84, 87, 72};
  std::vector<Work> list;
  for (int k = 0; k < 10; ++k) {
    list.push_back(work(("U" + std::to_string(k)).c_str(), 1, weight[k]));
    list.back().value = profit[k];
  }
  const WorkList works(list);
  const MarginalBenefit curve(works, {});
  EXPECT_NEAR(curve.bound(165), 309.018867925, 1e-9);
  const auto plan = prioritise(curve, 165);
  EXPECT_EQ(plan.value, 309);
  EXPECT_EQ(plan.bound, 309);
  EXPECT_EQ(plan.cost, 165);
}

TEST(Prioritise, agrees_with_brute_force_on_random_small_instances_and_never_crosses_the_bound) {
  RandomStream random(20, 0, 0);
  for (int instance = 0; instance < 600; ++instance) {
    const bool uncertain = instance % 3 == 2, whole = instance % 2 == 0;
    std::vector<Work> list;
    std::vector<PlanUnit> units;
    const int n_units = 1 + int(random.uniform() * 4);
    double total = 0;
    for (int u = 0; u < n_units; ++u) {
      const std::string code(1, char('A' + u));
      const int n = 1 + int(random.uniform() * 3.2);
      for (int j = 0; j < n; ++j) {
        Work w = work(code.c_str(), j + 1,
                      whole ? std::floor(random.uniform() * 12) : random.uniform() * 10);
        if (instance % 5 == 1) w.value = random.uniform() * 2;
        if (uncertain)
          w.chance_without = 0.6 * random.uniform() * random.uniform(),
          w.chance = w.chance_without + (1 - w.chance_without) * random.uniform();
        total += w.cost;
        list.push_back(w);
      }
      units.push_back({.unit = UnitCode{code},
                       .rest = instance % 7 == 3 ? random.uniform() : 1,
                       .weight = instance % 4 == 1 ? 1 + random.uniform() : 1});
    }
    const WorkList works(list, units);
    const double budget = random.uniform() * total,
                 bonus = instance % 3 == 0 ? 0 : std::floor(random.uniform() * 6);
    const double best = brute_force(works, budget, bonus);
    const auto plan = prioritise(works, {.budget = budget, .wanted = {bonus}});
    ASSERT_NEAR(plan.value, best, 1e-8) << instance;
    ASSERT_LE(plan.cost, budget + 1e-9);
    ASSERT_GE(plan.bound, best - 1e-8) << instance;
    ASSERT_GE(MarginalBenefit(works, {bonus}).bound(budget), best - 1e-9) << instance;
    // Stopped early, the bound still holds.
    const auto stopped = prioritise(works, {.budget = budget, .wanted = {bonus}, .states = 1});
    ASSERT_LE(stopped.value, best + 1e-9) << instance;
    ASSERT_GE(stopped.bound, best - 1e-8) << instance;
  }
}

TEST(Prioritise, the_order_of_the_input_does_not_matter_and_lower_codes_go_first) {
  std::vector<Work> list;
  for (const char* u : {"C", "A", "D", "B"})
    list.push_back(work(u, 1, 5)), list.push_back(work(u, 2, 5));
  const WorkList works(list);
  const auto plan = prioritise(works, {.budget = 20, .wanted = {3}});
  ASSERT_EQ(plan.chosen.size(), 4u);
  for (const auto& c : plan.chosen) EXPECT_LE(works[c.work].unit, UnitCode{"B"});
  std::ranges::reverse(list);
  const WorkList turned(list);
  EXPECT_EQ(prioritise(turned, {.budget = 20, .wanted = {3}}).chosen, plan.chosen);
}

TEST(Prioritise, nothing_is_spent_on_what_would_happen_anyway) {
  const WorkList works({{.unit = UnitCode{"A"},
                         .criterion = CriterionNumber{"1"},
                         .cost = 1,
                         .chance = 0.95,
                         .chance_without = 0.95},
                        {.unit = UnitCode{"B"},
                         .criterion = CriterionNumber{"1"},
                         .cost = 2,
                         .chance = 0.9,
                         .chance_without = 0.2}});
  const auto plan = prioritise(works, {.budget = 2.5});
  ASSERT_EQ(plan.chosen.size(), 1u);
  EXPECT_EQ(works[plan.chosen[0].work].unit, UnitCode{"B"});
  EXPECT_NEAR(plan.criteria, 0.7, 1e-12);
  EXPECT_NEAR(plan.recognised, 0.95 + 0.9, 1e-12);
  EXPECT_NEAR(plan.recognised_before, 0.95 + 0.2, 1e-12);
}

TEST(Prioritise, refuses_budgets_that_are_none) {
  const WorkList works = four_communes();
  EXPECT_THROW((void)prioritise(works, {.budget = -1}), InvalidData);
  EXPECT_THROW((void)prioritise(works, {.budget = std::nan("")}), InvalidData);
  EXPECT_EQ(prioritise(works, {.budget = 0}).chosen.size(), 0u);
  EXPECT_EQ(prioritise(works, {.budget = 1e9}).criteria, 9);
  EXPECT_EQ(prioritise(WorkList({}), {.budget = 1}).value, 0);
}

TEST(Prioritise, decimal_money_adds_up_as_it_was_written) {
  const WorkList works({work("A", 1, 0.1), work("B", 1, 0.2), work("C", 1, 9)});
  const auto plan = prioritise(works, {.budget = 0.3});
  EXPECT_EQ(plan.criteria, 2);
  EXPECT_EQ(plan.cost, 0.3);
  EXPECT_EQ(plan.status, PlanStatus::optimal);
  EXPECT_EQ(cheapest_first(works, 0.3).criteria, 2);
  EXPECT_GE(MarginalBenefit(works, {}).bound(0.3), 2);
}

TEST(Prioritise, keeps_the_budget_and_finds_the_best_on_decimal_and_mixed_scales) {
  RandomStream random(23, 0, 0);
  for (int instance = 0; instance < 300; ++instance) {
    // Costs are whole tenths, from one to 10^15 of them; the oracle sums them as integers.
    const bool mixed = instance % 2 == 0;
    std::vector<Work> list;
    std::vector<long> cost;
    for (int k = 0; k < 8; ++k) {
      const double scale = mixed ? std::pow(10, std::floor(random.uniform() * 15)) : 10;
      cost.push_back(1 + static_cast<long>(random.uniform() * scale));
      const std::string unit(1, static_cast<char>('A' + k / 2));
      list.push_back(work(unit.c_str(), k % 2 + 1, static_cast<double>(cost.back()) / 10));
    }
    const WorkList works(list);  // stays in this order
    long budget = -1;
    for (const long c : cost) budget += random.uniform() < 0.5 ? c : 0;
    budget = std::max(0L, budget + (random.uniform() < 0.5));
    const double bonus = instance % 3 ? 2 : 0;
    double best = 0;
    for (std::uint64_t set = 0; set < 256; ++set) {
      long spent = 0;
      double value = 0;
      for (std::size_t k = 0; k < 8; ++k) spent += set >> k & 1 ? cost[k] : 0;
      for (std::size_t k = 0; k < 8; ++k) value += static_cast<double>(set >> k & 1);
      for (std::size_t u = 0; u < 4; ++u) value += (set >> (2 * u) & 3) == 3 ? bonus : 0;
      if (spent <= budget) best = std::max(best, value);
    }
    const double money = static_cast<double>(budget) / 10;
    const auto plan = prioritise(works, {.budget = money, .wanted = {bonus}});
    long spent = 0;
    for (const auto& c : plan.chosen) spent += cost[c.work];
    EXPECT_LE(spent, budget) << instance;
    EXPECT_EQ(plan.value, best) << instance;
    EXPECT_EQ(plan.bound, best) << instance;
    EXPECT_EQ(plan.status, PlanStatus::optimal) << instance;
    EXPECT_EQ(plan.cost, static_cast<double>(spent) / 10) << instance;
    // Stopped early, what is called proved is the best all the same.
    const auto hasty = prioritise(works, {.budget = money, .wanted = {bonus}, .states = 1});
    EXPECT_GE(hasty.bound, best) << instance;
    if (hasty.status == PlanStatus::optimal) {
      EXPECT_EQ(hasty.value, best) << instance;
    }
    const auto cheap = cheapest_first(works, money);
    EXPECT_LE(cheap.value, cheap.bound);
    if (bonus == 0 && cheap.status == PlanStatus::optimal) {
      EXPECT_EQ(cheap.value, best);
    }
  }
}

TEST(Prioritise, cheapest_first_is_called_proved_only_where_works_gain_alike) {
  std::vector<Work> list{work("A", 1, 1), work("B", 1, 2)};
  EXPECT_EQ(cheapest_first(WorkList(list), 2).status, PlanStatus::optimal);
  list[0].chance = 0.1;
  const auto plan = cheapest_first(WorkList(list), 2);
  EXPECT_EQ(plan.status, PlanStatus::stopped);
  EXPECT_GE(plan.bound, 1);
}

TEST(Prioritise, refuses_gaps_that_are_none) {
  const WorkList works = four_communes();
  for (const double gap : {std::nan(""), -1.0, std::numeric_limits<double>::infinity()}) {
    EXPECT_THROW((void)prioritise(works, {.budget = 1, .gap = gap}), InvalidData);
  }
}
