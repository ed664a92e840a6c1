// Bodies of period.hpp.
#pragma once

#include "tieuchi/period.hpp"

#include <charconv>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>

#include "tieuchi/detail/inline.hpp"

namespace tieuchi::inline v1 {

TIEUCHI_INLINE std::string Date::str() const {
  const auto c = detail::civil_from_days(days_);
  const auto two = [](int n) { return (n < 10 ? "-0" : "-") + std::to_string(n); };
  std::string y = std::to_string(c.year);
  return std::string(4 - y.size(), '0') + y + two(c.month) + two(c.day);
}

TIEUCHI_INLINE std::optional<Date> Date::parse(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto number = [&](std::size_t at, std::size_t n, int& out) {
    const auto r = std::from_chars(text.data() + at, text.data() + at + n, out);
    return r.ec == std::errc{} && r.ptr == text.data() + at + n && text[at] != '-';
  };
  int y = 0, m = 0, d = 0;
  if (!number(0, 4, y) || !number(5, 2, m) || !number(8, 2, d)) return std::nullopt;
  if (!detail::is_day(y, m, d)) return std::nullopt;
  return Date(y, m, d);
}

TIEUCHI_INLINE std::string Period::str() const {
  return from.str() + " – " + (to ? to->plus_days(-1).str() : "…");
}

}  // namespace tieuchi::inline v1
