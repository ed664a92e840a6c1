/// @file
/// Which cells of a set another body may set, and in which direction.
///
/// A delegated cell is granted to the body that its requirement names (`Delegated::to`), or to
/// every body where none is named. Everything else is granted only by a text that says so, as data
/// of the set: "the province may ask for more than 50 %".
///
/// | direction | the value put in                                             |
/// | --------- | ------------------------------------------------------------ |
/// | `set`     | any                                                          |
/// | `tighten` | the base or a stricter one                                   |
/// | `relax`   | the base or a weaker one                                     |
/// | `confirm` | the base itself: the body says that it holds                 |
///
/// The base is the number named here, else that of the cell.
#pragma once

#include <optional>

#include "tieuchi/code.hpp"
#include "tieuchi/criteria/provenance.hpp"
#include "tieuchi/decimal.hpp"
#include "tieuchi/period.hpp"

namespace tieuchi::inline v1 {

/// Bodies that may be granted cells. None stands above another.
enum class BodyRank : std::uint8_t { ministry, province };

/// A cell, or all cells, of an indicator that bodies of a rank, or one of them, may set.
struct Grant {
  enum class Direction : std::uint8_t { set, tighten, relax, confirm };

  IndicatorNumber indicator;
  StratumCode stratum{};  ///< empty: every column
  BodyRank to = BodyRank::province;
  Direction direction = Direction::set;
  std::optional<Decimal> base{};     ///< from which tighter and weaker are counted
  Period period = Period::always();  ///< days on which a value may hold by it
  Citation citation{};               ///< the clause that grants it
  UnitCode body{};                   ///< seat of the one body; empty: every body of the rank

  friend bool operator==(const Grant&, const Grant&) = default;
};

}  // namespace tieuchi::inline v1
