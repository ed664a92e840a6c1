/// @file
/// The rows of a crossed model of gain or of loss, made from a history.
///
/// A gain row has the previous state *not met* and says whether the criterion was met then; a loss row
/// has the previous state *met* and says whether it was lost. A row over a gap of Δ years has
/// P = 1 − (1 − p)^Δ, where p is the chance of one year: a return within the gap is not seen.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

#include "tieuchi/detail/distributions.hpp"
#include "tieuchi/projection/history.hpp"

namespace tieuchi::inline v1 {

/// The random effects, in the order of every array over them.
enum class Effect : std::uint8_t { unit, district, province, criterion, year };
inline constexpr std::size_t effect_kinds = 5;

/// Which way a criterion moves.
enum class Direction : std::uint8_t { gain, loss };

/// The rows of a model, grouped by unit and transition. Built once, read by every pass.
struct CrossedRows {
  struct Group {
    std::uint32_t first, last;     ///< rows [first, last)
    std::uint32_t unit, year;
    double gap;                    ///< length in years
  };
  std::vector<Group> groups;       ///< sorted by unit
  std::vector<std::uint16_t> criterion;
  std::vector<std::uint8_t> outcome;
  std::vector<double> x;           ///< fixed effects with the intercept first, [n_groups, n_fixed]
  std::size_t fixed = 1;
  std::vector<std::uint32_t> district, province;   ///< [n_units]
  std::array<std::size_t, effect_kinds> levels{};  ///< number of levels of each effect
  std::array<std::size_t, effect_kinds> seen{};    ///< levels that have rows
  std::array<bool, effect_kinds> used{};           ///< whether the model has the effect

  std::vector<std::string> fixed_names{};          ///< [n_fixed], "intercept" first
  std::vector<std::string> dropped{};              ///< what the data could not carry, and why

  std::size_t rows() const { return outcome.size(); }
  std::size_t events() const { return static_cast<std::size_t>(std::ranges::count(outcome, 1)); }
};

/// Which covariates enter beside the intercept.
struct RowOptions {
  bool initial_count = false;   ///< share of criteria met when first seen, less a half
  bool registration = false;    ///< registered in the year of the transition, where the history knows
  bool at_all = false;          ///< of loss only: the unit met every criterion before, the recognised mass
  bool user_covariates = false;
};

/// The value of every fixed effect for a unit and a transition: the intercept first.
std::vector<double> fixed_effects(const History& history, Direction direction, const RowOptions& options,
                                  std::size_t unit, std::size_t from, std::size_t to);

/// Rows of a direction. Effects with a single level, and a year effect of a single transition year,
/// are dropped and said in `dropped`.
CrossedRows crossed_rows(const History& history, Direction direction, const RowOptions& options);

// ------------------------------------------------------------------------------------------------

namespace detail {

inline constexpr std::array<const char*, effect_kinds> effect_names{"unit", "district", "province", "criterion", "year"};

// Log-likelihood, score, weight −ℓ″ and its derivative of one row at η; see the file comment for P.
struct RowTerms { double fit, score, weight, turn; };
inline RowTerms row_terms(double eta, bool outcome, double gap) {
  const double e = std::exp(-std::abs(eta)), small = e / (1 + e), large = 1 / (1 + e);
  const double p = eta > 0 ? large : small, q = eta > 0 ? small : large, w = p * q;
  const double log_q = -std::max(eta, 0.0) - std::log1p(e);
  if (gap == 1) return {outcome ? log_q + eta : log_q, outcome ? q : -p, w, w * (q - p)};
  if (!outcome) return {gap * log_q, -gap * p, gap * w, gap * w * (q - p)};
  const double never = std::exp(gap * log_q), moved = -std::expm1(gap * log_q);
  const double a = gap * p * never / moved, weight = a * (gap * p + a - q);
  return {std::log(moved), a, weight, -weight * (gap * p + a - q) + a * (gap * w + w - weight)};
}

}  // namespace detail

inline std::vector<double> fixed_effects(const History& history, Direction direction, const RowOptions& options,
                                         std::size_t unit, std::size_t from, std::size_t to) {
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

inline CrossedRows crossed_rows(const History& history, Direction direction, const RowOptions& options) {
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
  struct Row { std::uint32_t unit, from, to; std::uint16_t criterion; std::uint8_t outcome; };
  std::vector<Row> of_unit;
  std::vector<char> year_seen(history.years(), 0), criterion_seen(history.criteria(), 0);
  std::vector<char> district_seen(history.districts(), 0), province_seen(history.provinces(), 0);
  std::size_t units_seen = 0, years_seen = 0;
  const auto close = [&] {
    if (of_unit.empty()) return;
    std::ranges::sort(of_unit, {}, [](const Row& r) { return std::tuple(r.to, r.from, r.criterion); });
    ++units_seen;
    district_seen[history.district(of_unit[0].unit)] = 1, province_seen[history.province(of_unit[0].unit)] = 1;
    for (std::size_t k = 0; k < of_unit.size(); ++k) {
      const Row& r = of_unit[k];
      if (k == 0 || r.to != of_unit[k - 1].to || r.from != of_unit[k - 1].from) {
        const auto first = static_cast<std::uint32_t>(out.outcome.size());
        out.groups.push_back({first, first, r.unit, r.to, static_cast<double>(p.years[r.to] - p.years[r.from])});
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
    of_unit.push_back({static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(from), static_cast<std::uint32_t>(to),
                       static_cast<std::uint16_t>(j), static_cast<std::uint8_t>(history.state(to, j, i) != risky)});
  });
  close();
  for (char seen : year_seen) years_seen += seen != 0;
  out.levels = {history.units(), history.districts(), history.provinces(), history.criteria(), history.years()};
  const auto number = [](const std::vector<char>& seen) { return static_cast<std::size_t>(std::ranges::count(seen, 1)); };
  out.seen = {units_seen, number(district_seen), number(province_seen), number(criterion_seen), years_seen};
  const auto& seen = out.seen;
  for (std::size_t e = 0; e < effect_kinds; ++e) {
    out.used[e] = seen[e] >= 2;
    if (!out.used[e]) {
      out.dropped.push_back(std::string(detail::effect_names[e]) + " effect: " + (seen[e] == 0 ? "no level" : "one level") + " with rows");
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
