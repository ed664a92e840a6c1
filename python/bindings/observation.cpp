#include "panels.hpp"
#include "tieuchi/observation/carry.hpp"

namespace {

template <class Array>
auto span_of(const Array& a) {
  return std::span(a.data(), std::size_t(a.size()));
}

HeldColumn column(tc::MeasureCode measure, tc::Date reference, const Doubles& values,
                  const std::optional<Bytes>& states, const std::optional<Doubles>& denominators,
                  tc::Evidence evidence, std::optional<tc::Date> recorded, std::string source) {
  HeldColumn c{{.measure = std::move(measure),
                .reference = reference,
                .values = span_of(values),
                .evidence_of_all = evidence,
                .recorded = recorded,
                .source = std::move(source)},
               {values}};
  if (states) c.column.states = span_of(*states), c.memory.push_back(*states);
  if (denominators)
    c.column.denominators = span_of(*denominators), c.memory.push_back(*denominators);
  return c;
}

}  // namespace

py::tuple columns_of(tc::PanelData data) {
  py::list columns;
  for (auto& c : data.columns) {
    HeldColumn held;
    const auto values = array_of(std::move(c.values));
    const auto states = array_of(std::move(c.states));
    held.column = {.measure = c.measure,
                   .reference = c.reference,
                   .values = std::span(values.data(), std::size_t(values.size())),
                   .states = std::span(states.data(), std::size_t(states.size())),
                   .evidence_of_all = c.evidence,
                   .recorded = c.recorded,
                   .source = c.source};
    held.memory = {values, states};
    if (!c.denominators.empty()) {
      const auto denominators = array_of(std::move(c.denominators));
      held.column.denominators = std::span(denominators.data(), std::size_t(denominators.size()));
      held.memory.push_back(denominators);
    }
    columns.append(std::move(held));
  }
  return py::make_tuple(array_of(std::move(data.units)), columns, data.notes);
}

void bind_observation(py::module_& m) {
  py::class_<HeldColumn>(
      m, "Column",
      "One submission of one measure: float64 values and a mask of states, read in place.")
      .def(py::init(&column), "measure"_a, "reference"_a, "values"_a, "states"_a = py::none(),
           "denominators"_a = py::none(),
           py::arg_v("evidence", tc::Evidence::self_assessed, "Evidence.self_assessed"),
           "recorded"_a = py::none(), "source"_a = "")
      .def_property_readonly("measure", [](const HeldColumn& c) { return c.column.measure; })
      .def_property_readonly("reference", [](const HeldColumn& c) { return c.column.reference; })
      .def_property_readonly("evidence",
                             [](const HeldColumn& c) { return c.column.evidence_of_all; })
      .def_property_readonly("recorded", [](const HeldColumn& c) { return c.column.recorded; })
      .def_property_readonly("source", [](const HeldColumn& c) { return c.column.source; })
      .def_property_readonly("values", [](const HeldColumn& c) { return c.memory[0]; })
      .def_property_readonly("states",
                             [](const HeldColumn& c) -> py::object {
                               return c.column.states.empty() ? py::object(py::none())
                                                              : c.memory[1];
                             })
      .def(py::pickle(
          [](const HeldColumn& c) {
            return py::make_tuple(
                c.column.measure, c.column.reference, c.memory[0],
                c.column.states.empty() ? py::object(py::none()) : c.memory[1],
                c.column.denominators.empty() ? py::object(py::none()) : c.memory.back(),
                c.column.evidence_of_all, c.column.recorded, c.column.source);
          },
          [](const py::tuple& t) {
            return column(t[0].cast<tc::MeasureCode>(), t[1].cast<tc::Date>(), t[2].cast<Doubles>(),
                          t[3].cast<std::optional<Bytes>>(), t[4].cast<std::optional<Doubles>>(),
                          t[5].cast<tc::Evidence>(), t[6].cast<std::optional<tc::Date>>(),
                          t[7].cast<std::string>());
          }));

  py::class_<HeldPanel>(m, "Panel", "What was measured: columns over the same units.")
      .def(py::init(
               [](const std::vector<HeldColumn>& columns, const py::array_t<std::uint32_t>& units,
                  const std::vector<std::tuple<tc::SetId, tc::CriterionNumber, tc::Date, Bytes,
                                               tc::Evidence, std::string, std::optional<tc::Date>>>&
                      verdicts,
                  const std::vector<std::tuple<tc::SetId, tc::Date, Numbers, Numbers, tc::Evidence,
                                               std::string, std::optional<tc::Date>>>& counts) {
                 std::vector<py::object> memory;
                 std::vector<tc::Column> list;
                 for (const auto& c : columns) {
                   list.push_back(c.column);
                   memory.insert(memory.end(), c.memory.begin(), c.memory.end());
                 }
                 std::vector<tc::DeclaredVerdicts> declared;
                 for (const auto& [set, criterion, reference, bytes, evidence, source, recorded] :
                      verdicts) {
                   declared.push_back(
                       {set, criterion, reference, span_of(bytes), evidence, source, recorded});
                   memory.push_back(bytes);
                 }
                 std::vector<tc::DeclaredCounts> totals;
                 for (const auto& [set, reference, least, most, evidence, source, recorded] :
                      counts) {
                   totals.push_back(
                       {set, reference, span_of(least), span_of(most), evidence, source, recorded});
                   memory.push_back(least), memory.push_back(most);
                 }
                 return HeldPanel{
                     tc::Panel(std::size_t(units.size()), std::move(list), std::move(declared),
                               std::move(totals), {units.data(), units.data() + units.size()}),
                     std::move(memory)};
               }),
           "columns"_a, "units"_a, "verdicts"_a = py::tuple(), "counts"_a = py::tuple())
      .def("__len__", [](const HeldPanel& p) { return p.panel.size(); })
      .def(
          "as_of",
          [](const HeldPanel& p, tc::Date day) { return HeldPanel{p.panel.as_of(day), p.memory}; },
          "day"_a, "What was recorded by a day, without copying a number.")
      .def_property_readonly(
          "known_on", [](const HeldPanel& p) { return p.panel.known_on(); },
          "The day of as_of; None: all that is known.")
      .def(
          "row_of", [](const HeldPanel& p, tc::UnitIndex unit) { return p.panel.row_of(unit); },
          "unit"_a)
      .def("__repr__", [](const HeldPanel& p) {
        return "<Panel of " + std::to_string(p.panel.size()) + " units, " +
               std::to_string(p.panel.columns().size()) + " columns>";
      });

  m.def(
      "totals_of_printed_mean",
      [](tc::Decimal mean, int places, std::int64_t units) {
        const auto t = tc::totals_of_printed_mean(mean, places, units);
        return std::pair(t.least, t.most);
      },
      "mean"_a, "places"_a, "units"_a,
      "The integer totals whose mean over `units` prints as `mean`.");

  py::native_enum<tc::Carry>(m, "Carry", "enum.Enum",
                             "How a measure of old units is carried to new ones.")
      .value("sum", tc::Carry::sum)
      .value("weighted_mean", tc::Carry::weighted_mean)
      .value("all_parents", tc::Carry::all_parents)
      .value("any_parent", tc::Carry::any_parent)
      .value("worst", tc::Carry::worst)
      .value("reassess", tc::Carry::reassess)
      .finalize();
  py::class_<tc::CarryRules>(m, "CarryRules", "A rule for each measure.")
      .def(py::init([] { return tc::CarryRules(); }))
      .def_static(
          "by_kind",
          [](const tc::CriteriaSet& set, const tc::MeasureCode& weight) {
            return tc::CarryRules::by_kind(set.parts().measures, weight);
          },
          "set"_a, "weight"_a)
      .def(
          "set",
          [](tc::CarryRules& r, const tc::MeasureCode& measure, tc::Carry how,
             const tc::MeasureCode& weight, std::optional<tc::Better> better) {
            r.set(measure, {how, weight, better});
          },
          "measure"_a, "how"_a, "weight"_a = tc::MeasureCode{}, "better"_a = std::nullopt)
      .def(
          "of",
          [](const tc::CarryRules& r, const tc::MeasureCode& measure) { return r.of(measure).how; },
          "measure"_a);
  m.def(
      "carry",
      [](const HeldPanel& panel, const tc::Registry& registry, const tc::Descent& descent,
         const tc::CarryRules& rules) {
        tc::PanelData data;
        {
          py::gil_scoped_release release;
          data = tc::carry(panel.panel, registry, descent, rules);
        }
        return columns_of(std::move(data));
      },
      "panel"_a, "registry"_a, "descent"_a, "rules"_a);
}
