#include "tieuchi/exchange/csv.hpp"

#include "support/builder.hpp"
#include "tieuchi/detail/letters.hpp"
#include "tieuchi/vietnamese.hpp"

using namespace support;

namespace {

CriteriaSet set() {
  auto p = parts(
      {criterion("1", {at_least("1.1", "share", "50"), at_least("1.10", "income", "36"),
                       indicator("1.2", requirement::Attained{MeasureCode{"house"}}, {cell({})})})},
      {measure("share"), measure("income", MeasureKind::amount),
       measure("house", MeasureKind::attained)});
  p.dimension = Dimension{"region"};
  p.strata = {StratumCode{"all"}};
  p.measures[1].unit = {"triệu đồng/người/năm", "million VND"};
  return CriteriaSet(p);
}

Registry registry() {
  return Registry(
      {{.code = UnitCode{"06187"}}, {.code = UnitCode{"06190"}}, {.code = UnitCode{"16190"}}});
}

PanelData read(std::string text, csv::ReadOptions options = {}) {
  options.file = "a.csv";
  options.reference = end_2019;
  return csv::read_panel(text, set(), registry(), options);
}

std::vector<Problem> problems_in(std::string text, csv::ReadOptions options = {}) {
  return problems_of<InvalidData>([&] { read(std::move(text), options); });
}

}  // namespace

TEST(Csv, reads_commas_points_marks_and_lost_zeros_and_says_what_it_did) {
  const auto data = read(
      "\xEF\xBB\xBFunit;share;income;house\r\n6187;79,5;\"34,25\";Đạt\r\n06190;;36,0;K.Đạt\r\n");
  ASSERT_EQ(data.columns.size(), 3u);
  EXPECT_EQ(data.columns[0].values[0], 79.5);
  EXPECT_EQ(Observed(data.columns[0].states[1]), Observed::not_collected);
  EXPECT_EQ(data.columns[1].values[0], 34.25);
  EXPECT_EQ(data.columns[2].values, (std::vector<double>{1, 0}));
  EXPECT_EQ(data.notes.size(), 1u);  // 6187 → 06187
}

TEST(Csv, indicator_numbers_are_text_headers) {
  const auto data = read("unit,1.1,1.10\n06187,60,40\n");
  EXPECT_EQ(data.columns[0].measure.str(), "share");
  EXPECT_EQ(data.columns[1].measure.str(), "income");
  EXPECT_TRUE(has(problems_in("unit,1.1,1.1\n06187,60,40\n"), ProblemCode::number_is_float));
}

TEST(Csv, a_wrong_table_lists_every_problem_with_row_and_column) {
  const auto list = problems_in(
      "unit,name,date,region,share,income,shaer\n"
      "06187,A,2019-12-31,all,sixty,12.5,1\n"
      "06187,A,2019-12-31,all,50.5,\"12,5\",1\n"
      "99999,B,2009-12-31,all,101,13,1\n"
      "06190,C,12/31/2019,west,#DIV/0!,14,1\n"
      "Tổng cộng,,2019-12-31,all,200,40,1\n");
  for (auto what :
       {ProblemCode::unknown_column, ProblemCode::not_a_number, ProblemCode::duplicate_row,
        ProblemCode::mixed_decimal_marks, ProblemCode::unknown_unit, ProblemCode::date_outside,
        ProblemCode::ambiguous_date, ProblemCode::unknown_stratum_value, ProblemCode::total_row}) {
    EXPECT_TRUE(has(list, what)) << int(what);
  }
  for (const auto& p : list) {
    EXPECT_EQ(p.file, "a.csv");
    if (p.what == ProblemCode::not_a_number) {
      EXPECT_EQ(p.row, 2);
      EXPECT_EQ(p.column, "share");
      EXPECT_EQ(p.found, "sixty");
    }
  }
}

TEST(Csv, refuses_impossible_shares_error_values_and_other_encodings) {
  EXPECT_TRUE(has(problems_in("unit,share\n06187,101\n"), ProblemCode::share_above_100));
  EXPECT_TRUE(has(problems_in("unit,share\n06187,#DIV/0!\n"), ProblemCode::spreadsheet_error));
  EXPECT_TRUE(has(problems_in("unit,share\n06187,\xB5\xAE\n"), ProblemCode::wrong_encoding));
  EXPECT_TRUE(has(problems_in("unit,share\n06187\n"), ProblemCode::wrong_size));
  EXPECT_TRUE(has(problems_in(""), ProblemCode::wrong_size));
  EXPECT_TRUE(has(problems_in("code,share\n06187,5\n"), ProblemCode::missing_field));
}

TEST(Csv, asks_where_a_text_can_be_read_in_two_ways) {
  EXPECT_TRUE(has(problems_in("unit,income\n06187,1.234\n"), ProblemCode::ambiguous_number));
  EXPECT_EQ(read("unit,income\n06187,1.234\n", {.decimal_mark = '.'}).columns[0].values[0], 1.234);
  EXPECT_EQ(read("unit;income\n06187;1.234\n", {.decimal_mark = ','}).columns[0].values[0], 1234);
  EXPECT_TRUE(
      has(problems_in("unit,share\n06187,0.5\n06190,0.75\n"), ProblemCode::share_as_fraction));
  EXPECT_EQ(read("unit,share\n06187,0.5\n06190,0.75\n", {.shares_are_fractions = true})
                .columns[0]
                .values[1],
            75);
  EXPECT_TRUE(
      has(problems_in("unit,income\n06187,34500000\n"), ProblemCode::ambiguous_unit_of_value));
  EXPECT_EQ(read("unit,income\n06187,34500000\n", {.amounts_in_dong = true}).columns[0].values[0],
            34.5);
  EXPECT_TRUE(has(problems_in("unit,house\n06187,CĐ\n"), ProblemCode::ambiguous_mark));
  EXPECT_TRUE(
      has(problems_in("unit,date,share\n06187,31/12/19,50\n"), ProblemCode::ambiguous_date));
  EXPECT_TRUE(has(problems_in("unit,share\n6190,50\n190,50\n"), ProblemCode::unknown_unit));
}

TEST(Csv, several_dates_make_several_columns_and_empty_is_never_zero) {
  const auto data =
      read("unit,date,share\n06187,2018-12-31,50\n06187,31/12/2019,60\n06190,2019-12-31,\n");
  ASSERT_EQ(data.columns.size(), 2u);
  EXPECT_EQ(data.columns[0].reference, Date::end_of(2018));
  EXPECT_EQ(data.columns[1].values[0], 60);
  EXPECT_EQ(Observed(data.columns[1].states[1]), Observed::not_collected);
  EXPECT_EQ(Observed(read("unit,share\n06187,không xét\n").columns[0].states[0]),
            Observed::not_applicable);
}

TEST(Csv, declared_total_rows_are_skipped) {
  EXPECT_EQ(read("unit,share\n06187,50\nTổng cộng,50\n", {.skip_total_rows = true}).units.size(),
            1u);
}

TEST(Csv, written_cells_cannot_run_as_formulas) {
  EXPECT_EQ(csv::escape("=1+1"), "'=1+1");
  EXPECT_EQ(csv::escape("@cmd,x"), "\"'@cmd,x\"");
  EXPECT_EQ(csv::escape("say \"hi\""), "\"say \"\"hi\"\"\"");
  const Registry r = communes(1);
  Table t(1);
  t.add("x", {60});
  const CriteriaSet s(parts({criterion("1", {at_least("1", "x", "50")})}, {measure("x")}));
  EXPECT_EQ(
      csv::write(assess(compile(s, {.on = end_2019}), r, t.data.view()), r, Language::vi),
      "unit,name,1,met_least,met_most,applicable_least,applicable_most\nc0,Xã 0,đạt,1,1,1,1\n");
}

TEST(Csv, rows_of_any_table_keep_their_text) {
  const auto rows = csv::read_rows("a,b\n\"x, y\",\"two\nlines\"\n1,\n");
  EXPECT_EQ(rows.at(0, "a"), "x, y");
  EXPECT_EQ(rows.at(0, "b"), "two\nlines");
  EXPECT_EQ(rows.at(1, "b"), "");
  EXPECT_THROW((void)rows.at(0, "c"), UnknownCode);
  EXPECT_THROW((void)csv::read_rows(""), InvalidData);
}

TEST(Csv, a_name_finds_its_measure_and_a_name_of_several_lists_them) {
  const auto set = catalog::criteria_set("vn-commune-2016");
  const auto& income = *set.measure(MeasureCode{"income.per_capita"});
  csv::ReadOptions options{.reference = end_2019};
  const auto m = csv::meanings({"unit", income.name.vi, "10.1x"}, set,
                               {.reference = end_2019, .columns = {{"10.1x", ""}}});
  EXPECT_EQ(m[1].measure, income.code);
  EXPECT_EQ(m[2].kind, csv::ColumnMeaning::Kind::left_out);
  try {
    (void)csv::meanings({"unit", "17.1"}, set, options);
    FAIL();
  } catch (const InvalidData& e) {
    EXPECT_NE(e.problems()[0].expected.find("one of water."), std::string::npos) << e.what();
  }
}

TEST(Csv, numbers_of_a_workbook_and_commas_of_its_texts_stand_side_by_side) {
  const auto set = catalog::criteria_set("vn-commune-2016");
  const Registry registry = communes(2);
  const auto p = csv::read_panel(csv::Rows{.header = {"unit", "income.per_capita"},
                                           .rows = {{registry.unit(0).code.str(), "36.5"},
                                                    {registry.unit(1).code.str(), "40,5"}},
                                           .lines = {7, 9},
                                           .typed = {{0, 1}, {0, 0}}},
                                 set, registry, {.reference = end_2019});
  EXPECT_EQ(p.columns[0].values, (std::vector<double>{36.5, 40.5}));
}

TEST(Csv, blanks_among_marks_are_asked_about) {
  const auto set = catalog::criteria_set("vn-commune-2016");
  const auto done = std::ranges::find(set.parts().measures, MeasureKind::attained, &Measure::kind);
  const Registry registry = communes(2);
  const csv::Rows table{
      .header = {"unit", done->code.str()},
      .rows = {{registry.unit(0).code.str(), "x"}, {registry.unit(1).code.str(), ""}}};
  EXPECT_THROW((void)csv::read_panel(table, set, registry, {.reference = end_2019}), InvalidData);
  const auto no = csv::read_panel(
      table, set, registry, {.reference = end_2019, .blank_marks = csv::BlankMarks::not_attained});
  EXPECT_EQ(no.columns[0].states[1], std::uint8_t(Observed::value));
  EXPECT_EQ(no.columns[0].values[1], 0.0);
  const auto unknown = csv::read_panel(
      table, set, registry, {.reference = end_2019, .blank_marks = csv::BlankMarks::not_collected});
  EXPECT_EQ(unknown.columns[0].states[1], std::uint8_t(Observed::not_collected));
}

TEST(Csv, marks_that_a_program_wrote_as_numbers_are_marks) {
  const auto set = catalog::criteria_set("vn-commune-2016");
  const auto done = std::ranges::find(set.parts().measures, MeasureKind::attained, &Measure::kind);
  const Registry registry = communes(2);
  const auto p = csv::read_panel("unit," + done->code.str() + "\n" + registry.unit(0).code.str() +
                                     ",1.0\n" + registry.unit(1).code.str() + ",0.0\n",
                                 set, registry, {.reference = end_2019});
  EXPECT_EQ(p.columns[0].values, (std::vector<double>{1, 0}));
}

TEST(Csv, markers_of_missing_data_are_missing_and_only_words_of_law_are_not_applicable) {
  for (const char* marker :
       {"NA", "N/A", "n/a", "NaN", "NaT", "null", "None", "#N/A", "<NA>", " NA "}) {
    for (const char* measure : {"share", "income", "house"}) {
      const auto data = read("unit," + std::string(measure) + "\n06187," + marker + "\n06190,1\n");
      EXPECT_EQ(Observed(data.columns[0].states[0]), Observed::not_collected)
          << marker << ' ' << measure;
      EXPECT_EQ(Observed(data.columns[0].states[1]), Observed::value);
    }
  }
  for (const char* word : {"không xét", "Không xét", "not applicable"}) {
    EXPECT_EQ(Observed(read("unit,house\n06187," + std::string(word) + "\n").columns[0].states[0]),
              Observed::not_applicable)
        << word;
  }
  EXPECT_TRUE(has(problems_in("unit,share\n06187,-\n"), ProblemCode::not_a_number));
}

TEST(Csv, a_marker_of_missing_data_is_no_blank_mark) {
  const auto data = read("unit,house\n06187,x\n06190,NA\n");
  EXPECT_EQ(Observed(data.columns[0].states[1]), Observed::not_collected);
  const auto meant = read("unit,house\n06187,x\n06190,NA\n16190,\n",
                          {.blank_marks = csv::BlankMarks::not_attained});
  EXPECT_EQ(Observed(meant.columns[0].states[1]), Observed::not_collected);
  EXPECT_EQ(Observed(meant.columns[0].states[2]), Observed::value);
}

TEST(Csv, headers_codes_cells_and_names_keep_the_letters_at_their_ends) {
  for (const auto& row : vietnamese::detail::vowels) {
    for (std::size_t tone = 0; tone < row.size(); ++tone) {
      std::string composed, apart;
      vietnamese::detail::encode(row[tone], composed);
      vietnamese::detail::encode(row[0], apart);
      if (tone > 0) vietnamese::detail::encode(vietnamese::detail::tone_marks[tone], apart);
      for (const std::string& letter : {composed, apart}) {
        for (const std::string& text : {letter, "S" + letter, letter + "n"}) {
          const std::string here = vietnamese::compose(text);
          const Registry one({{.code = UnitCode{here}}});
          const auto data = csv::read_panel(
              "unit,share,name," + text + "\n" + text + ",50," + text + "," + text + "\n", set(),
              one, {.reference = end_2019, .columns = {{text, ""}}});
          EXPECT_EQ(data.units.size(), 1u) << text;
          const auto list =
              problems_in("unit,share," + text + "\n06187," + text + " ,1\n" + text + ",1,1\n");
          ASSERT_EQ(list.size(), 3u) << text;
          for (const auto& p : list) EXPECT_EQ(p.found, here);
        }
      }
    }
  }
  for (const std::string sign : {"µ", "²", "°", "±"}) {
    EXPECT_EQ(problems_in("unit,share\n06187," + sign + "5" + sign + "\n")[0].found,
              sign + "5" + sign);
  }
}

TEST(Csv, a_long_text_is_cut_between_letters_and_hides_no_other_problem) {
  std::string text = "a";
  for (int i = 0; i < 60; ++i) text += "Đ";
  const auto list = problems_in("unit,share\n06187," + text + text + "\n06190,xyz\n");
  ASSERT_EQ(list.size(), 2u);
  EXPECT_TRUE(vietnamese::is_utf8(list[0].found)) << list[0].found;
  EXPECT_EQ(list[1].found, "xyz");
}

TEST(Csv, a_registered_unit_is_never_a_total_row_whatever_its_name) {
  for (const char* name : {"Cộng Hòa", "Tổng Cọt", "Tổng cộng", "Total", "Cộng"}) {
    for (const char* code : {"06187", "6187"}) {
      for (bool skip : {false, true}) {
        const auto data = read("unit,name,share\n" + std::string(code) + "," + name + ",50\n",
                               {.skip_total_rows = skip});
        EXPECT_EQ(data.units.size(), 1u) << name;
      }
    }
  }
  // A unit that is not registered is a problem, also where totals are left out.
  EXPECT_TRUE(has(problems_in("unit,name,share\n99999,Cộng Hòa,50\n", {.skip_total_rows = true}),
                  ProblemCode::unknown_unit));
  EXPECT_TRUE(has(problems_in("unit,name,share\n,Cộng Hòa,50\n", {.skip_total_rows = true}),
                  ProblemCode::unknown_unit));
}

TEST(Csv, a_total_row_without_a_code_is_one_and_what_is_left_out_is_noted) {
  for (const char* row :
       {",Tổng cộng", "Cộng,", "Tổng số xã,", ",TỔNG CỘNG", "NA,Total", ",Toàn tỉnh"}) {
    const std::string text = "unit,name,share\n06187,A,50\n" + std::string(row) + ",50\n";
    EXPECT_TRUE(has(problems_in(text), ProblemCode::total_row)) << row;
    const auto data = read(text, {.skip_total_rows = true});
    EXPECT_EQ(data.units.size(), 1u) << row;
    ASSERT_EQ(data.notes.size(), 1u) << row;
    EXPECT_NE(data.notes[0].find("row 3"), std::string::npos);
  }
}

TEST(Csv, a_quote_that_is_never_closed_is_refused_with_its_line) {
  const auto list = problems_in("unit,share,name\n06187,50,A\n06190,50,\"B\n16190,50,C\n");
  ASSERT_EQ(list.size(), 1u);
  EXPECT_EQ(list[0].what, ProblemCode::malformed);
  EXPECT_EQ(list[0].row, 3);
  EXPECT_TRUE(has(problems_in("unit,\"share\n06187,50\n"), ProblemCode::malformed));
}

TEST(Csv, text_after_a_closing_quote_is_refused_with_its_line) {
  const auto list =
      problems_in("unit,share,name\n06187,50,\"A\" B\n06190,50,\"a\"\"b\"\n16190,50,\"\"x\n",
                  {.columns = {{"name", ""}}});
  ASSERT_EQ(list.size(), 2u);
  EXPECT_EQ(list[0].row, 2);
  EXPECT_EQ(list[0].found, "B");
  EXPECT_EQ(list[1].row, 4);
  EXPECT_EQ(read("unit,share\n\"06187\" ,\"50\"\t\n").units.size(), 1u);  // blanks are no text
  EXPECT_EQ(csv::read_rows("a\n\"5 \"\"\"\n").at(0, "a"), "5 \"");
}

TEST(Csv, tables_as_excel_writes_them_are_read) {
  EXPECT_EQ(read("sep=;\nunit;share\n06187;50\n").units.size(), 1u);
  EXPECT_EQ(read("unit,share\n06187,50\n,\n,\n").units.size(), 1u);
  EXPECT_EQ(read("unit;share;\"a, b, c, d\"\n06187;50;x\n", {.columns = {{"a, b, c, d", ""}}})
                .units.size(),
            1u);
  EXPECT_EQ(problems_in("sep=;\nunit;share\n06187;x\n")[0].row, 3);
  EXPECT_EQ(read("unit,house\n06187,TRUE\n06190,False\n").columns[0].values,
            (std::vector<double>{1, 0}));
}

TEST(Csv, an_amount_of_a_hundred_times_every_threshold_is_asked_about) {
  // The threshold of income is 36 triệu đồng.
  for (const char* value : {"3600", "36000", "35000000", "35.000.000", "3600.5"}) {
    const auto list = problems_in("unit,income\n06187,30\n06190," + std::string(value) + "\n",
                                  {.decimal_mark = value[2] == '.' ? ',' : '.'});
    ASSERT_EQ(list.size(), 1u) << value;
    EXPECT_EQ(list[0].what, ProblemCode::ambiguous_unit_of_value);
    EXPECT_EQ(list[0].row, 3);
    EXPECT_NE(list[0].expected.find("amounts_in_dong"), std::string::npos);
  }
  EXPECT_EQ(read("unit,income\n06187,3599\n").columns[0].values[0], 3599);
  EXPECT_EQ(read("unit,income\n06187,36000\n", {.as_written = {MeasureCode{"income"}}})
                .columns[0]
                .values[0],
            36000);
}

TEST(Csv, what_is_meant_as_written_is_not_converted_and_must_be_a_measure) {
  EXPECT_EQ(
      read("unit,share\n06187,0.5\n", {.as_written = {MeasureCode{"share"}}}).columns[0].values[0],
      0.5);
  EXPECT_EQ(read("unit,share\n06187,0.5\n",
                 {.shares_are_fractions = true, .as_written = {MeasureCode{"share"}}})
                .columns[0]
                .values[0],
            0.5);
  EXPECT_TRUE(has(problems_in("unit,share\n06187,5\n", {.as_written = {MeasureCode{"shaer"}}}),
                  ProblemCode::unknown_column));
}

TEST(Csv, numbers_that_never_were_text_are_read_by_the_same_rules) {
  const auto numbers = [](const char* measure, std::vector<double> values, csv::ReadOptions options,
                          std::vector<std::uint8_t> states = {}) {
    const csv::NumberColumn column{"h", MeasureCode{measure}, values, states};
    return csv::in_units(std::span(&column, 1), set(), options)[0];
  };
  EXPECT_EQ(numbers("income", {35e6, std::nan("")}, {.amounts_in_dong = true})[0], 35);
  EXPECT_EQ(numbers("share", {0.5, 1}, {.shares_are_fractions = true}),
            (std::vector<double>{50, 100}));
  EXPECT_TRUE(numbers("share", {0, 1, 1}, {}).empty());  // whole numbers say nothing
  EXPECT_TRUE(numbers("share", {0.5, 40}, {}).empty());
  // A missing cell is not looked at.
  EXPECT_TRUE(numbers("income", {35e6, 30}, {}, {1, 0}).empty());
  // Tỷ đồng, and triệu đồng taken for đồng; one poor unit among others is none of them.
  EXPECT_TRUE(has(problems_of<InvalidData>([&] {
                    numbers("income", {0.03, 0.0459}, {});
                  }),
                  ProblemCode::ambiguous_unit_of_value));
  EXPECT_TRUE(has(problems_of<InvalidData>([&] {
                    numbers("income", {30, 45}, {.amounts_in_dong = true});
                  }),
                  ProblemCode::ambiguous_unit_of_value));
  EXPECT_TRUE(numbers("income", {0.03, 0.36}, {}).empty());
  EXPECT_TRUE(numbers("income", {0, 0}, {}).empty());
  EXPECT_TRUE(numbers("income", {0.03}, {.as_written = {MeasureCode{"income"}}}).empty());
  // Invalid.
  EXPECT_TRUE(numbers("income", {std::numeric_limits<double>::infinity(), 30}, {}).empty());
  EXPECT_TRUE(has(problems_of<InvalidData>([&] {
                    numbers("share", {0.5, 0.7}, {});
                  }),
                  ProblemCode::share_as_fraction));
  const auto list = problems_of<InvalidData>([&] { numbers("income", {30, 35e6}, {}); });
  EXPECT_TRUE(has(list, ProblemCode::ambiguous_unit_of_value));
  EXPECT_EQ(list[0].row, 2);
}
