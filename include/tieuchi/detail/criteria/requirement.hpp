// Bodies of criteria/requirement.hpp.
#pragma once

#include "tieuchi/criteria/requirement.hpp"

#include <iterator>
#include <optional>
#include <string_view>
#include <variant>
#include <vector>

#include "tieuchi/detail/inline.hpp"
#include "tieuchi/detail/overloaded.hpp"

namespace tieuchi::inline v1 {

TIEUCHI_INLINE std::string_view kind_name(const Requirement& requirement) {
  static constexpr std::string_view names[] = {"bound",
                                               "between",
                                               "attained",
                                               "of_which",
                                               "per_year",
                                               "ratio_to_series",
                                               "factor_on_threshold",
                                               "ratio_to_past",
                                               "per_group",
                                               "several_years",
                                               "pass_mark",
                                               "delegated",
                                               "not_published",
                                               "declared"};
  static_assert(std::size(names) == std::variant_size_v<Requirement>);
  return names[requirement.index()];
}

TIEUCHI_INLINE std::vector<MeasureCode> measures_of(const Requirement& requirement) {
  using V = std::vector<MeasureCode>;
  namespace r = requirement;
  return std::visit(
      detail::Overloaded{
          [](const r::OfWhich& q) {
            V v{q.whole, q.part};
            if (q.small_if) v.push_back(*q.small_if);
            return v;
          },
          [](const r::RatioToSeries& q) {
            return V{q.measure, q.series};
          },
          [](const r::RatioToPast& q) {
            return V{q.measure, q.past};
          },
          [](const r::PerGroup& q) { return q.groups; },
          [](const r::PassMark& q) {
            V v;
            for (const auto& part : q.parts) v.push_back(part.measure);
            return v;
          },
          [](const r::Delegated& q) {
            return std::visit([](const auto& then) { return V{then.measure}; }, q.then);
          },
          []<detail::one_of<r::Bound, r::Between, r::Attained, r::PerYear, r::FactorOnThreshold,
                            r::SeveralYears, r::NotPublished, r::Declared>
                 Q>(const Q& q) { return V{q.measure}; }},
      requirement);
}

TIEUCHI_INLINE NumberCount numbers_in_cell(const Requirement& requirement) {
  namespace r = requirement;
  using N = NumberCount;
  return std::visit(
      detail::Overloaded{[](const r::Between&) {
                           return N{2, 2};
                         },
                         [](const r::OfWhich& q) {
                           return q.small_if ? N{3, 3} : N{2, 2};
                         },
                         [](const r::PassMark&) {
                           return N{1, 2};
                         },
                         [](const r::Attained&) {
                           return N{0, 0};
                         },
                         [](const r::SeveralYears&) {
                           return N{0, 0};
                         },
                         [](const r::Declared&) {
                           return N{0, 0};
                         },
                         [](const r::NotPublished&) {
                           return N{0, 0};
                         },
                         [](const r::Delegated& q) {
                           return q.then.index() == 0 ? N{1, 1} : N{0, 0};
                         },
                         []<detail::one_of<r::Bound, r::PerYear, r::RatioToSeries,
                                           r::FactorOnThreshold, r::RatioToPast, r::PerGroup>
                                Q>(const Q&) {
                           return N{1, 1};
                         }},
      requirement);
}

TIEUCHI_INLINE std::optional<Comparator> comparator_of(const Requirement& requirement) {
  namespace r = requirement;
  using C = std::optional<Comparator>;
  return std::visit(
      detail::Overloaded{
          [](const r::Bound& q) { return C{q.comparator}; },
          [](const r::PerYear& q) { return C{q.comparator}; },
          [](const r::RatioToSeries& q) { return C{q.comparator}; },
          [](const r::FactorOnThreshold& q) { return C{q.comparator}; },
          [](const r::RatioToPast& q) { return C{q.comparator}; },
          [](const r::PerGroup& q) { return C{q.comparator}; },
          [](const r::OfWhich&) { return C{Comparator::at_least}; },
          [](const r::PassMark&) { return C{Comparator::at_least}; },
          [](const r::Delegated& q) {
            const auto* bound = std::get_if<r::Bound>(&q.then);
            return bound ? C{bound->comparator} : C{};
          },
          []<detail::one_of<r::Between, r::Attained, r::SeveralYears, r::NotPublished, r::Declared>
                 Q>(const Q&) { return C{}; }},
      requirement);
}

}  // namespace tieuchi::inline v1
