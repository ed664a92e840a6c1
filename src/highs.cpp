// The only user of HiGHS.
#include "tieuchi/planning/highs.hpp"

#include <Highs.h>

namespace tieuchi::inline v1 {

SolverAnswer HighsSolver::solve(const MixedInteger& programme, const SolverLimits& limits) {
  HighsLp lp;
  lp.num_col_ = static_cast<HighsInt>(programme.objective.size());
  lp.num_row_ = static_cast<HighsInt>(programme.row_lower.size());
  lp.sense_ = ObjSense::kMaximize;
  lp.col_cost_ = programme.objective, lp.col_lower_ = programme.lower,
  lp.col_upper_ = programme.upper;
  lp.row_lower_ = programme.row_lower, lp.row_upper_ = programme.row_upper;
  lp.a_matrix_.format_ = MatrixFormat::kRowwise;
  lp.a_matrix_.start_.assign(programme.row_start.begin(), programme.row_start.end());
  lp.a_matrix_.index_.assign(programme.column.begin(), programme.column.end());
  lp.a_matrix_.value_ = programme.value;
  bool whole = false;
  for (auto k : programme.integer) {
    lp.integrality_.push_back(k ? HighsVarType::kInteger : HighsVarType::kContinuous);
    whole = whole || k;
  }
  Highs solver;
  solver.setOptionValue("output_flag", false);
  solver.setOptionValue("time_limit", limits.seconds);
  solver.setOptionValue("mip_rel_gap", limits.gap);
  solver.passModel(std::move(lp));
  if (!programme.start.empty()) {
    HighsSolution known;
    known.col_value = programme.start;
    solver.setSolution(known);
  }
  solver.run();
  SolverAnswer answer;
  answer.seconds = solver.getRunTime();
  const auto status = solver.getModelStatus();
  if (status == HighsModelStatus::kInfeasible ||
      status == HighsModelStatus::kUnboundedOrInfeasible) {
    answer.status = SolverStatus::infeasible;
    return answer;
  }
  const HighsInfo& info = solver.getInfo();
  // Stopped before it looked at anything: the point to begin with is a plan too.
  answer.values = info.primal_solution_status == kSolutionStatusFeasible
                      ? solver.getSolution().col_value
                      : programme.start;
  // Without whole columns there is no search and no bound of one: the value is its own.
  answer.bound = whole ? info.mip_dual_bound : info.objective_function_value;
  answer.status = answer.values.empty()                  ? SolverStatus::failed
                  : status == HighsModelStatus::kOptimal ? SolverStatus::optimal
                                                         : SolverStatus::stopped;
  return answer;
}

}  // namespace tieuchi::inline v1
