#include "bindings.hpp"
#include "tieuchi/criteria/criteria_set.hpp"
#include "tieuchi/criteria/direction.hpp"

void bind_criteria(py::module_& m) {
  py::native_enum<tc::MeasureKind>(m, "MeasureKind", "enum.Enum",
                                   "What the numbers of a measure are.")
      .value("share", tc::MeasureKind::share)
      .value("attained", tc::MeasureKind::attained)
      .value("count", tc::MeasureKind::count)
      .value("amount", tc::MeasureKind::amount)
      .value("ratio", tc::MeasureKind::ratio)
      .value("score", tc::MeasureKind::score)
      .finalize();
  py::native_enum<tc::CellState>(m, "CellState", "enum.Enum",
                                 "Whether a cell of the law holds a rule.")
      .value("value", tc::CellState::value)
      .value("delegated", tc::CellState::delegated)
      .value("not_published", tc::CellState::not_published)
      .finalize();
  py::native_enum<tc::Completeness>(m, "Completeness", "enum.Enum",
                                    "How much of a table is public.")
      .value("complete", tc::Completeness::complete)
      .value("partial", tc::Completeness::partial)
      .value("not_published", tc::Completeness::not_published)
      .finalize();
  py::native_enum<tc::Better>(m, "Better", "enum.Enum", "Which way of a measure is better.")
      .value("more", tc::Better::more)
      .value("less", tc::Better::less)
      .finalize();

  py::class_<tc::Measure>(m, "Measure", "What is observed.")
      .def_readonly("code", &tc::Measure::code)
      .def_readonly("kind", &tc::Measure::kind)
      .def_readonly("name", &tc::Measure::name)
      .def_readonly("unit", &tc::Measure::unit)
      .def_property_readonly("smallest", &tc::Measure::smallest)
      .def_property_readonly("largest", &tc::Measure::largest)
      .def("__repr__", [](const tc::Measure& x) { return "<Measure " + x.code.str() + ">"; });

  py::class_<tc::ThresholdCell>(m, "ThresholdCell", "One cell of the table of the law.")
      .def_readonly("stratum", &tc::ThresholdCell::stratum)
      .def_readonly("period", &tc::ThresholdCell::period)
      .def_readonly("state", &tc::ThresholdCell::state)
      .def_readonly("numbers", &tc::ThresholdCell::numbers)
      .def_property_readonly("status", [](const tc::ThresholdCell& c) { return c.citation.status; })
      .def_property_readonly("source",
                             [](const tc::ThresholdCell& c) { return c.citation.source; });

  py::class_<tc::Indicator>(m, "Indicator", "One indicator of a set, with its thresholds.")
      .def_readonly("number", &tc::Indicator::number)
      .def_readonly("name", &tc::Indicator::name)
      .def_readonly("unit", &tc::Indicator::unit)
      .def_readonly("cells", &tc::Indicator::cells)
      .def_property_readonly("kind",
                             [](const tc::Indicator& i) { return tc::kind_name(i.requirement); })
      .def_property_readonly("measures",
                             [](const tc::Indicator& i) { return tc::measures_of(i.requirement); })
      .def("status", &tc::Indicator::status, "cell"_a,
           "The worst status of value, comparator and text.")
      .def("__repr__", [](const tc::Indicator& i) {
        return "<Indicator " + i.number.str() + " " + i.name.en + ">";
      });

  py::class_<tc::Criterion>(m, "Criterion", "One criterion with its indicators.")
      .def_readonly("number", &tc::Criterion::number)
      .def_readonly("name", &tc::Criterion::name)
      .def_readonly("group", &tc::Criterion::group)
      .def_readonly("indicators", &tc::Criterion::indicators)
      .def("__repr__", [](const tc::Criterion& c) {
        return "<Criterion " + c.number.str() + " " + c.name.en + ">";
      });
}
