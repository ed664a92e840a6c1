#include "tieuchi/projection/outlook.hpp"
#include "rows.hpp"

void bind_outlook(py::module_& m) {
  m.def("recognitions_need_a_list", &tc::recognitions_need_a_list,
        "Why recognitions without a registration list are not identified.");
  py::class_<tc::Outlook>(m, "Outlook", "Next years' criteria as equally likely draws.")
      .def_property_readonly("rung", &tc::Outlook::rung)
      .def_property_readonly("reasons", &tc::Outlook::reasons)
      .def_property_readonly("shocks", &tc::Outlook::shocks)
      .def_property_readonly("seed", &tc::Outlook::seed)
      .def_property_readonly("draws", &tc::Outlook::draws)
      .def_property_readonly("years", &tc::Outlook::years)
      .def_property_readonly("units", &tc::Outlook::units)
      .def_property_readonly("criteria", &tc::Outlook::criteria)
      .def_property_readonly("districts", &tc::Outlook::districts)
      .def_property_readonly("data_fingerprint", &tc::Outlook::data_fingerprint)
      .def_property_readonly("counted",
                             [](const tc::Outlook& o) {
                               std::vector<bool> out;
                               for (std::size_t i = 0; i < o.units().size(); ++i)
                                 out.push_back(o.counted(i));
                               return out;
                             })
      .def_property_readonly("district_of",
                             [](const tc::Outlook& o) {
                               std::vector<tc::UnitCode> out;
                               for (std::size_t i = 0; i < o.units().size(); ++i)
                                 out.push_back(o.districts()[o.district(i)]);
                               return out;
                             })
      .def(
          "chances",
          [](const tc::Outlook& o, std::size_t ahead) {
            std::vector<double> out;
            for (std::size_t j = 0; j < o.criteria().size(); ++j) {
              for (std::size_t i = 0; i < o.units().size(); ++i)
                out.push_back(o.chance(ahead, j, i));
            }
            return square(std::move(out), py::ssize_t(o.criteria().size()),
                          py::ssize_t(o.units().size()));
          },
          "ahead"_a, "double[n_criteria, n_units]")
      .def(
          "cells",
          [](const tc::Outlook& o, std::size_t ahead) {
            const std::size_t k = o.criteria().size(), n = o.units().size();
            std::vector<std::uint8_t> out(o.states().empty() ? 0 : o.draws() * k * n);
            {
              py::gil_scoped_release release;
              for (std::size_t at = 0; at < out.size(); at += n) {
                const auto plane = o.states().met(at / n / k, ahead, at / n % k);
                for (std::size_t i = 0; i < n; ++i) out[at + i] = plane[i / 64] >> (i % 64) & 1;
              }
            }
            return array_of(std::move(out))
                .attr("reshape")(o.states().empty() ? 0 : o.draws(), k, n);
          },
          "ahead"_a,
          "uint8[n_draws, n_criteria, n_units]: 1 met; no draws where the outlook kept none")
      .def(
          "chance_of_all",
          [](const tc::Outlook& o, std::size_t ahead) {
            std::vector<double> out;
            for (std::size_t i = 0; i < o.units().size(); ++i)
              out.push_back(o.chance_of_all(ahead, i));
            return array_of(std::move(out));
          },
          "ahead"_a)
      .def(
          "unit_laws",
          [](const tc::Outlook& o, std::size_t ahead) {
            std::vector<double> out;
            for (std::size_t i = 0; i < o.units().size(); ++i) {
              for (double p : o.unit_law(ahead, i)) out.push_back(p);
            }
            return square(std::move(out), py::ssize_t(o.units().size()),
                          py::ssize_t(o.criteria().size() + 1));
          },
          "ahead"_a, "double[n_units, n_criteria + 1]")
      .def(
          "times_to_all",
          [](const tc::Outlook& o) {
            std::vector<double> out;
            for (std::size_t i = 0; i < o.units().size(); ++i) {
              for (double p : o.time_to_all(i)) out.push_back(p);
            }
            return square(std::move(out), py::ssize_t(o.units().size()),
                          py::ssize_t(o.years().size() + 1));
          },
          "double[n_units, n_ahead + 1], the last column: not within the horizon")
      .def_property_readonly("recognitions_identified", &tc::Outlook::recognitions_identified)
      .def(
          "draws_of",
          [](const tc::Outlook& o, tc::Metric metric, std::size_t ahead) {
            return array_of(o.draws_of(metric, ahead));
          },
          "metric"_a, "ahead"_a)
      .def(
          "draws_of_band",
          [](const tc::Outlook& o, int least, int most, std::size_t ahead) {
            return array_of(o.draws_of(tc::Band{"", least, most}, ahead));
          },
          "least"_a, "most"_a, "ahead"_a)
      .def(
          "district_mean",
          [](const tc::Outlook& o, std::size_t district, std::size_t ahead) {
            return array_of(o.district_mean(district, ahead));
          },
          "district"_a, "ahead"_a)
      .def(
          "law_of_all",
          [](const tc::Outlook& o, std::size_t ahead) {
            const auto law = o.law_of_all(ahead).law();
            return array_of(std::vector<double>(law.begin(), law.end()));
          },
          "ahead"_a);
}
