#include "support/builder.hpp"

using namespace support;

namespace {

CriteriaSetParts sound() {
  Indicator left = indicator(
      "2", requirement::Delegated{requirement::Bound{MeasureCode{"x"}, Comparator::at_least}},
      {cell({}, "A"), cell({}, "B")});
  for (auto& c : left.cells) c.state = CellState::delegated;
  const Indicator fixed = indicator("1", requirement::Bound{MeasureCode{"x"}, Comparator::at_least},
                                    {cell({d("50")}, "A"), cell({d("60")}, "B")});
  const Indicator between = indicator("3", requirement::Between{MeasureCode{"x"}},
                                      {cell({d("1"), d("2")}, "A"), cell({d("1"), d("2")}, "B")});
  return parts({criterion("1", {fixed}), criterion("2", {left}), criterion("3", {between})},
               {measure("x")}, {"A", "B"});
}

std::vector<ProblemCode> told(std::vector<Grant> grants) {
  auto p = sound();
  p.grants = std::move(grants);
  std::vector<ProblemCode> out;
  try {
    (void)CriteriaSet(p);
  } catch (const InvalidCriteria& e) {
    for (const auto& problem : e.problems()) out.push_back(problem.what);
  }
  return out;
}

using Codes = std::vector<ProblemCode>;
using To = Grant::Direction;
const IndicatorNumber fixed{"1"}, left{"2"}, between{"3"};

}  // namespace

TEST(Grant, is_part_of_a_set_and_checked_with_it) {
  EXPECT_EQ(told({{.indicator = fixed}, {.indicator = left, .direction = To::set}}), Codes{});
  EXPECT_EQ(told({{.indicator = IndicatorNumber{"9"}}}), Codes{ProblemCode::unknown_code});
  EXPECT_EQ(told({{.indicator = fixed, .stratum = StratumCode{"C"}}}),
            Codes{ProblemCode::unknown_stratum});
  EXPECT_EQ(told({{.indicator = fixed, .period = {Date(2019, 1, 1), Date(2019, 1, 1)}}}),
            Codes{ProblemCode::value_out_of_range});
  EXPECT_EQ(told({{.indicator = left, .to = BodyRank::ministry}}), Codes{ProblemCode::other_body})
      << "it is left to the province";
  EXPECT_EQ(told({{.indicator = left, .direction = To::tighten}}),
            Codes{ProblemCode::against_direction})
      << "tighter than what?";
  EXPECT_EQ(told({{.indicator = left, .direction = To::tighten, .base = Decimal(50)}}), Codes{});
  EXPECT_EQ(told({{.indicator = between, .direction = To::relax}}),
            Codes{ProblemCode::against_direction});
}

TEST(Grant, of_one_cell_and_body_stands_once) {
  const Grant one{.indicator = fixed, .direction = To::tighten};
  EXPECT_EQ(told({one, one}), Codes{ProblemCode::duplicate_row});
  Grant other = one;
  other.direction = To::relax;
  EXPECT_EQ(told({one, other}), Codes{ProblemCode::two_values});
  other.to = BodyRank::ministry;
  EXPECT_EQ(told({one, other}), Codes{});
  other = one, other.direction = To::relax, other.stratum = StratumCode{"A"};
  EXPECT_EQ(told({one, other}), Codes{ProblemCode::two_values}) << "no column means every column";
  Grant before = one;
  before.period.to = Date(2019, 1, 1), other = one, other.period.from = Date(2019, 1, 1);
  other.direction = To::relax;
  EXPECT_EQ(told({before, other}), Codes{});
}

TEST(Grant, lets_a_value_hold_on_its_days_only) {
  auto p = sound();
  p.grants = {{.indicator = fixed,
               .stratum = StratumCode{"A"},
               .direction = To::tighten,
               .period = {Date(2019, 1, 1), Date(2020, 1, 1)}}};
  const CriteriaSet set(p);
  Overlay o;
  o.instrument = "1/QĐ", o.set = set.id(), o.issued = Date(2018, 6, 1);
  o.values = {{fixed, StratumCode{"A"}, {Decimal(70)}, Period::always(), {Status::verified, ""}}};
  const auto asks = [&](Date on) {
    return compile(set, {.on = on, .overlays = {o}})
        .threshold(0, {.stratum = 0, .overlays = {0}})
        .numbers.front();
  };
  EXPECT_EQ(asks(Date(2018, 12, 31)), Decimal(50));
  EXPECT_EQ(asks(Date(2019, 1, 1)), Decimal(70));
  EXPECT_EQ(asks(Date(2019, 12, 31)), Decimal(70));
  EXPECT_EQ(asks(Date(2020, 1, 1)), Decimal(50));
  o.values[0].stratum = StratumCode{"B"};
  EXPECT_EQ(problems_of<InvalidCriteria>([&] { (void)asks(Date(2019, 6, 1)); })[0].what,
            ProblemCode::not_delegated);
  o.values[0].stratum = StratumCode{"A"}, o.issued = Date(2020, 6, 1);
  EXPECT_EQ(problems_of<InvalidCriteria>([&] { (void)asks(Date(2019, 6, 1)); })[0].what,
            ProblemCode::value_out_of_range)
      << "the grant had ended when it was issued";
}
