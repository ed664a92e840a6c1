// Bodies of population/registry.hpp.
#pragma once

#include "tieuchi/population/registry.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "tieuchi/detail/inline.hpp"

namespace tieuchi::inline v1 {

TIEUCHI_INLINE Registry::Registry(std::vector<Unit> units) : units_(std::move(units)) {
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

TIEUCHI_INLINE void Registry::index_parents() {
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

TIEUCHI_INLINE void Registry::check(Problems& problems) const {
  const auto bad = [&](ProblemCode what, const Unit& u, std::string column, std::string found,
                       std::string expected) {
    problems.add({.what = what,
                  .file = {},
                  .row = 0,
                  .column = std::move(column),
                  .code = u.code.str(),
                  .found = std::move(found),
                  .expected = std::move(expected)});
  };
  for (std::size_t k = 0; k < by_code_.size(); ++k) {
    const Unit& u = units_[by_code_[k]];
    if (u.code.empty()) bad(ProblemCode::missing_field, u, "code", "", "a unit code");
    if (k > 0 && units_[by_code_[k - 1]].code == u.code) {
      bad(ProblemCode::duplicate_row, u, "code", u.code.str(), "each code once");
    }
  }
  // In the order of their first days a period overlaps an earlier one only if it overlaps the one
  // that ends last: a hostile list of many statements takes no quadratic time.
  const auto apart = [&](const Unit& u, std::vector<const Period*> list, const std::string& column,
                         bool no_gap) {
    std::ranges::stable_sort(list, {}, [](const Period* p) { return p->from; });
    for (std::size_t k = 1, last = 0; k < list.size(); ++k) {
      const Period &before = *list[last], &now = *list[k];
      if (before.overlaps(now)) {
        bad(ProblemCode::dated_overlap, u, column, now.str(), "no day of " + before.str());
      } else if (no_gap && before.to && *before.to < now.from) {
        bad(ProblemCode::dated_gap, u, column, "nothing from " + before.to->str(),
            "one statement a day");
      }
      if (before.to && (!now.to || *now.to > *before.to)) last = k;
    }
  };
  const auto periods = [](const auto& list) {
    std::vector<const Period*> out;
    out.reserve(list.size());
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
    problems.add({.what = ProblemCode::too_large,
                  .column = "strata",
                  .found = std::to_string(codes.size()) + " dimensions",
                  .expected = "at most " + std::to_string(most_dimensions)});
  }
  for (const auto& [dimension, of] : codes) {
    if (of.size() > most_strata) {
      problems.add({.what = ProblemCode::too_large,
                    .column = dimension,
                    .found = std::to_string(of.size()) + " strata",
                    .expected = "at most " + std::to_string(most_strata)});
    }
  }
}

TIEUCHI_INLINE void Registry::index_strata() {
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
      axis->entries.push_back({s.period.from.days(), s.period.to ? s.period.to->days() : INT32_MAX,
                               StratumIndex(code - axis->codes.begin())});
    }
  }
  for (auto& axis : dimensions_) axis.first.push_back(std::uint32_t(axis.entries.size()));
}

TIEUCHI_INLINE std::optional<UnitIndex> Registry::find(const UnitCode& code) const {
  const auto at = std::lower_bound(
      by_code_.begin(), by_code_.end(), code.str(),
      [&](UnitIndex i, const std::string& text) { return units_[i].code.str() < text; });
  if (at == by_code_.end() || units_[*at].code != code) return std::nullopt;
  return *at;
}

TIEUCHI_INLINE UnitIndex Registry::index_of(const UnitCode& code) const {
  if (const auto i = find(code)) return *i;
  throw UnknownCode({{.what = ProblemCode::unknown_unit,
                      .found = code.str(),
                      .expected = "a unit of the registry"}});
}

TIEUCHI_INLINE const std::string& Registry::name(UnitIndex i, Date on) const {
  for (const auto& n : units_[i].names) {
    if (n.period.contains(on)) return n.value;
  }
  return units_[i].code.str();
}

TIEUCHI_INLINE bool Registry::in_cohort(UnitIndex i, const CohortCode& cohort, Date on) const {
  return std::ranges::any_of(
      units_[i].cohorts, [&](const auto& c) { return c.value == cohort && c.period.contains(on); });
}

TIEUCHI_INLINE std::vector<UnitIndex> Registry::units_at(Level level, Date on) const {
  std::vector<UnitIndex> found;
  for (UnitIndex i = 0; i < units_.size(); ++i) {
    if (levels_[i] == level && exists(i, on)) found.push_back(i);
  }
  return found;
}

TIEUCHI_INLINE std::optional<std::size_t> Registry::dimension(const Dimension& name) const {
  for (std::size_t d = 0; d < dimensions_.size(); ++d) {
    if (dimensions_[d].name == name) return d;
  }
  return std::nullopt;
}

}  // namespace tieuchi::inline v1
