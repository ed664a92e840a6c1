// Bodies of criteria/overlay.hpp.
#pragma once

#include "tieuchi/criteria/overlay.hpp"

#include <algorithm>
#include <optional>
#include <span>
#include <string>
#include <variant>

#include "tieuchi/detail/criteria/check_cell.hpp"
#include "tieuchi/detail/criteria/resolve.hpp"
#include "tieuchi/detail/inline.hpp"

namespace tieuchi::inline v1 {

namespace detail {

// Whether there is a day on which both hold in a cell. Copies need none.
inline bool share_a_day(const CriteriaSet& set, const Provision& a, const Provision& b) {
  const Period x = in_force(*a.overlay, *a.value), y = in_force(*b.overlay, *b.value);
  if (!x.overlaps(y) || a.overlay->kind == Overlay::Kind::check) return x.overlaps(y);
  const Indicator* of = find_indicator(set, a.value->indicator);
  return of && std::ranges::any_of(of->cells, [&](const ThresholdCell& cell) {
           for (const auto* v : {a.value, b.value}) {
             if (!v->stratum.empty() && v->stratum != cell.stratum) return false;
           }
           for (const Grant& g : grants_of(set, *of, cell, a.overlay->rank, a.overlay->seat())) {
             for (const Grant& h : grants_of(set, *of, cell, b.overlay->rank, b.overlay->seat())) {
               const Period* all[] = {&x, &y, &cell.period, &g.period, &h.period};
               Date first = x.from;
               for (const Period* p : all) first = std::max(first, p->from);
               if (std::ranges::all_of(all, [&](auto* p) { return p->contains(first); })) {
                 return true;
               }
             }
           }
           return false;
         });
}

// Whether two values hold for one unit, slot and day by what they state alone, and neither stands
// before the other.
inline bool may_disagree(const CriteriaSet& set, const Provision& a, const Provision& b) {
  const auto &x = *a.value, &y = *b.value;
  if (a.overlay->kind != b.overlay->kind || x.indicator != y.indicator || x.numbers == y.numbers) {
    return false;
  }
  if (!x.stratum.empty() && !y.stratum.empty() && x.stratum != y.stratum) return false;
  return a.overlay->place() == b.overlay->place() &&
         a.overlay->scope.attributes == b.overlay->scope.attributes && !stands_before(a, b) &&
         !stands_before(b, a) && !repealed(*a.overlay, {b.overlay, 1}, b.overlay->issued) &&
         !repealed(*b.overlay, {a.overlay, 1}, a.overlay->issued) && share_a_day(set, a, b);
}

inline std::string with_source(std::span<const Decimal> numbers, const std::string& source) {
  std::string out;
  for (const auto n : numbers) out += (out.empty() ? "" : "; ") + n.str();
  return (out.empty() ? "attained" : out) + " (" + source + ")";
}

// Whether a grant permits a value for a cell, and what it permits.
inline std::optional<std::string> against(const Grant& grant, const Indicator& indicator,
                                          const ThresholdCell& cell, const OverlayValue& value) {
  const auto comparator = comparator_of(indicator.requirement);
  if (grant.direction == Grant::Direction::set || value.numbers.empty()) return {};
  if (grant.direction == Grant::Direction::confirm) {
    const auto base = grant.base ? std::vector{*grant.base} : cell.numbers;
    if (value.numbers == base) return {};
    return base.empty() ? "a base that the set names" : "equal to " + base.front().str();
  }
  if (!comparator) return {};
  const bool tighten = grant.direction == Grant::Direction::tighten;
  if (!grant.base && cell.numbers.empty()) return "a base that the set names";
  const Decimal base = grant.base ? *grant.base : cell.numbers.front(), x = value.numbers.front();
  const bool tighter = wants_more(*comparator) ? x > base : x < base;
  if (x == base || tighter == tighten) return {};
  return (tighten ? "no weaker than " : "no stricter than ") + base.str();
}

// Why the body of an overlay may not put a value into a cell of the set.
inline std::optional<Problem> refusal(const CriteriaSet& set, const Provision& p,
                                      const Indicator& indicator, const ThresholdCell& cell) {
  const Overlay& overlay = *p.overlay;
  const OverlayValue& value = *p.value;
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
    const Period days = in_force(overlay, value);
    std::string granted;
    bool in_time = false;
    for (const Grant& grant : grants_of(set, indicator, cell, overlay.rank, overlay.seat())) {
      granted += (granted.empty() ? "days of " : "; ") + grant.period.str() + " (" +
                 grant.citation.source + ")";
      if (!days.overlaps(grant.period)) continue;
      in_time = true;
      if (auto permitted = against(grant, indicator, cell, value)) {
        return say(ProblemCode::against_direction, value.numbers.front().str(),
                   std::move(*permitted));
      }
    }
    if (in_time) return std::nullopt;
    if (!granted.empty()) return say(ProblemCode::value_out_of_range, days.str(), granted);
    const bool ministry = overlay.rank == BodyRank::ministry;
    const auto other = ministry ? BodyRank::province : BodyRank::ministry;
    for (const Grant& g : set.parts().grants) {  // to another body of the rank
      if (g.body.empty() || g.to != overlay.rank ||
          grants_of(set, indicator, cell, g.to, g.body).empty()) {
        continue;
      }
      return say(ProblemCode::other_body, overlay.seat().str(), g.body.str());
    }
    if (grants_of(set, indicator, cell, other, overlay.seat()).empty()) {
      return say(ProblemCode::not_delegated, column, "a delegated slot");
    }
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

inline const CriteriaSet* find_set(const CriteriaSet& set, std::span<const CriteriaSet> references,
                                   const SetId& id) {
  if (id == set.id()) return &set;
  const auto at = std::ranges::find(references, id, &CriteriaSet::id);
  return at == references.end() ? nullptr : &*at;
}

// The set that an overlay is for; nullptr where it is none of these, which is then a problem.
inline const CriteriaSet* set_of(const CriteriaSet& set, std::span<const CriteriaSet> references,
                                 const Overlay& overlay, Problems& problems) {
  if (const CriteriaSet* found = find_set(set, references, overlay.set)) return found;
  problems.add({.what = ProblemCode::unknown_code,
                .file = overlay.instrument,
                .found = overlay.set.str(),
                .expected = set.id().str()});
  return nullptr;
}

// The indicator that a value is for; nullptr where it cannot be judged by, which is then a problem.
inline const Indicator* target_of(const CriteriaSet& set, const Overlay& overlay,
                                  const OverlayValue& value, Problems& problems) {
  const Indicator* target = find_indicator(set, value.indicator);
  const auto bad = [&](ProblemCode what, std::string found, std::string expected) {
    problems.add({.what = what,
                  .file = overlay.instrument,
                  .code = value.indicator.str(),
                  .found = std::move(found),
                  .expected = std::move(expected)});
    target = nullptr;
  };
  if (!target) {
    bad(ProblemCode::unknown_code, value.indicator.str(), "an indicator of the set");
    return nullptr;
  }
  check_numbers(target->requirement, value.numbers, bad);
  return target;
}

TIEUCHI_INLINE void check_form(const CriteriaSet& set, std::span<const Overlay> overlays,
                               std::span<const CriteriaSet> references) {
  Problems problems;
  for (const auto& o : overlays) {
    const CriteriaSet* of = set_of(set, references, o, problems);
    for (const auto& v : of ? o.values : std::vector<OverlayValue>{}) {
      target_of(*of, o, v, problems);
    }
  }
  problems.raise<InvalidCriteria>();
}

}  // namespace detail

TIEUCHI_INLINE Period in_force(const Overlay& overlay, const OverlayValue& value) {
  return {std::max(overlay.issued, value.period.from), value.period.to};
}

TIEUCHI_INLINE void check_overlays(const CriteriaSet& set, std::span<const Overlay> overlays,
                                   std::span<const CriteriaSet> references) {
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
    const CriteriaSet* of = detail::set_of(set, references, o, problems);
    if (!of) continue;
    if (o.issued < of->parts().issued) {
      bad(ProblemCode::predates_basis, IndicatorNumber{}, o.issued.str(),
          "on or after " + of->parts().issued.str() + " (" + of->parts().decision + ")");
    }
    if (o.recorded && *o.recorded < o.issued) {
      bad(ProblemCode::dates_out_of_order, IndicatorNumber{}, "recorded " + o.recorded->str(),
          "on or after " + o.issued.str());
    }
    if (std::ranges::find(o.repeals, o.instrument) != o.repeals.end()) {
      bad(ProblemCode::cyclic_precedence, IndicatorNumber{}, o.instrument,
          "other instruments to repeal");
    }
    for (const auto& other : overlays) {
      if (&other == &o || other.set != o.set ||
          std::ranges::find(o.repeals, other.instrument) == o.repeals.end()) {
        continue;
      }
      if (!detail::of_one_body(o, other)) {
        bad(ProblemCode::other_body, IndicatorNumber{}, "repeals " + other.instrument,
            "an instrument of its own body");
      } else if (other.issued > o.issued) {
        bad(ProblemCode::dates_out_of_order, IndicatorNumber{},
            "repeals " + other.instrument + " of " + other.issued.str(),
            "one issued by " + o.issued.str());
      } else if (other.issued == o.issued &&
                 std::ranges::find(other.repeals, o.instrument) != other.repeals.end()) {
        bad(ProblemCode::cyclic_precedence, IndicatorNumber{}, "repeals " + other.instrument,
            "not to be repealed by it that day");
      }
    }
    for (const auto& v : o.values) {
      const Indicator* target = detail::target_of(*of, o, v, problems);
      if (!target) continue;
      const Period period = in_force(o, v);
      if (period.empty()) {
        bad(ProblemCode::value_out_of_range, v.indicator, v.period.str(),
            "days from " + o.issued.str() + " on");
        continue;
      }
      if (!v.stratum.empty() &&
          std::ranges::find(of->parts().strata, v.stratum) == of->parts().strata.end()) {
        bad(ProblemCode::unknown_stratum, v.indicator, v.stratum.str(), "a stratum of the set");
      }
      for (const auto& cell : target->cells) {
        if (!v.stratum.empty() && v.stratum != cell.stratum) continue;
        if (!period.overlaps(cell.period)) continue;
        auto problem = detail::refusal(*of, {&o, &v}, *target, cell);
        if (!problem) continue;
        const bool in_each = problem->what == ProblemCode::contradicts_verified ||
                             problem->what == ProblemCode::against_direction;
        problems.add(std::move(*problem));
        if (!in_each) break;  // told once for every column
      }
    }
  }
  for (std::size_t a = 0; a < overlays.size(); ++a) {
    for (std::size_t b = a; b < overlays.size(); ++b) {
      const auto &oa = overlays[a], &ob = overlays[b];
      const CriteriaSet* of = detail::find_set(set, references, oa.set);
      if (!of || oa.set != ob.set) continue;
      for (std::size_t i = 0; i < oa.values.size(); ++i) {
        for (std::size_t j = a == b ? i + 1 : 0; j < ob.values.size() && !problems.full(); ++j) {
          const auto &x = oa.values[i], &y = ob.values[j];
          if (detail::may_disagree(*of, {&oa, &x}, {&ob, &y})) {
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
