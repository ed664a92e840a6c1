/// @file
/// The law applied to the facts: `assess`.
///
/// Reads the caller's columns in place, by blocks of 2,048 units, on as many threads as asked.
/// Cells and counts are the same bits for any number of threads and on every platform.
///
/// Cost: O(units × indicators); 26 bytes per unit besides the panel for a set of 19 criteria
/// (four bytes of them for counts; eight above 255 criteria).
///
/// @code
/// const auto rules = compile(set, {.on = Date{2019, 12, 31}});
/// const auto result = assess(rules, registry, panel, {.threads = 2});
/// result.cell(criterion, row).verdict();
/// @endcode
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

#include "tieuchi/assessment/assess_options.hpp"
#include "tieuchi/assessment/compiled_set.hpp"
#include "tieuchi/detail/assessment/count_planes.hpp"
#include "tieuchi/observation/panel.hpp"
#include "tieuchi/population/registry.hpp"

namespace tieuchi::inline v1 {

namespace archive {
struct Access;
}  // namespace archive

/// A whole number known to lie between two ends, both included.
struct Interval {
  int least, most;
  friend bool operator==(const Interval&, const Interval&) = default;
};

/// Verdicts of a population on a day. Owns its rules and its cells (one byte each,
/// criterion-major) and no column: explanations take the panel again.
class Assessment {
 public:
  [[nodiscard]] const CompiledSet& rules() const { return rules_; }
  [[nodiscard]] const AssessOptions& options() const { return options_; }
  [[nodiscard]] std::size_t size() const { return n_; }
  [[nodiscard]] std::size_t criteria() const { return rules_.set().criteria().size(); }
  /// Registry index of a row.
  [[nodiscard]] UnitIndex unit(std::size_t row) const {
    return units_.empty() ? UnitIndex(row) : units_[row];
  }

  [[nodiscard]] Cell cell(std::size_t criterion, std::size_t row) const {
    return Cell::from_byte(cells_[criterion * n_ + row]);
  }
  /// The cells of one criterion as bytes, [n_units].
  [[nodiscard]] std::span<const std::uint8_t> cells(std::size_t criterion) const {
    return {cells_.data() + criterion * n_, n_};
  }
  /// The cells of one indicator as bytes, [n_units]; empty unless `keep_indicators` was set.
  [[nodiscard]] std::span<const std::uint8_t> indicator_cells(std::size_t flat) const {
    if (indicator_cells_.empty()) return {};
    return {indicator_cells_.data() + flat * n_, n_};
  }
  /// Criteria met, applicable, not applicable: bounds over every completion.
  [[nodiscard]] Interval met(std::size_t row) const {
    return {counts_.met_least(row), counts_.met_most(row)};
  }
  [[nodiscard]] Interval applicable(std::size_t row) const {
    return {counts_.applicable_least(row), counts_.applicable_most(row)};
  }
  [[nodiscard]] Interval not_applicable(std::size_t row) const {
    const int all = static_cast<int>(criteria());
    return {all - counts_.applicable_most(row), all - counts_.applicable_least(row)};
  }
  /// Whether the declared number met contradicts the cells, or another one of equal rank.
  [[nodiscard]] bool count_conflict(std::size_t row) const {
    return std::ranges::binary_search(count_conflicts_, row);
  }
  /// The set's own rule over its criteria; not met where a declared count leaves too few.
  [[nodiscard]] Cell whole(std::size_t row) const { return Cell::from_byte(whole_[row]); }
  [[nodiscard]] const JudgingColumn& column(std::size_t row) const {
    return columns_[column_of_[row]];
  }
  /// Every judging column that occurs, and how many units stand in it.
  [[nodiscard]] std::span<const JudgingColumn> columns() const { return columns_; }
  /// Place in `columns` of each row, [n_units].
  [[nodiscard]] std::span<const std::uint16_t> column_places() const { return column_of_; }
  [[nodiscard]] std::vector<std::size_t> units_per_column() const;
  [[nodiscard]] std::uint64_t panel_fingerprint() const { return panel_fingerprint_; }
  /// Sixty-four bits over units and cells; the order of units does not matter.
  [[nodiscard]] std::uint64_t hash(const Registry& registry) const;

  friend struct archive::Access;
  friend class Assessor;

 private:
  explicit Assessment(CompiledSet rules);
  [[nodiscard]] Cell whole_of(std::size_t row) const;  ///< from cells and counts

  CompiledSet rules_;
  AssessOptions options_;
  std::size_t n_ = 0;
  std::vector<UnitIndex> units_;
  std::vector<JudgingColumn> columns_;
  std::vector<std::uint16_t> column_of_;
  std::vector<std::uint8_t> cells_, indicator_cells_, whole_;
  detail::CountPlanes counts_;
  std::vector<std::uint32_t> count_conflicts_;  // rows, in order
  std::uint64_t panel_fingerprint_ = 0;
};

/// Judges every unit of a panel.
/// @throws InvalidData if a row of the panel lies outside the registry, or the panel is a view as
/// of another day than `known_on` of the rules.
/// @throws Stopped within one block (about a millisecond) of a request on `options.stop`.
[[nodiscard]] Assessment assess(const CompiledSet& rules, const Registry& registry,
                                const Panel& panel, const AssessOptions& options = {});

}  // namespace tieuchi::inline v1

#ifndef TIEUCHI_COMPILED
#include "tieuchi/detail/assessment/assess.hpp"
#endif
