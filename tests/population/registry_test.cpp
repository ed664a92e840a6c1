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
