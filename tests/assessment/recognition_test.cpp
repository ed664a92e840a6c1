#include "support/builder.hpp"

using namespace support;

namespace {

// A commune whose verdicts under a set are declared: the numbers of criteria that are not met, and
// those that are not known.
Assessment declared(const char* set_id, Date on, std::set<std::string> fail, std::set<std::string> unknown,
                    const Registry& registry, std::vector<std::vector<std::uint8_t>>& keep, std::vector<DeclaredVerdicts>& list) {
  const auto set = catalog::criteria_set(set_id);
  for (const auto& c : set.criteria()) {
    const auto n = c.number.str();
    keep.push_back({std::uint8_t(unknown.contains(n) ? DeclaredVerdict::not_declared : fail.contains(n) ? DeclaredVerdict::not_met : DeclaredVerdict::met)});
    list.push_back({set.id(), c.number, on, {}, Evidence::approved, "council"});
  }
  for (std::size_t i = 0; i < keep.size(); ++i) list[i].verdicts = keep[i];
  return assess(compile(set, {.on = on}), registry, Panel(1, {}, list));
}

Verdict keeps(std::set<std::string> fail, std::set<std::string> unknown = {}) {
  const Registry registry = communes(1);
  std::vector<std::vector<std::uint8_t>> keep;
  std::vector<DeclaredVerdicts> list;
  const auto r = declared("vn-commune-2021", Date::end_of(2023), fail, unknown, registry, keep, list);
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
  EXPECT_EQ(keeps(first(5)), Verdict::met);                                    // 5 of 19: 26 %
  EXPECT_EQ(keeps(first(6)), Verdict::met);                                    // 32 %, no key criterion
  EXPECT_EQ(keeps({"1", "2", "3", "4", "5", "10"}), Verdict::not_met);         // 32 % with income
  EXPECT_EQ(keeps({"1", "2", "3", "4", "5", "6", "7", "8", "9"}), Verdict::met);   // 47 %, none of 10, 17, 19
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
  const auto problems = problems_of<InvalidCriteria>([&] { keeps_recognition(r, rule, 0); });
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
    t.add("recognition.registered", {registered}, end_2020).add("recognition.no_arrears", {arrears}, end_2020);
    const Panel panel = t.data.view(list);
    return recognise(assess(compile(set, {.on = end_2020}), registry, panel), registry, panel, rule, 0);
  };
  const auto met = std::uint8_t(DeclaredVerdict::met), na = std::uint8_t(DeclaredVerdict::not_applicable);
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
  EXPECT_EQ(recognise(assess(compile(set, {.on = end_2019}), registry, panel), registry, panel, rule, 0).verdict, Verdict::not_met);
}
