/// @file
/// One draw of a crossed model's parameters from their approximate posterior, with new yearly
/// shocks.
///
/// The core b ~ N(b̂, S⁻¹); districts given the core, units given both, each normal around its mode
/// moved by what the core moved. A unit that no row tells of is drawn from its prior: integrated
/// over, never put at its mode. Shocks: σ² = ν s²/χ²(ν) with ν = ν₀ + transition years, then N(0,
/// σ²).
#pragma once

#include <vector>

#include "tieuchi/projection/crossed.hpp"
#include "tieuchi/projection/random.hpp"

namespace tieuchi::inline v1 {

struct DrawHow {
  bool parameters = true;  ///< else every parameter stays at its mode
  bool shocks = true;      ///< else yearly shocks are 0
  std::size_t years = 1;   ///< number of shocks
};

/// A crossed model in one draw: η = unit + criterion + xᵀβ + shock.
struct DrawnModel {
  std::vector<double> unit;       ///< with its district and province, [n_units]
  std::vector<double> criterion;  ///< [n_criteria]
  std::vector<double> beta;       ///< [n_fixed]
  std::vector<double> shock;      ///< [years]
};

/// The same numbers are taken from `random` whether shocks are drawn or not.
[[nodiscard]] DrawnModel draw_model(const CrossedModel& m, const History& history,
                                    const DrawHow& how, RandomStream& random);

}  // namespace tieuchi::inline v1

#ifndef TIEUCHI_COMPILED
#include "tieuchi/detail/projection/parameter_draw.hpp"
#endif
