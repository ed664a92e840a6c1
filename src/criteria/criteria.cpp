// Compiles the bodies of criteria/ once.
#include "tieuchi/detail/criteria/criteria_set.hpp"
#include "tieuchi/detail/criteria/crosswalk.hpp"
#include "tieuchi/detail/criteria/direction.hpp"
#include "tieuchi/detail/criteria/ladder.hpp"
#include "tieuchi/detail/criteria/overlay.hpp"
#include "tieuchi/detail/criteria/rating.hpp"
#include "tieuchi/detail/criteria/requirement.hpp"
