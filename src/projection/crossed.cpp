// Compiles the body of the crossed mixed models.
#include "tieuchi/detail/projection/crossed.hpp"
