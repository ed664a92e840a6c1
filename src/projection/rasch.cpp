// Compiles the body of the Rasch model.
#include "tieuchi/detail/projection/rasch.hpp"
