#include "rows.hpp"
#include "tieuchi/projection/fit.hpp"
#include "tieuchi/projection/merged_history.hpp"

namespace {

using Indices = py::array_t<std::uint32_t, py::array::c_style | py::array::forcecast>;

tc::History history(std::vector<int> years, std::vector<tc::UnitCode> units,
                    std::vector<tc::CriterionNumber> criteria, const Bytes& states,
                    const Indices& district, std::vector<tc::UnitCode> districts,
                    const Indices& province, std::vector<tc::UnitCode> provinces,
                    std::vector<tc::SetId> sets, const Bytes& registered,
                    const std::map<std::string, Doubles>& covariates) {
  tc::HistoryParts p{.years = std::move(years),
                     .units = std::move(units),
                     .criteria = std::move(criteria),
                     .states = {states.data(), states.data() + states.size()}};
  p.district.assign(district.data(), district.data() + district.size());
  p.province.assign(province.data(), province.data() + province.size());
  p.districts = std::move(districts), p.provinces = std::move(provinces),
  p.set_of_year = std::move(sets);
  p.registered.assign(registered.data(), registered.data() + registered.size());
  for (const auto& [name, values] : covariates)
    p.covariates.push_back({name, {values.data(), values.data() + values.size()}});
  py::gil_scoped_release release;
  return tc::History(std::move(p));
}

py::dict crossed(const tc::CrossedModel& m) {
  py::dict effects;
  static constexpr const char* names[] = {"unit", "district", "province", "criterion", "year"};
  for (std::size_t e = 0; e < tc::effect_kinds; ++e) {
    const auto effect = static_cast<tc::Effect>(e);
    if (m.used(effect))
      effects[names[e]] = py::make_tuple(m.sd(effect), m.effect(effect), m.effect_se(effect));
  }
  return py::dict("names"_a = m.fixed_names(), "beta"_a = m.beta(), "beta_se"_a = m.beta_se(),
                  "effects"_a = effects, "rows"_a = m.rows(), "events"_a = m.events(),
                  "log_likelihood"_a = m.log_likelihood(), "converged"_a = m.converged(),
                  "dropped"_a = m.dropped(), "year_sd"_a = m.sd(tc::Effect::year));
}

}  // namespace

void bind_projection(py::module_& m) {
  py::native_enum<tc::Rung>(m, "Rung", "enum.Enum",
                            "How much the data of a projection carry, from little to much.")
      .value("persistence", tc::Rung::persistence)
      .value("pooled", tc::Rung::pooled)
      .value("criterion", tc::Rung::criterion)
      .value("crossed", tc::Rung::crossed)
      .value("covariates", tc::Rung::covariates)
      .value("full", tc::Rung::full)
      .finalize();

  py::class_<tc::History>(m, "History", "Verdicts on several dates, one byte each.")
      .def(py::init(&history), "years"_a, "units"_a, "criteria"_a, "states"_a, "district"_a,
           "districts"_a, "province"_a, "provinces"_a, "sets"_a, "registered"_a, "covariates"_a)
      .def_static(
          "from_assessments",
          [](const std::vector<tc::Assessment>& a, const tc::Registry& r) {
            py::gil_scoped_release release;
            return tc::history(a, r);
          },
          "assessments"_a, "registry"_a)
      .def_property_readonly("years", [](const tc::History& h) { return h.parts().years; })
      .def_property_readonly("units", [](const tc::History& h) { return h.parts().units; })
      .def_property_readonly("criteria", [](const tc::History& h) { return h.parts().criteria; })
      .def_property_readonly("districts", [](const tc::History& h) { return h.parts().districts; })
      .def_property_readonly(
          "district_of",
          [](const tc::History& h) {
            std::vector<tc::UnitCode> out;
            for (std::size_t i = 0; i < h.units(); ++i)
              out.push_back(h.parts().districts.empty() ? tc::UnitCode{}
                                                        : h.parts().districts[h.district(i)]);
            return out;
          },
          "Code of the district of each unit, empty where none is known.")
      .def_property_readonly(
          "states",
          [](const tc::History& h) {
            return array_of(h.parts().states).attr("reshape")(h.years(), h.criteria(), h.units());
          },
          "uint8[n_years, n_criteria, n_units]: 0 not met, 1 met, 2 missing, 3 not applicable; a "
          "copy.")
      .def_property_readonly("transition_years", &tc::History::transition_years)
      .def("until", &tc::History::until, "last"_a)
      .def("fingerprint", &tc::History::fingerprint);

  py::class_<tc::Model>(m, "Model", "A fitted model of the ladder.")
      .def_property_readonly("rung", &tc::Model::rung)
      .def_property_readonly("reasons", &tc::Model::reasons)
      .def_property_readonly("history", &tc::Model::history,
                             py::return_value_policy::reference_internal)
      .def_property_readonly(
          "pooled",
          [](const tc::Model& x) { return py::make_tuple(x.pooled().gain, x.pooled().loss); })
      .def_property_readonly("criteria",
                             [](const tc::Model& x) {
                               std::vector<double> out;
                               for (const auto& c : x.criteria())
                                 out.push_back(c.gain), out.push_back(c.loss);
                               return square(std::move(out), py::ssize_t(x.criteria().size()), 2);
                             })
      .def_property_readonly("gain",
                             [](const tc::Model& x) -> std::optional<py::dict> {
                               return x.gain() ? std::optional(crossed(*x.gain())) : std::nullopt;
                             })
      .def_property_readonly("loss",
                             [](const tc::Model& x) -> std::optional<py::dict> {
                               return x.loss() ? std::optional(crossed(*x.loss())) : std::nullopt;
                             })
      .def("summary", &tc::Model::summary);
  m.def(
      "fit",
      [](const tc::History& h, tc::Rung at_most, bool em,
         std::optional<std::pair<double, double>> year_prior) {
        tc::FitOptions o{.at_most = at_most,
                         .estimator = em ? tc::Estimator::em_laplace : tc::Estimator::laplace_ml};
        o.year_prior = year_prior
                           ? std::optional(tc::YearPrior{year_prior->first, year_prior->second})
                           : std::nullopt;
        py::gil_scoped_release release;
        return tc::fit(h, o);
      },
      "history"_a, "at_most"_a, "em"_a, "year_prior"_a);

  py::class_<tc::MergedHistory>(m, "MergedHistory", "A history whose population changes.")
      .def_readonly("history", &tc::MergedHistory::history)
      .def_property_readonly("population", [](const tc::MergedHistory& x) {
        return array_of(std::vector(x.population));
      });
  m.def(
      "merge_history",
      [](const tc::History& h, const tc::Descent& d, const std::string& rule) {
        py::gil_scoped_release release;
        return tc::merge(h, d,
                         rule == "all_parents"  ? tc::ParentStates::all_parents
                         : rule == "any_parent" ? tc::ParentStates::any_parent
                                                : tc::ParentStates::reassess);
      },
      "history"_a, "descent"_a, "rule"_a);
}
