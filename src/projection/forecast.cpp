// Compiles the bodies of projection/ that forecast series and score forecasts.
#include "tieuchi/detail/projection/aggregate.hpp"
#include "tieuchi/detail/projection/count_distribution.hpp"
#include "tieuchi/detail/projection/progress.hpp"
#include "tieuchi/detail/projection/random.hpp"
#include "tieuchi/detail/projection/skill.hpp"
#include "tieuchi/detail/projection/trend.hpp"
