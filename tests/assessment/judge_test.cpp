#include "support/builder.hpp"

using namespace support;

TEST(Judge, the_block_kernel_equals_the_definition_on_every_shipped_set) {
  // Judging with the kernel and cell by cell (several columns of one measure force choosing).
  for (const auto& id : catalog::criteria_sets()) {
    const auto set = catalog::criteria_set(id.str());
    if (set.indicator_count() == 0) continue;
    const Date on = set.parts().in_force.to ? set.parts().in_force.to->plus_days(-1) : Date::end_of(2025);
    const Registry registry = communes(64, set.parts().strata.back().str().c_str());
    Table plain(64), doubled(64);
    std::uint64_t state = 7;
    for (const auto& m : set.parts().measures) {
      std::vector<double> v;
      for (int u = 0; u < 64; ++u) {
        state = state * 6364136223846793005ULL + 1442695040888963407ULL;
        const double x = double(state >> 40) / 16777216.0;
        v.push_back(x < 0.1 ? missing : m.kind == MeasureKind::attained ? double(x > 0.5) : std::round(1000 * x) / 10);
      }
      plain.add(m.code.str().c_str(), v, on);
      doubled.add(m.code.str().c_str(), v, on).add(m.code.str().c_str(), v, on);
    }
    const auto rules = compile(set, {.on = on, .provenance = Provenance::allow_unverified});
    const auto fast = assess(rules, registry, plain.data.view(), {.keep_indicators = true});
    const auto slow = assess(rules, registry, doubled.data.view(), {.keep_indicators = true});
    for (std::size_t f = 0; f < rules.indicator_count(); ++f) {
      for (std::size_t u = 0; u < 64; ++u) {
        ASSERT_EQ(Cell::from_byte(fast.indicator_cells(f)[u]).verdict(), Cell::from_byte(slow.indicator_cells(f)[u]).verdict())
            << id.str() << " " << rules.indicator(f).number.str() << " unit " << u;
      }
    }
  }
}

TEST(Judge, a_missing_cell_is_never_met) {
  // Other engines turned 5,974 empty cells of 490,000 into met.
  const CriteriaSet set(parts({criterion("1", {indicator("1", requirement::Bound{MeasureCode{"x"}, Comparator::at_most}, {cell({Decimal(12)})})})}, {measure("x")}));
  Table t(1);
  t.add("x", {missing});
  t.data.columns[0].values[0] = 0;  // what a careless export leaves under an empty cell
  EXPECT_EQ(assess(compile(set, {.on = end_2019}), communes(1), t.data.view()).cell(0, 0).verdict(), Verdict::unknown);
}
