// Which judging column each unit stands in on the day judged: its stratum, the overrides that move
// it and the overlays whose scope it lies in. What the registry says nothing about is not "no":
// each value that the rules name, and none of them, is tried, and the columns found are those that
// may hold. So are the places of overlays for a unit whose place is not known. Two overrides that
// move a unit to different columns leave it in none: their order says nothing.
#pragma once

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

#include "tieuchi/assessment/compiled_set.hpp"
#include "tieuchi/population/registry.hpp"

namespace tieuchi::inline v1::detail {

class Placement {
 public:
  Placement(const CompiledSet& rules, const Registry& registry)
      : registry_(registry), day_(rules.as_of()) {
    const auto& parts = rules.set().parts();
    no_dimension_ = parts.dimension.empty();
    strata_ = registry.dimension(parts.dimension);
    if (strata_) {
      for (const auto& code : registry.strata(*strata_))
        stratum_of_.push_back(position(parts, code));
    }
    for (const auto& o : parts.overrides) {
      if (!o.period.contains(day_.on)) continue;
      Override of{attribute(o.dimension), {}, position(parts, o.use)};
      for (const auto& code : o.codes) of.values.push_back(value(of.attribute, code));
      overrides_.push_back(std::move(of));
    }
    check_seats(rules.options().overlays);
    for (const auto& o : rules.options().overlays) {
      Reach reach{.place = std::nullopt, .needs = {}};
      if (!o.place().empty()) reach.place = place(o.place());
      for (const auto& a : o.scope.attributes) {
        const auto at = attribute(a.dimension);
        reach.needs.emplace_back(at, value(at, a.code));
      }
      reaches_.push_back(std::move(reach));
    }
    Overlays everywhere;
    for (std::size_t o = 0; o < reaches_.size(); ++o) {
      const auto q = reaches_[o].place;
      (q ? places_[*q].own : everywhere).push_back(static_cast<std::uint16_t>(o));
    }
    for (Place& p : places_) {
      p.overlays = p.own;
      for (const Place& around : places_) {
        if (&around != &p && lies_in(p, around)) p.overlays = joined(p.overlays, around.own);
      }
    }
    everywhere_ = number_of(std::move(everywhere));
    near_.within = everywhere_;
    for (auto& a : attributes_) index(a);
    facts_.values.resize(attributes_.size());
  }

  // Every column that was found, in the order in which they were.
  [[nodiscard]] std::span<const JudgingColumn> columns() const { return columns_; }

  // The place of a unit's column in `columns`.
  std::uint16_t column(UnitIndex unit) {
    facts_.stratum = no_dimension_ ? 0 : -1;
    if (!no_dimension_ && strata_) {
      const auto s = registry_.stratum(*strata_, unit, day_);
      if (s != no_stratum) facts_.stratum = stratum_of_[std::size_t(s)];
    }
    facts_.within = everywhere_, facts_.above.reset();
    if (!places_.empty()) locate(unit);
    bool known = !facts_.above;
    for (std::size_t a = 0; a < attributes_.size(); ++a) {
      const Attribute& of = attributes_[a];
      const auto s = of.place ? registry_.stratum(*of.place, unit, day_) : no_stratum;
      facts_.values[a] = s == no_stratum ? -1 : of.value_of[std::size_t(s)];
      known = known && s != no_stratum;
    }
    if (!last_ || last_->first != facts_) {
      auto at = known_.find(facts_);
      if (at == known_.end()) {
        JudgingColumn found;
        if (known) {
          auto one = resolve(facts_);
          found.stratum = one.stratum, found.overlays = std::move(one.overlays);
        } else {
          found = every(facts_);
        }
        at = known_.emplace(facts_, number_of(std::move(found))).first;
      }
      last_ = &*at;
    }
    return last_->second;
  }

 private:
  using Overlays = std::vector<std::uint16_t>;  // places in the list of overlays, in order

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
    Level level;          // a province where the registry does not know it
    Overlays own{};       // that name it
    Overlays overlays{};  // that hold inside
  };
  // What the last unit's parents say of the places that it lies in.
  struct Near {
    std::optional<UnitIndex> parent{};
    std::uint32_t within = 0;
    Level top{};  // of the last parent that is known
  };
  // What decides the column of a unit.
  struct Facts {
    int stratum = -1;
    std::uint32_t within = 0;  // number of the overlays whose place it lies in
    // Where a place above this level may or may not be the unit's.
    std::optional<Level> above{};
    std::vector<int> values{};
    friend bool operator==(const Facts&, const Facts&) = default;
  };
  struct HashOfFacts {
    std::size_t operator()(const Facts& f) const {
      std::size_t hash =
          static_cast<std::size_t>(f.within) * 31 + static_cast<std::size_t>(f.stratum + 1);
      hash = hash * 31 + (f.above ? static_cast<std::size_t>(*f.above) + 1 : 0);
      for (const int v : f.values) hash = hash * 31 + static_cast<std::size_t>(v + 1);
      return hash * 0x9E3779B97F4A7C15u;
    }
  };

  // A body speaks for units of its own seat only.
  void check_seats(std::span<const Overlay> overlays) const {
    Problems problems;
    for (const Overlay& o : overlays) {
      if (o.body.empty() || o.scope.within.empty() || o.scope.within == o.body) continue;
      const auto seat = registry_.find(o.body), inside = registry_.find(o.scope.within);
      if (!seat || !inside) continue;  // where it lies is not known: it may hold or not
      if (registry_.ancestor(*inside, registry_.level(*seat), day_) == seat) continue;
      problems.add({.what = ProblemCode::other_body,
                    .file = o.instrument,
                    .column = "scope",
                    .found = o.scope.within.str(),
                    .expected = "a unit of " + o.body.str()});
    }
    problems.raise<InvalidCriteria>();
  }

  static Overlays joined(const Overlays& a, const Overlays& b) {
    Overlays out;
    std::ranges::set_union(a, b, std::back_inserter(out));
    return out;
  }
  // The number of a list of overlays, of a column.
  std::uint32_t number_of(Overlays overlays) {
    const auto [at, fresh] =
        list_numbers_.try_emplace(overlays, static_cast<std::uint32_t>(lists_.size()));
    if (fresh) lists_.push_back(std::move(overlays));
    return at->second;
  }
  std::uint16_t number_of(JudgingColumn column) {
    const auto [at, fresh] =
        column_numbers_.try_emplace(column, static_cast<std::uint16_t>(columns_.size()));
    if (fresh) columns_.push_back(std::move(column));
    if (columns_.size() > 65535) {
      throw InvalidData({{.what = ProblemCode::too_large,
                          .found = "more than 65,535 columns",
                          .expected = "fewer combinations of overlays"}});
    }
    return at->second;
  }

  static int position(const CriteriaSetParts& parts, const StratumCode& code) {
    const auto at = std::ranges::find(parts.strata, code);
    return at == parts.strata.end() ? -1 : static_cast<int>(at - parts.strata.begin());
  }
  std::size_t place(const UnitCode& code) {
    const auto at = std::ranges::find(places_, code, &Place::code);
    if (at != places_.end()) return std::size_t(at - places_.begin());
    const auto unit = registry_.find(code);
    places_.push_back({code, unit, unit ? registry_.level(*unit) : Level::province});
    highest_ = std::max(highest_, places_.back().level);
    if (unit) {
      place_of_.resize(registry_.size(), -1);
      place_of_[*unit] = static_cast<int>(places_.size() - 1);
    }
    return places_.size() - 1;
  }
  [[nodiscard]] bool lies_in(const Place& inner, const Place& outer) const {
    return inner.unit && outer.unit &&
           registry_.ancestor(*inner.unit, registry_.level(*outer.unit), day_) == outer.unit;
  }
  // The places that a unit lies in. Where its parents end below the level of a place, it may lie in
  // any of that level.
  void locate(UnitIndex unit) {
    if (!registry_.exists(unit, day_)) return;
    const auto parent = registry_.parent(unit, day_);
    if (!parent || parent != near_.parent) {  // neighbours mostly have one parent
      near_ = {parent, everywhere_, registry_.level(unit)};
      for (auto at = parent; at; at = registry_.parent(*at, day_)) {
        near_.within = inside(*at, near_.within), near_.top = registry_.level(*at);
      }
    }
    facts_.within = inside(unit, near_.within);
    if (highest_ > near_.top) facts_.above = near_.top;
  }
  // With the overlays whose place a unit is.
  std::uint32_t inside(UnitIndex unit, std::uint32_t within) {
    const int place = unit < place_of_.size() ? place_of_[unit] : -1;
    if (place < 0) return within;
    return number_of(joined(lists_[within], places_[std::size_t(place)].overlays));
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
    return resolve(f, lists_[f.within]);
  }
  [[nodiscard]] JudgingColumn::Other resolve(const Facts& f, const Overlays& within) const {
    JudgingColumn::Other out{.stratum = f.stratum};
    std::optional<int> moved;
    for (const auto& o : overrides_) {
      if (std::ranges::find(o.values, f.values[o.attribute]) == o.values.end()) continue;
      moved = moved && *moved != o.use ? -1 : o.use;
      if (*moved < 0) break;
    }
    if (moved) out.stratum = *moved;
    std::ranges::copy_if(within, std::back_inserter(out.overlays), [&](std::uint16_t o) {
      return std::ranges::all_of(reaches_[o].needs,
                                 [&](const auto& n) { return f.values[n.first] == n.second; });
    });
    return out;
  }

  [[nodiscard]] bool lies_within(const Facts& f, std::size_t overlay) const {
    const Overlays& in = lists_[f.within];
    return std::ranges::binary_search(in, static_cast<std::uint16_t>(overlay));
  }

  // The columns of every completion; first the one of a unit that has none of the values named.
  [[nodiscard]] JudgingColumn every(const Facts& facts) const {
    std::vector<std::uint8_t> matters(attributes_.size(), 0);
    for (const auto& o : overrides_) matters[o.attribute] = 1;
    for (std::size_t o = 0; o < reaches_.size(); ++o) {
      for (const auto& n : reaches_[o].needs) {
        matters[n.first] |= std::uint8_t{facts.above || lies_within(facts, o)};
      }
    }
    const Overlays& known = lists_[facts.within];
    std::vector<Overlays> places{known};  // overlays of each place that it may lie in, or of none
    for (const Place& p : places_) {
      if (facts.above && p.level > *facts.above) places.push_back(joined(known, p.overlays));
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
      const Overlays& inside = places[rest % places.size()];
      rest /= places.size();
      for (const auto a : open) {
        const std::size_t named = attributes_[a].codes.size();
        completed.values[a] = static_cast<int>(named - rest % (named + 1));
        rest /= named + 1;
      }
      const auto column = resolve(completed, inside);
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
  AsOf day_;
  bool no_dimension_ = false;
  std::optional<std::size_t> strata_{};
  std::vector<int> stratum_of_{};  // position in the set of each stratum of the registry
  std::vector<Attribute> attributes_{};
  std::vector<Override> overrides_{};
  std::vector<Reach> reaches_{};
  std::vector<Place> places_{};
  Level highest_{};  // of the places
  Near near_{};
  std::vector<int> place_of_{};  // of each unit of the registry; −1: none, empty: there is none
  std::vector<Overlays> lists_{};
  std::map<Overlays, std::uint32_t> list_numbers_{};
  std::uint32_t everywhere_ = 0;  // number of the overlays without a place
  Facts facts_{};
  std::vector<JudgingColumn> columns_{};
  std::map<JudgingColumn, std::uint16_t> column_numbers_{};
  std::unordered_map<Facts, std::uint16_t, HashOfFacts> known_{};
  const std::pair<const Facts, std::uint16_t>* last_ = nullptr;
};

}  // namespace tieuchi::inline v1::detail
