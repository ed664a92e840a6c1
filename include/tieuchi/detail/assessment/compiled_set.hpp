// Bodies of assessment/compiled_set.hpp.
#pragma once

#include "tieuchi/assessment/compiled_set.hpp"

#include <algorithm>
#include <iterator>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "tieuchi/detail/assessment/lower/lower.hpp"
#include "tieuchi/detail/criteria/resolve.hpp"
#include "tieuchi/detail/inline.hpp"

namespace tieuchi::inline v1 {

TIEUCHI_INLINE CompiledSet::CompiledSet(CriteriaSet set, CompileOptions options)
    : set_(std::move(set)), options_(std::move(options)), plan_(plan_of(set_)) {
  std::size_t flat = 0;
  for (std::size_t c = 0; c < set_.criteria().size(); ++c) {
    for (std::size_t i = 0; i < set_.criteria()[c].indicators.size(); ++i) {
      places_.push_back({c, i, flat++});
    }
  }
  std::vector<Overlay> known;
  const auto is_known = [&](const Overlay& o) {
    return !options_.known_on || o.recorded.value_or(o.issued) <= *options_.known_on;
  };
  std::ranges::copy_if(options_.overlays, std::back_inserter(known), is_known);
  for (const Overlay& o : options_.overlays) {
    known_.push_back(is_known(o));
    speaks_.push_back(known_.back() && !detail::repealed(o, known, options_.on));
  }
}

TIEUCHI_INLINE std::string CompiledSet::name(const JudgingColumn& column,
                                             bool with_overlays) const {
  std::vector<std::string> names;
  const auto add = [&](int stratum, std::span<const std::uint16_t> overlays) {
    std::string one = stratum < 0 ? "?" : set_.parts().strata[std::size_t(stratum)].str();
    for (const auto o : overlays) {
      if (with_overlays && speaks_[o]) one += " + " + options_.overlays[o].instrument;
    }
    if (std::ranges::find(names, one) == names.end()) names.push_back(std::move(one));
  };
  add(column.stratum, column.overlays);
  for (const auto& c : column.others) add(c.stratum, c.overlays);
  std::string out;
  for (const auto& one : names) out += (out.empty() ? "" : " / ") + one;
  return out;
}

TIEUCHI_INLINE std::optional<std::string> CompiledSet::fill_from_overlay(
    Threshold& out, const CriteriaSet& of, const Indicator& indicator, const ThresholdCell* cell,
    const JudgingColumn::Other& column) const {
  const auto& stratum = set_.parts().strata[static_cast<std::size_t>(column.stratum)];
  const bool verified = !out.unusable && out.status == Status::verified;
  std::vector<detail::Provision> begun, speaking;
  for (const auto o : column.overlays) {
    const Overlay& overlay = options_.overlays[o];
    const bool copy = overlay.kind == Overlay::Kind::check;
    if (overlay.set != of.id() || !known_[o] || (copy ? verified : !cell))
      continue;  // a copy repeats what is verified
    for (const auto& v : overlay.values) {
      if (v.indicator != indicator.number || (!v.stratum.empty() && v.stratum != stratum)) continue;
      if (in_force(overlay, v).from <= options_.on) begun.push_back({&overlay, &v});
      if (speaks_[o] && detail::holds_on(of, indicator, cell, {&overlay, &v}, options_.on)) {
        speaking.push_back({&overlay, &v});
      }
    }
  }
  std::erase_if(speaking, [&](const auto& p) { return detail::succeeded(p, begun); });
  const detail::Ruling ruling = detail::resolve(speaking);
  if (!ruling.holds) return std::nullopt;
  const auto& [overlay, value] = *ruling.holds;
  if (ruling.against)
    return overlay->instrument + " against " + ruling.against->overlay->instrument;
  out.unusable.reset();
  out.numbers = value->numbers;
  out.citation = value->citation;
  // Whoever copies a text does not verify it for the catalog.
  const bool copy = overlay->kind == Overlay::Kind::check;
  out.status = copy ? Status::transcribed : value->citation.status;
  out.instrument = overlay->instrument;
  out.synthetic = overlay->synthetic;
  return std::nullopt;
}

TIEUCHI_INLINE Threshold CompiledSet::threshold(std::size_t flat,
                                                const JudgingColumn& column) const {
  const bool certain = column.others.empty();
  Threshold out = in_one(flat, {column.stratum, column.overlays}, certain);
  const auto same = [](const Threshold& a, const Threshold& b) {
    return a.unusable == b.unusable && (a.unusable || a.numbers == b.numbers);
  };
  for (const auto& other : column.others) {
    Threshold t = in_one(flat, other, certain);
    Threshold* like = same(out, t) ? &out : nullptr;
    for (auto& known : out.others) {
      if (same(known, t)) like = &known;
    }
    if (!like) {
      out.others.push_back(std::move(t));
    } else {
      like->status = worst(like->status, t.status);
      like->synthetic = like->synthetic || t.synthetic;
    }
  }
  return out;
}

TIEUCHI_INLINE Threshold CompiledSet::figures(const CriteriaSet& of, const Indicator& indicator,
                                              bool published, const JudgingColumn::Other& column,
                                              bool certain) const {
  Threshold out;
  const auto& stratum = set_.parts().strata[static_cast<std::size_t>(column.stratum)];
  const ThresholdCell* cell = indicator.cell(stratum, options_.on);
  if (!cell) {
    out.unusable = Reason::no_threshold;
  } else {
    out.numbers = cell->numbers;
    out.citation = cell->citation;
    out.status = indicator.status(*cell);
    out.instrument = of.parts().decision;
    if (cell->state == CellState::delegated) out.unusable = Reason::delegated_not_set;
    if (cell->state == CellState::not_published || !published) {
      out.unusable = Reason::not_published;
    }
  }
  if (auto both = fill_from_overlay(out, of, indicator, cell, column)) {
    if (certain) {
      throw InvalidCriteria({{.what = ProblemCode::overlays_disagree,
                              .code = indicator.number.str(),
                              .found = std::move(*both),
                              .expected = "equal values, or scopes apart"}});
    }
    out.unusable = Reason::stratum_missing;  // it is not known whether the unit lies in both
  }
  return out;
}

TIEUCHI_INLINE Threshold CompiledSet::in_one(std::size_t flat, const JudgingColumn::Other& column,
                                             bool certain) const {
  const Indicator& q = indicator(flat);
  const PlanNode& node = plan_.indicator(flat);
  if (column.stratum < 0) return {.unusable = Reason::stratum_missing};
  Threshold out = figures(set_, q, node.published, column, certain);
  if (out.unusable) return out;
  if (!allows(options_.provenance, out.status)) {
    out.unusable = Reason::unverified_threshold;
    return out;
  }
  if (node.base) {
    const Decimal factor = out.numbers.at(0);
    out.unusable = Reason::reference_missing;
    for (const auto& other : options_.references) {
      const Indicator* i = other.id() == node.base->set
                               ? detail::find_indicator(other, node.base->indicator)
                               : nullptr;
      if (!i) continue;
      const bool published = detail::published(*i, other.parts().measures);
      const Threshold base = figures(other, *i, published, column, certain);
      if (base.unusable == Reason::stratum_missing) out.unusable = base.unusable;
      if (base.unusable || base.numbers.empty()) continue;
      if (!allows(options_.provenance, base.status)) continue;
      out.unusable.reset();
      out.numbers = {factor * base.numbers.front()};
      out.synthetic = out.synthetic || base.synthetic;
    }
    if (out.unusable) return out;
  }
  for (const PlanCut& cut : node.cuts) {
    if (const auto limit = cut.limit(out.numbers, q.rounding)) out.limits.push_back(*limit);
  }
  return out;
}

TIEUCHI_INLINE CompiledSet compile(const CriteriaSet& set, CompileOptions options) {
  CompiledSet::check_date(set, options);
  check_overlays(set, options.overlays, options.references);
  return CompiledSet(set, std::move(options));
}

TIEUCHI_INLINE void CompiledSet::check_date(const CriteriaSet& set, const CompileOptions& options) {
  const auto& parts = set.parts();
  if (parts.completeness == Completeness::not_published) {
    throw InvalidCriteria({{.what = ProblemCode::no_criteria,
                            .code = set.id().str(),
                            .found = parts.decision,
                            .expected = "a text with its table"}});
  }
  if (!options.outside_period && !parts.in_force.contains(options.on)) {
    throw InvalidData({{.what = ProblemCode::no_set_in_force,
                        .code = set.id().str(),
                        .found = options.on.str(),
                        .expected = parts.in_force.str() + ", or the option outside_period"}});
  }
  constexpr std::size_t most = 65'535;
  if (options.overlays.size() > most) {
    throw InvalidCriteria({{.what = ProblemCode::too_large,
                            .code = set.id().str(),
                            .found = std::to_string(options.overlays.size()) + " overlays",
                            .expected = "at most " + std::to_string(most)}});
  }
}

}  // namespace tieuchi::inline v1
