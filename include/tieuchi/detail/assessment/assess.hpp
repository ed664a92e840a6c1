// Bodies of assessment/assess.hpp.
#pragma once

#include "tieuchi/assessment/assess.hpp"

#include <variant>
#include <vector>

#include "tieuchi/assessment/combine.hpp"
#include "tieuchi/detail/assessment/assessor.hpp"
#include "tieuchi/detail/hash.hpp"
#include "tieuchi/detail/inline.hpp"

namespace tieuchi::inline v1 {

TIEUCHI_INLINE Assessment::Assessment(CompiledSet rules) : rules_(std::move(rules)) {}

TIEUCHI_INLINE Cell Assessment::whole_of(std::size_t row) const {
  std::vector<Cell> members(criteria());
  for (std::size_t c = 0; c < members.size(); ++c) members[c] = cell(c, row);
  const Rule& whole = rules_.set().parts().rule;
  const Cell all = combine(whole, members);
  if (!all.decided() && std::holds_alternative<rule::AllOf>(whole) &&
      counts_.met_most(row) < counts_.applicable_least(row)) {
    return Cell(possible::not_met, Reason::implied_by_count);
  }
  return all;
}

TIEUCHI_INLINE std::vector<std::size_t> Assessment::units_per_column() const {
  std::vector<std::size_t> n(columns_.size(), 0);
  for (auto c : column_of_) ++n[c];
  return n;
}

TIEUCHI_INLINE std::uint64_t Assessment::hash(const Registry& registry) const {
  std::uint64_t sum = 0;
  for (std::size_t row = 0; row < n_; ++row) {
    detail::Hash h;
    h.text(registry.unit(unit(row)).code.str());
    for (std::size_t c = 0; c < criteria(); ++c) h.number(cells_[c * n_ + row]);
    sum += h.value();
  }
  return sum;
}

TIEUCHI_INLINE Assessment assess(const CompiledSet& rules, const Registry& registry,
                                 const Panel& panel, const AssessOptions& options) {
  return Assessor(rules, registry, panel, options).run();
}

}  // namespace tieuchi::inline v1
