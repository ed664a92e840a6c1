// The arms of a visit.
#pragma once

namespace tieuchi::inline v1::detail {

template <class... F>
struct Overloaded : F... {
  using F::operator()...;
};

template <class... F>
Overloaded(F...) -> Overloaded<F...>;

}  // namespace tieuchi::inline v1::detail
