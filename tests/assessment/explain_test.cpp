#include "support/builder.hpp"

using namespace support;

TEST(Explain, says_clause_threshold_source_value_and_gap_in_both_languages) {
  const auto set = catalog::criteria_set("vn-commune-2016");
  const Registry registry = communes(1);
  Table t(1);
  t.add("income.per_capita", {34.5}, end_2020, Evidence::verified);
  const Panel panel = t.data.view();
  const auto r = assess(compile(set, {.on = end_2020}), registry, panel);
  const auto e = explain(r, registry, panel, UnitCode{"c0"}, IndicatorNumber{"10"});
  EXPECT_EQ(e.cell.verdict(), Verdict::not_met);
  EXPECT_EQ(*e.values[0].gap, 1.5);
  const auto en = e.text(Language::en), vi = e.text(Language::vi);
  for (const char* part : {"✗ not met", "≥ 36", "1980/QĐ-TTg", "34.5", "gap 1.5", "MNPB", "verified"}) EXPECT_NE(en.find(part), std::string::npos) << part << en;
  for (const char* part : {"✗ chưa đạt", "còn thiếu 1.5", "đã thẩm tra", "cột MNPB"}) EXPECT_NE(vi.find(part), std::string::npos) << part << vi;
}

TEST(Explain, flags_numeric_noise_and_legal_rounding) {
  Indicator plain = at_least("1", "x", "80"), rounded = at_least("2", "x", "80");
  rounded.rounding = LegalRounding{0, "Circular 1"};
  const CriteriaSet set(parts({criterion("1", {plain, rounded})}, {measure("x")}));
  const auto at = [&](double v, const char* number) {
    Table t(1);
    t.add("x", {v});
    const Panel panel = t.data.view();
    const Registry registry = communes(1);
    return explain(assess(compile(set, {.on = end_2019}), registry, panel), registry, panel, UnitCode{"c0"}, IndicatorNumber{number});
  };
  EXPECT_TRUE(at(79.9999999, "1").numeric_noise);
  EXPECT_FALSE(at(80, "1").numeric_noise);
  EXPECT_FALSE(at(79.999, "1").numeric_noise);
  EXPECT_TRUE(at(79.6, "2").legal_rounding);
  EXPECT_FALSE(at(80, "2").legal_rounding);
}

TEST(Explain, refuses_another_panel_and_unknown_names) {
  const CriteriaSet set(parts({criterion("1", {at_least("1", "x", "50")})}, {measure("x")}));
  Table t(1), other(1);
  t.add("x", {60});
  other.add("x", {61});
  const Registry registry = communes(1);
  const Panel panel = t.data.view();
  const auto r = assess(compile(set, {.on = end_2019}), registry, panel);
  EXPECT_THROW(explain(r, registry, other.data.view(), UnitCode{"c0"}, IndicatorNumber{"1"}), InvalidData);
  EXPECT_THROW(explain(r, registry, panel, UnitCode{"nobody"}, IndicatorNumber{"1"}), UnknownCode);
  EXPECT_THROW(explain(r, registry, panel, UnitCode{"d"}, IndicatorNumber{"1"}), InvalidData);
  EXPECT_THROW(explain(r, registry, panel, UnitCode{"c0"}, IndicatorNumber{"1.0"}), UnknownCode);
}

TEST(Explain, evaluating_an_explanation_again_gives_the_same_verdict) {
  const auto set = catalog::criteria_set("vn-commune-2016");
  const Registry registry = communes(1);
  Table t(1);
  for (const auto& m : set.parts().measures) t.add(m.code.str().c_str(), {m.kind == MeasureKind::attained ? 1.0 : 60.0}, end_2020);
  const Panel panel = t.data.view();
  const auto r = assess(compile(set, {.on = end_2020, .provenance = Provenance::allow_unverified}), registry, panel, {.keep_indicators = true});
  for (std::size_t f = 0; f < 49; ++f) {
    const auto e = explain(r, registry, panel, UnitCode{"c0"}, r.rules().indicator(f).number);
    EXPECT_EQ(e.cell.byte(), r.indicator_cells(f)[0]) << e.number.str();
  }
}
