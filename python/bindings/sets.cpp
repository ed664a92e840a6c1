#include "bindings.hpp"
#include "tieuchi/criteria/criteria_set.hpp"
#include "tieuchi/criteria/direction.hpp"
#include "tieuchi/criteria/overlay.hpp"
#include "tieuchi/criteria/recognition_rule.hpp"
#include "tieuchi/exchange/json.hpp"

void bind_sets(py::module_& m) {
  py::class_<tc::CriteriaSet>(m, "CriteriaSet", "A checked criteria set: one legal text, as data.")
      .def_property_readonly("id", &tc::CriteriaSet::id)
      .def_property_readonly("decision",
                             [](const tc::CriteriaSet& s) { return s.parts().decision; })
      .def_property_readonly("title", [](const tc::CriteriaSet& s) { return s.parts().title; })
      .def_property_readonly("level", [](const tc::CriteriaSet& s) { return s.parts().level; })
      .def_property_readonly("tier", [](const tc::CriteriaSet& s) { return s.parts().tier; })
      .def_property_readonly("issued", [](const tc::CriteriaSet& s) { return s.parts().issued; })
      .def_property_readonly("in_force",
                             [](const tc::CriteriaSet& s) { return s.parts().in_force; })
      .def_property_readonly("completeness",
                             [](const tc::CriteriaSet& s) { return s.parts().completeness; })
      .def_property_readonly("dimension",
                             [](const tc::CriteriaSet& s) { return s.parts().dimension; })
      .def_property_readonly(
          "attributes",
          [](const tc::CriteriaSet& s) {
            std::vector<std::string> all;
            const auto add = [&](const tc::Dimension& d) {
              if (!d.empty() && std::ranges::find(all, d.str()) == all.end())
                all.push_back(d.str());
            };
            add(s.parts().dimension);
            for (const auto& o : s.parts().overrides) add(o.dimension);
            return all;
          },
          "What thresholds depend on: the dimension, and attributes of units that overrides ask "
          "for.")
      .def_property_readonly("strata", [](const tc::CriteriaSet& s) { return s.parts().strata; })
      .def_property_readonly("measures",
                             [](const tc::CriteriaSet& s) { return s.parts().measures; })
      .def_property_readonly("criteria",
                             [](const tc::CriteriaSet& s) { return s.parts().criteria; })
      .def_property_readonly("indicators",
                             [](const tc::CriteriaSet& s) {
                               std::vector<tc::Indicator> all;
                               for (const auto& c : s.criteria())
                                 all.insert(all.end(), c.indicators.begin(), c.indicators.end());
                               return all;
                             })
      .def_property_readonly("status_counts",
                             [](const tc::CriteriaSet& s) {
                               const auto n = tc::count_statuses(s);
                               return py::dict(
                                   "verified"_a = n.verified, "unverified"_a = n.unverified,
                                   "unknown"_a = n.unknown, "transcribed"_a = n.transcribed);
                             })
      .def_static(
          "from_json",
          [](const std::string& text, const std::string& file) {
            return tc::json::read_criteria_set(text, file);
          },
          "text"_a, "file"_a = "")
      .def("to_json", [](const tc::CriteriaSet& s) { return tc::json::write(s); })
      .def("__eq__",
           [](const tc::CriteriaSet& a, const py::object& b) {
             return py::isinstance<tc::CriteriaSet>(b) && a == b.cast<const tc::CriteriaSet&>();
           })
      .def("__hash__",
           [](const tc::CriteriaSet& s) { return std::hash<std::string>{}(s.id().str()); })
      .def("__repr__", [](const tc::CriteriaSet& s) {
        return "<CriteriaSet " + s.id().str() + ": " + s.parts().decision + ", " +
               std::to_string(s.criteria().size()) + " criteria, " +
               std::to_string(s.indicator_count()) + " indicators, " + s.parts().in_force.str() +
               ">";
      });

  py::class_<tc::Overlay>(m, "Overlay",
                          "Values that a province or ministry puts into slots of a set.")
      .def_readonly("instrument", &tc::Overlay::instrument)
      .def_readonly("set", &tc::Overlay::set)
      .def_readonly("synthetic", &tc::Overlay::synthetic)
      .def_readonly("issued", &tc::Overlay::issued)
      .def_readonly("body", &tc::Overlay::body, "Code of the unit that is the body's seat.")
      .def_readonly("recorded", &tc::Overlay::recorded, "When it was known; None: when issued.")
      .def_readonly("repeals", &tc::Overlay::repeals, "Instruments that end where it begins.")
      .def_static(
          "from_json",
          [](const std::string& text, const std::string& file) {
            return tc::json::read_overlay(text, file);
          },
          "text"_a, "file"_a = "")
      .def("to_json", [](const tc::Overlay& o) { return tc::json::write(o); })
      .def("__repr__", [](const tc::Overlay& o) {
        return "<Overlay " + o.instrument + " of " + o.set.str() + ">";
      });

  py::class_<tc::RecognitionRule>(m, "RecognitionRule",
                                  "Conditions of recognition beside the criteria.")
      .def_readonly("id", &tc::RecognitionRule::id)
      .def_readonly("decision", &tc::RecognitionRule::decision)
      .def_readonly("in_force", &tc::RecognitionRule::in_force)
      .def_property_readonly("conditions", [](const tc::RecognitionRule& r) {
        std::vector<std::pair<tc::MeasureCode, tc::Text>> list;
        for (const auto& c : r.conditions) list.emplace_back(c.measure, c.name);
        return list;
      });
  py::class_<tc::RevocationRule>(m, "RevocationRule", "When recognition is taken back.")
      .def_readonly("id", &tc::RevocationRule::id)
      .def_readonly("decision", &tc::RevocationRule::decision)
      .def_readonly("in_force", &tc::RevocationRule::in_force);

  m.def("better_of", &tc::better_of, "set"_a, "measure"_a,
        "The one direction that every requirement reading the measure wants; None where they name "
        "none.");
}
