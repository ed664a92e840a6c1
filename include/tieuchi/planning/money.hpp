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

#include <span>
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

  [[nodiscard]] std::size_t size() const { return units_.size(); }
  /// An amount in units.
  wide_integer operator[](std::size_t at) const { return units_[at]; }
  /// The sum of the whole list.
  [[nodiscard]] wide_integer total() const { return total_; }
  /// The most units that are not above a limit of 0 or more; `total()` where it lies beyond all.
  [[nodiscard]] wide_integer within(double limit) const;
  /// The fewest units that are not below an amount of 0 or more; more than `total()` beyond all.
  [[nodiscard]] wide_integer not_below(double amount) const;
  /// The double nearest to so many units.
  [[nodiscard]] double amount(wide_integer units) const;

 private:
  int place_ = 0;  // the unit is 10^place
  std::vector<wide_integer> units_;
  wide_integer total_ = 0;
};

}  // namespace tieuchi::inline v1

#ifndef TIEUCHI_COMPILED
#include "tieuchi/detail/planning/money.hpp"
#endif
