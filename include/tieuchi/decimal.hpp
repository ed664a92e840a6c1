/// @file
/// Exact decimals of six places, and what a measured double counts as.
///
/// Thresholds are decimals: 1.10 × 39 is 42.9, not 42.900000000000006. A measured double counts as
/// the decimal that it rounds to at six places (half away from zero): 79.9999999 is 80, 79.999 is
/// not. `smallest_at_least` and `largest_at_most` turn a decimal into the outermost double that
/// still passes, so that judging is one plain comparison. All of it is integer arithmetic: the
/// same bits on every platform.
///
/// Range ±9.2e12; outside it `parse` and `from_double` give nothing.
///
/// | value            | counts as  | against "at least 80" |
/// | ---------------- | ---------- | --------------------- |
/// | 80               | 80         | met                   |
/// | 79.9999999       | 80         | met, numeric noise    |
/// | 79.999           | 79.999     | not met, gap 0.001    |
#pragma once

#include <bit>
#include <cmath>
#include <compare>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

#include "tieuchi/error.hpp"

namespace tieuchi::inline v1 {

__extension__ typedef __int128 wide_integer;  ///< products of two decimals

/// A number with exactly six decimal places.
class Decimal {
 public:
  constexpr Decimal() = default;
  /// A whole number.
  constexpr explicit Decimal(int whole) : micros_(std::int64_t{whole} * scale) {}

  /// From a count of millionths.
  static constexpr Decimal from_micros(std::int64_t micros) {
    Decimal d;
    d.micros_ = micros;
    return d;
  }
  /// Reads "-12.345678": optional sign, digits, at most six places after a point. Nothing else.
  static std::optional<Decimal> parse(std::string_view text);
  /// What a measured double counts as; nothing for NaN, infinity and values out of range.
  static std::optional<Decimal> from_double(double value);

  constexpr std::int64_t micros() const { return micros_; }
  /// The nearest double.
  double to_double() const { return static_cast<double>(micros_) / scale; }
  /// Without trailing zeros: "42.9".
  std::string str() const;

  friend constexpr auto operator<=>(const Decimal&, const Decimal&) = default;
  friend constexpr Decimal operator+(Decimal a, Decimal b) {
    return from_micros(a.micros_ + b.micros_);
  }
  friend constexpr Decimal operator-(Decimal a, Decimal b) {
    return from_micros(a.micros_ - b.micros_);
  }
  /// The exact product, rounded half away from zero where it needs more than six places.
  /// @throws InvalidCriteria if it leaves the range.
  friend Decimal operator*(Decimal a, Decimal b);

  static constexpr std::int64_t scale = 1'000'000;

 private:
  std::int64_t micros_ = 0;
};

/// The smallest double that counts as `limit` or more.
double smallest_at_least(Decimal limit);
/// The largest double that counts as `limit` or less.
double largest_at_most(Decimal limit);

// ------------------------------------------------------------------------------------------------

inline std::optional<Decimal> Decimal::parse(std::string_view text) {
  bool negative = false;
  std::size_t i = 0;
  if (i < text.size() && (text[i] == '-' || text[i] == '+')) negative = text[i++] == '-';
  std::int64_t micros = 0;
  int places = -1, digits = 0;
  for (; i < text.size(); ++i) {
    if (text[i] == '.' && places < 0 && digits > 0) {
      places = 0;
    } else if (text[i] >= '0' && text[i] <= '9' && places < 6) {
      if (micros > (std::numeric_limits<std::int64_t>::max() - 9) / 10) return std::nullopt;
      micros = micros * 10 + (text[i] - '0');
      ++digits;
      if (places >= 0) ++places;
    } else {
      return std::nullopt;
    }
  }
  if (digits == 0 || places == 0) return std::nullopt;
  for (int p = places < 0 ? 0 : places; p < 6; ++p) {
    if (micros > std::numeric_limits<std::int64_t>::max() / 10) return std::nullopt;
    micros *= 10;
  }
  return from_micros(negative ? -micros : micros);
}

inline std::optional<Decimal> Decimal::from_double(double value) {
  if (!(std::abs(value) < 9.2e12)) return std::nullopt;
  // |value| = mantissa · 2^shift with an integer mantissa below 2^53: the product with 10^6 is exact.
  const auto bits = std::bit_cast<std::uint64_t>(value);
  const int exponent = static_cast<int>(bits >> 52 & 0x7FF);
  const auto mantissa = static_cast<std::int64_t>((bits & 0xFFFFFFFFFFFFFULL) |
                                                  (exponent ? 0x10000000000000ULL : 0));
  const int shift = (exponent ? exponent : 1) - 1075;
  wide_integer scaled = static_cast<wide_integer>(mantissa) * scale;
  if (shift >= 0) {
    scaled <<= shift;
  } else if (shift < -100) {
    scaled = 0;
  } else {
    scaled = (scaled + (static_cast<wide_integer>(1) << (-shift - 1))) >> -shift;
  }
  const auto micros = static_cast<std::int64_t>(scaled);
  return from_micros(std::signbit(value) ? -micros : micros);
}

inline std::string Decimal::str() const {
  const bool negative = micros_ < 0;
  const std::uint64_t size = negative ? 0 - static_cast<std::uint64_t>(micros_)
                                      : static_cast<std::uint64_t>(micros_);
  std::string out = (negative ? "-" : "") + std::to_string(size / scale);
  std::string rest = std::to_string(size % scale);
  rest.insert(0, 6 - rest.size(), '0');
  while (!rest.empty() && rest.back() == '0') rest.pop_back();
  return rest.empty() ? out : out + "." + rest;
}

inline Decimal operator*(Decimal a, Decimal b) {
  const wide_integer product = static_cast<wide_integer>(a.micros_) * b.micros_;
  const wide_integer half = product < 0 ? -Decimal::scale / 2 : Decimal::scale / 2;
  const wide_integer micros = (product + half) / Decimal::scale;
  if (micros > std::numeric_limits<std::int64_t>::max() ||
      micros < std::numeric_limits<std::int64_t>::min()) {
    throw InvalidCriteria({{.what = ProblemCode::value_out_of_range,
                            .code = "product",
                            .found = a.str() + " × " + b.str(),
                            .expected = "a product below 9.2e12"}});
  }
  return Decimal::from_micros(static_cast<std::int64_t>(micros));
}

inline double smallest_at_least(Decimal limit) {
  constexpr double down = -std::numeric_limits<double>::infinity();
  const auto passes = [&](double x) {
    const auto d = Decimal::from_double(x);
    return d && *d >= limit;
  };
  double x = (static_cast<double>(limit.micros()) - 0.5) / Decimal::scale;
  while (!passes(x)) x = std::nextafter(x, -down);
  while (passes(std::nextafter(x, down))) x = std::nextafter(x, down);
  return x;
}

inline double largest_at_most(Decimal limit) {
  return -smallest_at_least(Decimal::from_micros(-limit.micros()));
}

}  // namespace tieuchi::inline v1
