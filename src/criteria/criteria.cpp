// Compiles the bodies of criteria/ once.
#include "tieuchi/detail/criteria/crosswalk.hpp"
#include "tieuchi/detail/criteria/ladder.hpp"
#include "tieuchi/detail/criteria/rating.hpp"
#include "tieuchi/detail/criteria/requirement.hpp"
