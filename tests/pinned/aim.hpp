// The value that a measure takes for a role: exactly at its threshold, a millionth from it, far
// from it.
#pragma once

#include "province.hpp"

namespace pinned {

// One reader of a measure: an indicator and which of its measures this is. No indicator: a
// condition.
struct Reader {
  const Indicator* indicator = nullptr;
  std::size_t part = 0;
};

// A value as numerator and, for ratios of counts, denominator (0: none).
struct Aimed {
  double value = 0;
  double denominator = 0;
};

// `numbers` are the thresholds of the unit's judging column; empty where there is none to aim at.
Aimed aim(const Reader& reader, const Measure& measure, const std::vector<Decimal>& numbers,
          Role role, std::size_t unit);
// The same measure `years` earlier, for requirements over several years.
Aimed aim_earlier(const Reader& reader, Role role, int years);

}  // namespace pinned
