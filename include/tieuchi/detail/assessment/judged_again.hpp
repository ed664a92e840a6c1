// Explanations hold for what was judged: the criterion is judged again from the panel handed in,
// and another byte is refused. The fingerprint of a panel looks at a few rows only.
#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

#include "tieuchi/assessment/assess.hpp"
#include "tieuchi/detail/assessment/executor.hpp"
#include "tieuchi/detail/assessment/row_reader.hpp"
#include "tieuchi/detail/assessment/same_panel.hpp"

namespace tieuchi::inline v1::detail {

// An open cell where a declared number leaves no choice: none or all criteria are met.
inline Cell implied_by_count(Cell cell, const RowReader& reader, const Assessment& result,
                             std::size_t row) {
  if (cell.decided() || !reader.declared().any_counts() || result.count_conflict(row)) return cell;
  const auto declared = reader.declared().count(row);
  if (!declared.of || declared.conflict) return cell;
  const bool none = declared.value.most == 0;
  if (!none && declared.value.least != static_cast<int>(result.criteria())) return cell;
  const Possible left = none ? possible::not_met | possible::not_applicable : possible::met;
  return {static_cast<Possible>(cell.possible() & left), Reason::implied_by_count};
}

[[noreturn]] inline void refuse_other_cell(const Assessment& result, const Registry& registry,
                                           std::size_t c, std::size_t row, Cell found) {
  const auto said = [](Cell cell) {
    return word(cell.verdict(), Language::en) + " (" + word(cell.reason(), Language::en) + ")";
  };
  throw InvalidData({{.what = ProblemCode::other_panel,
                      .row = static_cast<std::int64_t>(row) + 1,
                      .column = result.rules().criterion(c).number.str(),
                      .code = registry.unit(result.unit(row)).code.str(),
                      .found = said(found),
                      .expected = said(result.cell(c, row))}});
}

// The criterion of a row by its definition.
inline void require_as_judged(const Assessment& result, const Registry& registry,
                              const RowReader& reader, std::size_t c, std::size_t row) {
  const auto& rules = result.rules();
  std::vector<Cell> members;
  for (std::size_t f = 0; f < rules.indicator_count(); ++f) {
    if (rules.place(f).criterion != c) continue;
    members.push_back(reader.cell(f, row, rules.threshold(f, result.column(row))));
  }
  const Cell again = implied_by_count(reader.criterion(c, row, members), reader, result, row);
  if (again != result.cell(c, row)) refuse_other_cell(result, registry, c, row, again);
}

struct RowRange {
  std::size_t from, to;
};
// Every criterion of rows [from, to), by blocks.
inline void require_as_judged(const Assessment& result, const Registry& registry,
                              const RowReader& reader, RowRange rows) {
  struct Compare {
    const Assessment& result;
    const Registry& registry;
    const RowReader& reader;
    std::size_t at, n;

    void indicator(std::size_t /*flat*/, const std::uint8_t* /*cells*/) {}
    void criterion(std::size_t c, const std::uint8_t* cells) {
      const std::uint8_t* stored = result.cells(c).data() + at;
      if (!reader.declared().any_counts() && std::equal(cells, cells + n, stored)) return;
      for (std::size_t u = 0; u < n; ++u) {
        const Cell again = implied_by_count(Cell::from_byte(cells[u]), reader, result, at + u);
        if (again.byte() != stored[u]) refuse_other_cell(result, registry, c, at + u, again);
      }
    }
    void whole(const std::uint8_t* /*cells*/) {}
  };
  if (rows.from >= rows.to) return;
  const Executor executor(result.rules(), reader, result.columns());
  PlaneStack planes(Executor::block);
  for (std::size_t at = rows.from; at < rows.to; at += Executor::block) {
    const std::size_t n = std::min(Executor::block, rows.to - at);
    executor.run(at, n, result.column_places().data(), planes,
                 Compare{result, registry, reader, at, n});
  }
}

}  // namespace tieuchi::inline v1::detail
