/// @file
/// Days and half-open periods of days.
///
/// Law is dated: a set, a threshold, a stratum and a name each hold *from* a day *up to but not
/// including* another one. Legal texts name the last day in force; `Period::through` adds the day.
/// "2019" as a date of judgement means 31 December 2019.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "tieuchi/error.hpp"

namespace tieuchi::inline v1 {

/// A day of the proleptic Gregorian calendar, years 1 to 9999. Always valid.
class Date {
 public:
  /// @throws InvalidData if there is no such day.
  Date(int year, int month, int day);
  Date() : Date(1, 1, 1) {}

  [[nodiscard]] int year() const;
  [[nodiscard]] int month() const;
  [[nodiscard]] int day() const;
  /// Days since 1970-01-01, negative before.
  [[nodiscard]] std::int32_t days() const { return days_; }
  /// The day `n` days later (earlier if negative).
  [[nodiscard]] Date plus_days(int n) const;
  /// The same day `n` years earlier; 29 February becomes 28 February where it must.
  [[nodiscard]] Date years_before(int n) const;
  /// "2019-12-31".
  [[nodiscard]] std::string str() const;

  [[nodiscard]] static Date from_days(std::int32_t days);
  /// Reads "yyyy-mm-dd" and nothing else; nothing if it is not a valid day.
  [[nodiscard]] static std::optional<Date> parse(std::string_view text);
  /// The last day of a year: what "2019" means as a date of judgement.
  [[nodiscard]] static Date end_of(int year) { return {year, 12, 31}; }

  friend auto operator<=>(const Date&, const Date&) = default;

 private:
  std::int32_t days_ = 0;
};

/// The days `d` with from ≤ d < to; no `to` means without end.
struct Period {
  Date from;
  std::optional<Date> to{};

  /// From `first` through `last`, both in force.
  [[nodiscard]] static Period through(Date first, Date last) { return {first, last.plus_days(1)}; }
  /// The whole of a calendar year.
  [[nodiscard]] static Period year(int year) { return {{year, 1, 1}, Date{year + 1, 1, 1}}; }
  /// Every day there is.
  [[nodiscard]] static Period always() { return {Date{}, std::nullopt}; }

  [[nodiscard]] bool contains(Date day) const { return from <= day && (!to || day < *to); }
  [[nodiscard]] bool overlaps(const Period& other) const {
    return (!other.to || from < *other.to) && (!to || other.from < *to);
  }
  [[nodiscard]] bool empty() const { return to && *to <= from; }
  /// "2016-12-01 – 2020-12-31", the last day in force printed as legal texts print it.
  [[nodiscard]] std::string str() const;

  friend bool operator==(const Period&, const Period&) = default;
};

// ------------------------------------------------------------------------------------------------

namespace detail {

// Days from civil and back: Howard Hinnant, "chrono-compatible low-level date algorithms", 2013.
constexpr std::int32_t days_from_civil(int y, int m, int d) {
  y -= m <= 2;
  const int era = (y >= 0 ? y : y - 399) / 400;
  const int yoe = y - era * 400;
  const int doy = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
  const int doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
  return era * 146097 + doe - 719468;
}

struct Civil {
  int year, month, day;
};

constexpr Civil civil_from_days(std::int32_t z) {
  z += 719468;
  const int era = (z >= 0 ? z : z - 146096) / 146097;
  const int doe = z - era * 146097;
  const int yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
  const int doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
  const int mp = (5 * doy + 2) / 153;
  const int month = mp + (mp < 10 ? 3 : -9);
  return {yoe + era * 400 + (month <= 2), month, doy - (153 * mp + 2) / 5 + 1};
}

constexpr bool is_day(int y, int m, int d) {
  if (y < 1 || y > 9999 || m < 1 || m > 12 || d < 1 || d > 31) return false;
  const Civil back = civil_from_days(days_from_civil(y, m, d));
  return back.year == y && back.month == m && back.day == d;
}

}  // namespace detail

inline Date::Date(int year, int month, int day) : days_(detail::days_from_civil(year, month, day)) {
  if (!detail::is_day(year, month, day)) {
    throw InvalidData(
        {{.what = ProblemCode::value_out_of_range,
          .code = "date",
          .found = std::to_string(year) + "-" + std::to_string(month) + "-" + std::to_string(day),
          .expected = "a day of the calendar"}});
  }
}

inline int Date::year() const { return detail::civil_from_days(days_).year; }

inline int Date::month() const { return detail::civil_from_days(days_).month; }

inline int Date::day() const { return detail::civil_from_days(days_).day; }

inline Date Date::from_days(std::int32_t days) {
  Date date;
  date.days_ = days;
  return date;
}

inline Date Date::plus_days(int n) const { return from_days(days_ + n); }

inline Date Date::years_before(int n) const {
  const auto c = detail::civil_from_days(days_);
  return detail::is_day(c.year - n, c.month, c.day) ? Date(c.year - n, c.month, c.day)
                                                    : Date(c.year - n, c.month, 28);
}

}  // namespace tieuchi::inline v1

#ifndef TIEUCHI_COMPILED
#include "tieuchi/detail/period.hpp"
#endif
