// Compiles the bodies of programme/ once.
#include "tieuchi/detail/programme/programme.hpp"
#include "tieuchi/detail/programme/target.hpp"
