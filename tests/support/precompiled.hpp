// What nearly every test reads, and everything with Eigen in it: precompiled, it costs those
// nothing that do not use it.
#pragma once

#include "support/builder.hpp"
#include "synthetic_history.hpp"
#include "tieuchi/planning/chance_plan.hpp"
#include "tieuchi/planning/roadmap.hpp"
#include "tieuchi/planning/scenario.hpp"
#include "tieuchi/planning/schedule.hpp"
#include "tieuchi/projection/backtest.hpp"
#include "tieuchi/projection/project.hpp"
