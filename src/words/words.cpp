// Compiles the bodies of the headers at the top of include/tieuchi once.
#include "tieuchi/detail/decimal.hpp"
#include "tieuchi/detail/error.hpp"
#include "tieuchi/detail/period.hpp"
#include "tieuchi/detail/vietnamese.hpp"
