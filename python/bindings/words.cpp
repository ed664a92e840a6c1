#include "bindings.hpp"
#include "tieuchi/assessment/verdict.hpp"
#include "tieuchi/criteria/provenance.hpp"
#include "tieuchi/error.hpp"
#include "tieuchi/level.hpp"
#include "tieuchi/observation/evidence.hpp"
#include "tieuchi/text.hpp"
#include "tieuchi/vietnamese.hpp"

namespace {

// The Python class of an error, from tieuchi.errors, with every problem as a dict.
void raise_in_python(const char* name, const tc::Error& e) {
  py::list problems;
  for (const auto& p : e.problems()) {
    problems.append(py::dict("id"_a = p.id(), "file"_a = p.file, "row"_a = p.row,
                             "column"_a = p.column, "code"_a = p.code, "found"_a = p.found,
                             "expected"_a = p.expected, "text"_a = p.text(tc::Language::en),
                             "text_vi"_a = p.text(tc::Language::vi)));
  }
  const auto type = py::module_::import("tieuchi.errors").attr(name);
  PyErr_SetObject(type.ptr(), type(e.what(), problems).ptr());
}

void translate(std::exception_ptr thrown) {
  try {
    if (thrown) std::rethrow_exception(thrown);
  } catch (const tc::InvalidCriteria& e) {
    raise_in_python("InvalidCriteria", e);
  } catch (const tc::InvalidData& e) {
    raise_in_python("InvalidData", e);
  } catch (const tc::UnknownCode& e) {
    raise_in_python("UnknownCode", e);
  } catch (const tc::ArchiveError& e) {
    raise_in_python("ArchiveError", e);
  } catch (const tc::NotEnoughData& e) {
    raise_in_python("NotEnoughData", e);
  } catch (const tc::Infeasible& e) {
    raise_in_python("Infeasible", e);
  } catch (const tc::Error& e) {
    raise_in_python("Error", e);
  }
}

}  // namespace

void bind_words(py::module_& m) {
  py::register_exception_translator(&translate);

  py::native_enum<tc::Language>(m, "Language", "enum.Enum", "Language of a printed text.")
      .value("vi", tc::Language::vi)
      .value("en", tc::Language::en)
      .finalize();

  py::native_enum<tc::Level>(m, "Level", "enum.Enum", "Administrative level.")
      .value("village", tc::Level::village)
      .value("residential_area", tc::Level::residential_area)
      .value("commune", tc::Level::commune)
      .value("district", tc::Level::district)
      .value("province", tc::Level::province)
      .value("nation", tc::Level::nation)
      .value("product", tc::Level::product)
      .finalize();

  py::native_enum<tc::Verdict>(m, "Verdict", "enum.Enum",
                               "Met, not met, not applicable or unknown; it has no truth value.")
      .value("met", tc::Verdict::met)
      .value("not_met", tc::Verdict::not_met)
      .value("not_applicable", tc::Verdict::not_applicable)
      .value("unknown", tc::Verdict::unknown)
      .finalize();
  m.attr("Verdict").attr("__bool__") = py::cpp_function(
      [](py::object) -> bool {
        throw py::type_error(
            "a verdict has no truth value: compare with Verdict.met, Verdict.not_met, …");
      },
      py::is_method(m.attr("Verdict")));

  py::native_enum<tc::Reason> reasons(m, "Reason", "enum.Enum", "Why a cell has its verdict.");
  static constexpr const char* names[] = {"met_by_value",
                                          "short_by_gap",
                                          "not_collected",
                                          "not_reported",
                                          "pending_verification",
                                          "suppressed",
                                          "invalid",
                                          "stale",
                                          "conflict",
                                          "not_applicable_by_rule",
                                          "not_applicable_asserted",
                                          "stratum_missing",
                                          "no_threshold",
                                          "reference_missing",
                                          "delegated_not_set",
                                          "not_published",
                                          "unverified_threshold",
                                          "numeric_noise",
                                          "legal_rounding",
                                          "basically_met",
                                          "deemed_met",
                                          "deemed_not_met",
                                          "declared",
                                          "implied_by_count",
                                          "carried_forward"};
  for (int r = 0; r < 25; ++r) reasons.value(names[r], static_cast<tc::Reason>(r));
  reasons.finalize();

  py::native_enum<tc::Evidence>(m, "Evidence", "enum.Enum", "How well an observation is evidenced.")
      .value("self_assessed", tc::Evidence::self_assessed)
      .value("verified", tc::Evidence::verified)
      .value("approved", tc::Evidence::approved)
      .finalize();
  py::native_enum<tc::Provenance>(m, "Provenance", "enum.Enum", "Which thresholds may be used.")
      .value("verified_only", tc::Provenance::verified_only)
      .value("allow_unverified", tc::Provenance::allow_unverified)
      .value("allow_transcribed", tc::Provenance::allow_transcribed)
      .finalize();
  py::native_enum<tc::Status>(m, "Status", "enum.Enum", "Whether a figure of the law was checked.")
      .value("verified", tc::Status::verified)
      .value("unverified", tc::Status::unverified)
      .value("unknown", tc::Status::unknown)
      .value("transcribed", tc::Status::transcribed)
      .finalize();

  using tc::ProblemCode;
  py::native_enum<ProblemCode>(m, "ProblemCode", "enum.Enum",
                               "Kinds of problems that the Python readers find.")
      .value("unknown_unit", ProblemCode::unknown_unit)
      .value("unknown_column", ProblemCode::unknown_column)
      .value("duplicate_row", ProblemCode::duplicate_row)
      .value("number_is_float", ProblemCode::number_is_float)
      .value("two_values", ProblemCode::two_values)
      .value("unreadable_file", ProblemCode::unreadable_file)
      .value("wrong_type", ProblemCode::wrong_type)
      .value("missing_field", ProblemCode::missing_field)
      .value("unknown_word", ProblemCode::unknown_word)
      .value("date_outside", ProblemCode::date_outside)
      .value("spreadsheet_error", ProblemCode::spreadsheet_error)
      .value("wrong_size", ProblemCode::wrong_size)
      .value("ambiguous_date", ProblemCode::ambiguous_date)
      .value("total_row", ProblemCode::total_row)
      .value("ambiguous_number", ProblemCode::ambiguous_number)
      .value("mixed_decimal_marks", ProblemCode::mixed_decimal_marks)
      .value("unknown_stratum_value", ProblemCode::unknown_stratum_value)
      .value("unit_in_two_places", ProblemCode::unit_in_two_places)
      .value("not_a_number", ProblemCode::not_a_number)
      .value("not_a_cost", ProblemCode::not_a_cost)
      .value("too_large", ProblemCode::too_large)
      .value("unknown_code", ProblemCode::unknown_code)
      .value("value_out_of_range", ProblemCode::value_out_of_range)
      .finalize();
  m.def(
      "raise_invalid_data",
      [](const py::list& problems) {
        std::vector<tc::Problem> list;
        for (const auto& item : problems) {
          const auto d = item.cast<py::dict>();
          const auto text = [&](const char* key) {
            return d.contains(key) ? py::str(d[key]).cast<std::string>() : std::string();
          };
          list.push_back({.what = d["what"].cast<ProblemCode>(),
                          .file = text("file"),
                          .row = d.contains("row") ? d["row"].cast<std::int64_t>() : 0,
                          .column = text("column"),
                          .code = text("code"),
                          .found = text("found"),
                          .expected = text("expected")});
        }
        throw tc::InvalidData(std::move(list));
      },
      "problems"_a, "Raises InvalidData with problems that a Python reader found.");

  py::class_<tc::Text>(m, "Text", "One text in Vietnamese and English.")
      .def(py::init<std::string, std::string>(), "vi"_a = "", "en"_a = "")
      .def_readonly("vi", &tc::Text::vi)
      .def_readonly("en", &tc::Text::en)
      .def("in_", &tc::Text::in, "language"_a,
           "The text in a language, the other one where it is empty.")
      .def("__str__", [](const tc::Text& t) { return t.in(tc::Language::en); })
      .def("__repr__", [](const tc::Text& t) {
        return "Text(vi=" + py::repr(py::str(t.vi)).cast<std::string>() +
               ", en=" + py::repr(py::str(t.en)).cast<std::string>() + ")";
      });

  py::class_<tc::Period>(m, "Period",
                         "Days from `first` up to but not including `end`; no end: without end.")
      .def(py::init([](std::optional<tc::Date> first, std::optional<tc::Date> end) {
             return tc::Period{first.value_or(tc::Date{}), end};
           }),
           "first"_a = py::none(), "end"_a = py::none())
      .def_readonly("first", &tc::Period::from)
      .def_readonly("end", &tc::Period::to)
      .def("__contains__", &tc::Period::contains, "day"_a)
      .def("__repr__", [](const tc::Period& p) { return "Period(" + p.str() + ")"; });

  m.def("word", py::overload_cast<tc::Verdict, tc::Language>(&tc::word), "verdict"_a, "language"_a);
  m.def("word", py::overload_cast<tc::Reason, tc::Language>(&tc::word), "reason"_a, "language"_a);
  m.def("symbol", &tc::symbol, "verdict"_a);
  m.def(
      "fold", [](const std::string& s) { return tc::vietnamese::fold(s); }, "text"_a);
  m.def(
      "compose", [](const std::string& s) { return tc::vietnamese::compose(s); }, "text"_a);
  m.def(
      "natural_less",
      [](const std::string& a, const std::string& b) { return tc::natural_order(a, b) < 0; }, "a"_a,
      "b"_a);
}
