// Uses the component highs: one work for one unit of money, of which there is one.
#include "judge.hpp"
#include "tieuchi/planning/highs.hpp"

bool solver_answers() {
  const tieuchi::MixedInteger programme{.objective = {1},
                                        .lower = {0},
                                        .upper = {1},
                                        .integer = {1},
                                        .row_lower = {0},
                                        .row_upper = {1},
                                        .row_start = {0, 1},
                                        .column = {0},
                                        .value = {1}};
  const auto answer = tieuchi::HighsSolver().solve(programme, {});
  // The stand-in of highs_stand_in/ finds nothing; the real one finds the work.
  return answer.status == tieuchi::SolverStatus::infeasible ||
         (answer.status == tieuchi::SolverStatus::optimal &&
          answer.values == std::vector<double>{1});
}
