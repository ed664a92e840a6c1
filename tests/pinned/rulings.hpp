// How a set is compiled for the synthetic province: its day, the overlays that fill what it
// delegates.
#pragma once

#include <string>
#include <vector>

#include "province.hpp"
#include "table.hpp"

namespace pinned {

// The last day in force, or the end of the second year of a set without one.
Date day_of(const CriteriaSet& set);
// SYNTHETIC values for every delegated slot: of the province for half of the units, of the ministry
// for all.
std::vector<Overlay> fill(const CriteriaSet& set, const UnitCode& half);
// Options with the sets of the catalog that factors of this one refer to.
CompileOptions options(const CriteriaSet& set, Date on, Provenance provenance,
                       std::vector<Overlay> overlays = {});
// ">=95;60/v": comparator, numbers and status, or "?" and the reason why there is no threshold.
std::string threshold_text(const Indicator& indicator, const Threshold& threshold);
// The plan of a set: the steps of each node.
Table plan_steps(const CriteriaSet& set);
// Thresholds of every indicator in every judging column, and back again.
Table thresholds(const CompiledSet& rules, const std::vector<JudgingColumn>& columns);
Aims aims(const Table& thresholds);
// Days at which anything begins or ends, with the days before them.
std::vector<Date> turning_days(const CriteriaSet& set);
// "TC-D-003" of the first problem.
std::string refusal(const Error& error);

}  // namespace pinned
