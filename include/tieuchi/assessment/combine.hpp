/// @file
/// How members make a whole: the tables of `AllOf`, `AnyOf`, `AtLeast` and `Score`.
///
/// The rules are stated for decided members. With undecided ones the result is the set of values
/// over *every completion* of the members, so it is exact. n is the number of members, a of them
/// not applicable; all not applicable → not applicable (but see `deem_met`, `deem_not_met`).
///
/// | rule                    | result over the applicable members                               |
/// | ----------------------- | ---------------------------------------------------------------- |
/// | `AllOf`                 | any not met → not met; else met                                   |
/// | `AnyOf`                 | any met → met; else not met                                       |
/// | `AtLeast` drop          | k' = min(k, n − a)                                                |
/// | `AtLeast` scale         | k' = ⌈k (n − a) / n⌉                                              |
/// | `AtLeast` deem met      | met + a ≥ k                                                       |
/// | `AtLeast` deem not met  | met ≥ k                                                           |
/// | `Score`                 | points reach the mark; n/a keeps its maximum, or is scaled away   |
#pragma once

#include <span>

#include "tieuchi/assessment/verdict.hpp"
#include "tieuchi/criteria/criterion.hpp"

namespace tieuchi::inline v1 {

/// The combined cell, the same bytes as `assess` gives. The reason of a decided result is that of
/// the first member so decided. An undecided `AllOf` gives the reason of the first undecided member
/// that may be not met where the result may, else of the first undecided one; `AnyOf` is its
/// mirror, with met for not met; the other rules give the first undecided one's. O(n) for `AllOf`
/// and `AnyOf`, at most O(n²) for `Score` and O(n³) for `AtLeast`. An empty span gives *unknown,
/// not published*: nothing never passes.
[[nodiscard]] Cell combine(const Rule& rule, std::span<const Cell> members);

}  // namespace tieuchi::inline v1

#ifndef TIEUCHI_COMPILED
#include "tieuchi/detail/assessment/combine.hpp"
#endif
