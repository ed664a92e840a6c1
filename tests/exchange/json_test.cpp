#include "tieuchi/exchange/json.hpp"

#include "../examples/synthetic_province.hpp"
#include "support/builder.hpp"
#include "tieuchi/vietnamese.hpp"

using namespace support;

namespace {

const char* good =
    R"({"format":"tieuchi-criteria-set","version":1,"id":"t","decision":"1","level":"commune",
"tier":"standard",
 "issued":"2016-01-01","in_force":{"from":"2016-01-01","last_day":"2020-12-31"},
"completeness":"complete",
 "strata":{"dimension":"region","columns":["A"]},"measures":[{"code":"x","kind":"share"}],
 "criteria":[{"number":"1","indicators":[{"number":"1","requirement":{"kind":"bound",
"measure":"x","comparator":"at_least"},
 "cells":[{"strata":["A"],"values":[80.5],"status":"verified"}]}]}]})";

std::string with(std::string from, std::string to) {
  std::string text = good;
  const auto at = text.find(from);
  EXPECT_NE(at, text.npos) << from;
  return text.replace(at, from.size(), to);
}

std::vector<Problem> problems_in(const std::string& text) {
  return problems_of<InvalidCriteria>([&] { (void)json::read_criteria_set(text, "t.json"); });
}

}  // namespace

TEST(Json, writing_then_reading_is_the_identity_for_every_shipped_set) {
  for (const auto& id : catalog::criteria_sets()) {
    const auto set = catalog::criteria_set(id.str());
    EXPECT_EQ(json::read_criteria_set(json::write(set)), set) << id.str();
  }
}

TEST(Json, last_day_is_in_force) {
  const auto set = json::read_criteria_set(good);
  EXPECT_TRUE(set.parts().in_force.contains({2020, 12, 31}));
  EXPECT_FALSE(set.parts().in_force.contains({2021, 1, 1}));
  EXPECT_EQ(set.criteria()[0].indicators[0].cells[0].numbers[0], d("80.5"));
}

TEST(Json, a_wrong_set_lists_all_its_problems_with_their_places) {
  std::string text = with("\"strata\":[\"A\"]", "\"strata\":[\"Z\"]");
  const auto replace = [&](std::string a, std::string b) {
    const auto at = text.find(a);
    ASSERT_NE(at, text.npos) << a;
    text.replace(at, a.size(), b);
  };
  replace("\"comparator\":\"at_least\"", "\"comparator\":\"about\",\"weight\":1");
  replace("\"number\":\"1\",\"indicators\"", "\"number\":1,\"indicators\"");
  replace("2020-12-31", "2020-13-31");
  const auto list = problems_in(text);
  for (auto what : {ProblemCode::unknown_stratum, ProblemCode::missing_cell,
                    ProblemCode::unknown_word, ProblemCode::unknown_field,
                    ProblemCode::number_not_text, ProblemCode::value_out_of_range}) {
    EXPECT_TRUE(has(list, what)) << int(what);
  }
  EXPECT_TRUE(std::ranges::any_of(list, [](auto& p) {
    return p.column == "criteria[0].indicators[0].requirement.comparator";
  }));
  for (const auto& p : list) EXPECT_EQ(p.file, "t.json");
}

TEST(Json, a_negation_and_an_empty_criterion_are_refused) {
  EXPECT_TRUE(
      has(problems_in(with("\"kind\":\"bound\"", "\"kind\":\"not\"")), ProblemCode::negation));
  EXPECT_TRUE(has(problems_in(with("\"kind\":\"bound\"", "\"kind\":\"bound\",\"not\":true")),
                  ProblemCode::negation));
  EXPECT_TRUE(has(problems_in(
                      R"({"format":"tieuchi-criteria-set","version":1,"id":"t","decision":"1",
"level":"commune","tier":"s","issued":"2016-01-01",
    "in_force":{"from":"2016-01-01"},"completeness":"complete","strata":{"dimension":"r",
"columns":["A"]},"criteria":[{"number":"1","indicators":[]}]})"),
                  ProblemCode::empty_group));
}

TEST(Json, overlapping_validity_is_refused) {
  const auto list = problems_in(
      with(R"("cells":[)",
           R"("cells":[{"strata":["A"],"values":[70],"status":"verified","from":"2018-01-01"},)"));
  EXPECT_TRUE(has(list, ProblemCode::overlapping_validity));
}

TEST(Json, hostile_texts_are_refused_cleanly) {
  const std::string deep(100000, '['),
      huge = "{\"format\":\"" + std::string(10u << 20, 'x') + "\"}";
  for (const std::string& text :
       {deep, huge, std::string("{\"a\":1,\"a\":2}"), std::string("{\"a\":NaN}"),
        std::string("{\"a\":1e999}"), std::string("{"), std::string(""), std::string("nul"),
        std::string("\"\xff\""), std::string("[1,]")}) {
    const auto list = problems_in(text);
    ASSERT_EQ(list.size(), 1u) << text.substr(0, 40);
    EXPECT_EQ(list[0].what, ProblemCode::malformed);
    EXPECT_LT(list[0].text().size(), 600u);
  }
  std::string deep_objects;
  for (int i = 0; i < 100000; ++i) deep_objects += "{\"a\":";
  EXPECT_EQ(problems_in(deep_objects).size(), 1u);
}

TEST(Json, a_long_text_or_a_broken_letter_in_a_message_stays_utf8) {
  std::string words = "a";
  for (int i = 0; i < 400; ++i) words += "Đ";
  for (const std::string& text :
       {"{\"" + words + "\": 1}", "{\"level\": \"" + words + "\"}", "{\"id\": [\"" + words + "\"]}",
        std::string("{\"id\": \"\xC3\x28 \xC4"), words}) {
    for (const auto& p : problems_in(text)) EXPECT_TRUE(vietnamese::is_utf8(p.text())) << p.text();
  }
}

TEST(Json, every_truncation_of_a_set_is_refused) {
  const std::string text = good;
  for (std::size_t n = 0; n < text.size(); ++n)
    EXPECT_THROW((void)json::read_criteria_set(text.substr(0, n)), InvalidCriteria) << n;
}

TEST(Json, every_kind_and_rule_survives_the_round_trip) {
  namespace r = requirement;
  const MeasureCode x{"x"}, y{"y"}, z{"z"};
  std::vector<Requirement> kinds{
      r::Bound{x, Comparator::less_than},
      r::Between{x},
      r::Attained{x},
      r::OfWhich{x, y, z, Decimal(3)},
      r::PerYear{x, Comparator::at_least},
      r::RatioToSeries{x, y, Comparator::more_than},
      r::FactorOnThreshold{x, SetId{"s"}, IndicatorNumber{"10"}, Comparator::at_least},
      r::RatioToPast{x, y, Comparator::at_least},
      r::PerGroup{{x, y}, Comparator::at_most},
      r::SeveralYears{x, 4, r::SeveralYears::Pattern::falling_every_year},
      r::PassMark{{{x, Decimal(60)}, {y, Decimal(40)}}},
      r::Delegated{r::Bound{x, Comparator::at_least}, r::Delegated::To::ministry},
      r::NotPublished{x},
      r::Declared{x}};
  ASSERT_EQ(kinds.size(), std::variant_size_v<Requirement>);
  std::vector<Indicator> indicators;
  for (std::size_t k = 0; k < kinds.size(); ++k) {
    std::vector<Decimal> numbers(numbers_in_cell(kinds[k]).most, d("12.5"));
    auto c =
        cell(numbers, "all",
             std::holds_alternative<r::PerYear>(kinds[k]) ? Period::year(2019) : Period::always());
    if (std::holds_alternative<r::Delegated>(kinds[k]))
      c.state = CellState::delegated, c.numbers.clear();
    if (std::holds_alternative<r::NotPublished>(kinds[k])) c.state = CellState::not_published;
    indicators.push_back(indicator(("1." + std::to_string(k + 1)).c_str(), kinds[k], {c}));
  }
  indicators[0].rounding = LegalRounding{1, "Circular"};
  indicators[1].applicability = {y, {"a", "b"}, {Status::verified, "c"}};
  auto p =
      parts({criterion("1", indicators),
             criterion("2", {at_least("2.1", "x", "1"), at_least("2.2", "y", "2")},
                       rule::AtLeast{2, NotApplicablePolicy::scale}),
             criterion("3", {at_least("3.1", "x", "1")},
                       rule::Score{{Decimal(10)}, d("5.5"), rule::Score::NotApplicable::keep_max}),
             criterion("4", {at_least("4.1", "x", "1")}, rule::AnyOf{})},
            {measure("x"), measure("y"), measure("z", MeasureKind::count)});
  p.overrides = {{Dimension{"zone"},
                  {StratumCode{"II"}},
                  StratumCode{"all"},
                  Period::year(2020),
                  {Status::verified, "s"}}};
  const CriteriaSet set(p);
  EXPECT_EQ(json::read_criteria_set(json::write(set)), set);
}

TEST(Json, registries_panels_and_overlays_survive_the_round_trip) {
  const Registry registry = synthetic::province(12, 3);
  const Registry again = json::read_registry(json::write(registry));
  EXPECT_TRUE(std::ranges::equal(registry.units(), again.units()));
  auto data = synthetic::measures(catalog::criteria_set("vn-commune-2016"), 12, end_2020, 3);
  data.columns[0].recorded = Date(2021, 1, 5);
  for (auto& c : data.columns)
    for (std::size_t i = 0; i < c.values.size(); ++i)
      if (c.states[i]) c.values[i] = 0;
  data.columns[0].source = "Sở NN";
  data.columns[0].states[3] = std::uint8_t(Observed::withdrawn), data.columns[0].values[3] = 0;
  EXPECT_EQ(json::read_panel(json::write(data, registry), registry), data);
  Overlay o{.instrument = "1/QĐ",
            .set = SetId{"s"},
            .kind = Overlay::Kind::check,
            .rank = Overlay::Rank::ministry,
            .issued = end_2019,
            .scope = {UnitCode{"20"}, {{Dimension{"zone"}, StratumCode{"III"}}}},
            .synthetic = true,
            .values = {{IndicatorNumber{"2.1"},
                        StratumCode{"A"},
                        {d("60.5")},
                        Period::year(2020),
                        {Status::verified, "paper"}}}};
  EXPECT_EQ(json::read_overlay(json::write(o)), o);
}

TEST(Json, an_explanation_says_the_state_of_what_it_read) {
  const CriteriaSet set(parts({criterion("1", {at_least("1", "x", "50")})}, {measure("x")}));
  const Registry registry = communes(1);
  const auto said = [&](const Table& t) {
    const Panel panel = t.data.view();
    const auto result = assess(compile(set, {.on = end_2019}), registry, panel);
    return json::write(explain(result, registry, panel, UnitCode{"c0"}, IndicatorNumber{"1"}));
  };
  Table stale(1), conflict(1);
  stale.add("x", {60}, Date::end_of(2018));
  conflict.add("x", {60}).add("x", {61});
  EXPECT_NE(said(stale).find("\"state\": \"stale\""), std::string::npos) << said(stale);
  EXPECT_NE(said(conflict).find("\"state\": \"conflict\""), std::string::npos);
}

TEST(Json, a_registry_keeps_when_its_statements_were_recorded) {
  const Date moved{2019, 7, 1}, told{2020, 3, 1};
  const Registry registry({{.code = UnitCode{"c"},
                            .names = {{"An"}, {"Ba", {moved}, told}},
                            .parents = {{UnitCode{"d"}}, {UnitCode{"d"}, {moved}, told, true}},
                            .strata = {{{Dimension{"zone"}, StratumCode{"I"}}, {moved}, told}},
                            .cohorts = {{CohortCode{"border"}, Period::always(), told}},
                            .exists_recorded = end_2019,
                            .existence = {{Period{Date{}, moved}, told}}},
                           {.code = UnitCode{"d"}, .level = Level::district}});
  const Registry again = json::read_registry(json::write(registry));
  EXPECT_TRUE(std::ranges::equal(registry.units(), again.units())) << json::write(registry);
  const auto list = problems_of<InvalidData>([] {
    (void)json::read_registry(
        R"({"format":"tieuchi-registry","version":1,"units":[{"code":"c","level":"commune",
            "existence":[{"from":"2019-01-01"}],"names":[{"value":"An","withdrawn":1}]}]})");
  });
  EXPECT_TRUE(has(list, ProblemCode::missing_field));
  EXPECT_TRUE(has(list, ProblemCode::wrong_type));
}

TEST(Json, a_withdrawal_names_its_source) {
  const auto read = [](const std::string& source) {
    return json::read_panel(
        R"({"format":"tieuchi-panel","version":1,"units":["c0"],"columns":[{"measure":"x",)" +
            source + R"("reference":"2019-12-31","cells":["withdrawn"]}]})",
        communes(1));
  };
  const auto list = problems_of<InvalidData>([&] { (void)read(""); });
  ASSERT_EQ(list.size(), 1u);
  EXPECT_EQ(list[0].what, ProblemCode::missing_field);
  EXPECT_EQ(list[0].found, "withdrawn");
  EXPECT_EQ(read(R"("source":"Sở NN",)").columns[0].states[0], std::uint8_t(Observed::withdrawn));
}

TEST(Json, a_panel_with_strangers_lists_them_all) {
  const auto list = problems_of<InvalidData>([] {
    (void)json::read_panel(
        R"({"format":"tieuchi-panel","version":1,"units":["c0","nobody","c0"],
"columns":[{"measure":"x","reference":"2019-12-31","cells":[1,"half"]}]})",
        communes(1), "p.json");
  });
  for (auto what : {ProblemCode::unknown_unit, ProblemCode::duplicate_row,
                    ProblemCode::unknown_word, ProblemCode::wrong_size})
    EXPECT_TRUE(has(list, what)) << int(what);
}

TEST(Json, results_and_explanations_are_written_with_their_stamp) {
  const auto set = catalog::criteria_set("vn-commune-2016");
  const Registry registry = communes(1);
  Table t(1);
  t.add("income.per_capita", {34.5}, end_2020);
  const Panel panel = t.data.view();
  const auto r = assess(compile(set, {.on = end_2020}), registry, panel);
  const auto text = json::write(r, registry);
  for (const char* part : {"\"provenance\": \"verified_only\"", "\"unverified threshold\": 26",
                           "\"10\": [", "not met"})
    EXPECT_NE(text.find(part), text.npos) << part;
  EXPECT_NE(json::write(explain(r, registry, panel, UnitCode{"c0"}, IndicatorNumber{"10"}))
                .find("\"gap\": 1.5"),
            std::string::npos);
  EXPECT_EQ(json::format_of(text), "tieuchi-assessment");
}
