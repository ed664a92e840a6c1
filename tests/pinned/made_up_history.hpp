// A SYNTHETIC history of verdicts from whole numbers alone: units, districts, criteria and years
// differ in their gains and losses, registered units bunch at the top, some cells are missing or
// not applicable.
#pragma once

#include "tieuchi/projection/history.hpp"

namespace pinned {

// 36 units of four districts, seven criteria, the end of 2015 to the end of 2020.
tieuchi::History made_up_history();

}  // namespace pinned
