// Numbers as text, whatever the process locale says.
#pragma once

#include <charconv>
#include <string>
#include <system_error>

namespace tieuchi::inline v1::detail {

inline std::string fixed(double value, int places) {
  char buffer[64];
  const auto end =
      std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::fixed, places);
  return end.ec == std::errc{} ? std::string(buffer, end.ptr) : "…";
}

// Padded on the left to `width` characters.
inline std::string right(const std::string& text, std::size_t width) {
  return text.size() < width ? std::string(width - text.size(), ' ') + text : text;
}
inline std::string left(const std::string& text, std::size_t width) {
  return text.size() < width ? text + std::string(width - text.size(), ' ') : text;
}

}  // namespace tieuchi::inline v1::detail
