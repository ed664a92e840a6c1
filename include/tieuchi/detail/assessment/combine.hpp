// Bodies of assessment/combine.hpp.
#pragma once

#include "tieuchi/assessment/combine.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <variant>
#include <vector>

#include "tieuchi/detail/assessment/algebra.hpp"
#include "tieuchi/detail/inline.hpp"
#include "tieuchi/detail/overloaded.hpp"
#include "tieuchi/detail/wide_integer.hpp"

namespace tieuchi::inline v1 {

namespace detail {

// How many members allow exactly one set of verdicts, for each of the sets.
inline std::array<std::size_t, 8> members_by_set(std::span<const Cell> members) {
  std::array<std::size_t, 8> of{};
  for (const Cell c : members) ++of[c.possible()];
  return of;
}

// Every completion has some number a of members that are not applicable. For each a the numbers met
// are all those between two ends, and more met never makes the rule fail: the ends decide.
inline Possible at_least(const rule::AtLeast& rule, std::span<const Cell> members) {
  using namespace possible;
  const auto of = members_by_set(members);
  const std::size_t n = members.size(), k = static_cast<std::size_t>(rule.k);
  const std::size_t surely_na = of[not_applicable], met_or_na = of[met | not_applicable];
  const std::size_t not_met_or_na = of[not_met | not_applicable];
  const std::size_t may_be_na = met_or_na + not_met_or_na + of[7];
  const std::size_t may_be_met = of[met] + of[undecided] + met_or_na + of[7];
  const auto less = [](std::size_t a, std::size_t b) { return a > b ? a - b : 0; };
  const auto holds = [&](std::size_t m, std::size_t a) {
    switch (rule.not_applicable) {
      case NotApplicablePolicy::drop:
        return m >= std::min(k, n - a);
      case NotApplicablePolicy::scale:
        return m * n >= k * (n - a);
      case NotApplicablePolicy::deem_met:
        return m + a >= k;
      case NotApplicablePolicy::deem_not_met:
        return m >= k;
    }
    return false;
  };
  const bool identity = rule.not_applicable == NotApplicablePolicy::drop ||
                        rule.not_applicable == NotApplicablePolicy::scale;
  Possible out = 0;
  for (std::size_t more = 0; more <= may_be_na; ++more) {
    const std::size_t a = surely_na + more;
    if (a == n && identity) {
      out |= not_applicable;
      continue;
    }
    const std::size_t most = may_be_met - less(more, not_met_or_na);
    const std::size_t least = of[met] + less(met_or_na, more);
    out |= holds(most, a) ? met : not_met;
    out |= holds(least, a) ? met : not_met;
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

// The reason where points or numbers decide: of the first member with the resulting verdict, else
// of the first undecided one, else of the first.
inline Reason reason_of(Possible result, std::span<const Cell> members) {
  const Verdict verdict = Cell(result, Reason::met_by_value).verdict();
  for (const Cell c : members) {
    if (c.verdict() == verdict) return c.reason();
  }
  for (const Cell c : members) {
    if (!c.decided()) return c.reason();
  }
  return members.front().reason();
}

// The reason where the rule's word on *not applicable* alone made the verdict.
inline std::optional<Reason> deemed(const rule::AtLeast& rule, Possible result,
                                    std::span<const Cell> members) {
  const auto absent = [](Cell c) { return c.verdict() == Verdict::not_applicable; };
  if (std::ranges::none_of(members, absent)) return std::nullopt;
  const auto policy = rule.not_applicable;
  if (policy == NotApplicablePolicy::deem_met && result == possible::met) return Reason::deemed_met;
  if (policy == NotApplicablePolicy::deem_not_met && result == possible::not_met) {
    return Reason::deemed_not_met;
  }
  return std::nullopt;
}

}  // namespace detail

TIEUCHI_INLINE Cell combine(const Rule& rule, std::span<const Cell> members) {
  if (members.empty()) return {possible::undecided, Reason::not_published};
  return std::visit(
      detail::Overloaded{[&](const rule::AllOf&) { return detail::worst(members); },
                         [&](const rule::AnyOf&) { return detail::best(members); },
                         [&](const rule::AtLeast& r) -> Cell {
                           const Possible p = detail::at_least(r, members);
                           const auto by_policy = detail::deemed(r, p, members);
                           return {p, by_policy ? *by_policy : detail::reason_of(p, members)};
                         },
                         [&](const rule::Score& r) -> Cell {
                           const Possible p = detail::score(r, members);
                           return {p, detail::reason_of(p, members)};
                         }},
      rule);
}

}  // namespace tieuchi::inline v1
