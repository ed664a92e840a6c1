/// @file
/// What was measured of old units, carried to the units that came of them.
///
/// Each measure has a declared rule; a cell that a rule cannot fill is missing with its cause,
/// never guessed. Units that nothing happened to keep their cells to the bit.
///
/// | rule            | value of the new unit                     | missing where                |
/// | --------------- | ----------------------------------------- | ---------------------------- |
/// | `sum`           | Σ share · value (both counts of a ratio)  | a parent or a share is,      |
/// |                 |                                           | or other parents are         |
/// | `weighted_mean` | Σ share · w · value / Σ share · w         | the same, or a weight is     |
/// | `all_parents`   | 1 where every parent has attained it      | none is at 0 and one missing |
/// | `any_parent`    | 1 where some parent has attained it       | none is at 1 and one missing |
/// | `worst`         | the least; the largest, if less is better | a parent is                  |
/// | `reassess`      | none                                      | always: pending verification |
///
/// A parent that is *not applicable* is left out; where all are, the new unit is. Evidence of a
/// column is the column's; where cells had their own, the lowest of them all.
///
/// @code
/// const CarryRules rules =
///     CarryRules::by_kind(set.parts().measures, MeasureCode{"population"});
/// const PanelData now = carry(panel, registry, descent, rules);
/// @endcode
#pragma once

#include <map>
#include <optional>
#include <span>

#include "tieuchi/criteria/direction.hpp"
#include "tieuchi/observation/panel_data.hpp"
#include "tieuchi/population/reorganisation.hpp"

namespace tieuchi::inline v1 {

enum class Carry : std::uint8_t { sum, weighted_mean, all_parents, any_parent, worst, reassess };

/// How one measure is carried.
struct CarryRule {
  Carry how = Carry::reassess;
  /// Of `weighted_mean`: another measure of the panel, of the same reference date.
  MeasureCode weight{};
  /// Of `worst`: which way of the measure is better, as `better_of(set, measure)` says. Where the
  /// set does not say it, neither does `carry`: state it.
  std::optional<Better> better{};
};

/// A rule for each measure.
class CarryRules {
 public:
  /// Measures without a rule take `otherwise`.
  explicit CarryRules(std::map<MeasureCode, CarryRule> rules = {}, CarryRule otherwise = {})
      : rules_(std::move(rules)), otherwise_(std::move(otherwise)) {}
  /// Usual rules: counts are summed, what is attained or not must be so in all parents, shares,
  /// amounts, ratios and scores are means weighted by `weight`, which itself is summed. Households
  /// or workers may be the better weight: `set` it for such a measure.
  [[nodiscard]] static CarryRules by_kind(std::span<const Measure> measures,
                                          const MeasureCode& weight);
  CarryRules& set(const MeasureCode& measure, CarryRule rule);
  [[nodiscard]] const CarryRule& of(const MeasureCode& measure) const {
    const auto at = rules_.find(measure);
    return at == rules_.end() ? otherwise_ : at->second;
  }

 private:
  std::map<MeasureCode, CarryRule> rules_;
  CarryRule otherwise_;
};

/// The panel of the later units of a descent, in its order. Declared verdicts and counts are not
/// carried: they are a judgement's, see re_review.hpp. O(columns × links).
/// @throws InvalidData if the panel's rows are not the earlier units of the descent, a weight is no
/// column of the same date, a rule weighs a ratio of counts or asks for the worst of a measure
/// without saying which way is better; UnknownCode for a later unit that the registry does not
/// have.
[[nodiscard]] PanelData carry(const Panel& panel, const Registry& registry, const Descent& descent,
                              const CarryRules& rules);

}  // namespace tieuchi::inline v1

#ifndef TIEUCHI_COMPILED
#include "tieuchi/detail/observation/carry.hpp"
#endif
