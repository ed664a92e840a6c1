#include "support/builder.hpp"
#include "tieuchi/assessment/comparison.hpp"
#include "tieuchi/projection/random.hpp"

using namespace support;

namespace {

// Four criteria of one share each; thresholds may rise from 2020 on.
CriteriaSet four(const char* id, const char* later_threshold = "50", std::size_t n = 4) {
  std::vector<Criterion> list;
  std::vector<Measure> measures;
  for (std::size_t c = 1; c <= n; ++c) {
    const std::string m = "m" + std::to_string(c), number = std::to_string(c) + ".1";
    list.push_back(criterion(std::to_string(c).c_str(), {indicator(number.c_str(), requirement::Bound{MeasureCode{m}, Comparator::at_least},
                                                                   {cell({d("50")}, "all", {{2010, 1, 1}, Date{2020, 1, 1}}), cell({d(later_threshold)}, "all", {{2020, 1, 1}})})}));
    measures.push_back(measure(m.c_str()));
  }
  auto p = parts(std::move(list), std::move(measures));
  p.id = SetId{id};
  return CriteriaSet(std::move(p));
}

// Units [from, to) with random shares, some of them missing or asserted not applicable.
Table random_table(RandomStream& random, std::size_t from, std::size_t to, Date on, double holes = 0.1) {
  Table t(to - from);
  for (auto& u : t.data.units) u += UnitIndex(from);
  for (int c = 1; c <= 4; ++c) {
    std::vector<double> v;
    for (std::size_t i = from; i < to; ++i) v.push_back(random.uniform() < holes ? missing : 20 + 70 * random.uniform());
    t.add(("m" + std::to_string(c)).c_str(), v, on);
    for (auto& s : t.data.columns.back().states) {
      if (random.uniform() < holes / 2) s = std::uint8_t(Observed::not_applicable);
    }
  }
  return t;
}

double sum(const ChangeParts& p) { return p.units + p.rules + p.population; }

}  // namespace

TEST(Comparison, three_parts_sum_to_the_change_on_random_panels) {
  RandomStream random(51, 0, 0);
  const Registry registry = communes(60);
  const auto early = compile(four("test"), {.on = end_2019}), later = compile(four("next", "60", 3), {.on = end_2020});
  for (int instance = 0; instance < 200; ++instance) {
    const std::size_t from = std::size_t(random.uniform() * 20), to = 30 + std::size_t(random.uniform() * 30);
    const Table a = random_table(random, 0, 40, end_2019), b = random_table(random, from, to, end_2020);
    const auto x = assess(early, registry, a.data.view()), y = assess(later, registry, b.data.view());
    const auto bridge = under_earlier_rules(x, y, registry, b.data.view());
    for (const bool unknown_as_met : {false, true}) {
      for (const auto na : {NaCount::deem_met(), NaCount::drop()}) {
        const auto c = compare({x, registry}, {y, registry}, {.na_count = na, .unknown_as_met = unknown_as_met, .bridge = &bridge});
        ASSERT_NEAR(sum(c.mean), c.mean.change(), 1e-12) << instance;
        for (const auto& k : c.criteria) {
          ASSERT_NEAR(sum(k.share), k.share.change(), 1e-12) << instance;
          ASSERT_NEAR(sum(k.rate), k.rate.change(), 1e-12) << instance;
        }
        // The figures themselves are those of the roll-up.
        const auto up = roll_up(y, registry, {.na_count = na, .by = Level::province});
        ASSERT_NEAR(c.mean.after, unknown_as_met ? up.total.mean_most() : up.total.mean_least(), 1e-12) << instance;
        const auto& four_one = *std::ranges::find(c.criteria, CriterionNumber{"1"}, &CriterionChange::criterion);
        const auto rate = unknown_as_met ? up.total.criteria[0].upper() : up.total.criteria[0].lower();
        ASSERT_NEAR(four_one.rate.after, rate.value_or(0), 1e-12) << instance;
      }
    }
  }
}

TEST(Comparison, a_mean_that_rises_while_the_sum_falls_is_explained_by_the_population) {
  // 207 communes, 26 of them poor and dissolved: nobody gained anything, the mean rises.
  const Registry registry = communes(207);
  const auto rules = compile(four("test"), {.on = end_2019});
  Table a(207), b(181);
  for (int c = 1; c <= 4; ++c) {
    std::vector<double> v;
    for (int i = 0; i < 207; ++i) v.push_back(i < 181 ? (i % 4 >= c ? 30 : 80) : (c == 1 ? 80 : 30));
    a.add(("m" + std::to_string(c)).c_str(), v);
    b.add(("m" + std::to_string(c)).c_str(), {v.begin(), v.begin() + 181});
  }
  const auto x = assess(rules, registry, a.data.view()), y = assess(rules, registry, b.data.view());
  const auto c = compare({x, registry}, {y, registry}, {.na_count = NaCount::drop()});
  EXPECT_GT(c.mean.after, c.mean.before);
  EXPECT_LT(c.sum_after, c.sum_before);
  EXPECT_EQ(c.mean.units, 0);
  EXPECT_EQ(c.mean.rules, 0);
  EXPECT_NEAR(c.mean.population, c.mean.change(), 1e-12);
  EXPECT_EQ(c.units_both, 181u);
  EXPECT_EQ(c.transitions[0].went, 26);
  EXPECT_EQ(c.transitions[0].went_met, 26);
  EXPECT_EQ(c.transitions[1].went_met, 0);
}

TEST(Comparison, rules_that_tighten_take_what_unchanged_figures_had) {
  const Registry registry = communes(3);
  const auto set = four("test", "70");
  Table a(3), b(3);
  for (int c = 1; c <= 4; ++c) a.add(("m" + std::to_string(c)).c_str(), {60, 60, 40}, end_2019), b.add(("m" + std::to_string(c)).c_str(), {60, 80, 55}, end_2020);
  const auto x = assess(compile(set, {.on = end_2019}), registry, a.data.view()), y = assess(compile(set, {.on = end_2020}), registry, b.data.view());
  const auto bridge = under_earlier_rules(x, y, registry, b.data.view());
  const auto c = compare({x, registry}, {y, registry}, {.na_count = NaCount::drop(), .bridge = &bridge});
  EXPECT_NEAR(c.mean.units, 4.0 / 3, 1e-12);    // the third unit gained four
  EXPECT_NEAR(c.mean.rules, -8.0 / 3, 1e-12);   // two units lose four each with unchanged figures
  EXPECT_NEAR(c.mean.population, 0, 1e-12);
  EXPECT_EQ(c.transitions[0].gained, 1);
  EXPECT_EQ(c.transitions[0].lost, 0);          // neither loss: masked, and counted apart
  EXPECT_EQ(c.transitions[0].by_rules_lost, 2);
  EXPECT_EQ(c.transitions[0].kept, 2);
  EXPECT_TRUE(c.rules_differ);
}

TEST(Comparison, criteria_are_ordered_by_what_they_contribute_and_new_and_gone_ones_are_named) {
  const Registry registry = communes(2);
  Table a(2), b(2);
  a.add("m1", {60, 60}).add("m2", {60, 40}).add("m3", {40, 40}).add("m4", {60, 60});
  b.add("m1", {60, 60}, end_2020).add("m2", {60, 60}, end_2020).add("m3", {60, 60}, end_2020);
  const auto x = assess(compile(four("test"), {.on = end_2019}), registry, a.data.view()), y = assess(compile(four("next", "50", 3), {.on = end_2020}), registry, b.data.view());
  EXPECT_TRUE(has(problems_of<InvalidData>([&] { compare({x, registry}, {y, registry}, {.na_count = NaCount::drop()}); }), ProblemCode::missing_field));
  const auto bridge = under_earlier_rules(x, y, registry, b.data.view());
  const auto c = compare({x, registry}, {y, registry}, {.na_count = NaCount::drop(), .bridge = &bridge});
  EXPECT_EQ(c.criteria[0].criterion, CriterionNumber{"3"});
  EXPECT_TRUE(c.transitions[3].is_gone);
  EXPECT_EQ(c.transitions[3].criterion, CriterionNumber{"4"});
  EXPECT_EQ(c.transitions[2].gained, 2);
}

TEST(Comparison, a_unit_that_others_joined_is_another_unit_where_the_descent_says_so) {
  const Registry registry = communes(3);
  const auto rules = compile(four("test"), {.on = end_2019});
  Table a(3), b(2);
  for (int c = 1; c <= 4; ++c) a.add(("m" + std::to_string(c)).c_str(), {60, 60, 40}), b.add(("m" + std::to_string(c)).c_str(), {60, 45});
  const auto x = assess(rules, registry, a.data.view()), y = assess(rules, registry, b.data.view());
  const std::vector<UnitCode> codes{UnitCode{"c0"}, UnitCode{"c1"}, UnitCode{"c2"}};
  const auto descent = Reorganisation({{UnitCode{"c2"}, UnitCode{"c1"}, {2020, 1, 1}, 1.0}}).descent(codes, end_2019, end_2020);
  const auto by_code = compare({x, registry}, {y, registry}, {.na_count = NaCount::drop()}), by_descent = compare({x, registry}, {y, registry}, {.na_count = NaCount::drop(), .descent = &descent});
  EXPECT_EQ(by_code.units_both, 2u);
  EXPECT_LT(by_code.mean.units, 0);
  EXPECT_EQ(by_descent.units_both, 1u);
  EXPECT_EQ(by_descent.mean.units, 0);
  EXPECT_NEAR(sum(by_descent.mean), by_descent.mean.change(), 1e-12);
}
