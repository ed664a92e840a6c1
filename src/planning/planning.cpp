// Compiles the bodies of planning/ once.
#include "tieuchi/detail/planning/funded_draws.hpp"
#include "tieuchi/detail/planning/roadmap.hpp"
#include "tieuchi/detail/planning/scenario.hpp"
#include "tieuchi/detail/planning/work.hpp"
#include "tieuchi/detail/planning/work_plan.hpp"
