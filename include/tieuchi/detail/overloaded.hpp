// The arms of a visit. An arm for several alternatives names them: one for all the others would
// take those that are added later.
#pragma once

#include <concepts>

namespace tieuchi::inline v1::detail {

template <class... F>
struct Overloaded : F... {
  using F::operator()...;
};

template <class T, class... Named>
concept one_of = (std::same_as<T, Named> || ...);

template <class... F>
Overloaded(F...) -> Overloaded<F...>;

}  // namespace tieuchi::inline v1::detail
