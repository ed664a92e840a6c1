// How rules and kinds of requirements are taken apart, as exchange/fields.hpp does with the rest.
// What is read is checked by the constructor of the set.
#pragma once

#include <concepts>
#include <type_traits>

#include "tieuchi/criteria/criterion.hpp"
#include "tieuchi/exchange/record.hpp"

namespace tieuchi::inline v1::archive {

template <>
inline constexpr int last_of<NotApplicablePolicy> =
    static_cast<int>(NotApplicablePolicy::deem_not_met);
template <>
inline constexpr int last_of<rule::Score::NotApplicable> =
    static_cast<int>(rule::Score::NotApplicable::rescale);
template <>
inline constexpr int last_of<Comparator> = static_cast<int>(Comparator::less_than);
template <>
inline constexpr int last_of<requirement::SeveralYears::Pattern> =
    static_cast<int>(requirement::SeveralYears::Pattern::falling_every_year);
template <>
inline constexpr int last_of<requirement::Delegated::To> =
    static_cast<int>(requirement::Delegated::To::ministry);

/// A type of the library, const or not: `Of<T> auto& v`.
template <class V, class T>
concept Of = std::same_as<std::remove_const_t<V>, T>;

// Rules and requirements: the place in the variant goes before.
template <class A>
void fields(A& /*a*/, Of<rule::AllOf> auto& /*v*/) {}
template <class A>
void fields(A& /*a*/, Of<rule::AnyOf> auto& /*v*/) {}
template <class A>
void fields(A& a, Of<rule::AtLeast> auto& v) {
  auto& [k, not_applicable] = v;
  a(k, not_applicable);
}
template <class A>
void fields(A& a, Of<rule::Score> auto& v) {
  auto& [points, pass, not_applicable] = v;
  a(points, pass, not_applicable);
}
template <class A>
void fields(A& a, Of<requirement::Bound> auto& v) {
  auto& [measure, comparator] = v;
  a(measure, comparator);
}
template <class A>
void fields(A& a, Of<requirement::Between> auto& v) {
  auto& [measure] = v;
  a(measure);
}
template <class A>
void fields(A& a, Of<requirement::Attained> auto& v) {
  auto& [measure] = v;
  a(measure);
}
template <class A>
void fields(A& a, Of<requirement::OfWhich> auto& v) {
  auto& [whole, part, small_if, small_limit] = v;
  a(whole, part, small_if, small_limit);
}
template <class A>
void fields(A& a, Of<requirement::PerYear> auto& v) {
  auto& [measure, comparator] = v;
  a(measure, comparator);
}
template <class A>
void fields(A& a, Of<requirement::RatioToSeries> auto& v) {
  auto& [measure, series, comparator] = v;
  a(measure, series, comparator);
}
template <class A>
void fields(A& a, Of<requirement::FactorOnThreshold> auto& v) {
  auto& [measure, set, indicator, comparator] = v;
  a(measure, set, indicator, comparator);
}
template <class A>
void fields(A& a, Of<requirement::RatioToPast> auto& v) {
  auto& [measure, past, comparator] = v;
  a(measure, past, comparator);
}
template <class A>
void fields(A& a, Of<requirement::PerGroup> auto& v) {
  auto& [groups, comparator] = v;
  a(groups, comparator);
}
template <class A>
void fields(A& a, Of<requirement::SeveralYears> auto& v) {
  auto& [measure, years, pattern] = v;
  a(measure, years, pattern);
}
template <class A>
void fields(A& a, Of<requirement::PassMark::Part> auto& v) {
  auto& [measure, max] = v;
  a(measure, max);
}
template <class A>
void fields(A& a, Of<requirement::PassMark> auto& v) {
  auto& [parts] = v;
  a(parts);
}
template <class A>
void fields(A& a, Of<requirement::Delegated> auto& v) {
  auto& [then, to] = v;
  a(then, to);
}
template <class A>
void fields(A& a, Of<requirement::NotPublished> auto& v) {
  auto& [measure] = v;
  a(measure);
}
template <class A>
void fields(A& a, Of<requirement::Declared> auto& v) {
  auto& [measure] = v;
  a(measure);
}

}  // namespace tieuchi::inline v1::archive
