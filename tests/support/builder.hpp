// Small worlds for tests: sets, registries and panels in a few words.
#pragma once

#include <gtest/gtest.h>

#include <cmath>

// All but projection/ and planning/: programs that precompile nothing are compiled faster without
// Eigen.
#include "tieuchi/assessment/combine.hpp"
#include "tieuchi/assessment/conflicts.hpp"
#include "tieuchi/assessment/counting.hpp"
#include "tieuchi/assessment/coverage.hpp"
#include "tieuchi/assessment/gaps.hpp"
#include "tieuchi/assessment/improvement.hpp"
#include "tieuchi/assessment/judge.hpp"
#include "tieuchi/assessment/recognition.hpp"
#include "tieuchi/assessment/rollup.hpp"
#include "tieuchi/catalog.hpp"
#include "tieuchi/criteria/crosswalk.hpp"
#include "tieuchi/criteria/rating.hpp"
#include "tieuchi/observation/panel_data.hpp"
#include "tieuchi/population/cohort.hpp"
#include "tieuchi/population/name_match.hpp"

namespace support {

using namespace tieuchi;

inline Decimal d(const char* text) { return Decimal::parse(text).value(); }
inline const Date end_2019 = Date::end_of(2019), end_2020 = Date::end_of(2020);

inline Measure measure(const char* code, MeasureKind kind = MeasureKind::share) {
  return {.code = MeasureCode{code}, .kind = kind, .name = {code, code}, .unit = {"%", "%"}};
}

inline ThresholdCell cell(std::vector<Decimal> numbers, const char* stratum = "all",
                          Period period = Period::always(), Status status = Status::verified) {
  return {StratumCode{stratum}, period, CellState::value, std::move(numbers), {status, "source"}};
}

inline Indicator indicator(const char* number, Requirement requirement,
                           std::vector<ThresholdCell> cells) {
  Indicator i;
  i.number = IndicatorNumber{number};
  i.name = {number, number};
  i.requirement = std::move(requirement);
  i.cells = std::move(cells);
  return i;
}

inline Indicator at_least(const char* number, const char* code, const char* threshold) {
  return indicator(number, requirement::Bound{MeasureCode{code}, Comparator::at_least},
                   {cell({d(threshold)})});
}

inline Criterion criterion(const char* number, std::vector<Indicator> indicators,
                           Rule rule = rule::AllOf{}) {
  Criterion c;
  c.number = CriterionNumber{number};
  c.name = {number, number};
  c.rule = std::move(rule);
  c.indicators = std::move(indicators);
  return c;
}

inline CriteriaSetParts parts(std::vector<Criterion> criteria, std::vector<Measure> measures,
                              std::vector<const char*> strata = {"all"}) {
  CriteriaSetParts p;
  p.id = SetId{"test"};
  p.decision = "1/TEST";
  p.issued = Date(2010, 1, 1);
  p.in_force = Period::through({2010, 1, 1}, {2030, 12, 31});
  if (strata.size() > 1 || std::string(strata[0]) != "all") p.dimension = Dimension{"region"};
  for (const char* s : strata) p.strata.push_back(StratumCode{s});
  p.criteria = std::move(criteria);
  p.measures = std::move(measures);
  return p;
}

// n communes "c0", "c1" … of one district of one province, all in `region`.
inline Registry communes(std::size_t n, const char* region = "MNPB") {
  std::vector<Unit> units;
  for (std::size_t i = 0; i < n; ++i) {
    units.push_back({.code = UnitCode{"c" + std::to_string(i)},
                     .level = Level::commune,
                     .names = {{"Xã " + std::to_string(i)}},
                     .parents = {{UnitCode{"d"}}},
                     .strata = {{{Dimension{"region"}, StratumCode{region}}}}});
  }
  units.push_back({.code = UnitCode{"d"}, .level = Level::district, .parents = {{UnitCode{"p"}}}});
  units.push_back({.code = UnitCode{"p"}, .level = Level::province});
  return Registry(std::move(units));
}

inline const double missing = std::nan("");

// A panel over the first communes; `missing` is an empty cell.
struct Table {
  PanelData data;
  explicit Table(std::size_t n) {
    for (std::size_t i = 0; i < n; ++i) data.units.push_back(UnitIndex(i));
  }
  Table& add(const char* code, std::vector<double> values, Date reference = end_2019,
             Evidence evidence = Evidence::self_assessed) {
    ColumnData c{.measure = MeasureCode{code},
                 .reference = reference,
                 .values = values,
                 .states = {},
                 .evidence = evidence,
                 .recorded = {},
                 .source = {}};
    for (double v : values) {
      c.states.push_back(std::uint8_t(std::isnan(v) ? Observed::not_collected : Observed::value));
    }
    data.columns.push_back(std::move(c));
    return *this;
  }
};

// One indicator of one unit under a set of the catalog.
inline Cell judge_one(const CriteriaSet& set, const char* number, CompileOptions options,
                      std::vector<std::pair<const char*, double>> values, Date reference,
                      const char* region = "MNPB", AssessOptions how = {}) {
  const Registry registry = communes(1, region);
  Table table(1);
  for (const auto& [code, v] : values) table.add(code, {v}, reference);
  const auto rules = compile(set, std::move(options));
  how.keep_indicators = true;
  const auto result = assess(rules, registry, table.data.view(), how);
  return Cell::from_byte(result.indicator_cells(set.index_of(IndicatorNumber{number}).flat)[0]);
}

template <class E, class F>
std::vector<Problem> problems_of(F&& f) {
  try {
    f();
  } catch (const E& e) {
    return e.problems();
  }
  ADD_FAILURE() << "nothing was thrown";
  return {};
}

inline bool has(const std::vector<Problem>& list, ProblemCode what) {
  return std::ranges::any_of(list, [&](const auto& p) { return p.what == what; });
}

}  // namespace support
