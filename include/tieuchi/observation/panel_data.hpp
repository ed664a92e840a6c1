/// @file
/// A panel that owns its numbers: what file readers return.
///
/// `Panel` reads memory of the caller; `PanelData` is that memory for data that came from a file.
/// Keep it alive while its `view()` is used.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tieuchi/observation/panel.hpp"

namespace tieuchi::inline v1 {

/// One column with its own storage; see `Column`.
struct ColumnData {
  MeasureCode measure;
  Date reference{};
  std::vector<double> values{};
  std::vector<std::uint8_t> states{};
  Evidence evidence = Evidence::self_assessed;
  std::optional<Date> recorded{};
  std::string source{};
  /// Of a ratio of counts; empty: `values` are the measure itself.
  std::vector<double> denominators{};

  friend bool operator==(const ColumnData&, const ColumnData&) = default;
};

/// Columns over listed units.
struct PanelData {
  std::vector<UnitIndex> units{};
  std::vector<ColumnData> columns{};
  std::vector<std::string> notes{};  ///< what a reader did to the input, in words

  /// The panel over this memory, with coarse statements the caller adds.
  [[nodiscard]] Panel view(std::vector<DeclaredVerdicts> verdicts = {},
                           std::vector<DeclaredCounts> counts = {}) const {
    std::vector<Column> list;
    for (const auto& c : columns) {
      list.push_back({.measure = c.measure,
                      .reference = c.reference,
                      .values = c.values,
                      .states = c.states,
                      .denominators = c.denominators,
                      .evidence = {},
                      .evidence_of_all = c.evidence,
                      .recorded = c.recorded,
                      .source = c.source});
    }
    return Panel(units.size(), std::move(list), std::move(verdicts), std::move(counts), units);
  }

  friend bool operator==(const PanelData&, const PanelData&) = default;
};

}  // namespace tieuchi::inline v1
