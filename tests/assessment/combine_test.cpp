// Rules against their own definition: every completion of the members, judged as decided members.
#include <bit>

#include "support/builder.hpp"
#include "tieuchi/detail/assessment/algebra.hpp"
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

// Every cell of two classes: a set of possible verdicts and a reason.
std::vector<Cell> every_cell() {
  std::vector<Cell> out;
  for (int byte = 0; byte < 256; ++byte) {
    if ((byte & 7) != 0 && (byte >> 3) <= int(Reason::carried_forward)) {
      out.push_back(Cell::from_byte(std::uint8_t(byte)));
    }
  }
  return out;
}

TEST(Combine, the_block_kernel_equals_the_definition) {
  const auto cells = every_cell();
  std::vector<std::uint8_t> acc, add, expected;
  for (const Cell a : cells) {
    for (const Cell b : cells) {
      acc.push_back(a.byte());
      add.push_back(b.byte());
      expected.push_back(combine(rule::AllOf{}, std::vector{a, b}).byte());
    }
  }
  detail::fold_worst(acc.data(), add.data(), acc.size());
  EXPECT_EQ(acc, expected);
}

// The words of the contract, for a scale of `n` classes: classes and reason of the worst of members
// by going through every completion. Reasons are places here.
struct Worst {
  Possible possible;
  std::size_t from;
};
Worst worst_by_words(std::span<const Possible> members, int n) {
  const auto na = Possible(1 << n);
  Possible result = 0;
  std::vector<int> pick(members.size(), 0);
  const auto complete = [&](auto& self, std::size_t at, int so_far) -> void {
    if (at == members.size()) {
      result |= so_far < 0 ? na : Possible(1 << so_far);
      return;
    }
    for (int k = 0; k <= n; ++k) {
      if (members[at] & 1 << k) self(self, at + 1, k == n ? so_far : std::max(so_far, k));
    }
  };
  complete(complete, 0, -1);
  const auto decided = [](Possible p) { return std::has_single_bit(unsigned(p)); };
  const auto worst_class = [&](Possible p) {
    return std::bit_width(unsigned(p) & unsigned(na - 1));
  };
  for (std::size_t i = 0; decided(result) && i < members.size(); ++i) {
    if (members[i] == result) return {result, i};
  }
  for (std::size_t i = 0; i < members.size(); ++i) {
    if (!decided(members[i]) && worst_class(members[i]) == worst_class(result)) return {result, i};
  }
  for (std::size_t i = 0; i < members.size(); ++i) {
    if (!decided(members[i])) return {result, i};
  }
  return {result, 0};
}

TEST(Combine, worst_gives_every_completion_and_the_reason_its_contract_names_on_any_scale) {
  for (const auto& scale : {std::pair{2, 4}, {3, 3}, {4, 2}, {7, 2}}) {
    const int classes = scale.first, most = scale.second;
    const int sets = (2 << classes) - 1;
    const auto na = Possible(1 << classes);
    // The mirror: the k-th best class becomes the k-th worst.
    const auto mirrored = [&](Possible p) {
      Possible out = p & na;
      for (int k = 0; k < classes; ++k) {
        if (p & 1 << k) out = Possible(out | 1 << (classes - 1 - k));
      }
      return out;
    };
    for (int n = 1; n <= most; ++n) {
      int total = 1;
      for (int i = 0; i < n; ++i) total *= sets;
      for (int code = 0; code < total; ++code) {
        std::vector<Possible> members;
        for (int i = 0, rest = code; i < n; ++i, rest /= sets)
          members.push_back(Possible(rest % sets + 1));
        const Worst words = worst_by_words(members, classes);
        Possible worst = members[0], best = mirrored(members[0]);
        std::size_t worst_from = 0, best_from = 0;
        for (std::size_t i = 1; i < members.size(); ++i) {
          const Possible other = mirrored(members[i]);
          if (detail::key_of_worst(members[i], na) > detail::key_of_worst(worst, na))
            worst_from = i;
          if (detail::key_of_best(other, na) > detail::key_of_best(best, na)) best_from = i;
          worst = detail::worst(worst, members[i], na), best = detail::best(best, other, na);
        }
        ASSERT_EQ(worst, words.possible) << classes << " classes, code " << code;
        ASSERT_EQ(worst_from, words.from) << classes << " classes, code " << code;
        ASSERT_EQ(best, mirrored(words.possible)) << classes << " classes, code " << code;
        ASSERT_EQ(best_from, words.from) << classes << " classes, code " << code;
      }
    }
  }
}

TEST(Combine, an_undecided_whole_names_what_may_fail_it_before_what_may_only_drop_out) {
  // Passes if it applies, whether it does is suppressed; fails or does not apply, pending.
  const Cell passes{possible::met | possible::not_applicable, Reason::suppressed},
      fails{possible::not_met | possible::not_applicable, Reason::pending_verification};
  EXPECT_EQ(combine(rule::AllOf{}, std::vector{passes, fails}).reason(),
            Reason::pending_verification);
  EXPECT_EQ(combine(rule::AllOf{}, std::vector{fails, passes}).reason(),
            Reason::pending_verification);
  EXPECT_EQ(combine(rule::AnyOf{}, std::vector{fails, passes}).reason(), Reason::suppressed);
}
