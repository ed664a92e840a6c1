// Compiles the bodies of projection/ that read histories.
#include "tieuchi/detail/projection/history.hpp"
#include "tieuchi/detail/projection/crossed_rows.hpp"
#include "tieuchi/detail/projection/merged_history.hpp"
#include "tieuchi/detail/projection/two_state.hpp"
