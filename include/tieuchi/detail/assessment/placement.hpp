// Which judging column each unit stands in on the day judged: its stratum, the overrides that move
// it and the overlays whose scope it lies in. What the registry says nothing about is not "no":
// each value that the rules name, and none of them, is tried, and the columns found are those that
// may hold.
#pragma once

#include <algorithm>
#include <map>
#include <optional>
#include <vector>

#include "tieuchi/assessment/compiled_set.hpp"
#include "tieuchi/population/cohort.hpp"

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
      Reach reach{.inside = std::nullopt, .needs = {}};
      if (!o.scope.within.empty()) {
        Cohort cohort;
        cohort.within = o.scope.within;
        reach.inside.emplace(registry, std::move(cohort), on_);
      }
      for (const auto& a : o.scope.attributes) {
        const auto at = attribute(a.dimension);
        reach.needs.emplace_back(at, value(at, a.code));
      }
      reaches_.push_back(std::move(reach));
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
    facts_.within = 0;
    for (std::size_t o = 0; o < reaches_.size(); ++o) {
      const auto& inside = reaches_[o].inside;
      facts_.within |= std::uint64_t{!inside || inside->contains(unit)} << o;
    }
    bool known = true;
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
    std::optional<CohortFilter> inside;
    std::vector<std::pair<std::size_t, int>> needs;  // attribute and value
  };
  // What decides the column of a unit.
  struct Facts {
    int stratum = -1;
    std::uint64_t within = 0;  // bit i: inside the place of overlay i
    std::vector<int> values{};
    friend auto operator<=>(const Facts&, const Facts&) = default;
  };

  static int position(const CriteriaSetParts& parts, const StratumCode& code) {
    const auto at = std::ranges::find(parts.strata, code);
    return at == parts.strata.end() ? -1 : static_cast<int>(at - parts.strata.begin());
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
    for (const auto& o : overrides_) {
      if (std::ranges::find(o.values, f.values[o.attribute]) != o.values.end()) out.stratum = o.use;
    }
    for (std::size_t o = 0; o < reaches_.size(); ++o) {
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
      for (const auto& n : reaches_[o].needs) matters[n.first] |= facts.within >> o & 1;
    }
    std::size_t ways = 1;
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
  Facts facts_{};
  JudgingColumn certain_{};
  std::map<Facts, JudgingColumn> known_{};
  const std::pair<const Facts, JudgingColumn>* last_ = nullptr;
};

}  // namespace tieuchi::inline v1::detail
