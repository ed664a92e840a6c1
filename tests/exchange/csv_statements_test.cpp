// What a table says beside its measures: numbers of tables that are no panels, strata, conditions.
#include "tieuchi/exchange/csv.hpp"

#include "support/builder.hpp"

using namespace support;

namespace {

using Texts = std::vector<std::vector<std::string>>;

std::optional<double> value(const std::string& text) {
  return csv::read_numbers(Texts{{text}})[0][0].value;
}

std::optional<ProblemCode> problem(const std::string& text) {
  return csv::read_numbers(Texts{{text}})[0][0].problem;
}

CriteriaSet set() {
  auto asked = at_least("1.1", "share", "50");
  asked.cells = {cell({d("50")}, "low"), cell({d("60")}, "high")};
  auto p = parts({criterion("1", {asked})}, {measure("share")});
  p.dimension = Dimension{"region"};
  p.strata = {StratumCode{"low"}, StratumCode{"high"}};
  return CriteriaSet(p);
}

Registry registry() {
  const Dimension region{"region"};
  const Period before{Date(1, 1, 1), Date(2019, 7, 1)}, after{Date(2019, 7, 1), std::nullopt};
  return Registry(
      {{.code = UnitCode{"a"},
        .strata = {{{region, StratumCode{"low"}}, before}, {{region, StratumCode{"high"}}, after}}},
       {.code = UnitCode{"b"}}});
}

}  // namespace

TEST(CsvNumbers, each_text_has_one_reading_or_a_problem) {
  for (const auto& [text, expected] : std::map<std::string, double>{{"500000", 500000},
                                                                    {" 1500000 ", 1500000},
                                                                    {"\u00A0"
                                                                     "7\u00A0",
                                                                     7},
                                                                    {"1.500.000", 1500000},
                                                                    {"1,500,000", 1500000},
                                                                    {"1.500.000,5", 1500000.5},
                                                                    {"1,500,000.5", 1500000.5},
                                                                    {"-1.234.567", -1234567},
                                                                    {"60e9", 60e9},
                                                                    {"1,5e9", 1.5e9},
                                                                    {"1.5E+10", 1.5e10},
                                                                    {"0.125", 0.125},
                                                                    {"12,5", 12.5}}) {
    EXPECT_EQ(value(text), expected) << text;
    EXPECT_FALSE(problem(text)) << text;
  }
  for (const char* text : {"500.000", "60,000", "1.500e9"})
    EXPECT_EQ(problem(text), ProblemCode::ambiguous_number) << text;
  for (const char* text :
       {"1_000", "5,,5", "1.50.000", "1.500.00", "1,5.5,5", ".500.000", "1.5000.000", "nan", "inf",
        "0x10", "1 000", "-", "e5", "1e", "1e999", "x"}) {
    EXPECT_EQ(problem(text), ProblemCode::not_a_number) << text;
    EXPECT_FALSE(value(text)) << text;
  }
  EXPECT_FALSE(value("") || problem("") || value("  ") || problem("  "));
}

TEST(CsvNumbers, a_column_explains_itself_and_no_other_one) {
  const auto own = csv::read_numbers({{"500.000", "1.500.000"}});
  EXPECT_EQ(own[0][0].value, 500000);
  const auto other = csv::read_numbers({{"500.000"}, {"0.5"}});
  EXPECT_EQ(other[0][0].problem, ProblemCode::ambiguous_number);
  EXPECT_EQ(other[1][0].value, 0.5);
  const auto mixed = csv::read_numbers({{"1.500.000", "7", "x"}, {"0.5"}});
  EXPECT_EQ(mixed[0][0].problem, ProblemCode::mixed_decimal_marks);
  EXPECT_EQ(mixed[0][1].value, 7);
  EXPECT_EQ(mixed[0][2].problem, ProblemCode::not_a_number);
  EXPECT_EQ(mixed[1][0].problem, ProblemCode::mixed_decimal_marks);
  EXPECT_TRUE(csv::read_numbers({}).empty());
}

TEST(Csv, marks_that_group_nothing_are_no_number) {
  for (const char* text : {"\"5,,5\"", "\"1.5,5,5\"", "1.23.456"}) {
    const auto list = problems_of<InvalidData>([&] {
      (void)csv::read_panel(std::string("unit,share\nb,") + text + "\n", set(), registry(),
                            {.reference = end_2019});
    });
    EXPECT_TRUE(has(list, ProblemCode::not_a_number)) << text;
  }
}

TEST(Csv, a_decimal_mark_that_was_named_is_the_only_one) {
  const csv::ReadOptions points{.reference = end_2019, .decimal_mark = '.'};
  EXPECT_EQ(csv::read_panel("unit;share\nb;12.5\n", set(), registry(), points).columns[0].values[0],
            12.5);
  EXPECT_TRUE(has(problems_of<InvalidData>([&] {
                    (void)csv::read_panel("unit;share\nb;7,5\n", set(), registry(), points);
                  }),
                  ProblemCode::not_a_number));
}

TEST(Csv, a_stratum_that_the_registry_does_not_hold_on_any_day_asked_is_refused) {
  const auto problems_in = [&](const std::string& rows) {
    return problems_of<InvalidData>([&] {
      (void)csv::read_panel("unit,date,region,share\n" + rows, set(), registry(),
                            {.reference = end_2019});
    });
  };
  const auto read = [&](const std::string& rows) {
    return csv::read_panel("unit,date,region,share\n" + rows, set(), registry(),
                           {.reference = end_2019});
  };
  EXPECT_EQ(read("a,2019-12-31,high,50\n").units.size(), 1u);
  // As of its own day.
  EXPECT_EQ(read("a,2019-06-30,low,50\na,2019-12-31,high,50\n").units.size(), 1u);
  EXPECT_EQ(read("a,2019-06-30,high,50\n").units.size(), 1u);  // as of the day judged
  EXPECT_EQ(read("b,2019-12-31,low,50\n").units.size(), 1u);   // the registry says nothing
  const auto list = problems_in("b,2019-12-31,low,50\na,2019-12-31,low,50\n");
  ASSERT_EQ(list.size(), 1u);
  EXPECT_EQ(list[0].what, ProblemCode::two_values);
  EXPECT_EQ(list[0].row, 3);
  EXPECT_EQ(list[0].column, "region");
  EXPECT_EQ(list[0].code, "a");
  EXPECT_EQ(list[0].found, "low");
}

TEST(Csv, conditions_of_recognition_are_columns_of_marks_where_the_caller_names_their_rule) {
  const auto rule = catalog::recognition_rule("vn-recognition-2016");
  const std::string table =
      "unit,recognition.registered," + rule.conditions[1].name.vi + "\na,x,Chưa đạt\nb,Đạt,\n";
  const auto p = csv::read_panel(table, set(), registry(),
                                 {.reference = end_2019, .conditions = rule.conditions});
  ASSERT_EQ(p.columns.size(), 2u);
  EXPECT_EQ(p.columns[0].measure.str(), "recognition.registered");
  EXPECT_EQ(p.columns[0].values, (std::vector<double>{1, 1}));
  EXPECT_EQ(p.columns[1].measure.str(), "recognition.no_arrears");
  EXPECT_EQ(p.columns[1].values[0], 0.0);
  EXPECT_EQ(Observed(p.columns[1].states[1]), Observed::not_collected);
  EXPECT_TRUE(has(problems_of<InvalidData>([&] {
                    (void)csv::read_panel(table, set(), registry(), {.reference = end_2019});
                  }),
                  ProblemCode::unknown_column));
  EXPECT_TRUE(has(problems_of<InvalidData>([&] {
                    (void)csv::read_panel("unit,recognition.registered\na,7\n", set(), registry(),
                                          {.reference = end_2019, .conditions = rule.conditions});
                  }),
                  ProblemCode::unknown_word));
}
