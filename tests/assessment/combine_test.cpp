// Rules against their own definition: every completion of the members, judged as decided members.
#include "support/builder.hpp"
#include "tieuchi/detail/assessment/kernels.hpp"

using namespace support;

namespace {

Verdict decided(const Rule& rule, const std::vector<Verdict>& members) {
  const auto n = members.size();
  const auto count = [&](Verdict v) { return std::size_t(std::ranges::count(members, v)); };
  const auto met = count(Verdict::met), not_met = count(Verdict::not_met),
             a = count(Verdict::not_applicable);
  const auto verdict = [](bool yes) { return yes ? Verdict::met : Verdict::not_met; };
  if (std::holds_alternative<rule::AllOf>(rule))
    return a == n ? Verdict::not_applicable : verdict(not_met == 0);
  if (std::holds_alternative<rule::AnyOf>(rule))
    return a == n ? Verdict::not_applicable : verdict(met > 0);
  if (const auto* k = std::get_if<rule::AtLeast>(&rule)) {
    const auto want = std::size_t(k->k);
    switch (k->not_applicable) {
      case NotApplicablePolicy::drop:
        return a == n ? Verdict::not_applicable : verdict(met >= std::min(want, n - a));
      case NotApplicablePolicy::scale:
        return a == n ? Verdict::not_applicable
                      : verdict(double(met) >= double(want) * double(n - a) / double(n) - 1e-9);
      case NotApplicablePolicy::deem_met:
        return verdict(met + a >= want);
      case NotApplicablePolicy::deem_not_met:
        return verdict(met >= want);
    }
  }
  const auto& s = std::get<rule::Score>(rule);
  if (a == n) return Verdict::not_applicable;
  double got = 0, open = 0, total = 0;
  for (std::size_t i = 0; i < n; ++i) {
    const double p = s.points[i].to_double();
    total += p;
    if (members[i] == Verdict::met || (members[i] == Verdict::not_applicable &&
                                       s.not_applicable == rule::Score::NotApplicable::keep_max))
      got += p;
    if (members[i] != Verdict::not_applicable) open += p;
  }
  return s.not_applicable == rule::Score::NotApplicable::rescale
             ? verdict(got * total >= s.pass.to_double() * open - 1e-9)
             : verdict(got >= s.pass.to_double() - 1e-9);
}

Possible by_completions(const Rule& rule, const std::vector<Cell>& cells,
                        std::vector<Verdict> so_far = {}) {
  if (so_far.size() == cells.size()) {
    switch (decided(rule, so_far)) {
      case Verdict::met:
        return possible::met;
      case Verdict::not_met:
        return possible::not_met;
      default:
        return possible::not_applicable;
    }
  }
  Possible out = 0;
  const Cell c = cells[so_far.size()];
  for (auto [bit, v] : {std::pair{possible::met, Verdict::met},
                        {possible::not_met, Verdict::not_met},
                        {possible::not_applicable, Verdict::not_applicable}}) {
    if (!c.may_be(bit)) continue;
    so_far.push_back(v);
    out |= by_completions(rule, cells, so_far);
    so_far.pop_back();
  }
  return out;
}

std::vector<Rule> rules_for(int n) {
  std::vector<Rule> rules{rule::AllOf{}, rule::AnyOf{}};
  for (int k = 1; k <= n; ++k) {
    for (auto p : {NotApplicablePolicy::drop, NotApplicablePolicy::scale,
                   NotApplicablePolicy::deem_met, NotApplicablePolicy::deem_not_met}) {
      rules.push_back(rule::AtLeast{k, p});
    }
  }
  std::vector<Decimal> points;
  for (int i = 0; i < n; ++i) points.push_back(Decimal(10 * (i + 1)));
  for (auto p : {rule::Score::NotApplicable::keep_max, rule::Score::NotApplicable::rescale}) {
    for (int pass : {5, 15, 30}) rules.push_back(rule::Score{points, Decimal(pass), p});
  }
  return rules;
}

}  // namespace

TEST(Combine, agrees_with_every_completion_for_every_rule_up_to_four_members) {
  for (int n = 1; n <= 4; ++n) {
    const auto rules = rules_for(n);
    int total = 1;
    for (int i = 0; i < n; ++i) total *= 7;
    for (int code = 0; code < total; ++code) {
      std::vector<Cell> cells;
      for (int i = 0, rest = code; i < n; ++i, rest /= 7)
        cells.emplace_back(Possible(rest % 7 + 1), Reason::not_collected);
      for (const auto& r : rules) {
        ASSERT_EQ(int(combine(r, cells).possible()), int(by_completions(r, cells)))
            << "rule " << r.index() << " code " << code;
      }
    }
  }
}

TEST(Combine, met_beside_met_or_not_applicable_is_met) {
  const std::vector<Cell> cells{{possible::met | possible::not_applicable, Reason::not_collected},
                                {possible::met, Reason::met_by_value}};
  EXPECT_EQ(combine(rule::AllOf{}, cells), Cell(possible::met, Reason::met_by_value));
}

TEST(Combine, all_not_applicable_is_not_applicable_under_drop) {
  const std::vector<Cell> cells(3, Cell(possible::not_applicable, Reason::not_applicable_asserted));
  EXPECT_EQ(combine(rule::AtLeast{2, NotApplicablePolicy::drop}, cells).verdict(),
            Verdict::not_applicable);
  EXPECT_EQ(combine(rule::AllOf{}, cells).verdict(), Verdict::not_applicable);
}

TEST(Combine, nothing_never_passes) {
  EXPECT_EQ(combine(rule::AllOf{}, {}).verdict(), Verdict::unknown);
  EXPECT_EQ(combine(rule::AllOf{}, {}).reason(), Reason::not_published);
}

// A verdict that only the rule's word on "not applicable" made says so; every other gives its
// members' reason.
TEST(Combine, the_reason_is_deemed_only_where_the_policy_decided) {
  const Cell met{possible::met, Reason::met_by_value},
      fails{possible::not_met, Reason::short_by_gap},
      na{possible::not_applicable, Reason::not_applicable_by_rule},
      open{possible::undecided, Reason::not_collected};
  const rule::AtLeast deem_met{2, NotApplicablePolicy::deem_met},
      deem_not_met{2, NotApplicablePolicy::deem_not_met};
  const auto judged = [](const Rule& rule, std::vector<Cell> members) {
    const Cell c = combine(rule, members);
    return std::pair(c.verdict(), c.reason());
  };
  EXPECT_EQ(judged(deem_met, {met, na}), std::pair(Verdict::met, Reason::deemed_met));
  EXPECT_EQ(judged(deem_met, {fails, na}), std::pair(Verdict::not_met, Reason::short_by_gap));
  EXPECT_EQ(judged(deem_met, {met, met}), std::pair(Verdict::met, Reason::met_by_value));
  EXPECT_EQ(judged(deem_met, {open, na}), std::pair(Verdict::unknown, Reason::not_collected));
  EXPECT_EQ(judged(deem_not_met, {met, na}), std::pair(Verdict::not_met, Reason::deemed_not_met));
  EXPECT_EQ(judged(deem_not_met, {met, met, na}), std::pair(Verdict::met, Reason::met_by_value));
  EXPECT_EQ(judged(deem_not_met, {met, fails}), std::pair(Verdict::not_met, Reason::short_by_gap));
  EXPECT_EQ(judged(deem_not_met, {met, open, na}),
            std::pair(Verdict::unknown, Reason::not_collected));
  EXPECT_EQ(judged(rule::AtLeast{2, NotApplicablePolicy::drop}, {met, na}),
            std::pair(Verdict::met, Reason::met_by_value));
}

TEST(Combine, the_order_of_members_changes_nothing_possible) {
  std::vector<Cell> cells{
      {1, Reason::met_by_value}, {3, Reason::stale}, {4, Reason::declared}, {6, Reason::conflict}};
  for (const auto& r : rules_for(4)) {
    if (std::holds_alternative<rule::Score>(r)) continue;  // points belong to places
    auto sorted = cells;
    const auto first = combine(r, sorted).possible();
    std::ranges::reverse(sorted);
    EXPECT_EQ(combine(r, sorted).possible(), first);
  }
}

TEST(Combine, the_block_kernel_equals_the_definition) {
  std::vector<std::uint8_t> acc, add, expected;
  for (int a = 0; a < 256; ++a) {
    for (int b = 0; b < 256; ++b) {
      if ((a & 7) == 0 || (b & 7) == 0 || (a >> 3) > 24 || (b >> 3) > 24) continue;
      acc.push_back(std::uint8_t(a));
      add.push_back(std::uint8_t(b));
      const std::vector<Cell> two{Cell::from_byte(std::uint8_t(a)),
                                  Cell::from_byte(std::uint8_t(b))};
      expected.push_back(combine(rule::AllOf{}, two).byte());
    }
  }
  detail::fold_all_of(acc.data(), add.data(), acc.size());
  std::size_t same_possible = 0;
  for (std::size_t i = 0; i < acc.size(); ++i) same_possible += (acc[i] & 7) == (expected[i] & 7);
  EXPECT_EQ(same_possible, acc.size());
}
