#include "support/builder.hpp"

using namespace support;

namespace {
CriteriaSet delegating() {
  Indicator a = indicator(
      "2.1", requirement::Delegated{requirement::Bound{MeasureCode{"road"}, Comparator::at_least}},
      {cell({})});
  a.cells[0].state = CellState::delegated;
  Indicator b = at_least("3.1", "x", "80");
  b.cells[0].citation.status = Status::unverified;
  return CriteriaSet(
      parts({criterion("2", {a}), criterion("3", {b})}, {measure("road"), measure("x")}));
}
Overlay overlay(const char* instrument, const char* indicator, std::vector<Decimal> numbers) {
  Overlay o;
  o.instrument = instrument;
  o.set = SetId{"test"};
  o.issued = Date(2017, 1, 1);
  o.values = {{IndicatorNumber{indicator},
               StratumCode{},
               std::move(numbers),
               Period::always(),
               {Status::verified, "paper"}}};
  return o;
}
Cell with(std::vector<Overlay> overlays, double road, std::size_t criterion = 0) {
  Table t(1);
  t.add("road", {road}).add("x", {road});
  return assess(compile(delegating(), {.on = end_2019, .overlays = std::move(overlays)}),
                communes(1), t.data.view())
      .cell(criterion, 0);
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
    compile(delegating(),
            {.on = end_2019,
             .overlays = {overlay("1/QĐ", "3.1", {Decimal(70)}), early,
                          overlay("3/QĐ", "2.1", {Decimal(65)}), overlay("4/QĐ", "9.9", {})}});
  });
  EXPECT_TRUE(has(list, ProblemCode::not_delegated));
  EXPECT_TRUE(has(list, ProblemCode::predates_basis));
  EXPECT_TRUE(has(list, ProblemCode::unknown_code));
  ASSERT_TRUE(has(list, ProblemCode::overlays_disagree));
  for (const auto& p : list) {
    EXPECT_TRUE(p.what != ProblemCode::overlays_disagree || p.found == "2/QĐ against 3/QĐ")
        << p.found;
  }
}

TEST(Overlay, holds_as_many_numbers_as_the_kind_asks_for) {
  const auto told = [](std::vector<Decimal> numbers) {
    return problems_of<InvalidCriteria>([&] {
      compile(delegating(),
              {.on = end_2019, .overlays = {overlay("1/QĐ", "2.1", std::move(numbers))}});
    });
  };
  for (const auto& numbers : {std::vector<Decimal>{}, {Decimal(60), Decimal(70)}}) {
    const auto list = told(numbers);
    ASSERT_EQ(list.size(), 1u);
    EXPECT_EQ(list[0].what, ProblemCode::wrong_number_count);
    EXPECT_EQ(list[0].found, std::to_string(numbers.size()));
  }
}

// A set that grants 3.1 (at least 80, a value of the nation) to provinces in one direction.
TEST(Overlay, may_set_a_slot_in_the_granted_direction_only) {
  auto p = delegating().parts();
  p.criteria[1].indicators[0].cells[0].citation.status = Status::verified;
  p.grants = {{.indicator = IndicatorNumber{"3.1"}, .direction = Grant::Direction::tighten}};
  const CriteriaSet set(p);
  const std::vector<Overlay> weaker{overlay("1/QĐ", "3.1", {Decimal(70)})},
      stricter{overlay("1/QĐ", "3.1", {Decimal(90)})};
  const auto list = problems_of<InvalidCriteria>([&] { check_overlays(set, weaker); });
  ASSERT_EQ(list.size(), 1u);
  EXPECT_EQ(list[0].what, ProblemCode::against_direction);
  EXPECT_EQ(list[0].expected, "no weaker than 80");
  EXPECT_NO_THROW(check_overlays(set, stricter));
  const auto asks = compile(set, {.on = end_2019, .overlays = stricter})
                        .threshold(1, {.stratum = 0, .overlays = {0}});
  EXPECT_EQ(asks.numbers, std::vector{Decimal(90)});
  EXPECT_EQ(asks.instrument, "1/QĐ");
}

TEST(Overlay, equal_values_of_two_instruments_merge) {
  EXPECT_EQ(with({overlay("1/QĐ", "2.1", {Decimal(60)}), overlay("2/QĐ", "2.1", {Decimal(60)})}, 61)
                .verdict(),
            Verdict::met);
}

// A slot that the text leaves open without naming the body: none stands above another.
TEST(Overlay, of_a_province_does_not_outrank_that_of_a_ministry) {
  Indicator open = at_least("2.1", "x", "50");
  open.cells[0].state = CellState::delegated, open.cells[0].numbers.clear();
  const CriteriaSet set(parts({criterion("2", {open})}, {measure("x")}));
  auto ministry = overlay("BỘ", "2.1", {Decimal(90)});
  ministry.rank = Overlay::Rank::ministry;
  auto province = overlay("TỈNH", "2.1", {Decimal(60)});
  const auto asks = [&](std::vector<Overlay> overlays) {
    return compile(set, {.on = end_2019, .overlays = std::move(overlays)})
        .threshold(0, {.stratum = 0, .overlays = {0, 1}})
        .numbers;
  };
  for (const auto& both : {std::vector{province, ministry}, {ministry, province}}) {
    const auto list = problems_of<InvalidCriteria>([&] { (void)asks(both); });
    ASSERT_EQ(list.size(), 1u);
    EXPECT_EQ(list[0].what, ProblemCode::overlays_disagree);
    EXPECT_NE(list[0].found.find("TỈNH"), std::string::npos) << list[0].found;
    EXPECT_NE(list[0].found.find("BỘ"), std::string::npos) << list[0].found;
  }
  province.values[0].numbers = {Decimal(90)};
  EXPECT_EQ(asks({province, ministry}), std::vector{Decimal(90)});
}

TEST(Overlay, fills_a_slot_only_for_the_body_it_is_delegated_to) {
  auto ministry = overlay("BỘ", "2.1", {Decimal(90)});
  ministry.rank = Overlay::Rank::ministry;
  const auto list =
      problems_of<InvalidCriteria>([&] { check_overlays(delegating(), std::vector{ministry}); });
  ASSERT_EQ(list.size(), 1u);
  EXPECT_EQ(list[0].what, ProblemCode::other_body);
  EXPECT_EQ(list[0].expected, "province");
  auto copy = overlay("bản sao", "2.1", {Decimal(90)});
  copy.kind = Overlay::Kind::check;
  EXPECT_TRUE(
      has(problems_of<InvalidCriteria>([&] { check_overlays(delegating(), std::vector{copy}); }),
          ProblemCode::other_body));
}

TEST(Overlay, that_copies_a_text_fills_what_is_not_verified_and_is_transcribed) {
  auto check = overlay("bản sao công báo", "3.1", {Decimal(70)});
  check.kind = Overlay::Kind::check;
  EXPECT_EQ(with({check}, 85, 1).reason(), Reason::unverified_threshold);
  for (const auto how : {Provenance::allow_transcribed, Provenance::allow_unverified}) {
    const auto rules =
        compile(delegating(), {.on = end_2019, .provenance = how, .overlays = {check}});
    const auto t = rules.threshold(1, {.stratum = 0, .overlays = {0}});
    EXPECT_EQ(t.numbers, std::vector{Decimal(70)});
    EXPECT_EQ(t.status, Status::transcribed);
    EXPECT_EQ(t.instrument, "bản sao công báo");
    const auto without = rules.threshold(1, {.stratum = 0});
    EXPECT_EQ(without.unusable.has_value(), how == Provenance::allow_transcribed)
        << "unverified is less than transcribed";
  }
}

TEST(Overlay, never_reaches_back_before_its_day_of_issue) {
  auto o = overlay("1/QĐ", "2.1", {Decimal(60)});
  o.issued = Date(2019, 6, 1);
  const auto reason = [&](Date on) {
    return compile(delegating(), {.on = on, .overlays = {o}})
        .threshold(0, {.stratum = 0, .overlays = {0}})
        .unusable;
  };
  EXPECT_EQ(reason(Date(2017, 12, 31)), Reason::delegated_not_set);
  EXPECT_EQ(reason(Date(2019, 5, 31)), Reason::delegated_not_set);
  EXPECT_EQ(reason(Date(2019, 6, 1)), std::nullopt);
  o.values[0].period.from = Date(2018, 1, 1);
  EXPECT_EQ(reason(Date(2019, 5, 31)), Reason::delegated_not_set) << "whatever period it names";
  EXPECT_EQ(reason(Date(2019, 6, 1)), std::nullopt);
  o.values[0].period.to = Date(2019, 6, 1);
  EXPECT_TRUE(
      has(problems_of<InvalidCriteria>([&] { check_overlays(delegating(), std::vector{o}); }),
          ProblemCode::value_out_of_range))
      << "it would never hold";
  // Another instrument of the days before is not in its way.
  auto first = overlay("0/QĐ", "2.1", {Decimal(50)});
  first.values[0].period.to = Date(2019, 6, 1);
  o.values[0].period = Period::always();
  EXPECT_NO_THROW(check_overlays(delegating(), std::vector{first, o}));
}

TEST(Overlay, holds_no_number_that_a_cell_of_the_set_could_not_hold) {
  const requirement::PassMark marks{
      {{MeasureCode{"x"}, Decimal(60)}, {MeasureCode{"y"}, Decimal(40)}}};
  Indicator open = indicator("2.1", marks, {cell({})});
  open.cells[0].state = CellState::delegated;
  const CriteriaSet set(parts({criterion("2", {open})}, {measure("x", MeasureKind::score),
                                                         measure("y", MeasureKind::score)}));
  EXPECT_NO_THROW(
      check_overlays(set, std::vector{overlay("1/QĐ", "2.1", {Decimal(100), Decimal(50)})}));
  for (const auto& numbers :
       {std::vector{Decimal(101)}, {Decimal(0)}, {Decimal(50), Decimal(101)}}) {
    EXPECT_TRUE(has(problems_of<InvalidCriteria>(
                        [&] { check_overlays(set, std::vector{overlay("1/QĐ", "2.1", numbers)}); }),
                    ProblemCode::value_out_of_range));
  }
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

// Both directions of every kind of bound, with each grant: equality is always allowed.
TEST(Overlay, tighter_and_weaker_follow_the_comparator) {
  using To = Grant::Direction;
  for (const auto c :
       {Comparator::at_least, Comparator::more_than, Comparator::at_most, Comparator::less_than}) {
    const Indicator a = indicator(
        "2.1", requirement::Delegated{requirement::Bound{MeasureCode{"x"}, c}}, {cell({})});
    auto p = parts({criterion("2", {a})}, {measure("x")});
    p.criteria[0].indicators[0].cells[0].state = CellState::delegated;
    for (int value : {40, 50, 60}) {
      for (const To may : {To::set, To::tighten, To::relax}) {
        p.grants = {{.indicator = IndicatorNumber{"2.1"}, .direction = may, .base = Decimal(50)}};
        const CriteriaSet set(p);
        const bool tighter = wants_more(c) ? value > 50 : value < 50;
        const bool allowed = value == 50 || may == To::set || tighter == (may == To::tighten);
        const std::vector<Overlay> one{overlay("1/QĐ", "2.1", {Decimal(value)})};
        const auto list = allowed ? (check_overlays(set, one), std::vector<Problem>{})
                                  : problems_of<InvalidCriteria>([&] { check_overlays(set, one); });
        EXPECT_EQ(list.size(), allowed ? 0u : 1u);
        for (const auto& problem : list) {
          EXPECT_EQ(problem.what, ProblemCode::against_direction);
          EXPECT_EQ(problem.expected,
                    may == To::tighten ? "no weaker than 50" : "no stricter than 50");
        }
      }
    }
  }
}

// Two overlays disagree only where one unit could meet both: every difference but the number keeps
// them apart.
TEST(Overlay, values_that_no_unit_meets_together_may_differ) {
  Indicator a = indicator(
      "2.1", requirement::Delegated{requirement::Bound{MeasureCode{"x"}, Comparator::at_least}},
      {cell({}, "A"), cell({}, "B")});
  Indicator other = a;
  other.number = IndicatorNumber{"2.2"};
  for (auto* i : {&a, &other}) {
    for (auto& c : i->cells) c.state = CellState::delegated;
  }
  const CriteriaSet set(parts({criterion("2", {a, other})}, {measure("x")}, {"A", "B"}));
  const auto told = [&](auto&& change, bool in_one = false) {
    std::vector<Overlay> two{overlay("1/QĐ", "2.1", {Decimal(60)}),
                             overlay("2/QĐ", "2.1", {Decimal(70)})};
    change(two[0], two[1]);
    if (in_one) two[0].values.push_back(two[1].values[0]), two.pop_back();
    std::vector<ProblemCode> out;
    try {
      check_overlays(set, two);
    } catch (const InvalidCriteria& e) {
      for (const auto& p : e.problems()) out.push_back(p.what);
    }
    return out;
  };
  using Codes = std::vector<ProblemCode>;
  const Codes none, disagree{ProblemCode::overlays_disagree};
  const StratumCode in_a{"A"}, in_b{"B"};
  EXPECT_EQ(told([](auto&, auto&) {}), disagree);
  EXPECT_EQ(told([](auto&, auto&) {}, true), disagree) << "two values of one instrument";
  EXPECT_EQ(told([](auto&, Overlay& y) { y.values[0].numbers = {Decimal(60)}; }), none);
  EXPECT_EQ(told([](auto&, Overlay& y) { y.rank = Overlay::Rank::ministry; }),
            Codes{ProblemCode::other_body})
      << "the province's slot: what a ministry may not set contradicts nothing";
  EXPECT_EQ(told([](auto&, Overlay& y) { y.scope.within = UnitCode{"elsewhere"}; }), none);
  EXPECT_EQ(told([](auto&, Overlay& y) { y.values[0].indicator = IndicatorNumber{"2.2"}; }), none);
  EXPECT_EQ(
      told([&](Overlay& x, Overlay& y) { x.values[0].stratum = in_a, y.values[0].stratum = in_b; }),
      none);
  EXPECT_EQ(
      told([&](Overlay& x, Overlay& y) { x.values[0].stratum = in_a, y.values[0].stratum = in_a; }),
      disagree);
  EXPECT_EQ(told([&](Overlay& x, Overlay&) { x.values[0].stratum = in_a; }), disagree)
      << "no column means every column";
  EXPECT_EQ(told([&](auto&, Overlay& y) { y.values[0].stratum = in_b; }), disagree);
  EXPECT_EQ(told([](Overlay& x, Overlay& y) {
              x.values[0].period = Period::year(2017), y.values[0].period = Period::year(2018);
            }),
            none);
  EXPECT_EQ(told([](Overlay& x, auto&) { x.values[0].period = Period::year(2017); }), disagree);

  EXPECT_EQ(told([](auto&, Overlay& y) { y.set = SetId{"another"}; }),
            Codes{ProblemCode::unknown_code});
  EXPECT_EQ(told([](Overlay& x, Overlay& y) { x.issued = Date(2010, 1, 1), y = x; }), none)
      << "issued on the day of the set itself";
  EXPECT_EQ(told([](Overlay& x, Overlay& y) { y = x, y.issued = Date(2009, 12, 31); }),
            Codes{ProblemCode::predates_basis});
  EXPECT_EQ(told([](Overlay& x, Overlay& y) {
              y = x, x.values[0].stratum = y.values[0].stratum = StratumCode{"C"};
            }),
            (Codes{ProblemCode::unknown_stratum, ProblemCode::unknown_stratum}));
}

TEST(Overlay, fills_slots_left_open_and_no_others) {
  // Column A is left to the province, B is not; before 2018 neither was.
  ThresholdCell open = cell({}, "A", {Date(2018, 1, 1), std::nullopt}),
                before = cell({d("50")}, "A", {Date(2010, 1, 1), Date(2018, 1, 1)}),
                fixed = cell({d("50")}, "B");
  open.state = CellState::delegated;
  const CriteriaSet set(parts(
      {criterion("2", {indicator("2.1", requirement::Bound{MeasureCode{"x"}, Comparator::at_least},
                                 {before, open, fixed})})},
      {measure("x")}, {"A", "B"}));
  const auto told = [&](const char* stratum, Period period,
                        Overlay::Kind kind = Overlay::Kind::fill) {
    Overlay o = overlay("1/QĐ", "2.1", {Decimal(60)});
    o.kind = kind;
    if (*stratum) o.values[0].stratum = StratumCode{stratum};
    o.values[0].period = period;
    std::vector<std::string> out;
    try {
      check_overlays(set, std::vector{o});
    } catch (const InvalidCriteria& e) {
      for (const auto& p : e.problems()) {
        EXPECT_EQ(p.what, ProblemCode::not_delegated);
        out.push_back(p.found);
      }
    }
    return out;
  };
  const Period later{Date(2018, 1, 1), std::nullopt};
  using Columns = std::vector<std::string>;
  EXPECT_EQ(told("A", later), Columns{});
  EXPECT_EQ(told("A", Period::year(2017)), Columns{"A"});
  EXPECT_EQ(told("A", Period::always()), Columns{"A"});
  EXPECT_EQ(told("B", later), Columns{"B"});
  EXPECT_EQ(told("", later), Columns{"B"}) << "every column";
  EXPECT_EQ(told("", Period::always()), Columns{"A"}) << "told once";
}

TEST(Overlay, that_checks_a_verified_cell_may_repeat_it_and_never_change_it) {
  const auto set = catalog::criteria_set("vn-commune-2016");
  const auto told = [&](std::vector<Decimal> numbers) {
    Overlay o;
    o.instrument = "bản sao";
    o.set = set.id();
    o.kind = Overlay::Kind::check;
    o.issued = Date(2019, 6, 1);
    o.values = {{IndicatorNumber{"17.1"},
                 StratumCode{"MNPB"},
                 std::move(numbers),
                 Period::always(),
                 {Status::verified, "giấy"}}};
    return o;
  };
  const auto list = problems_of<InvalidCriteria>([&] {
    compile(set, {.on = end_2019, .overlays = {told({Decimal(10), Decimal(5)})}});
  });
  ASSERT_EQ(list.size(), 1u);
  EXPECT_EQ(list[0].what, ProblemCode::contradicts_verified);
  EXPECT_EQ(list[0].found, "10; 5 (giấy)");
  EXPECT_EQ(list[0].expected.substr(0, 8), "90; 50 (") << list[0].expected;
  const auto rules = compile(set, {.on = end_2019, .overlays = {told({Decimal(90), Decimal(50)})}});
  const auto t =
      rules.threshold(set.index_of(IndicatorNumber{"17.1"}).flat, {.stratum = 1, .overlays = {0}});
  EXPECT_EQ(t.instrument, set.parts().decision) << "the set's own text stays the source";
}
