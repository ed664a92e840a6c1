/// @file
/// The rows of a crossed model of gain or of loss, made from a history.
///
/// A gain row has the previous state *not met* and says whether the criterion was met then; a loss
/// row has the previous state *met* and says whether it was lost. A row over a gap of Δ years has
/// P = 1 − (1 − p)^Δ, where p is the chance of one year: a return within the gap is not seen.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <vector>

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
    std::uint32_t first, last;  ///< rows [first, last)
    std::uint32_t unit, year;
    double gap;  ///< length in years
  };
  std::vector<Group> groups;  ///< sorted by unit
  std::vector<std::uint16_t> criterion;
  std::vector<std::uint8_t> outcome;
  std::vector<double> x;  ///< fixed effects with the intercept first, [n_groups, n_fixed]
  std::size_t fixed = 1;
  std::vector<std::uint32_t> district, province;   ///< [n_units]
  std::array<std::size_t, effect_kinds> levels{};  ///< number of levels of each effect
  std::array<std::size_t, effect_kinds> seen{};    ///< levels that have rows
  std::array<bool, effect_kinds> used{};           ///< whether the model has the effect

  std::vector<std::string> fixed_names{};  ///< [n_fixed], "intercept" first
  std::vector<std::string> dropped{};      ///< what the data could not carry, and why

  [[nodiscard]] std::size_t rows() const { return outcome.size(); }
  [[nodiscard]] std::size_t events() const {
    return static_cast<std::size_t>(std::ranges::count(outcome, 1));
  }
};

/// Which covariates enter beside the intercept.
struct RowOptions {
  bool initial_count = false;  ///< share of criteria met when first seen, less a half
  bool registration = false;  ///< registered in the year of the transition, where the history knows
  bool at_all = false;  ///< of loss only: the unit met every criterion before, the recognised mass
  bool user_covariates = false;
};

/// The value of every fixed effect for a unit and a transition: the intercept first.
[[nodiscard]] std::vector<double> fixed_effects(const History& history, Direction direction,
                                                const RowOptions& options, std::size_t unit,
                                                std::size_t from, std::size_t to);

/// Rows of a direction. Effects with a single level, and a year effect of a single transition year,
/// are dropped and said in `dropped`.
[[nodiscard]] CrossedRows crossed_rows(const History& history, Direction direction,
                                       const RowOptions& options);

}  // namespace tieuchi::inline v1

#ifndef TIEUCHI_COMPILED
#include "tieuchi/detail/projection/crossed_rows.hpp"
#endif
