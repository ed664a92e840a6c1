// Bodies of observation/choice.hpp.
#pragma once

#include "tieuchi/observation/choice.hpp"

#include <algorithm>
#include <optional>
#include <vector>

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
      stale_.add(c);
    }
  }
  fresh_.sort();
  stale_.sort();
}

TIEUCHI_INLINE const Column* Choice::fullest() const {
  const auto says_nothing = [](std::uint8_t state) {
    return state == static_cast<std::uint8_t>(Observed::not_collected) ||
           state == static_cast<std::uint8_t>(Observed::withdrawn);
  };
  const Column* best = nullptr;
  std::ptrdiff_t most = -1;
  for (const Column* c : fresh_.all()) {
    const auto empty = std::ranges::count_if(c->states, says_nothing);
    const auto cells = static_cast<std::ptrdiff_t>(c->values.size()) - empty;
    if (cells > most) best = c, most = cells;
  }
  return best;
}

TIEUCHI_INLINE std::vector<std::size_t> Choice::touched(const Column& base, std::size_t first,
                                                        std::size_t n) const {
  constexpr auto empty = static_cast<std::uint8_t>(Observed::not_collected);
  constexpr auto gone = static_cast<std::uint8_t>(Observed::withdrawn);
  std::vector<std::uint8_t> mark(n, 0);
  for (const Column* c : fresh_.all()) {
    if (c->reference < base.reference) break;
    const bool is_base = c == &base;
    if (c->states.empty()) {
      if (!is_base) std::ranges::fill(mark, std::uint8_t{1});
      continue;
    }
    const std::uint8_t* states = c->states.data() + first;
    // A withdrawal speaks of what others said, and not by itself.
    const std::uint8_t also = is_base ? gone : empty;
    for (std::size_t u = 0; u < n; ++u) {
      const bool nothing = (states[u] == empty) | (states[u] == also);
      mark[u] = static_cast<std::uint8_t>(mark[u] | (nothing == is_base));
    }
  }
  std::vector<std::size_t> rows;
  for (auto at = mark.begin(); (at = std::find(at, mark.end(), std::uint8_t{1})) != mark.end();
       ++at) {
    rows.push_back(first + static_cast<std::size_t>(at - mark.begin()));
  }
  return rows;
}

}  // namespace tieuchi::inline v1
