/// @file
/// Proposals for units whose tables carry names instead of codes.
///
/// Two communes of one province may share a name and one commune may have had three. `match`
/// proposes candidates and says how each was found; it never decides, and judging never guesses.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "tieuchi/population/registry.hpp"

namespace tieuchi::inline v1 {

/// How a candidate was found, best first.
enum class MatchKind : std::uint8_t {
  same_name,    ///< the same text in composed form, valid that day
  folded_name,  ///< the same under Vietnamese folding (case, tone placement, spaces)
  former_name,  ///< a name of another period
  padded_code   ///< the text is a code that lost its leading zeros
};

/// One candidate.
struct NameMatch {
  UnitIndex unit;
  MatchKind kind;

  friend bool operator==(const NameMatch&, const NameMatch&) = default;
};

/// All candidates for a text at one level, best first, then in registry order. With `within` only
/// units below that one are proposed. Linear in the registry.
[[nodiscard]] std::vector<NameMatch> match(const Registry& registry, std::string_view text,
                                           Level level, AsOf day,
                                           std::optional<UnitIndex> within = std::nullopt);

}  // namespace tieuchi::inline v1

#ifndef TIEUCHI_COMPILED
#include "tieuchi/detail/population/name_match.hpp"
#endif
