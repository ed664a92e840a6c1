// Bodies of assessment/rollup.hpp.
#pragma once

#include "tieuchi/assessment/rollup.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <optional>
#include <string>
#include <vector>

#include "tieuchi/detail/assessment/tally.hpp"
#include "tieuchi/detail/inline.hpp"
#include "tieuchi/detail/parallel.hpp"

namespace tieuchi::inline v1 {

TIEUCHI_INLINE Interval official_count(const Assessment& result, std::size_t row,
                                       NaCount na_count) {
  Interval met = result.met(row);
  if (!na_count.deems_met()) return met;
  int least = 0, most = 0;
  for (std::size_t c = 0; c < result.criteria(); ++c) {
    const Cell cell = result.cell(c, row);
    least += !cell.may_be(possible::not_met);
    most += cell.may_be(possible::met | possible::not_applicable);
  }
  // A declared number of criteria met narrows the interval as it narrows `met`.
  const Interval na = result.not_applicable(row);
  return {std::max(least, met.least + na.least), std::min(most, met.most + na.most)};
}

TIEUCHI_INLINE std::string count_text(const Assessment& result, std::size_t row,
                                      Language language) {
  const auto span = [](Interval i) {
    return i.least == i.most ? std::to_string(i.least)
                             : std::to_string(i.least) + "–" + std::to_string(i.most);
  };
  const bool vi = language == Language::vi;
  std::string out =
      span(result.met(row)) + (vi ? " trong " : " of ") + span(result.applicable(row));
  const Interval na = result.not_applicable(row);
  if (na.most > 0) out += " (" + span(na) + (vi ? " không xét)" : " n/a)");
  return out;
}

TIEUCHI_INLINE RollUp roll_up(const Assessment& result, const Registry& registry,
                              RollUpOptions options) {
  const std::size_t n = result.size(), criteria = result.criteria();
  const AsOf day = result.rules().as_of();
  const CohortFilter cohort(registry, options.cohort, day);
  constexpr std::uint32_t outside = UINT32_MAX, not_looked_up = UINT32_MAX - 1;
  std::vector<std::uint32_t> group_of(n);
  // Per unit of the registry: its group, if it was ever found; the last entry: no such ancestor.
  std::vector<std::uint32_t> known(registry.size() + 1, not_looked_up), below = known;
  RollUp out{options.na_count, {}, {}};
  const auto group_at = [&](std::optional<UnitIndex> top) {
    auto& slot = known[top ? *top : registry.size()];
    if (slot == not_looked_up) {
      slot = static_cast<std::uint32_t>(out.groups.size());
      out.groups.emplace_back().unit = top;
    }
    return slot;
  };
  for (std::size_t r = 0; r < n; ++r) {
    const UnitIndex u = result.unit(r);
    if (!cohort.contains(u)) {
      group_of[r] = outside;
      continue;
    }
    const auto parent = registry.parent(u, day);
    if (!parent || registry.level(u) >= options.by) {
      group_of[r] = group_at(registry.ancestor(u, options.by, day));
      continue;
    }
    auto& slot = below[*parent];
    if (slot == not_looked_up) slot = group_at(registry.ancestor(*parent, options.by, day));
    group_of[r] = slot;
  }
  const std::size_t groups = out.groups.size(), bands = options.bands.size();
  if (bands > 64) {
    throw InvalidData({{.what = ProblemCode::too_large,
                        .code = "bands",
                        .found = std::to_string(bands),
                        .expected = "at most 64"}});
  }
  const auto empty = [&] {
    std::vector<Group> list = out.groups;
    for (auto& g : list) {
      g.criteria.resize(criteria);
      g.band_least.resize(bands);
      g.band_most.resize(bands);
    }
    return list;
  };
  const auto add = [](Group& to, const Group& from) {
    to.units += from.units, to.met_least += from.met_least, to.met_most += from.met_most;
    for (std::size_t c = 0; c < from.criteria.size(); ++c) to.criteria[c] += from.criteria[c];
    for (std::size_t b = 0; b < from.band_least.size(); ++b) {
      to.band_least[b] += from.band_least[b];
      to.band_most[b] += from.band_most[b];
    }
  };
  // Bit b of reached[m]: m has come to band b from below; of not_passed[m]: m is not above it.
  std::vector<std::uint64_t> reached(criteria + 1), not_passed(criteria + 1);
  for (std::size_t m = 0; m <= criteria; ++m) {
    for (std::size_t b = 0; b < bands; ++b) {
      reached[m] |= std::uint64_t{int(m) >= options.bands[b].least} << b;
      not_passed[m] |= std::uint64_t{int(m) <= options.bands[b].most} << b;
    }
  }
  const auto work = [&](std::size_t from, std::size_t to, std::vector<Group>& into) {
    std::vector<std::int64_t> tallies(groups * criteria * detail::cell_classes, 0);
    std::vector<const std::uint8_t*> cells(criteria);
    for (std::size_t c = 0; c < criteria; ++c) cells[c] = result.cells(c).data();
    for (std::size_t r = from, end = from; r < to; r = end) {
      const auto g = group_of[r];
      while (end < to && group_of[end] == g) ++end;
      if (g == outside) continue;
      detail::tally_rows(cells, r, end - r, tallies.data() + g * criteria * detail::cell_classes);
      Group& group = into[g];
      group.units += std::int64_t(end - r);
      for (std::size_t row = r; row < end; ++row) {
        const Interval met = result.not_applicable(row).most == 0
                                 ? result.met(row)
                                 : official_count(result, row, options.na_count);
        group.met_least += met.least;
        group.met_most += met.most;
        const auto low = std::size_t(met.least), high = std::size_t(met.most);
        for (auto set = reached[high] & not_passed[low]; set; set &= set - 1) {
          ++group.band_most[std::size_t(std::countr_zero(set))];
        }
        for (auto set = reached[low] & not_passed[high]; set; set &= set - 1) {
          ++group.band_least[std::size_t(std::countr_zero(set))];
        }
      }
    }
    const std::int64_t* tally = tallies.data();
    for (auto& group : into) {
      for (auto& counts : group.criteria) {
        counts += {tally[0], tally[1], tally[3], tally[2], tally[4]};
        tally += detail::cell_classes;
      }
    }
  };
  const std::size_t threads = std::clamp<std::size_t>(
      std::size_t(std::max(1, result.options().threads)), 1, std::max<std::size_t>(1, n / 4096));
  std::vector<std::vector<Group>> parts(threads, empty());
  detail::on_threads(
      threads, [&](std::size_t t) { work(n * t / threads, n * (t + 1) / threads, parts[t]); });
  out.groups = std::move(parts[0]);
  for (std::size_t t = 1; t < threads; ++t) {
    for (std::size_t g = 0; g < groups; ++g) add(out.groups[g], parts[t][g]);
  }
  out.total.criteria.resize(criteria);
  out.total.band_least.resize(bands);
  out.total.band_most.resize(bands);
  for (const auto& g : out.groups) add(out.total, g);
  return out;
}

}  // namespace tieuchi::inline v1
