// Bodies of observation/choice.hpp.
#pragma once

#include "tieuchi/observation/choice.hpp"

#include <algorithm>
#include <functional>
#include <optional>

#include "tieuchi/detail/inline.hpp"

namespace tieuchi::inline v1 {

TIEUCHI_INLINE Choice::Choice(const Panel& panel, const MeasureCode& measure, Date oldest,
                              Date newest, std::optional<Date> known_on) {
  for (const auto& c : panel.columns()) {
    if (c.measure != measure || c.reference > newest) continue;
    if (known_on && c.recorded.value_or(c.reference) > *known_on) continue;
    (c.reference >= oldest ? fresh_ : stale_).push_back(&c);
  }
  std::ranges::stable_sort(fresh_, std::ranges::greater{}, &Column::reference);
  for (const Column* later : fresh_) {
    for (const Column* earlier : fresh_) corrections_ = corrections_ || corrects(*later, *earlier);
  }
}

TIEUCHI_INLINE bool Choice::corrects(const Column& later, const Column& earlier) {
  return later.reference == earlier.reference && !later.source.empty() &&
         later.source == earlier.source &&
         later.recorded.value_or(later.reference) > earlier.recorded.value_or(earlier.reference);
}

}  // namespace tieuchi::inline v1
