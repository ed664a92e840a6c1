#include <gtest/gtest.h>

#include "archives/specimens.hpp"
#include "tieuchi/exchange/fields.hpp"

using namespace tieuchi;

namespace {

template <class T>
T there_and_back(const T& value) {
  archive::Writer w;
  w(value);
  archive::Reader r(w.take());
  T back{};
  r(back);
  r.finish();
  return back;
}

}  // namespace

TEST(Fields, every_kind_of_requirement_and_rule_comes_back) {
  const auto parts = specimens::criteria_set().parts();
  std::set<std::size_t> requirements, rules;
  for (const auto& c : parts.criteria) {
    rules.insert(c.rule.index());
    for (const auto& i : c.indicators) requirements.insert(i.requirement.index());
  }
  EXPECT_EQ(requirements.size(), std::variant_size_v<Requirement>);
  EXPECT_EQ(rules.size(), std::variant_size_v<Rule>);
  EXPECT_EQ(there_and_back(parts), parts);
}

TEST(Fields, units_panels_and_overlays_come_back) {
  const auto r = specimens::registry();
  const std::vector<Unit> units(r.units().begin(), r.units().end());
  EXPECT_EQ(there_and_back(units), units);
  EXPECT_EQ(there_and_back(specimens::overlay()), specimens::overlay());
  auto panel = specimens::panel();
  for (auto& c : panel.columns)
    std::ranges::replace_if(
        c.values, [](double v) { return std::isnan(v); }, 1.0);  // NaN is not equal to itself
  EXPECT_EQ(there_and_back(panel), panel);
}

TEST(Fields, words_that_are_not_of_their_list_are_refused) {
  const auto refused = []<class E>(E) {
    archive::Reader r({{archive::last_of<E> + 1}, {}});
    E value{};
    EXPECT_THROW(r(value), ArchiveError);
    archive::Reader last({{archive::last_of<E>}, {}});
    EXPECT_NO_THROW(last(value));
  };
  refused(Level{}), refused(Status{}), refused(MeasureKind{}), refused(CellState{}),
      refused(NotApplicablePolicy{});
  refused(rule::Score::NotApplicable{}), refused(Comparator{}),
      refused(requirement::SeveralYears::Pattern{});
  refused(requirement::Delegated::To{}), refused(Completeness{}), refused(Provenance{}),
      refused(Evidence{});
  refused(Overlay::Kind{}), refused(Overlay::Rank{}), refused(Metric{}), refused(PlanStatus{}),
      refused(Rung{});
  refused(Estimator{}), refused(Direction{});
}
