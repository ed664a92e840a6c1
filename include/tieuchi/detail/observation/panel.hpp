// Bodies of observation/panel.hpp.
#pragma once

#include "tieuchi/observation/panel.hpp"

#include <algorithm>
#include <bit>
#include <optional>
#include <string>
#include <vector>

#include "tieuchi/detail/hash.hpp"
#include "tieuchi/detail/inline.hpp"
#include "tieuchi/detail/observation/choose.hpp"

namespace tieuchi::inline v1 {

TIEUCHI_INLINE Panel::Panel(std::size_t n_units, std::vector<Column> columns,
                            std::vector<DeclaredVerdicts> verdicts,
                            std::vector<DeclaredCounts> counts, std::vector<UnitIndex> units)
    : n_(n_units),
      columns_(std::move(columns)),
      verdicts_(std::move(verdicts)),
      counts_(std::move(counts)),
      units_(std::move(units)) {
  Problems problems;
  const auto size = [&](std::size_t found, const std::string& code, const char* column,
                        bool optional) {
    if (found == n_ || (optional && found == 0)) return;
    problems.add({.what = ProblemCode::wrong_size,
                  .column = column,
                  .code = code,
                  .found = std::to_string(found),
                  .expected = std::to_string(n_) + " units"});
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

TIEUCHI_INLINE Panel Panel::as_of(Date day) const {
  Panel out = *this;
  const auto later = [&](const auto& s) { return detail::recorded_on(s) > day; };
  std::erase_if(out.columns_, later);
  std::erase_if(out.verdicts_, later);
  std::erase_if(out.counts_, later);
  out.known_on_ = known_on_ ? std::min(*known_on_, day) : day;
  return out;
}

TIEUCHI_INLINE std::optional<std::size_t> Panel::row_of(UnitIndex unit) const {
  if (units_.empty()) return unit < n_ ? std::optional<std::size_t>(unit) : std::nullopt;
  const auto at = std::find(units_.begin(), units_.end(), unit);
  if (at == units_.end()) return std::nullopt;
  return static_cast<std::size_t>(at - units_.begin());
}

TIEUCHI_INLINE std::uint64_t Panel::fingerprint() const {
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
