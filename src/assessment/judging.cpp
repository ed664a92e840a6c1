// Compiles the bodies of assessment/ that judge.
#include "tieuchi/detail/assessment/assess.hpp"
#include "tieuchi/detail/assessment/combine.hpp"
#include "tieuchi/detail/assessment/compiled_set.hpp"
#include "tieuchi/detail/assessment/judge.hpp"
#include "tieuchi/detail/assessment/plan.hpp"
#include "tieuchi/detail/assessment/unit_judge.hpp"
#include "tieuchi/detail/assessment/verdict.hpp"
