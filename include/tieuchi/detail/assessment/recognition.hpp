// Bodies of assessment/recognition.hpp.
#pragma once

#include "tieuchi/assessment/recognition.hpp"

#include <algorithm>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "tieuchi/detail/assessment/op/compare.hpp"
#include "tieuchi/detail/assessment/same_panel.hpp"
#include "tieuchi/detail/inline.hpp"

namespace tieuchi::inline v1 {

TIEUCHI_INLINE Recognition recognise(const Assessment& result, const Registry& registry,
                                     const Panel& panel, const RecognitionRule& rule,
                                     std::size_t row) {
  require_in_force(rule, result.rules().on());
  detail::require_same_panel(result, panel);
  Recognition out;
  bool some_applicable = false;
  const auto note = [&](Cell cell, const std::string& name) {
    if (cell.verdict() == Verdict::not_met) out.failing.push_back(name);
    if (cell.verdict() == Verdict::unknown) out.lacking.push_back(name);
  };
  for (std::size_t c = 0; c < result.criteria(); ++c) {
    const Cell cell = result.cell(c, row);
    note(cell, result.rules().criterion(c).number.str());
    some_applicable = some_applicable || cell.verdict() != Verdict::not_applicable;
  }
  const auto whole = result.whole(row);
  const auto& options = result.options();
  const Date on = result.rules().on();
  bool conditions_met = true, condition_fails = false;
  for (const auto& condition : rule.conditions) {
    const Measure attained{.code = condition.measure, .kind = MeasureKind::attained};
    const Choice choice(panel, condition.measure, options.max_age.oldest(on), on,
                        result.rules().known_on());
    const Cell cell = detail::against(checked(choice.at(row), attained),
                                      Limit::of(Comparator::at_least, Decimal(1)), false);
    if (cell.verdict() == Verdict::not_applicable) continue;
    note(cell, condition.measure.str());
    conditions_met = conditions_met && cell.verdict() == Verdict::met;
    condition_fails = condition_fails || cell.verdict() == Verdict::not_met;
  }
  (void)registry;
  if (condition_fails || whole.verdict() == Verdict::not_met || !some_applicable) {
    out.verdict = Verdict::not_met;
  } else if (conditions_met && whole.verdict() == Verdict::met) {
    out.verdict = Verdict::met;
  }
  return out;
}

TIEUCHI_INLINE Verdict keeps_recognition(const Assessment& result, const RevocationRule& rule,
                                         std::size_t row) {
  require_in_force(rule, result.rules().on());
  const std::vector<CriterionNumber>* keys = nullptr;
  for (const auto& k : rule.keys) {
    if (k.set == result.rules().set().id()) keys = &k.criteria;
  }
  if (!keys) {
    throw InvalidCriteria({{.what = ProblemCode::unknown_code,
                            .code = rule.decision,
                            .found = result.rules().set().id().str(),
                            .expected = "a set whose key criteria the rule names"}});
  }
  // The share of failures and the failing of a key criterion both grow when an undecided cell
  // fails, so the two extreme completions bound every other one.
  const auto revoked = [&](bool worst) {
    std::int64_t failed = 0, applicable = 0;
    bool key = false;
    for (std::size_t c = 0; c < result.criteria(); ++c) {
      const Cell cell = result.cell(c, row);
      const bool fails =
          cell.may_be(possible::not_met) && (worst || cell.possible() == possible::not_met);
      const bool drops =
          !fails && cell.may_be(possible::not_applicable) && (worst || !cell.may_be(possible::met));
      applicable += !drops;
      failed += fails;
      key = key ||
            (fails && std::ranges::find(*keys, result.rules().criterion(c).number) != keys->end());
    }
    if (applicable == 0) return false;
    const auto reaches = [&](Decimal percent) {
      return failed * 100 * Decimal::scale >= percent.micros() * applicable;
    };
    return reaches(rule.all_from) || (key && reaches(rule.key_from));
  };
  if (result.applicable(row).most == 0) return Verdict::unknown;
  const bool surely = revoked(false), perhaps = revoked(true);
  return surely ? Verdict::not_met : perhaps ? Verdict::unknown : Verdict::met;
}

TIEUCHI_INLINE std::optional<TierCode> standing(const Ladder& ladder,
                                                std::span<const Verdict> verdicts) {
  if (verdicts.size() != ladder.tiers().size()) {
    throw InvalidData({{.what = ProblemCode::wrong_size,
                        .found = std::to_string(verdicts.size()),
                        .expected = std::to_string(ladder.tiers().size()) + " tiers"}});
  }
  std::optional<TierCode> highest;
  std::vector<TierCode> held;
  for (std::size_t t = 0; t < verdicts.size(); ++t) {
    const Tier& tier = ladder.tiers()[t];
    const bool ready =
        !tier.prerequisite || std::ranges::find(held, *tier.prerequisite) != held.end();
    if (verdicts[t] != Verdict::met || !ready) continue;
    held.push_back(tier.code);
    highest = tier.code;
  }
  return highest;
}

}  // namespace tieuchi::inline v1
