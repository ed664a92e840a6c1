// Probabilities, quantiles and rates of a synthetic history and of short series.
#pragma once

#include "table.hpp"

namespace pinned {

// Every rung: rates, chances, means and their quantiles, a programme of targets, a backtest.
Page rungs();
// Rasch models, exact counts, trends, means, bands, progress rules, scores.
Page series();

}  // namespace pinned
