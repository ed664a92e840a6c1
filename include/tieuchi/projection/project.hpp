/// @file
/// From a fitted model to an outlook: `project`.
///
/// Each draw takes parameters from their posterior (rung `full`), new yearly shocks, and walks
/// every cell year by year with counter-based random numbers: the counter never depends on the
/// scenario, so differences between scenarios are tight, and raising a chance of gain never lowers
/// a count as long as gain + loss ≤ 1. Registration and recognition feed back within the draw.
/// Recognition once had is kept until review; without a registration list, past or future, no
/// figure of recognitions is kept (see `Outlook::recognitions_identified`). Cells not applicable
/// count as met in no number and stop no unit. A cell last seen years ago starts from its
/// criterion's chain.
///
/// Cost: O(draws × years × cells), about 10 ns a cell; memory 4 bytes a cell and year, and a
/// histogram of counts a draw.
///
/// @code
/// const Outlook outlook = project(fit(history), {.until = 2020, .seed = 1});
/// outlook.probability(Metric::mean_criteria, 0, 12.5);
/// @endcode
#pragma once

#include "tieuchi/projection/outlook.hpp"
#include "tieuchi/projection/project_options.hpp"

namespace tieuchi::inline v1 {

/// @throws InvalidData for a year not after the last observed one or more than 50 after it, sizes
/// that do not fit, works on unknown cells; NotEnoughData if fewer than 50 draws agree with the
/// evidence; Stopped after a request on `stop`.
[[nodiscard]] Outlook project(const Model& model, const ProjectOptions& options);

}  // namespace tieuchi::inline v1

#ifndef TIEUCHI_COMPILED
#include "tieuchi/detail/projection/project.hpp"
#endif
