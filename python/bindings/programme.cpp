#include "bindings.hpp"

void bind_programme(py::module_& m) {
  py::native_enum<tc::Metric>(m, "Metric", "enum.Enum", "What a target counts.")
      .value("newly_recognised", tc::Metric::newly_recognised).value("recognised", tc::Metric::recognised)
      .value("mean_criteria", tc::Metric::mean_criteria).value("least_criteria", tc::Metric::least_criteria)
      .value("tier_total", tc::Metric::tier_total).value("tier_new", tc::Metric::tier_new).finalize();
  py::class_<tc::Target>(m, "Target", "One promise of a plan.")
      .def_readonly("code", &tc::Target::code)
      .def_readonly("name", &tc::Target::name)
      .def_readonly("metric", &tc::Target::metric)
      .def_readonly("population", &tc::Target::population)
      .def_readonly("by", &tc::Target::by)
      .def_readonly("at_least", &tc::Target::at_least)
      .def_readonly("up_to", &tc::Target::up_to)
      .def_readonly("baseline", &tc::Target::baseline)
      .def_readonly("baseline_on", &tc::Target::baseline_on)
      .def_readonly("source", &tc::Target::source);
  py::class_<tc::Programme>(m, "Programme", "The targets of one decision.")
      .def_property_readonly("id", &tc::Programme::id)
      .def_property_readonly("title", &tc::Programme::title)
      .def_property_readonly("targets", &tc::Programme::targets);
}
