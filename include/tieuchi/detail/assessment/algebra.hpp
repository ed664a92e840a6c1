// How two cells make one: possible classes and reason of the worse and of the better of both, for a
// scale of any number of classes.
//
// Bit k of a set says that the k-th best class is possible; the bit above the classes says that the
// cell may be not applicable, which is the identity of both. A set with that bit can leave the
// result to the other member, so it lets every class of the other through.
//
// The reason is that of the member with the greater key, the earlier one on a tie: the worst
// possible class first, a decided member before an undecided one. Over several members this is the
// first decided one where the result is decided; else the first undecided one that can be as bad as
// the result, else the first undecided one. A property test holds it to these words.
#pragma once

#include <bit>
#include <span>

#include "tieuchi/assessment/verdict.hpp"

namespace tieuchi::inline v1::detail {

// The classes below the bit of not applicable: 2 of them for met and not met.
constexpr Possible classes_of(Possible na) { return static_cast<Possible>(na - 1); }

// What lets a class of the other member be the result of `worst`: any class as good or better.
constexpr Possible lets_worse(Possible p, Possible na) {
  unsigned up = p & classes_of(na);
  up |= up << 1, up |= up << 2, up |= up << 4;
  return static_cast<Possible>((up | (p & na ? ~0u : 0u)) & classes_of(na));
}
constexpr Possible lets_better(Possible p, Possible na) {
  unsigned down = p & classes_of(na);
  down |= down >> 1, down |= down >> 2, down |= down >> 4;
  return static_cast<Possible>((down | (p & na ? ~0u : 0u)) & classes_of(na));
}

constexpr Possible worst(Possible a, Possible b, Possible na = possible::not_applicable) {
  return static_cast<Possible>((a & lets_worse(b, na)) | (b & lets_worse(a, na)) | (a & b & na));
}
constexpr Possible best(Possible a, Possible b, Possible na = possible::not_applicable) {
  return static_cast<Possible>((a & lets_better(b, na)) | (b & lets_better(a, na)) | (a & b & na));
}

// Twice the rank of the worst possible class, one more where it is decided; 0 without a class.
constexpr int key_of_worst(Possible p, Possible na = possible::not_applicable) {
  const unsigned classes = p & classes_of(na);
  return classes == 0 ? 0 : 2 * static_cast<int>(std::bit_width(classes)) + std::has_single_bit(p);
}
// The same of the best.
constexpr int key_of_best(Possible p, Possible na = possible::not_applicable) {
  const unsigned classes = p & classes_of(na);
  const int n = std::countr_zero(static_cast<unsigned>(na));
  return classes == 0 ? 0 : 2 * (n - std::countr_zero(classes)) + std::has_single_bit(p);
}

constexpr Cell worst(Cell a, Cell b) {
  const bool second = key_of_worst(b.possible()) > key_of_worst(a.possible());
  return {worst(a.possible(), b.possible()), second ? b.reason() : a.reason()};
}
constexpr Cell best(Cell a, Cell b) {
  const bool second = key_of_best(b.possible()) > key_of_best(a.possible());
  return {best(a.possible(), b.possible()), second ? b.reason() : a.reason()};
}

// The worst and the best of members, of which there is at least one.
constexpr Cell worst(std::span<const Cell> members) {
  Cell out = members.front();
  for (const Cell c : members.subspan(1)) out = worst(out, c);
  return out;
}
constexpr Cell best(std::span<const Cell> members) {
  Cell out = members.front();
  for (const Cell c : members.subspan(1)) out = best(out, c);
  return out;
}

}  // namespace tieuchi::inline v1::detail
