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
#include "tieuchi/detail/population/overlaps.hpp"

namespace tieuchi::inline v1 {

namespace detail {

template <class Entry, class RecordedOf>
void last_recorded_first(std::vector<Entry>& entries, std::size_t first, const RecordedOf& of) {
  std::ranges::stable_sort(entries.begin() + static_cast<std::ptrdiff_t>(first), entries.end(),
                           std::ranges::greater{}, of);
}

// Of the statements that `speaks` of: the last recorded of those known that hold on the day.
template <class T, class Speaks>
const Dated<T>* last_said(const std::vector<Dated<T>>& list, const AsOf& day,
                          const Speaks& speaks) {
  const Dated<T>* last = nullptr;
  for (const auto& d : list) {
    if (!d.period.contains(day.on) || !day.knows(d.known_from()) || !speaks(d.value)) continue;
    if (!last || d.known_from() > last->known_from()) last = &d;
  }
  return last;
}

// Two statements of existence of which neither was recorded later.
template <class Bad>
void check_existence(const Unit& u, const Bad& bad) {
  std::vector<Recorded<Period>> list = u.existence;
  if (u.exists_recorded) list.push_back({u.exists, *u.exists_recorded});
  std::ranges::stable_sort(list, {}, &Recorded<Period>::recorded);
  const auto complain = [&](const Recorded<Period>& now, const Period& before, Date recorded) {
    bad(ProblemCode::dated_overlap, u, "exists",
        now.value.str() + ", recorded on " + now.recorded.str(),
        "a later day of recording than that of " + before.str() + ", recorded on " +
            recorded.str());
  };
  for (std::size_t k = 1; k < list.size(); ++k) {
    const auto& before = list[k - 1];
    if (before.recorded == list[k].recorded) complain(list[k], before.value, before.recorded);
  }
  if (u.exists_recorded || list.empty() || list[0].recorded > u.exists.from) return;
  complain(list[0], u.exists, u.exists.from);
}

}  // namespace detail

TIEUCHI_INLINE Registry::Registry(std::vector<Unit> units) : units_(std::move(units)) {
  by_code_.resize(units_.size());
  std::iota(by_code_.begin(), by_code_.end(), UnitIndex{0});
  std::ranges::sort(by_code_, [&](UnitIndex a, UnitIndex b) {
    return units_[a].code.str() < units_[b].code.str();
  });
  Problems problems;
  check(problems);
  problems.raise<InvalidData>();
  index_existence();
  index_strata();
  index_parents();
}

TIEUCHI_INLINE void Registry::index_existence() {
  existence_.reserve(units_.size());
  first_existence_.reserve(units_.size() + 1);
  for (const Unit& u : units_) {
    const auto first = existence_.size();
    first_existence_.push_back(static_cast<std::uint32_t>(first));
    existence_.push_back(days_of(u.exists, u.exists_recorded.value_or(u.exists.from)));
    for (const auto& e : u.existence) existence_.push_back(days_of(e.value, e.recorded));
    detail::last_recorded_first(existence_, first, [](const Days& d) { return d.recorded; });
  }
  first_existence_.push_back(static_cast<std::uint32_t>(existence_.size()));
}

TIEUCHI_INLINE void Registry::index_parents() {
  first_parent_.reserve(units_.size() + 1);
  const UnitCode* last = nullptr;  // neighbours often share a parent
  UnitIndex last_index = 0;
  for (const Unit& u : units_) {
    levels_.push_back(u.level);
    const auto first = parents_.size();
    first_parent_.push_back(static_cast<std::uint32_t>(first));
    for (const auto& p : u.parents) {
      if (!last || *last != p.value) last = &p.value, last_index = *find(p.value);
      parents_.push_back({days_of(p.period, p.known_from()), p.withdrawn ? nobody : last_index});
    }
    detail::last_recorded_first(parents_, first, [](const Parent& p) { return p.days.recorded; });
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
  const auto apart = [&](const Unit& u, std::vector<detail::Stated> list, const std::string& column,
                         bool no_gap) {
    if (list.size() < 2) return;
    const detail::Overlaps found(std::move(list));
    found.for_each([&](const detail::Stated& now, const detail::Stated& before) {
      const bool dated = now.recorded || before.recorded;
      bad(ProblemCode::dated_overlap, u, column, dated ? now.str() : now.period.str(),
          dated ? "a later day of recording than that of " + before.str()
                : "no day of " + before.period.str());
    });
    if (!no_gap) return;
    found.for_each_gap([&](Date from) {
      bad(ProblemCode::dated_gap, u, column, "nothing from " + from.str(), "one statement a day");
    });
  };
  const auto stated = [](const auto& list, const auto& text) {
    std::vector<detail::Stated> out;
    out.reserve(list.size());
    for (const auto& d : list) out.push_back({d.period, d.recorded, text(d.value), d.withdrawn});
    return out;
  };
  std::map<std::string, std::set<std::string>> codes;
  for (const Unit& u : units_) {
    detail::check_existence(u, bad);
    apart(u, stated(u.names, [](const std::string& n) -> std::string_view { return n; }), "names",
          false);
    apart(u, stated(u.parents, [](const UnitCode& c) -> std::string_view { return c.str(); }),
          "parents", true);
    for (const auto& p : u.parents) {
      const auto above = find(p.value);
      if (!above) {
        bad(ProblemCode::unknown_unit, u, "parents", p.value.str(), "a unit of the registry");
      } else if (units_[*above].level <= u.level) {
        bad(ProblemCode::wrong_type, u, "parents", p.value.str(), "a unit of a higher level");
      }
    }
    std::map<std::string, std::vector<detail::Stated>> by_dimension;
    for (const auto& s : u.strata) {
      by_dimension[s.value.dimension.str()].push_back(
          {s.period, s.recorded, s.value.code.str(), s.withdrawn});
      codes[s.value.dimension.str()].insert(s.value.code.str());
    }
    for (auto& [dimension, list] : by_dimension) apart(u, std::move(list), dimension, false);
    // Twice a member is a member: only what takes a membership back can contradict.
    if (std::ranges::none_of(u.cohorts, &Dated<CohortCode>::withdrawn)) continue;
    std::map<std::string, std::vector<detail::Stated>> by_cohort;
    for (const auto& c : u.cohorts) {
      by_cohort[c.value.str()].push_back({c.period, c.recorded, c.value.str(), c.withdrawn});
    }
    for (auto& [cohort, list] : by_cohort) apart(u, std::move(list), "cohorts", false);
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
    bool again = false;
    for (const auto& s : units_[i].strata) {
      again = again || s.recorded;
      auto axis = std::ranges::find(dimensions_, s.value.dimension, &Axis::name);
      if (axis == dimensions_.end()) {
        dimensions_.push_back({s.value.dimension, {}, std::vector<std::uint32_t>(i + 1, 0), {}});
        axis = dimensions_.end() - 1;
      }
      auto code = std::ranges::find(axis->codes, s.value.code);
      if (code == axis->codes.end()) code = axis->codes.insert(code, s.value.code);
      const auto index = static_cast<StratumIndex>(code - axis->codes.begin());
      axis->entries.push_back(
          {days_of(s.period, s.known_from()), s.withdrawn ? no_stratum : index});
    }
    if (!again) continue;
    for (auto& axis : dimensions_) {
      detail::last_recorded_first(axis.entries, axis.first[i],
                                  [](const Entry& e) { return e.days.recorded; });
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

TIEUCHI_INLINE const std::string& Registry::name(UnitIndex i, AsOf day) const {
  const auto* said = detail::last_said(units_[i].names, day, [](const auto&) { return true; });
  return said && !said->withdrawn ? said->value : units_[i].code.str();
}

TIEUCHI_INLINE bool Registry::in_cohort(UnitIndex i, const CohortCode& cohort, AsOf day) const {
  const auto* said =
      detail::last_said(units_[i].cohorts, day, [&](const CohortCode& c) { return c == cohort; });
  return said && !said->withdrawn;
}

TIEUCHI_INLINE std::vector<UnitIndex> Registry::units_at(Level level, AsOf day) const {
  std::vector<UnitIndex> found;
  for (UnitIndex i = 0; i < units_.size(); ++i) {
    if (levels_[i] == level && exists(i, day)) found.push_back(i);
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
