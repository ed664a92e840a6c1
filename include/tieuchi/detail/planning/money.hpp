// Bodies of planning/money.hpp.
#pragma once

#include "tieuchi/planning/money.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "tieuchi/detail/inline.hpp"

namespace tieuchi::inline v1 {

namespace detail {

// digits · 10^exponent, without trailing zeros.
struct Shortest {
  std::uint64_t digits = 0;
  int exponent = 0;
};

inline Shortest shortest_decimal(double value) {
  char text[40];
  const char* const end =
      std::to_chars(text, text + sizeof text, value, std::chars_format::scientific).ptr;
  Shortest out;
  int places = 0;
  const char* at = text;
  for (bool point = false; at != end && *at != 'e'; ++at) {
    if (*at == '.') {
      point = true;
      continue;
    }
    out.digits = out.digits * 10 + static_cast<std::uint64_t>(*at - '0'), places += point;
  }
  if (at != end) at += at[1] == '+' ? 2 : 1;
  std::from_chars(at, end, out.exponent);
  out.exponent -= places;
  if (out.digits == 0) return {};
  for (; out.digits % 10 == 0; ++out.exponent) out.digits /= 10;
  return out;
}

// value · 10^power, or nothing from 1e37 on.
inline std::optional<wide_integer> times_power_of_ten(wide_integer value, int power) {
  const auto limit = static_cast<wide_integer>(1'000'000'000'000'000'000) *
                     static_cast<wide_integer>(1'000'000'000'000'000'000) * 10;
  for (; power > 0 && value != 0; --power) {
    if (value >= limit / 10) return std::nullopt;
    value *= 10;
  }
  return value < limit ? std::optional(value) : std::nullopt;
}

}  // namespace detail

TIEUCHI_INLINE Money::Money(std::span<const double> amounts) {
  Problems problems;
  const auto refuse = [&](double amount, const char* expected) {
    problems.add({.what = ProblemCode::not_a_cost,
                  .code = "amount",
                  .found = std::to_string(amount),
                  .expected = expected});
  };
  std::vector<detail::Shortest> texts;
  bool any = false;
  for (const double a : amounts) {
    if (!(a >= 0) || !std::isfinite(a)) {
      refuse(a, "0 or more");
      continue;
    }
    const auto t = texts.emplace_back(detail::shortest_decimal(a));
    if (t.digits != 0) place_ = any ? std::min(place_, t.exponent) : t.exponent, any = true;
  }
  problems.raise<InvalidData>();
  for (std::size_t k = 0; k < texts.size(); ++k) {
    const auto digits = static_cast<wide_integer>(texts[k].digits);
    auto units = detail::times_power_of_ten(digits, texts[k].exponent - place_);
    if (units) units = detail::times_power_of_ten(total_ + *units, 0);
    if (!units) {
      const char* expected = "amounts that add up to less than 37 digits from the finest place on";
      refuse(amounts[k], expected);
      break;
    }
    units_.push_back(*units - total_), total_ = *units;
  }
  problems.raise<InvalidData>();
}

TIEUCHI_INLINE wide_integer Money::within(double limit) const {
  const auto t = detail::shortest_decimal(limit);
  const int power = t.exponent - place_;
  auto units = static_cast<wide_integer>(t.digits);
  if (power >= 0) {
    const auto exact = detail::times_power_of_ten(units, power);
    return exact ? std::min(*exact, total_) : total_;
  }
  for (int k = power; k < 0 && units != 0; ++k) units /= 10;
  return std::min(units, total_);
}

TIEUCHI_INLINE wide_integer Money::not_below(double amount) const {
  const auto t = detail::shortest_decimal(amount);
  const int power = t.exponent - place_;
  auto units = static_cast<wide_integer>(t.digits);
  if (power >= 0) return detail::times_power_of_ten(units, power).value_or(total_ + 1);
  bool more = false;
  for (int k = power; k < 0 && units != 0; ++k) more = more || units % 10 != 0, units /= 10;
  return units + more;
}

TIEUCHI_INLINE double Money::amount(wide_integer units) const {
  if (units < 0) return -amount(-units);
  char text[64];
  char* const end = text + sizeof text;
  char* first = end;
  do {
    *--first = static_cast<char>('0' + static_cast<int>(units % 10)), units /= 10;
  } while (units != 0);
  std::string decimal(first, end);
  decimal += 'e' + std::to_string(place_);
  double out = 0;
  std::from_chars(decimal.data(), decimal.data() + decimal.size(), out);
  return out;
}

}  // namespace tieuchi::inline v1
