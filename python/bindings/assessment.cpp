#include "bindings.hpp"

namespace {

// Looks for Ctrl-C while many units are judged.
tc::Assessment judge(const tc::CompiledSet& rules, const tc::Registry& registry,
                     const HeldPanel& panel, int threads, int max_age_years,
                     std::optional<tc::Date> known_on, bool keep_indicators) {
  std::stop_source stop;
  const tc::AssessOptions options{
      .threads = threads,
      .max_age = max_age_years == 0 ? tc::MaxAge::same_year() : tc::MaxAge::years(max_age_years),
      .known_on = known_on,
      .keep_indicators = keep_indicators,
      .stop = stop};
  return interruptible(stop, panel.panel.size() >= 100'000,
                       [&] { return tc::assess(rules, registry, panel.panel, options); });
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

py::dict parts(const tc::ChangeParts& p) {
  return py::dict("before"_a = p.before, "after"_a = p.after, "change"_a = p.change(),
                  "units"_a = p.units, "rules"_a = p.rules, "population"_a = p.population);
}

py::object submitted(const std::optional<tc::SubmittedCell>& c) {
  static constexpr const char* states[] = {
      "value",      "not_collected", "not_reported",   "pending_verification",
      "suppressed", "invalid",       "not_applicable", "stale",
      "conflict"};
  if (!c) return py::none();
  return py::dict(
      "state"_a = states[int(c->state)],
      "value"_a = c->state == tc::Observed::value ? std::optional(c->value) : std::nullopt,
      "evidence"_a = c->evidence, "recorded"_a = c->recorded, "source"_a = c->source);
}

}  // namespace

void bind_assessment(py::module_& m) {
  py::class_<tc::CompiledSet>(m, "CompiledSet", "A criteria set ready for one day.")
      .def_property_readonly("set", &tc::CompiledSet::set)
      .def_property_readonly("on", &tc::CompiledSet::on)
      .def_property_readonly("provenance",
                             [](const tc::CompiledSet& c) { return c.options().provenance; })
      .def_property_readonly("overlays",
                             [](const tc::CompiledSet& c) { return c.options().overlays; })
      .def_property_readonly("references",
                             [](const tc::CompiledSet& c) { return c.options().references; })
      .def_property_readonly("outside_period", &tc::CompiledSet::outside_period);
  m.def(
      "compile",
      [](const tc::CriteriaSet& set, tc::Date on, tc::Provenance provenance,
         std::vector<tc::Overlay> overlays, std::vector<tc::CriteriaSet> references,
         bool outside_period) {
        return tc::compile(set, {.on = on,
                                 .provenance = provenance,
                                 .overlays = std::move(overlays),
                                 .references = std::move(references),
                                 .outside_period = outside_period});
      },
      "set"_a, "on"_a,
      py::arg_v("provenance", tc::Provenance::verified_only, "Provenance.verified_only"),
      "overlays"_a = py::tuple(), "references"_a = py::tuple(), "outside_period"_a = false,
      "Makes a set ready for one day.");

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
                  "usable"_a = c.usable, "unverified_used"_a = c.unverified_used,
                  "synthetic_used"_a = c.synthetic_used, "text"_a = c.text(a.rules().on(), l)));
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
                             [](const tc::Assessment& a) { return a.options().known_on; })
      .def_property_readonly("rules", &tc::Assessment::rules,
                             py::return_value_policy::reference_internal);
  m.def("assess", &judge, "rules"_a, "registry"_a, "panel"_a, "threads"_a, "max_age_years"_a,
        "known_on"_a, "keep_indicators"_a);

  m.def(
      "under_earlier_rules",
      [](const tc::Assessment& before, const tc::Assessment& after, const tc::Registry& registry,
         const HeldPanel& later) {
        py::gil_scoped_release release;
        return tc::under_earlier_rules(before, after, registry, later.panel);
      },
      "before"_a, "after"_a, "registry"_a, "later"_a);
  m.def(
      "compare",
      [](const tc::Assessment& before, const tc::Assessment& after, const tc::Assessment* bridge,
         const tc::Registry& registry_before, const tc::Registry& registry_after, bool deem_met,
         bool unknown_as_met, const tc::Descent* descent) {
        tc::Comparison c;
        {
          py::gil_scoped_release release;
          c = tc::compare({before, registry_before}, {after, registry_after},
                          {.na_count = na_count(deem_met),
                           .unknown_as_met = unknown_as_met,
                           .bridge = bridge,
                           .descent = descent});
        }
        py::list criteria, transitions;
        for (const auto& k : c.criteria)
          criteria.append(py::dict("criterion"_a = k.criterion, "share"_a = parts(k.share),
                                   "rate"_a = parts(k.rate)));
        for (const auto& t : c.transitions) {
          transitions.append(py::dict(
              "criterion"_a = t.criterion, "gained"_a = t.gained, "lost"_a = t.lost,
              "kept"_a = t.kept, "still_not_met"_a = t.still_not_met, "undecided"_a = t.undecided,
              "by_rules_gained"_a = t.by_rules_gained, "by_rules_lost"_a = t.by_rules_lost,
              "came_met"_a = t.came_met, "came"_a = t.came, "went_met"_a = t.went_met,
              "went"_a = t.went, "is_new"_a = t.is_new, "is_gone"_a = t.is_gone));
        }
        return py::dict("units_before"_a = c.units_before, "units_after"_a = c.units_after,
                        "units_both"_a = c.units_both, "mean"_a = parts(c.mean),
                        "sum_before"_a = c.sum_before, "sum_after"_a = c.sum_after,
                        "rules_differ"_a = c.rules_differ, "criteria"_a = criteria,
                        "transitions"_a = transitions);
      },
      "before"_a, "after"_a, "bridge"_a, "registry_before"_a, "registry_after"_a, "deem_met"_a,
      "unknown_as_met"_a, "descent"_a);
  m.def(
      "submission_difference",
      [](const HeldPanel& before, const HeldPanel& after, const tc::Registry& registry_before,
         const tc::Registry& registry_after, const tc::Assessment& of_before,
         const tc::Assessment& of_after) {
        tc::SubmissionDifference d;
        {
          py::gil_scoped_release release;
          d = tc::difference({before.panel, registry_before, of_before},
                             {after.panel, registry_after, of_after});
        }
        py::list cells;
        for (const auto& c : d.cells) {
          cells.append(py::dict("unit"_a = c.unit, "measure"_a = c.measure,
                                "reference"_a = c.reference, "before"_a = submitted(c.before),
                                "after"_a = submitted(c.after), "moved"_a = c.moved));
        }
        std::vector<std::tuple<tc::UnitCode, tc::CriterionNumber, tc::Verdict, tc::Verdict>>
            verdicts;
        for (const auto& v : d.verdicts)
          verdicts.emplace_back(v.unit, v.criterion, v.before, v.after);
        return py::make_tuple(cells, verdicts);
      },
      "before"_a, "after"_a, "registry_before"_a, "registry_after"_a, "of_before"_a, "of_after"_a);
  m.def(
      "re_review",
      [](const tc::Assessment& before, const tc::Registry& registry, const tc::Descent& descent,
         const tc::CarryRules& rules) {
        std::vector<std::tuple<tc::UnitCode, tc::CriterionNumber, tc::Text,
                               std::vector<std::pair<tc::UnitCode, tc::Verdict>>>>
            out;
        for (const auto& r : tc::re_review(before, registry, descent, rules))
          out.emplace_back(r.unit, r.criterion, tc::word(r.why), r.parents);
        return out;
      },
      "before"_a, "registry"_a, "descent"_a, "rules"_a);
  m.def(
      "carried_tiers",
      [](const tc::Descent& descent, const std::vector<std::size_t>& tiers) {
        return tc::carried_tiers(descent, tiers);
      },
      "descent"_a, "tiers_before"_a);
  m.def(
      "standing",
      [](const tc::Assessment& a, const tc::Registry& registry, const tc::Programme& programme,
         bool deem_met, const std::map<std::string, std::vector<tc::UnitCode>>& cohorts,
         std::optional<std::vector<tc::UnitCode>> recognised,
         std::optional<std::vector<tc::UnitCode>> newly_recognised) {
        tc::StandingOptions o{.na_count = na_count(deem_met),
                              .recognised = std::move(recognised),
                              .newly_recognised = std::move(newly_recognised)};
        for (const auto& [name, units] : cohorts) o.cohorts.emplace(tc::CohortCode{name}, units);
        py::list out;
        for (const auto& s : tc::standing(a, registry, programme, o)) {
          out.append(py::dict("code"_a = s.code, "identified"_a = s.identified, "why"_a = s.why,
                              "units"_a = s.units, "least"_a = s.least, "most"_a = s.most,
                              "verdict"_a = s.verdict));
        }
        return out;
      },
      "assessment"_a, "registry"_a, "programme"_a, "deem_met"_a, "cohorts"_a, "recognised"_a,
      "newly_recognised"_a);
}
