// The part of HiGHS' interface that src/highs.cpp calls; see highs-config.cmake.
#pragma once

#include <vector>

using HighsInt = int;
enum class ObjSense { kMinimize = 1, kMaximize = -1 };
enum class MatrixFormat { kColwise = 1, kRowwise };
enum class HighsVarType : unsigned char { kContinuous, kInteger };
enum class HighsModelStatus { kOptimal = 7, kInfeasible, kUnboundedOrInfeasible };
enum SolutionStatus { kSolutionStatusFeasible = 2 };

struct HighsLp {
  HighsInt num_col_ = 0, num_row_ = 0;
  ObjSense sense_ = ObjSense::kMinimize;
  std::vector<double> col_cost_, col_lower_, col_upper_, row_lower_, row_upper_;
  std::vector<HighsVarType> integrality_;
  struct {
    MatrixFormat format_ = MatrixFormat::kColwise;
    std::vector<HighsInt> start_, index_;
    std::vector<double> value_;
  } a_matrix_;
};

struct HighsSolution {
  std::vector<double> col_value;
};

struct HighsInfo {
  int primal_solution_status = 0;
  double mip_dual_bound = 0, objective_function_value = 0;
};

class Highs {
 public:
  template <class T>
  void setOptionValue(const char*, T) {}
  void passModel(HighsLp) {}
  void setSolution(const HighsSolution&) {}
  void run() {}
  double getRunTime() const { return 0; }
  HighsModelStatus getModelStatus() const { return HighsModelStatus::kInfeasible; }
  const HighsInfo& getInfo() const { return info_; }
  const HighsSolution& getSolution() const { return solution_; }

 private:
  HighsInfo info_;
  HighsSolution solution_;
};
