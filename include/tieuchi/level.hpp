/// @file
/// The administrative levels that are judged.
///
/// *Level* is administrative, *tier* is a rung set by a decision, *band* is a class of counts:
/// three words for three things.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace tieuchi::inline v1 {

/// From small to large; `product` is what OCOP rates and stands outside the hierarchy.
enum class Level : std::uint8_t {
  village,
  residential_area,
  commune,
  district,
  province,
  nation,
  product
};

/// The word of a level in files: "commune".
[[nodiscard]] constexpr std::string_view level_name(Level level) {
  constexpr std::array<std::string_view, 7> names{
      "village", "residential_area", "commune", "district", "province", "nation", "product"};
  return names.at(static_cast<std::size_t>(level));
}

/// The level of a word; nothing if it is not one.
[[nodiscard]] constexpr std::optional<Level> parse_level(std::string_view word) {
  for (int l = 0; l < 7; ++l) {
    if (level_name(static_cast<Level>(l)) == word) return static_cast<Level>(l);
  }
  return std::nullopt;
}

}  // namespace tieuchi::inline v1
