#include "support/builder.hpp"

#include <bit>
#include <random>

using namespace support;

namespace {
Improvement of(Rule rule, std::vector<double> abc) {
  const CriteriaSet set(parts({criterion("1",
                                         {at_least("1.1", "a", "50"), at_least("1.2", "b", "50"),
                                          at_least("1.3", "c", "50")},
                                         std::move(rule)),
                               criterion("2", {at_least("2", "a", "10")})},
                              {measure("a"), measure("b"), measure("c")}));
  Table t(1);
  t.add("a", {abc[0]}).add("b", {abc[1]}).add("c", {abc[2]});
  const Panel panel = t.data.view();
  const Registry registry = communes(1);
  return improvement(assess(compile(set, {.on = end_2019}), registry, panel), registry, panel, 0);
}
std::vector<std::string> numbers(const std::vector<Obstacle>& list) {
  std::vector<std::string> out;
  for (const auto& o : list) out.push_back(o.indicator.str());
  return out;
}
}  // namespace

TEST(Improvement, names_blockers_unknowns_and_the_least_change) {
  const auto i = of(rule::AllOf{}, {20, missing, 60});
  EXPECT_EQ(numbers(i.blockers), std::vector<std::string>{"1.1"});
  EXPECT_EQ(numbers(i.unknowns), std::vector<std::string>{"1.2"});
  EXPECT_EQ(numbers(i.least_change), (std::vector<std::string>{"1.1", "1.2"}));
  EXPECT_EQ(*i.blockers[0].gap, 30.0);
}

TEST(Improvement, of_any_or_some_takes_the_nearest) {
  EXPECT_EQ(numbers(of(rule::AnyOf{}, {20, 49, 30}).least_change), std::vector<std::string>{"1.2"});
  EXPECT_EQ(numbers(of(rule::AtLeast{2, NotApplicablePolicy::drop}, {20, 49, 30}).least_change),
            (std::vector<std::string>{"1.2", "1.3"}));
}

TEST(Improvement, making_the_least_change_reaches_the_set) {
  for (const Rule& r : {Rule(rule::AllOf{}), Rule(rule::AnyOf{}),
                        Rule(rule::AtLeast{2, NotApplicablePolicy::drop})}) {
    std::vector<double> abc{20, 49, missing};
    for (const auto& o : of(r, abc).least_change) abc[std::size_t(o.indicator.str()[2] - '1')] = 50;
    EXPECT_EQ(of(r, abc).whole.verdict(), Verdict::met);
    EXPECT_TRUE(of(r, abc).least_change.empty());
  }
}

TEST(Improvement, measures_gaps_in_parts_of_the_threshold_and_whole_where_it_is_zero) {
  const CriteriaSet set(parts(
      {criterion("1", {at_least("1.1", "a", "50"),
                       indicator("1.2", requirement::Bound{MeasureCode{"b"}, Comparator::at_most},
                                 {cell({d("0")})}),
                       at_least("1.3", "c", "50")})},
      {measure("a"), measure("b"), measure("c")}));
  Table t(1);
  t.add("a", {20}).add("b", {3}).add("c", {missing});
  const Panel panel = t.data.view();
  const Registry registry = communes(1);
  const auto i =
      improvement(assess(compile(set, {.on = end_2019}), registry, panel), registry, panel, 0);
  ASSERT_EQ(numbers(i.blockers), (std::vector<std::string>{"1.1", "1.2"}));
  EXPECT_EQ(*i.blockers[0].gap, 30.0);
  EXPECT_EQ(i.blockers[0].relative_gap, 0.6);
  EXPECT_EQ(*i.blockers[1].gap, 3.0);
  EXPECT_EQ(i.blockers[1].relative_gap, 3.0);
  ASSERT_EQ(numbers(i.unknowns), std::vector<std::string>{"1.3"});
  EXPECT_FALSE(i.unknowns[0].gap);
  EXPECT_EQ(i.unknowns[0].relative_gap, 1.0);
}

// Every way of raising some indicators to their threshold is tried: none that reaches the set is
// shorter.
TEST(Improvement, no_shorter_change_reaches_the_set_for_any_rule) {
  std::mt19937 random(5);
  const auto any_rule = [&](int members) -> Rule {
    switch (random() % 3) {
      case 0:
        return rule::AllOf{};
      case 1:
        return rule::AnyOf{};
      default:
        return rule::AtLeast{1 + static_cast<int>(random() % static_cast<unsigned>(members)),
                             static_cast<NotApplicablePolicy>(random() % 4)};
    }
  };
  const Registry registry = communes(1);
  std::size_t reached = 0;
  for (int round = 0; round < 150; ++round) {
    CriteriaSetParts p = parts(
        {criterion("1",
                   {at_least("1.1", "m0", "50"), at_least("1.2", "m1", "50"),
                    at_least("1.3", "m2", "50")},
                   any_rule(3)),
         criterion("2", {at_least("2.1", "m3", "50"), at_least("2.2", "m4", "50")}, any_rule(2)),
         criterion("3", {at_least("3", "m5", "50")})},
        {measure("m0"), measure("m1"), measure("m2"), measure("m3"), measure("m4"), measure("m5")});
    p.rule = any_rule(3);
    const CriteriaSet set(std::move(p));
    const auto rules = compile(set, {.on = end_2019});
    std::array<int, 6> state{};  // 0 met, 1 not met, 2 unknown, 3 not applicable
    for (auto& s : state) s = static_cast<int>(random() % 4);
    const auto judged = [&](unsigned raised) {
      Table t(1);
      for (unsigned m = 0; m < 6; ++m) {
        const bool up = raised >> m & 1;
        t.add(("m" + std::to_string(m)).c_str(), {up || state[m] == 0 ? 60
                                                  : state[m] == 1     ? 40.0 - m
                                                                      : missing});
        if (state[m] == 3)
          t.data.columns.back().states[0] = static_cast<std::uint8_t>(Observed::not_applicable);
      }
      const Panel panel = t.data.view();
      const auto result = assess(rules, registry, panel);
      return std::pair(improvement(result, registry, panel, 0), result.whole(0).verdict());
    };
    const auto [answer, today] = judged(0);
    EXPECT_EQ(answer.whole.verdict(), today);
    if (today == Verdict::met) {
      EXPECT_TRUE(answer.least_change.empty());
      continue;
    }
    int least = 7;
    for (unsigned raised = 1; raised < 64; ++raised) {
      bool open = true;
      for (unsigned m = 0; m < 6; ++m)
        open = open && (!(raised >> m & 1) || state[m] == 1 || state[m] == 2);
      if (open && std::popcount(raised) < least && judged(raised).second == Verdict::met)
        least = std::popcount(raised);
    }
    if (least == 7) continue;  // nothing open reaches it
    ++reached;
    unsigned change = 0;
    for (const auto& o : answer.least_change) {
      const auto number = o.indicator.str();
      change |= 1u << (number == "3"      ? 5
                       : number[0] == '1' ? number[2] - '1'
                                          : 3 + number[2] - '1');
    }
    EXPECT_EQ(judged(change).second, Verdict::met) << "round " << round;
    EXPECT_EQ(static_cast<int>(answer.least_change.size()), least) << "round " << round;
  }
  EXPECT_GT(reached, 50u);
}
