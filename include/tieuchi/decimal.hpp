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

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "tieuchi/error.hpp"

namespace tieuchi::inline v1 {

/// A number with exactly six decimal places.
class Decimal {
 public:
  constexpr Decimal() = default;
  /// A whole number.
  constexpr explicit Decimal(int whole) : micros_(std::int64_t{whole} * scale) {}

  /// From a count of millionths.
  [[nodiscard]] static constexpr Decimal from_micros(std::int64_t micros) {
    Decimal d;
    d.micros_ = micros;
    return d;
  }
  /// Reads "-12.345678": optional sign, digits, at most six places after a point. Nothing else.
  [[nodiscard]] static std::optional<Decimal> parse(std::string_view text);
  /// What a measured double counts as; nothing for NaN, infinity and values out of range.
  [[nodiscard]] static std::optional<Decimal> from_double(double value);

  [[nodiscard]] constexpr std::int64_t micros() const { return micros_; }
  /// The nearest double.
  [[nodiscard]] double to_double() const { return static_cast<double>(micros_) / scale; }
  /// Without trailing zeros: "42.9".
  [[nodiscard]] std::string str() const;

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

/// The smallest double that counts as `limit` or more; infinity where none does.
[[nodiscard]] double smallest_at_least(Decimal limit);
/// The largest double that counts as `limit` or less; minus infinity where none does.
[[nodiscard]] double largest_at_most(Decimal limit);

}  // namespace tieuchi::inline v1

#ifndef TIEUCHI_COMPILED
#include "tieuchi/detail/decimal.hpp"
#endif
