// Who may set a rule, from which day, and what is said where it is not known which rule holds:
// random sets, overlays and registries against definitions written here in another way.
#include <random>
#include <set>

#include "support/builder.hpp"
#include "tieuchi/assessment/unit_judge.hpp"

using namespace support;

namespace {

using Random = std::mt19937;
bool one_in(Random& random, unsigned n) { return random() % n == 0; }

// ------------------------------------------------------------------------- attributes not known

const std::vector<const char*> dimensions{"zone", "border", "coast"};
const std::vector<const char*> codes{"I", "II", "III", "none"};  // rules name the first three

StratumCode code(Random& random) { return StratumCode{codes[random() % 3]}; }
// A code that a unit states, or −1 for nothing.
int statement(Random& random) { return one_in(random, 2) ? -1 : int(random() % codes.size()); }

// A requirement of a random kind over the measures a, b and m, with numbers for one column.
Requirement requirement(Random& random) {
  namespace r = requirement;
  const MeasureCode a{"a"}, b{"b"};
  const auto comparator = static_cast<Comparator>(random() % 4);
  switch (random() % 7) {
    case 0:
      return r::Between{a};
    case 1:
      return r::OfWhich{.whole = a, .part = b};
    case 2:
      return r::PassMark{{{a, Decimal(60)}, {b, Decimal(40)}}};
    case 3:
      return r::Attained{MeasureCode{"m"}};
    case 4:
      return r::PerGroup{{a, b}, comparator};
    case 5:
      return r::Delegated{r::Bound{a, comparator}};
    default:
      return r::Bound{b, comparator};
  }
}

std::vector<Decimal> numbers(const Requirement& q, Random& random) {
  std::vector<Decimal> out;
  for (std::size_t k = 0; k < numbers_in_cell(q).fewest; ++k) {
    out.push_back(Decimal(int(10 * (1 + random() % 8))));
  }
  std::ranges::sort(out);
  return out;
}

struct World {
  CriteriaSet set;
  std::vector<Overlay> overlays;
};

World world(Random& random) {
  CriteriaSetParts p = parts({},
                             {measure("a"), measure("b"), measure("m", MeasureKind::attained),
                              measure("c", MeasureKind::attained)},
                             {"A", "B", "C"});
  std::vector<Overlay> overlays;
  for (int o = 0; o < 2; ++o) {
    Overlay& of = overlays.emplace_back();
    of.instrument = std::to_string(o) + "/QĐ";
    of.set = p.id;
    of.issued = Date(2012, 1, 1);
    const Dimension both[] = {Dimension{dimensions[random() % 3]}, Dimension{dimensions[2]}};
    for (std::size_t k = 0; k < 1 + random() % 2; ++k) {
      of.scope.attributes.push_back({both[k], code(random)});
    }
    if (one_in(random, 3)) of.scope.within = UnitCode{one_in(random, 2) ? "p" : "elsewhere"};
  }
  for (int c = 1; c <= 3; ++c) {
    Criterion of = criterion(std::to_string(c).c_str(), {});
    for (int i = 1; i <= 3; ++i) {
      const std::string number = std::to_string(c) + "." + std::to_string(i);
      Indicator q = indicator(number.c_str(), requirement(random), {});
      for (const char* stratum : {"A", "B", "C"}) {
        q.cells.push_back(cell(numbers(q.requirement, random), stratum));
        if (one_in(random, 3)) q.cells.back().numbers = q.cells.front().numbers;
        if (one_in(random, 8)) q.cells.back().citation.status = Status::unverified;
        if (std::holds_alternative<requirement::Delegated>(q.requirement)) {
          q.cells.back().state = CellState::delegated, q.cells.back().numbers.clear();
        }
      }
      if (std::holds_alternative<requirement::Delegated>(q.requirement)) {
        // One of the two, so that no two instruments can disagree.
        overlays[random() % 2].values.push_back({q.number,
                                                 {},
                                                 numbers(q.requirement, random),
                                                 Period::always(),
                                                 {Status::verified, "paper"}});
      }
      if (one_in(random, 6)) q.applicability.condition = MeasureCode{"c"};
      of.indicators.push_back(std::move(q));
    }
    if (c == 2) of.rule = rule::AnyOf{};
    if (c == 3) of.rule = rule::AtLeast{2, NotApplicablePolicy::drop};
    if (one_in(random, 4)) of.applicability.condition = MeasureCode{"c"};
    p.criteria.push_back(std::move(of));
  }
  for (std::size_t o = 0; o < 1 + random() % 3; ++o) {
    StratumOverride with{
        Dimension{dimensions[random() % 3]}, {code(random)}, p.strata[random() % 3]};
    if (one_in(random, 4)) with.codes.push_back(code(random));
    if (one_in(random, 5)) with.period = Period{Date(2019, 6, 1), std::nullopt};
    if (one_in(random, 5)) with.period = Period{Date(2020, 1, 1), std::nullopt};
    // Two that contradict each other are refused.
    const bool contradicts = std::ranges::any_of(p.overrides, [&](const StratumOverride& other) {
      return other.dimension == with.dimension &&
             std::ranges::find_first_of(other.codes, with.codes) != other.codes.end();
    });
    if (!contradicts) p.overrides.push_back(std::move(with));
  }
  return {CriteriaSet(p), std::move(overlays)};
}

// One commune that states `stated` of the three dimensions (−1: nothing) and perhaps its region and
// its province.
Registry commune(std::span<const int> stated, const char* region, const char* province = "p") {
  Unit u{.code = UnitCode{"c"}, .level = Level::commune};
  if (*province) u.parents = {{UnitCode{province}}};
  if (*region) u.strata.push_back({{Dimension{"region"}, StratumCode{region}}});
  for (std::size_t d = 0; d < stated.size(); ++d) {
    if (stated[d] < 0) continue;
    u.strata.push_back({{Dimension{dimensions[d]}, StratumCode{codes[std::size_t(stated[d])]}}});
  }
  return Registry({std::move(u),
                   {.code = UnitCode{"p"}, .level = Level::province},
                   {.code = UnitCode{"q"}, .level = Level::province},
                   {.code = UnitCode{"elsewhere"}, .level = Level::province}});
}

PanelData figures(Random& random) {
  Table t(1);
  t.add("a", {double(random() % 61)}).add("b", {double(random() % 41)});
  t.add("m", {double(random() % 2)}).add("c", {double(random() % 4 > 0)});
  for (auto& c : t.data.columns) {
    if (one_in(random, 8)) c.states[0] = std::uint8_t(1 + random() % 6);
  }
  return t.data;
}

Assessment judged(const World& w, const Registry& registry, const PanelData& panel) {
  const auto rules = compile(w.set, {.on = end_2019, .overlays = w.overlays});
  return assess(rules, registry, panel.view(), {.keep_indicators = true});
}

Cell indicator_cell(const Assessment& result, std::size_t flat) {
  return Cell::from_byte(result.indicator_cells(flat)[0]);
}

// Every way of stating what is not stated.
std::vector<std::vector<int>> completions(std::vector<int> stated) {
  std::vector<std::vector<int>> out{{}};
  for (const int s : stated) {
    std::vector<std::vector<int>> longer;
    for (const auto& start : out) {
      for (int v = s < 0 ? 0 : s; v <= (s < 0 ? int(codes.size()) - 1 : s); ++v) {
        longer.push_back(start);
        longer.back().push_back(v);
      }
    }
    out = std::move(longer);
  }
  return out;
}

}  // namespace

TEST(Authority, an_attribute_that_is_not_known_leaves_every_verdict_that_some_value_of_it_gives) {
  Random random(15);
  int undecided_by_stratum = 0, decided = 0;
  for (int draw = 0; draw < 300; ++draw) {
    const World w = world(random);
    std::vector<int> stated;
    for (std::size_t d = 0; d < 3; ++d) stated.push_back(statement(random));
    const char* region = one_in(random, 8) ? "" : w.set.parts().strata[random() % 3].str().c_str();
    const auto panel = figures(random);
    const char* province = one_in(random, 4) ? "" : "p";
    const Registry registry = commune(stated, region, province);
    const auto result = judged(w, registry, panel);
    std::vector<Assessment> each;
    for (const char* in : *province ? std::vector{province} : std::vector{"p", "q", "elsewhere"}) {
      for (const auto& whole : completions(stated)) {
        each.push_back(judged(w, commune(whole, region, in), panel));
      }
    }
    std::size_t flat = 0;
    for (std::size_t c = 0; c < result.criteria(); ++c) {
      for (const auto& q : w.set.criteria()[c].indicators) {
        std::set<std::uint8_t> bytes;
        Possible any = 0;
        for (const auto& r : each) {
          bytes.insert(indicator_cell(r, flat).byte());
          any |= indicator_cell(r, flat).possible();
        }
        const Cell cell = indicator_cell(result, flat);
        ASSERT_EQ(cell.possible(), any) << "draw " << draw << " indicator " << q.number.str();
        if (bytes.size() == 1) {
          ASSERT_EQ(cell.byte(), *bytes.begin()) << draw;
        }
        if (bytes.size() > 1 && !(any & possible::not_applicable)) {
          ASSERT_EQ(cell.reason(), Reason::stratum_missing) << draw;
          undecided_by_stratum += !cell.decided();
        }
        decided += cell.decided();
        ++flat;
      }
      Possible any = 0;
      for (const auto& r : each) any |= r.cell(c, 0).possible();
      ASSERT_EQ(any & ~result.cell(c, 0).possible(), 0) << "draw " << draw << " criterion " << c;
    }
  }
  EXPECT_GT(undecided_by_stratum, 50);
  EXPECT_GT(decided, 500);
}

TEST(Authority, every_reader_of_a_cell_says_the_same_where_attributes_are_not_known) {
  Random random(16);
  for (int draw = 0; draw < 200; ++draw) {
    const World w = world(random);
    std::vector<int> stated;
    for (std::size_t d = 0; d < 3; ++d) stated.push_back(statement(random));
    const auto data = figures(random);
    const Registry registry = commune(stated, "A");
    const auto result = judged(w, registry, data);
    const Panel panel = data.view();
    const UnitJudge judge(result.rules(), result.column(0));
    std::vector<double> values;
    std::vector<std::uint8_t> states;
    for (const auto& c : data.columns) {
      values.push_back(c.values[0]);
      states.push_back(c.states[0]);
    }
    std::vector<Cell> cells(result.criteria()), indicators(result.rules().indicator_count());
    judge(values, states, cells, indicators);
    std::set<std::size_t> failing;
    for (const auto& g : gaps(result, registry, panel)) failing.insert(g.indicator);
    for (std::size_t c = 0; c < cells.size(); ++c) {
      ASSERT_EQ(cells[c].byte(), result.cell(c, 0).byte()) << draw;
    }
    for (std::size_t f = 0; f < indicators.size(); ++f) {
      ASSERT_EQ(indicators[f].byte(), indicator_cell(result, f).byte()) << draw << " " << f;
      const auto& number = result.rules().indicator(f).number;
      const auto e = explain(result, registry, panel, UnitCode{"c"}, number);
      const auto& condition =
          result.rules().criterion(result.rules().place(f).criterion).applicability;
      if (!condition.condition) {
        ASSERT_EQ(e.cell.byte(), indicators[f].byte()) << e.text();
      }
      const bool shown = failing.contains(f);
      const bool fails = e.cell.verdict() == Verdict::not_met;
      ASSERT_EQ(shown, fails) << draw << "\n" << e.text();
    }
    EXPECT_EQ(improvement(result, registry, panel, 0).whole, result.whole(0));
    EXPECT_TRUE(conflicts(result, registry, panel).empty());
  }
}

// Of two overrides that hold for a unit and name different columns neither is believed, in either
// order; where they agree there is nothing to choose. One code with two columns is refused.
TEST(Authority, overrides_that_contradict_each_other_are_not_settled_by_their_order) {
  const auto with = [](std::vector<StratumOverride> overrides) {
    auto p = parts(
        {criterion(
            "1", {indicator("1.1", requirement::Bound{MeasureCode{"x"}},
                            {cell({d("10")}, "A"), cell({d("50")}, "B"), cell({d("90")}, "C")})})},
        {measure("x")}, {"A", "B", "C"});
    p.overrides = std::move(overrides);
    return p;
  };
  const StratumOverride zone{Dimension{"zone"}, {StratumCode{"I"}}, StratumCode{"B"}};
  StratumOverride border{Dimension{"border"}, {StratumCode{"I"}}, StratumCode{"C"}};
  const int stated[] = {0, 0, 3};
  const Registry registry = commune(stated, "A");
  Table t(1);
  t.add("x", {60});
  const auto judge = [&](std::vector<StratumOverride> overrides) {
    const auto rules = compile(CriteriaSet(with(std::move(overrides))), {.on = end_2019});
    return assess(rules, registry, t.data.view()).cell(0, 0);
  };
  const Cell neither(possible::undecided, Reason::stratum_missing);
  EXPECT_EQ(judge({zone, border}), neither);
  EXPECT_EQ(judge({border, zone}), neither);
  border.use = StratumCode{"B"};
  EXPECT_EQ(judge({zone, border}).verdict(), Verdict::met);
  StratumOverride again = zone;
  again.use = StratumCode{"C"};
  const auto problems = problems_of<InvalidCriteria>([&] {
    (void)CriteriaSet(with({zone, again}));
  });
  ASSERT_EQ(problems.size(), 1u);
  EXPECT_EQ(problems[0].what, ProblemCode::two_values);
  EXPECT_EQ(problems[0].found, "zone I: C");
  again.period = Period{Date(2030, 1, 1), std::nullopt};
  StratumOverride before = zone;
  before.period.to = Date(2030, 1, 1);
  EXPECT_NO_THROW((void)CriteriaSet(with({before, again})));
}

TEST(Authority, a_unit_may_say_that_it_has_no_zone) {
  const auto set = catalog::criteria_set("vn-commune-2021");
  const Date on{2024, 12, 31};
  const auto column = [&](std::vector<std::pair<const char*, const char*>> stated) {
    Unit u{.code = UnitCode{"z"}, .level = Level::commune};
    u.strata.push_back({{Dimension{"region"}, StratumCode{"DBSH"}}});
    for (const auto& [dimension, value] : stated) {
      u.strata.push_back({{Dimension{dimension}, StratumCode{value}}});
    }
    const Registry registry({u});
    Table table(1);
    table.add("health.stunting_share", {20}, on);
    const auto rules = compile(set, {.on = on});
    return coverage(assess(rules, registry, table.data.view())).front().column;
  };
  EXPECT_EQ(column({{"zone", "none"}, {"especially_difficult_coast", "no"}, {"safe_zone", "no"}}),
            "DBSH");
  EXPECT_EQ(column({{"especially_difficult_coast", "no"}, {"safe_zone", "no"}}), "DBSH / MNPB");
  EXPECT_EQ(column({{"zone", "none"}}), "DBSH / MNPB");
  EXPECT_EQ(column({}), "DBSH / MNPB");
  EXPECT_EQ(column({{"zone", "II"}}), "MNPB") << "the others could only say the same";
  EXPECT_EQ(column({{"zone", "I"}, {"especially_difficult_coast", "yes"}}), "MNPB");
}

// ------------------------------------------------------------------------------ who may set what

namespace {

constexpr Status statuses[] = {Status::verified, Status::unverified, Status::unknown,
                               Status::transcribed};

struct Slot {
  CriteriaSet set;
  ThresholdCell cell;
};

// One indicator "1.1" (at least so much of x), one column, one cell.
Slot slot(Random& random, std::optional<requirement::Delegated::To> to) {
  const requirement::Bound bound{MeasureCode{"x"}, Comparator::at_least};
  Requirement q = bound;
  if (to) q = requirement::Delegated{bound, *to};
  ThresholdCell of = cell({Decimal(50)}, "all", Period::always(), statuses[random() % 4]);
  of.state = static_cast<CellState>(random() % 3);
  if (of.state != CellState::value) of.numbers.clear();
  Indicator i = indicator("1.1", q, {of});
  if (one_in(random, 3)) i.comparator_status = Status::unverified;
  return {CriteriaSet(parts({criterion("1", {i})}, {measure("x")})), of};
}

Overlay instrument(Random& random, const char* name) {
  Overlay o;
  o.instrument = name;
  o.set = SetId{"test"};
  o.kind = static_cast<Overlay::Kind>(random() % 2);
  o.rank = static_cast<Overlay::Rank>(random() % 2);
  o.issued = Date(2015 + int(random() % 5), 6, 1);
  Period period = Period::always();
  if (one_in(random, 2)) period.from = Date(2013 + int(random() % 7), 1, 1);
  if (one_in(random, 2)) period.to = Date(2018 + int(random() % 4), 1, 1);
  o.values = {{IndicatorNumber{"1.1"},
               {},
               {Decimal(one_in(random, 2) ? 50 : 60)},
               period,
               {Status::verified, "paper of " + o.instrument}}};
  return o;
}

}  // namespace

TEST(Authority, an_overlay_holds_only_where_its_body_may_speak_and_from_its_day_of_issue) {
  Random random(17);
  int refused = 0, moved = 0, early = 0;
  for (int draw = 0; draw < 3000; ++draw) {
    using To = requirement::Delegated::To;
    std::optional<To> to;
    if (one_in(random, 2)) to = static_cast<To>(random() % 2);
    const Slot of = slot(random, to);
    const Overlay o = instrument(random, "9/QĐ");
    const auto& v = o.values[0];
    const Date on(2016 + int(random() % 5), int(1 + random() % 12), 1);
    const Indicator& q = of.set.criteria()[0].indicators[0];

    // The definition, said once more.
    const bool delegated = of.cell.state == CellState::delegated;
    const bool other_body = to && (*to == To::ministry) != (o.rank == Overlay::Rank::ministry);
    const bool contradicts = of.cell.state == CellState::value &&
                             of.cell.citation.status == Status::verified &&
                             of.cell.numbers != v.numbers;
    const bool never = v.period.to && *v.period.to <= std::max(o.issued, v.period.from);
    const bool may =
        o.kind == Overlay::Kind::fill ? delegated && !other_body : !delegated && !contradicts;
    std::vector<Problem> problems;
    std::optional<CompiledSet> rules;
    try {
      rules =
          compile(of.set, {.on = on, .provenance = Provenance::allow_unverified, .overlays = {o}});
    } catch (const InvalidCriteria& e) {
      problems = e.problems();
    }
    ASSERT_EQ(rules.has_value(), may && !never) << draw;
    if (!rules) {
      ++refused;
      if (contradicts && o.kind == Overlay::Kind::check && !never) {
        const auto& p = problems.front();
        EXPECT_NE(p.found.find("paper of 9/QĐ"), std::string::npos) << p.text();
        EXPECT_NE(p.expected.find("source"), std::string::npos) << p.text();
      }
      continue;
    }
    const bool speaks = o.issued <= on && v.period.contains(on);
    const Threshold with = rules->threshold(0, {.stratum = 0, .overlays = {0}});
    const Threshold without = rules->threshold(0, {.stratum = 0});
    if (!speaks) {
      early += v.period.contains(on);
      EXPECT_EQ(with.numbers, without.numbers) << draw;
      EXPECT_EQ(with.unusable, without.unusable) << draw;
      EXPECT_EQ(with.instrument, without.instrument) << draw;
      continue;
    }
    ++moved;
    EXPECT_EQ(with.numbers, v.numbers) << draw;
    EXPECT_FALSE(with.unusable) << draw;
    const bool verified = o.kind == Overlay::Kind::fill || q.status(of.cell) == Status::verified;
    EXPECT_EQ(with.status == Status::verified,
              verified && of.cell.state != CellState::not_published)
        << draw;
  }
  EXPECT_GT(refused, 500);
  EXPECT_GT(moved, 500);
  EXPECT_GT(early, 100);
}

// Fault M9: general and border rules of one province, successors, repeals.
TEST(Authority, the_special_stands_before_the_general_and_the_later_before_the_earlier) {
  Indicator open = indicator(
      "1.1", requirement::Delegated{requirement::Bound{MeasureCode{"x"}, Comparator::at_least}},
      {cell({})});
  open.cells[0].state = CellState::delegated;
  const CriteriaSet set(parts({criterion("1", {open})}, {measure("x")}));
  const auto decision = [&](const char* name, int value, int year) {
    Overlay o;
    o.instrument = name, o.set = set.id(), o.issued = Date(year, 6, 1), o.body = UnitCode{"p"};
    o.values = {
        {IndicatorNumber{"1.1"}, {}, {Decimal(value)}, Period::always(), {Status::verified, name}}};
    return o;
  };
  const Overlay general = decision("1/QĐ", 70, 2017);
  Overlay border = decision("2/QĐ", 50, 2017);
  border.scope.attributes = {{Dimension{"border"}, StratumCode{"I"}}};
  Overlay later = decision("3/QĐ", 80, 2018);
  const auto asks = [&](std::vector<Overlay> list, Date on = end_2019,
                        std::optional<Date> known = {}) {
    std::vector<std::uint16_t> all;
    for (std::size_t o = 0; o < list.size(); ++o) all.push_back(std::uint16_t(o));
    std::optional<Decimal> found;
    for (int order = 0; order < 2; ++order) {
      const auto t = compile(set, {.on = on, .overlays = list, .known_on = known})
                         .threshold(0, {.stratum = 0, .overlays = all});
      const auto number = t.unusable ? std::optional<Decimal>() : t.numbers.front();
      EXPECT_TRUE(order == 0 || found == number) << "the order of the list decides";
      found = number;
      std::ranges::reverse(list);
    }
    return found;
  };
  EXPECT_EQ(asks({general, border}), Decimal(50));
  EXPECT_EQ(asks({general, later}), Decimal(80));
  EXPECT_EQ(asks({general, later}, Date(2018, 5, 31)), Decimal(70)) << "until its successor begins";
  EXPECT_EQ(asks({general, border, later}), Decimal(50)) << "a later general one leaves it alone";
  later.repeals = {"2/QĐ"};
  EXPECT_EQ(asks({general, border, later}), Decimal(80));
  EXPECT_EQ(asks({general, border, later}, Date(2018, 5, 31)), Decimal(50));
  EXPECT_EQ(asks({general, border, later}, end_2019, Date(2018, 5, 31)), Decimal(50))
      << "it was not known that day";
  later.recorded = Date(2019, 3, 1);
  EXPECT_EQ(asks({general, border, later}, end_2019, Date(2019, 2, 28)), Decimal(50));
  EXPECT_EQ(asks({general, border, later}, end_2019, Date(2019, 3, 1)), Decimal(80));

  // Two scopes that are not inside each other, two bodies, one day: named, and never chosen.
  Overlay coast = decision("4/QĐ", 60, 2018);
  coast.scope.attributes = {{Dimension{"coast"}, StratumCode{"I"}}};
  Overlay other = decision("5/QĐ", 60, 2018);
  other.body = UnitCode{"q"};
  for (const auto& pair : {std::vector{border, coast}, {general, other}}) {
    const auto list = problems_of<InvalidCriteria>([&] { (void)asks(pair); });
    ASSERT_FALSE(list.empty());
    EXPECT_EQ(list[0].what, ProblemCode::overlays_disagree);
    for (const auto& o : pair) EXPECT_NE(list[0].found.find(o.instrument), std::string::npos);
  }
  Overlay same_day = general;
  same_day.instrument = "6/QĐ", same_day.values[0].numbers = {Decimal(10)};
  EXPECT_EQ(problems_of<InvalidCriteria>([&] {
              (void)asks({general, same_day});
            })[0]
                .what,
            ProblemCode::overlays_disagree);

  // What no instrument may say of itself or others.
  const auto told = [&](std::vector<Overlay> list) {
    return problems_of<InvalidCriteria>([&] { check_overlays(set, list); });
  };
  Overlay odd = general;
  odd.repeals = {"1/QĐ"};
  EXPECT_TRUE(has(told({odd}), ProblemCode::cyclic_precedence)) << "repeals itself";
  other.repeals = {"1/QĐ"};
  EXPECT_TRUE(has(told({general, other}), ProblemCode::other_body)) << "repeals another body's";
  odd.repeals = {"3/QĐ"};
  EXPECT_TRUE(has(told({odd, later}), ProblemCode::dates_out_of_order)) << "repeals a later one";
  odd.repeals = {}, odd.recorded = Date(2017, 5, 31);
  EXPECT_TRUE(has(told({odd}), ProblemCode::dates_out_of_order)) << "recorded before its issue";
}

TEST(Authority, a_body_speaks_for_units_of_its_own_seat) {
  Indicator open = indicator(
      "1.1", requirement::Delegated{requirement::Bound{MeasureCode{"x"}, Comparator::at_least}},
      {cell({})});
  open.cells[0].state = CellState::delegated;
  const CriteriaSet set(parts({criterion("1", {open})}, {measure("x")}));
  Overlay o;
  o.instrument = "1/QĐ", o.set = set.id(), o.issued = Date(2017, 6, 1), o.body = UnitCode{"p"};
  o.values = {
      {IndicatorNumber{"1.1"}, {}, {Decimal(50)}, Period::always(), {Status::verified, ""}}};
  Table t(1);
  t.add("x", {60});
  const auto judge = [&](const char* province) {
    return assess(compile(set, {.on = end_2019, .overlays = {o}}), commune({}, "", province),
                  t.data.view())
        .cell(0, 0);
  };
  EXPECT_EQ(judge("p").verdict(), Verdict::met);
  EXPECT_EQ(judge("q").reason(), Reason::delegated_not_set);
  o.scope.within = UnitCode{"q"};
  const auto list = problems_of<InvalidCriteria>([&] { (void)judge("q"); });
  ASSERT_EQ(list.size(), 1u);
  EXPECT_EQ(list[0].what, ProblemCode::other_body);
  EXPECT_EQ(list[0].found + " " + list[0].expected, "q a unit of p");
}

// A hundred provinces with two decisions each: no number of overlays is too many.
TEST(Authority, every_unit_of_a_hundred_seats_is_judged_by_its_own) {
  Indicator open = indicator(
      "1.1", requirement::Delegated{requirement::Bound{MeasureCode{"x"}, Comparator::at_least}},
      {cell({})});
  open.cells[0].state = CellState::delegated;
  const CriteriaSet set(parts({criterion("1", {open})}, {measure("x")}));
  std::vector<Unit> units;
  std::vector<Overlay> overlays;
  std::vector<double> values;
  for (int p = 0; p < 100; ++p) {
    const UnitCode seat{"p" + std::to_string(p)};
    for (int u = 0; u < 3; ++u) {
      units.push_back({.code = UnitCode{seat.str() + "c" + std::to_string(u)},
                       .level = Level::commune,
                       .parents = {{seat}}});
      values.push_back(p);
    }
    for (int later = 0; later < 2; ++later) {
      Overlay& o = overlays.emplace_back();
      o.instrument = seat.str() + (later ? "/2018" : "/2017"), o.set = set.id(), o.body = seat;
      o.issued = Date(2017 + later, 1, 1);
      o.values = {{IndicatorNumber{"1.1"},
                   {},
                   {Decimal(later ? p : 1000)},
                   Period::always(),
                   {Status::verified, ""}}};
    }
  }
  const std::size_t n = units.size();
  for (int p = 0; p < 100; ++p) {
    units.push_back({.code = UnitCode{"p" + std::to_string(p)}, .level = Level::province});
  }
  Table t(n);
  t.add("x", values);
  const Registry registry(units);
  const auto result = assess(compile(set, {.on = end_2019, .overlays = overlays}), registry,
                             t.data.view(), {.threads = 2});
  for (std::size_t u = 0; u < n; ++u) ASSERT_EQ(result.cell(0, u).verdict(), Verdict::met) << u;
  EXPECT_EQ(result.columns().size(), 100u);
}
