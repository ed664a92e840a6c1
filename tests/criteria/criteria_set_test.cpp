#include "support/builder.hpp"

using namespace support;

TEST(CriteriaSet, reports_every_problem_at_once) {
  Indicator bad = at_least("1.1", "nowhere", "50");
  bad.cells = {cell({Decimal(1)}, "Z"),              // stratum not declared, "A" missing
               cell({Decimal(1), Decimal(2)}, "B"),  // too many numbers
               cell({Decimal(3)}, "B")};             // overlaps
  auto p = parts(
      {criterion("1", {bad}), criterion("1", {}),
       criterion("2", {at_least("1.1", "x", "5")}, rule::AtLeast{3, NotApplicablePolicy::drop})},
      {measure("x"), measure("x")}, {"A", "B"});
  const auto list = problems_of<InvalidCriteria>([&] { CriteriaSet set(p, "file.json"); });
  for (auto what :
       {ProblemCode::unknown_stratum, ProblemCode::missing_cell, ProblemCode::wrong_number_count,
        ProblemCode::overlapping_validity, ProblemCode::unknown_measure, ProblemCode::empty_group,
        ProblemCode::duplicate_number, ProblemCode::k_out_of_range}) {
    EXPECT_TRUE(has(list, what)) << int(what);
  }
  for (const auto& problem : list) EXPECT_EQ(problem.file, "file.json");
}

TEST(CriteriaSet, keeps_17_1_and_17_10_apart) {
  const CriteriaSet set(
      parts({criterion("17", {at_least("17.1", "x", "50"), at_least("17.10", "y", "50")})},
            {measure("x"), measure("y")}));
  EXPECT_EQ(set.index_of(IndicatorNumber{"17.1"}).flat, 0u);
  EXPECT_EQ(set.index_of(IndicatorNumber{"17.10"}).flat, 1u);
  EXPECT_THROW((void)set.index_of(IndicatorNumber{"17.100"}), UnknownCode);
  EXPECT_THROW((void)set.index_of(CriterionNumber{"18"}), UnknownCode);
  const auto shipped = catalog::criteria_set("vn-commune-2021");
  EXPECT_NE(shipped.index_of(IndicatorNumber{"17.1"}).flat,
            shipped.index_of(IndicatorNumber{"17.10"}).flat);
}

TEST(CriteriaSet, counts_cells_by_their_worst_status) {
  const auto n = count_statuses(catalog::criteria_set("vn-commune-2016"));
  EXPECT_EQ(n.verified, 173);  // worst of value, comparator and text
  EXPECT_EQ(n.total(), 392);   // 49 indicators × 8 columns
}

TEST(CriteriaSet, scores_need_points_for_each_member) {
  auto p = parts(
      {criterion(
          "1", {at_least("1.1", "x", "5")},
          rule::Score{{Decimal(1), Decimal(2)}, Decimal(1), rule::Score::NotApplicable::rescale})},
      {measure("x")});
  EXPECT_TRUE(has(problems_of<InvalidCriteria>([&] { CriteriaSet set(p); }),
                  ProblemCode::wrong_number_count));
}

namespace {

// A sound set of one criterion "1" with the indicator "1.1" over x, in strata A and B.
CriteriaSetParts sound(Requirement requirement = requirement::Bound{MeasureCode{"x"},
                                                                    Comparator::at_least},
                       std::vector<Decimal> numbers = {Decimal(5)},
                       Period period = Period::always()) {
  Indicator i = indicator("1.1", std::move(requirement),
                          {cell(numbers, "A", period), cell(numbers, "B", period)});
  return parts({criterion("1", {i})}, {measure("x"), measure("y"), measure("z")}, {"A", "B"});
}

// The problems of `p` after `change`, as "code found".
template <class F>
std::vector<std::pair<ProblemCode, std::string>> told(CriteriaSetParts p, F&& change) {
  change(p);
  std::vector<std::pair<ProblemCode, std::string>> out;
  try {
    const CriteriaSet set(std::move(p));
  } catch (const InvalidCriteria& e) {
    for (const auto& problem : e.problems()) out.emplace_back(problem.what, problem.found);
  }
  return out;
}

using Told = std::vector<std::pair<ProblemCode, std::string>>;

}  // namespace

// Each defect alone: nothing else is told. Beside each, the nearest that is allowed.
TEST(CriteriaSet, tells_each_defect_and_only_it) {
  const auto none = Told{};
  const auto one = [](ProblemCode what, std::string found) {
    return Told{{what, std::move(found)}};
  };
  const auto out_of_range = ProblemCode::value_out_of_range;
  const auto indicator_of = [](CriteriaSetParts& p) -> Indicator& {
    return p.criteria[0].indicators[0];
  };
  EXPECT_EQ(told(sound(), [](auto&) {}), none);

  for (const auto& [places, clause, good] : {std::tuple{0, "Art. 1", true},
                                             {5, "Art. 1", true},
                                             {-1, "Art. 1", false},
                                             {6, "Art. 1", false},
                                             {2, "", false}}) {
    EXPECT_EQ(told(sound(), [&, how = LegalRounding{places, clause}](
                                auto& p) { indicator_of(p).rounding = how; }),
              good ? none : one(out_of_range, std::to_string(places)))
        << places;
  }
  for (const auto& [years, good] : {std::pair{2, true}, {10, true}, {1, false}, {11, false}}) {
    EXPECT_EQ(
        told(sound(requirement::SeveralYears{.measure = MeasureCode{"x"}, .years = years}, {}),
             [](auto&) {}),
        good ? none : one(out_of_range, std::to_string(years)));
  }
  for (const auto& [k, good] : {std::pair{1, true}, {0, false}, {2, false}}) {
    const rule::AtLeast rule{k, NotApplicablePolicy::drop};
    EXPECT_EQ(told(sound(), [&](auto& p) { p.criteria[0].rule = rule; }),
              good ? none : one(ProblemCode::k_out_of_range, std::to_string(k)));
    EXPECT_EQ(told(sound(), [&](auto& p) { p.rule = rule; }),
              good ? none : one(ProblemCode::k_out_of_range, std::to_string(k)));
  }
  for (const auto& [points, pass, found] : {std::tuple{"5", "5", ""},
                                            {"5", "0.000001", ""},
                                            {"5", "5.000001", "5.000001"},
                                            {"5", "0", "0"},
                                            {"5", "-1", "-1"},
                                            {"0", "0", "0"}}) {
    const rule::Score rule{{d(points)}, d(pass), rule::Score::NotApplicable::rescale};
    const auto expected = *found ? one(out_of_range, found) : none;
    EXPECT_EQ(told(sound(), [&](auto& p) { p.rule = rule; }), expected) << pass;
    EXPECT_EQ(told(sound(), [&](auto& p) { p.criteria[0].rule = rule; }), expected) << pass;
    const requirement::PassMark marks{{{MeasureCode{"x"}, d(points)}}};
    EXPECT_EQ(told(sound(marks, {d(pass)}), [](auto&) {}).size(), *found ? 2u : 0u)
        << "each of two columns, " << pass;
  }
  EXPECT_EQ(
      told(sound(),
           [](auto& p) {
             p.rule = rule::Score{{Decimal(-1)}, Decimal(1), rule::Score::NotApplicable::rescale};
           }),
      (Told{{out_of_range, "-1"}, {out_of_range, "1"}}));
  EXPECT_EQ(told(sound(),
                 [](auto& p) {
                   p.criteria[0].indicators[0].requirement =
                       requirement::PassMark{{{MeasureCode{"x"}, d("9")}}};
                   p.criteria[0].indicators[0].cells[1].numbers = {d("5"), d("101")};
                 }),
            one(out_of_range, "101"));

  const requirement::Between between{MeasureCode{"x"}};
  EXPECT_EQ(told(sound(between, {Decimal(1), Decimal(1)}), [](auto&) {}), none);
  EXPECT_EQ(told(sound(between, {Decimal(1), Decimal(2)}),
                 [&](auto& p) {
                   indicator_of(p).cells[1].numbers = {Decimal(2), Decimal(1)};
                 }),
            one(out_of_range, "1"));
  // Two numbers are an order only where the kind says so.
  const requirement::OfWhich of_which{.whole = MeasureCode{"x"}, .part = MeasureCode{"y"}};
  EXPECT_EQ(told(sound(of_which, {Decimal(95), Decimal(60)}), [](auto&) {}), none);
  EXPECT_EQ(told(sound(of_which, {Decimal(95), Decimal(60)}),
                 [&](auto& p) { indicator_of(p).cells[0].numbers = {Decimal(95)}; }),
            one(ProblemCode::wrong_number_count, "1"));
  EXPECT_EQ(told(sound(), [&](auto& p) { indicator_of(p).cells[0].numbers = {}; }),
            one(ProblemCode::wrong_number_count, "0"));
  EXPECT_EQ(
      told(sound(), [&](auto& p) { indicator_of(p).cells[0].state = CellState::not_published; }),
      one(ProblemCode::wrong_number_count, "1"));
  EXPECT_EQ(told(sound(),
                 [&](auto& p) {
                   indicator_of(p).cells[0].state = CellState::delegated,
                   indicator_of(p).cells[0].numbers = {};
                 }),
            none);

  const requirement::PerYear yearly{MeasureCode{"x"}, Comparator::at_least};
  EXPECT_EQ(told(sound(yearly, {Decimal(5)}, Period::year(2016)), [](auto&) {}), none);
  const Period long_year{Date(2016, 1, 1), Date(2017, 1, 2)},
      nothing{Date(2016, 1, 1), Date(2016, 1, 1)};
  EXPECT_EQ(told(sound(yearly, {Decimal(5)}, Period::year(2016)),
                 [&](auto& p) { indicator_of(p).cells[0].period = long_year; }),
            one(out_of_range, long_year.str()));
  EXPECT_EQ(told(sound(), [&](auto& p) { indicator_of(p).cells[0].period = nothing; }),
            one(out_of_range, nothing.str()));
  EXPECT_EQ(told(sound(), [&](auto& p) { p.in_force = nothing; }),
            one(out_of_range, nothing.str()));
  const auto two_years = [&](Period first, Period second) {
    return told(sound(), [&](auto& p) {
      auto& cells = indicator_of(p).cells;
      cells.push_back(cells[0]);
      cells[0].period = first, cells[2].period = second;
    });
  };
  EXPECT_EQ(two_years(Period::year(2016), Period::year(2017)), none);
  EXPECT_EQ(two_years(Period::year(2017), long_year),
            one(ProblemCode::overlapping_validity, long_year.str()));
  EXPECT_EQ(told(sound(), [&](auto& p) { indicator_of(p).cells.pop_back(); }),
            one(ProblemCode::missing_cell, "nothing"));

  EXPECT_EQ(told(sound(), [&](auto& p) { p.id = SetId{}; }), one(ProblemCode::missing_field, ""));
  EXPECT_EQ(told(sound(), [&](auto& p) { p.strata.push_back(p.strata[0]); }),
            one(ProblemCode::duplicate_number, "A"));
  EXPECT_EQ(told(sound(), [&](auto& p) { p.measures.push_back(p.measures[0]); }),
            one(ProblemCode::duplicate_number, "x"));
  EXPECT_EQ(told(sound(),
                 [&](auto& p) {
                   p.criteria.push_back(p.criteria[0]),
                       p.criteria[1].indicators[0].number = IndicatorNumber{"2.1"};
                 }),
            one(ProblemCode::duplicate_number, "1"));
  EXPECT_EQ(told(sound(),
                 [&](auto& p) {
                   p.criteria.push_back(p.criteria[0]), p.criteria[1].number = CriterionNumber{"2"};
                 }),
            one(ProblemCode::duplicate_number, "1.1"));
  EXPECT_EQ(told(sound(), [&](auto& p) { p.measures[0].part_of = MeasureCode{"y"}; }), none);
  EXPECT_EQ(told(sound(), [&](auto& p) { p.measures[0].part_of = MeasureCode{"w"}; }),
            one(ProblemCode::unknown_measure, "w"));
  for (const char* condition : {"z", "w"}) {
    const auto expected =
        condition == std::string("z") ? none : one(ProblemCode::unknown_measure, "w");
    EXPECT_EQ(
        told(sound(),
             [&](auto& p) { p.criteria[0].applicability.condition = MeasureCode{condition}; }),
        expected);
    EXPECT_EQ(
        told(sound(),
             [&](auto& p) { indicator_of(p).applicability.condition = MeasureCode{condition}; }),
        expected);
  }
  for (const char* use : {"B", "C"}) {
    EXPECT_EQ(told(sound(),
                   [&](auto& p) {
                     p.overrides.push_back({.dimension = {}, .codes = {}, .use = StratumCode{use}});
                   }),
              use == std::string("B") ? none : one(ProblemCode::unknown_stratum, "C"));
  }
  EXPECT_EQ(told(sound(requirement::PerGroup{}), [](auto&) {}),
            one(ProblemCode::empty_group, "no measures"));

  // A set known in part may lack the members of a criterion; one not published may lack everything.
  const auto known = [](Completeness how, bool empty) {
    return told(sound(), [&](auto& p) {
      p.completeness = how;
      p.criteria[0].indicators.clear();
      if (empty) p.criteria.clear(), p.strata.clear();
    });
  };
  EXPECT_EQ(known(Completeness::complete, false), one(ProblemCode::empty_group, "no indicators"));
  EXPECT_EQ(known(Completeness::not_published, true), none);
  // Of how many k is taken cannot be said where there are none yet.
  EXPECT_EQ(told(sound(),
                 [](auto& p) {
                   p.completeness = Completeness::partial, p.criteria[0].indicators.clear(),
                   p.criteria[0].rule = rule::AtLeast{3, NotApplicablePolicy::drop};
                 }),
            none);
  EXPECT_EQ(known(Completeness::complete, true),
            (Told{{ProblemCode::empty_group, "no criteria"}, {ProblemCode::missing_field, ""}}));
}

TEST(CriteriaSet, is_refused_where_it_is_wider_than_what_holds_its_counts) {
  const auto wide = [](std::size_t n) {
    const Criterion one = criterion("1", {at_least("1.1", "y", "50")});
    std::vector<Criterion> list(n, one);
    for (std::size_t c = 0; c < n; ++c) {
      list[c].number = CriterionNumber{std::to_string(c + 1)};
      list[c].indicators[0].number = IndicatorNumber{list[c].number.str() + ".1"};
    }
    return parts(std::move(list), {measure("x")});
  };
  const auto told = [&](std::size_t n) {
    return problems_of<InvalidCriteria>([&] { CriteriaSet set(wide(n)); });
  };
  EXPECT_FALSE(has(told(CriteriaSet::most_criteria), ProblemCode::too_large));
  const auto list = told(CriteriaSet::most_criteria + 1);
  EXPECT_TRUE(has(list, ProblemCode::too_large));
  EXPECT_TRUE(has(list, ProblemCode::unknown_measure)) << "and the rest beside it";
}

TEST(CriteriaSet, numbers_have_room_for_a_step_of_rounding) {
  const Decimal most = Decimal::from_micros(9'200'000'000'000 * Decimal::scale),
                above = most + Decimal::from_micros(1);
  const auto with = [](Decimal n) {
    return told(sound(), [&](auto& p) { p.criteria[0].indicators[0].cells[0].numbers = {n}; })
        .size();
  };
  EXPECT_EQ(with(most), 0u);
  EXPECT_EQ(with(Decimal{} - most), 0u);
  EXPECT_EQ(with(above), 1u);
  EXPECT_EQ(with(Decimal{} - above), 1u);
  const rule::Score sum{{most, Decimal(1)}, Decimal(1), rule::Score::NotApplicable::keep_max};
  EXPECT_EQ(
      told(parts({criterion("1", {at_least("1.1", "x", "1"), at_least("1.2", "x", "1")}, sum)},
                 {measure("x")}),
           [](auto&) {})
          .size(),
      1u);
}
