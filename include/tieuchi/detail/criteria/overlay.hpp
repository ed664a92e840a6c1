// Bodies of criteria/overlay.hpp.
#pragma once

#include "tieuchi/criteria/overlay.hpp"

#include <algorithm>
#include <optional>
#include <span>
#include <string>
#include <variant>

#include "tieuchi/detail/criteria/check_cell.hpp"
#include "tieuchi/detail/inline.hpp"

namespace tieuchi::inline v1 {

namespace detail {

// Whether two values hold for one unit, slot and day by what they state alone.
inline bool may_meet(const Overlay& a, const OverlayValue& x, const Overlay& b,
                     const OverlayValue& y) {
  if (a.set != b.set || a.rank != b.rank || a.kind != b.kind || x.indicator != y.indicator)
    return false;
  if (!x.stratum.empty() && !y.stratum.empty() && x.stratum != y.stratum) return false;
  return in_force(a, x).overlaps(in_force(b, y)) && a.scope == b.scope;
}

inline std::string with_source(std::span<const Decimal> numbers, const std::string& source) {
  std::string out;
  for (const auto n : numbers) out += (out.empty() ? "" : "; ") + n.str();
  return (out.empty() ? "attained" : out) + " (" + source + ")";
}

// Why the body of an overlay may not put a value into a cell of the set.
inline std::optional<Problem> refusal(const Overlay& overlay, const OverlayValue& value,
                                      const Indicator& indicator, const ThresholdCell& cell) {
  using To = requirement::Delegated::To;
  const auto& column = cell.stratum.str();
  const auto say = [&](ProblemCode what, std::string found, std::string expected) {
    return Problem{.what = what,
                   .file = overlay.instrument,
                   .column = column,
                   .code = indicator.number.str(),
                   .found = std::move(found),
                   .expected = std::move(expected)};
  };
  const bool delegated = cell.state == CellState::delegated;
  if (overlay.kind == Overlay::Kind::fill) {
    if (!delegated) return say(ProblemCode::not_delegated, column, "a delegated slot");
    const auto* q = std::get_if<requirement::Delegated>(&indicator.requirement);
    const bool ministry = overlay.rank == Overlay::Rank::ministry;
    if (!q || (q->to == To::ministry) == ministry) return std::nullopt;
    return say(ProblemCode::other_body, ministry ? "ministry" : "province",
               ministry ? "province" : "ministry");
  }
  if (delegated) {
    return say(ProblemCode::other_body, "a copy of the text that leaves it open",
               "an overlay of kind fill");
  }
  if (std::holds_alternative<requirement::NotPublished>(indicator.requirement)) {
    return say(ProblemCode::no_criteria, "a value alone", "what the indicator asks");
  }
  if (cell.state == CellState::value && cell.citation.status == Status::verified &&
      cell.numbers != value.numbers) {
    const auto& source = value.citation.source;
    return say(ProblemCode::contradicts_verified,
               with_source(value.numbers, source.empty() ? overlay.instrument : source),
               with_source(cell.numbers, cell.citation.source));
  }
  return std::nullopt;
}

inline bool is_of(const CriteriaSet& set, const Overlay& overlay, Problems& problems) {
  if (overlay.set == set.id()) return true;
  problems.add({.what = ProblemCode::unknown_code,
                .file = overlay.instrument,
                .found = overlay.set.str(),
                .expected = set.id().str()});
  return false;
}

// The indicator that a value is for; nullptr where it cannot be judged by, which is then a problem.
inline const Indicator* target_of(const CriteriaSet& set, const Overlay& overlay,
                                  const OverlayValue& value, Problems& problems) {
  const Indicator* target = nullptr;
  const auto bad = [&](ProblemCode what, std::string found, std::string expected) {
    problems.add({.what = what,
                  .file = overlay.instrument,
                  .code = value.indicator.str(),
                  .found = std::move(found),
                  .expected = std::move(expected)});
    target = nullptr;
  };
  for (const auto& c : set.criteria()) {
    for (const auto& i : c.indicators) {
      if (i.number == value.indicator) target = &i;
    }
  }
  if (!target) {
    bad(ProblemCode::unknown_code, value.indicator.str(), "an indicator of the set");
    return nullptr;
  }
  check_numbers(target->requirement, value.numbers, bad);
  return target;
}

TIEUCHI_INLINE void check_form(const CriteriaSet& set, std::span<const Overlay> overlays) {
  Problems problems;
  for (const auto& o : overlays) {
    if (!is_of(set, o, problems)) continue;
    for (const auto& v : o.values) target_of(set, o, v, problems);
  }
  problems.raise<InvalidCriteria>();
}

}  // namespace detail

TIEUCHI_INLINE Period in_force(const Overlay& overlay, const OverlayValue& value) {
  return {std::max(overlay.issued, value.period.from), value.period.to};
}

TIEUCHI_INLINE void check_overlays(const CriteriaSet& set, std::span<const Overlay> overlays,
                                   std::span<const Permission> permissions) {
  Problems problems;
  for (const auto& o : overlays) {
    const auto bad = [&](ProblemCode what, const IndicatorNumber& at, std::string found,
                         std::string expected) {
      problems.add({.what = what,
                    .file = o.instrument,
                    .code = at.str(),
                    .found = std::move(found),
                    .expected = std::move(expected)});
    };
    if (!detail::is_of(set, o, problems)) continue;
    if (o.issued < set.parts().issued) {
      bad(ProblemCode::predates_basis, IndicatorNumber{}, o.issued.str(),
          "on or after " + set.parts().issued.str() + " (" + set.parts().decision + ")");
    }
    for (const auto& v : o.values) {
      const Indicator* target = detail::target_of(set, o, v, problems);
      if (!target) continue;
      const Period period = in_force(o, v);
      if (period.empty()) {
        bad(ProblemCode::value_out_of_range, v.indicator, v.period.str(),
            "days from " + o.issued.str() + " on");
        continue;
      }
      if (!v.stratum.empty() &&
          std::ranges::find(set.parts().strata, v.stratum) == set.parts().strata.end()) {
        bad(ProblemCode::unknown_stratum, v.indicator, v.stratum.str(), "a stratum of the set");
      }
      for (const auto& cell : target->cells) {
        if (!v.stratum.empty() && v.stratum != cell.stratum) continue;
        if (!period.overlaps(cell.period)) continue;
        auto problem = detail::refusal(o, v, *target, cell);
        if (!problem) continue;
        const bool in_each = problem->what == ProblemCode::contradicts_verified;
        problems.add(std::move(*problem));
        if (!in_each) break;  // told once for every column
      }
      for (const auto& p : permissions) {
        const auto comparator = comparator_of(target->requirement);
        if (p.indicator != v.indicator || !comparator || v.numbers.empty()) continue;
        const Decimal value = v.numbers.front();
        const bool tighter = wants_more(*comparator) ? value > p.base : value < p.base;
        if (value != p.base && !(tighter ? p.may_tighten : p.may_relax)) {
          bad(ProblemCode::against_direction, v.indicator, value.str(),
              (p.may_tighten ? "no weaker than " : "no stricter than ") + p.base.str());
        }
      }
    }
  }
  for (std::size_t a = 0; a < overlays.size(); ++a) {
    for (std::size_t b = a; b < overlays.size(); ++b) {
      const auto &oa = overlays[a], &ob = overlays[b];
      for (std::size_t i = 0; i < oa.values.size(); ++i) {
        for (std::size_t j = a == b ? i + 1 : 0; j < ob.values.size() && !problems.full(); ++j) {
          const auto &x = oa.values[i], &y = ob.values[j];
          if (detail::may_meet(oa, x, ob, y) && x.numbers != y.numbers) {
            problems.add({.what = ProblemCode::overlays_disagree,
                          .code = x.indicator.str(),
                          .found = oa.instrument + " against " + ob.instrument,
                          .expected = "equal values, or scopes and periods apart"});
          }
        }
      }
    }
  }
  problems.raise<InvalidCriteria>();
}

}  // namespace tieuchi::inline v1
