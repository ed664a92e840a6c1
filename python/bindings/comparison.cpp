#include "tieuchi/assessment/comparison.hpp"
#include "panels.hpp"
#include "tieuchi/assessment/re_review.hpp"
#include "tieuchi/assessment/submission.hpp"
#include "tieuchi/assessment/target_standing.hpp"

namespace {

tc::NaCount na_count(bool deem_met) {
  return deem_met ? tc::NaCount::deem_met() : tc::NaCount::drop();
}

py::dict parts(const tc::ChangeParts& p) {
  return py::dict("before"_a = p.before, "after"_a = p.after, "change"_a = p.change(),
                  "units"_a = p.units, "rules"_a = p.rules, "population"_a = p.population);
}

py::object submitted(const std::optional<tc::SubmittedCell>& c) {
  static constexpr const char* states[] = {
      "value",      "not_collected", "not_reported",   "pending_verification",
      "suppressed", "invalid",       "not_applicable", "stale",
      "conflict",   "withdrawn"};
  if (!c) return py::none();
  return py::dict(
      "state"_a = states[int(c->state)],
      "value"_a = c->state == tc::Observed::value ? std::optional(c->value) : std::nullopt,
      "evidence"_a = c->evidence, "recorded"_a = c->recorded, "source"_a = c->source);
}

}  // namespace

void bind_comparison(py::module_& m) {
  m.def(
      "under_earlier_rules",
      [](const tc::Assessment& before, const tc::Assessment& after, const tc::Registry& registry,
         const HeldPanel& later) {
        py::gil_scoped_release release;
        return tc::under_earlier_rules(before, after, registry, later.panel);
      },
      "before"_a, "after"_a, "registry"_a, "later"_a);
  m.def(
      "compare",
      [](const tc::Assessment& before, const tc::Assessment& after, const tc::Assessment* bridge,
         const tc::Registry& registry_before, const tc::Registry& registry_after, bool deem_met,
         bool unknown_as_met, const tc::Descent* descent) {
        tc::Comparison c;
        {
          py::gil_scoped_release release;
          c = tc::compare({before, registry_before}, {after, registry_after},
                          {.na_count = na_count(deem_met),
                           .unknown_as_met = unknown_as_met,
                           .bridge = bridge,
                           .descent = descent});
        }
        py::list criteria, transitions;
        for (const auto& k : c.criteria)
          criteria.append(py::dict("criterion"_a = k.criterion, "share"_a = parts(k.share),
                                   "rate"_a = parts(k.rate)));
        for (const auto& t : c.transitions) {
          transitions.append(py::dict(
              "criterion"_a = t.criterion, "gained"_a = t.gained, "lost"_a = t.lost,
              "kept"_a = t.kept, "still_not_met"_a = t.still_not_met, "undecided"_a = t.undecided,
              "by_rules_gained"_a = t.by_rules_gained, "by_rules_lost"_a = t.by_rules_lost,
              "came_met"_a = t.came_met, "came"_a = t.came, "went_met"_a = t.went_met,
              "went"_a = t.went, "is_new"_a = t.is_new, "is_gone"_a = t.is_gone));
        }
        return py::dict("units_before"_a = c.units_before, "units_after"_a = c.units_after,
                        "units_both"_a = c.units_both, "mean"_a = parts(c.mean),
                        "sum_before"_a = c.sum_before, "sum_after"_a = c.sum_after,
                        "rules_differ"_a = c.rules_differ, "criteria"_a = criteria,
                        "transitions"_a = transitions);
      },
      "before"_a, "after"_a, "bridge"_a, "registry_before"_a, "registry_after"_a, "deem_met"_a,
      "unknown_as_met"_a, "descent"_a);
  m.def(
      "submission_difference",
      [](const HeldPanel& before, const HeldPanel& after, const tc::Registry& registry_before,
         const tc::Registry& registry_after, const tc::Assessment& of_before,
         const tc::Assessment& of_after) {
        tc::SubmissionDifference d;
        {
          py::gil_scoped_release release;
          d = tc::difference({before.panel, registry_before, of_before},
                             {after.panel, registry_after, of_after});
        }
        py::list cells;
        for (const auto& c : d.cells) {
          cells.append(py::dict("unit"_a = c.unit, "measure"_a = c.measure,
                                "reference"_a = c.reference, "before"_a = submitted(c.before),
                                "after"_a = submitted(c.after), "moved"_a = c.moved));
        }
        std::vector<std::tuple<tc::UnitCode, tc::CriterionNumber, tc::Verdict, tc::Verdict>>
            verdicts;
        for (const auto& v : d.verdicts)
          verdicts.emplace_back(v.unit, v.criterion, v.before, v.after);
        return py::make_tuple(cells, verdicts);
      },
      "before"_a, "after"_a, "registry_before"_a, "registry_after"_a, "of_before"_a, "of_after"_a);
  m.def(
      "re_review",
      [](const tc::Assessment& before, const tc::Registry& registry, const tc::Descent& descent,
         const tc::CarryRules& rules) {
        std::vector<std::tuple<tc::UnitCode, tc::CriterionNumber, tc::Text,
                               std::vector<std::pair<tc::UnitCode, tc::Verdict>>>>
            out;
        for (const auto& r : tc::re_review(before, registry, descent, rules))
          out.emplace_back(r.unit, r.criterion, tc::word(r.why), r.parents);
        return out;
      },
      "before"_a, "registry"_a, "descent"_a, "rules"_a);
  m.def(
      "carried_tiers",
      [](const tc::Descent& descent, const std::vector<std::size_t>& tiers) {
        return tc::carried_tiers(descent, tiers);
      },
      "descent"_a, "tiers_before"_a);
  m.def(
      "standing",
      [](const tc::Assessment& a, const tc::Registry& registry, const tc::Programme& programme,
         bool deem_met, const std::map<std::string, std::vector<tc::UnitCode>>& cohorts,
         std::optional<std::vector<tc::UnitCode>> recognised,
         std::optional<std::vector<tc::UnitCode>> newly_recognised) {
        tc::StandingOptions o{.na_count = na_count(deem_met),
                              .recognised = std::move(recognised),
                              .newly_recognised = std::move(newly_recognised)};
        for (const auto& [name, units] : cohorts) o.cohorts.emplace(tc::CohortCode{name}, units);
        py::list out;
        for (const auto& s : tc::standing(a, registry, programme, o)) {
          out.append(py::dict("code"_a = s.code, "identified"_a = s.identified, "why"_a = s.why,
                              "units"_a = s.units, "least"_a = s.least, "most"_a = s.most,
                              "verdict"_a = s.verdict));
        }
        return out;
      },
      "assessment"_a, "registry"_a, "programme"_a, "deem_met"_a, "cohorts"_a, "recognised"_a,
      "newly_recognised"_a);
}
