// Compiles the bodies of population/ once.
#include "tieuchi/detail/population/cohort.hpp"
#include "tieuchi/detail/population/name_match.hpp"
#include "tieuchi/detail/population/registry.hpp"
#include "tieuchi/detail/population/reorganisation.hpp"
