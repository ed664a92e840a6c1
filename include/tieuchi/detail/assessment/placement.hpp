// Which judging column each unit stands in on the day judged: its stratum, the overrides that move
// it and the overlays whose scope it lies in. What the registry says nothing about is not "no":
// each value that the rules name, and none of them, is tried, and the columns found are those that
// may hold. So are the places of overlays for a unit whose place is not known. Two overrides that
// move a unit to different columns leave it in none: their order says nothing.
#pragma once

#include <algorithm>
#include <map>
#include <optional>
#include <vector>

#include "tieuchi/assessment/compiled_set.hpp"
#include "tieuchi/population/registry.hpp"

namespace tieuchi::inline v1::detail {

class Placement {
 public:
  Placement(const CompiledSet& rules, const Registry& registry)
      : registry_(registry), on_(rules.on()) {
    const auto& parts = rules.set().parts();
    no_dimension_ = parts.dimension.empty();
    strata_ = registry.dimension(parts.dimension);
    if (strata_) {
      for (const auto& code : registry.strata(*strata_))
        stratum_of_.push_back(position(parts, code));
    }
    for (const auto& o : parts.overrides) {
      if (!o.period.contains(on_)) continue;
      Override of{attribute(o.dimension), {}, position(parts, o.use)};
      for (const auto& code : o.codes) of.values.push_back(value(of.attribute, code));
      overrides_.push_back(std::move(of));
    }
    for (const auto& o : rules.options().overlays) {
      Reach reach{.place = std::nullopt, .needs = {}};
      if (!o.scope.within.empty()) reach.place = place(o.scope.within);
      for (const auto& a : o.scope.attributes) {
        const auto at = attribute(a.dimension);
        reach.needs.emplace_back(at, value(at, a.code));
      }
      reaches_.push_back(std::move(reach));
    }
    for (std::size_t p = 0; p < places_.size(); ++p) {
      for (std::size_t o = 0; o < reaches_.size(); ++o) {
        const auto q = reaches_[o].place;
        if (q && (*q == p || lies_in(places_[p], places_[*q]))) {
          places_[p].overlays |= std::uint64_t{1} << o;
        }
      }
    }
    for (std::size_t o = 0; o < reaches_.size(); ++o) {
      everywhere_ |= std::uint64_t{!reaches_[o].place} << o;
      if (reaches_[o].needs.empty()) {
        unconditional_ |= std::uint64_t{1} << o;
      } else {
        conditional_.push_back(o);
      }
    }
    for (auto& a : attributes_) index(a);
    facts_.values.resize(attributes_.size());
  }

  // The column of a unit; valid until the next call.
  const JudgingColumn& column(UnitIndex unit) {
    facts_.stratum = no_dimension_ ? 0 : -1;
    if (!no_dimension_ && strata_) {
      const auto s = registry_.stratum(*strata_, unit, on_);
      if (s != no_stratum) facts_.stratum = stratum_of_[std::size_t(s)];
    }
    facts_.within = everywhere_, facts_.above.reset();
    if (!places_.empty()) locate(unit);
    bool known = !facts_.above;
    for (std::size_t a = 0; a < attributes_.size(); ++a) {
      const Attribute& of = attributes_[a];
      const auto s = of.place ? registry_.stratum(*of.place, unit, on_) : no_stratum;
      facts_.values[a] = s == no_stratum ? -1 : of.value_of[std::size_t(s)];
      known = known && s != no_stratum;
    }
    if (known) {
      const auto one = resolve(facts_);
      certain_.stratum = one.stratum, certain_.overlays = one.overlays;
      return certain_;
    }
    if (!last_ || last_->first != facts_) {
      auto at = known_.find(facts_);
      if (at == known_.end()) at = known_.emplace(facts_, every(facts_)).first;
      last_ = &*at;
    }
    return last_->second;
  }

 private:
  // More ways than these to complete a unit count as a missing stratum, which decides nothing.
  static constexpr std::size_t most_ways = 4096;

  // A dimension that some rule needs, and the codes that rules name; a value is a place in them,
  // their number for any other code, −1 where nothing is stated.
  struct Attribute {
    Dimension name;
    std::vector<StratumCode> codes{};
    std::optional<std::size_t> place{};  // in the registry
    std::vector<int> value_of{};         // per code of the registry
  };
  struct Override {
    std::size_t attribute;
    std::vector<int> values;
    int use;
  };
  struct Reach {
    std::optional<std::size_t> place;                // nothing: everywhere
    std::vector<std::pair<std::size_t, int>> needs;  // attribute and value
  };
  // A unit that overlays name as their place; nothing where the registry has no such unit.
  struct Place {
    UnitCode code;
    std::optional<UnitIndex> unit;
    Level level;                 // a province where the registry does not know it
    std::uint64_t overlays = 0;  // that hold inside
  };
  // What the last unit's parents say of the places that it lies in.
  struct Near {
    std::optional<UnitIndex> parent{};
    std::uint64_t within = 0;
    Level top{};  // of the last parent that is known
  };
  // What decides the column of a unit.
  struct Facts {
    int stratum = -1;
    std::uint64_t within = 0;  // bit i: inside the place of overlay i
    // Where a place above this level may or may not be the unit's.
    std::optional<Level> above{};
    std::vector<int> values{};
    friend auto operator<=>(const Facts&, const Facts&) = default;
  };

  static int position(const CriteriaSetParts& parts, const StratumCode& code) {
    const auto at = std::ranges::find(parts.strata, code);
    return at == parts.strata.end() ? -1 : static_cast<int>(at - parts.strata.begin());
  }
  std::size_t place(const UnitCode& code) {
    const auto at = std::ranges::find(places_, code, &Place::code);
    if (at != places_.end()) return std::size_t(at - places_.begin());
    const auto unit = registry_.find(code);
    places_.push_back({code, unit, unit ? registry_.level(*unit) : Level::province, 0});
    highest_ = std::max(highest_, places_.back().level);
    if (unit) {
      place_of_.resize(registry_.size(), -1);
      place_of_[*unit] = static_cast<int>(places_.size() - 1);
    }
    return places_.size() - 1;
  }
  [[nodiscard]] bool lies_in(const Place& inner, const Place& outer) const {
    return inner.unit && outer.unit &&
           registry_.ancestor(*inner.unit, registry_.level(*outer.unit), on_) == outer.unit;
  }
  // The places that a unit lies in. Where its parents end below the level of a place, it may lie in
  // any of that level.
  void locate(UnitIndex unit) {
    if (!registry_.exists(unit, on_)) return;
    const auto parent = registry_.parent(unit, on_);
    if (!parent || parent != near_.parent) {  // neighbours mostly have one parent
      near_ = {parent, 0, registry_.level(unit)};
      for (auto at = parent; at; at = registry_.parent(*at, on_)) {
        near_.within |= inside(*at), near_.top = registry_.level(*at);
      }
    }
    facts_.within |= inside(unit) | near_.within;
    if (highest_ > near_.top) facts_.above = near_.top;
  }
  // The overlays whose place a unit is.
  [[nodiscard]] std::uint64_t inside(UnitIndex unit) const {
    const int place = unit < place_of_.size() ? place_of_[unit] : -1;
    return place < 0 ? 0 : places_[std::size_t(place)].overlays;
  }
  std::size_t attribute(const Dimension& name) {
    const auto at = std::ranges::find(attributes_, name, &Attribute::name);
    if (at != attributes_.end()) return std::size_t(at - attributes_.begin());
    attributes_.push_back({.name = name, .place = registry_.dimension(name)});
    return attributes_.size() - 1;
  }
  int value(std::size_t attribute, const StratumCode& code) {
    auto& codes = attributes_[attribute].codes;
    auto at = std::ranges::find(codes, code);
    if (at == codes.end()) at = codes.insert(codes.end(), code);
    return static_cast<int>(at - codes.begin());
  }
  void index(Attribute& a) const {
    if (!a.place) return;
    for (const auto& code : registry_.strata(*a.place)) {
      a.value_of.push_back(static_cast<int>(std::ranges::find(a.codes, code) - a.codes.begin()));
    }
  }

  [[nodiscard]] JudgingColumn::Other resolve(const Facts& f) const {
    JudgingColumn::Other out{.stratum = f.stratum, .overlays = 0};
    std::optional<int> moved;
    for (const auto& o : overrides_) {
      if (std::ranges::find(o.values, f.values[o.attribute]) == o.values.end()) continue;
      moved = moved && *moved != o.use ? -1 : o.use;
      if (*moved < 0) break;
    }
    if (moved) out.stratum = *moved;
    out.overlays = unconditional_;
    for (const std::size_t o : conditional_) {
      const bool has = std::ranges::all_of(
          reaches_[o].needs, [&](const auto& n) { return f.values[n.first] == n.second; });
      out.overlays |= std::uint64_t{has} << o;
    }
    out.overlays &= f.within;
    return out;
  }

  // The columns of every completion; first the one of a unit that has none of the values named.
  [[nodiscard]] JudgingColumn every(const Facts& facts) const {
    std::vector<std::uint8_t> matters(attributes_.size(), 0);
    for (const auto& o : overrides_) matters[o.attribute] = 1;
    for (std::size_t o = 0; o < reaches_.size(); ++o) {
      for (const auto& n : reaches_[o].needs) {
        matters[n.first] |= (facts.within >> o & 1) || facts.above;
      }
    }
    std::vector<std::uint64_t> places{0};  // overlays of each place that it may lie in, or of none
    for (const Place& p : places_) {
      if (facts.above && p.level > *facts.above) places.push_back(p.overlays);
    }
    std::size_t ways = places.size();
    std::vector<std::size_t> open;
    for (std::size_t a = 0; a < attributes_.size(); ++a) {
      if (facts.values[a] >= 0 || !matters[a]) continue;
      open.push_back(a);
      ways *= attributes_[a].codes.size() + 1;
      if (ways > most_ways) return {};
    }
    Facts completed = facts;
    JudgingColumn out;
    for (std::size_t way = 0; way < ways; ++way) {
      std::size_t rest = way;
      completed.within = facts.within | places[rest % places.size()];
      rest /= places.size();
      for (const auto a : open) {
        const std::size_t named = attributes_[a].codes.size();
        completed.values[a] = static_cast<int>(named - rest % (named + 1));
        rest /= named + 1;
      }
      const auto column = resolve(completed);
      if (way == 0) {
        out.stratum = column.stratum, out.overlays = column.overlays;
      } else if (column != JudgingColumn::Other{out.stratum, out.overlays} &&
                 std::ranges::find(out.others, column) == out.others.end()) {
        out.others.push_back(column);
      }
    }
    std::ranges::sort(out.others);
    return out;
  }

  const Registry& registry_;
  Date on_;
  bool no_dimension_ = false;
  std::optional<std::size_t> strata_{};
  std::vector<int> stratum_of_{};  // position in the set of each stratum of the registry
  std::vector<Attribute> attributes_{};
  std::vector<Override> overrides_{};
  std::vector<Reach> reaches_{};
  std::vector<Place> places_{};
  Level highest_{};  // of the places
  Near near_{};
  std::vector<int> place_of_{};   // of each unit of the registry; −1: none, empty: there is none
  std::uint64_t everywhere_ = 0;  // overlays without a place
  std::uint64_t unconditional_ = 0;         // overlays that need no attribute
  std::vector<std::size_t> conditional_{};  // those that need one
  Facts facts_{};
  JudgingColumn certain_{};
  std::map<Facts, JudgingColumn> known_{};
  const std::pair<const Facts, JudgingColumn>* last_ = nullptr;
};

}  // namespace tieuchi::inline v1::detail
