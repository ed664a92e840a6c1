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
  for (const char* part :
       {"✗ not met", "≥ 36", "1980/QĐ-TTg", "34.5", "gap 1.5", "MNPB", "verified"})
    EXPECT_NE(en.find(part), std::string::npos) << part << en;
  for (const char* part : {"✗ chưa đạt", "còn thiếu 1.5", "đã thẩm tra", "cột MNPB"})
    EXPECT_NE(vi.find(part), std::string::npos) << part << vi;
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
    return explain(assess(compile(set, {.on = end_2019}), registry, panel), registry, panel,
                   UnitCode{"c0"}, IndicatorNumber{number});
  };
  EXPECT_TRUE(at(79.9999999, "1").numeric_noise);
  EXPECT_FALSE(at(80, "1").numeric_noise);
  EXPECT_FALSE(at(79.999, "1").numeric_noise);
  EXPECT_TRUE(at(79.6, "2").legal_rounding);
  EXPECT_FALSE(at(80, "2").legal_rounding);
}

// An interval and groups are explained under rounding too, whichever reading it decided.
TEST(Explain, flags_legal_rounding_of_every_comparison) {
  Indicator between =
      indicator("1", requirement::Between{MeasureCode{"x"}}, {cell({Decimal(20), Decimal(70)})});
  Indicator groups = indicator(
      "2", requirement::PerGroup{{MeasureCode{"x"}, MeasureCode{"y"}}, Comparator::at_least},
      {cell({Decimal(30)})});
  between.rounding = groups.rounding = LegalRounding{0, "Circular 1"};
  const CriteriaSet set(parts({criterion("1", {between, groups})}, {measure("x"), measure("y")}));
  const auto at = [&](double x, double y, const char* number) {
    Table t(1);
    t.add("x", {x}).add("y", {y});
    const Panel panel = t.data.view();
    const Registry registry = communes(1);
    return explain(assess(compile(set, {.on = end_2019}), registry, panel), registry, panel,
                   UnitCode{"c0"}, IndicatorNumber{number});
  };
  EXPECT_TRUE(at(70.4, 50, "1").legal_rounding);
  EXPECT_EQ(at(70.4, 50, "1").cell.verdict(), Verdict::met);
  EXPECT_TRUE(at(19.5, 50, "1").legal_rounding);
  EXPECT_FALSE(at(70.5, 50, "1").legal_rounding);
  EXPECT_FALSE(at(50, 50, "1").legal_rounding);
  EXPECT_TRUE(at(29.5, 50, "2").legal_rounding);
  EXPECT_TRUE(at(50, 29.5, "2").legal_rounding);
  EXPECT_FALSE(at(50, 50, "2").legal_rounding);
}

namespace {

struct Given {
  const char* code;
  double value;
  Date reference = end_2019;
};

// The explanation of the one indicator "1" with this requirement and these numbers.
Explanation of(Requirement requirement, std::vector<const char*> numbers,
               const std::vector<Given>& given, Status status = Status::verified,
               Provenance provenance = Provenance::verified_only,
               MaxAge max_age = MaxAge::same_year()) {
  ThresholdCell c = cell({});
  for (const char* n : numbers) c.numbers.push_back(d(n));
  c.citation.status = status;
  const CriteriaSet set(parts({criterion("1", {indicator("1", std::move(requirement), {c})})},
                              {measure("x"), measure("y"), measure("z")}));
  Table t(1);
  for (const auto& g : given) t.add(g.code, {g.value}, g.reference);
  const Panel panel = t.data.view();
  const Registry registry = communes(1);
  return explain(assess(compile(set, {.on = end_2019, .provenance = provenance}), registry, panel,
                        {.max_age = max_age}),
                 registry, panel, UnitCode{"c0"}, IndicatorNumber{"1"});
}

// The gaps of the values as they were read; -1 where there is none.
std::vector<double> gaps_of(const Explanation& e) {
  std::vector<double> out;
  for (const auto& v : e.values) out.push_back(v.gap.value_or(-1));
  return out;
}

}  // namespace

// What is asked, in signs, and what is lacking, in decimals; worked by hand for every kind.
TEST(Explain, asks_and_gaps_of_every_kind) {
  namespace r = requirement;
  using Gaps = std::vector<double>;
  const MeasureCode x{"x"}, y{"y"}, z{"z"};
  const auto bound = [&](Comparator c, double v) { return of(r::Bound{x, c}, {"10"}, {{"x", v}}); };
  EXPECT_EQ(bound(Comparator::at_least, 9.9).asks, "≥ 10");
  EXPECT_EQ(gaps_of(bound(Comparator::at_least, 9.9)), Gaps{0.1});
  EXPECT_EQ(gaps_of(bound(Comparator::at_least, 11)), Gaps{0});
  EXPECT_EQ(bound(Comparator::more_than, 10).asks, "> 10");
  EXPECT_EQ(bound(Comparator::more_than, 10).cell.verdict(), Verdict::not_met);
  EXPECT_EQ(gaps_of(bound(Comparator::more_than, 10)), Gaps{0});
  EXPECT_EQ(bound(Comparator::at_most, 12.5).asks, "≤ 10");
  EXPECT_EQ(gaps_of(bound(Comparator::at_most, 12.5)), Gaps{2.5});
  EXPECT_EQ(bound(Comparator::less_than, 11).asks, "< 10");
  EXPECT_EQ(gaps_of(bound(Comparator::less_than, 11)), Gaps{1});
  EXPECT_EQ(gaps_of(bound(Comparator::at_least, missing)), Gaps{-1});

  EXPECT_EQ(of(r::Between{x}, {"2", "5"}, {{"x", 3}}).asks, "2 … 5");
  for (const auto& [v, gap] : {std::pair{7.0, 2.0}, {1.5, 0.5}, {5.0, 0.0}, {2.0, 0.0}}) {
    EXPECT_EQ(gaps_of(of(r::Between{x}, {"2", "5"}, {{"x", v}})), Gaps{gap});
  }
  EXPECT_EQ(of(r::Attained{x}, {}, {{"x", 0}}).asks, "1");

  EXPECT_EQ(of(r::OfWhich{.whole = x, .part = y}, {"95", "60"}, {{"x", 97}, {"y", 40}}).asks,
            "≥ 95; ≥ 60");
  EXPECT_EQ(gaps_of(of(r::OfWhich{.whole = x, .part = y}, {"95", "60"}, {{"x", 97}, {"y", 40}})),
            (Gaps{0, 20}));
  const r::OfWhich few{.whole = x, .part = y, .small_if = z, .small_limit = d("3")};
  EXPECT_EQ(gaps_of(of(few, {"95", "60", "30"}, {{"x", 90}, {"y", 25}, {"z", 3}})),
            (Gaps{5, 5, -1}));
  EXPECT_EQ(gaps_of(of(few, {"95", "60", "30"}, {{"x", 90}, {"y", 25}, {"z", 4}})),
            (Gaps{5, 35, -1}));
  EXPECT_EQ(gaps_of(of(few, {"95", "60", "30"}, {{"x", 90}, {"y", 25}})), (Gaps{-1, -1, -1}))
      << "how many is not known";

  const r::RatioToPast past{x, y, Comparator::at_least};
  EXPECT_EQ(of(past, {"1.5"}, {{"x", 40}, {"y", 30}}).asks, "≥ 1.5 ×");
  EXPECT_EQ(gaps_of(of(past, {"1.5"}, {{"x", 40}, {"y", 30}})), (Gaps{5, -1}));
  EXPECT_EQ(gaps_of(of(past, {"1.5"}, {{"x", 40}})), (Gaps{-1, -1}));
  const r::RatioToSeries series{x, y, Comparator::at_least};
  EXPECT_EQ(of(series, {"1.4"}, {{"x", 40}, {"y", 30}}).asks, "≥ 1.4 ×");
  EXPECT_EQ(gaps_of(of(series, {"1.4"}, {{"x", 40}, {"y", 30}})), (Gaps{2, -1}));

  EXPECT_EQ(gaps_of(of(r::PerGroup{{x, y}, Comparator::at_least}, {"50"}, {{"x", 40}, {"y", 60}})),
            (Gaps{10, 0}));
  EXPECT_EQ(gaps_of(of(r::PassMark{{{x, d("10")}, {y, d("10")}}}, {"15"}, {{"x", 4}, {"y", 5}})),
            (Gaps{-1, -1}));
}

TEST(Explain, flags_what_is_unverified_and_what_is_carried_forward) {
  const requirement::Bound bound{MeasureCode{"x"}, Comparator::at_least};
  EXPECT_FALSE(of(bound, {"10"}, {{"x", 9}}).unverified);
  EXPECT_TRUE(
      of(bound, {"10"}, {{"x", 9}}, Status::unverified, Provenance::allow_unverified).unverified);
  const auto refused = of(bound, {"10"}, {{"x", 9}}, Status::unverified);
  EXPECT_FALSE(refused.unverified) << "no threshold was used";
  EXPECT_EQ(refused.asks, "");
  EXPECT_EQ(gaps_of(refused), std::vector<double>{-1});
  EXPECT_EQ(refused.text().find("≥"), std::string::npos);

  const auto carried = [](const Requirement& q, const char* number,
                          const std::vector<Given>& given) {
    return of(q, {number}, given, Status::verified, Provenance::verified_only, MaxAge::years(5));
  };
  EXPECT_FALSE(carried(bound, "10", {{"x", 9}}).carried_forward);
  const auto old = carried(bound, "10", {{"x", 9, Date::end_of(2018)}});
  EXPECT_TRUE(old.carried_forward);
  EXPECT_NE(old.text().find(word(Reason::carried_forward, Language::en)), std::string::npos);
  const requirement::RatioToPast past{MeasureCode{"x"}, MeasureCode{"y"}, Comparator::at_least};
  EXPECT_FALSE(carried(past, "1.5", {{"x", 40}, {"y", 30, Date::end_of(2016)}}).carried_forward)
      << "a past value is of the past";
  EXPECT_TRUE(carried(past, "1.5", {{"x", 40, Date::end_of(2018)}, {"y", 30, Date::end_of(2016)}})
                  .carried_forward);
}

TEST(Explain, an_explanation_outlives_the_panel) {
  // `of` has let its panel, registry and result go.
  const auto e =
      of(requirement::Bound{MeasureCode{"x"}, Comparator::at_least}, {"10"}, {{"x", 9.5}});
  EXPECT_EQ(e.values[0].reference, end_2019);
  EXPECT_EQ(e.values[0].reading.column, nullptr);
  EXPECT_NE(e.text().find("9.5 %, 2019-12-31"), std::string::npos) << e.text();
}

TEST(Explain, sees_numeric_noise_at_each_limit_of_its_own) {
  const MeasureCode x{"x"}, y{"y"};
  const requirement::OfWhich of_which{.whole = x, .part = y};
  EXPECT_TRUE(of(of_which, {"95", "60"}, {{"x", 94.9999999}, {"y", 70}}).numeric_noise);
  EXPECT_TRUE(of(of_which, {"95", "60"}, {{"x", 97}, {"y", 59.9999999}}).numeric_noise);
  EXPECT_FALSE(of(of_which, {"95", "60"}, {{"x", 97}, {"y", 94.9999999}}).numeric_noise);
  EXPECT_TRUE(of(requirement::PerGroup{{x, y}, Comparator::at_least}, {"50"},
                 {{"x", 60}, {"y", 49.9999999}})
                  .numeric_noise);
}

// Read by a person: clause, counts behind a share, what is made up, and why something is not asked.
TEST(Explain, reads_as_it_was_read_in_both_languages) {
  Indicator water =
      indicator("1.1", requirement::OfWhich{.whole = MeasureCode{"x"}, .part = MeasureCode{"y"}},
                {cell({d("95"), d("60")})});
  water.unit = {"phần trăm", "per cent"};
  Indicator left_open = indicator(
      "2.1", requirement::Delegated{requirement::Bound{MeasureCode{"y"}, Comparator::at_most}},
      {cell({})});
  left_open.cells[0].state = CellState::delegated;
  Criterion market = criterion("3", {at_least("3.1", "x", "50")});
  market.applicability = {MeasureCode{"planned"}, {"không quy hoạch chợ", "no market planned"}, {}};
  const CriteriaSet set(
      parts({criterion("1", {water}), criterion("2", {left_open}), market},
            {measure("x"), measure("y"), measure("planned", MeasureKind::attained)}));
  Overlay made_up{.instrument = "7/QĐ-UBND",
                  .set = SetId{"test"},
                  .issued = Date(2017, 1, 1),
                  .synthetic = true};
  made_up.values = {{IndicatorNumber{"2.1"},
                     StratumCode{},
                     {d("12.5")},
                     Period::always(),
                     {Status::unverified, "an example"}}};
  Table t(1);
  t.add("x", {40}, end_2019, Evidence::verified)
      .add("y", {30})
      .add("planned", {0}, end_2019, Evidence::approved);
  t.data.columns[0].denominators = {50}, t.data.columns[0].source = "Báo cáo 5/BC";
  const Registry registry = communes(1);
  const Panel panel = t.data.view();
  const auto r = assess(
      compile(set,
              {.on = end_2019, .provenance = Provenance::allow_unverified, .overlays = {made_up}}),
      registry, panel);
  const auto text = [&](const char* number, Language language) {
    return explain(r, registry, panel, UnitCode{"c0"}, IndicatorNumber{number}).text(language);
  };
  EXPECT_EQ(text("1.1", Language::en), R"(Xã 0 (c0) – 1.1 1.1: ✗ not met (short of the threshold)
  set: test, 1/TEST, on 2019-12-31, column all
  asks: ≥ 95; ≥ 60 per cent [1/TEST, verified]
  source of the threshold: source
  x: 80 % (40/50), 2019-12-31, verified, Báo cáo 5/BC; gap 15
  y: 30 %, 2019-12-31, self-assessed; gap 30
)");
  EXPECT_EQ(text("1.1", Language::vi), R"(Xã 0 (c0) – 1.1 1.1: ✗ chưa đạt (chưa tới mức quy định)
  bộ tiêu chí: test, 1/TEST, ngày 2019-12-31, cột all
  yêu cầu: ≥ 95; ≥ 60 phần trăm [1/TEST, đã kiểm chứng]
  nguồn mức quy định: source
  x: 80 % (40/50), 2019-12-31, đã thẩm tra, Báo cáo 5/BC; còn thiếu 15
  y: 30 %, 2019-12-31, tự đánh giá; còn thiếu 30
)");
  EXPECT_EQ(text("2.1", Language::en), R"(Xã 0 (c0) – 2.1 2.1: ✗ not met (short of the threshold)
  set: test, 1/TEST, on 2019-12-31, column all
  asks: ≤ 12.5 [7/QĐ-UBND, UNVERIFIED, SYNTHETIC]
  source of the threshold: an example
  y: 30 %, 2019-12-31, self-assessed; gap 17.5
)");
  EXPECT_EQ(text("2.1", Language::vi), R"(Xã 0 (c0) – 2.1 2.1: ✗ chưa đạt (chưa tới mức quy định)
  bộ tiêu chí: test, 1/TEST, ngày 2019-12-31, cột all
  yêu cầu: ≤ 12.5 [7/QĐ-UBND, CHƯA KIỂM CHỨNG, GIẢ LẬP]
  nguồn mức quy định: an example
  y: 30 %, 2019-12-31, tự đánh giá; còn thiếu 17.5
)");
  EXPECT_EQ(text("3.1", Language::vi), R"(Xã 0 (c0) – 3.1 3.1: – không xét (không xét theo quy định)
  bộ tiêu chí: test, 1/TEST, ngày 2019-12-31, cột all
  yêu cầu: ≥ 50 [1/TEST, đã kiểm chứng]
  nguồn mức quy định: source
  x: 80 % (40/50), 2019-12-31, đã thẩm tra, Báo cáo 5/BC
  căn cứ không xét: không quy hoạch chợ
)");
}

TEST(Explain, refuses_another_panel_and_unknown_names) {
  const CriteriaSet set(parts({criterion("1", {at_least("1", "x", "50")})}, {measure("x")}));
  Table t(1), other(1);
  t.add("x", {60});
  other.add("x", {61});
  const Registry registry = communes(1);
  const Panel panel = t.data.view();
  const auto r = assess(compile(set, {.on = end_2019}), registry, panel);
  EXPECT_THROW((void)explain(r, registry, other.data.view(), UnitCode{"c0"}, IndicatorNumber{"1"}),
               InvalidData);
  EXPECT_THROW((void)explain(r, registry, panel, UnitCode{"nobody"}, IndicatorNumber{"1"}),
               UnknownCode);
  EXPECT_THROW((void)explain(r, registry, panel, UnitCode{"d"}, IndicatorNumber{"1"}), InvalidData);
  EXPECT_THROW((void)explain(r, registry, panel, UnitCode{"c0"}, IndicatorNumber{"1.0"}),
               UnknownCode);
}

TEST(Explain, evaluating_an_explanation_again_gives_the_same_verdict) {
  const auto set = catalog::criteria_set("vn-commune-2016");
  const Registry registry = communes(1);
  Table t(1);
  for (const auto& m : set.parts().measures)
    t.add(m.code.str().c_str(), {m.kind == MeasureKind::attained ? 1.0 : 60.0}, end_2020);
  const Panel panel = t.data.view();
  const auto r = assess(compile(set, {.on = end_2020, .provenance = Provenance::allow_unverified}),
                        registry, panel, {.keep_indicators = true});
  for (std::size_t f = 0; f < 49; ++f) {
    const auto e = explain(r, registry, panel, UnitCode{"c0"}, r.rules().indicator(f).number);
    EXPECT_EQ(e.cell.byte(), r.indicator_cells(f)[0]) << e.number.str();
  }
}
