#include "support/builder.hpp"

using namespace support;

TEST(Gaps, list_every_failing_indicator_and_agree_with_single_explanations) {
  const auto set = catalog::criteria_set("vn-commune-2016");
  const Registry registry = communes(150);
  Table t(150);
  for (const auto& m : set.parts().measures) {
    std::vector<double> v;
    for (int u = 0; u < 150; ++u) v.push_back((u * 7 + int(m.code.str().size()) * 13) % 11 == 0 ? missing : m.kind == MeasureKind::attained ? double(u % 3 != 0) : double((u * 37 + int(m.code.str().size()) * 5) % 101));
    t.add(m.code.str().c_str(), v, end_2020);
  }
  const Panel panel = t.data.view();
  const auto r = assess(compile(set, {.on = end_2020, .provenance = Provenance::allow_unverified}), registry, panel, {.keep_indicators = true});
  const auto list = gaps(r, registry, panel);
  std::size_t failing = 0;
  for (std::size_t f = 0; f < 49; ++f) {
    for (std::size_t u = 0; u < 150; ++u) {
      const auto c = r.rules().place(f).criterion;
      failing += Cell::from_byte(r.indicator_cells(f)[u]).verdict() == Verdict::not_met && r.cell(c, u).verdict() != Verdict::not_applicable;
    }
  }
  EXPECT_EQ(list.size(), failing);
  EXPECT_GT(failing, 100u);
  for (std::size_t k = 0; k < list.size(); k += 17) {
    const auto e = explain(r, registry, panel, registry.unit(r.unit(list[k].row)).code, r.rules().indicator(list[k].indicator).number);
    EXPECT_EQ(e.cell.verdict(), Verdict::not_met);
    double first = 0;
    for (const auto& v : e.values) if (v.gap && *v.gap > 0 && first == 0) first = *v.gap;
    EXPECT_DOUBLE_EQ(first, list[k].gap);
  }
}
