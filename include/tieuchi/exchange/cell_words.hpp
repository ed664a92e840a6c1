/// @file
/// What the words of a table say where a value belongs: the one list for every reader.
///
/// | says             | texts, in any case and composition                           |
/// | ---------------- | ------------------------------------------------------------ |
/// | `missing`        | an empty cell, NA, N/A, #N/A, NaN, NaT, null, None           |
/// | `not_applicable` | "không xét", "không áp dụng", "not applicable"               |
/// | `withdrawn`      | "rút lại", "withdrawn": a source takes back what it said     |
/// | `total`          | "Tổng cộng …", "Tổng số …", "Total …", "Toàn tỉnh"; "Tổng"   |
/// |                  | and "Cộng" alone or before "huyện", "các" and their like     |
///
/// A marker of missing data is never a legal statement. Communes are named Cộng Hòa and Tổng Cọt:
/// a row that names a registered unit is never a total row, whatever this list says.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "tieuchi/vietnamese.hpp"

namespace tieuchi::inline v1::csv {

/// What a text says in the place of a value, or of the name of a unit.
enum class CellWord : std::uint8_t { other, missing, not_applicable, total, withdrawn };

/// Reads a text as a word; `other` where it is none of them.
[[nodiscard]] CellWord cell_word(std::string_view text);

// ------------------------------------------------------------------------------------------------

inline CellWord cell_word(std::string_view text) {
  using vietnamese::fold;
  // Folding drops "#", "/" and "<": N/A, #N/A and <NA> are "n a" and "na".
  static constexpr std::array<std::string_view, 6> missing{"na",  "n a",  "nan",
                                                           "nat", "null", "none"};
  static const std::array<std::string, 4> not_applicable{fold("không xét"), fold("không áp dụng"),
                                                         "not applicable", "not considered"};
  // Whatever follows these, as the name of a district.
  static const std::array<std::string, 6> sums{
      fold("tổng cộng"), fold("tổng số"),    "total",
      fold("toàn tỉnh"), fold("toàn huyện"), fold("toàn xã")};
  // These begin names of places too, so only with one of the words after them.
  static const std::array<std::string, 2> sum{fold("tổng"), fold("cộng")};
  static const std::array<std::string, 12> after{
      fold("toàn"),  fold("chung"), fold("các"), fold("cả"),   fold("tỉnh"), fold("huyện"),
      fold("thành"), fold("thị"),   fold("xã"),  fold("vùng"), fold("khu"),  fold("nhóm")};
  const std::string key = fold(vietnamese::excerpt(text, 100));
  const auto begins = [&](const std::string& words) {
    return key.starts_with(words) && (key.size() == words.size() || key[words.size()] == ' ');
  };
  // Punctuation alone folds to nothing as an empty cell does, and says nothing.
  if (key.empty()) return vietnamese::trim(text).empty() ? CellWord::missing : CellWord::other;
  if (std::ranges::find(missing, std::string_view(key)) != missing.end()) return CellWord::missing;
  if (std::ranges::find(not_applicable, key) != not_applicable.end())
    return CellWord::not_applicable;
  static const std::array<std::string, 2> withdrawn{fold("rút lại"), "withdrawn"};
  if (std::ranges::find(withdrawn, key) != withdrawn.end()) return CellWord::withdrawn;
  if (std::ranges::any_of(sums, begins)) return CellWord::total;
  for (const auto& word : sum) {
    if (key == word) return CellWord::total;
    for (const auto& next : after) {
      if (begins(word + ' ' + next)) return CellWord::total;
    }
  }
  return CellWord::other;
}

}  // namespace tieuchi::inline v1::csv
