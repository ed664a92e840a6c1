#include "interruptible.hpp"
#include "panels.hpp"
#include "tieuchi/assessment/conflicts.hpp"
#include "tieuchi/assessment/counting.hpp"
#include "tieuchi/assessment/coverage.hpp"
#include "tieuchi/assessment/explain.hpp"
#include "tieuchi/assessment/gaps.hpp"
#include "tieuchi/assessment/improvement.hpp"
#include "tieuchi/assessment/recognition.hpp"
#include "tieuchi/assessment/rollup.hpp"
#include "tieuchi/exchange/csv.hpp"
#include "tieuchi/exchange/json.hpp"
#include "tieuchi/exchange/manifest.hpp"

namespace {

// Looks for Ctrl-C while many units are judged.
tc::Assessment judge(const tc::CompiledSet& rules, const tc::Registry& registry,
                     const HeldPanel& panel, int threads, int max_age_years, bool keep_indicators) {
  std::stop_source stop;
  const tc::AssessOptions options{
      .threads = threads,
      .max_age = max_age_years == 0 ? tc::MaxAge::same_year() : tc::MaxAge::years(max_age_years),
      .keep_indicators = keep_indicators,
      .stop = stop};
  return interruptible(stop, panel.panel.size() >= 100'000,
                       [&] { return tc::assess(rules, registry, panel.panel, options); });
}

// A read-only view of bytes that `owner` keeps alive.
py::array view_of(std::span<const std::uint8_t> bytes, py::handle owner) {
  py::array out(py::dtype::of<std::uint8_t>(), {py::ssize_t(bytes.size())}, {}, bytes.data(),
                owner);
  out.attr("setflags")("write"_a = false);
  return out;
}

// Columns of least and most over all rows.
template <class Of>
py::tuple bounds(const tc::Assessment& a, const Of& of) {
  std::vector<std::int64_t> least(a.size()), most(a.size());
  {
    py::gil_scoped_release release;
    for (std::size_t r = 0; r < a.size(); ++r) {
      const tc::Interval i = of(r);
      least[r] = i.least, most[r] = i.most;
    }
  }
  return py::make_tuple(array_of(std::move(least)), array_of(std::move(most)));
}

tc::NaCount na_count(bool deem_met) {
  return deem_met ? tc::NaCount::deem_met() : tc::NaCount::drop();
}

py::dict obstacle(const tc::Obstacle& o) {
  return py::dict("criterion"_a = o.criterion, "indicator"_a = o.indicator, "name"_a = o.name,
                  "verdict"_a = o.cell.verdict(), "reason"_a = o.cell.reason(), "gap"_a = o.gap);
}

py::list obstacles(const std::vector<tc::Obstacle>& list) {
  py::list out;
  for (const auto& o : list) out.append(obstacle(o));
  return out;
}

py::dict group(const tc::Group& g, const tc::Registry& registry) {
  std::vector<std::int64_t> five;
  for (const auto& c : g.criteria)
    five.insert(five.end(), {c.met, c.not_met, c.unknown, c.not_applicable, c.error});
  return py::dict("unit"_a = g.unit ? std::optional(registry.unit(*g.unit).code) : std::nullopt,
                  "units"_a = g.units, "met_least"_a = g.met_least, "met_most"_a = g.met_most,
                  "criteria"_a = array_of(std::move(five)).attr("reshape")(-1, 5),
                  "band_least"_a = g.band_least, "band_most"_a = g.band_most);
}

py::dict parts_of(const tc::Manifest& m) {
  return py::dict("version"_a = m.version, "set"_a = m.set, "provisions"_a = m.provisions,
                  "registry"_a = m.registry, "panel"_a = m.panel, "options"_a = m.options);
}

}  // namespace

void bind_assessment(py::module_& m) {
  py::class_<tc::Manifest>(
      m, "Manifest",
      "What a result was made from: SHA-256 of each part, the same on every machine.")
      .def_readonly("version", &tc::Manifest::version, "Of the library, as it is.")
      .def_readonly("set", &tc::Manifest::set, "The set, sets its factors refer to, the plan.")
      .def_readonly("provisions", &tc::Manifest::provisions, "Overlays.")
      .def_readonly("registry", &tc::Manifest::registry, "Units.")
      .def_readonly("panel", &tc::Manifest::panel, "Every figure and declared statement.")
      .def_readonly("options", &tc::Manifest::options, "Day, provenance, known on, greatest age.")
      .def("difference", &tc::Manifest::difference, "other"_a,
           "Names of the parts that differ; empty where nothing does.")
      .def("parts", &parts_of, "The parts by name.")
      .def("__repr__",
           [](const tc::Manifest& a) {
             std::string out;
             for (const auto& [name, value] : parts_of(a)) {
               out += (out.empty() ? "" : "\n") + std::string(py::str(name)) + ": " +
                      std::string(py::str(value));
             }
             return out;
           })
      .def("__eq__",
           [](const tc::Manifest& a, py::handle b) {
             return py::isinstance<tc::Manifest>(b) && a == b.cast<const tc::Manifest&>();
           })
      .def("__hash__", [](const tc::Manifest& a) {
        return py::hash(
            py::make_tuple(a.version, a.set, a.provisions, a.registry, a.panel, a.options));
      });
  py::class_<tc::Assessment>(m, "Assessment", "Verdicts of a population on a day, one byte a cell.")
      .def("__len__", &tc::Assessment::size)
      .def_property_readonly("criteria", &tc::Assessment::criteria)
      .def(
          "cells",
          [](py::object self, std::size_t criterion) {
            const auto& a = self.cast<const tc::Assessment&>();
            if (criterion >= a.criteria()) throw py::index_error("no such criterion");
            return view_of(a.cells(criterion), self);
          },
          "criterion"_a, "Cells of one criterion, uint8[n_units], without a copy.")
      .def("units",
           [](const tc::Assessment& a) {
             std::vector<tc::UnitIndex> out(a.size());
             for (std::size_t r = 0; r < out.size(); ++r) out[r] = a.unit(r);
             return array_of(std::move(out));
           })
      .def("met",
           [](const tc::Assessment& a) { return bounds(a, [&](auto r) { return a.met(r); }); })
      .def("applicable",
           [](const tc::Assessment& a) {
             return bounds(a, [&](auto r) { return a.applicable(r); });
           })
      .def(
          "official_count",
          [](const tc::Assessment& a, bool deem_met) {
            return bounds(a, [&](auto r) { return tc::official_count(a, r, na_count(deem_met)); });
          },
          "deem_met"_a)
      .def(
          "count_text",
          [](const tc::Assessment& a, std::size_t row, tc::Language l) {
            return tc::count_text(a, row, l);
          },
          "row"_a, "language"_a)
      .def(
          "whole",
          [](const tc::Assessment& a) {
            std::vector<std::uint8_t> out(a.size());
            {
              py::gil_scoped_release release;
              for (std::size_t r = 0; r < a.size(); ++r) out[r] = a.whole(r).byte();
            }
            return array_of(std::move(out));
          },
          "The set's own rule, one cell a unit.")
      .def("hash", &tc::Assessment::hash, "registry"_a)
      .def(
          "stamp", [](const tc::Assessment& a, tc::Language l) { return tc::stamp(a, l); },
          "language"_a)
      .def(
          "coverage",
          [](const tc::Assessment& a, tc::Language l) {
            py::list out;
            for (const auto& c : tc::coverage(a)) {
              out.append(py::dict(
                  "column"_a = c.column, "units"_a = c.units, "thresholds"_a = c.thresholds,
                  "usable"_a = c.usable, "transcribed_used"_a = c.transcribed_used,
                  "unverified_used"_a = c.unverified_used, "synthetic_used"_a = c.synthetic_used,
                  "text"_a = c.text(a.rules().on(), l)));
            }
            return out;
          },
          "language"_a)
      .def(
          "require_coverage",
          [](const tc::Assessment& a, double least) { tc::require_coverage(a, least); }, "least"_a)
      .def(
          "indicator_cells",
          [](const tc::Assessment& a, const tc::Registry& registry, const HeldPanel& p) {
            // Recomputed for all indicators and rows: [n_indicators, n_units].
            const std::size_t n = a.size(), k = a.rules().indicator_count();
            std::vector<std::uint8_t> out;
            {
              py::gil_scoped_release release;
              tc::AssessOptions o = a.options();
              o.keep_indicators = true;
              const auto whole = tc::assess(a.rules(), registry, p.panel, o);
              if (whole.panel_fingerprint() != a.panel_fingerprint())
                (void)tc::gaps(a, registry, p.panel, 0, 0);  // throws what is wrong
              for (std::size_t f = 0; f < k; ++f) {
                const auto cells = whole.indicator_cells(f);
                out.insert(out.end(), cells.begin(), cells.end());
              }
            }
            return array_of(std::move(out)).attr("reshape")(k, n);
          },
          "registry"_a, "panel"_a)
      .def(
          "explain",
          [](const tc::Assessment& a, const tc::Registry& r, const HeldPanel& p,
             const tc::UnitCode& unit, const tc::IndicatorNumber& indicator) {
            return tc::explain(a, r, p.panel, unit, indicator);
          },
          "registry"_a, "panel"_a, "unit"_a, "indicator"_a, py::keep_alive<0, 3>())
      .def(
          "manifest",
          [](const tc::Assessment& a, const tc::Registry& r, const HeldPanel& p) {
            const py::gil_scoped_release release;
            return tc::manifest(a, r, p.panel);
          },
          "registry"_a, "panel"_a)
      .def(
          "gaps",
          [](const tc::Assessment& a, const tc::Registry& r, const HeldPanel& p) {
            std::vector<std::int64_t> row, indicator;
            std::vector<double> value, threshold, gap;
            {
              py::gil_scoped_release release;
              for (const auto& g : tc::gaps(a, r, p.panel)) {
                row.push_back(std::int64_t(g.row)), indicator.push_back(std::int64_t(g.indicator));
                value.push_back(g.value), threshold.push_back(g.threshold.to_double()),
                    gap.push_back(g.gap);
              }
            }
            return py::make_tuple(array_of(std::move(row)), array_of(std::move(indicator)),
                                  array_of(std::move(value)), array_of(std::move(threshold)),
                                  array_of(std::move(gap)));
          },
          "registry"_a, "panel"_a)
      .def(
          "improvement",
          [](const tc::Assessment& a, const tc::Registry& r, const HeldPanel& p, std::size_t row) {
            const auto i = tc::improvement(a, r, p.panel, row);
            return py::dict("whole"_a = i.whole.verdict(), "blockers"_a = obstacles(i.blockers),
                            "unknowns"_a = obstacles(i.unknowns),
                            "least_change"_a = obstacles(i.least_change));
          },
          "registry"_a, "panel"_a, "row"_a)
      .def(
          "recognise",
          [](const tc::Assessment& a, const tc::Registry& r, const HeldPanel& p,
             const tc::RecognitionRule& rule) {
            std::vector<tc::Recognition> all;
            {
              py::gil_scoped_release release;
              for (std::size_t row = 0; row < a.size(); ++row)
                all.push_back(tc::recognise(a, r, p.panel, rule, row));
            }
            py::list out;
            for (const auto& x : all) out.append(py::make_tuple(x.verdict, x.failing, x.lacking));
            return out;
          },
          "registry"_a, "panel"_a, "rule"_a)
      .def(
          "keeps_recognition",
          [](const tc::Assessment& a, const tc::RevocationRule& rule) {
            std::vector<tc::Verdict> out;
            for (std::size_t row = 0; row < a.size(); ++row)
              out.push_back(tc::keeps_recognition(a, rule, row));
            return out;
          },
          "rule"_a)
      .def(
          "roll_up",
          [](const tc::Assessment& a, const tc::Registry& r, bool deem_met, tc::Level by,
             std::optional<tc::CohortCode> cohort, std::optional<tc::UnitCode> within,
             const std::vector<std::tuple<std::string, int, int>>& bands) {
            tc::RollUpOptions o{.na_count = na_count(deem_met),
                                .by = by,
                                .cohort = {.member_of = cohort, .within = within}};
            if (!bands.empty()) o.bands.clear();
            for (const auto& [label, least, most] : bands) o.bands.push_back({label, least, most});
            std::vector<std::string> labels;
            for (const auto& b : o.bands) labels.push_back(b.label);
            const auto up = [&] {
              py::gil_scoped_release release;
              return tc::roll_up(a, r, o);
            }();
            py::list groups;
            for (const auto& g : up.groups) groups.append(group(g, r));
            return py::make_tuple(groups, group(up.total, r), labels);
          },
          "registry"_a, "deem_met"_a, "by"_a, "cohort"_a, "within"_a, "bands"_a)
      .def(
          "counting",
          [](const tc::Assessment& a, int cutoff, bool unknown_as_met,
             const std::vector<std::size_t>& rows) {
            const auto c = tc::counting(
                a, cutoff, unknown_as_met ? tc::UnknownAs::met : tc::UnknownAs::not_met, rows);
            return py::dict("units"_a = c.units, "poor"_a = c.poor, "headcount"_a = c.headcount(),
                            "intensity"_a = c.intensity(),
                            "adjusted_headcount"_a = c.adjusted_headcount(),
                            "by_criterion"_a = c.by_criterion);
          },
          "cutoff"_a, "unknown_as_met"_a, "rows"_a)
      .def(
          "conflicts",
          [](const tc::Assessment& a, const tc::Registry& r, const HeldPanel& p) {
            static constexpr const char* kinds[] = {"observations", "declared and derived",
                                                    "declared twice", "declared count"};
            py::list out;
            for (const auto& c : tc::conflicts(a, r, p.panel)) {
              out.append(py::make_tuple(c.row, kinds[int(c.kind)], c.subject, c.detail));
            }
            return out;
          },
          "registry"_a, "panel"_a)
      .def(
          "to_json",
          [](const tc::Assessment& a, const tc::Registry& r) { return tc::json::write(a, r); },
          "registry"_a)
      .def(
          "to_csv",
          [](const tc::Assessment& a, const tc::Registry& r, tc::Language l) {
            return tc::csv::write(a, r, l);
          },
          "registry"_a, "language"_a)
      .def_property_readonly("max_age_years",
                             [](const tc::Assessment& a) { return a.options().max_age.in_years(); })
      .def_property_readonly("known_on",
                             [](const tc::Assessment& a) { return a.rules().known_on(); })
      .def_property_readonly("rules", &tc::Assessment::rules,
                             py::return_value_policy::reference_internal);
  m.def("assess", &judge, "rules"_a, "registry"_a, "panel"_a, "threads"_a, "max_age_years"_a,
        "keep_indicators"_a);
}
