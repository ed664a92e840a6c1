// Compiles the bodies of the headers at the top of include/tieuchi once.
#include "tieuchi/detail/error.hpp"
