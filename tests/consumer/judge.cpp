#include "judge.hpp"

#ifdef JUDGING_ONLY
#include "tieuchi/judging.hpp"
#else
#include "tieuchi/tieuchi.hpp"
#endif

namespace tc = tieuchi;

std::uint64_t judged() {
  tc::CriteriaSetParts p;
  p.id = tc::SetId{"consumer"}, p.in_force = tc::Period::always(),
  p.strata = {tc::StratumCode{"all"}};
  for (int k = 0; k < 5; ++k) {
    const tc::MeasureCode code{"m" + std::to_string(k)};
    p.measures.push_back({.code = code});
    tc::Criterion c;
    c.number = tc::CriterionNumber{std::to_string(k + 1)};
    c.indicators.resize(1);
    c.indicators[0].number = tc::IndicatorNumber{std::to_string(k + 1)};
    c.indicators[0].requirement = tc::requirement::Bound{code};
    c.indicators[0].cells = {{tc::StratumCode{"all"},
                              tc::Period::always(),
                              tc::CellState::value,
                              {tc::Decimal(50)},
                              {tc::Status::verified, "test"}}};
    p.criteria.push_back(std::move(c));
  }
  const std::size_t n = 2000;
  std::vector<tc::Unit> units;
  for (std::size_t i = 0; i < n; ++i) units.push_back({.code = tc::UnitCode{std::to_string(i)}});
  const tc::Registry registry(std::move(units));
  std::vector<std::vector<double>> values(5, std::vector<double>(n));
  std::vector<tc::Column> columns;
  for (std::size_t k = 0; k < 5; ++k) {
    for (std::size_t i = 0; i < n; ++i)
      values[k][i] = static_cast<double>((i * 7919 + k * 104729) % 1000) / 10 - 1e-7;
    columns.push_back({.measure = tc::MeasureCode{"m" + std::to_string(k)},
                       .reference = tc::Date::end_of(2019),
                       .values = values[k]});
  }
  return tc::assess(tc::compile(tc::CriteriaSet(p), {.on = tc::Date::end_of(2019)}), registry,
                    tc::Panel(n, columns), {.threads = 2})
      .hash(registry);
}
