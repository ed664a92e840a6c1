#include "tieuchi/programme/programme.hpp"
#include "bindings.hpp"
#include "tieuchi/exchange/json.hpp"

void bind_programme(py::module_& m) {
  py::native_enum<tc::Metric>(m, "Metric", "enum.Enum", "What a target counts.")
      .value("newly_recognised", tc::Metric::newly_recognised)
      .value("recognised", tc::Metric::recognised)
      .value("mean_criteria", tc::Metric::mean_criteria)
      .value("least_criteria", tc::Metric::least_criteria)
      .value("tier_total", tc::Metric::tier_total)
      .value("tier_new", tc::Metric::tier_new)
      .value("recognised_share", tc::Metric::recognised_share)
      .value("units_in_band", tc::Metric::units_in_band)
      .value("criterion_share", tc::Metric::criterion_share)
      .finalize();
  py::class_<tc::TargetPopulation>(m, "TargetPopulation", "Whom a target speaks of.")
      .def_readonly("name", &tc::TargetPopulation::name)
      .def_readonly("level", &tc::TargetPopulation::level)
      .def_readonly("units", &tc::TargetPopulation::units)
      .def_property_readonly("cohort",
                             [](const tc::TargetPopulation& p) { return p.cohort.member_of; })
      .def_property_readonly("within",
                             [](const tc::TargetPopulation& p) { return p.cohort.within; })
      .def_property_readonly("everyone", &tc::TargetPopulation::everyone);
  py::class_<tc::Target>(m, "Target", "One promise of a plan.")
      .def_readonly("code", &tc::Target::code)
      .def_readonly("name", &tc::Target::name)
      .def_readonly("metric", &tc::Target::metric)
      .def_readonly("population", &tc::Target::population)
      .def_readonly("by", &tc::Target::by)
      .def_readonly("at_least", &tc::Target::at_least)
      .def_readonly("up_to", &tc::Target::up_to)
      .def_readonly("at_most", &tc::Target::at_most)
      .def_readonly("criterion", &tc::Target::criterion)
      .def_property_readonly("band",
                             [](const tc::Target& t) {
                               return t.band ? std::optional(std::pair(t.band->least, t.band->most))
                                             : std::nullopt;
                             })
      .def_readonly("status", &tc::Target::status)
      .def_property_readonly("promise", &tc::Target::promise)
      .def("reached", &tc::Target::reached, "value"_a, "Whether a value reaches what was promised.")
      .def_readonly("baseline", &tc::Target::baseline)
      .def_readonly("baseline_on", &tc::Target::baseline_on)
      .def_readonly("source", &tc::Target::source);
  py::class_<tc::Programme>(m, "Programme", "The targets of one decision.")
      .def_property_readonly("id", &tc::Programme::id)
      .def_property_readonly("title", &tc::Programme::title)
      .def_property_readonly("targets", &tc::Programme::targets)
      .def_static(
          "from_json",
          [](const std::string& text, const std::string& file) {
            return tc::json::read_programme(text, file);
          },
          "text"_a, "file"_a = "");
}
