// Bodies of assessment/counting.hpp.
#pragma once

#include "tieuchi/assessment/counting.hpp"

#include <span>
#include <string>
#include <vector>

#include "tieuchi/detail/inline.hpp"

namespace tieuchi::inline v1 {

TIEUCHI_INLINE Counting counting(const Assessment& result, int cutoff, UnknownAs unknown,
                                 std::span<const std::size_t> rows) {
  if (cutoff < 1 || std::size_t(cutoff) > result.criteria()) {
    throw InvalidData({{.what = ProblemCode::value_out_of_range,
                        .code = "cutoff",
                        .found = std::to_string(cutoff),
                        .expected = "1 to " + std::to_string(result.criteria())}});
  }
  Counting out;
  out.by_criterion.resize(result.criteria());
  const std::size_t n = rows.empty() ? result.size() : rows.size();
  std::vector<std::uint8_t> deprived(result.criteria());
  for (std::size_t k = 0; k < n; ++k) {
    const std::size_t row = rows.empty() ? k : rows[k];
    int count = 0;
    for (std::size_t c = 0; c < result.criteria(); ++c) {
      const Cell cell = result.cell(c, row);
      deprived[c] = cell.verdict() == Verdict::not_met ||
                    (unknown == UnknownAs::not_met && cell.may_be(possible::not_met));
      count += deprived[c];
    }
    ++out.units;
    if (count < cutoff) continue;
    ++out.poor;
    out.deprivations += count;
    for (std::size_t c = 0; c < result.criteria(); ++c) out.by_criterion[c] += deprived[c];
  }
  return out;
}

}  // namespace tieuchi::inline v1
