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
  /// higher level, overlapping names, parents or strata of one dimension, a gap between two
  /// parents, more dimensions or strata than the constants say.
  explicit Registry(std::vector<Unit> units);

  [[nodiscard]] std::size_t size() const { return units_.size(); }
  [[nodiscard]] const Unit& unit(UnitIndex i) const { return units_[i]; }
  [[nodiscard]] std::span<const Unit> units() const { return units_; }
  [[nodiscard]] Level level(UnitIndex i) const { return levels_[i]; }
  /// Index of a code, in O(log n); nothing if it is not here.
  [[nodiscard]] std::optional<UnitIndex> find(const UnitCode& code) const;
  /// @throws UnknownCode
  [[nodiscard]] UnitIndex index_of(const UnitCode& code) const;

  [[nodiscard]] bool exists(UnitIndex i, Date on) const {
    return exists_[i].from <= on.days() && on.days() < exists_[i].to;
  }
  /// The name on a day, the code where there is none.
  [[nodiscard]] const std::string& name(UnitIndex i, Date on) const;
  [[nodiscard]] std::optional<UnitIndex> parent(UnitIndex i, Date on) const;
  /// The unit itself or the unit above it at `level`.
  [[nodiscard]] std::optional<UnitIndex> ancestor(UnitIndex i, Level level, Date on) const;
  [[nodiscard]] bool in_cohort(UnitIndex i, const CohortCode& cohort, Date on) const;
  /// Units of a level that exist on a day, in registry order.
  [[nodiscard]] std::vector<UnitIndex> units_at(Level level, Date on) const;

  /// Position of a dimension; nothing if no unit has it.
  [[nodiscard]] std::optional<std::size_t> dimension(const Dimension& name) const;
  /// The codes of a dimension; `stratum` gives positions in them.
  [[nodiscard]] std::span<const StratumCode> strata(std::size_t dimension) const {
    return dimensions_[dimension].codes;
  }
  /// The stratum of a unit on a day, in O(its dated statements).
  [[nodiscard]] StratumIndex stratum(std::size_t dimension, UnitIndex i, Date on) const;

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
    [[nodiscard]] bool contains(Date on) const { return from <= on.days() && on.days() < to; }
  };
  struct Parent {
    Days days;
    UnitIndex unit;
  };
  static Days days_of(const Period& p) { return {p.from.days(), p.to ? p.to->days() : INT32_MAX}; }

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

#ifndef TIEUCHI_COMPILED
#include "tieuchi/detail/population/registry.hpp"
#endif
