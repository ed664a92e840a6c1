// Bodies of assessment/conflicts.hpp.
#pragma once

#include "tieuchi/assessment/conflicts.hpp"

#include <string>
#include <vector>

#include "tieuchi/detail/assessment/judged_again.hpp"
#include "tieuchi/detail/inline.hpp"

namespace tieuchi::inline v1 {

TIEUCHI_INLINE std::vector<Conflict> conflicts(const Assessment& result, const Registry& registry,
                                               const Panel& panel) {
  detail::require_same_panel(result, panel);
  const auto& rules = result.rules();
  const detail::RowReader reader(rules, registry, panel, result.options());
  detail::require_as_judged(result, registry, reader, {0, result.size()});
  std::vector<Conflict> found;
  for (std::size_t row = 0; row < result.size(); ++row) {
    std::size_t flat = 0;
    for (std::size_t c = 0; c < result.criteria(); ++c) {
      const Criterion& criterion = rules.criterion(c);
      std::vector<Cell> members;
      for (std::size_t i = 0; i < criterion.indicators.size(); ++i, ++flat) {
        for (std::size_t r = 0; r < reader.node(flat).reads.size(); ++r) {
          const auto& source = reader.source(flat, r);
          if (source.choice.at(row).state == Observed::conflict) {
            found.push_back({row, ConflictKind::observations, source.measure->code.str(),
                             "equally good observations differ"});
          }
        }
        members.push_back(reader.cell(flat, row, rules.threshold(flat, result.column(row))));
      }
      const auto declared = reader.declared().at(c, row);
      if (!declared) continue;
      const Cell cell = declared->cell;
      const Cell derived = reader.derived(c, row, members);
      if (cell.reason() == Reason::conflict) {
        found.push_back({row, ConflictKind::declared_twice, criterion.number.str(),
                         "two declarations of one date differ"});
      } else if (derived.decided() && derived.verdict() != cell.verdict()) {
        found.push_back({row, ConflictKind::declared_and_derived, criterion.number.str(),
                         "declared " + word(cell.verdict(), Language::en) + ", measures say " +
                             word(derived.verdict(), Language::en)});
      }
    }
    if (result.count_conflict(row)) {
      const bool twice = reader.declared().count(row).conflict;
      found.push_back({row, ConflictKind::declared_count, "",
                       twice ? "two declared numbers of one date differ"
                             : "cells allow " + std::to_string(result.met(row).least) + " to " +
                                   std::to_string(result.met(row).most) + " criteria met"});
    }
  }
  return found;
}

}  // namespace tieuchi::inline v1
