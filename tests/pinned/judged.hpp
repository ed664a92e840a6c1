// What judging says of the synthetic province under one criteria set.
#pragma once

#include "table.hpp"
#include "tieuchi/criteria/criteria_set.hpp"

namespace pinned {

// Thresholds, verdicts with their reasons, counts, recognition, roll-ups, gaps and explanations.
// Values are aimed at the thresholds of `before` where it has any: the page as it was pinned.
Page judged(const tieuchi::CriteriaSet& set, const Page* before);

// A made-up set with every kind of requirement and rule, for what the catalog does not need yet.
tieuchi::CriteriaSet set_of_every_kind();

// OCOP: every band, its ends and what lies between printed bands, whole and with a part missing.
Page ratings();

}  // namespace pinned
