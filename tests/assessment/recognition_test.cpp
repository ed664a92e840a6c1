#include "support/builder.hpp"

#include <random>

using namespace support;

namespace {

// A commune whose verdicts under a set are declared: the numbers of criteria that are not met, and
// those that are not known.
Assessment declared(const char* set_id, Date on, std::set<std::string> fail,
                    std::set<std::string> unknown, const Registry& registry,
                    std::vector<std::vector<std::uint8_t>>& keep,
                    std::vector<DeclaredVerdicts>& list) {
  const auto set = catalog::criteria_set(set_id);
  for (const auto& c : set.criteria()) {
    const auto n = c.number.str();
    keep.push_back({std::uint8_t(unknown.contains(n) ? DeclaredVerdict::not_declared
                                 : fail.contains(n)  ? DeclaredVerdict::not_met
                                                     : DeclaredVerdict::met)});
    list.push_back({set.id(), c.number, on, {}, Evidence::approved, "council"});
  }
  for (std::size_t i = 0; i < keep.size(); ++i) list[i].verdicts = keep[i];
  return assess(compile(set, {.on = on}), registry, Panel(1, {}, list));
}

Verdict keeps(std::set<std::string> fail, std::set<std::string> unknown = {}) {
  const Registry registry = communes(1);
  std::vector<std::vector<std::uint8_t>> keep;
  std::vector<DeclaredVerdicts> list;
  const auto r =
      declared("vn-commune-2021", Date::end_of(2023), fail, unknown, registry, keep, list);
  return keeps_recognition(r, catalog::revocation_rule("vn-revocation-2022"), 0);
}

std::set<std::string> first(int n) {
  std::set<std::string> out;
  for (int i = 1; i <= n; ++i) out.insert(std::to_string(i));
  return out;
}

}  // namespace

TEST(Recognition, seventeen_of_nineteen_keeps_recognition) {
  EXPECT_EQ(keeps({"2", "5"}), Verdict::met);
  EXPECT_EQ(keeps({"10", "17"}), Verdict::met);  // key criteria, but under 30 %
}

TEST(Recognition, is_revoked_at_30_percent_with_a_key_criterion_or_at_50) {
  EXPECT_EQ(keeps(first(5)), Verdict::met);                             // 5 of 19: 26 %
  EXPECT_EQ(keeps(first(6)), Verdict::met);                             // 32 %, no key criterion
  EXPECT_EQ(keeps({"1", "2", "3", "4", "5", "10"}), Verdict::not_met);  // 32 % with income
  // 47 %, none of 10, 17, 19.
  EXPECT_EQ(keeps({"1", "2", "3", "4", "5", "6", "7", "8", "9"}), Verdict::met);
  EXPECT_EQ(keeps({"1", "2", "3", "4", "5", "6", "7", "8", "9", "11"}), Verdict::not_met);  // 53 %
}

TEST(Recognition, unknown_never_revokes) {
  EXPECT_EQ(keeps({}, first(19)), Verdict::unknown);
  EXPECT_EQ(keeps({"1", "2", "3", "4", "5"}, {"10"}), Verdict::unknown);
  EXPECT_EQ(keeps({"1"}, {"2", "3"}), Verdict::met);  // 3 of 19 at worst
}

TEST(Recognition, the_revocation_rule_is_refused_for_2019) {
  const Registry registry = communes(1);
  std::vector<std::vector<std::uint8_t>> keep;
  std::vector<DeclaredVerdicts> list;
  const auto r = declared("vn-commune-2016", end_2019, {}, {}, registry, keep, list);
  const auto rule = catalog::revocation_rule("vn-revocation-2022");
  const auto problems = problems_of<InvalidCriteria>([&] { (void)keeps_recognition(r, rule, 0); });
  EXPECT_TRUE(has(problems, ProblemCode::wrong_period));
}

TEST(Recognition, asks_more_than_the_criteria) {
  const auto rule = catalog::recognition_rule("vn-recognition-2016");
  const auto set = catalog::criteria_set("vn-commune-2016");
  const Registry registry = communes(1);
  const auto at = [&](double registered, double arrears, std::uint8_t seven) {
    std::vector<std::vector<std::uint8_t>> keep;
    std::vector<DeclaredVerdicts> list;
    for (const auto& c : set.criteria()) {
      keep.push_back({c.number.str() == "7" ? seven : std::uint8_t(DeclaredVerdict::met)});
      list.push_back({set.id(), c.number, end_2020, {}, Evidence::approved, ""});
    }
    for (std::size_t i = 0; i < keep.size(); ++i) list[i].verdicts = keep[i];
    Table t(1);
    t.add("recognition.registered", {registered}, end_2020)
        .add("recognition.no_arrears", {arrears}, end_2020);
    const Panel panel = t.data.view(list);
    return recognise(assess(compile(set, {.on = end_2020}), registry, panel), registry, panel, rule,
                     0);
  };
  const auto met = std::uint8_t(DeclaredVerdict::met),
             na = std::uint8_t(DeclaredVerdict::not_applicable);
  EXPECT_EQ(at(1, 1, met).verdict, Verdict::met);
  EXPECT_EQ(at(1, 1, na).verdict, Verdict::met);
  EXPECT_EQ(at(1, 0, met).verdict, Verdict::not_met);  // 19/19 and not recognised
  EXPECT_EQ(at(missing, 1, met).verdict, Verdict::unknown);
  EXPECT_EQ(at(missing, 1, met).lacking, std::vector<std::string>{"recognition.registered"});
}

TEST(Recognition, a_unit_to_which_nothing_applies_is_not_recognised) {
  const CriteriaSet set(parts({criterion("1", {at_least("1", "x", "50")})}, {measure("x")}));
  const RecognitionRule rule{.id = "r", .decision = "r"};
  Table t(1);
  t.add("x", {0});
  t.data.columns[0].states[0] = std::uint8_t(Observed::not_applicable);
  const Panel panel = t.data.view();
  const Registry registry = communes(1);
  EXPECT_EQ(
      recognise(assess(compile(set, {.on = end_2019}), registry, panel), registry, panel, rule, 0)
          .verdict,
      Verdict::not_met);
}

// Whatever is not known is filled in every way: kept in all of them, revoked in all of them, or
// unknown.
TEST(Recognition, keeping_it_agrees_with_every_completion) {
  const int n = 6;
  std::vector<Criterion> criteria;
  std::vector<Measure> measures;
  for (int c = 1; c <= n; ++c) {
    const auto k = std::to_string(c);
    criteria.push_back(
        criterion(k.c_str(), {at_least((k + ".1").c_str(), ("x" + k).c_str(), "50")}));
    criteria.back().applicability.condition = MeasureCode{"asked" + k};
    measures.push_back(measure(("x" + k).c_str()));
    measures.push_back(measure(("asked" + k).c_str(), MeasureKind::attained));
  }
  const CriteriaSet set(parts(criteria, measures));
  const RevocationRule rule{.id = "r",
                            .decision = "r",
                            .key_from = Decimal(25),
                            .all_from = Decimal(50),
                            .keys = {{SetId{"other"}, {CriterionNumber{"3"}}},
                                     {set.id(), {CriterionNumber{"1"}, CriterionNumber{"2"}}}}};
  const auto rules = compile(set, {.on = end_2019});
  const Registry registry = communes(1);
  std::mt19937 random(11);
  int seen[3] = {};
  for (int round = 0; round < 400; ++round) {
    Table t(1);
    for (int c = 1; c <= n; ++c) {
      const auto k = std::to_string(c);
      const double values[] = {60, 60, 40, missing}, asked[] = {1, 1, 0, missing};
      t.add(("x" + k).c_str(), {values[random() % 4]})
          .add(("asked" + k).c_str(), {asked[random() % 4]});
    }
    const auto result = assess(rules, registry, t.data.view());
    bool may_keep = false, may_lose = false, may_apply = false;
    for (int way = 0; way < 729; ++way) {  // met, not met or not applicable, for each
      int failed = 0, applicable = 0, rest = way;
      bool key = false, possible_way = true;
      for (int c = 0; c < n; ++c, rest /= 3) {
        const Possible one[] = {possible::met, possible::not_met, possible::not_applicable};
        possible_way =
            possible_way && result.cell(static_cast<std::size_t>(c), 0).may_be(one[rest % 3]);
        applicable += rest % 3 != 2, failed += rest % 3 == 1, key = key || (c < 2 && rest % 3 == 1);
      }
      if (!possible_way) continue;
      may_apply = may_apply || applicable > 0;
      const bool revoked = applicable > 0 && (100 * failed >= 50 * applicable ||
                                              (key && 100 * failed >= 25 * applicable));
      (revoked ? may_lose : may_keep) = true;
    }
    const Verdict expected = !may_apply || (may_keep && may_lose) ? Verdict::unknown
                             : may_lose                           ? Verdict::not_met
                                                                  : Verdict::met;
    ASSERT_EQ(keeps_recognition(result, rule, 0), expected) << "round " << round;
    ++seen[expected == Verdict::met ? 0 : expected == Verdict::not_met ? 1 : 2];
  }
  for (int k : seen) EXPECT_GT(k, 20);
}

TEST(Recognition, a_rule_without_keys_for_the_set_is_refused) {
  const CriteriaSet set(parts({criterion("1", {at_least("1", "x", "50")})}, {measure("x")}));
  const auto result =
      assess(compile(set, {.on = end_2019}), communes(1), Table(1).add("x", {60}).data.view());
  const RevocationRule rule{
      .id = "r", .decision = "r", .keys = {{SetId{"other"}, {CriterionNumber{"1"}}}}};
  EXPECT_TRUE(has(problems_of<InvalidCriteria>([&] { (void)keeps_recognition(result, rule, 0); }),
                  ProblemCode::unknown_code));
}

TEST(Recognition, a_condition_that_does_not_apply_asks_nothing) {
  const CriteriaSet set(parts({criterion("1", {at_least("1", "x", "50")})}, {measure("x")}));
  RecognitionRule rule{.id = "r", .decision = "r"};
  rule.conditions = {{.measure = MeasureCode{"arrears"}}, {.measure = MeasureCode{"registered"}}};
  const Registry registry = communes(1);
  const auto with = [&](double arrears, Observed state, double registered) {
    Table t(1);
    t.add("x", {60}).add("arrears", {arrears}).add("registered", {registered});
    t.data.columns[1].states[0] = std::uint8_t(state);
    const Panel panel = t.data.view();
    return recognise(assess(compile(set, {.on = end_2019}), registry, panel), registry, panel, rule,
                     0);
  };
  EXPECT_EQ(with(1, Observed::value, 1).verdict, Verdict::met);
  EXPECT_EQ(with(0, Observed::not_applicable, 1).verdict, Verdict::met);
  EXPECT_TRUE(with(0, Observed::not_applicable, 1).lacking.empty());
  EXPECT_EQ(with(0, Observed::not_applicable, 0).verdict, Verdict::not_met);
  EXPECT_EQ(with(0, Observed::pending_verification, 1).verdict, Verdict::unknown);
  EXPECT_EQ(with(0, Observed::pending_verification, 0).failing,
            std::vector<std::string>{"registered"});
}

TEST(Recognition, the_highest_tier_held_needs_every_one_below_it) {
  const TierCode low{"low"}, middle{"middle"}, high{"high"};
  const Ladder ladder(
      {{low, SetId{"a"}, {}, {}}, {middle, SetId{"b"}, low, {}}, {high, SetId{"c"}, middle, {}}});
  for (const auto a : {Verdict::met, Verdict::not_met, Verdict::unknown}) {
    for (const auto b : {Verdict::met, Verdict::not_met, Verdict::unknown}) {
      for (const auto c : {Verdict::met, Verdict::not_met, Verdict::unknown}) {
        const bool one = a == Verdict::met, two = one && b == Verdict::met,
                   three = two && c == Verdict::met;
        const auto expected = three ? std::optional(high)
                              : two ? std::optional(middle)
                              : one ? std::optional(low)
                                    : std::nullopt;
        EXPECT_EQ(standing(ladder, std::vector{a, b, c}), expected);
      }
    }
  }
}
