#include "tieuchi/population/reorganisation.hpp"
#include "bindings.hpp"

void bind_reorganisation(py::module_& m) {
  py::class_<tc::Descent>(m, "Descent", "What became of a list of units between two dates.")
      .def_property_readonly("before", &tc::Descent::before)
      .def_property_readonly("after", &tc::Descent::after)
      .def(
          "parents",
          [](const tc::Descent& d, std::size_t i) {
            if (i >= d.after().size()) throw py::index_error("no such unit");
            std::vector<std::pair<std::size_t, std::optional<double>>> out;
            for (const auto& p : d.parents(i)) out.emplace_back(p.before, p.share);
            return out;
          },
          "after"_a, "Positions of the earlier units and their shares; None where not published.")
      .def("unchanged", &tc::Descent::unchanged, "after"_a)
      .def("parents_missing", &tc::Descent::parents_missing, "after"_a)
      .def_property_readonly("left", &tc::Descent::left)
      .def_property_readonly("untraced", &tc::Descent::untraced);
  py::class_<tc::Reorganisation>(m, "Reorganisation",
                                 "Units that merge, split, are absorbed or are made.")
      .def(py::init([](const std::vector<std::tuple<tc::UnitCode, tc::UnitCode, tc::Date,
                                                    std::optional<double>, std::string>>& links,
                       std::vector<tc::UnitCode> remainder, const tc::Registry* registry) {
             std::vector<tc::Succession> list;
             for (const auto& [from, to, on, share, instrument] : links)
               list.push_back({from, to, on, share, instrument});
             return tc::Reorganisation(std::move(list), std::move(remainder), registry);
           }),
           "links"_a, "remainder_not_published"_a, "registry"_a)
      .def_property_readonly("links",
                             [](const tc::Reorganisation& r) {
                               std::vector<std::tuple<tc::UnitCode, tc::UnitCode, tc::Date,
                                                      std::optional<double>, std::string>>
                                   out;
                               for (const auto& s : r.links())
                                 out.emplace_back(s.from, s.to, s.on, s.share, s.instrument);
                               return out;
                             })
      .def(
          "descent",
          [](const tc::Reorganisation& r, const std::vector<tc::UnitCode>& units, tc::Date from,
             tc::Date to) { return r.descent(units, from, to); },
          "units"_a, "start"_a, "end"_a);
}
