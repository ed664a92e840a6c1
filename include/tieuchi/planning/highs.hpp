/// @file
/// HiGHS as a solver in C++. Compiled: target `tieuchi::highs`, made where CMake finds HiGHS.
///
/// Debian 12 has no such library; scripts/highs.sh builds one. The Python package needs neither:
/// its extra `highs` brings highspy.
///
/// @code
/// HighsSolver solver;
/// const WorkPlan plan = schedule(works, {.from = 2021, .until = 2025, .caps = caps}, solver);
/// @endcode
#pragma once

#include "tieuchi/planning/solver.hpp"

namespace tieuchi::inline v1 {

/// Satisfies `Solver`. Prints nothing; the same answer for the same programme as long as no limit
/// of time is hit.
class HighsSolver {
 public:
  SolverAnswer solve(const MixedInteger& programme, const SolverLimits& limits);
};
static_assert(Solver<HighsSolver>);

}  // namespace tieuchi::inline v1
