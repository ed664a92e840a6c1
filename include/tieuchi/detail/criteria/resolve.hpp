// Which provision holds for a cell: who may set it, which values stand before which.
#pragma once

#include <algorithm>
#include <iterator>
#include <optional>
#include <span>
#include <string>
#include <tuple>
#include <variant>
#include <vector>

#include "tieuchi/criteria/overlay.hpp"

namespace tieuchi::inline v1::detail {

inline const Indicator* find_indicator(const CriteriaSet& set, const IndicatorNumber& number) {
  for (const auto& c : set.criteria()) {
    for (const auto& i : c.indicators) {
      if (i.number == number) return &i;
    }
  }
  return nullptr;
}

// One value of one instrument.
struct Provision {
  const Overlay* overlay;
  const OverlayValue* value;
};

// The grants by which a body may set a cell; none: it may not.
inline std::vector<Grant> grants_of(const CriteriaSet& set, const Indicator& indicator,
                                    const ThresholdCell& cell, BodyRank to, const UnitCode& seat) {
  std::vector<Grant> out;
  std::ranges::copy_if(set.parts().grants, std::back_inserter(out), [&](const Grant& g) {
    return g.indicator == indicator.number && g.to == to && g.period.overlaps(cell.period) &&
           (g.stratum.empty() || g.stratum == cell.stratum) && (g.body.empty() || g.body == seat);
  });
  if (!out.empty() || cell.state != CellState::delegated) return out;
  const auto* left = std::get_if<requirement::Delegated>(&indicator.requirement);
  const bool ministry = to == BodyRank::ministry;
  if (!left || (left->to == requirement::Delegated::To::ministry) == ministry) {
    out.push_back({.indicator = indicator.number, .to = to});
  }
  return out;
}

// Whether a provision holds in a cell on a day: it is in force, and granted to its body.
inline bool holds_on(const CriteriaSet& set, const Indicator& indicator, const ThresholdCell* cell,
                     const Provision& p, Date on) {
  if (!in_force(*p.overlay, *p.value).contains(on)) return false;
  if (p.overlay->kind == Overlay::Kind::check) return true;
  return cell &&
         std::ranges::any_of(grants_of(set, indicator, *cell, p.overlay->rank, p.overlay->seat()),
                             [&](const Grant& g) { return g.period.contains(on); });
}

// Instruments are of one body where both name its seat. One of an unnamed body is alone.
inline bool of_one_body(const Overlay& a, const Overlay& b) {
  if (&a == &b) return true;
  return a.rank == b.rank && !a.seat().empty() && a.seat() == b.seat();
}

// Whether a speaks only for cells that b speaks for, as far as the two say so themselves.
inline bool within(const Provision& a, const Provision& b) {
  const UnitCode &place = a.overlay->place(), &around = b.overlay->place();
  const auto& needs = a.overlay->scope.attributes;
  return (around.empty() || place == around || a.overlay->body == around) &&
         (b.value->stratum.empty() || a.value->stratum == b.value->stratum) &&
         std::ranges::all_of(b.overlay->scope.attributes, [&](const Scope::Attribute& n) {
           return std::ranges::find(needs, n) != needs.end();
         });
}

// Whether a stands before b where both hold.
inline bool stands_before(const Provision& a, const Provision& b) {
  if (a.overlay->kind != b.overlay->kind) return a.overlay->kind == Overlay::Kind::fill;
  if (!of_one_body(*a.overlay, *b.overlay)) return false;
  const bool inside = within(a, b), around = within(b, a);
  if (inside != around) return inside;
  const auto begins = [](const Provision& p) {
    return std::tuple(p.overlay->issued, in_force(*p.overlay, *p.value).from);
  };
  return inside && begins(a) > begins(b);
}

// Whether a value without an end has ended where a later one of its body and scope began. It stays
// ended when that one ends or is repealed.
inline bool succeeded(const Provision& p, std::span<const Provision> begun) {
  return !p.value->period.to && std::ranges::any_of(begun, [&](const Provision& q) {
    return q.overlay->kind == p.overlay->kind && within(p, q) && within(q, p) &&
           stands_before(q, p);
  });
}

// Whether a later instrument of its body, known and issued by the day, repeals it.
inline bool repealed(const Overlay& o, std::span<const Overlay> all, Date on) {
  return std::ranges::any_of(all, [&](const Overlay& by) {
    return by.set == o.set && by.issued <= on && of_one_body(by, o) &&
           std::ranges::find(by.repeals, o.instrument) != by.repeals.end();
  });
}

// What holds of provisions that all hold for a unit; `against` where two of equal standing differ.
struct Ruling {
  std::optional<Provision> holds{}, against{};
};
inline Ruling resolve(std::span<const Provision> all) {
  std::vector<Provision> first;
  for (const Provision& p : all) {
    if (std::ranges::none_of(all, [&](const Provision& q) { return stands_before(q, p); })) {
      first.push_back(p);
    }
  }
  // No order of the instruments decides which of several equal ones is named.
  std::ranges::sort(first, [](const Provision& a, const Provision& b) {
    const auto key = [](const Provision& p) {
      return std::tie(p.overlay->issued, p.overlay->instrument, p.value->citation.source);
    };
    return key(a) < key(b);
  });
  Ruling out;
  for (const Provision& p : first) {
    if (!out.holds) {
      out.holds = p;
    } else if (p.value->numbers != out.holds->value->numbers && !out.against) {
      out.against = p;
    }
  }
  return out;
}

}  // namespace tieuchi::inline v1::detail
