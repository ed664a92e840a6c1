// Bodies of assessment/combine.hpp.
#pragma once

#include "tieuchi/assessment/combine.hpp"

#include <algorithm>
#include <span>
#include <variant>
#include <vector>

#include "tieuchi/detail/inline.hpp"
#include "tieuchi/detail/wide_integer.hpp"

namespace tieuchi::inline v1 {

namespace detail {

// Pointwise AllOf of two sets of possible verdicts; associative, {n/a} is its identity.
constexpr Possible all_of(Possible a, Possible b) {
  const auto n = (a | b) & possible::not_met;
  const auto m = ((a & (b | b >> 2)) | (b & (a | a >> 2))) & possible::met;
  return static_cast<Possible>(n | m | (a & b & possible::not_applicable));
}

constexpr Possible swap_met(Possible p) {
  return static_cast<Possible>((p & 4) | (p & 1) << 1 | (p & 2) >> 1);
}

inline Possible at_least(const rule::AtLeast& rule, std::span<const Cell> members) {
  const std::size_t n = members.size();
  // reach[m][a]: some completion has m met and a not applicable members.
  std::vector<std::vector<char>> reach(n + 1, std::vector<char>(n + 1, 0));
  reach[0][0] = 1;
  for (const Cell c : members) {
    std::vector<std::vector<char>> next(n + 1, std::vector<char>(n + 1, 0));
    for (std::size_t m = 0; m < n; ++m) {
      for (std::size_t a = 0; m + a < n; ++a) {
        if (!reach[m][a]) continue;
        if (c.may_be(possible::met)) next[m + 1][a] = 1;
        if (c.may_be(possible::not_met)) next[m][a] = 1;
        if (c.may_be(possible::not_applicable)) next[m][a + 1] = 1;
      }
    }
    reach = std::move(next);
  }
  Possible out = 0;
  const auto k = static_cast<std::size_t>(rule.k);
  for (std::size_t m = 0; m <= n; ++m) {
    for (std::size_t a = 0; m + a <= n; ++a) {
      if (!reach[m][a]) continue;
      bool met = false;
      switch (rule.not_applicable) {
        case NotApplicablePolicy::drop:
          met = m >= std::min(k, n - a);
          break;
        case NotApplicablePolicy::scale:
          met = m >= (k * (n - a) + n - 1) / n;
          break;
        case NotApplicablePolicy::deem_met:
          met = m + a >= k;
          break;
        case NotApplicablePolicy::deem_not_met:
          met = m >= k;
          break;
      }
      const bool none = a == n && (rule.not_applicable == NotApplicablePolicy::drop ||
                                   rule.not_applicable == NotApplicablePolicy::scale);
      out |= none ? possible::not_applicable : met ? possible::met : possible::not_met;
    }
  }
  return out;
}

inline Possible score(const rule::Score& rule, std::span<const Cell> members) {
  Decimal total{};
  for (auto p : rule.points) total = total + p;
  const bool rescale = rule.not_applicable == rule::Score::NotApplicable::rescale;
  // Best: met, else n/a, else not met. Worst: not met, else n/a, else met. Member `applicable`
  // (none: SIZE_MAX) may not be n/a: the extreme completion must leave at least one to judge.
  struct Outcome {
    bool reaches, any;
  };
  const auto extreme = [&](bool best, std::size_t applicable) -> Outcome {
    Decimal got{}, open = total;
    bool any = false;
    for (std::size_t i = 0; i < members.size(); ++i) {
      const Cell c = members[i];
      const bool na = i != applicable && c.may_be(possible::not_applicable) &&
                      !c.may_be(best ? possible::met : possible::not_met);
      const bool met = !na && c.may_be(possible::met) && (best || !c.may_be(possible::not_met));
      if (na && rescale) open = open - rule.points[i];
      if (met || (na && !rescale)) got = got + rule.points[i];
      any = any || !na;
    }
    const auto left = static_cast<wide_integer>(got.micros()) * total.micros();
    const auto right = static_cast<wide_integer>(rule.pass.micros()) * open.micros();
    return {rescale ? left >= right : got >= rule.pass, any};
  };
  const auto reaches = [&](bool best) {
    const Outcome free = extreme(best, SIZE_MAX);
    if (free.any) return free.reaches;
    for (std::size_t i = 0; i < members.size(); ++i) {
      if (members[i].possible() == possible::not_applicable) continue;
      if (extreme(best, i).reaches == best) return best;
    }
    return !best;
  };
  bool all_may_be_na = true, some_must_apply = false;
  for (const Cell c : members) {
    all_may_be_na = all_may_be_na && c.may_be(possible::not_applicable);
    some_must_apply = some_must_apply || c.possible() != possible::not_applicable;
  }
  Possible out = all_may_be_na ? possible::not_applicable : Possible{0};
  if (!some_must_apply) return out;
  if (reaches(true)) out |= possible::met;
  if (!reaches(false)) out |= possible::not_met;
  return out;
}

}  // namespace detail

TIEUCHI_INLINE Cell combine(const Rule& rule, std::span<const Cell> members) {
  if (members.empty()) return {possible::undecided, Reason::not_published};
  Possible p = possible::not_applicable;
  if (std::holds_alternative<rule::AllOf>(rule)) {
    for (const Cell c : members) p = detail::all_of(p, c.possible());
  } else if (std::holds_alternative<rule::AnyOf>(rule)) {
    // AnyOf is AllOf with met and not met exchanged.
    for (const Cell c : members) p = detail::all_of(p, detail::swap_met(c.possible()));
    p = detail::swap_met(p);
  } else if (const auto* k = std::get_if<rule::AtLeast>(&rule)) {
    p = detail::at_least(*k, members);
    for (const Cell c : members) {
      if (c.verdict() != Verdict::not_applicable) continue;
      if (k->not_applicable == NotApplicablePolicy::deem_met && p == possible::met) {
        return {p, Reason::deemed_met};
      }
      if (k->not_applicable == NotApplicablePolicy::deem_not_met && p == possible::not_met) {
        return {p, Reason::deemed_not_met};
      }
    }
  } else {
    p = detail::score(std::get<rule::Score>(rule), members);
  }
  const Verdict verdict = Cell(p, Reason::met_by_value).verdict();
  for (const Cell c : members) {
    if (c.verdict() == verdict) return {p, c.reason()};
  }
  for (const Cell c : members) {
    if (!c.decided()) return {p, c.reason()};
  }
  return {p, members.front().reason()};
}

}  // namespace tieuchi::inline v1
