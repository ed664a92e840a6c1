// Requirements lowered to a plan, and the plan against what each kind means.
#include "tieuchi/assessment/plan.hpp"

#include "support/builder.hpp"
#include "support/kinds.hpp"
#include "tieuchi/detail/assessment/lower/lower.hpp"

using namespace support;

namespace {

CriteriaSet set_of(std::vector<Indicator> indicators, Rule rule = rule::AllOf{}) {
  return CriteriaSet(
      parts({criterion("1", std::move(indicators), std::move(rule))}, measures_of_every_kind()));
}

std::string plan_text(const CriteriaSet& set) { return text(plan_of(set), set); }

// A fifteenth kind does not compile before it is lowered, though it is a requirement.
struct Unlowered {
  operator Requirement() const { return requirement::Attained{}; }
};
template <class Kind>
concept lowered = requires(const Kind& kind, detail::PlanBuilder& plan) {
  detail::lower(kind, plan);
};
static_assert(lowered<Requirement> && lowered<requirement::Bound> && !lowered<Unlowered>);

}  // namespace

TEST(Plan, shows_each_kind_in_a_few_steps) {
  EXPECT_EQ(plan_text(set_of(every_kind())),
            "1.1\n"
            "  compare x ≥ #1\n"
            "1.2\n"
            "  compare x > #1\n"
            "1.3\n"
            "  compare y ≤ #1\n"
            "1.4\n"
            "  compare y < #1\n"
            "1.5\n"
            "  compare x in #1 … #2\n"
            "1.6\n"
            "  compare a ≥ 1\n"
            "1.7\n"
            "  compare x ≥ #1\n"
            "  compare z ≥ #2\n"
            "  worst of 2\n"
            "  within z ≤ x\n"
            "1.8\n"
            "  compare x ≥ #1\n"
            "  compare z ≥ #2\n"
            "  worst of 2\n"
            "  compare x ≥ #1\n"
            "  compare z ≥ #3\n"
            "  worst of 2\n"
            "  pick the second where n ≤ 30\n"
            "  within z ≤ x\n"
            "1.9\n"
            "  compare x ≥ #1\n"
            "1.10\n"
            "  ratio x ≥ #1 × y from above\n"
            "1.11, times other 1\n"
            "  compare x ≥ #1\n"
            "1.12\n"
            "  ratio x ≥ #1 × y at any time\n"
            "1.13\n"
            "  compare x ≥ #1\n"
            "  compare y ≥ #1\n"
            "  worst of 2\n"
            "1.14\n"
            "  compare a in the year ≥ 1\n"
            "  compare a 1 y before ≥ 1\n"
            "  worst of 2\n"
            "1.15\n"
            "  ratio y in the year < 1 × y 1 y before, whose absence is told\n"
            "  worst of 1\n"
            "1.16\n"
            "  sum p of 100 + q of 100 ≥ #1, each ≥ #2 %\n"
            "1.17\n"
            "  compare x ≥ #1\n"
            "1.18, not published\n"
            "  compare x ≥ 1\n"
            "1.19\n"
            "  compare a ≥ 1\n"
            "criterion 1\n"
            "  worst of 19\n"
            "  told\n"
            "whole\n"
            "  worst of 1\n");
}

TEST(Plan, shows_rules_and_conditions) {
  auto members = std::vector{at_least("1.1", "x", "50"), at_least("1.2", "y", "50")};
  members[1].applicability.condition = MeasureCode{"a"};
  const auto of_rule = [&](Rule rule) {
    const std::string all = plan_text(set_of(members, std::move(rule)));
    return all.substr(all.find("criterion"), all.find("whole") - all.find("criterion"));
  };
  EXPECT_EQ(of_rule(rule::AnyOf{}), "criterion 1\n  best of 2\n  told\n");
  EXPECT_EQ(of_rule(rule::AtLeast{1, NotApplicablePolicy::scale}),
            "criterion 1\n  at least 1 (scale) of 2\n  told\n");
  EXPECT_EQ(of_rule(rule::Score{
                {Decimal(3), Decimal(4)}, Decimal(4), rule::Score::NotApplicable::rescale}),
            "criterion 1\n  score ≥ 4 with 3 4 (rescale) of 2\n  told\n");
  EXPECT_NE(plan_text(set_of(members)).find("1.2\n  compare y ≥ #1\n  gate a\n"),
            std::string::npos);
}

TEST(Plan, reads_each_observation_once) {
  const Plan plan = plan_of(set_of(every_kind()));
  for (std::size_t i = 0; i < plan.inputs.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) EXPECT_FALSE(plan.inputs[i] == plan.inputs[j]);
  }
}

// What a node reads is what its requirement names, in that order; a cut is a number of its cell.
TEST(Plan, nodes_of_every_set_fit_their_requirements) {
  std::vector<CriteriaSet> sets{set_of(every_kind())};
  for (const auto& id : catalog::criteria_sets()) sets.push_back(catalog::criteria_set(id.str()));
  for (const auto& set : sets) {
    const Plan plan = plan_of(set);
    ASSERT_EQ(plan.indicators.size(), set.indicator_count()) << set.id().str();
    ASSERT_EQ(plan.criteria.size(), set.criteria().size());
    std::size_t flat = 0;
    for (const auto& c : set.criteria()) {
      for (const auto& q : c.indicators) {
        const PlanNode& node = plan.indicator(flat++);
        const auto measures = measures_of(q.requirement);
        const auto* years = std::get_if<requirement::SeveralYears>(&q.requirement);
        ASSERT_EQ(node.reads.size(), years ? std::size_t(years->years) : measures.size());
        for (std::size_t r = 0; r < node.reads.size(); ++r) {
          const auto& measure = set.parts().measures[plan.inputs[node.reads[r]].measure];
          EXPECT_EQ(measure.code, measures[years ? 0 : r])
              << set.id().str() << " " << q.number.str();
        }
        const auto [fewest, most] = numbers_in_cell(q.requirement);
        std::size_t needed = 0, used = 0;
        for (const auto& cut : node.cuts) {
          const std::size_t end = cut.form == PlanCut::Form::attained  ? 0u
                                  : cut.form == PlanCut::Form::between ? cut.number + 2u
                                                                       : cut.number + 1u;
          used = std::max(used, end);
          if (!cut.optional) needed = std::max(needed, end);
        }
        EXPECT_EQ(needed, fewest) << set.id().str() << " " << q.number.str();
        EXPECT_EQ(used, most) << set.id().str() << " " << q.number.str();
        EXPECT_EQ(node.gate() != nullptr, q.applicability.condition.has_value());
      }
    }
  }
}

// A value is rounded half up, then compared: nothing else decides, whatever lies between two steps.
TEST(Limit, holds_what_the_rounded_value_holds) {
  const auto rounded = [](std::int64_t micros, std::int64_t step) {
    std::int64_t steps = (2 * micros + step) / (2 * step);
    if ((2 * micros + step) < 0 && (2 * micros + step) % (2 * step) != 0) --steps;
    return steps * step;
  };
  for (const int places : {0, 1, 5}) {
    std::int64_t step = 1;
    for (int p = 6; p > places; --p) step *= 10;
    for (const std::int64_t threshold :
         {0L, step, 7 * step / 5, 3 * step / 2, 9 * step / 5, -step / 2}) {
      for (std::int64_t tenth = -30; tenth <= 40; ++tenth) {
        for (const std::int64_t nearly : {-1, 0, 1}) {
          const std::int64_t value = tenth * step / 10 + nearly, r = rounded(value, step);
          const double x = double(value) / 1e6;
          const auto holds = [&](Comparator c) {
            return Limit::of(c, Decimal::from_micros(threshold), LegalRounding{places, "clause"})
                .holds(x);
          };
          const auto said = std::to_string(places) + " places, " + std::to_string(value) +
                            " against " + std::to_string(threshold);
          ASSERT_EQ(holds(Comparator::at_least), r >= threshold) << said;
          ASSERT_EQ(holds(Comparator::more_than), r > threshold) << said;
          ASSERT_EQ(holds(Comparator::at_most), r <= threshold) << said;
          ASSERT_EQ(holds(Comparator::less_than), r < threshold) << said;
        }
      }
    }
  }
}
