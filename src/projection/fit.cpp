// Compiles the bodies of projection/ that fit models to histories.
#include "tieuchi/detail/projection/fit.hpp"
#include "tieuchi/detail/projection/crossed.hpp"
#include "tieuchi/detail/projection/crossed_rows.hpp"
#include "tieuchi/detail/projection/history.hpp"
#include "tieuchi/detail/projection/merged_history.hpp"
#include "tieuchi/detail/projection/parameter_draw.hpp"
#include "tieuchi/detail/projection/two_state.hpp"
