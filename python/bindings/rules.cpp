#include "bindings.hpp"
#include "tieuchi/assessment/compiled_set.hpp"
#include "tieuchi/assessment/explain.hpp"
#include "tieuchi/assessment/legal_difference.hpp"
#include "tieuchi/exchange/json.hpp"

namespace {

// A rule as the columns of a frame: numbers as text, missing where there is no rule.
py::dict rule(const tc::Threshold& t, tc::Language language) {
  const bool none = !tc::has_rule(t);
  return py::dict("value"_a = tc::rule_text(t, language),
                  "status"_a = none ? std::nullopt : std::optional(t.status),
                  "instrument"_a = none ? std::nullopt : std::optional(t.instrument),
                  "source"_a = none ? std::nullopt : std::optional(t.citation.source),
                  "synthetic"_a = t.synthetic);
}

}  // namespace

void bind_rules(py::module_& m) {
  py::class_<tc::CompiledSet>(m, "CompiledSet", "A criteria set ready for one day.")
      .def_property_readonly("set", &tc::CompiledSet::set)
      .def_property_readonly("on", &tc::CompiledSet::on)
      .def_property_readonly("provenance",
                             [](const tc::CompiledSet& c) { return c.options().provenance; })
      .def_property_readonly("overlays",
                             [](const tc::CompiledSet& c) { return c.options().overlays; })
      .def_property_readonly("references",
                             [](const tc::CompiledSet& c) { return c.options().references; })
      .def_property_readonly("known_on", &tc::CompiledSet::known_on,
                             "The day by which law and facts were recorded; None: whenever.")
      .def_property_readonly("outside_period", &tc::CompiledSet::outside_period);
  m.def(
      "compile",
      [](const tc::CriteriaSet& set, tc::Date on, tc::Provenance provenance,
         std::vector<tc::Overlay> overlays, std::vector<tc::CriteriaSet> references,
         bool outside_period, std::optional<tc::Date> known_on) {
        return tc::compile(set, {.on = on,
                                 .provenance = provenance,
                                 .overlays = std::move(overlays),
                                 .references = std::move(references),
                                 .outside_period = outside_period,
                                 .known_on = known_on});
      },
      "set"_a, "on"_a,
      py::arg_v("provenance", tc::Provenance::verified_only, "Provenance.verified_only"),
      "overlays"_a = py::tuple(), "references"_a = py::tuple(), "outside_period"_a = false,
      "known_on"_a = std::nullopt, "Makes a set ready for one day.");
  m.def(
      "legal_difference",
      [](const tc::CompiledSet& rules, const tc::Registry* places, tc::Language language) {
        py::list out;
        for (const auto& c : tc::legal_difference(rules.set(), rules.options(), places)) {
          std::vector<std::string> attributes;
          for (const auto& a : c.scope.attributes)
            attributes.push_back(a.dimension.str() + "=" + a.code.str());
          out.append(py::dict(
              "indicator"_a = c.indicator, "stratum"_a = c.stratum, "within"_a = c.scope.within,
              "attributes"_a = attributes, "kind"_a = tc::word(c.kind, tc::Language::en),
              "before"_a = rule(c.before, language), "after"_a = rule(c.after, language),
              "dispute"_a = c.dispute, "text"_a = c.text(language)));
        }
        return out;
      },
      "rules"_a, "places"_a.none(true), "language"_a,
      "Every cell that the overlays of a compiled set change, with both figures and both texts.");

  py::class_<tc::Explanation>(m, "Explanation", "Why a cell is what it is.")
      .def_readonly("unit", &tc::Explanation::unit)
      .def_readonly("set", &tc::Explanation::set)
      .def_readonly("decision", &tc::Explanation::decision)
      .def_readonly("on", &tc::Explanation::on)
      .def_readonly("indicator", &tc::Explanation::number)
      .def_readonly("name", &tc::Explanation::name)
      .def_readonly("unit_of_value", &tc::Explanation::unit_of_value)
      .def_readonly("column", &tc::Explanation::column)
      .def_property_readonly("verdict", [](const tc::Explanation& e) { return e.cell.verdict(); })
      .def_property_readonly("reason", [](const tc::Explanation& e) { return e.cell.reason(); })
      .def_readonly("asks", &tc::Explanation::asks)
      .def_property_readonly("thresholds",
                             [](const tc::Explanation& e) { return e.threshold.numbers; })
      .def_property_readonly("source",
                             [](const tc::Explanation& e) { return e.threshold.citation.source; })
      .def_property_readonly(
          "values",
          [](const tc::Explanation& e) {
            py::list out;
            for (const auto& v : e.values) {
              const bool seen = v.reading.state == tc::Observed::value;
              out.append(py::dict(
                  "measure"_a = v.measure.code, "name"_a = v.measure.name,
                  "value"_a = seen ? std::optional(
                                         v.reading.plain(v.measure.kind == tc::MeasureKind::share))
                                   : std::nullopt,
                  "gap"_a = v.gap, "reference"_a = seen ? std::optional(v.reference) : std::nullopt,
                  "source"_a = v.source));
            }
            return out;
          },
          py::return_value_policy::move)
      .def_readonly("numeric_noise", &tc::Explanation::numeric_noise)
      .def_readonly("legal_rounding", &tc::Explanation::legal_rounding)
      .def_readonly("carried_forward", &tc::Explanation::carried_forward)
      .def_readonly("unverified", &tc::Explanation::unverified)
      .def("text", &tc::Explanation::text, py::arg_v("language", tc::Language::en, "Language.en"))
      .def("to_json", [](const tc::Explanation& e) { return tc::json::write(e); })
      .def("__repr__", [](const tc::Explanation& e) { return e.text(tc::Language::en); });
}
