// Compiles the bodies of planning/ that ask draws of next years.
#include "tieuchi/detail/planning/chance_plan.hpp"
#include "tieuchi/detail/planning/funded_draws.hpp"
#include "tieuchi/detail/planning/scenario.hpp"
