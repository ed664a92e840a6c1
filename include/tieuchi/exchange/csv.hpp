/// @file
/// Tables from offices: CSV in and out. Compiled: target `tieuchi::csv`.
///
/// One row per unit (and date), one column per measure. A header is a measure code, the number of
/// an indicator that reads one measure, `unit`, `date`, `name` (ignored) or the set's dimension.
///
/// | accepted, with a note                     | asked: the option that answers     | rejected                     |
/// | ----------------------------------------- | ---------------------------------- | ---------------------------- |
/// | `;` or `,` or tab; BOM; NFD and NFC       | 1.234 alone: `decimal_mark`        | text in a number column      |
/// | 12,5 or 12.5, one mark in the file        | % all in [0, 1]: `shares_are_fractions` | shares outside 0–100    |
/// | codes that lost leading zeros, if unique  | đồng or triệu: `amounts_in_dong`   | total rows, error values     |
/// | x, Đ, Đạt, 1 / K, KĐ, Chưa đạt, 0         | CĐ: write it out                   | mm/dd, two-digit years       |
/// | yyyy-mm-dd, dd/mm/yyyy                    |                                    | duplicate rows, bad UTF-8    |
///
/// An empty cell is *not collected*, never 0; "không xét" and "n/a" are *not applicable*.
/// Numbers are parsed without the process locale.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tieuchi/assessment/assess.hpp"
#include "tieuchi/observation/panel_data.hpp"

namespace tieuchi::inline v1::csv {

/// Any table as text: a header and its rows, quotes undone, text composed. For tables that are not
/// panels; nothing is interpreted.
struct Rows {
  std::vector<std::string> header;
  std::vector<std::vector<std::string>> rows;

  /// The cell of a row under a header; empty where the row is shorter.
  /// @throws UnknownCode if there is no such header.
  const std::string& at(std::size_t row, std::string_view column) const;
};

/// Splits a text into rows. @throws InvalidData if it is not UTF-8 or has no header.
Rows read_rows(std::string_view text, std::string_view file = {});

/// How to read a table; what a file cannot say by itself.
struct ReadOptions {
  std::string file{};              ///< names the table in problems
  Date reference{};                ///< of rows without a `date` column
  Evidence evidence = Evidence::self_assessed;
  std::string source{};
  std::string unit_column = "unit";
  char decimal_mark = 0;           ///< '.' or ','; 0: found in the file
  bool shares_are_fractions = false;
  bool amounts_in_dong = false;    ///< amounts in đồng although the set asks for triệu đồng
  bool skip_total_rows = false;    ///< rows named "Tổng cộng" are declared to be totals
};

/// Reads a table of measures of `set` for units of `registry`. Dates must lie in the period of the
/// set; the region column, where there is one, must name a stratum of the set.
/// @throws InvalidData with every problem of the file: row, column, found, expected.
PanelData read_panel(std::string_view text, const CriteriaSet& set, const Registry& registry,
                     const ReadOptions& options);

/// One row per unit: code, name, the verdict of each criterion in words, met and applicable as
/// bounds. Cells that a spreadsheet would run as a formula are escaped.
std::string write(const Assessment& result, const Registry& registry,
                  Language language = Language::en);

/// One cell as it stands in a file: quoted where needed, formulas escaped with an apostrophe.
std::string escape(std::string_view cell);

}  // namespace tieuchi::inline v1::csv
