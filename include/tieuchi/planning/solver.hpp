/// @file
/// A mixed-integer programme as plain columns and rows, and what solves it.
///
/// Any solver will do that takes such a programme: HiGHS comes with the Python package's extra
/// `highs`; in C++ give a type of your own that satisfies `Solver`.
///
/// @code
/// struct MySolver { SolverAnswer solve(const MixedInteger&, const SolverLimits&); };
/// @endcode
#pragma once

#include <concepts>
#include <cstdint>
#include <limits>
#include <vector>

namespace tieuchi::inline v1 {

/// max objective · x with lower ≤ x ≤ upper, row_lower ≤ A x ≤ row_upper. Rows are compressed: the
/// entries of row r are [row_start[r], row_start[r + 1]). Infinite ends are infinite doubles.
struct MixedInteger {
  std::vector<double> objective{}, lower{}, upper{};  ///< [n_columns]
  std::vector<std::uint8_t> integer{};                ///< [n_columns] 1 where whole
  std::vector<double> row_lower{}, row_upper{};       ///< [n_rows]
  std::vector<std::int32_t> row_start{0}, column{};   ///< [n_rows + 1], [n_entries]
  std::vector<double> value{};                        ///< [n_entries]
  std::vector<double> start{};  ///< [n_columns] a feasible point to begin with; empty: none

  std::int32_t add_column(double worth, double least, double most, bool whole) {
    objective.push_back(worth), lower.push_back(least), upper.push_back(most),
        integer.push_back(whole);
    return static_cast<std::int32_t>(objective.size() - 1);
  }
  void add_entry(std::int32_t at, double amount) { column.push_back(at), value.push_back(amount); }
  /// Ends a row of the entries added since the last one.
  void end_row(double least, double most) {
    row_lower.push_back(least), row_upper.push_back(most),
        row_start.push_back(static_cast<std::int32_t>(column.size()));
  }
};

struct SolverLimits {
  double seconds = 60;
  double gap = 1e-6;  ///< relative
};

enum class SolverStatus : std::uint8_t {
  optimal,     ///< within the gap
  stopped,     ///< at a limit, with the best point found
  infeasible,  ///< no point satisfies the rows
  failed       ///< no point was found in time, or the solver gave up
};

struct SolverAnswer {
  SolverStatus status = SolverStatus::failed;
  std::vector<double> values{};  ///< [n_columns]; empty where none was found
  double bound = std::numeric_limits<double>::infinity();
  double seconds = 0;
};

/// What solves mixed-integer programmes.
template <class S>
concept Solver = requires(S& s, const MixedInteger& programme, const SolverLimits& limits) {
  { s.solve(programme, limits) } -> std::same_as<SolverAnswer>;
};

}  // namespace tieuchi::inline v1
