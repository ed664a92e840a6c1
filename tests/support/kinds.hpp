// One indicator of every kind of requirement, over a few measures.
#pragma once

#include "support/builder.hpp"

namespace support {

// What `every_kind` reads.
inline std::vector<Measure> measures_of_every_kind() {
  return {measure("x"),
          measure("y"),
          measure("z"),
          measure("n", MeasureKind::count),
          measure("a", MeasureKind::attained),
          measure("p", MeasureKind::score),
          measure("q", MeasureKind::score)};
}

inline std::vector<Indicator> every_kind() {
  namespace r = requirement;
  const MeasureCode x{"x"}, y{"y"}, z{"z"}, n{"n"}, a{"a"};
  std::vector<std::pair<Requirement, std::vector<Decimal>>> kinds{
      {r::Bound{x, Comparator::at_least}, {Decimal(50)}},
      {r::Bound{x, Comparator::more_than}, {Decimal(50)}},
      {r::Bound{y, Comparator::at_most}, {Decimal(50)}},
      {r::Bound{y, Comparator::less_than}, {Decimal(50)}},
      {r::Between{x}, {Decimal(20), Decimal(70)}},
      {r::Attained{a}, {}},
      {r::OfWhich{x, z, {}, {}}, {Decimal(40), Decimal(20)}},
      {r::OfWhich{x, z, n, Decimal(30)}, {Decimal(40), Decimal(30), Decimal(20)}},
      {r::PerYear{x, Comparator::at_least}, {Decimal(45)}},
      {r::RatioToSeries{x, y, Comparator::at_least}, {d("1.1")}},
      {r::FactorOnThreshold{x, SetId{"other"}, IndicatorNumber{"1"}, Comparator::at_least},
       {d("1.1")}},
      {r::RatioToPast{x, y, Comparator::at_least}, {d("1.2")}},
      {r::PerGroup{{x, y}, Comparator::at_least}, {Decimal(30)}},
      {r::SeveralYears{a, 2, r::SeveralYears::Pattern::attained_every_year}, {}},
      {r::SeveralYears{y, 2, r::SeveralYears::Pattern::falling_every_year}, {}},
      {r::PassMark{{{MeasureCode{"p"}, Decimal(100)}, {MeasureCode{"q"}, Decimal(100)}}},
       {Decimal(90), Decimal(20)}},
      {r::Delegated{r::Bound{x, Comparator::at_least}}, {}},
      {r::NotPublished{x}, {}},
      {r::Declared{a}, {}}};
  std::vector<Indicator> list;
  for (std::size_t k = 0; k < kinds.size(); ++k) {
    auto c = cell(
        kinds[k].second, "all",
        std::holds_alternative<r::PerYear>(kinds[k].first) ? Period::year(2019) : Period::always());
    if (std::holds_alternative<r::Delegated>(kinds[k].first)) c.state = CellState::delegated;
    if (std::holds_alternative<r::NotPublished>(kinds[k].first)) c.state = CellState::not_published;
    list.push_back(indicator(("1." + std::to_string(k + 1)).c_str(), kinds[k].first, {c}));
  }
  return list;
}

}  // namespace support
