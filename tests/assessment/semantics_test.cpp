// The cases that the semantics name, on the shipped sets.
#include "support/builder.hpp"

using namespace support;

namespace {
constexpr auto unverified = Provenance::allow_unverified;
CriteriaSet set_2016() { return catalog::criteria_set("vn-commune-2016"); }
}  // namespace

TEST(Semantics, clean_water_of_2016_is_nested) {
  const auto set = set_2016();
  const auto at = [&](double hygienic, double clean) {
    return judge_one(set, "17.1", {.on = end_2020},
                     {{"water.hygienic_share", hygienic}, {"water.clean_share", clean}}, end_2020);
  };
  EXPECT_EQ(at(90, 50).verdict(), Verdict::met);
  EXPECT_EQ(at(90, 49.9).verdict(), Verdict::not_met);
  EXPECT_EQ(at(89, missing).verdict(), Verdict::not_met);
  EXPECT_EQ(at(95, missing).verdict(), Verdict::unknown);
  const Registry registry = communes(1);
  Table table(1);
  table.add("water.hygienic_share", {90}, end_2020).add("water.clean_share", {49.9}, end_2020);
  const Panel panel = table.data.view();
  const auto result = assess(compile(set, {.on = end_2020}), registry, panel);
  const auto e = explain(result, registry, panel, UnitCode{"c0"}, IndicatorNumber{"17.1"});
  EXPECT_EQ(*e.values.at(1).gap, 0.1);
  EXPECT_EQ(*e.values.at(0).gap, 0.0);
}

TEST(Semantics, shipped_model_set_lacks_its_reference) {
  const auto model = catalog::criteria_set("vn-commune-2021-model");
  const auto advanced = catalog::criteria_set("vn-commune-2021-advanced");
  for (auto provenance : {Provenance::verified_only, unverified}) {
    const Cell c =
        judge_one(model, "KM.2",
                  {.on = Date::end_of(2023), .provenance = provenance, .references = {advanced}},
                  {{"income.per_capita", 1000}}, Date::end_of(2023));
    EXPECT_EQ(c.verdict(), Verdict::unknown);
    EXPECT_EQ(c.reason(), Reason::reference_missing);
  }
}

TEST(Semantics, poverty_is_strict_in_2009_and_not_in_2016) {
  const auto old = catalog::criteria_set("vn-commune-2009");
  EXPECT_EQ(judge_one(old, "11", {.on = Date::end_of(2012), .provenance = unverified},
                      {{"poverty.rate", 10.0}}, Date::end_of(2012))
                .verdict(),
            Verdict::not_met);
  EXPECT_EQ(judge_one(old, "11", {.on = Date::end_of(2012), .provenance = unverified},
                      {{"poverty.rate", 9.99}}, Date::end_of(2012))
                .verdict(),
            Verdict::met);
  EXPECT_EQ(judge_one(set_2016(), "11", {.on = end_2020, .provenance = unverified},
                      {{"poverty.multidimensional_rate", 12.0}}, end_2020)
                .verdict(),
            Verdict::met);
  EXPECT_EQ(judge_one(set_2016(), "11", {.on = end_2020}, {{"poverty.multidimensional_rate", 1.0}},
                      end_2020)
                .reason(),
            Reason::unverified_threshold);
}

TEST(Semantics, income_has_a_threshold_in_2020_only) {
  EXPECT_EQ(judge_one(set_2016(), "10", {.on = end_2019}, {{"income.per_capita", 100}}, end_2019)
                .reason(),
            Reason::no_threshold);
  EXPECT_EQ(judge_one(set_2016(), "10", {.on = end_2020}, {{"income.per_capita", 100}}, end_2020)
                .verdict(),
            Verdict::met);
  EXPECT_EQ(judge_one(set_2016(), "10", {.on = end_2020}, {{"income.per_capita", 35.9}}, end_2020)
                .verdict(),
            Verdict::not_met);
}

TEST(Semantics, nobody_is_recognised_under_a_table_that_is_not_published) {
  const auto set = catalog::criteria_set("vn-commune-2026");
  ASSERT_EQ(set.criteria().size(), 10u);
  const Registry registry = communes(3);
  Table table(3);
  table.add("x", {1, 2, 3}, Date::end_of(2026));
  const auto result = assess(compile(set, {.on = Date::end_of(2026), .provenance = unverified}),
                             registry, table.data.view());
  for (std::size_t c = 0; c < 10; ++c) {
    EXPECT_EQ(result.cell(c, 0).verdict(), Verdict::unknown);
    EXPECT_EQ(result.cell(c, 0).reason(), Reason::not_published);
  }
  EXPECT_EQ(result.whole(0).verdict(), Verdict::unknown);
  EXPECT_THROW(compile(catalog::criteria_set("vn-lang-son-village-2019"), {.on = end_2020}),
               InvalidCriteria);
}

TEST(Semantics, coverage_of_the_mountain_column_is_the_known_one) {
  const auto set = set_2016();
  const auto text = [&](Date on) {
    return coverage(compile(set, {.on = on}), {.stratum = 1}).text(on);
  };
  EXPECT_EQ(text(end_2020), "35 of 49 not usable in MNPB on 2020-12-31: 26 unverified, 9 not set");
  EXPECT_EQ(text(end_2019),
            "36 of 49 not usable in MNPB on 2019-12-31: 26 unverified, 9 not set, 1 no threshold "
            "for this date");
}

TEST(Semantics, the_same_data_hold_19_in_2015_and_lose_three_under_the_new_set) {
  const auto old = catalog::criteria_set("vn-commune-2013");
  const auto now = set_2016();
  const Date on_2015 = Date::end_of(2015), on_2016 = Date::end_of(2016);
  Table table(1);
  std::set<std::string> done;
  for (const auto* set : {&old, &now}) {
    for (const auto& m : set->parts().measures) {
      if (!done.insert(m.code.str()).second) continue;
      double v = m.kind == MeasureKind::count ? 0 : m.kind == MeasureKind::attained ? 1 : 100;
      const std::string& c = m.code.str();
      if (c == "poverty.rate") v = 9;
      if (c == "health.insurance_share") v = 80;  // 70 then, 85 now
      if (c == "labour.trained_share") v = 22;    // more than 20 then, 25 now
      if (c == "water.hygienic_share") v = 80;    // 70 then, 90 now
      if (c == "water.clean_share") v = 40;
      if (c == "poverty.multidimensional_rate" || c == "health.stunting_share") v = 5;
      table.add(m.code.str().c_str(), {v}, on_2015);
    }
  }
  const Registry registry = communes(1);
  const Panel panel = table.data.view();
  const auto before =
      assess(compile(old, {.on = on_2015, .provenance = unverified}), registry, panel);
  EXPECT_EQ(before.met(0), (Interval{19, 19}));
  EXPECT_EQ(before.whole(0).verdict(), Verdict::met);
  const auto after = assess(compile(now, {.on = on_2016, .provenance = unverified}), registry,
                            panel, {.max_age = MaxAge::years(2)});
  std::vector<std::string> lost;
  for (std::size_t c = 0; c < 19; ++c) {
    if (after.cell(c, 0).verdict() == Verdict::not_met)
      lost.push_back(now.criteria()[c].number.str());
  }
  EXPECT_EQ(lost, (std::vector<std::string>{"14", "15", "17"}));
  EXPECT_EQ(after.whole(0).verdict(), Verdict::not_met);
  EXPECT_TRUE(
      explain(after, registry, panel, UnitCode{"c0"}, IndicatorNumber{"15.1"}).carried_forward);
  // Without the permission to use older data everything is stale.
  EXPECT_EQ(assess(compile(now, {.on = on_2016, .provenance = unverified}), registry, panel)
                .cell(13, 0)
                .reason(),
            Reason::stale);
}

TEST(Semantics, a_commune_without_a_planned_market_has_18_of_18) {
  const auto set = set_2016();
  const Registry registry = communes(1);
  std::vector<DeclaredVerdicts> declared;
  const std::vector<std::uint8_t> yes{std::uint8_t(DeclaredVerdict::met)},
      na{std::uint8_t(DeclaredVerdict::not_applicable)};
  for (const auto& c : set.criteria()) {
    declared.push_back({set.id(), c.number, end_2019, c.number.str() == "7" ? na : yes,
                        Evidence::approved, "list"});
  }
  const Panel panel(1, {}, declared);
  const auto result = assess(compile(set, {.on = end_2019}), registry, panel);
  EXPECT_EQ(count_text(result, 0), "18 of 18 (1 n/a)");
  EXPECT_EQ(count_text(result, 0, Language::vi), "18 trong 18 (1 không xét)");
  EXPECT_EQ(result.whole(0).verdict(), Verdict::met);
  EXPECT_EQ(official_count(result, 0, NaCount::deem_met()), (Interval{19, 19}));
  EXPECT_EQ(official_count(result, 0, NaCount::drop()), (Interval{18, 18}));
}

TEST(Semantics, sets_are_judged_in_their_period_unless_asked) {
  const Date gap{2021, 6, 30};
  EXPECT_THROW(compile(set_2016(), {.on = gap}), InvalidData);
  EXPECT_THROW((void)catalog::in_force(Level::commune, "standard", gap), InvalidData);
  EXPECT_EQ(catalog::in_force(Level::commune, "standard", end_2019).id().str(), "vn-commune-2016");
  EXPECT_EQ(catalog::in_force(Level::commune, "standard", {2016, 11, 30}).id().str(),
            "vn-commune-2013");
  const auto rules = compile(set_2016(), {.on = gap, .outside_period = true});
  EXPECT_TRUE(rules.outside_period());
  EXPECT_NO_THROW(compile(set_2016(), {.on = {2020, 12, 31}}));
  EXPECT_THROW(compile(set_2016(), {.on = {2021, 1, 1}}), InvalidData);
}

TEST(Semantics, zone_communes_use_the_mountain_column_from_march_2024) {
  const auto set = catalog::criteria_set("vn-commune-2021");
  const Registry registry({{.code = UnitCode{"z"},
                            .level = Level::commune,
                            .strata = {{{Dimension{"region"}, StratumCode{"DBSH"}}},
                                       {{Dimension{"zone"}, StratumCode{"II"}}},
                                       {{Dimension{"especially_difficult"}, StratumCode{"no"}}},
                                       {{Dimension{"safe_zone"}, StratumCode{"no"}}}}}});
  const auto column = [&](Date on) {
    Table table(1);
    table.add("health.stunting_share", {20}, on);
    const auto result =
        assess(compile(set, {.on = on}), registry, table.data.view(), {.keep_indicators = true});
    return result.rules().name(result.column(0));
  };
  EXPECT_EQ(column({2024, 2, 29}), "DBSH");
  EXPECT_EQ(column({2024, 3, 1}), "MNPB");
}

TEST(Semantics, a_column_is_never_borrowed) {
  const Registry registry({{.code = UnitCode{"a"}, .level = Level::commune}});
  Table table(1);
  table.add("electricity.system_standard", {1}, end_2020);
  const auto result = assess(compile(set_2016(), {.on = end_2020}), registry, table.data.view(),
                             {.keep_indicators = true});
  const auto flat = set_2016().index_of(IndicatorNumber{"4.1"}).flat;
  EXPECT_EQ(Cell::from_byte(result.indicator_cells(flat)[0]).reason(), Reason::stratum_missing);
}
