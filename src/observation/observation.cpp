// Compiles the bodies of observation/ once.
#include "tieuchi/detail/observation/carry.hpp"
#include "tieuchi/detail/observation/choice.hpp"
#include "tieuchi/detail/observation/coarse.hpp"
#include "tieuchi/detail/observation/panel.hpp"
