// Bodies of projection/crossed_rows.hpp.
#pragma once

#include "tieuchi/projection/crossed_rows.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <tuple>
#include <vector>

#include "tieuchi/detail/inline.hpp"
#include "tieuchi/detail/number_text.hpp"
#include "tieuchi/detail/projection/row_terms.hpp"

namespace tieuchi::inline v1 {

TIEUCHI_INLINE std::vector<double> fixed_effects(const History& history, Direction direction,
                                                 const RowOptions& options, std::size_t unit,
                                                 std::size_t from, std::size_t to) {
  std::vector<double> x{1};
  const auto& p = history.parts();
  if (options.initial_count) x.push_back(history.initial_share(unit));
  const std::size_t at = std::min(to, history.years() - 1) * history.units() + unit;
  if (options.registration && history.knows_registration()) x.push_back(p.registered[at]);
  if (options.at_all && direction == Direction::loss) x.push_back(history.at_all(from, unit));
  if (options.user_covariates) {
    for (const auto& c : p.covariates) x.push_back(c.values[at]);
  }
  return x;
}

TIEUCHI_INLINE CrossedRows crossed_rows(const History& history, Direction direction,
                                        const RowOptions& options) {
  CrossedRows out;
  const auto& p = history.parts();
  out.fixed_names = {"intercept"};
  if (options.initial_count) out.fixed_names.push_back("initial_count");
  if (options.registration && history.knows_registration()) out.fixed_names.push_back("registered");
  if (options.at_all && direction == Direction::loss) out.fixed_names.push_back("at_all");
  if (options.user_covariates) {
    for (const auto& c : p.covariates) out.fixed_names.push_back(c.name);
  }
  out.fixed = out.fixed_names.size();
  for (std::size_t i = 0; i < history.units(); ++i) {
    out.district.push_back(history.district(i)), out.province.push_back(history.province(i));
  }
  // Rows of a unit, by (from, to), then by criterion.
  struct Row {
    std::uint32_t unit, from, to;
    std::uint16_t criterion;
    std::uint8_t outcome;
  };
  std::vector<Row> of_unit;
  std::vector<char> year_seen(history.years(), 0), criterion_seen(history.criteria(), 0);
  std::vector<char> district_seen(history.districts(), 0), province_seen(history.provinces(), 0);
  std::size_t units_seen = 0, years_seen = 0;
  const auto close = [&] {
    if (of_unit.empty()) return;
    std::ranges::sort(of_unit, {},
                      [](const Row& r) { return std::tuple(r.to, r.from, r.criterion); });
    ++units_seen;
    district_seen[history.district(of_unit[0].unit)] = 1,
    province_seen[history.province(of_unit[0].unit)] = 1;
    for (std::size_t k = 0; k < of_unit.size(); ++k) {
      const Row& r = of_unit[k];
      if (k == 0 || r.to != of_unit[k - 1].to || r.from != of_unit[k - 1].from) {
        const auto first = static_cast<std::uint32_t>(out.outcome.size());
        out.groups.push_back(
            {first, first, r.unit, r.to, static_cast<double>(p.years[r.to] - p.years[r.from])});
        const auto x = fixed_effects(history, direction, options, r.unit, r.from, r.to);
        out.x.insert(out.x.end(), x.begin(), x.end());
        year_seen[r.to] = 1;
      }
      out.criterion.push_back(r.criterion), out.outcome.push_back(r.outcome);
      criterion_seen[r.criterion] = 1;
      ++out.groups.back().last;
    }
    of_unit.clear();
  };
  std::size_t current = 0;
  const State risky = direction == Direction::gain ? State::not_met : State::met;
  for_each_transition(history, [&](std::size_t i, std::size_t j, std::size_t from, std::size_t to) {
    if (i != current) close(), current = i;
    if (history.state(from, j, i) != risky) return;
    of_unit.push_back({static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(from),
                       static_cast<std::uint32_t>(to), static_cast<std::uint16_t>(j),
                       static_cast<std::uint8_t>(history.state(to, j, i) != risky)});
  });
  close();
  for (char seen : year_seen) years_seen += seen != 0;
  out.levels = {history.units(), history.districts(), history.provinces(), history.criteria(),
                history.years()};
  const auto number = [](const std::vector<char>& seen) {
    return static_cast<std::size_t>(std::ranges::count(seen, 1));
  };
  out.seen = {units_seen, number(district_seen), number(province_seen), number(criterion_seen),
              years_seen};
  const auto& seen = out.seen;
  for (std::size_t e = 0; e < effect_kinds; ++e) {
    out.used[e] = seen[e] >= 2;
    if (!out.used[e]) {
      out.dropped.push_back(std::string(detail::effect_names[e]) +
                            " effect: " + (seen[e] == 0 ? "no level" : "one level") + " with rows");
    }
  }
  // Places of provinces are told apart from districts only where a province has several of them.
  if (out.used[2] && seen[1] <= seen[2]) {
    out.used[1] = false;
    out.dropped.push_back("district effect: no province has several districts with rows");
  }
  return out;
}

}  // namespace tieuchi::inline v1
