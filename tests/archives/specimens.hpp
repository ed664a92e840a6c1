// SYNTHETIC values of every kind that archives hold, with every kind of rule and requirement in
// them.
#pragma once

#include <functional>
#include <map>

#include "synthetic_history.hpp"
#include "tieuchi/exchange/archive.hpp"
#include "tieuchi/planning/prioritise.hpp"
#include "tieuchi/projection/project.hpp"

namespace specimens {

using namespace tieuchi;

inline MeasureCode m(int k) { return MeasureCode{"m." + std::to_string(k)}; }
inline Decimal dec(const char* text) { return Decimal::parse(text).value(); }

inline Indicator ask(const char* number, Requirement requirement, std::vector<Decimal> numbers) {
  Indicator i;
  i.number = IndicatorNumber{number};
  i.name = {"Chỉ tiêu " + std::string(number), "Indicator " + std::string(number)};
  i.unit = {"%", "%"};
  i.requirement = std::move(requirement);
  for (const char* stratum : {"A", "B"}) {
    i.cells.push_back({StratumCode{stratum},
                       Period::always(),
                       CellState::value,
                       numbers,
                       {Status::verified, "1/TEST, Điều 2"}});
  }
  return i;
}

inline CriteriaSet criteria_set() {
  namespace r = requirement;
  CriteriaSetParts p;
  p.id = SetId{"test-all-kinds"}, p.decision = "1/TEST", p.title = {"Bộ thử", "Test set"},
  p.tier = "standard";
  p.issued = Date(2015, 3, 1), p.in_force = Period::through({2016, 1, 1}, {2030, 12, 31});
  p.completeness = Completeness::partial;
  p.dimension = Dimension{"region"}, p.strata = {StratumCode{"A"}, StratumCode{"B"}};
  p.overrides = {{Dimension{"border"},
                  {StratumCode{"yes"}},
                  StratumCode{"B"},
                  Period::always(),
                  {Status::unverified, "2/TEST"}}};
  for (int k = 1; k <= 20; ++k)
    p.measures.push_back(
        {m(k), MeasureKind::amount, {"Số đo", "Measure"}, {"triệu đồng", "million đồng"}, {}});
  p.measures[19].part_of = m(19);
  const auto criterion = [](const char* number, std::vector<Indicator> list, Rule rule) {
    Criterion c;
    c.number = CriterionNumber{number}, c.name = {"Tiêu chí", "Criterion"},
    c.group = {"Nhóm", "Group"};
    c.rule = std::move(rule), c.indicators = std::move(list);
    return c;
  };
  p.criteria.push_back(criterion(
      "1",
      {ask("1.1", r::Bound{m(1), Comparator::more_than}, {dec("79.5")}),
       ask("1.2", r::Between{m(2)}, {dec("1"), dec("2")}), ask("1.10", r::Attained{m(3)}, {})},
      rule::AtLeast{2, NotApplicablePolicy::scale}));
  p.criteria.push_back(criterion(
      "2",
      {ask("2.1", r::OfWhich{m(19), m(20), m(4), dec("3")}, {dec("90"), dec("60"), dec("50")}),
       ask("2.2", r::RatioToSeries{m(5), m(6)}, {dec("1.4")}),
       ask("2.3", r::RatioToPast{m(7), m(8)}, {dec("1.5")})},
      rule::AnyOf{}));
  p.criteria.push_back(criterion(
      "3",
      {ask("3.1", r::FactorOnThreshold{m(9), SetId{"other"}, IndicatorNumber{"1.1"}},
           {dec("1.10")}),
       ask("3.2", r::PerGroup{{m(10), m(11)}}, {dec("40")}),
       ask("3.3", r::SeveralYears{m(12), 3, r::SeveralYears::Pattern::falling_every_year}, {})},
      rule::Score{
          {dec("40"), dec("30.5"), dec("29.5")}, dec("60"), rule::Score::NotApplicable::rescale}));
  auto yearly = ask("4.1", r::PerYear{m(13), Comparator::at_most}, {});
  yearly.cells.clear();
  for (int year : {2019, 2020}) {
    for (const char* s : {"A", "B"})
      yearly.cells.push_back({StratumCode{s},
                              Period::year(year),
                              CellState::value,
                              {dec("12")},
                              {Status::verified, "source"}});
  }
  yearly.rounding = LegalRounding{1, "1/TEST, Điều 3"};
  auto delegated = ask("4.2", r::Delegated{r::Attained{m(14)}, r::Delegated::To::ministry}, {});
  for (auto& c : delegated.cells) c.state = CellState::delegated;
  delegated.comparator_status = Status::unverified, delegated.text_status = Status::verified;
  auto hidden = ask("4.3", r::NotPublished{m(15)}, {});
  for (auto& c : hidden.cells) c.state = CellState::not_published, c.citation = {};
  auto asked = ask("4.4", r::Declared{m(16)}, {});
  asked.applicability = {
      m(18), {"Nơi có chợ", "Where there is a market"}, {Status::verified, "3/TEST"}};
  p.criteria.push_back(criterion(
      "4",
      {yearly, delegated, hidden, asked,
       ask("4.5", r::PassMark{{{m(17), dec("60")}, {m(18), dec("40")}}}, {dec("70"), dec("50")})},
      rule::AllOf{}));
  p.criteria.push_back(criterion("5", {}, rule::AllOf{}));
  p.rule = rule::AllOf{}, p.prerequisite = SetId{"test-standard"};
  p.grants = {{.indicator = IndicatorNumber{"1.1"},
               .stratum = StratumCode{"A"},
               .direction = Grant::Direction::tighten,
               .base = dec("50"),
               .period = {Date(2017, 1, 1), std::nullopt},
               .citation = {Status::verified, "Điều 2, 1/TEST"}},
              {.indicator = IndicatorNumber{"1.1"},
               .stratum = StratumCode{"B"},
               .direction = Grant::Direction::confirm,
               .citation = {Status::verified, "Điều 3, 1/TEST"},
               .body = UnitCode{"P"}}};
  return CriteriaSet(std::move(p));
}

inline Overlay overlay() {
  return {.instrument = "9/TEST",
          .set = SetId{"test-all-kinds"},
          .kind = Overlay::Kind::fill,
          .rank = Overlay::Rank::ministry,
          .issued = Date(2016, 5, 1),
          .scope = {UnitCode{"P"}, {{Dimension{"border"}, StratumCode{"yes"}}}},
          .synthetic = true,
          .values = {{IndicatorNumber{"4.2"},
                      StratumCode{"A"},
                      {},
                      Period::always(),
                      {Status::verified, "9/TEST"}}},
          .body = UnitCode{"P"},
          .recorded = Date(2016, 5, 4),
          .repeals = {"8/TEST"}};
}

inline Registry registry() {
  std::vector<Unit> units;
  for (int k = 0; k < 70; ++k) {
    Unit u{.code = UnitCode{"0" + std::to_string(6000 + k)},
           .names = {{"Xã Đồng Tâm " + std::to_string(k)}},
           .parents = {{UnitCode{"D"}}}};
    u.strata = {{{Dimension{"region"}, StratumCode{k % 2 ? "A" : "B"}},
                 Period{Date(2010, 1, 1), std::nullopt}}};
    if (k % 7 == 0)
      u.strata.push_back({{Dimension{"border"}, StratumCode{"yes"}}}),
          u.cohorts = {{CohortCode{"border"}}};
    if (k % 9 == 0)
      u.exists = Period::through({2000, 1, 1}, {2024, 12, 31}),
      u.names.push_back({"Xã cũ", Period::through({1990, 1, 1}, {1999, 12, 31})}),
      u.names[0].period = Period{Date(2000, 1, 1), std::nullopt};
    units.push_back(std::move(u));
  }
  units.push_back({.code = UnitCode{"D"},
                   .level = Level::district,
                   .names = {{"Huyện Đ"}},
                   .parents = {{UnitCode{"P"}}}});
  units.push_back({.code = UnitCode{"P"}, .level = Level::province, .names = {{"Tỉnh P"}}});
  return Registry(std::move(units));
}

inline PanelData panel() {
  PanelData p;
  for (UnitIndex u = 0; u < 70; ++u) p.units.push_back(u);
  for (int k = 1; k <= 20; ++k) {
    ColumnData c{.measure = m(k), .reference = Date::end_of(2019), .source = "Báo cáo"};
    for (int u = 0; u < 70; ++u) {
      c.values.push_back((u * 37 + k * 11) % 101 + 0.1 * (u % 3));
      c.states.push_back(
          static_cast<std::uint8_t>((u * k) % 13 == 0 ? Observed::not_collected : Observed::value));
    }
    if (k == 2)
      c.denominators.assign(70, 4), c.recorded = Date(2020, 1, 15), c.evidence = Evidence::verified;
    if (k == 3)
      for (auto& v : c.values) v = v > 50;
    if (k == 5)
      c.values[3] = std::numeric_limits<double>::quiet_NaN(),
      c.values[4] = -std::numeric_limits<double>::infinity(), c.values[5] = 5e-324;
    p.columns.push_back(std::move(c));
  }
  p.notes = {"đọc từ tệp thử"};
  return p;
}

inline Assessment assessment(int threads = 1) {
  const auto rules = compile(criteria_set(), {.on = Date::end_of(2019),
                                              .provenance = Provenance::allow_unverified,
                                              .overlays = {overlay()}});
  return assess(rules, registry(), panel().view(),
                {.threads = threads, .max_age = MaxAge::years(2), .keep_indicators = true});
}

inline Programme programme() {
  Target all{.code = "mean",
             .name = {"Bình quân", "Mean"},
             .metric = Metric::mean_criteria,
             .by = Date::end_of(2020),
             .at_least = dec("12.5"),
             .up_to = dec("13"),
             .baseline = dec("11.54"),
             .baseline_on = Date::end_of(2019),
             .source = "1/KH-TEST"};
  Target band{.code = "band",
              .metric = Metric::units_in_band,
              .by = Date::end_of(2020),
              .at_most = dec("10"),
              .band = CriteriaRange{0, 4},
              .status = Status::unverified};
  band.population = {
      {"Xã biên giới", "Border communes"},
      Level::commune,
      {CohortCode{"border"}, UnitCode{"P"}, Stratum{Dimension{"region"}, StratumCode{"A"}}},
      {UnitCode{"06000"}}};
  Target share{.code = "share",
               .metric = Metric::criterion_share,
               .by = Date::end_of(2020),
               .at_least = dec("50"),
               .criterion = CriterionNumber{"3"}};
  return Programme("test-programme", {"Kế hoạch thử", "Test plan"}, {all, band, share});
}

inline History history() {
  auto p = synthetic::panel({.units = 40,
                             .criteria = 5,
                             .years = 5,
                             .districts = 4,
                             .registered_share = 0.3,
                             .registered_effect = 1,
                             .seed = 3});
  std::vector<double> x;
  for (std::size_t k = 0; k < p.years.size() * p.units.size(); ++k)
    x.push_back(static_cast<double>(k % 7) / 3 - 1);
  p.covariates = {{"road", x}};
  p.provinces = {UnitCode{"P1"}, UnitCode{"P2"}};
  for (std::size_t i = 0; i < p.units.size(); ++i) p.province.push_back(i < 20 ? 0 : 1);
  p.set_of_year.assign(p.years.size(), SetId{"test-all-kinds"});
  return History(std::move(p));
}

inline Model model() { return fit(history()); }
inline Outlook outlook() { return project(model(), {.until = 2021, .draws = 70, .seed = 7}); }

inline WorkList works() {
  return WorkList(
      {{.code = "a",
        .unit = UnitCode{"06000"},
        .criterion = CriterionNumber{"1"},
        .cost = 1.5,
        .chance = 0.9,
        .chance_without = 0.1,
        .value = 2,
        .lead_years = 1,
        .fund = "nation",
        .after = {"b"},
        .cost_spread = 0.25},
       {.code = "b", .unit = UnitCode{"06001"}, .criterion = CriterionNumber{"2"}, .cost = 2}},
      {{.unit = UnitCode{"06000"}, .district = UnitCode{"D"}, .rest = 0.5, .weight = 3}});
}
inline WorkPlan work_plan() {
  return {.chosen = {{0, 2021}, {1, 0}},
          .cost = 3.5,
          .value = 2.25,
          .bound = 2.5,
          .criteria = 1.8,
          .recognised = 0.45,
          .recognised_before = 0.05,
          .status = PlanStatus::stopped,
          .seconds = 0.125};
}

inline Bundle bundle() {
  return {"plan",
          {{"works", archive::save(works())},
           {"work_plan", archive::save(work_plan())},
           {"options", R"({"asked": {"ghi chú": "thử"}, "found": {}})"}}};
}

// Saves a loaded value again: two loads that differ in anything differ in these bytes.
inline std::string saved_again(std::string_view bytes) {
  switch (archive::kind_of(bytes)) {
    case archive::Kind::criteria_set:
      return archive::save(archive::load<CriteriaSet>(bytes));
    case archive::Kind::overlay:
      return archive::save(archive::load<Overlay>(bytes));
    case archive::Kind::registry:
      return archive::save(archive::load<Registry>(bytes));
    case archive::Kind::panel:
      return archive::save(archive::load<PanelData>(bytes));
    case archive::Kind::assessment:
      return archive::save(archive::load<Assessment>(bytes));
    case archive::Kind::programme:
      return archive::save(archive::load<Programme>(bytes));
    case archive::Kind::history:
      return archive::save(archive::load<History>(bytes));
    case archive::Kind::model:
      return archive::save(archive::load<Model>(bytes));
    case archive::Kind::outlook:
      return archive::save(archive::load<Outlook>(bytes));
    case archive::Kind::works:
      return archive::save(archive::load<WorkList>(bytes));
    case archive::Kind::work_plan:
      return archive::save(archive::load<WorkPlan>(bytes));
    case archive::Kind::bundle:
      return archive::save(archive::load<Bundle>(bytes));
  }
  return {};
}

// One archive of every kind, by name.
inline std::map<std::string, std::string> all() {
  return {
      {"criteria_set", archive::save(criteria_set())}, {"overlay", archive::save(overlay())},
      {"registry", archive::save(registry())},         {"panel", archive::save(panel())},
      {"assessment", archive::save(assessment())},     {"programme", archive::save(programme())},
      {"history", archive::save(history())},           {"model", archive::save(model())},
      {"outlook", archive::save(outlook())},           {"works", archive::save(works())},
      {"work_plan", archive::save(work_plan())},       {"bundle", archive::save(bundle())}};
}

}  // namespace specimens
