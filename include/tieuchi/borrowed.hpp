/// @file
/// A view of numbers that the caller keeps.
///
/// Panels and tables are read in place, so what holds a view of a column must not be given one
/// that ends with the statement. A `std::span<const T>` takes such a vector without a word; this
/// one refuses it when it is compiled: `Borrowed<double> lost = std::vector{34.5, 41.0}`.
///
/// @code
/// const std::vector<double> income{34.5, 41.0};
/// tieuchi::Borrowed<double> kept = income;                      // [2], read in place
/// @endcode
#pragma once

#include <concepts>
#include <cstddef>
#include <span>
#include <type_traits>
#include <utility>

namespace tieuchi::inline v1 {

template <class T>
class Borrowed;

namespace detail {
template <class R, class T>
concept ElementsOf = !std::same_as<std::remove_cvref_t<R>, Borrowed<T>> &&
                     std::convertible_to<R, std::span<const T>>;
template <class R>
inline constexpr bool is_span = false;
template <class T, std::size_t n>
inline constexpr bool is_span<std::span<T, n>> = true;
// What may own them and is about to end: neither a span nor a name.
template <class R, class T>
concept EndingElementsOf =
    ElementsOf<R, T> && !std::is_lvalue_reference_v<R> && !is_span<std::remove_cvref_t<R>>;
}  // namespace detail

/// A `std::span<const T>` that is not made from a temporary container. The memory has to live as
/// long as what holds the view.
template <class T>
class Borrowed : public std::span<const T> {
 public:
  constexpr Borrowed() = default;
  constexpr Borrowed(const T* first, std::size_t size) : std::span<const T>(first, size) {}
  // Neither of the two is asked for a Borrowed: copies stay copies.
  // NOLINTBEGIN(bugprone-forwarding-reference-overload)
  /// From a named container, an array or any other span.
  template <detail::ElementsOf<T> R>
  constexpr Borrowed(R&& range) : std::span<const T>(std::forward<R>(range)) {}
  template <detail::EndingElementsOf<T> R>
  Borrowed(R&& temporary) = delete;
  // NOLINTEND(bugprone-forwarding-reference-overload)
};

}  // namespace tieuchi::inline v1

template <class T>
inline constexpr bool std::ranges::enable_borrowed_range<tieuchi::Borrowed<T>> = true;
template <class T>
inline constexpr bool std::ranges::enable_view<tieuchi::Borrowed<T>> = true;
