// Judging by what was known on a day is judging a world in which nothing else was ever said:
// figures, declared verdicts and numbers, strata, parents, names, existence.
#include <random>

#include "support/builder.hpp"
#include "tieuchi/assessment/explain.hpp"

using namespace support;

namespace {

using Random = std::mt19937;
constexpr std::size_t n_communes = 5;

bool one_in(Random& random, unsigned n) { return random() % n == 0; }
template <class... T>
auto one_of(Random& random, T... x) {
  const std::array list{x...};
  return list[random() % list.size()];
}
Date recorded(Random& random) {
  return one_of(random, Date(2019, 5, 1), Date(2020, 1, 1), Date(2020, 2, 1), Date(2020, 3, 1));
}

CriteriaSet law() {
  Indicator open = indicator(
      "2", requirement::Delegated{requirement::Bound{MeasureCode{"y"}, Comparator::at_least}},
      {cell({}, "A"), cell({}, "B")});
  for (auto& c : open.cells) c.state = CellState::delegated;
  auto p = parts(
      {criterion("1", {indicator("1", requirement::Bound{MeasureCode{"x"}, Comparator::at_least},
                                 {cell({d("1")}, "A"), cell({d("2")}, "B")})}),
       criterion("2", {open}),
       criterion("3",
                 {indicator("3", requirement::RatioToSeries{MeasureCode{"z"}, MeasureCode{"s"}},
                            {cell({d("1")}, "A"), cell({d("0.5")}, "B")})})},
      {measure("x"), measure("y"), measure("z", MeasureKind::amount),
       measure("s", MeasureKind::amount)},
      {"A", "B"});
  p.overrides.push_back({Dimension{"zone"}, {StratumCode{"high"}}, StratumCode{"B"}});
  return CriteriaSet(p);
}

std::vector<Overlay> decisions() {
  std::vector<Overlay> out;
  for (const auto& [body, value] : {std::pair("p0", 1), std::pair("p1", 2)}) {
    Overlay o;
    o.instrument = body, o.set = SetId{"test"}, o.issued = Date(2015, 1, 1);
    o.body = UnitCode{body};
    o.values = {
        {IndicatorNumber{"2"}, {}, {Decimal(value)}, Period::always(), {Status::verified, body}}};
    out.push_back(o);
  }
  return out;
}

// What is first said, and what is said again on other days.
template <class T, class Make>
std::vector<Dated<T>> statements(Random& random, const Make& value) {
  std::vector<Dated<T>> out;
  if (!one_in(random, 8)) out.push_back({value()});
  std::vector<Date> days{{2019, 5, 1}, {2020, 1, 1}, {2020, 2, 1}, {2020, 3, 1}};
  std::ranges::shuffle(days, random);
  for (std::size_t k = 0, n = random() % 3; k < n; ++k) {
    const Period period = one_of(random, Period::always(), Period{Date(2019, 7, 1)},
                                 Period::through({2018, 1, 1}, {2019, 12, 30}));
    out.push_back({value(), period, days[k], one_in(random, 5)});
  }
  std::ranges::shuffle(out, random);
  return out;
}

std::vector<Unit> random_units(Random& random) {
  std::vector<Unit> units;
  const auto named = [&](const std::string& code, Level level) -> Unit& {
    units.push_back({.code = UnitCode{code}, .level = level});
    units.back().names =
        statements<std::string>(random, [&] { return code + one_of(random, " An", " Ba", " Ca"); });
    return units.back();
  };
  const auto strata = [&](const char* dimension, const char* a, const char* b) {
    return statements<Stratum>(random, [&, dimension, a, b] {
      return Stratum{Dimension{dimension}, StratumCode{one_of(random, a, b)}};
    });
  };
  for (std::size_t k = 0; k < n_communes; ++k) {
    Unit& u = named("c" + std::to_string(k), Level::commune);
    u.parents = statements<UnitCode>(random, [&] { return UnitCode{one_of(random, "d0", "d1")}; });
    u.strata = strata("region", "A", "B");
    for (auto& s : strata("zone", "high", "none")) u.strata.push_back(s);
    u.cohorts = statements<CohortCode>(random, [] { return CohortCode{"border"}; });
    if (one_in(random, 3)) u.existence.push_back({Period{Date(2019, 8, 1)}, recorded(random)});
    if (one_in(random, 4)) u.exists_recorded = Date(2019, 1, 1);
  }
  for (const char* code : {"d0", "d1"}) {
    named(code, Level::district).parents =
        statements<UnitCode>(random, [&] { return UnitCode{one_of(random, "p0", "p1")}; });
  }
  named("p0", Level::province), named("p1", Level::province);
  return units;
}

// The same units without what was recorded later.
std::vector<Unit> known(std::vector<Unit> units, Date by) {
  for (Unit& u : units) {
    const auto later = [&](const auto& s) { return s.known_from() > by; };
    std::erase_if(u.names, later), std::erase_if(u.parents, later);
    std::erase_if(u.strata, later), std::erase_if(u.cohorts, later);
    std::erase_if(u.existence, [&](const auto& e) { return e.recorded > by; });
    if (u.exists_recorded.value_or(u.exists.from) > by) {
      u.exists = Period{by, by}, u.exists_recorded = {};  // no day
    }
  }
  return units;
}

PanelData random_figures(Random& random, std::size_t n) {
  PanelData out;
  for (std::size_t u = 0; u < n; ++u) out.units.push_back(UnitIndex(u));
  for (const char* code : {"x", "y", "z", "s"}) {
    for (std::size_t k = 0, columns = 1 + random() % 3; k < columns; ++k) {
      ColumnData c{.measure = MeasureCode{code}};
      c.reference = one_of(random, Date(2018, 6, 30), Date(2019, 6, 30), end_2019);
      if (!one_in(random, 4)) c.recorded = recorded(random);
      c.source = one_of(random, "", "office", "office");
      c.evidence = static_cast<Evidence>(random() % 2);
      for (std::size_t u = 0; u < n; ++u) {
        c.values.push_back(double(random() % 4));
        c.states.push_back(
            std::uint8_t(one_of(random, Observed::value, Observed::value, Observed::not_collected,
                                Observed::withdrawn, Observed::suppressed)));
      }
      out.columns.push_back(c);
    }
  }
  return out;
}

void same(const Assessment& a, const Registry& of_a, const Assessment& b, const Registry& of_b) {
  for (std::size_t c = 0; c < a.criteria(); ++c) {
    EXPECT_TRUE(std::ranges::equal(a.cells(c), b.cells(c))) << "criterion " << c + 1;
  }
  for (std::size_t f = 0; f < a.rules().indicator_count(); ++f) {
    EXPECT_TRUE(std::ranges::equal(a.indicator_cells(f), b.indicator_cells(f)));
  }
  for (std::size_t u = 0; u < a.size(); ++u) {
    EXPECT_EQ(a.whole(u), b.whole(u));
    EXPECT_EQ(a.met(u), b.met(u));
    EXPECT_EQ(a.count_conflict(u), b.count_conflict(u));
  }
  for (const auto& cohort : {Cohort{}, Cohort{.member_of = CohortCode{"border"}}}) {
    const auto x = roll_up(a, of_a, {.na_count = NaCount::drop(), .cohort = cohort});
    const auto y = roll_up(b, of_b, {.na_count = NaCount::drop(), .cohort = cohort});
    ASSERT_EQ(x.groups.size(), y.groups.size());
    for (std::size_t g = 0; g < x.groups.size(); ++g) {
      EXPECT_EQ(x.groups[g].unit, y.groups[g].unit);
      EXPECT_EQ(x.groups[g].units, y.groups[g].units);
    }
  }
}

}  // namespace

TEST(KnownOn, judging_by_a_day_is_judging_what_was_said_by_it) {
  Random random(11);
  const CriteriaSet set = law();
  std::size_t moved = 0, told = 0;
  for (int draw = 0; draw < 600; ++draw) {
    const auto units = random_units(random);
    const std::size_t n = units.size();
    const auto figures = random_figures(random, n);
    std::vector<std::vector<std::uint8_t>> bytes;
    std::vector<std::vector<std::uint16_t>> numbers;
    for (int k = 0; k < 3; ++k) {
      bytes.emplace_back(), numbers.emplace_back();
      for (std::size_t u = 0; u < n; ++u) {
        bytes.back().push_back(std::uint8_t(random() % 6));
        numbers.back().push_back(one_in(random, 4) ? DeclaredCounts::withdrawn
                                                   : std::uint16_t(random() % 4));
      }
    }
    std::vector<DeclaredVerdicts> verdicts;
    std::vector<DeclaredCounts> counts;
    for (std::size_t k = 0; k < bytes.size() && one_in(random, 2); ++k) {
      verdicts.push_back({set.id(), CriterionNumber{"2"}, end_2019, bytes[k],
                          Evidence::self_assessed, "office", recorded(random)});
      counts.push_back({set.id(), end_2019, numbers[k], numbers[k], Evidence::self_assessed,
                        "office", recorded(random)});
    }
    const Date by = one_of(random, Date(2019, 6, 1), Date(2020, 1, 15), Date(2020, 2, 1));
    const auto whole_panel = figures.view(verdicts, counts);
    auto then = figures;
    const auto later = [&](const auto& s) { return s.recorded.value_or(s.reference) > by; };
    std::erase_if(then.columns, later);
    const Panel panel_then = [&] {
      auto v = verdicts;
      auto c = counts;
      std::erase_if(v, later), std::erase_if(c, later);
      return then.view(v, c);
    }();
    const Registry now(units), registry_then(known(units, by));
    const auto by_day = compile(set, {.on = end_2019, .overlays = decisions(), .known_on = by});
    const auto by_all = compile(set, {.on = end_2019, .overlays = decisions()});
    const AssessOptions how{.keep_indicators = true};
    const auto judged = assess(by_day, now, whole_panel, how);
    const auto expected = assess(by_all, registry_then, panel_then, how);
    same(judged, now, expected, registry_then);
    same(assess(by_day, now, whole_panel.as_of(by), how), now, judged, now);
    for (UnitIndex u = 0; u < n; ++u) {
      const AsOf day(end_2019, by);
      EXPECT_EQ(now.exists(u, day), registry_then.exists(u, end_2019)) << u;
      EXPECT_EQ(now.name(u, day), registry_then.name(u, end_2019)) << u;
      EXPECT_EQ(now.parent(u, day), registry_then.parent(u, end_2019)) << u;
    }
    EXPECT_EQ(
        explain(judged, now, whole_panel, UnitCode{"c0"}, IndicatorNumber{"1"}).unit,
        explain(expected, registry_then, panel_then, UnitCode{"c0"}, IndicatorNumber{"1"}).unit);
    const auto of_all = assess(by_all, now, whole_panel, how);
    for (std::size_t c = 0; c < of_all.criteria(); ++c) {
      moved += !std::ranges::equal(of_all.cells(c), judged.cells(c));
    }
    // With the figures of that day alone the registry still decides some of them.
    const auto of_registry = assess(by_all, now, panel_then, how);
    told += !std::ranges::equal(of_registry.cells(0), judged.cells(0)) ||
            !std::ranges::equal(of_registry.cells(2), judged.cells(2));
    if (HasFailure()) FAIL() << "draw " << draw;
  }
  EXPECT_GT(moved, 300u);
  EXPECT_GT(told, 100u);
}

TEST(KnownOn, a_panel_of_another_day_is_refused_with_both_days) {
  const CriteriaSet set = law();
  const Registry registry(std::vector<Unit>{{.code = UnitCode{"c0"}}});
  Table t(1);
  t.add("x", {1}).add("x", {2});
  for (auto& c : t.data.columns) c.source = "office";
  t.data.columns[1].recorded = Date(2020, 3, 1);
  const Panel panel = t.data.view();
  const Date then(2020, 1, 15), later(2020, 2, 1);
  EXPECT_EQ(panel.as_of(then).columns().size(), 1u);
  EXPECT_EQ(panel.as_of(then).columns()[0].values.data(), panel.columns()[0].values.data());
  EXPECT_EQ(panel.as_of(later).as_of(then).known_on(), then);
  EXPECT_EQ(panel.as_of(then).as_of(later).known_on(), then);
  EXPECT_NO_THROW(
      (void)assess(compile(set, {.on = end_2019, .known_on = then}), registry, panel.as_of(then)));
  for (const std::optional<Date> known : {std::optional(later), std::optional<Date>()}) {
    const auto list = problems_of<InvalidData>([&] {
      (void)assess(compile(set, {.on = end_2019, .known_on = known}), registry, panel.as_of(then));
    });
    ASSERT_EQ(list.size(), 1u);
    EXPECT_EQ(list[0].what, ProblemCode::known_on_another_day);
    EXPECT_NE(list[0].found.find("2020-01-15"), std::string::npos);
    EXPECT_NE(list[0].expected.find(known ? "2020-02-01" : "2020-01-15"), std::string::npos);
  }
}
