// Bodies of decimal.hpp.
#pragma once

#include "tieuchi/decimal.hpp"

#include <bit>
#include <cmath>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

#include "tieuchi/detail/inline.hpp"
#include "tieuchi/detail/wide_integer.hpp"

namespace tieuchi::inline v1 {

TIEUCHI_INLINE std::optional<Decimal> Decimal::parse(std::string_view text) {
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

TIEUCHI_INLINE std::optional<Decimal> Decimal::from_double(double value) {
  if (!(std::abs(value) < 9.2e12)) return std::nullopt;
  // |value| = mantissa · 2^shift with an integer mantissa below 2^53: the product with 10^6 is
  // exact.
  const auto bits = std::bit_cast<std::uint64_t>(value);
  const int exponent = static_cast<int>(bits >> 52 & 0x7FF);
  const auto mantissa =
      static_cast<std::int64_t>((bits & 0xFFFFFFFFFFFFFULL) | (exponent ? 0x10000000000000ULL : 0));
  const int shift = (exponent ? exponent : 1) - 1075;
  detail::wide_integer scaled = static_cast<detail::wide_integer>(mantissa) * scale;
  if (shift >= 0) {
    scaled <<= shift;
  } else if (shift < -100) {
    scaled = 0;
  } else {
    scaled = (scaled + (static_cast<detail::wide_integer>(1) << (-shift - 1))) >> -shift;
  }
  const auto micros = static_cast<std::int64_t>(scaled);
  return from_micros(std::signbit(value) ? -micros : micros);
}

TIEUCHI_INLINE std::string Decimal::str() const {
  const bool negative = micros_ < 0;
  const std::uint64_t size =
      negative ? 0 - static_cast<std::uint64_t>(micros_) : static_cast<std::uint64_t>(micros_);
  std::string out = (negative ? "-" : "") + std::to_string(size / scale);
  std::string rest = std::to_string(size % scale);
  rest.insert(0, 6 - rest.size(), '0');
  while (!rest.empty() && rest.back() == '0') rest.pop_back();
  return rest.empty() ? out : out + "." + rest;
}

TIEUCHI_INLINE Decimal operator*(Decimal a, Decimal b) {
  const detail::wide_integer product = static_cast<detail::wide_integer>(a.micros_) * b.micros_;
  const detail::wide_integer half = product < 0 ? -Decimal::scale / 2 : Decimal::scale / 2;
  const detail::wide_integer micros = (product + half) / Decimal::scale;
  if (micros > std::numeric_limits<std::int64_t>::max() ||
      micros < std::numeric_limits<std::int64_t>::min()) {
    throw InvalidCriteria({{.what = ProblemCode::value_out_of_range,
                            .code = "product",
                            .found = a.str() + " × " + b.str(),
                            .expected = "a product below 9.2e12"}});
  }
  return Decimal::from_micros(static_cast<std::int64_t>(micros));
}

TIEUCHI_INLINE double smallest_at_least(Decimal limit) {
  constexpr double down = -std::numeric_limits<double>::infinity();
  // Doubles beyond these count as no decimal.
  const double outermost = std::nextafter(9.2e12, 0);
  if (limit > Decimal::from_double(outermost)) return -down;
  if (limit <= Decimal::from_double(-outermost)) return -outermost;
  const auto passes = [&](double x) {
    const auto d = Decimal::from_double(x);
    return d && *d >= limit;
  };
  double x = (static_cast<double>(limit.micros()) - 0.5) / Decimal::scale;
  while (!passes(x)) x = std::nextafter(x, -down);
  while (passes(std::nextafter(x, down))) x = std::nextafter(x, down);
  return x;
}

TIEUCHI_INLINE double largest_at_most(Decimal limit) {
  // The most negative number of millionths has no counterpart; its neighbour is as far away.
  constexpr std::int64_t least = std::numeric_limits<std::int64_t>::min();
  const std::int64_t mirrored = limit.micros() == least ? -(least + 1) : -limit.micros();
  return -smallest_at_least(Decimal::from_micros(mirrored));
}

}  // namespace tieuchi::inline v1
