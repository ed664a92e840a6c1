// Compiles the bodies of projection/ that draw next years.
#include "tieuchi/detail/projection/project.hpp"
#include "tieuchi/detail/projection/backtest.hpp"
#include "tieuchi/detail/projection/drawn_states.hpp"
#include "tieuchi/detail/projection/outlook.hpp"
#include "tieuchi/detail/projection/programme_outlook.hpp"
#include "tieuchi/detail/projection/simulator.hpp"
