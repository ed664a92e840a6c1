// A judged cell in two characters: the verdicts still possible, and the reason.
#pragma once

#include <array>
#include <string>

#include "tieuchi/assessment/verdict.hpp"

namespace pinned {

using namespace tieuchi;

// By the three bits of `Possible`: met, not met, met or not, n/a, met or n/a, not met or n/a, any.
inline constexpr std::string_view possible_codes = "!+-?o*~&";
// By `Reason`, in its order; tests/pinned/README.md lists them.
inline constexpr std::string_view reason_codes = "vgcrpsitxaASnRdhuzlbMNDCf";
static_assert(reason_codes.size() == static_cast<std::size_t>(Reason::carried_forward) + 1);

inline char code(Verdict v) { return "+-o?"[static_cast<std::size_t>(v)]; }
inline char code(Reason r) { return reason_codes[static_cast<std::size_t>(r)]; }
inline std::string code(Cell cell) {
  return {possible_codes[cell.possible()], code(cell.reason())};
}

// "+v, met by value" for a code of two characters; any other text as it is.
inline std::string spelled(const std::string& text) {
  if (text.size() != 2 || possible_codes.find(text[0]) == std::string_view::npos) return text;
  const auto at = reason_codes.find(text[1]);
  if (at == std::string_view::npos) return text;
  return text + ", " + word(static_cast<Reason>(at), Language::en);
}

}  // namespace pinned
