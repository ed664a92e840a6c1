#include "support/builder.hpp"

using namespace support;

namespace {
CriteriaSet delegating() {
  Indicator a = indicator("2.1", requirement::Delegated{requirement::Bound{MeasureCode{"road"}, Comparator::at_least}}, {cell({})});
  a.cells[0].state = CellState::delegated;
  Indicator b = at_least("3.1", "x", "80");
  b.cells[0].citation.status = Status::unverified;
  return CriteriaSet(parts({criterion("2", {a}), criterion("3", {b})}, {measure("road"), measure("x")}));
}
Overlay overlay(const char* instrument, const char* indicator, std::vector<Decimal> numbers) {
  Overlay o;
  o.instrument = instrument;
  o.set = SetId{"test"};
  o.issued = Date(2017, 1, 1);
  o.values = {{IndicatorNumber{indicator}, StratumCode{}, std::move(numbers), Period::always(), {Status::verified, "paper"}}};
  return o;
}
Cell with(std::vector<Overlay> overlays, double road, std::size_t criterion = 0) {
  Table t(1);
  t.add("road", {road}).add("x", {road});
  return assess(compile(delegating(), {.on = end_2019, .overlays = std::move(overlays)}), communes(1), t.data.view()).cell(criterion, 0);
}
}  // namespace

TEST(Overlay, fills_a_delegated_slot) {
  EXPECT_EQ(with({}, 100).reason(), Reason::delegated_not_set);
  EXPECT_EQ(with({overlay("1/QĐ", "2.1", {Decimal(60)})}, 60).verdict(), Verdict::met);
  EXPECT_EQ(with({overlay("1/QĐ", "2.1", {Decimal(60)})}, 59.9).verdict(), Verdict::not_met);
}

TEST(Overlay, is_refused_where_it_may_not_stand_with_all_problems_at_once) {
  auto early = overlay("2/QĐ", "2.1", {Decimal(60)});
  early.issued = Date(2009, 1, 1);
  const auto list = problems_of<InvalidCriteria>([&] {
    compile(delegating(), {.on = end_2019, .overlays = {overlay("1/QĐ", "3.1", {Decimal(70)}), early, overlay("3/QĐ", "2.1", {Decimal(65)}), overlay("4/QĐ", "9.9", {})}});
  });
  EXPECT_TRUE(has(list, ProblemCode::not_delegated));
  EXPECT_TRUE(has(list, ProblemCode::predates_basis));
  EXPECT_TRUE(has(list, ProblemCode::unknown_code));
  ASSERT_TRUE(has(list, ProblemCode::overlays_disagree));
  for (const auto& p : list) {
    EXPECT_TRUE(p.what != ProblemCode::overlays_disagree || p.found == "2/QĐ against 3/QĐ") << p.found;
  }
}

TEST(Overlay, holds_as_many_numbers_as_the_kind_asks_for) {
  const auto told = [](std::vector<Decimal> numbers) {
    return problems_of<InvalidCriteria>([&] { compile(delegating(), {.on = end_2019, .overlays = {overlay("1/QĐ", "2.1", std::move(numbers))}}); });
  };
  for (const auto& numbers : {std::vector<Decimal>{}, {Decimal(60), Decimal(70)}}) {
    const auto list = told(numbers);
    ASSERT_EQ(list.size(), 1u);
    EXPECT_EQ(list[0].what, ProblemCode::wrong_number_count);
    EXPECT_EQ(list[0].found, std::to_string(numbers.size()));
  }
}

TEST(Overlay, may_set_a_slot_in_the_permitted_direction_only) {
  const Permission tighten{IndicatorNumber{"2.1"}, Decimal(50), true, false};
  const auto set = delegating();
  const std::vector<Overlay> weaker{overlay("1/QĐ", "2.1", {Decimal(40)})}, stricter{overlay("1/QĐ", "2.1", {Decimal(60)})};
  EXPECT_TRUE(has(problems_of<InvalidCriteria>([&] { check_overlays(set, weaker, std::vector{tighten}); }), ProblemCode::against_direction));
  EXPECT_NO_THROW(check_overlays(set, stricter, std::vector{tighten}));
}

TEST(Overlay, equal_values_of_two_instruments_merge) {
  EXPECT_EQ(with({overlay("1/QĐ", "2.1", {Decimal(60)}), overlay("2/QĐ", "2.1", {Decimal(60)})}, 61).verdict(), Verdict::met);
}

TEST(Overlay, of_a_province_stands_over_that_of_a_ministry) {
  auto ministry = overlay("BỘ", "2.1", {Decimal(90)});
  ministry.rank = Overlay::Rank::ministry;
  EXPECT_EQ(with({overlay("TỈNH", "2.1", {Decimal(60)}), ministry}, 70).verdict(), Verdict::met);
  EXPECT_EQ(with({ministry, overlay("TỈNH", "2.1", {Decimal(60)})}, 70).verdict(), Verdict::met);
  EXPECT_EQ(with({ministry}, 70).verdict(), Verdict::not_met);
}

TEST(Overlay, of_an_office_turns_a_cell_into_a_verified_one) {
  EXPECT_EQ(with({}, 85, 1).reason(), Reason::unverified_threshold);
  auto check = overlay("bản sao công báo", "3.1", {Decimal(80)});
  check.kind = Overlay::Kind::check;
  EXPECT_EQ(with({check}, 85, 1).verdict(), Verdict::met);
}

TEST(Overlay, holds_inside_its_scope_only) {
  auto o = overlay("1/QĐ", "2.1", {Decimal(60)});
  o.scope.within = UnitCode{"elsewhere"};
  EXPECT_EQ(with({o}, 70).reason(), Reason::delegated_not_set);
  o.scope.within = UnitCode{"p"};
  EXPECT_EQ(with({o}, 70).verdict(), Verdict::met);
  o.scope.attributes = {{Dimension{"region"}, StratumCode{"DBSH"}}};
  EXPECT_EQ(with({o}, 70).reason(), Reason::delegated_not_set);
}
