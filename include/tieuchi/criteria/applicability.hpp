/// @file
/// When a clause is considered at all.
///
/// Criterion 7 (market) is not considered where no market is planned: the value is then not looked
/// at. A clause that depends on a fact which is not known stays possibly *not applicable*.
#pragma once

#include <optional>

#include "tieuchi/code.hpp"
#include "tieuchi/criteria/provenance.hpp"
#include "tieuchi/text.hpp"

namespace tieuchi::inline v1 {

/// Applies where `condition` is attained (1) and is not applicable where it is not (0).
/// Without a condition the clause always applies.
struct Applicability {
  std::optional<MeasureCode> condition{};
  Text basis{};         ///< the rule, in words
  Citation citation{};  ///< the instrument that states it

  friend bool operator==(const Applicability&, const Applicability&) = default;
};

}  // namespace tieuchi::inline v1
