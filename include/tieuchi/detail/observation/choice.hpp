// Bodies of observation/choice.hpp.
#pragma once

#include "tieuchi/observation/choice.hpp"

#include <optional>

#include "tieuchi/detail/inline.hpp"

namespace tieuchi::inline v1 {

TIEUCHI_INLINE Choice::Choice(const Panel& panel, const MeasureCode& measure, Date oldest,
                              Date newest, std::optional<Date> known_on) {
  for (const auto& c : panel.columns()) {
    if (c.measure != measure || c.reference > newest) continue;
    if (known_on && detail::recorded_on(c) > *known_on) continue;
    if (c.reference >= oldest) {
      fresh_.add(c);
    } else {
      stale_.push_back(&c);
    }
  }
  fresh_.sort();
}

}  // namespace tieuchi::inline v1
