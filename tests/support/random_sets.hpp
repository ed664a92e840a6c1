// Random sets of every kind, rule and condition, with panels and registries for them.
#pragma once

#include <random>

#include "support/kinds.hpp"

namespace support {

using Random = std::mt19937;
inline bool one_in(Random& random, unsigned n) { return random() % n == 0; }

inline Rule rule_of(Random& random, std::size_t members) {
  const int k = 1 + int(random() % members);
  switch (random() % 5) {
    case 0:
      return rule::AnyOf{};
    case 1:
      return rule::AtLeast{k, static_cast<NotApplicablePolicy>(random() % 4)};
    case 2: {
      std::vector<Decimal> points;
      for (std::size_t i = 0; i < members; ++i) points.push_back(Decimal(int(1 + random() % 5)));
      return rule::Score{points, points[0], static_cast<rule::Score::NotApplicable>(random() % 2)};
    }
    default:
      return rule::AllOf{};
  }
}

// A few criteria of random kinds in two strata; half of the indicators hang on a condition.
inline CriteriaSet random_set(Random& random) {
  static const auto kinds = every_kind();
  std::vector<Criterion> criteria;
  for (int c = 1; c <= 3; ++c) {
    std::vector<Indicator> members;
    for (std::size_t i = 0, n = 1 + random() % 4; i < n; ++i) {
      Indicator q = kinds[random() % kinds.size()];
      q.number = IndicatorNumber{std::to_string(c) + "." + std::to_string(i + 1)};
      ThresholdCell in_b = q.cells[0];
      q.cells[0].stratum = StratumCode{"A"}, in_b.stratum = StratumCode{"B"};
      if (one_in(random, 4)) in_b.citation.status = Status::unverified;
      q.cells.push_back(in_b);
      if (one_in(random, 2)) q.applicability.condition = MeasureCode{"a"};
      members.push_back(std::move(q));
    }
    const auto n = members.size();
    criteria.push_back(
        criterion(std::to_string(c).c_str(), std::move(members), rule_of(random, n)));
    if (one_in(random, 3)) criteria.back().applicability.condition = MeasureCode{"a"};
  }
  auto p = parts(std::move(criteria), measures_of_every_kind(), {"A", "B"});
  p.rule = rule_of(random, 3);
  return CriteriaSet(p);
}

inline CompiledSet rules_of(const CriteriaSet& set) {
  static const CriteriaSet other = [] {
    auto p = parts({criterion("1", {indicator("1", requirement::Bound{MeasureCode{"x"}},
                                              {cell({d("40")}, "A"), cell({d("20")}, "B")})})},
                   {measure("x")}, {"A", "B"});
    p.id = SetId{"other"};
    return CriteriaSet(p);
  }();
  return compile(set, {.on = end_2019, .references = {other}});
}

// Values near the thresholds, every state, now and then a value outside its measure's range.
inline PanelData random_panel(Random& random, std::size_t n) {
  Table t(n);
  for (const auto& m : measures_of_every_kind()) {
    std::vector<double> values(n);
    for (double& v : values) {
      v = m.kind == MeasureKind::attained ? double(random() % 2) : double(random() % 11) * 10;
      if (one_in(random, 20)) v = one_in(random, 2) ? -1 : 0.5;
    }
    t.add(m.code.str().c_str(), values);
    for (auto& s : t.data.columns.back().states) {
      if (one_in(random, 3)) s = std::uint8_t(1 + random() % 6);
    }
  }
  return t.data;
}

inline Registry registry_of(Random& random, std::size_t n) {
  std::vector<Unit> units;
  for (std::size_t u = 0; u < n; ++u) {
    units.push_back({.code = UnitCode{"c" + std::to_string(u)}, .level = Level::commune});
    if (one_in(random, 12)) continue;
    const StratumCode stratum{one_in(random, 2) ? "A" : "B"};
    units.back().strata.push_back({{Dimension{"region"}, stratum}});
  }
  return Registry(std::move(units));
}

}  // namespace support
