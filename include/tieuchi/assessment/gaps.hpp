/// @file
/// Every failing indicator of many units at once: value, threshold, gap.
///
/// Reads the panel that was judged, whose fingerprint is checked, in blocks of up to 64 rows.
/// Undecided indicators are not gaps, nor are those of a criterion that does not apply, or may not:
/// a gap is an indicator whose explanation says *not met*. Rows are those of the panel.
///
/// Cost: O(rows × indicators), about 15 ns an indicator read and 30 ns a gap found.
///
/// @code
/// for (const Gap& g : gaps(result, registry, panel)) {
///   std::cout << g.row << " lacks " << g.gap << "\n";
/// }
/// @endcode
#pragma once

#include <vector>

#include "tieuchi/assessment/explain.hpp"

namespace tieuchi::inline v1 {

/// One failing indicator.
struct Gap {
  std::size_t row;        ///< in the panel
  std::size_t indicator;  ///< flat index in the compiled set
  double value;           ///< of the measure that fails first
  Decimal threshold;
  double gap;  ///< how far the value is from it, 0 or more
};

/// Every failing indicator of rows [from, to), in order of rows, then indicators.
[[nodiscard]] std::vector<Gap> gaps(const Assessment& result, const Registry& registry,
                                    const Panel& panel, std::size_t from = 0,
                                    std::size_t to = SIZE_MAX);

}  // namespace tieuchi::inline v1

#ifndef TIEUCHI_COMPILED
#include "tieuchi/detail/assessment/gaps.hpp"
#endif
