#include "support/builder.hpp"

using namespace support;

namespace {
Improvement of(Rule rule, std::vector<double> abc) {
  const CriteriaSet set(parts({criterion("1", {at_least("1.1", "a", "50"), at_least("1.2", "b", "50"), at_least("1.3", "c", "50")}, std::move(rule)),
                               criterion("2", {at_least("2", "a", "10")})}, {measure("a"), measure("b"), measure("c")}));
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
  EXPECT_EQ(numbers(of(rule::AtLeast{2, NotApplicablePolicy::drop}, {20, 49, 30}).least_change), (std::vector<std::string>{"1.2", "1.3"}));
}

TEST(Improvement, making_the_least_change_reaches_the_set) {
  for (const Rule& r : {Rule(rule::AllOf{}), Rule(rule::AnyOf{}), Rule(rule::AtLeast{2, NotApplicablePolicy::drop})}) {
    std::vector<double> abc{20, 49, missing};
    for (const auto& o : of(r, abc).least_change) abc[std::size_t(o.indicator.str()[2] - '1')] = 50;
    EXPECT_EQ(of(r, abc).whole.verdict(), Verdict::met);
    EXPECT_TRUE(of(r, abc).least_change.empty());
  }
}
