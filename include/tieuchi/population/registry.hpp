/// @file
/// Everyone who is judged: units with dated names, hierarchy, strata and cohorts.
///
/// Built once from a list of units, with all gaps and overlaps reported together, then immutable.
/// Inside it a unit is a 32-bit index in the order given; codes stand at the border.
///
/// @code
/// const tieuchi::Registry registry({province, district, commune});
/// registry.name(*registry.find(tieuchi::UnitCode{"06187"}), on);
/// @endcode
///
/// | asked                      | answer where there is none      | cost                         |
/// | -------------------------- | ------------------------------- | ---------------------------- |
/// | `find`, `index_of`         | nothing; throws                 | O(log n)                     |
/// | `name`                     | the code                        | O(names of the unit)         |
/// | `parent`, `ancestor`       | nothing                         | O(parents), O(levels)        |
/// | `stratum`                  | `no_stratum`                    | O(strata of the unit)        |
///
/// A missing stratum is no error: it is not known. A lowland commune, which has no zone at all,
/// states that with a code that no rule names, as "none". A gap between two parents is an error,
/// since a unit cannot fall out of the hierarchy and come back.
#pragma once

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tieuchi/error.hpp"
#include "tieuchi/population/unit.hpp"

namespace tieuchi::inline v1 {

/// Position of a unit in its registry.
using UnitIndex = std::uint32_t;
/// Position of a stratum code in its dimension; `no_stratum` where the unit has none that day.
using StratumIndex = std::int16_t;
inline constexpr StratumIndex no_stratum = -1;

/// An immutable collection of units.
class Registry {
 public:
  static constexpr std::size_t most_dimensions = 64, most_strata = 4096;   ///< strata of one dimension

  /// @throws InvalidData with every problem: a code used twice, an unknown parent, a parent of no
  /// higher level, overlapping names, parents or strata of one dimension, a gap between two parents, more
  /// dimensions or strata than the constants say.
  explicit Registry(std::vector<Unit> units);

  std::size_t size() const { return units_.size(); }
  const Unit& unit(UnitIndex i) const { return units_[i]; }
  std::span<const Unit> units() const { return units_; }
  Level level(UnitIndex i) const { return levels_[i]; }
  /// Index of a code, in O(log n); nothing if it is not here.
  std::optional<UnitIndex> find(const UnitCode& code) const;
  /// @throws UnknownCode
  UnitIndex index_of(const UnitCode& code) const;

  bool exists(UnitIndex i, Date on) const {
    return exists_[i].from <= on.days() && on.days() < exists_[i].to;
  }
  /// The name on a day, the code where there is none.
  const std::string& name(UnitIndex i, Date on) const;
  std::optional<UnitIndex> parent(UnitIndex i, Date on) const;
  /// The unit itself or the unit above it at `level`.
  std::optional<UnitIndex> ancestor(UnitIndex i, Level level, Date on) const;
  bool in_cohort(UnitIndex i, const CohortCode& cohort, Date on) const;
  /// Units of a level that exist on a day, in registry order.
  std::vector<UnitIndex> units_at(Level level, Date on) const;

  /// Position of a dimension; nothing if no unit has it.
  std::optional<std::size_t> dimension(const Dimension& name) const;
  /// The codes of a dimension; `stratum` gives positions in them.
  std::span<const StratumCode> strata(std::size_t dimension) const {
    return dimensions_[dimension].codes;
  }
  /// The stratum of a unit on a day, in O(its dated statements).
  StratumIndex stratum(std::size_t dimension, UnitIndex i, Date on) const;

 private:
  struct Entry {
    std::int32_t from, to;
    StratumIndex code;
  };
  struct Axis {
    Dimension name;
    std::vector<StratumCode> codes;
    std::vector<std::uint32_t> first;  // per unit, into entries; one more at the end
    std::vector<Entry> entries;
  };

  struct Days {
    std::int32_t from, to;
    bool contains(Date on) const { return from <= on.days() && on.days() < to; }
  };
  struct Parent {
    Days days;
    UnitIndex unit;
  };
  static Days days_of(const Period& p) {
    return {p.from.days(), p.to ? p.to->days() : INT32_MAX};
  }

  void check(Problems& problems) const;
  void index_strata();
  void index_parents();

  std::vector<Unit> units_;
  std::vector<UnitIndex> by_code_;
  std::vector<Axis> dimensions_;
  std::vector<Days> exists_;
  std::vector<Level> levels_;
  std::vector<std::uint32_t> first_parent_;  // per unit, into parents_; one more at the end
  std::vector<Parent> parents_;
};

// ------------------------------------------------------------------------------------------------

inline Registry::Registry(std::vector<Unit> units) : units_(std::move(units)) {
  by_code_.resize(units_.size());
  std::iota(by_code_.begin(), by_code_.end(), UnitIndex{0});
  std::ranges::sort(by_code_, [&](UnitIndex a, UnitIndex b) {
    return units_[a].code.str() < units_[b].code.str();
  });
  Problems problems;
  check(problems);
  problems.raise<InvalidData>();
  index_strata();
  index_parents();
}

inline void Registry::index_parents() {
  exists_.reserve(units_.size());
  first_parent_.reserve(units_.size() + 1);
  const UnitCode* last = nullptr;  // neighbours often share a parent
  UnitIndex last_index = 0;
  for (const Unit& u : units_) {
    exists_.push_back(days_of(u.exists));
    levels_.push_back(u.level);
    first_parent_.push_back(static_cast<std::uint32_t>(parents_.size()));
    for (const auto& p : u.parents) {
      if (!last || *last != p.value) last = &p.value, last_index = *find(p.value);
      parents_.push_back({days_of(p.period), last_index});
    }
  }
  first_parent_.push_back(static_cast<std::uint32_t>(parents_.size()));
}

inline void Registry::check(Problems& problems) const {
  const auto bad = [&](ProblemCode what, const Unit& u, std::string column, std::string found,
                       std::string expected) {
    problems.add({.what = what, .file = {}, .row = 0, .column = std::move(column),
                  .code = u.code.str(), .found = std::move(found),
                  .expected = std::move(expected)});
  };
  for (std::size_t k = 0; k < by_code_.size(); ++k) {
    const Unit& u = units_[by_code_[k]];
    if (u.code.empty()) bad(ProblemCode::missing_field, u, "code", "", "a unit code");
    if (k > 0 && units_[by_code_[k - 1]].code == u.code) {
      bad(ProblemCode::duplicate_row, u, "code", u.code.str(), "each code once");
    }
  }
  // In the order of their first days a period overlaps an earlier one only if it overlaps the one that ends
  // last: a hostile list of many statements takes no quadratic time.
  const auto apart = [&](const Unit& u, std::vector<const Period*> list, const std::string& column, bool no_gap) {
    std::ranges::stable_sort(list, {}, [](const Period* p) { return p->from; });
    for (std::size_t k = 1, last = 0; k < list.size(); ++k) {
      const Period &before = *list[last], &now = *list[k];
      if (before.overlaps(now)) {
        bad(ProblemCode::dated_overlap, u, column, now.str(), "no day of " + before.str());
      } else if (no_gap && before.to && *before.to < now.from) {
        bad(ProblemCode::dated_gap, u, column, "nothing from " + before.to->str(), "one statement a day");
      }
      if (before.to && (!now.to || *now.to > *before.to)) last = k;
    }
  };
  const auto periods = [](const auto& list) {
    std::vector<const Period*> out;
    for (const auto& d : list) out.push_back(&d.period);
    return out;
  };
  std::map<std::string, std::set<std::string>> codes;
  for (const Unit& u : units_) {
    apart(u, periods(u.names), "names", false);
    apart(u, periods(u.parents), "parents", true);
    for (const auto& p : u.parents) {
      const auto above = find(p.value);
      if (!above) {
        bad(ProblemCode::unknown_unit, u, "parents", p.value.str(), "a unit of the registry");
      } else if (units_[*above].level <= u.level) {
        bad(ProblemCode::wrong_type, u, "parents", p.value.str(), "a unit of a higher level");
      }
    }
    std::map<std::string, std::vector<const Period*>> by_dimension;
    for (const auto& s : u.strata) {
      by_dimension[s.value.dimension.str()].push_back(&s.period);
      codes[s.value.dimension.str()].insert(s.value.code.str());
    }
    for (auto& [dimension, list] : by_dimension) apart(u, std::move(list), dimension, false);
  }
  // Every dimension is a column over all units, and a code is a 16-bit place in it.
  if (codes.size() > most_dimensions) {
    problems.add({.what = ProblemCode::too_large, .column = "strata", .found = std::to_string(codes.size()) + " dimensions",
                  .expected = "at most " + std::to_string(most_dimensions)});
  }
  for (const auto& [dimension, of] : codes) {
    if (of.size() > most_strata) {
      problems.add({.what = ProblemCode::too_large, .column = dimension, .found = std::to_string(of.size()) + " strata",
                    .expected = "at most " + std::to_string(most_strata)});
    }
  }
}

inline void Registry::index_strata() {
  for (UnitIndex i = 0; i < units_.size(); ++i) {
    for (auto& axis : dimensions_) axis.first.push_back(std::uint32_t(axis.entries.size()));
    for (const auto& s : units_[i].strata) {
      auto axis = std::ranges::find(dimensions_, s.value.dimension, &Axis::name);
      if (axis == dimensions_.end()) {
        dimensions_.push_back({s.value.dimension, {}, std::vector<std::uint32_t>(i + 1, 0), {}});
        axis = dimensions_.end() - 1;
      }
      auto code = std::ranges::find(axis->codes, s.value.code);
      if (code == axis->codes.end()) code = axis->codes.insert(code, s.value.code);
      axis->entries.push_back({s.period.from.days(),
                               s.period.to ? s.period.to->days() : INT32_MAX,
                               StratumIndex(code - axis->codes.begin())});
    }
  }
  for (auto& axis : dimensions_) axis.first.push_back(std::uint32_t(axis.entries.size()));
}

inline std::optional<UnitIndex> Registry::find(const UnitCode& code) const {
  const auto at = std::lower_bound(
      by_code_.begin(), by_code_.end(), code.str(),
      [&](UnitIndex i, const std::string& text) { return units_[i].code.str() < text; });
  if (at == by_code_.end() || units_[*at].code != code) return std::nullopt;
  return *at;
}

inline UnitIndex Registry::index_of(const UnitCode& code) const {
  if (const auto i = find(code)) return *i;
  throw UnknownCode({{.what = ProblemCode::unknown_unit, .found = code.str(),
                      .expected = "a unit of the registry"}});
}

inline const std::string& Registry::name(UnitIndex i, Date on) const {
  for (const auto& n : units_[i].names) {
    if (n.period.contains(on)) return n.value;
  }
  return units_[i].code.str();
}

inline std::optional<UnitIndex> Registry::parent(UnitIndex i, Date on) const {
  for (auto p = first_parent_[i]; p < first_parent_[i + 1]; ++p) {
    if (parents_[p].days.contains(on)) return parents_[p].unit;
  }
  return std::nullopt;
}

inline std::optional<UnitIndex> Registry::ancestor(UnitIndex i, Level level, Date on) const {
  std::optional<UnitIndex> at = i;
  while (at && levels_[*at] < level) at = parent(*at, on);
  return at && levels_[*at] == level ? at : std::nullopt;
}

inline bool Registry::in_cohort(UnitIndex i, const CohortCode& cohort, Date on) const {
  return std::ranges::any_of(units_[i].cohorts, [&](const auto& c) {
    return c.value == cohort && c.period.contains(on);
  });
}

inline std::vector<UnitIndex> Registry::units_at(Level level, Date on) const {
  std::vector<UnitIndex> found;
  for (UnitIndex i = 0; i < units_.size(); ++i) {
    if (levels_[i] == level && exists(i, on)) found.push_back(i);
  }
  return found;
}

inline std::optional<std::size_t> Registry::dimension(const Dimension& name) const {
  for (std::size_t d = 0; d < dimensions_.size(); ++d) {
    if (dimensions_[d].name == name) return d;
  }
  return std::nullopt;
}

inline StratumIndex Registry::stratum(std::size_t dimension, UnitIndex i, Date on) const {
  const Axis& axis = dimensions_[dimension];
  for (auto e = axis.first[i]; e < axis.first[i + 1]; ++e) {
    if (axis.entries[e].from <= on.days() && on.days() < axis.entries[e].to) {
      return axis.entries[e].code;
    }
  }
  return no_stratum;
}

}  // namespace tieuchi::inline v1
