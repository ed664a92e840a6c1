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
/// Each question is asked of a day, or of a day as it was known on another one (`AsOf`): then only
/// what was recorded by that day answers. Of several statements of a day the one recorded last
/// holds; two that differ and were recorded on one day are an error that names both.
///
/// A missing stratum is no error: it is not known. A lowland commune, which has no zone at all,
/// states that with a code that no rule names, as "none". A gap between two parents is an error,
/// since a unit cannot fall out of the hierarchy and come back.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
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
  /// At most so many dimensions, and strata of one dimension.
  static constexpr std::size_t most_dimensions = 64, most_strata = 4096;

  /// @throws InvalidData with every problem: a code used twice, an unknown parent, a parent of no
  /// higher level, overlapping names, parents or strata of one dimension of which none was recorded
  /// later than the others, a gap between two parents, more dimensions or strata than the constants
  /// say.
  explicit Registry(std::vector<Unit> units);

  [[nodiscard]] std::size_t size() const { return units_.size(); }
  [[nodiscard]] const Unit& unit(UnitIndex i) const { return units_[i]; }
  [[nodiscard]] std::span<const Unit> units() const { return units_; }
  [[nodiscard]] Level level(UnitIndex i) const { return levels_[i]; }
  /// Index of a code, in O(log n); nothing if it is not here.
  [[nodiscard]] std::optional<UnitIndex> find(const UnitCode& code) const;
  /// @throws UnknownCode
  [[nodiscard]] UnitIndex index_of(const UnitCode& code) const;

  /// False also where the unit was not known by then.
  [[nodiscard]] bool exists(UnitIndex i, AsOf day) const;
  /// The name on a day, the code where there is none.
  [[nodiscard]] const std::string& name(UnitIndex i, AsOf day) const;
  [[nodiscard]] std::optional<UnitIndex> parent(UnitIndex i, AsOf day) const;
  /// The unit itself or the unit above it at `level`.
  [[nodiscard]] std::optional<UnitIndex> ancestor(UnitIndex i, Level level, AsOf day) const;
  [[nodiscard]] bool in_cohort(UnitIndex i, const CohortCode& cohort, AsOf day) const;
  /// Units of a level that exist on a day, in registry order.
  [[nodiscard]] std::vector<UnitIndex> units_at(Level level, AsOf day) const;

  /// Position of a dimension; nothing if no unit has it.
  [[nodiscard]] std::optional<std::size_t> dimension(const Dimension& name) const;
  /// The codes of a dimension; `stratum` gives positions in them.
  [[nodiscard]] std::span<const StratumCode> strata(std::size_t dimension) const {
    return dimensions_[dimension].codes;
  }
  /// The stratum of a unit on a day, in O(its dated statements).
  [[nodiscard]] StratumIndex stratum(std::size_t dimension, UnitIndex i, AsOf day) const;

 private:
  // Days in which something holds, from the day on which it was recorded.
  struct Days {
    std::int32_t from, to, recorded;
    [[nodiscard]] bool contains(Date on) const { return from <= on.days() && on.days() < to; }
  };
  struct Entry {
    Days days;
    StratumIndex code;
  };
  struct Axis {
    Dimension name;
    std::vector<StratumCode> codes;
    std::vector<std::uint32_t> first;  // per unit, into entries; one more at the end
    std::vector<Entry> entries;
  };
  struct Parent {
    Days days;
    UnitIndex unit;  // `nobody` where it was withdrawn
  };
  static constexpr UnitIndex nobody = UINT32_MAX;
  static Days days_of(const Period& p, Date recorded) {
    return {p.from.days(), p.to ? p.to->days() : INT32_MAX, recorded.days()};
  }
  static std::int32_t known_days(const AsOf& day) {
    return day.known_on ? day.known_on->days() : INT32_MAX;
  }

  void check(Problems& problems) const;
  void index_existence();
  void index_strata();
  void index_parents();

  std::vector<Unit> units_;
  std::vector<UnitIndex> by_code_;
  std::vector<Axis> dimensions_;
  std::vector<Level> levels_;
  // Per unit, into the lists below; one more at the end. Of a unit the last recorded stand first.
  std::vector<std::uint32_t> first_existence_, first_parent_;
  std::vector<Days> existence_;
  std::vector<Parent> parents_;
};

// ------------------------------------------------------------------------------------------------

inline bool Registry::exists(UnitIndex i, AsOf day) const {
  const auto known = known_days(day);
  for (auto e = first_existence_[i]; e < first_existence_[i + 1]; ++e) {
    if (existence_[e].recorded <= known) return existence_[e].contains(day.on);
  }
  return false;
}

inline std::optional<UnitIndex> Registry::parent(UnitIndex i, AsOf day) const {
  const auto known = known_days(day);
  for (auto p = first_parent_[i]; p < first_parent_[i + 1]; ++p) {
    const Parent& of = parents_[p];
    if (of.days.recorded > known || !of.days.contains(day.on)) continue;
    return of.unit == nobody ? std::nullopt : std::optional(of.unit);
  }
  return std::nullopt;
}

inline std::optional<UnitIndex> Registry::ancestor(UnitIndex i, Level level, AsOf day) const {
  std::optional<UnitIndex> at = i;
  while (at && levels_[*at] < level) at = parent(*at, day);
  return at && levels_[*at] == level ? at : std::nullopt;
}

inline StratumIndex Registry::stratum(std::size_t dimension, UnitIndex i, AsOf day) const {
  const Axis& axis = dimensions_[dimension];
  const auto known = known_days(day);
  for (auto e = axis.first[i]; e < axis.first[i + 1]; ++e) {
    const Days& days = axis.entries[e].days;
    if (days.recorded <= known && days.contains(day.on)) return axis.entries[e].code;
  }
  return no_stratum;
}

}  // namespace tieuchi::inline v1

#ifndef TIEUCHI_COMPILED
#include "tieuchi/detail/population/registry.hpp"
#endif
