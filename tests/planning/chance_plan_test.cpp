#include "tieuchi/planning/chance_plan.hpp"
#include "support/builder.hpp"
#include "synthetic_history.hpp"
#include "tieuchi/projection/project.hpp"

using namespace support;

namespace {

const Model& model() {
  static const Model m = fit(History(synthetic::panel(
      {.units = 40, .criteria = 6, .years = 5, .districts = 2, .gain = -1.2, .seed = 6})));
  return m;
}
const Outlook& outlook() {
  // Recognitions are told of listed communes: here all of them are.
  static const Outlook o = project(
      model(),
      {.until = 2020, .draws = 2000, .seed = 3, .registered = std::vector<std::uint8_t>(40, 1)});
  return o;
}

// A work for each criterion that is not met for sure, at a random price.
std::vector<Work> all_works(std::size_t units, double chance = 1) {
  std::vector<Work> list;
  RandomStream random(7, 0, 0);
  for (std::size_t i = 0; i < units; ++i) {
    for (std::size_t j = 0; j < 6; ++j) {
      const double price = 1 + std::floor(random.uniform() * 9);
      if (outlook().chance(0, j, i) < 0.9)
        list.push_back({.unit = outlook().units()[i],
                        .criterion = outlook().criteria()[j],
                        .cost = price,
                        .chance = chance});
    }
  }
  return list;
}

}  // namespace

TEST(ChancePlan, keeps_the_promise_and_a_projection_with_its_works_agrees) {
  for (const double chance : {1.0, 0.9}) {
    const WorkList works(all_works(40, chance));
    const auto found = chance_plan(outlook(), works, {.at_least = 16, .chance = 0.9});
    EXPECT_GE(found.chance.value, 0.9);
    EXPECT_LT(found.chance_without.value, 0.5);
    EXPECT_LE(found.plan.bound, found.plan.cost);
    EXPECT_GT(found.plan.bound, 0);
    ProjectOptions o{
        .until = 2020, .draws = 2000, .seed = 77, .registered = std::vector<std::uint8_t>(40, 1)};
    for (const auto& c : found.plan.chosen) {
      const Work& w = works[c.work];
      o.works.push_back(
          {std::size_t(std::ranges::find(outlook().units(), w.unit) - outlook().units().begin()),
           std::size_t(std::ranges::find(outlook().criteria(), w.criterion) -
                       outlook().criteria().begin()),
           2020, w.chance});
    }
    const auto other = project(model(), o);  // other random numbers: what was chosen was not luck
    EXPECT_NEAR(other.probability(Metric::newly_recognised, 0, 16).value, 0.9, 0.05) << chance;
  }
}

TEST(ChancePlan, is_near_the_cheapest_of_all_small_plans_and_the_bound_never_crosses_it) {
  std::vector<Work> list = all_works(40);
  std::vector<UnitCode> cohort;
  std::vector<Work> some;
  for (const auto& w : list) {
    if (some.size() < 11 && std::ranges::count(some, w.unit, &Work::unit) < 4) some.push_back(w);
  }
  for (const auto& w : some) {
    if (std::ranges::find(cohort, w.unit) == cohort.end()) cohort.push_back(w.unit);
  }
  const WorkList works(some);
  // From the states alone: which of the six criteria each unit of the cohort lacks in each draw,
  // and the criterion that each work gives, as bits. No work gives the bit of a unit that was
  // recognised before: it cannot be recognised newly.
  constexpr unsigned recognised_before = 64;
  std::vector<std::vector<unsigned>> lacks(outlook().draws());
  std::vector<std::pair<std::size_t, unsigned>> gives(works.size());
  for (std::size_t u = 0; u < cohort.size(); ++u) {
    const auto i =
        std::size_t(std::ranges::find(outlook().units(), cohort[u]) - outlook().units().begin());
    const auto bit = [i](auto words) { return words[i / 64] >> (i % 64) & 1; };
    for (std::size_t s = 0; s < outlook().draws(); ++s) {
      const auto& states = outlook().states();
      unsigned lacking =
          bit(states.recognised(s, 0)) && !bit(states.newly(s, 0)) ? recognised_before : 0;
      for (std::size_t j = 0; j < 6; ++j) lacking |= bit(states.met(s, 0, j)) ? 0u : 1u << j;
      lacks[s].push_back(lacking);
    }
    for (std::size_t w = 0; w < works.size(); ++w) {
      for (std::size_t j = 0; j < 6; ++j) {
        if (works[w].unit == cohort[u] && works[w].criterion == outlook().criteria()[j])
          gives[w] = {u, 1u << j};
      }
    }
  }
  for (const int k : {1, 2}) {
    for (const double chance : {0.5, 0.8}) {
      std::optional<ChancePlan> found;
      try {
        found = chance_plan(outlook(), works, {.at_least = k, .chance = chance, .units = cohort});
      } catch (const Infeasible&) {
        continue;
      }
      double best = std::numeric_limits<double>::infinity();
      for (std::uint64_t set = 0; set < std::uint64_t{1} << works.size(); ++set) {
        double cost = 0;
        std::vector<unsigned> given(cohort.size());
        for (std::size_t w = 0; w < works.size(); ++w) {
          if (!(set >> w & 1)) continue;
          cost += works[w].cost;
          given[gives[w].first] |= gives[w].second;
        }
        if (cost >= best) continue;
        std::size_t kept = 0;
        for (const auto& draw : lacks) {
          int n = 0;
          for (std::size_t u = 0; u < given.size(); ++u) n += (draw[u] & ~given[u]) == 0;
          kept += n >= k;
        }
        if (double(kept) / double(outlook().draws()) >= chance) best = cost;
      }
      EXPECT_LE(found->plan.cost, 1.25 * best) << k << " " << chance;
      EXPECT_GE(found->plan.cost, best - 1e-9);
      EXPECT_LE(found->plan.bound, best + 1e-9);
    }
  }
}

TEST(ChancePlan, more_chance_costs_no_less_and_nothing_is_bought_that_is_not_needed) {
  const WorkList works(all_works(40));
  double before = 0;
  for (const double chance : {0.5, 0.8, 0.95}) {
    const auto found = chance_plan(outlook(), works, {.at_least = 15, .chance = chance});
    EXPECT_GE(found.plan.cost, 0.9 * before);  // a heuristic: near, not exactly, monotone
    before = found.plan.cost;
  }
  EXPECT_EQ(chance_plan(outlook(), works, {.at_least = 0, .chance = 0.9}).plan.cost, 0);
  EXPECT_EQ(chance_plan(outlook(), works, {.at_least = 3, .chance = 0.5, .newly = false}).plan.cost,
            0);
}

TEST(ChancePlan, says_what_can_be_had_and_what_is_wrong) {
  const WorkList works(all_works(4));
  const auto beyond = problems_of<Infeasible>(
      [&] { (void)chance_plan(outlook(), works, {.at_least = 39, .chance = 0.9}); });
  ASSERT_EQ(beyond.size(), 1u);
  EXPECT_EQ(beyond[0].what, ProblemCode::out_of_reach);
  EXPECT_NE(beyond[0].expected.find("with all works done"), std::string::npos);
  EXPECT_THROW((void)chance_plan(outlook(), works, {.at_least = 1, .chance = 1}), InvalidData);
  const WorkList unknown(
      {{.unit = UnitCode{"X"}, .criterion = CriterionNumber{"1"}, .cost = 1},
       {.unit = outlook().units()[0], .criterion = CriterionNumber{"99"}, .cost = 1}});
  EXPECT_EQ(problems_of<UnknownCode>([&] {
              (void)chance_plan(outlook(), unknown, {.at_least = 1});
            }).size(),
            2u);
}
