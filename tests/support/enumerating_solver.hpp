// Solves tiny mixed-integer programmes by trying every binary column: what real solvers are checked
// with. A continuous column may stand in a row with binary ones only, as in schedules without
// `gamma`.
#pragma once

#include <cmath>

#include "tieuchi/planning/solver.hpp"

namespace support {

struct EnumeratingSolver {
  tieuchi::SolverAnswer solve(const tieuchi::MixedInteger& p, const tieuchi::SolverLimits&) {
    using namespace tieuchi;
    std::vector<std::size_t> whole, free;
    for (std::size_t c = 0; c < p.objective.size(); ++c) (p.integer[c] ? whole : free).push_back(c);
    SolverAnswer best{.status = SolverStatus::infeasible,
                      .bound = -std::numeric_limits<double>::infinity()};
    std::vector<double> x(p.objective.size());
    for (std::uint64_t set = 0; set < std::uint64_t{1} << whole.size(); ++set) {
      for (std::size_t k = 0; k < whole.size(); ++k)
        x[whole[k]] = static_cast<double>(set >> k & 1);
      for (auto c : free) x[c] = p.objective[c] < 0 ? p.lower[c] : std::min(p.upper[c], 1.0);
      settle(p, x);
      if (!feasible(p, x)) continue;
      double value = 0;
      for (std::size_t c = 0; c < x.size(); ++c) value += p.objective[c] * x[c];
      if (value > best.bound) best = {SolverStatus::optimal, x, value, 0};
    }
    return best;
  }

 private:
  static double at(const tieuchi::MixedInteger& p, std::size_t row, const std::vector<double>& x) {
    double sum = 0;
    for (auto e = static_cast<std::size_t>(p.row_start[row]);
         e < static_cast<std::size_t>(p.row_start[row + 1]); ++e)
      sum += p.value[e] * x[static_cast<std::size_t>(p.column[e])];
    return sum;
  }
  // Lowers what is wanted to what its rows allow, then raises what is not wanted to what its rows
  // ask.
  static void settle(const tieuchi::MixedInteger& p, std::vector<double>& x) {
    for (const bool wanted : {true, false}) {
      for (std::size_t r = 0; r < p.row_lower.size(); ++r) {
        for (auto e = static_cast<std::size_t>(p.row_start[r]);
             e < static_cast<std::size_t>(p.row_start[r + 1]); ++e) {
          const auto c = static_cast<std::size_t>(p.column[e]);
          if (p.integer[c] || (p.objective[c] < 0) == wanted) continue;
          const double sum = at(p, r, x);
          if (wanted && sum > p.row_upper[r] &&
              p.row_lower[r] == -std::numeric_limits<double>::infinity())
            x[c] -= (sum - p.row_upper[r]) / p.value[e];
          if (!wanted && sum < p.row_lower[r]) x[c] += (p.row_lower[r] - sum) / p.value[e];
        }
      }
    }
  }
  static bool feasible(const tieuchi::MixedInteger& p, const std::vector<double>& x) {
    for (std::size_t c = 0; c < x.size(); ++c) {
      if (x[c] < p.lower[c] - 1e-9 || x[c] > p.upper[c] + 1e-9) return false;
    }
    for (std::size_t r = 0; r < p.row_lower.size(); ++r) {
      const double sum = at(p, r, x);
      if (sum < p.row_lower[r] - 1e-9 || sum > p.row_upper[r] + 1e-9) return false;
    }
    return true;
  }
};

}  // namespace support
