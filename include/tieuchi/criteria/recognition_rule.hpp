/// @file
/// What recognition asks beyond the criteria, and when it is taken back.
///
/// Meeting, being recognised and keeping recognition are three different things: one province had
/// 92 communes at 19/19 and 77 recognised. Each rule is dated and refuses other dates.
#pragma once

#include <string>
#include <vector>

#include "tieuchi/criteria/criteria_set.hpp"

namespace tieuchi::inline v1 {

/// One condition beside the criteria, read as an *attained* measure.
struct RecognitionCondition {
  MeasureCode measure;  ///< "recognition.registered", "recognition.no_arrears" …
  Text name{};
  Citation citation{};
};

/// The conditions of recognition of one decision: every applicable criterion (at least one) and
/// every condition.
struct RecognitionRule {
  std::string id;
  std::string decision;
  Level level = Level::commune;
  Period in_force = Period::always();
  std::vector<RecognitionCondition> conditions{};
  Text decided_by{};
};

/// When recognition is revoked: of the *applicable* criteria `all_from` per cent or more fail; or
/// from `key_from` up to that share with a key criterion among them. *Unknown* never revokes.
struct RevocationRule {
  std::string id;
  std::string decision;
  Level level = Level::commune;
  Period in_force = Period::always();
  Decimal key_from{30};
  Decimal all_from{50};
  /// Key criteria per set: their numbers differ between sets.
  struct Keys {
    SetId set;
    std::vector<CriterionNumber> criteria;
  };
  std::vector<Keys> keys{};
  Citation citation{};
};

/// Refuses a rule on a day outside its period.
/// @throws InvalidCriteria naming the rule, its period and the day.
template <class RuleOfPeriod>
void require_in_force(const RuleOfPeriod& rule, Date on) {
  if (!rule.in_force.contains(on)) {
    throw InvalidCriteria({{.what = ProblemCode::wrong_period,
                            .code = rule.decision,
                            .found = on.str(),
                            .expected = rule.in_force.str()}});
  }
}

}  // namespace tieuchi::inline v1
