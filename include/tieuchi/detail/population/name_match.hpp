// Bodies of population/name_match.hpp.
#pragma once

#include "tieuchi/population/name_match.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tieuchi/detail/inline.hpp"
#include "tieuchi/vietnamese.hpp"

namespace tieuchi::inline v1 {

TIEUCHI_INLINE std::vector<NameMatch> match(const Registry& registry, std::string_view text,
                                            Level level, AsOf day,
                                            std::optional<UnitIndex> within) {
  const std::string composed = vietnamese::compose(text), folded = vietnamese::fold(text);
  const bool digits =
      !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
  std::vector<NameMatch> found;
  for (UnitIndex i = 0; i < registry.size(); ++i) {
    const Unit& unit = registry.unit(i);
    if (unit.level != level) continue;
    if (within && registry.ancestor(i, registry.unit(*within).level, day) != within) continue;
    std::optional<MatchKind> best;
    const auto propose = [&](MatchKind kind) { best = best ? std::min(*best, kind) : kind; };
    for (const auto& name : unit.names) {
      if (vietnamese::fold(name.value) != folded) continue;
      if (name.withdrawn || !day.knows(name.known_from())) continue;
      if (!name.period.contains(day.on)) {
        propose(MatchKind::former_name);
      } else {
        propose(vietnamese::compose(name.value) == composed ? MatchKind::same_name
                                                            : MatchKind::folded_name);
      }
    }
    const auto& code = unit.code.str();
    if (digits && code.size() > text.size() && code.ends_with(text) &&
        code.find_first_not_of('0') >= code.size() - text.size()) {
      propose(MatchKind::padded_code);
    }
    if (best) found.push_back({i, *best});
  }
  std::ranges::stable_sort(found, {}, &NameMatch::kind);
  return found;
}

}  // namespace tieuchi::inline v1
