#include "tieuchi/planning/marginal_benefit.hpp"
#include "support/builder.hpp"
#include "tieuchi/projection/random.hpp"

using namespace support;

namespace {

WorkList random_works(RandomStream& random, int units, bool uncertain) {
  std::vector<Work> list;
  for (int u = 0; u < units; ++u) {
    for (int j = 0; j < 1 + int(random.uniform() * 6); ++j) {
      Work w{.unit = UnitCode{std::to_string(u)},
             .criterion = CriterionNumber{std::to_string(j)},
             .cost = 1 + random.uniform() * 9};
      if (uncertain)
        w.chance_without = 0.5 * random.uniform(),
        w.chance = w.chance_without + (1 - w.chance_without) * random.uniform();
      list.push_back(w);
    }
  }
  return WorkList(list);
}

}  // namespace

TEST(MarginalBenefit, corners_are_the_concave_hull_of_all_choices) {
  RandomStream random(4, 0, 0);
  for (int instance = 0; instance < 200; ++instance) {
    const WorkList works = random_works(random, 1, instance % 2);
    const UnitChoices choices(works, 0, {std::floor(random.uniform() * 5)});
    const auto corners = choices.corners();
    for (std::size_t k = 2; k < corners.size(); ++k) {
      const double before = (corners[k - 1].value - corners[k - 2].value) /
                            (corners[k - 1].cost - corners[k - 2].cost);
      const double after =
          (corners[k].value - corners[k - 1].value) / (corners[k].cost - corners[k - 1].cost);
      ASSERT_LT(after, before);
    }
    // No choice lies above the hull: at every price a corner is best.
    for (double price : {0.0, 0.05, 0.1, 0.2, 0.3, 0.5, 1.0}) {
      double best = 0, corner = -1e9;
      for (std::uint64_t s = 0; s < std::uint64_t{1} << works.size(); ++s)
        best = std::max(best, choices.choice(s).value - price * choices.choice(s).cost);
      for (const auto& c : corners) corner = std::max(corner, c.value - price * c.cost);
      ASSERT_NEAR(corner, best, 1e-9);
      const auto found = choices.best(price);
      ASSERT_NEAR(found.value - price * found.cost, best, 1e-9);
      std::size_t near = 0, expected = 0;
      choices.each_within(price, 0.3, [&](const UnitChoice&) { return ++near, true; });
      for (std::uint64_t s = 0; s < std::uint64_t{1} << works.size(); ++s)
        expected += best - (choices.choice(s).value - price * choices.choice(s).cost) <= 0.3;
      ASSERT_EQ(near, expected);
    }
  }
}

TEST(MarginalBenefit, the_curve_is_concave_and_ends_at_everything) {
  RandomStream random(5, 0, 0);
  const WorkList works = random_works(random, 50, false);
  const MarginalBenefit curve(works, {2});
  double last = std::numeric_limits<double>::infinity(), total = 0;
  for (const auto& s : curve.steps()) EXPECT_LE(s.slope(), last), last = s.slope();
  for (const auto& w : works.works()) total += w.cost;
  EXPECT_NEAR(curve.cost().back(), total, 1e-9);
  EXPECT_NEAR(curve.value().back(), double(works.size()) + 2 * 50, 1e-9);
  EXPECT_EQ(curve.bound(0), 0);
  EXPECT_EQ(curve.bound(1e9), curve.value().back());
  EXPECT_NEAR(curve.bound(curve.cost()[7]), curve.value()[7], 1e-9);
}

TEST(MarginalBenefit, refuses_works_in_an_order) {
  const WorkList works(
      {{.code = "a", .unit = UnitCode{"A"}, .criterion = CriterionNumber{"1"}, .cost = 1},
       {.code = "b",
        .unit = UnitCode{"A"},
        .criterion = CriterionNumber{"2"},
        .cost = 1,
        .after = {"a"}}});
  EXPECT_THROW(MarginalBenefit(works, {}), InvalidData);
}
