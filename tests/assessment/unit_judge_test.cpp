#include "support/builder.hpp"

#include <random>

#include "archives/specimens.hpp"
#include "tieuchi/assessment/unit_judge.hpp"

using namespace support;

namespace {

// Random values and states of the measures of a set, on the day judged; now and then a bad cell.
struct Draw {
  std::vector<double> values;
  std::vector<std::uint8_t> states;
  Draw(const CriteriaSet& set, std::mt19937& random) {
    for (const auto& m : set.parts().measures) {
      const bool binary = m.kind == MeasureKind::attained;
      values.push_back(random() % 40 == 0 ? missing
                       : binary           ? static_cast<double>(random() % 2)
                                          : static_cast<double>(random() % 1010) / 10);
      const unsigned state = random() % 8;
      states.push_back(random() % 4 ? std::uint8_t{0}
                       : state < 7  ? static_cast<std::uint8_t>(state)
                                    : static_cast<std::uint8_t>(Observed::withdrawn));
    }
  }
};

void same_as_assess(const CriteriaSet& set, CompileOptions how, const char* region, int stratum,
                    int draws) {
  const auto rules = compile(set, how);
  const UnitJudge judge(rules, {.stratum = stratum});
  const Registry registry = communes(1, region);
  std::mt19937 random(7);
  for (int k = 0; k < draws; ++k) {
    const Draw d(set, random);
    PanelData data;
    data.units = {0};
    for (std::size_t m = 0; m < d.values.size(); ++m) {
      data.columns.push_back({.measure = set.parts().measures[m].code,
                              .reference = how.on,
                              .values = {d.values[m]},
                              .states = {d.states[m]}});
    }
    const auto result = assess(rules, registry, data.view(), {.keep_indicators = true});
    std::vector<Cell> cells(judge.criteria()), indicators(rules.indicator_count());
    judge(d.values, d.states, cells, indicators);
    for (std::size_t c = 0; c < cells.size(); ++c)
      ASSERT_EQ(cells[c].byte(), result.cell(c, 0).byte())
          << set.id().str() << " " << c << " draw " << k;
    for (std::size_t f = 0; f < indicators.size(); ++f)
      ASSERT_EQ(indicators[f].byte(), result.indicator_cells(f)[0])
          << rules.indicator(f).number.str();
  }
}

}  // namespace

TEST(UnitJudge, says_what_assess_says_for_every_kind_of_requirement) {
  auto parts = specimens::criteria_set().parts();
  parts.dimension = Dimension{"region"};
  same_as_assess(CriteriaSet(parts), {.on = end_2019, .provenance = Provenance::allow_unverified},
                 "B", 1, 400);
}

TEST(UnitJudge, says_what_assess_says_under_sets_of_the_catalog) {
  for (const auto& id : catalog::criteria_sets()) {
    const auto set = catalog::criteria_set(id.str());
    if (set.parts().completeness == Completeness::not_published || !set.parts().in_force.to)
      continue;
    const auto& strata = set.parts().strata;
    const char* region = strata.size() > 1 ? strata[1].str().c_str() : "all";
    same_as_assess(
        set,
        {.on = set.parts().in_force.to->plus_days(-1), .provenance = Provenance::allow_unverified},
        region, strata.size() > 1 ? 1 : 0, 20);
  }
}

TEST(UnitJudge, a_missing_stratum_is_unknown_and_wrong_lengths_are_refused) {
  const auto set = specimens::criteria_set();
  const UnitJudge nowhere(compile(set, {.on = end_2019}), {.stratum = -1});
  std::vector<double> values(nowhere.measures().size(), 100);
  std::vector<Cell> cells(nowhere.criteria());
  nowhere(values, {}, cells);
  EXPECT_EQ(cells[0].reason(), Reason::stratum_missing);
  EXPECT_THROW(UnitJudge(compile(set, {.on = end_2019}), {.stratum = 2}), InvalidData);
  EXPECT_THROW(nowhere(std::span(values).first(3), {}, cells), InvalidData);
  EXPECT_THROW(nowhere(values, std::vector<std::uint8_t>(3), cells), InvalidData);
  EXPECT_THROW(nowhere(values, {}, std::span(cells).first(1)), InvalidData);
  EXPECT_THROW(nowhere(values, {}, cells, std::span(cells).first(1)), InvalidData);
}
