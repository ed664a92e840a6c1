// What the files that bind planning/ share.
#pragma once

#include "bindings.hpp"
#include "tieuchi/planning/plan_target.hpp"
#include "tieuchi/planning/work_plan.hpp"

// code, recognised (else criteria), at least, units, by (0: no year)
using TargetTuple = std::tuple<std::string, bool, int, std::vector<tc::UnitCode>, int>;

tc::PlanTarget target_of(const TargetTuple& t);

// A plan as Python sees it.
py::dict plan_dict(const tc::WorkPlan& p);
