#include <random>

#include "support/builder.hpp"

using namespace support;

TEST(Registry, answers_by_date) {
  const Date cut{2020, 1, 1};
  const Registry r(
      {{.code = UnitCode{"c"},
        .names = {{"Tân Việt", {Date(2000, 1, 1), cut}}, {"Bắc Việt", {cut}}},
        .parents = {{UnitCode{"d1"}, {Date(2000, 1, 1), cut}}, {UnitCode{"d2"}, {cut}}},
        .strata = {{{Dimension{"zone"}, StratumCode{"III"}}, {Date(2000, 1, 1), cut}}}},
       {.code = UnitCode{"d1"}, .level = Level::district, .parents = {{UnitCode{"p"}}}},
       {.code = UnitCode{"d2"}, .level = Level::district, .parents = {{UnitCode{"p"}}}},
       {.code = UnitCode{"p"}, .level = Level::province}});
  EXPECT_EQ(r.name(0, end_2019), "Tân Việt");
  EXPECT_EQ(r.name(0, end_2020), "Bắc Việt");
  EXPECT_EQ(r.unit(*r.parent(0, end_2019)).code.str(), "d1");
  EXPECT_EQ(r.unit(*r.parent(0, cut)).code.str(), "d2");
  EXPECT_EQ(r.ancestor(0, Level::province, end_2020), r.find(UnitCode{"p"}));
  const auto zone = r.dimension(Dimension{"zone"});
  EXPECT_EQ(r.strata(*zone)[std::size_t(r.stratum(*zone, 0, end_2019))].str(), "III");
  EXPECT_EQ(r.stratum(*zone, 0, end_2020), no_stratum);  // a lowland commune has no zone at all
  EXPECT_FALSE(r.parent(0, Date(1999, 1, 1)));
  EXPECT_THROW((void)r.index_of(UnitCode{"x"}), UnknownCode);
}

TEST(Registry, reports_gaps_overlaps_and_strangers_at_once) {
  const auto list = problems_of<InvalidData>([] {
    Registry({{.code = UnitCode{"a"},
               .names = {{"x"}, {"y"}},
               .parents = {{UnitCode{"p"}, Period::year(2017)},
                           {UnitCode{"p"}, Period::year(2019)},
                           {UnitCode{"nowhere"}, Period::year(2020)}},
               .strata = {{{Dimension{"zone"}, StratumCode{"I"}}},
                          {{Dimension{"zone"}, StratumCode{"II"}}}}},
              {.code = UnitCode{"a"}},
              {.code = UnitCode{"b"}, .parents = {{UnitCode{"a"}}}},
              {.code = UnitCode{"p"}, .level = Level::province}});
  });
  for (auto what : {ProblemCode::dated_overlap, ProblemCode::dated_gap, ProblemCode::unknown_unit,
                    ProblemCode::duplicate_row, ProblemCode::wrong_type}) {
    EXPECT_TRUE(has(list, what)) << int(what);
  }
}

TEST(Registry, a_day_off_is_another_state) {
  const Registry r(
      {{.code = UnitCode{"a"}, .exists = Period::through({2010, 1, 1}, {2019, 12, 31})}});
  EXPECT_TRUE(r.exists(0, end_2019));
  EXPECT_FALSE(r.exists(0, Date(2020, 1, 1)));
  EXPECT_TRUE(r.units_at(Level::commune, Date(2020, 1, 1)).empty());
}

TEST(Registry, many_statements_and_dimensions_are_checked_without_quadratic_work_or_memory) {
  Unit u{.code = UnitCode{"u"}};
  for (int k = 0; k < 30'000; ++k)
    u.names.push_back(
        {"n", Period{Date(2000, 1, 1).plus_days(2 * k), Date(2000, 1, 1).plus_days(2 * k + 1)}});
  EXPECT_EQ(Registry({u}).size(), 1u);
  u.names[29'999].period = Period::always();
  // One statement for ever overlaps each of the others: 29,999 problems, of which 10,000 are
  // listed.
  const auto list = problems_of<InvalidData>([&] { Registry({u}); });
  EXPECT_EQ(list.size(), Problems::most + 1);
  EXPECT_EQ(list.back().what, ProblemCode::more_problems);
  EXPECT_EQ(list.back().found, "19999 beside the 10000 listed");
  std::vector<Unit> units;
  for (int k = 0; k < 65; ++k)
    units.push_back({.code = UnitCode{std::to_string(k)},
                     .strata = {{{Dimension{"d" + std::to_string(k)}, StratumCode{"s"}}}}});
  EXPECT_TRUE(has(problems_of<InvalidData>([&] { Registry{units}; }), ProblemCode::too_large));
  units.pop_back();
  EXPECT_EQ(Registry(units).size(), 64u);
  units.clear();
  for (int k = 0; k < 4097; ++k)
    units.push_back({.code = UnitCode{std::to_string(k)},
                     .strata = {{{Dimension{"d"}, StratumCode{"s" + std::to_string(k)}}}}});
  EXPECT_TRUE(has(problems_of<InvalidData>([&] { Registry{units}; }), ProblemCode::too_large));
}

TEST(Registry, what_was_recorded_last_holds_and_what_was_known_can_be_asked) {
  const Date moved{2019, 7, 1}, told{2020, 3, 1};
  const Registry r(
      {{.code = UnitCode{"c"},
        .names = {{"An"}, {"Ba", {moved}, told}},
        .parents = {{UnitCode{"d2"}, {moved}, told}, {UnitCode{"d1"}}},
        .strata = {{{Dimension{"zone"}, StratumCode{"III"}}},
                   {{Dimension{"zone"}, StratumCode{"III"}}, {moved}, told, true}},
        .cohorts = {{CohortCode{"border"}}, {CohortCode{"border"}, {moved}, told, true}},
        .existence = {{Period{Date{}, moved}, told}}},
       {.code = UnitCode{"d1"}, .level = Level::district},
       {.code = UnitCode{"d2"}, .level = Level::district}});
  const auto zone = r.dimension(Dimension{"zone"}).value();
  const auto parent = [&](AsOf day) { return r.unit(r.parent(0, day).value()).code.str(); };
  for (const Date known : {Date(2020, 2, 29), told}) {
    const bool then = known < told;
    const AsOf day(end_2019, known);
    EXPECT_EQ(r.name(0, day), then ? "An" : "Ba");
    EXPECT_EQ(parent(day), then ? "d1" : "d2");
    EXPECT_EQ(r.stratum(zone, 0, day) == no_stratum, !then);
    EXPECT_EQ(r.in_cohort(0, CohortCode{"border"}, day), then);
    EXPECT_EQ(r.exists(0, day), then);
    EXPECT_EQ(r.units_at(Level::commune, day).size(), then ? 1u : 0u);
    EXPECT_EQ(members(r, {.member_of = CohortCode{"border"}}, Level::commune, day).size(),
              then ? 1u : 0u);
    // Days that the later statements do not speak of stay as they were.
    EXPECT_EQ(r.name(0, {Date(2019, 6, 30), known}), "An");
    EXPECT_EQ(parent({Date(2019, 6, 30), known}), "d1");
  }
  EXPECT_EQ(parent(end_2019), "d2") << "without a day: what is known now";
  EXPECT_EQ(match(r, "Ba", Level::commune, {end_2019, Date(2020, 2, 29)}).size(), 0u);
  EXPECT_EQ(match(r, "Ba", Level::commune, end_2019).size(), 1u);
}

TEST(Registry, a_statement_counts_as_recorded_on_its_first_day_and_then_replaces_none) {
  const Registry r({{.code = UnitCode{"c"},
                     .exists = {Date(2015, 1, 1)},
                     .names = {{"An", Period::year(2018)}, {"Ba", {Date(2019, 1, 1)}}}}});
  EXPECT_EQ(r.name(0, {end_2019, Date(2018, 12, 31)}), "c");
  EXPECT_EQ(r.name(0, {end_2019, Date(2019, 1, 1)}), "Ba");
  EXPECT_FALSE(r.exists(0, {end_2019, Date(2014, 12, 31)}));
  EXPECT_TRUE(r.exists(0, {end_2019, Date(2015, 1, 1)}));
}

TEST(Registry, two_statements_of_one_key_recorded_on_one_day_are_named) {
  const Date day{2020, 3, 1};
  const auto list = problems_of<InvalidData>([&] {
    Registry({{.code = UnitCode{"c"},
               .exists = Period::always(),
               .parents = {{UnitCode{"d1"}, Period::always(), day},
                           {UnitCode{"d2"}, {Date(2019, 1, 1)}, day}},
               .cohorts = {{CohortCode{"border"}, Period::always(), day},
                           {CohortCode{"border"}, Period::always(), day, true}},
               .exists_recorded = day,
               .existence = {{Period::year(2019), day}}},
              {.code = UnitCode{"d1"}, .level = Level::district},
              {.code = UnitCode{"d2"}, .level = Level::district}});
  });
  ASSERT_EQ(list.size(), 3u);
  for (const auto& p : list) EXPECT_EQ(p.what, ProblemCode::dated_overlap);
  EXPECT_EQ(list[0].column, "exists");
  EXPECT_EQ(list[1].column, "parents");
  EXPECT_EQ(list[1].found, "d2 (2019-01-01 – …), recorded on 2020-03-01");
  EXPECT_NE(list[1].expected.find("d1 ("), std::string::npos);
  EXPECT_NE(list[1].expected.find("recorded on 2020-03-01"), std::string::npos);
  EXPECT_EQ(list[2].column, "cohorts");
}

// Every pair of statements, and every question, against the words of the contract.
TEST(Registry, agrees_with_its_statements_one_by_one) {
  std::mt19937 random(9);
  std::size_t good = 0, bad = 0, corrected = 0;
  const auto day = [](unsigned k) { return Date(2019, 1, 1).plus_days(int(k)); };
  for (int draw = 0; draw < 6000; ++draw) {
    Unit u{.code = UnitCode{"c"}};
    for (std::size_t k = 0, n = random() % 5; k < n; ++k) {
      const unsigned from = random() % 6;
      Period period{day(from), day(from + 1 + random() % 6)};
      if (random() % 4 == 0) period.to.reset();
      std::optional<Date> recorded;
      if (random() % 3) recorded = day(random() % 8);
      u.names.push_back({std::string(1, char('a' + k)), period, recorded, random() % 6 == 0});
    }
    bool refused = false;
    for (const auto& a : u.names) {
      for (const auto& b : u.names) {
        if (&a == &b || !a.period.overlaps(b.period) || a.known_from() < b.known_from()) continue;
        refused = refused || a.known_from() == b.known_from() || !a.recorded;
      }
    }
    if (refused) {
      ++bad;
      EXPECT_THROW(Registry({u}), InvalidData) << draw;
      continue;
    }
    ++good;
    const Registry r({u});
    for (unsigned on = 0; on < 12; ++on) {
      for (unsigned by = 0; by < 9; ++by) {
        const Dated<std::string>* last = nullptr;
        std::size_t speak = 0;
        for (const auto& s : u.names) {
          if (!s.period.contains(day(on)) || s.known_from() > day(by)) continue;
          ++speak;
          if (!last || s.known_from() > last->known_from()) last = &s;
        }
        corrected += speak > 1;
        ASSERT_EQ(r.name(0, {day(on), day(by)}), last && !last->withdrawn ? last->value : "c")
            << draw;
      }
    }
  }
  EXPECT_GT(good, 1000u);
  EXPECT_GT(bad, 1000u);
  EXPECT_GT(corrected, 1000u);
}
