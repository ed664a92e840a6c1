/// @file
/// Tables from offices: CSV in and out. Compiled: target `tieuchi::csv`.
///
/// One row per unit (and date), one column per measure. A header is a measure code, the number or
/// name of an indicator that reads one measure, the name of a measure in either language, `unit`,
/// `date`, `name` (ignored) or the set's dimension; `ReadOptions::columns` says the rest.
///
/// | accepted, with a note          | asked: the option that answers   | rejected                |
/// | ------------------------------ | -------------------------------- | ----------------------- |
/// | `;` or `,` or tab, `sep=`      | 1.234 alone: `decimal_mark`      | text in a number column |
/// | BOM; NFD, NFC                  | shares all in [0, 1]:            | shares outside 0–100    |
/// | 12,5 or 12.5, one mark a file  | `shares_are_fractions`           | error values            |
/// | codes that lost leading zeros, | far too large: `amounts_in_dong` | mm/dd, two-digit years  |
/// | where these are unique         | CĐ: write it out                 | duplicate rows          |
/// | x, Đ, Đạt, 1, true             | only x and blanks: `blank_marks` | bad UTF-8               |
/// | K, KĐ, Chưa đạt, 0             | "Tổng cộng": `skip_total_rows`   | a quote left open       |
/// | yyyy-mm-dd, dd/mm/yyyy         |                                  |                         |
/// | rows of separators only        |                                  |                         |
///
/// Far too large is 1,000 times every threshold of the measure, of amounts in triệu đồng 100 times;
/// such a column without a hundredth of the greatest threshold is asked about as well. `as_written`
/// says that its numbers are meant.
///
/// An empty cell is *not collected*, never 0, and so are "NA" and its like; "không xét" is *not
/// applicable* (cell_words.hpp). Numbers are parsed without the process locale.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tieuchi/assessment/assess.hpp"
#include "tieuchi/borrowed.hpp"
#include "tieuchi/criteria/recognition_rule.hpp"
#include "tieuchi/observation/panel_data.hpp"

namespace tieuchi::inline v1::csv {

/// Any table as text: a header and its rows, quotes undone, text composed. For tables that are not
/// panels nothing is interpreted.
struct Rows {
  std::vector<std::string> header{};
  std::vector<std::vector<std::string>> rows{};
  std::vector<std::int64_t> lines{};  ///< of the file, where each row starts; empty: 2, 3, …
  /// 1 where a cell was a number in its file (a workbook), written with a decimal point; [rows][n].
  std::vector<std::vector<std::uint8_t>> typed{};

  /// The cell of a row under a header; empty where the row is shorter.
  /// @throws UnknownCode if there is no such header.
  [[nodiscard]] const std::string& at(std::size_t row, std::string_view column) const;
};

/// Splits a text into rows; rows of separators only are left out.
/// @throws InvalidData if it is not UTF-8 or has no header, with the line of every quote that is
/// never closed or has text after it.
[[nodiscard]] Rows read_rows(std::string_view text, std::string_view file = {});

/// What blank cells mean in a column of marks that holds no "not attained".
enum class BlankMarks : std::uint8_t { ask, not_collected, not_attained };

/// How to read a table; what a file cannot say by itself.
struct ReadOptions {
  std::string file{};  ///< names the table in problems
  Date reference{};    ///< of rows without a `date` column
  Evidence evidence = Evidence::self_assessed;
  std::string source{};
  std::string unit_column = "unit";
  /// Header → measure code, indicator number, "date", or empty to leave the column out.
  std::map<std::string, std::string> columns{};
  char decimal_mark = 0;              ///< '.' or ','; 0: found in the file
  bool shares_are_fractions = false;  ///< 0.85 is 85 %
  bool amounts_in_dong = false;  ///< amounts in đồng although the set asks for triệu đồng
  /// Measures whose numbers are in the set's unit however they look: neither converted nor asked
  /// about.
  std::set<MeasureCode> as_written{};
  bool skip_total_rows = false;  ///< rows named "Tổng cộng" are totals: left out, with a note
  BlankMarks blank_marks = BlankMarks::ask;
  /// What recognition asks beside the criteria: columns of marks that the set itself does not know.
  std::vector<RecognitionCondition> conditions{};
};

/// What a column of a table is.
struct ColumnMeaning {
  enum class Kind : std::uint8_t { unit, date, name, stratum, measure, left_out };
  Kind kind = Kind::left_out;
  MeasureCode measure{};  ///< where `kind` is measure
};

/// The meaning of every header, by code, by number or by name; nothing is guessed.
/// @throws InvalidData with every header that is unknown, stands twice or fits several measures
/// (all candidates are listed), and if there is no column of units.
[[nodiscard]] std::vector<ColumnMeaning> meanings(const std::vector<std::string>& header,
                                                  const CriteriaSet& set,
                                                  const ReadOptions& options);

/// Reads a table of measures of `set` for units of `registry`. Dates must lie in the period of the
/// set; the region column, where there is one, must name a stratum of the set, and the one that the
/// registry holds on the row's day or on `ReadOptions::reference` if it holds one.
/// @throws InvalidData with every problem of the file: row, column, found, expected.
[[nodiscard]] PanelData read_panel(std::string_view text, const CriteriaSet& set,
                                   const Registry& registry, const ReadOptions& options);
/// The same for a table that was split elsewhere, as a sheet of a workbook.
[[nodiscard]] PanelData read_panel(Rows table, const CriteriaSet& set, const Registry& registry,
                                   const ReadOptions& options);

/// One cell of text read as a number: a value, or what is wrong with it; an empty cell is neither.
struct NumberCell {
  std::optional<double> value{};
  std::optional<ProblemCode> problem{};
};

/// Numbers of a table that is no panel (costs, budgets, counts): [columns][rows] in, the same out.
/// The rules are those above, and stricter: one mark in all columns together, and a mark before
/// three digits is understood from its own column only, since 500 đồng beside a chance of 0.5 may
/// be half a million. An exponent may follow: 60e9. Problems: not_a_number, ambiguous_number,
/// mixed_decimal_marks.
[[nodiscard]] std::vector<std::vector<NumberCell>> read_numbers(
    const std::vector<std::vector<std::string>>& columns);

/// A column of numbers that never was text, as in a frame or a Parquet file.
struct NumberColumn {
  std::string header{};  ///< names it in problems
  MeasureCode measure{};
  Borrowed<double> values{};        ///< [n_rows]
  Borrowed<std::uint8_t> states{};  ///< `Observed`, [n_rows]; empty: all are values
};

/// Reads columns of numbers by the rules for texts: `shares_are_fractions` and `amounts_in_dong`
/// are honoured, and without them a share column within [0, 1] and values far too large are asked
/// about, as in texts. Values out of range are left for judging, which calls them invalid.
/// @return for each column its values in the measure's unit, empty where nothing was changed.
/// @throws InvalidData with every question, and for a measure the set does not have.
[[nodiscard]] std::vector<std::vector<double>> in_units(std::span<const NumberColumn> columns,
                                                        const CriteriaSet& set,
                                                        const ReadOptions& options);

/// One row per unit: code, name, the verdict of each criterion in words, met and applicable as
/// bounds. Cells that a spreadsheet would run as a formula are escaped.
[[nodiscard]] std::string write(const Assessment& result, const Registry& registry,
                                Language language = Language::en);

/// One cell as it stands in a file: quoted where needed, formulas escaped with an apostrophe.
[[nodiscard]] std::string escape(std::string_view cell);

}  // namespace tieuchi::inline v1::csv
