/// @file
/// Money as whole numbers, so that sums and caps are exact.
///
/// A cost counts as the decimal number that was written: the double nearest to 0.1 is one tenth, by
/// the shortest decimal text that reads back as it (Steele & White 1990, doi:10.1145/93542.93559).
/// The finest decimal place of a list of amounts is its unit, one đồng where all are whole; every
/// amount is a whole number of units. 0.1 + 0.2 is 0.3, and 1e15 + 1 is not within 1e15.
///
/// Range: the sum of a list is less than 1e37 of its units; amounts that lie further apart are
/// refused.
///
/// @code
/// const Money money(costs);                        // {0.1, 0.2}
/// money[0] + money[1] <= money.within(0.3);        // true
/// @endcode
#pragma once

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "tieuchi/decimal.hpp"
#include "tieuchi/detail/wide_integer.hpp"

namespace tieuchi::inline v1 {

using detail::wide_integer;  ///< sums of money

/// A list of amounts, 0 or more, as whole numbers of their common unit.
class Money {
 public:
  Money() = default;
  /// @throws InvalidData for an amount that is negative or not finite, or for amounts so far apart
  /// that their sum reaches 1e37 units.
  explicit Money(std::span<const double> amounts);

  std::size_t size() const { return units_.size(); }
  /// An amount in units.
  wide_integer operator[](std::size_t at) const { return units_[at]; }
  /// The sum of the whole list.
  wide_integer total() const { return total_; }
  /// The most units that are not above a limit of 0 or more; `total()` where it lies beyond all.
  wide_integer within(double limit) const;
  /// The fewest units that are not below an amount of 0 or more; more than `total()` beyond all.
  wide_integer not_below(double amount) const;
  /// The double nearest to so many units.
  double amount(wide_integer units) const;

 private:
  int place_ = 0;  // the unit is 10^place
  std::vector<wide_integer> units_;
  wide_integer total_ = 0;
};

// ------------------------------------------------------------------------------------------------

namespace detail {

// digits · 10^exponent, without trailing zeros.
struct Shortest {
  std::uint64_t digits = 0;
  int exponent = 0;
};

inline Shortest shortest_decimal(double value) {
  char text[40];
  const auto end =
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

inline Money::Money(std::span<const double> amounts) {
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

inline wide_integer Money::within(double limit) const {
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

inline wide_integer Money::not_below(double amount) const {
  const auto t = detail::shortest_decimal(amount);
  const int power = t.exponent - place_;
  auto units = static_cast<wide_integer>(t.digits);
  if (power >= 0) return detail::times_power_of_ten(units, power).value_or(total_ + 1);
  bool more = false;
  for (int k = power; k < 0 && units != 0; ++k) more = more || units % 10 != 0, units /= 10;
  return units + more;
}

inline double Money::amount(wide_integer units) const {
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
