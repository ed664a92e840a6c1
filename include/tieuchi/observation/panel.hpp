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

#include <bit>
#include <cstring>
#include <optional>
#include <span>
#include <string>
#include <vector>

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
  Date reference{};                     ///< the day the values describe
  std::span<const double> values{};
  std::span<const std::uint8_t> states{};
  std::span<const double> denominators{};
  std::span<const std::uint8_t> evidence{};
  Evidence evidence_of_all = Evidence::self_assessed;
  std::optional<Date> recorded{};       ///< when the office knew; nothing: on the reference date
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

  std::size_t size() const { return n_; }
  /// Registry index of a row.
  UnitIndex unit(std::size_t row) const { return units_.empty() ? UnitIndex(row) : units_[row]; }
  /// Row of a unit; nothing if it is not in the panel. Linear where rows are listed.
  std::optional<std::size_t> row_of(UnitIndex unit) const;
  std::span<const Column> columns() const { return columns_; }
  std::span<const DeclaredVerdicts> verdicts() const { return verdicts_; }
  std::span<const DeclaredCounts> counts() const { return counts_; }
  /// Sixty-four bits over the shape, every label and up to 17 cells of each column: enough to tell
  /// that a result is explained with another table. Not a cryptographic hash.
  std::uint64_t fingerprint() const;

 private:
  std::size_t n_;
  std::vector<Column> columns_;
  std::vector<DeclaredVerdicts> verdicts_;
  std::vector<DeclaredCounts> counts_;
  std::vector<UnitIndex> units_;
};

// ------------------------------------------------------------------------------------------------

namespace detail {

// A multiply-and-shift hash over 64-bit words: for labels and shapes, not for secrets.
class Hash {
 public:
  void number(std::uint64_t v) {
    state_ = (state_ ^ v) * 0x9e3779b97f4a7c15ULL;
    state_ ^= state_ >> 29;
  }
  void text(const std::string& s) {
    number(s.size());
    for (const char c : s) number(static_cast<unsigned char>(c));
  }
  std::uint64_t value() const {
    std::uint64_t z = state_;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    return z ^ (z >> 31);
  }

 private:
  std::uint64_t state_ = 0xcbf29ce484222325ULL;
};

}  // namespace detail

inline Panel::Panel(std::size_t n_units, std::vector<Column> columns,
                    std::vector<DeclaredVerdicts> verdicts, std::vector<DeclaredCounts> counts,
                    std::vector<UnitIndex> units)
    : n_(n_units), columns_(std::move(columns)), verdicts_(std::move(verdicts)),
      counts_(std::move(counts)), units_(std::move(units)) {
  Problems problems;
  const auto size = [&](std::size_t found, const std::string& code, const char* column,
                        bool optional) {
    if (found == n_ || (optional && found == 0)) return;
    problems.add({.what = ProblemCode::wrong_size, .column = column, .code = code,
                  .found = std::to_string(found), .expected = std::to_string(n_) + " units"});
  };
  for (const auto& c : columns_) {
    size(c.values.size(), c.measure.str(), "values", false);
    size(c.states.size(), c.measure.str(), "states", true);
    size(c.denominators.size(), c.measure.str(), "denominators", true);
    size(c.evidence.size(), c.measure.str(), "evidence", true);
  }
  for (const auto& v : verdicts_) size(v.verdicts.size(), v.criterion.str(), "verdicts", false);
  for (const auto& c : counts_) {
    size(c.least.size(), c.set.str(), "least", false);
    size(c.most.size(), c.set.str(), "most", false);
  }
  size(units_.size(), "panel", "units", true);
  problems.raise<InvalidData>();
}

inline std::optional<std::size_t> Panel::row_of(UnitIndex unit) const {
  if (units_.empty()) return unit < n_ ? std::optional<std::size_t>(unit) : std::nullopt;
  const auto at = std::find(units_.begin(), units_.end(), unit);
  if (at == units_.end()) return std::nullopt;
  return static_cast<std::size_t>(at - units_.begin());
}

inline std::uint64_t Panel::fingerprint() const {
  detail::Hash h;
  h.number(n_);
  const std::size_t step = std::max<std::size_t>(1, n_ / 16);
  for (const auto& c : columns_) {
    h.text(c.measure.str());
    h.number(static_cast<std::uint64_t>(c.reference.days()));
    h.number(static_cast<std::uint64_t>(c.evidence_of_all));
    h.text(c.source);
    for (std::size_t i = 0; i < n_; i += step) {
      h.number(std::bit_cast<std::uint64_t>(c.values[i]));
      h.number(c.states.empty() ? 0 : c.states[i]);
    }
  }
  for (const auto& v : verdicts_) {
    h.text(v.criterion.str());
    for (std::size_t i = 0; i < n_; i += step) h.number(v.verdicts[i]);
  }
  for (std::size_t i = 0; i < n_; i += step) h.number(unit(i));
  return h.value();
}

}  // namespace tieuchi::inline v1
