// Every kind of requirement, through `compile` and `assess`.
#include "support/builder.hpp"

using namespace support;
namespace r = tieuchi::requirement;

namespace {

// Judges one indicator of a made-up set; a value of `missing` is an empty cell.
Cell one(Requirement q, std::vector<Decimal> numbers, std::vector<Measure> measures,
         std::vector<std::pair<const char*, double>> values, Date on = end_2019) {
  Indicator i = indicator("1", std::move(q), {cell(std::move(numbers))});
  const CriteriaSet set(parts({criterion("1", {i})}, std::move(measures)));
  return judge_one(set, "1", {.on = on}, std::move(values), end_2019);
}

Cell bound(Comparator c, const char* threshold, double value) {
  return one(r::Bound{MeasureCode{"x"}, c}, {d(threshold)}, {measure("x", MeasureKind::amount)},
             {{"x", value}});
}

}  // namespace

TEST(Requirement, at_least_is_met_on_the_threshold) {
  EXPECT_EQ(bound(Comparator::at_least, "80", 80).verdict(), Verdict::met);
  EXPECT_EQ(bound(Comparator::at_least, "80", 79.999).verdict(), Verdict::not_met);
  EXPECT_EQ(bound(Comparator::at_least, "80", 79.9999999).verdict(), Verdict::met);
}

TEST(Requirement, more_than_is_strict) {
  EXPECT_EQ(bound(Comparator::more_than, "20", 20).verdict(), Verdict::not_met);
  EXPECT_EQ(bound(Comparator::more_than, "20", 20.000001).verdict(), Verdict::met);
  EXPECT_EQ(bound(Comparator::more_than, "20", 20.0000001).verdict(), Verdict::not_met);
}

TEST(Requirement, at_most_is_met_on_the_threshold) {
  EXPECT_EQ(bound(Comparator::at_most, "0", 0).verdict(), Verdict::met);
  EXPECT_EQ(bound(Comparator::at_most, "0", 1).verdict(), Verdict::not_met);
  EXPECT_EQ(bound(Comparator::at_most, "21.8", 21.8).verdict(), Verdict::met);
}

TEST(Requirement, less_than_is_strict) {
  EXPECT_EQ(bound(Comparator::less_than, "10", 10).verdict(), Verdict::not_met);
  EXPECT_EQ(bound(Comparator::less_than, "10", 9.999999).verdict(), Verdict::met);
}

TEST(Requirement, between_passes_at_both_ends) {
  const auto at = [](double v) {
    return one(r::Between{MeasureCode{"x"}}, {Decimal(10), Decimal(20)}, {measure("x")}, {{"x", v}})
        .verdict();
  };
  EXPECT_EQ(at(10), Verdict::met);
  EXPECT_EQ(at(20), Verdict::met);
  EXPECT_EQ(at(9.99), Verdict::not_met);
  EXPECT_EQ(at(20.01), Verdict::not_met);
}

TEST(Requirement, attained_takes_one_and_zero_and_nothing_else) {
  const auto at = [](double v) {
    return one(r::Attained{MeasureCode{"x"}}, {}, {measure("x", MeasureKind::attained)},
               {{"x", v}});
  };
  EXPECT_EQ(at(1).verdict(), Verdict::met);
  EXPECT_EQ(at(0).verdict(), Verdict::not_met);
  EXPECT_EQ(at(0.5).reason(), Reason::invalid);
  EXPECT_EQ(at(missing).reason(), Reason::not_collected);
}

TEST(Requirement, of_which_is_decided_as_soon_as_one_part_fails) {
  const auto at = [](double whole, double part) {
    return one(r::OfWhich{MeasureCode{"w"}, MeasureCode{"p"}, {}, {}}, {Decimal(90), Decimal(50)},
               {measure("w"), measure("p")}, {{"w", whole}, {"p", part}});
  };
  EXPECT_EQ(at(90, 50).verdict(), Verdict::met);
  EXPECT_EQ(at(90, 49.9).verdict(), Verdict::not_met);
  EXPECT_EQ(at(89, missing).verdict(), Verdict::not_met);
  EXPECT_EQ(at(95, missing).verdict(), Verdict::unknown);
  EXPECT_EQ(at(60, 70).reason(), Reason::invalid);  // a part above its whole
}

TEST(Requirement, of_which_asks_less_where_the_count_is_small) {
  // 318/QĐ-TTg, 5.1: level 1 in 70 % of the schools, in 50 % where there are three or fewer.
  const auto at = [](double whole, double part, double schools) {
    return one(r::OfWhich{MeasureCode{"w"}, MeasureCode{"p"}, MeasureCode{"n"}, Decimal(3)},
               {Decimal(100), Decimal(70), Decimal(50)},
               {measure("w"), measure("p"), measure("n", MeasureKind::count)},
               {{"w", whole}, {"p", part}, {"n", schools}});
  };
  EXPECT_EQ(at(100, 60, 4).verdict(), Verdict::not_met);
  EXPECT_EQ(at(100, 60, 3).verdict(), Verdict::met);
  EXPECT_EQ(at(100, 60, missing).verdict(), Verdict::unknown);
  EXPECT_EQ(at(100, 70, missing).verdict(), Verdict::met);      // either way
  EXPECT_EQ(at(100, 40, missing).verdict(), Verdict::not_met);  // either way
}

TEST(Requirement, per_year_has_no_threshold_in_other_years) {
  Indicator i = indicator("1", r::PerYear{MeasureCode{"x"}, Comparator::at_least},
                          {cell({Decimal(30)}, "all", Period::year(2019)),
                           cell({Decimal(36)}, "all", Period::year(2020))});
  const CriteriaSet set(parts({criterion("1", {i})}, {measure("x", MeasureKind::amount)}));
  EXPECT_EQ(judge_one(set, "1", {.on = end_2019}, {{"x", 33}}, end_2019).verdict(), Verdict::met);
  EXPECT_EQ(judge_one(set, "1", {.on = end_2020}, {{"x", 33}}, end_2020).verdict(),
            Verdict::not_met);
  EXPECT_EQ(
      judge_one(set, "1", {.on = Date::end_of(2018)}, {{"x", 99}}, Date::end_of(2018)).reason(),
      Reason::no_threshold);
}

TEST(Requirement, ratio_to_series_reads_the_series_of_the_unit_or_above) {
  const std::vector<Measure> measures{measure("x", MeasureKind::amount),
                                      measure("mean", MeasureKind::amount)};
  Indicator i =
      indicator("1", r::RatioToSeries{MeasureCode{"x"}, MeasureCode{"mean"}, Comparator::at_least},
                {cell({d("1.4")})});
  const CriteriaSet set(parts({criterion("1", {i})}, measures));
  EXPECT_EQ(judge_one(set, "1", {.on = end_2019}, {{"x", 42}, {"mean", 30}}, end_2019).verdict(),
            Verdict::met);
  EXPECT_EQ(
      judge_one(set, "1", {.on = end_2019}, {{"x", 41.999999}, {"mean", 30}}, end_2019).verdict(),
      Verdict::not_met);
  EXPECT_EQ(judge_one(set, "1", {.on = end_2019}, {{"x", 42}}, end_2019).reason(),
            Reason::reference_missing);
  // The province's own row holds the mean; the commune's is empty.
  const Registry registry = communes(1);
  Table table(1);
  table.data.units.push_back(registry.index_of(UnitCode{"p"}));
  table.add("x", {42, missing}).add("mean", {missing, 30});
  const auto result = assess(compile(set, {.on = end_2019}), registry, table.data.view());
  EXPECT_EQ(result.cell(0, 0).verdict(), Verdict::met);
}

TEST(Requirement, factor_on_threshold_multiplies_exactly) {
  // 1.10 × a made-up advanced threshold of 39 is 42.9.
  CriteriaSetParts advanced = parts({criterion("10", {at_least("10", "income", "39")})},
                                    {measure("income", MeasureKind::amount)});
  advanced.id = SetId{"advanced"};
  Indicator i = indicator("1",
                          r::FactorOnThreshold{MeasureCode{"income"}, SetId{"advanced"},
                                               IndicatorNumber{"10"}, Comparator::at_least},
                          {cell({d("1.1")})});
  const CriteriaSet set(parts({criterion("1", {i})}, {measure("income", MeasureKind::amount)}));
  const auto at = [&](double v, bool with) {
    CompileOptions options{.on = end_2019};
    if (with) options.references.push_back(CriteriaSet(advanced));
    return judge_one(set, "1", options, {{"income", v}}, end_2019);
  };
  EXPECT_EQ(at(42.9, true).verdict(), Verdict::met);
  EXPECT_EQ(at(42.899999, true).verdict(), Verdict::not_met);
  EXPECT_EQ(at(100, false).reason(), Reason::reference_missing);
}

TEST(Requirement, ratio_to_past_reads_the_units_own_past_of_any_age) {
  Indicator i =
      indicator("1", r::RatioToPast{MeasureCode{"x"}, MeasureCode{"then"}, Comparator::at_least},
                {cell({d("1.5")})});
  const CriteriaSet set(parts({criterion("1", {i})}, {measure("x", MeasureKind::amount),
                                                      measure("then", MeasureKind::amount)}));
  const Registry registry = communes(1);
  const auto at = [&](double now, double then) {
    Table table(1);
    table.add("x", {now}).add("then", {then}, Date::end_of(2014));
    return assess(compile(set, {.on = end_2019}), registry, table.data.view()).cell(0, 0);
  };
  EXPECT_EQ(at(45, 30).verdict(), Verdict::met);
  EXPECT_EQ(at(44.9, 30).verdict(), Verdict::not_met);
  EXPECT_EQ(at(45, missing).reason(), Reason::reference_missing);
}

TEST(Requirement, per_group_asks_it_of_women_and_men) {
  const auto at = [](double women, double men) {
    return one(r::PerGroup{{MeasureCode{"f"}, MeasureCode{"m"}}, Comparator::at_least},
               {Decimal(70)}, {measure("f"), measure("m")}, {{"f", women}, {"m", men}})
        .verdict();
  };
  EXPECT_EQ(at(70, 70), Verdict::met);
  EXPECT_EQ(at(69, 99), Verdict::not_met);
  EXPECT_EQ(at(69, missing), Verdict::not_met);
  EXPECT_EQ(at(70, missing), Verdict::unknown);
}

TEST(Requirement, several_years_need_every_year) {
  using P = r::SeveralYears::Pattern;
  const auto at = [](P pattern, std::vector<double> latest_first) {
    const auto kind = pattern == P::falling_every_year ? MeasureKind::count : MeasureKind::attained;
    const CriteriaSet set(parts(
        {criterion("1",
                   {indicator("1", r::SeveralYears{MeasureCode{"x"}, 3, pattern}, {cell({})})})},
        {measure("x", kind)}));
    Table table(1);
    for (std::size_t y = 0; y < 3; ++y)
      table.add("x", {latest_first[y]}, Date::end_of(2019 - int(y)));
    return assess(compile(set, {.on = end_2019}), communes(1), table.data.view())
        .cell(0, 0)
        .verdict();
  };
  EXPECT_EQ(at(P::attained_every_year, {1, 1, 1}), Verdict::met);
  EXPECT_EQ(at(P::attained_every_year, {1, 0, missing}), Verdict::not_met);
  EXPECT_EQ(at(P::attained_every_year, {1, 1, missing}), Verdict::unknown);
  EXPECT_EQ(at(P::falling_every_year, {3, 4, 5}), Verdict::met);
  EXPECT_EQ(at(P::falling_every_year, {4, 4, 5}), Verdict::not_met);
  EXPECT_EQ(at(P::falling_every_year, {3, missing, 5}), Verdict::unknown);
}

TEST(Requirement, pass_mark_counts_a_missing_part_as_anything_up_to_its_maximum) {
  const auto at = [](double a, double b, std::vector<Decimal> numbers) {
    return one(r::PassMark{{{MeasureCode{"a"}, Decimal(60)}, {MeasureCode{"b"}, Decimal(40)}}},
               numbers, {measure("a", MeasureKind::score), measure("b", MeasureKind::score)},
               {{"a", a}, {"b", b}});
  };
  EXPECT_EQ(at(50, 30, {Decimal(80)}).verdict(), Verdict::met);
  EXPECT_EQ(at(50, missing, {Decimal(80)}).verdict(), Verdict::unknown);
  EXPECT_EQ(at(39, missing, {Decimal(80)}).verdict(), Verdict::not_met);
  // Half of each part.
  EXPECT_EQ(at(60, 19, {Decimal(70), Decimal(50)}).verdict(), Verdict::not_met);
  EXPECT_EQ(at(60, 20, {Decimal(70), Decimal(50)}).verdict(), Verdict::met);
  EXPECT_EQ(at(61, 20, {Decimal(70)}).reason(), Reason::invalid);
}

TEST(Requirement, delegated_and_not_published_are_never_decided) {
  Indicator a =
      indicator("1", r::Delegated{r::Bound{MeasureCode{"x"}, Comparator::at_least}}, {cell({})});
  a.cells[0].state = CellState::delegated;
  Indicator b = indicator("2", r::NotPublished{MeasureCode{"x"}}, {cell({})});
  b.cells[0].state = CellState::not_published;
  const CriteriaSet set(parts({criterion("1", {a, b})}, {measure("x")}));
  EXPECT_EQ(judge_one(set, "1", {.on = end_2019}, {{"x", 100}}, end_2019).reason(),
            Reason::delegated_not_set);
  EXPECT_EQ(judge_one(set, "2", {.on = end_2019}, {{"x", 100}}, end_2019).reason(),
            Reason::not_published);
}

TEST(Requirement, declared_takes_the_verdict_handed_in) {
  const auto at = [](double v) {
    return one(r::Declared{MeasureCode{"x"}}, {}, {measure("x", MeasureKind::attained)}, {{"x", v}})
        .verdict();
  };
  EXPECT_EQ(at(1), Verdict::met);
  EXPECT_EQ(at(0), Verdict::not_met);
  EXPECT_EQ(at(missing), Verdict::unknown);
}

TEST(Requirement, a_ratio_of_counts_compares_by_cross_multiplication) {
  // Two of three schools fail 70 %; seven of ten pass it exactly.
  const CriteriaSet set(
      parts({criterion("5", {at_least("5", "school.share", "70")})}, {measure("school.share")}));
  const auto at = [&](double num, double den) {
    const std::vector<double> n{num}, m{den};
    const Panel panel(1, {{.measure = MeasureCode{"school.share"},
                           .reference = end_2019,
                           .values = n,
                           .states = {},
                           .denominators = m}});
    return assess(compile(set, {.on = end_2019}), communes(1), panel).cell(0, 0);
  };
  EXPECT_EQ(at(2, 3).verdict(), Verdict::not_met);
  EXPECT_EQ(at(3, 3).verdict(), Verdict::met);
  EXPECT_EQ(at(7, 10).verdict(), Verdict::met);
  EXPECT_EQ(at(6999999, 10000000).verdict(), Verdict::not_met);
  EXPECT_EQ(at(0, 0).reason(), Reason::invalid);
  EXPECT_EQ(at(4, 3).reason(), Reason::invalid);
}

TEST(Requirement, legal_rounding_happens_only_where_a_clause_orders_it) {
  Indicator plain = at_least("1", "x", "80"), rounded = plain;
  rounded.rounding = LegalRounding{0, "Circular 1, article 2"};
  const auto at = [&](Indicator i, double v) {
    return judge_one(CriteriaSet(parts({criterion("1", {i})}, {measure("x")})), "1",
                     {.on = end_2019}, {{"x", v}}, end_2019)
        .verdict();
  };
  EXPECT_EQ(at(plain, 79.5), Verdict::not_met);
  EXPECT_EQ(at(rounded, 79.5), Verdict::met);
  EXPECT_EQ(at(rounded, 79.49), Verdict::not_met);
}

TEST(Requirement, every_kind_tells_its_measures_and_numbers) {
  EXPECT_EQ(
      measures_of(r::OfWhich{MeasureCode{"w"}, MeasureCode{"p"}, MeasureCode{"n"}, {}}).size(), 3u);
  EXPECT_EQ(numbers_in_cell(r::OfWhich{MeasureCode{"w"}, MeasureCode{"p"}, {}, {}}).most, 2u);
  const auto numbers = [](const Requirement& q) {
    const auto n = numbers_in_cell(q);
    return std::pair(n.fewest, n.most);
  };
  using Pair = std::pair<std::size_t, std::size_t>;
  const MeasureCode x{"x"};
  EXPECT_EQ(numbers(r::Bound{x}), Pair(1, 1));
  EXPECT_EQ(numbers(r::Between{x}), Pair(2, 2));
  EXPECT_EQ(numbers(r::Attained{x}), Pair(0, 0));
  EXPECT_EQ(numbers(r::OfWhich{x, x, x, {}}), Pair(3, 3));
  EXPECT_EQ(numbers(r::PassMark{}), Pair(1, 2));
  EXPECT_EQ(numbers(r::SeveralYears{.measure = x}), Pair(0, 0));
  EXPECT_EQ(numbers(r::Delegated{r::Bound{x}}), Pair(1, 1));
  EXPECT_EQ(numbers(r::Delegated{r::Attained{x}}), Pair(0, 0));
  EXPECT_EQ(numbers(r::Declared{x}), Pair(0, 0));
  EXPECT_EQ(kind_name(Requirement{r::Declared{}}), "declared");
  EXPECT_EQ(kind_name(Requirement{r::Bound{}}), "bound");
  EXPECT_FALSE(comparator_of(r::Attained{}));
}
