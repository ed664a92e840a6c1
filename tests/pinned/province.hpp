// A SYNTHETIC province for one criteria set: units in every stratum, and measures that lie exactly
// on, one millionth beside and far from the set's thresholds, or are absent for every cause there
// is. Everything is integer arithmetic and the library's own Philox: the same on every platform.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "tieuchi/assessment/assess.hpp"
#include "tieuchi/observation/panel_data.hpp"

namespace pinned {

using namespace tieuchi;

// The thresholds that values are aimed at, by indicator and judging column. A comparison takes them
// from the pinned file: values stay where they were when a threshold moves, and the verdicts show
// it.
using Aims = std::map<std::pair<std::string, std::string>, std::vector<Decimal>>;

// Where one value of one unit lies with regard to its threshold, or why there is none.
enum class Role : std::uint8_t {
  on,
  worse,
  better,
  noise,
  far_worse,
  far_better,
  not_collected,
  not_reported,
  pending_verification,
  suppressed,
  invalid,
  impossible,
  asserted,
  stale,
  conflict,
  agreed,
  outranked,
  counts_pass,
  counts_fail,
  counts_of_none,
  earlier,
  known_later,
  corrected
};

// "MNPB", "MNPB+1" with the first overlay, "?" where the stratum is missing.
std::string column_name(const CriteriaSet& set, const JudgingColumn& column);
// "01" … "48".
std::string unit_name(std::size_t unit);

class Province {
 public:
  // Units U01 … of the level of the set under four units of the next level. The last one has no
  // stratum, the sixth none of the attributes that overrides ask for.
  Province(const CriteriaSet& set, std::size_t units);

  std::size_t size() const { return n_; }
  const Registry& registry() const { return registry_; }
  Level parent_level() const { return parent_level_; }
  const UnitCode& half() const { return half_; }  // the first two parents, or the first of them
  Role role(const MeasureCode& measure, std::size_t unit) const;

  // Values for judging columns as in `columns` ([n_units], from `column_name`), observed at the end
  // of the year of `on`. `also` are attained measures that the set does not read.
  PanelData panel(const CriteriaSet& set, const Aims& aims, const std::vector<std::string>& columns,
                  Date on, const std::vector<MeasureCode>& also) const;

 private:
  std::vector<Unit> units_of(const CriteriaSet& set);

  std::size_t n_, strata_;
  Level parent_level_ = Level::district;
  UnitCode half_;
  Registry registry_;
};

}  // namespace pinned
