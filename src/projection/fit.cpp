// Compiles the bodies of projection/ that fit the ladder and draw its parameters.
#include "tieuchi/detail/projection/fit.hpp"
#include "tieuchi/detail/projection/parameter_draw.hpp"
