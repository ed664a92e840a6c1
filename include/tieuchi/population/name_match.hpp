/// @file
/// Proposals for units whose tables carry names instead of codes.
///
/// Two communes of one province may share a name and one commune may have had three. `match`
/// proposes candidates and says how each was found; it never decides, and judging never guesses.
#pragma once

#include <string_view>
#include <vector>

#include "tieuchi/population/registry.hpp"
#include "tieuchi/vietnamese.hpp"

namespace tieuchi::inline v1 {

/// How a candidate was found, best first.
enum class MatchKind : std::uint8_t {
  same_name,       ///< the same text in composed form, valid that day
  folded_name,     ///< the same under Vietnamese folding (case, tone placement, spaces)
  former_name,     ///< a name of another period
  padded_code      ///< the text is a code that lost its leading zeros
};

/// One candidate.
struct NameMatch {
  UnitIndex unit;
  MatchKind kind;

  friend bool operator==(const NameMatch&, const NameMatch&) = default;
};

/// All candidates for a text at one level, best first, then in registry order. With `within` only
/// units below that one are proposed. Linear in the registry.
inline std::vector<NameMatch> match(const Registry& registry, std::string_view text, Level level,
                                    Date on, std::optional<UnitIndex> within = std::nullopt) {
  const std::string composed = vietnamese::compose(text), folded = vietnamese::fold(text);
  const bool digits = !text.empty() && text.find_first_not_of("0123456789") == text.npos;
  std::vector<NameMatch> found;
  for (UnitIndex i = 0; i < registry.size(); ++i) {
    const Unit& unit = registry.unit(i);
    if (unit.level != level) continue;
    if (within && registry.ancestor(i, registry.unit(*within).level, on) != within) continue;
    std::optional<MatchKind> best;
    const auto propose = [&](MatchKind kind) { best = best ? std::min(*best, kind) : kind; };
    for (const auto& name : unit.names) {
      if (vietnamese::fold(name.value) != folded) continue;
      if (!name.period.contains(on)) {
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
