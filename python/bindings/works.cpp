#include "bindings.hpp"

#include <algorithm>

#include "tieuchi/planning/work.hpp"

namespace {

using Codes = std::vector<std::string>;

template <class T>
const T* item(const py::array_t<T, py::array::c_style>& a, std::size_t n, const char* name) {
  if (std::size_t(a.size()) != n) {
    throw tc::InvalidData({{.what = tc::ProblemCode::wrong_size,
                            .column = name,
                            .code = "works",
                            .found = std::to_string(a.size()),
                            .expected = std::to_string(n)}});
  }
  return a.data();
}

tc::WorkList work_list(
    const Codes& codes, const std::vector<tc::UnitCode>& units,
    const std::vector<tc::CriterionNumber>& criteria, const Doubles& cost, const Doubles& chance,
    const Doubles& chance_without, const Doubles& value,
    const py::array_t<std::int64_t, py::array::c_style>& lead_years, const Codes& fund,
    const std::vector<Codes>& after, const Doubles& cost_spread,
    const std::vector<std::tuple<tc::UnitCode, tc::UnitCode, double, double>>& of_units) {
  const std::size_t n = codes.size();
  const auto *c = item(cost, n, "cost"), *with = item(chance, n, "chance"),
             *without = item(chance_without, n, "chance_without"), *v = item(value, n, "value"),
             *spread = item(cost_spread, n, "cost_spread");
  const auto* lead = item(lead_years, n, "lead_years");
  std::vector<tc::Work> works;
  for (std::size_t k = 0; k < n; ++k) {
    works.push_back({.code = codes[k],
                     .unit = units.at(k),
                     .criterion = criteria.at(k),
                     .cost = c[k],
                     .chance = with[k],
                     .chance_without = without[k],
                     .value = v[k],
                     .lead_years = int(std::clamp<std::int64_t>(lead[k], -1, 1000)),
                     .fund = fund.at(k),
                     .after = after.at(k),
                     .cost_spread = spread[k]});
  }
  std::vector<tc::PlanUnit> list;
  for (const auto& [unit, district, rest, weight] : of_units)
    list.push_back({unit, district, rest, weight});
  py::gil_scoped_release release;
  return tc::WorkList(std::move(works), std::move(list));
}

}  // namespace

void bind_works(py::module_& m) {
  py::class_<tc::WorkList>(m, "WorkList",
                           "Works in natural order of unit and criterion, with their units.")
      .def(py::init(&work_list), "codes"_a, "units"_a, "criteria"_a, "cost"_a, "chance"_a,
           "chance_without"_a, "value"_a, "lead_years"_a, "fund"_a, "after"_a, "cost_spread"_a,
           "of_units"_a)
      .def("__len__", &tc::WorkList::size)
      .def_property_readonly("certain", &tc::WorkList::certain)
      .def_property_readonly("any_order", &tc::WorkList::any_order)
      .def(
          "works",
          [](const tc::WorkList& w) {
            py::list out;
            for (std::size_t k = 0; k < w.size(); ++k) {
              const auto& x = w[k];
              out.append(py::dict(
                  "code"_a = x.code, "unit"_a = x.unit,
                  "district"_a = w.units()[w.unit_of(k)].district, "criterion"_a = x.criterion,
                  "cost"_a = x.cost, "chance"_a = x.chance, "chance_without"_a = x.chance_without,
                  "value"_a = x.value, "lead_years"_a = x.lead_years, "fund"_a = x.fund));
            }
            return out;
          },
          "Every work as a dict, in the order of the list.")
      .def("units", [](const tc::WorkList& w) {
        std::vector<tc::UnitCode> out;
        for (const auto& u : w.units()) out.push_back(u.unit);
        return out;
      });
}
