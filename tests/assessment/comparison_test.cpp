#include "tieuchi/assessment/comparison.hpp"
#include "support/builder.hpp"
#include "tieuchi/projection/random.hpp"

using namespace support;

namespace {

// Four criteria of one share each; thresholds may rise from 2020 on.
CriteriaSet four(const char* id, const char* later_threshold = "50", std::size_t n = 4) {
  std::vector<Criterion> list;
  std::vector<Measure> measures;
  for (std::size_t c = 1; c <= n; ++c) {
    const std::string m = "m" + std::to_string(c), number = std::to_string(c) + ".1";
    list.push_back(criterion(
        std::to_string(c).c_str(),
        {indicator(number.c_str(), requirement::Bound{MeasureCode{m}, Comparator::at_least},
                   {cell({d("50")}, "all", {{2010, 1, 1}, Date{2020, 1, 1}}),
                    cell({d(later_threshold)}, "all", {{2020, 1, 1}})})}));
    measures.push_back(measure(m.c_str()));
  }
  auto p = parts(std::move(list), std::move(measures));
  p.id = SetId{id};
  return CriteriaSet(std::move(p));
}

// Units [from, to) with random shares, some of them missing or asserted not applicable.
Table random_table(RandomStream& random, std::size_t from, std::size_t to, Date on,
                   double holes = 0.1) {
  Table t(to - from);
  for (auto& u : t.data.units) u += UnitIndex(from);
  for (int c = 1; c <= 4; ++c) {
    std::vector<double> v;
    for (std::size_t i = from; i < to; ++i)
      v.push_back(random.uniform() < holes ? missing : 20 + 70 * random.uniform());
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
  const auto early = compile(four("test"), {.on = end_2019}),
             later = compile(four("next", "60", 3), {.on = end_2020});
  for (int instance = 0; instance < 200; ++instance) {
    const std::size_t from = std::size_t(random.uniform() * 20),
                      to = 30 + std::size_t(random.uniform() * 30);
    const Table a = random_table(random, 0, 40, end_2019),
                b = random_table(random, from, to, end_2020);
    const auto x = assess(early, registry, a.data.view()),
               y = assess(later, registry, b.data.view());
    const auto bridge = under_earlier_rules(x, y, registry, b.data.view());
    for (const bool unknown_as_met : {false, true}) {
      for (const auto na : {NaCount::deem_met(), NaCount::drop()}) {
        const auto c =
            compare({x, registry}, {y, registry},
                    {.na_count = na, .unknown_as_met = unknown_as_met, .bridge = &bridge});
        ASSERT_NEAR(sum(c.mean), c.mean.change(), 1e-12) << instance;
        for (const auto& k : c.criteria) {
          ASSERT_NEAR(sum(k.share), k.share.change(), 1e-12) << instance;
          ASSERT_NEAR(sum(k.rate), k.rate.change(), 1e-12) << instance;
        }
        // The figures themselves are those of the roll-up.
        const auto up = roll_up(y, registry, {.na_count = na, .by = Level::province});
        ASSERT_NEAR(c.mean.after, unknown_as_met ? up.total.mean_most() : up.total.mean_least(),
                    1e-12)
            << instance;
        const auto& four_one =
            *std::ranges::find(c.criteria, CriterionNumber{"1"}, &CriterionChange::criterion);
        const auto rate =
            unknown_as_met ? up.total.criteria[0].upper() : up.total.criteria[0].lower();
        ASSERT_NEAR(four_one.rate.after, rate.value_or(0), 1e-12) << instance;
      }
    }
  }
}

// Every unit counted once, by the verdicts under the earlier rules; units of one date stand beside.
TEST(Comparison, transitions_count_every_unit_by_its_two_verdicts) {
  RandomStream random(52, 0, 0);
  const Registry registry = communes(60);
  const auto early = compile(four("test"), {.on = end_2019}),
             later = compile(four("next", "60", 3), {.on = end_2020});
  std::int64_t each[9] = {};
  for (int instance = 0; instance < 40; ++instance) {
    const Table a = random_table(random, 0, 40, end_2019),
                b = random_table(random, 15, 55, end_2020);
    const auto x = assess(early, registry, a.data.view()),
               y = assess(later, registry, b.data.view());
    const auto bridge = under_earlier_rules(x, y, registry, b.data.view());
    const auto c =
        compare({x, registry}, {y, registry}, {.na_count = NaCount::drop(), .bridge = &bridge});
    EXPECT_TRUE(c.rules_differ);
    EXPECT_EQ(c.units_both, 25u);
    ASSERT_EQ(c.transitions.size(), 4u);
    for (std::size_t k = 0; k < 4; ++k) {
      const bool gone = k == 3;
      Transitions t{.criterion = CriterionNumber{std::to_string(k + 1)}};
      for (std::size_t unit = 0; unit < 55; ++unit) {
        const auto was = unit < 40 ? std::optional(x.cell(k, unit).verdict()) : std::nullopt;
        const auto now =
            unit >= 15 ? std::optional(bridge.cell(k, unit - 15).verdict()) : std::nullopt;
        const Verdict by_new_rules =
            unit >= 15 && !gone ? y.cell(k, unit - 15).verdict() : Verdict::unknown;
        if (!now) {
          ++t.went, t.went_met += was == Verdict::met;
        } else if (!was) {
          ++t.came, t.came_met += by_new_rules == Verdict::met;
        } else {
          const auto says = [](std::optional<Verdict> v) {
            return v == Verdict::met || v == Verdict::not_met;
          };
          if (!says(was) || !says(now))
            ++t.undecided;
          else if (was == Verdict::met)
            ++(now == Verdict::met ? t.kept : t.lost);
          else
            ++(now == Verdict::met ? t.gained : t.still_not_met);
          if (says(now) && says(by_new_rules)) {
            t.by_rules_gained += now == Verdict::not_met && by_new_rules == Verdict::met;
            t.by_rules_lost += now == Verdict::met && by_new_rules == Verdict::not_met;
          }
        }
      }
      const Transitions& found = c.transitions[k];
      EXPECT_EQ(found.criterion, t.criterion);
      EXPECT_EQ(found.is_gone, gone);
      EXPECT_FALSE(found.is_new);
      const auto numbers = [](const Transitions& v) {
        return std::array{v.gained,        v.lost,      v.kept,
                          v.still_not_met, v.undecided, v.by_rules_gained,
                          v.by_rules_lost, v.came_met,  v.went_met};
      };
      ASSERT_EQ(numbers(found), numbers(t)) << instance << " " << k;
      EXPECT_EQ(std::pair(found.came, found.went), std::pair(t.came, t.went));
      for (std::size_t i = 0; i < 9; ++i) each[i] += numbers(t)[i];
    }
  }
  for (int i : {0, 1, 2, 3, 4, 6, 7, 8}) EXPECT_GT(each[i], 0) << i;
  EXPECT_EQ(each[5], 0) << "stricter rules give nothing";
}

TEST(Comparison, what_was_declared_counts_under_the_set_it_was_declared_for) {
  const Registry registry = communes(2);
  Table a(2), b(2);
  a.add("m1", {60, 60});
  b.add("m1", {60, 60}, end_2020);
  const auto x = assess(compile(four("test"), {.on = end_2019}), registry, a.data.view());
  const auto y = compile(four("next"), {.on = end_2020});
  const std::vector<std::uint8_t> fails(2, std::uint8_t(DeclaredVerdict::not_met)),
      passes(2, std::uint8_t(DeclaredVerdict::met));
  const Panel later = b.data.view(
      {{SetId{"test"}, CriterionNumber{"1"}, end_2020, fails, Evidence::approved, "council"},
       {SetId{"next"}, CriterionNumber{"2"}, end_2020, passes, Evidence::approved, "council"}});
  const auto after = assess(y, registry, later);
  EXPECT_EQ(after.cell(0, 0).verdict(), Verdict::met);
  EXPECT_EQ(after.cell(1, 0).verdict(), Verdict::met);
  const auto bridge = under_earlier_rules(x, after, registry, later);
  EXPECT_EQ(bridge.cell(0, 0).verdict(), Verdict::not_met) << "declared for the earlier set";
  EXPECT_EQ(bridge.cell(1, 0).verdict(), Verdict::unknown) << "declared for the later one";
  // The same of declared numbers of criteria met.
  const std::vector<std::uint16_t> two(2, 2), four_of_four(2, 4);
  const Panel counted = b.data.view(
      {}, {{SetId{"test"}, end_2020, two, two, Evidence::approved, "council"},
           {SetId{"next"}, end_2020, four_of_four, four_of_four, Evidence::approved, "council"}});
  const auto by_count = assess(y, registry, counted);
  EXPECT_EQ(by_count.met(0).least, 4);
  EXPECT_EQ(under_earlier_rules(x, by_count, registry, counted).met(0).least, 2);
}

TEST(Comparison, a_criterion_of_the_later_set_alone_moves_nobody) {
  const Registry registry = communes(2);
  Table a(2), b(2);
  a.add("m1", {60, 40}).add("m2", {60, 60}).add("m3", {60, 60});
  b.add("m1", {60, 60}, end_2020)
      .add("m2", {60, 60}, end_2020)
      .add("m3", {60, 40}, end_2020)
      .add("m4", {60, 40}, end_2020);
  const auto x = assess(compile(four("test", "50", 3), {.on = end_2019}), registry, a.data.view()),
             y = assess(compile(four("next"), {.on = end_2020}), registry, b.data.view());
  const auto bridge = under_earlier_rules(x, y, registry, b.data.view());
  const auto c =
      compare({x, registry}, {y, registry}, {.na_count = NaCount::drop(), .bridge = &bridge});
  const Transitions& t = c.transitions[3];
  EXPECT_TRUE(t.is_new && !t.is_gone);
  EXPECT_EQ(t.gained + t.lost + t.kept + t.still_not_met + t.undecided + t.came + t.went, 0);
  EXPECT_EQ(c.transitions[0].gained, 1);
  EXPECT_EQ(c.transitions[2].lost, 1);
  const auto& share =
      std::ranges::find(c.criteria, CriterionNumber{"4"}, &CriterionChange::criterion)->share;
  EXPECT_EQ(share.rules, 0.5);
  EXPECT_EQ(share.units, 0);
}

TEST(Comparison, a_mean_that_rises_while_the_sum_falls_is_explained_by_the_population) {
  // 207 communes, 26 of them poor and dissolved: nobody gained anything, the mean rises.
  const Registry registry = communes(207);
  const auto rules = compile(four("test"), {.on = end_2019});
  Table a(207), b(181);
  for (int c = 1; c <= 4; ++c) {
    std::vector<double> v;
    for (int i = 0; i < 207; ++i)
      v.push_back(i < 181 ? (i % 4 >= c ? 30 : 80) : (c == 1 ? 80 : 30));
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
  for (int c = 1; c <= 4; ++c)
    a.add(("m" + std::to_string(c)).c_str(), {60, 60, 40}, end_2019),
        b.add(("m" + std::to_string(c)).c_str(), {60, 80, 55}, end_2020);
  const auto x = assess(compile(set, {.on = end_2019}), registry, a.data.view()),
             y = assess(compile(set, {.on = end_2020}), registry, b.data.view());
  const auto bridge = under_earlier_rules(x, y, registry, b.data.view());
  const auto c =
      compare({x, registry}, {y, registry}, {.na_count = NaCount::drop(), .bridge = &bridge});
  EXPECT_NEAR(c.mean.units, 4.0 / 3, 1e-12);   // the third unit gained four
  EXPECT_NEAR(c.mean.rules, -8.0 / 3, 1e-12);  // two units lose four each with unchanged figures
  EXPECT_NEAR(c.mean.population, 0, 1e-12);
  EXPECT_EQ(c.transitions[0].gained, 1);
  EXPECT_EQ(c.transitions[0].lost, 0);  // neither loss: masked, and counted apart
  EXPECT_EQ(c.transitions[0].by_rules_lost, 2);
  EXPECT_EQ(c.transitions[0].kept, 2);
  EXPECT_TRUE(c.rules_differ);
}

TEST(Comparison, criteria_are_ordered_by_what_they_contribute_and_new_and_gone_ones_are_named) {
  const Registry registry = communes(2);
  Table a(2), b(2);
  a.add("m1", {60, 60}).add("m2", {60, 40}).add("m3", {40, 40}).add("m4", {60, 60});
  b.add("m1", {60, 60}, end_2020).add("m2", {60, 60}, end_2020).add("m3", {60, 60}, end_2020);
  const auto x = assess(compile(four("test"), {.on = end_2019}), registry, a.data.view()),
             y = assess(compile(four("next", "50", 3), {.on = end_2020}), registry, b.data.view());
  EXPECT_TRUE(has(problems_of<InvalidData>([&] {
                    (void)compare({x, registry}, {y, registry}, {.na_count = NaCount::drop()});
                  }),
                  ProblemCode::missing_field));
  const auto bridge = under_earlier_rules(x, y, registry, b.data.view());
  const auto c =
      compare({x, registry}, {y, registry}, {.na_count = NaCount::drop(), .bridge = &bridge});
  EXPECT_EQ(c.criteria[0].criterion, CriterionNumber{"3"});
  EXPECT_TRUE(c.transitions[3].is_gone);
  EXPECT_EQ(c.transitions[3].criterion, CriterionNumber{"4"});
  EXPECT_EQ(c.transitions[2].gained, 2);
}

TEST(Comparison, a_unit_that_others_joined_is_another_unit_where_the_descent_says_so) {
  const Registry registry = communes(3);
  const auto rules = compile(four("test"), {.on = end_2019});
  Table a(3), b(2);
  for (int c = 1; c <= 4; ++c)
    a.add(("m" + std::to_string(c)).c_str(), {60, 60, 40}),
        b.add(("m" + std::to_string(c)).c_str(), {60, 45});
  const auto x = assess(rules, registry, a.data.view()), y = assess(rules, registry, b.data.view());
  const std::vector<UnitCode> codes{UnitCode{"c0"}, UnitCode{"c1"}, UnitCode{"c2"}};
  const auto descent = Reorganisation({{UnitCode{"c2"}, UnitCode{"c1"}, {2020, 1, 1}, 1.0}})
                           .descent(codes, end_2019, end_2020);
  const auto by_code = compare({x, registry}, {y, registry}, {.na_count = NaCount::drop()}),
             by_descent = compare({x, registry}, {y, registry},
                                  {.na_count = NaCount::drop(), .descent = &descent});
  EXPECT_EQ(by_code.units_both, 2u);
  EXPECT_LT(by_code.mean.units, 0);
  EXPECT_EQ(by_descent.units_both, 1u);
  EXPECT_EQ(by_descent.mean.units, 0);
  EXPECT_NEAR(sum(by_descent.mean), by_descent.mean.change(), 1e-12);
}
