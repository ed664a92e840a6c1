// Tables of what is computed from a judgement: counts, recognition, roll-ups, gaps, explanations.
#pragma once

#include "province.hpp"
#include "table.hpp"

namespace pinned {

// "3", or "3..5" where the ends differ.
std::string text(Interval i);
// Recognition, revocation and conditions of the catalog that hold for a set on a day.
std::vector<MeasureCode> conditions_of_recognition(const CriteriaSet& set, Date on);

Table counts(const Assessment& result);
Table conflicts_by_kind(const Assessment& result, const Registry& registry, const Panel& panel);
Table recognitions(const Assessment& result, const Registry& registry, const Panel& panel);
// Five counts per criterion and group, and the groups' sums and bands under a policy.
Table five_counts(const Assessment& result, const Province& province);
Table roll_ups(const Assessment& result, const Province& province);
Table gap_summary(const Assessment& result, const Registry& registry, const Panel& panel);
Table explanations(const Assessment& result, const Registry& registry, const Panel& panel);
Table coverages(const Assessment& result);

}  // namespace pinned
