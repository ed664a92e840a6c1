// Bodies of observation/coarse.hpp.
#pragma once

#include "tieuchi/observation/coarse.hpp"

#include <string>
#include <vector>

#include "tieuchi/detail/inline.hpp"
#include "tieuchi/detail/wide_integer.hpp"

namespace tieuchi::inline v1 {

TIEUCHI_INLINE TotalInterval totals_of_printed_mean(Decimal mean, int places, std::int64_t n) {
  std::int64_t unit = Decimal::scale;  // one step of the last printed place, in millionths
  for (int p = 0; p < places; ++p) unit /= 10;
  const auto fail = [&](const char* expected) {
    throw InvalidData({{.what = ProblemCode::impossible_mean,
                        .found = mean.str() + " over " + std::to_string(n),
                        .expected = expected}});
  };
  if (n <= 0 || places < 0 || places > 6 || mean.micros() < 0 || mean.micros() % unit != 0) {
    fail("a mean of 0 or more with the stated places, over one unit or more");
  }
  // Printed m stands for a mean in [m − ½ unit, m + ½ unit) if rounded and [m, m + unit) if cut.
  const detail::wide_integer from = 2 * static_cast<detail::wide_integer>(mean.micros()) - unit;
  const detail::wide_integer below = 2 * (static_cast<detail::wide_integer>(mean.micros()) + unit);
  const detail::wide_integer scale = 2 * static_cast<detail::wide_integer>(Decimal::scale);
  const detail::wide_integer low = from <= 0 ? 0 : (from * n + scale - 1) / scale;
  const detail::wide_integer high = (below * n - 1) / scale;
  if (high < low) fail("a mean that some whole total gives");
  return {static_cast<std::int64_t>(low), static_cast<std::int64_t>(high)};
}

TIEUCHI_INLINE std::vector<Band> reporting_bands() {
  return {{"19", 19, 19}, {"15–18", 15, 18}, {"10–14", 10, 14}, {"5–9", 5, 9}, {"<5", 0, 4}};
}

}  // namespace tieuchi::inline v1
