#include "support/builder.hpp"

using namespace support;

TEST(CompiledSet, limits_are_one_plain_comparison) {
  const Limit a = Limit::of(Comparator::at_least, Decimal(80)),
              b = Limit::of(Comparator::less_than, Decimal(10));
  EXPECT_TRUE(a.holds(80) && a.holds(79.9999999) && !a.holds(79.999) && !a.holds(std::nan("")));
  EXPECT_TRUE(b.holds(9.999999) && !b.holds(10) && !b.holds(9.9999999));
}

TEST(CompiledSet, takes_as_many_overlays_as_a_column_can_name) {
  Overlay o;
  o.set = SetId{"test"};
  o.issued = Date(2017, 1, 1);
  const CriteriaSet set(parts({criterion("1", {at_least("1", "x", "5")})}, {measure("x")}));
  EXPECT_THROW(compile(set, {.on = end_2019, .overlays = std::vector<Overlay>(65'536, o)}),
               InvalidCriteria);
  EXPECT_NO_THROW(compile(set, {.on = end_2019, .overlays = std::vector<Overlay>(200, o)}));
}

TEST(CompiledSet, is_a_value_that_outlives_what_it_was_made_from) {
  auto set = std::make_unique<CriteriaSet>(
      parts({criterion("1", {at_least("1", "x", "50")})}, {measure("x")}));
  CompiledSet rules = compile(*set, {.on = end_2019});
  set.reset();
  const CompiledSet copy = rules;
  EXPECT_EQ(copy.indicator(0).number.str(), "1");
  EXPECT_EQ(copy.threshold(0, {.stratum = 0}).numbers[0], Decimal(50));
  EXPECT_EQ(copy.threshold(0, {.stratum = -1}).unusable, Reason::stratum_missing);
}

// Model commune: 1.1 × a threshold of another set, of the same column and day, and of no other.
TEST(CompiledSet, a_factor_takes_its_base_from_the_set_and_indicator_it_names) {
  const auto reference = [](const char* id, std::vector<ThresholdCell> cells,
                            const char* number = "10") {
    auto p = parts(
        {criterion("10",
                   {indicator(number, requirement::Bound{MeasureCode{"x"}, Comparator::at_least},
                              std::move(cells)),
                    at_least("11", "x", "7")})},
        {measure("x")});
    p.id = SetId{id};
    for (auto& i : p.criteria[0].indicators) {
      for (auto& c : i.cells)
        c.citation.status =
            c.citation.status == Status::unverified ? Status::unverified : Status::verified;
    }
    return CriteriaSet(p);
  };
  const CriteriaSet model(parts(
      {criterion("1", {indicator("1",
                                 requirement::FactorOnThreshold{MeasureCode{"x"}, SetId{"advanced"},
                                                                IndicatorNumber{"10"},
                                                                Comparator::at_least},
                                 {cell({d("1.1")})})})},
      {measure("x")}));
  const auto asked = [&](std::vector<CriteriaSet> references,
                         Provenance provenance = Provenance::verified_only) {
    return compile(model,
                   {.on = end_2019, .provenance = provenance, .references = std::move(references)})
        .threshold(0, {.stratum = 0});
  };
  const auto value = [](const char* number, Status status = Status::verified) {
    ThresholdCell c = cell({d(number)});
    c.citation.status = status;
    return std::vector<ThresholdCell>{c};
  };
  const auto decoy = reference("other", value("90"));
  for (const auto& references : {std::vector{reference("advanced", value("50")), decoy},
                                 {decoy, reference("advanced", value("50"))}}) {
    const Threshold t = asked(references);
    ASSERT_FALSE(t.unusable);
    EXPECT_EQ(t.numbers, std::vector{d("55")});
    EXPECT_EQ(t.limits[0].from, d("55"));
  }
  EXPECT_EQ(asked({}).unusable, Reason::reference_missing);
  EXPECT_EQ(asked({decoy}).unusable, Reason::reference_missing);
  EXPECT_EQ(asked({reference("advanced", value("50"), "10.1")}).unusable,
            Reason::reference_missing);
  EXPECT_EQ(asked({reference("advanced", value("50", Status::unverified))}).unusable,
            Reason::reference_missing);
  EXPECT_EQ(
      asked({reference("advanced", value("50", Status::unverified))}, Provenance::allow_unverified)
          .numbers,
      std::vector{d("55")});
  auto no_number = parts(
      {criterion("10", {indicator("10", requirement::Attained{MeasureCode{"x"}}, {cell({})})})},
      {measure("x", MeasureKind::attained)});
  no_number.id = SetId{"advanced"};
  EXPECT_EQ(asked({CriteriaSet(no_number)}).unusable, Reason::reference_missing);
  ThresholdCell delegated = cell({});
  delegated.state = CellState::delegated;
  EXPECT_EQ(asked({reference("advanced", {delegated})}).unusable, Reason::reference_missing);
  EXPECT_EQ(asked({reference("advanced", {cell({d("50")}, "all", Period::year(2018))})}).unusable,
            Reason::reference_missing)
      << "another year's";
}
