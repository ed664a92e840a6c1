#include "arrow.hpp"
#include "panels.hpp"
#include "tieuchi/catalog.hpp"
#include "tieuchi/exchange/cell_words.hpp"
#include "tieuchi/exchange/csv.hpp"

namespace {

// Every table may hold what some rule of recognition asks beside the criteria.
const std::vector<tc::RecognitionCondition>& conditions() {
  static const std::vector<tc::RecognitionCondition> all = [] {
    std::vector<tc::RecognitionCondition> list;
    for (const auto& id : tc::catalog::recognition_rules()) {
      for (auto& c : tc::catalog::recognition_rule(id).conditions) list.push_back(std::move(c));
    }
    return list;
  }();
  return all;
}

tc::csv::ReadOptions options(std::string file, tc::Date reference, tc::Evidence evidence,
                             std::string source, std::string unit_column,
                             std::map<std::string, std::string> columns,
                             const std::string& decimal_mark, bool shares_are_fractions,
                             bool amounts_in_dong, bool skip_total_rows,
                             const std::string& blank_marks,
                             const std::vector<tc::MeasureCode>& as_written) {
  const auto blank = blank_marks == "ask"             ? tc::csv::BlankMarks::ask
                     : blank_marks == "not_collected" ? tc::csv::BlankMarks::not_collected
                                                      : tc::csv::BlankMarks::not_attained;
  return {.file = std::move(file),
          .reference = reference,
          .evidence = evidence,
          .source = std::move(source),
          .unit_column = std::move(unit_column),
          .columns = std::move(columns),
          .decimal_mark = decimal_mark.empty() ? char{} : decimal_mark[0],
          .shares_are_fractions = shares_are_fractions,
          .amounts_in_dong = amounts_in_dong,
          .as_written = {as_written.begin(), as_written.end()},
          .skip_total_rows = skip_total_rows,
          .blank_marks = blank,
          .conditions = conditions()};
}

}  // namespace

void bind_exchange(py::module_& m) {
  using tc::csv::ReadOptions;
  py::class_<ReadOptions>(m, "ReadOptions", "What a table cannot say by itself.")
      .def(py::init(&options), "file"_a, "reference"_a,
           py::arg_v("evidence", tc::Evidence::self_assessed, "Evidence.self_assessed"),
           "source"_a = "", "unit_column"_a = "unit",
           "columns"_a = std::map<std::string, std::string>{}, "decimal_mark"_a = "",
           "shares_are_fractions"_a = false, "amounts_in_dong"_a = false,
           "skip_total_rows"_a = false, "blank_marks"_a = "ask",
           "as_written"_a = std::vector<tc::MeasureCode>{});

  m.def(
      "meanings",
      [](const std::vector<std::string>& header, const tc::CriteriaSet& set, const ReadOptions& o) {
        static constexpr const char* kinds[] = {"unit",    "date",    "name",
                                                "stratum", "measure", "left_out"};
        std::vector<std::pair<std::string, std::string>> out;
        for (const auto& meaning : tc::csv::meanings(header, set, o)) {
          out.emplace_back(kinds[int(meaning.kind)], meaning.measure.str());
        }
        return out;
      },
      "header"_a, "set"_a, "options"_a);
  m.def(
      "read_csv",
      [](const std::string& text, const tc::CriteriaSet& set, const tc::Registry& r,
         const ReadOptions& o) {
        tc::PanelData data;
        {
          py::gil_scoped_release release;
          data = tc::csv::read_panel(text, set, r, o);
        }
        return columns_of(std::move(data));
      },
      "text"_a, "set"_a, "registry"_a, "options"_a);
  m.def(
      "read_table",
      [](std::vector<std::string> header, std::vector<std::vector<std::string>> rows,
         std::vector<std::int64_t> lines, std::vector<std::vector<std::uint8_t>> typed,
         const tc::CriteriaSet& set, const tc::Registry& r, const ReadOptions& o) {
        tc::PanelData data;
        {
          py::gil_scoped_release release;
          data = tc::csv::read_panel(
              {std::move(header), std::move(rows), std::move(lines), std::move(typed)}, set, r, o);
        }
        return columns_of(std::move(data));
      },
      "header"_a, "rows"_a, "lines"_a, "typed"_a, "set"_a, "registry"_a, "options"_a);
  m.def(
      "in_units",
      [](const std::vector<std::tuple<std::string, tc::MeasureCode, Doubles, std::optional<Bytes>>>&
             columns,
         const tc::CriteriaSet& set, const ReadOptions& o) {
        std::vector<tc::csv::NumberColumn> list;
        for (const auto& [header, measure, values, states] : columns) {
          list.push_back({header, measure, {values.data(), std::size_t(values.size())}, {}});
          if (states) list.back().states = {states->data(), std::size_t(states->size())};
        }
        std::vector<std::vector<double>> changed;
        {
          py::gil_scoped_release release;
          changed = tc::csv::in_units(list, set, o);
        }
        std::vector<Doubles> out;
        for (std::size_t c = 0; c < columns.size(); ++c) {
          if (changed[c].empty())
            out.push_back(std::get<2>(columns[c]));
          else
            out.push_back(Doubles(array_of(std::move(changed[c]))));
        }
        return out;
      },
      "columns"_a, "set"_a, "options"_a,
      "Values of number columns (header, measure, values, states) in the set's units.");
  py::native_enum<tc::csv::CellWord>(m, "CellWord", "enum.Enum",
                                     "What a text says in the place of a value or of a name.")
      .value("other", tc::csv::CellWord::other)
      .value("missing", tc::csv::CellWord::missing)
      .value("not_applicable", tc::csv::CellWord::not_applicable)
      .value("total", tc::csv::CellWord::total)
      .value("withdrawn", tc::csv::CellWord::withdrawn)
      .finalize();
  m.def("cell_word", &tc::csv::cell_word, "text"_a,
        "What a text says: missing data, not applicable, a total.");
  m.def(
      "split_csv",
      [](const std::string& text, const std::string& file) {
        const auto rows = tc::csv::read_rows(text, file);
        return std::pair(rows.header, rows.rows);
      },
      "text"_a, "file"_a = "");
  m.def(
      "read_numbers",
      [](const std::vector<std::vector<std::string>>& columns) {
        std::vector<std::vector<std::pair<std::optional<double>, std::optional<tc::ProblemCode>>>>
            out;
        for (const auto& column : tc::csv::read_numbers(columns)) {
          auto& list = out.emplace_back();
          for (const auto& cell : column) list.emplace_back(cell.value, cell.problem);
        }
        return out;
      },
      "columns"_a,
      "Texts as numbers, [columns][rows], by the rules for tables: a value, or what is wrong.");
  m.def("arrow_columns", &arrow::read, "stream"_a);

  auto catalog = m.def_submodule("catalog", "The law as data.");
  catalog.def("criteria_sets", &tc::catalog::criteria_sets, "Ids of every criteria set.");
  catalog.def(
      "criteria_set", [](const std::string& id) { return tc::catalog::criteria_set(id); }, "id"_a,
      "A criteria set. Raises UnknownCode.");
  catalog.def("recognition_rules", &tc::catalog::recognition_rules,
              "Ids of every rule of recognition.");
  catalog.def(
      "recognition_rule", [](const std::string& id) { return tc::catalog::recognition_rule(id); },
      "id"_a);
  catalog.def(
      "revocation_rule", [](const std::string& id) { return tc::catalog::revocation_rule(id); },
      "id"_a);
  catalog.def(
      "programme", [](const std::string& id) { return tc::catalog::programme(id); }, "id"_a);
  catalog.def("programmes", &tc::catalog::programmes, "Ids of every programme of targets.");
  catalog.def(
      "in_force",
      [](tc::Level level, const std::string& tier, tc::Date on) {
        return tc::catalog::in_force(level, tier, on);
      },
      "level"_a, "tier"_a, "on"_a);
  catalog.def("documents", [] {
    std::vector<std::string> out;
    for (const auto& d : tc::catalog::documents()) out.emplace_back(d.id);
    return out;
  });
}
