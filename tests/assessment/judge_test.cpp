#include "support/builder.hpp"

#include <array>

using namespace support;

TEST(Judge, the_block_kernel_equals_the_definition_on_every_shipped_set) {
  // Judging with the kernel and cell by cell (several columns of one measure force choosing).
  for (const auto& id : catalog::criteria_sets()) {
    const auto set = catalog::criteria_set(id.str());
    if (set.indicator_count() == 0) continue;
    const Date on =
        set.parts().in_force.to ? set.parts().in_force.to->plus_days(-1) : Date::end_of(2025);
    const Registry registry = communes(64, set.parts().strata.back().str().c_str());
    Table plain(64), doubled(64);
    std::uint64_t state = 7;
    for (const auto& m : set.parts().measures) {
      std::vector<double> v;
      for (int u = 0; u < 64; ++u) {
        state = state * 6364136223846793005ULL + 1442695040888963407ULL;
        const double x = double(state >> 40) / 16777216.0;
        v.push_back(x < 0.1                           ? missing
                    : m.kind == MeasureKind::attained ? double(x > 0.5)
                                                      : std::round(1000 * x) / 10);
      }
      plain.add(m.code.str().c_str(), v, on);
      doubled.add(m.code.str().c_str(), v, on).add(m.code.str().c_str(), v, on);
    }
    const auto rules = compile(set, {.on = on, .provenance = Provenance::allow_unverified});
    const auto fast = assess(rules, registry, plain.data.view(), {.keep_indicators = true});
    const auto slow = assess(rules, registry, doubled.data.view(), {.keep_indicators = true});
    for (std::size_t f = 0; f < rules.indicator_count(); ++f) {
      for (std::size_t u = 0; u < 64; ++u) {
        ASSERT_EQ(Cell::from_byte(fast.indicator_cells(f)[u]).verdict(),
                  Cell::from_byte(slow.indicator_cells(f)[u]).verdict())
            << id.str() << " " << rules.indicator(f).number.str() << " unit " << u;
      }
    }
  }
}

TEST(Judge, a_missing_cell_is_never_met) {
  // Other engines turned 5,974 empty cells of 490,000 into met.
  const CriteriaSet set(parts(
      {criterion("1", {indicator("1", requirement::Bound{MeasureCode{"x"}, Comparator::at_most},
                                 {cell({Decimal(12)})})})},
      {measure("x")}));
  Table t(1);
  t.add("x", {missing});
  t.data.columns[0].values[0] = 0;  // what a careless export leaves under an empty cell
  EXPECT_EQ(assess(compile(set, {.on = end_2019}), communes(1), t.data.view()).cell(0, 0).verdict(),
            Verdict::unknown);
}

// Counts are compared by cross-multiplication, in whole numbers: 2 of 3 is under 66.666667 % and
// over 66.666666 %.
TEST(Judge, ratios_of_counts_compare_exactly_under_every_comparator) {
  const std::vector<const char*> thresholds{"0",         "33.333333", "33.333334", "50",
                                            "66.666666", "66.666667", "100"};
  Registry registry = communes(36);
  std::vector<double> nums, dens;
  for (int den = 1; den <= 6; ++den) {
    for (int num = 0; num < 6; ++num) nums.push_back(num), dens.push_back(den);
  }
  for (const auto kind : {MeasureKind::share, MeasureKind::ratio}) {
    for (const auto c : {Comparator::at_least, Comparator::more_than, Comparator::at_most,
                         Comparator::less_than}) {
      for (const char* text : thresholds) {
        const CriteriaSet set(parts(
            {criterion(
                "1", {indicator("1", requirement::Bound{MeasureCode{"x"}, c}, {cell({d(text)})})})},
            {measure("x", kind)}));
        Table one(36), two(36);
        // Two columns of one measure: the unit is judged cell by cell.
        for (Table* t : {&one, &two, &two}) {
          t->add("x", nums);
          t->data.columns.back().denominators = dens;
        }
        const auto fast = assess(compile(set, {.on = end_2019}), registry, one.data.view());
        const auto slow = assess(compile(set, {.on = end_2019}), registry, two.data.view());
        for (std::size_t u = 0; u < 36; ++u) {
          const auto left = static_cast<std::int64_t>(nums[u]) *
                            (kind == MeasureKind::share ? 100'000'000 : 1'000'000);
          const auto right = d(text).micros() * static_cast<std::int64_t>(dens[u]);
          const bool met = c == Comparator::at_least    ? left >= right
                           : c == Comparator::more_than ? left > right
                           : c == Comparator::at_most   ? left <= right
                                                        : left < right;
          // More than all of them.
          const bool beyond = kind == MeasureKind::share && nums[u] > dens[u];
          ASSERT_EQ(fast.cell(0, u).verdict(), beyond ? Verdict::unknown
                                               : met  ? Verdict::met
                                                      : Verdict::not_met)
              << nums[u] << "/" << dens[u] << " " << int(c) << " " << text;
          ASSERT_EQ(slow.cell(0, u).verdict(), fast.cell(0, u).verdict());
        }
      }
    }
  }
}

// Points of parts: what is missing may be anything from none to all of it; the first gap gives the
// reason.
TEST(Judge, a_pass_mark_is_undecided_only_where_missing_parts_could_decide_it) {
  const requirement::PassMark mark{
      {{MeasureCode{"p"}, Decimal(60)}, {MeasureCode{"q"}, Decimal(40)}}};
  const CriteriaSet set(
      parts({criterion("1", {indicator("1", mark, {cell({Decimal(50), Decimal(25)})})})},
            {measure("p", MeasureKind::score), measure("q", MeasureKind::score)}));
  const auto judged = [&](double p, double q, Observed state_p = Observed::value,
                          Observed state_q = Observed::value) {
    Table t(1);
    t.add("p", {p}).add("q", {q});
    if (state_p != Observed::value) t.data.columns[0].states[0] = std::uint8_t(state_p);
    if (state_q != Observed::value) t.data.columns[1].states[0] = std::uint8_t(state_q);
    const Cell c = assess(compile(set, {.on = end_2019}), communes(1), t.data.view()).cell(0, 0);
    return std::pair(c.verdict(), c.reason());
  };
  const auto met = std::pair(Verdict::met, Reason::met_by_value),
             fails = std::pair(Verdict::not_met, Reason::short_by_gap);
  EXPECT_EQ(judged(40, 10), met);      // 50 points, 10 of 40 is a quarter
  EXPECT_EQ(judged(39.9, 10), fails);  // 49.9
  EXPECT_EQ(judged(60, 9.9), fails);   // a part under a quarter
  EXPECT_EQ(judged(15, 35), met);
  EXPECT_EQ(judged(14.9, 40), fails);
  EXPECT_EQ(judged(60, 40), met);
  EXPECT_EQ(judged(61, 40).first, Verdict::unknown) << "more than there are";
  EXPECT_EQ(judged(9, missing), fails);  // 49 at most
  EXPECT_EQ(judged(10, missing, Observed::value, Observed::suppressed), fails)
      << "under a quarter of 60";
  EXPECT_EQ(judged(40, 0, Observed::value, Observed::suppressed),
            std::pair(Verdict::unknown, Reason::suppressed));
  EXPECT_EQ(judged(0, 0, Observed::pending_verification, Observed::suppressed),
            std::pair(Verdict::unknown, Reason::pending_verification));
  EXPECT_EQ(judged(0, 40, Observed::pending_verification),
            std::pair(Verdict::unknown, Reason::pending_verification));
}

TEST(Judge, several_years_say_which_year_is_missing) {
  using Pattern = requirement::SeveralYears::Pattern;
  const auto judged = [](Pattern pattern, std::vector<double> years,
                         Observed missing_as = Observed::not_collected) {  // this year's first
    const CriteriaSet set(parts(
        {criterion("1", {indicator("1",
                                   requirement::SeveralYears{
                                       .measure = MeasureCode{"x"}, .years = 3, .pattern = pattern},
                                   {cell({})})})},
        {measure("x", pattern == Pattern::attained_every_year ? MeasureKind::attained
                                                              : MeasureKind::share)}));
    Table t(1);
    for (std::size_t y = 0; y < years.size(); ++y) {
      t.add("x", {years[y]}, Date::end_of(2019 - static_cast<int>(y)));
      if (std::isnan(years[y])) t.data.columns.back().states[0] = std::uint8_t(missing_as);
    }
    const Cell c = assess(compile(set, {.on = end_2019}), communes(1), t.data.view()).cell(0, 0);
    return std::pair(c.verdict(), c.reason());
  };
  const auto met = std::pair(Verdict::met, Reason::met_by_value),
             fails = std::pair(Verdict::not_met, Reason::short_by_gap);
  EXPECT_EQ(judged(Pattern::attained_every_year, {1, 1, 1}), met);
  EXPECT_EQ(judged(Pattern::attained_every_year, {1, 0, 1}), fails);
  EXPECT_EQ(judged(Pattern::attained_every_year, {1, 1, 0}), fails);
  EXPECT_EQ(judged(Pattern::attained_every_year, {1, missing, 1}, Observed::pending_verification),
            std::pair(Verdict::unknown, Reason::pending_verification));
  EXPECT_EQ(judged(Pattern::attained_every_year, {0, missing, 1}), fails);
  EXPECT_EQ(judged(Pattern::falling_every_year, {3, 4, 5, 9}), met);
  EXPECT_EQ(judged(Pattern::falling_every_year, {3, 3, 5, 9}), fails);
  EXPECT_EQ(judged(Pattern::falling_every_year, {3, 4, missing, 9}, Observed::suppressed),
            std::pair(Verdict::unknown, Reason::suppressed));
  EXPECT_EQ(judged(Pattern::falling_every_year, {5, 4, missing, 9}), fails);
}

// A share may come as counts in one year and as per cent in another: 40 of 500 is 8 %.
TEST(Judge, shares_in_counts_and_in_per_cent_compare_with_each_other) {
  const auto judged = [](const Requirement& q, std::vector<Decimal> numbers,
                         std::array<double, 2> now, std::array<double, 2> past) {
    const CriteriaSet set(parts({criterion("1", {indicator("1", q, {cell(std::move(numbers))})})},
                                {measure("x"), measure("y")}));
    const bool years = std::holds_alternative<requirement::SeveralYears>(q);
    Table t(1);
    const auto add = [&](const char* code, std::array<double, 2> v, Date day) {
      t.add(code, {v[0]}, day);
      if (v[1] > 0) t.data.columns.back().denominators = {v[1]};
    };
    add("x", now, end_2019);
    add(years ? "x" : "y", past, Date::end_of(2018));
    const Panel panel = t.data.view();
    const Registry registry = communes(1);
    const auto r =
        assess(compile(set, {.on = end_2019}), registry, panel, {.max_age = MaxAge::years(2)});
    const auto e = explain(r, registry, panel, UnitCode{"c0"}, IndicatorNumber{"1"});
    EXPECT_EQ(e.cell.verdict(), r.cell(0, 0).verdict());
    return std::pair(r.cell(0, 0).verdict(), e.values[0].gap);
  };
  const requirement::SeveralYears falling{
      .measure = MeasureCode{"x"},
      .years = 2,
      .pattern = requirement::SeveralYears::Pattern::falling_every_year};
  const requirement::RatioToPast past{MeasureCode{"x"}, MeasureCode{"y"}, Comparator::at_least};
  const auto none = std::optional<double>();
  EXPECT_EQ(judged(falling, {}, {7.5, 0}, {40, 500}), std::pair(Verdict::met, none));
  EXPECT_EQ(judged(falling, {}, {40, 500}, {7.5, 0}), std::pair(Verdict::not_met, none));
  EXPECT_EQ(judged(falling, {}, {40, 500}, {80, 1000}), std::pair(Verdict::not_met, none));
  EXPECT_EQ(judged(past, {d("1.5")}, {12, 0}, {40, 500}),
            std::pair(Verdict::met, std::optional(0.0)));
  EXPECT_EQ(judged(past, {d("1.5")}, {60, 500}, {8, 0}),
            std::pair(Verdict::met, std::optional(0.0)));
  EXPECT_EQ(judged(past, {d("1.5")}, {55, 500}, {8, 0}),
            std::pair(Verdict::not_met, std::optional(1.0)));
  EXPECT_EQ(judged(past, {d("1.5")}, {11, 0}, {40, 500}),
            std::pair(Verdict::not_met, std::optional(1.0)));
}
