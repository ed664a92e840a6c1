/// @file
/// What was measured: columns of numbers with masks, over memory that the caller owns.
///
/// A panel is units × measures × dates. Each column is one submission: one measure for all units,
/// on one reference date, recorded on one day, from one source. Nothing is copied: `assess` reads
/// the caller's columns in place, and the caller keeps them alive while it does.
///
/// | column            | type                       | meaning                                     |
/// | ----------------- | -------------------------- | ------------------------------------------- |
/// | `values`          | `double[n_units]`          | in the unit of the measure                  |
/// | `states`          | `uint8[n_units]` or empty  | `Observed`; empty: every cell is a value    |
/// | `denominators`    | `double[n_units]` or empty | values are numerators of a ratio of counts  |
/// | `evidence`        | `uint8[n_units]` or empty  | `Evidence`; empty: `evidence_of_all`        |
///
/// NaN, infinity and values out of the range of the measure judge as *missing, invalid*.
///
/// @code
/// const std::vector<double> income{34.5, 41.0};
/// const tieuchi::Panel panel(2, {{.measure = tieuchi::MeasureCode{"income.per_capita"},
///                                 .reference = tieuchi::Date::end_of(2020), .values = income}});
/// @endcode
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "tieuchi/borrowed.hpp"
#include "tieuchi/code.hpp"
#include "tieuchi/error.hpp"
#include "tieuchi/observation/coarse.hpp"
#include "tieuchi/observation/evidence.hpp"
#include "tieuchi/period.hpp"
#include "tieuchi/population/registry.hpp"

namespace tieuchi::inline v1 {

/// One submission of one measure. `states` and `evidence` are bytes of `Observed` and `Evidence`.
struct Column {
  MeasureCode measure;
  Date reference{};  ///< the day the values describe
  Borrowed<double> values{};
  Borrowed<std::uint8_t> states{};
  Borrowed<double> denominators{};
  Borrowed<std::uint8_t> evidence{};
  Evidence evidence_of_all = Evidence::self_assessed;
  std::optional<Date> recorded{};  ///< when the office knew; nothing: on the reference date
  std::string source{};
};

/// A view of columns and coarse statements over the same units. Cheap to copy, owns no numbers.
class Panel {
 public:
  /// Units are registry indices, one per row; empty with `n` rows means row i is unit i.
  /// @throws InvalidData with every problem: a column, mask or statement of another length.
  Panel(std::size_t n_units, std::vector<Column> columns,
        std::vector<DeclaredVerdicts> verdicts = {}, std::vector<DeclaredCounts> counts = {},
        std::vector<UnitIndex> units = {});

  /// The panel as it was known on a day: what was recorded later is left out, and no number is
  /// copied. `assess` takes it for sets compiled with the same `known_on` only. O(columns).
  [[nodiscard]] Panel as_of(Date day) const;
  /// The day of `as_of`; nothing: whenever. Of a view of a view, the earlier one.
  [[nodiscard]] const std::optional<Date>& known_on() const { return known_on_; }

  [[nodiscard]] std::size_t size() const { return n_; }
  /// Registry index of a row.
  [[nodiscard]] UnitIndex unit(std::size_t row) const {
    return units_.empty() ? UnitIndex(row) : units_[row];
  }
  /// Row of a unit; nothing if it is not in the panel. Linear where rows are listed.
  [[nodiscard]] std::optional<std::size_t> row_of(UnitIndex unit) const;
  [[nodiscard]] std::span<const Column> columns() const { return columns_; }
  [[nodiscard]] std::span<const DeclaredVerdicts> verdicts() const { return verdicts_; }
  [[nodiscard]] std::span<const DeclaredCounts> counts() const { return counts_; }
  /// Sixty-four bits over the shape, every label and up to 17 cells of each column: enough to tell
  /// that a result is explained with another table. Not a cryptographic hash.
  [[nodiscard]] std::uint64_t fingerprint() const;

 private:
  std::size_t n_;
  std::vector<Column> columns_;
  std::vector<DeclaredVerdicts> verdicts_;
  std::vector<DeclaredCounts> counts_;
  std::vector<UnitIndex> units_;
  std::optional<Date> known_on_{};
};

}  // namespace tieuchi::inline v1

#ifndef TIEUCHI_COMPILED
#include "tieuchi/detail/observation/panel.hpp"
#endif
