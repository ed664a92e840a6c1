// Bodies of criteria/direction.hpp.
#pragma once

#include "tieuchi/criteria/direction.hpp"

#include <algorithm>
#include <optional>
#include <variant>

#include "tieuchi/detail/inline.hpp"
#include "tieuchi/detail/overloaded.hpp"

namespace tieuchi::inline v1 {

namespace detail {

// What one requirement says of a measure that it reads.
enum class Wanted : std::uint8_t { nothing_said, more, less, no_direction };

inline Wanted wanted_of(const Requirement& requirement, const MeasureCode& measure) {
  namespace r = requirement;
  const auto as = [](Comparator c) { return wants_more(c) ? Wanted::more : Wanted::less; };
  const auto compared = [&](const auto& q) {
    return q.measure == measure ? as(q.comparator) : Wanted::no_direction;
  };
  return std::visit(Overloaded{[&](const r::Bound& q) { return compared(q); },
                               [](const r::Between&) { return Wanted::no_direction; },
                               [](const r::Attained&) { return Wanted::more; },
                               [&](const r::OfWhich& q) {
                                 return q.small_if == measure ? Wanted::no_direction : Wanted::more;
                               },
                               [&](const r::PerYear& q) { return compared(q); },
                               [&](const r::RatioToSeries& q) { return compared(q); },
                               [&](const r::FactorOnThreshold& q) { return compared(q); },
                               [&](const r::RatioToPast& q) { return compared(q); },
                               [&](const r::PerGroup& q) { return as(q.comparator); },
                               [](const r::SeveralYears& q) {
                                 return q.pattern == r::SeveralYears::Pattern::attained_every_year
                                            ? Wanted::more
                                            : Wanted::no_direction;
                               },
                               [](const r::PassMark&) { return Wanted::more; },
                               [&](const r::Delegated& q) {
                                 const auto* bound = std::get_if<r::Bound>(&q.then);
                                 return bound ? compared(*bound) : Wanted::more;
                               },
                               [](const r::NotPublished&) { return Wanted::nothing_said; },
                               [](const r::Declared&) { return Wanted::more; }},
                    requirement);
}

}  // namespace detail

TIEUCHI_INLINE std::optional<Better> better_of(const CriteriaSet& set, const MeasureCode& measure) {
  auto found = detail::Wanted::nothing_said;
  for (const auto& criterion : set.criteria()) {
    for (const auto& indicator : criterion.indicators) {
      const auto reads = measures_of(indicator.requirement);
      if (std::ranges::find(reads, measure) == reads.end()) continue;
      const auto wanted = detail::wanted_of(indicator.requirement, measure);
      if (wanted == detail::Wanted::nothing_said) continue;
      if (wanted == detail::Wanted::no_direction) return std::nullopt;
      if (found != detail::Wanted::nothing_said && found != wanted) return std::nullopt;
      found = wanted;
    }
  }
  if (found == detail::Wanted::nothing_said) return std::nullopt;
  return found == detail::Wanted::more ? Better::more : Better::less;
}

}  // namespace tieuchi::inline v1
