#include "bindings.hpp"

#include "tieuchi/planning/scenario.hpp"
#include "tieuchi/projection/aggregate.hpp"
#include "tieuchi/projection/backtest.hpp"
#include "tieuchi/projection/merged_history.hpp"
#include "tieuchi/projection/rasch.hpp"

namespace {

using Indices = py::array_t<std::uint32_t, py::array::c_style | py::array::forcecast>;

template <class T>
std::vector<T> vector_of(const py::array_t<T, py::array::c_style>& a) {
  return {a.data(), a.data() + a.size()};
}

py::array_t<double> square(std::vector<double> values, py::ssize_t rows, py::ssize_t columns) {
  return array_of(std::move(values)).attr("reshape")(rows, columns);
}

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

// What a projection is asked, as it comes from Python.
struct ProjectArguments {
  int until, draws;
  std::uint64_t seed;
  int threads;
  bool shocks;
  Bytes recognised, registered, population;
  bool only_registered;
  std::vector<std::tuple<std::size_t, std::size_t, int, double>> works;
  std::vector<std::tuple<tc::Metric, int, double, double, int, int>> evidence;

  tc::ProjectOptions options(tc::StopSignal stop) const {
    tc::ProjectOptions o{.until = until,
                         .draws = draws,
                         .seed = seed,
                         .threads = threads,
                         .shocks = shocks,
                         .only_registered = only_registered,
                         .stop = stop};
    o.recognised = vector_of(recognised), o.registered = vector_of(registered),
    o.population = vector_of(population);
    for (const auto& [unit, criterion, year, chance] : works)
      o.works.push_back({unit, criterion, year, chance});
    for (const auto& [metric, year, least, most, from, to] : evidence) {
      o.evidence.push_back({metric, year, least, most,
                            from <= to ? std::optional(tc::Band{"", from, to}) : std::nullopt});
    }
    return o;
  }
};

tc::AnswerOptions answer_options(const tc::Registry* registry,
                                 const std::map<std::string, std::vector<tc::UnitCode>>& cohorts,
                                 tc::Level level, const tc::Outlook* without) {
  tc::AnswerOptions o{.registry = registry, .level = level, .without_shocks = without};
  for (const auto& [name, units] : cohorts) o.cohorts.emplace(tc::CohortCode{name}, units);
  return o;
}

py::dict forecast(const tc::Forecast& f) {
  py::list levels;
  for (double level : {0.5, 0.8, 0.9})
    levels.append(py::make_tuple(level, f.interval(level).first, f.interval(level).second));
  return py::dict("median"_a = f.median(), "intervals"_a = levels);
}

}  // namespace

void bind_projection(py::module_& m) {
  m.def("recognitions_need_a_list", &tc::recognitions_need_a_list,
        "Why recognitions without a registration list are not identified.");
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
  py::class_<ProjectArguments>(m, "ProjectArguments", "What a projection is asked.")
      .def(
          py::init([](int until, int draws, std::uint64_t seed, int threads, bool shocks,
                      const Bytes& recognised, const Bytes& registered, const Bytes& population,
                      bool only_registered,
                      std::vector<std::tuple<std::size_t, std::size_t, int, double>> works,
                      std::vector<std::tuple<tc::Metric, int, double, double, int, int>> evidence) {
            return ProjectArguments{until,
                                    draws,
                                    seed,
                                    threads,
                                    shocks,
                                    recognised,
                                    registered,
                                    population,
                                    only_registered,
                                    std::move(works),
                                    std::move(evidence)};
          }),
          "until"_a, "draws"_a, "seed"_a, "threads"_a, "shocks"_a, "recognised"_a, "registered"_a,
          "population"_a, "only_registered"_a, "works"_a, "evidence"_a)
      .def_readonly("works", &ProjectArguments::works);
  m.def(
      "project",
      [](const tc::Model& model, const ProjectArguments& asked) {
        std::stop_source stop;
        const tc::ProjectOptions o = asked.options(stop);
        return interruptible(stop, true, [&] { return tc::project(model, o); });
      },
      "model"_a, "asked"_a);

  py::class_<tc::ProgrammeOutlook>(m, "ProgrammeOutlook",
                                   "The targets of a programme under one outlook.")
      .def("answers",
           [](const tc::ProgrammeOutlook& p) {
             py::list out;
             for (const auto& a : p.answers()) {
               out.append(py::dict("code"_a = a.code, "identified"_a = a.identified,
                                   "why"_a = a.why, "probability"_a = a.probability.value,
                                   "error"_a = a.probability.error,
                                   "without_shocks"_a = a.without_shocks, "units"_a = a.units,
                                   "median"_a = a.median, "low"_a = a.low, "high"_a = a.high));
             }
             return out;
           })
      .def(
          "joint",
          [](const tc::ProgrammeOutlook& p, const std::vector<std::string>& codes) {
            const auto x = p.joint(codes);
            return std::pair(x.value, x.error);
          },
          "codes"_a)
      .def(
          "given",
          [](const tc::ProgrammeOutlook& p, const std::vector<std::string>& codes,
             const std::vector<std::string>& those) {
            const auto x = p.given(codes, those);
            return std::pair(x.value, x.error);
          },
          "codes"_a, "those"_a);
  m.def(
      "answer",
      [](const tc::Outlook& outlook, const tc::Programme& programme, const tc::Registry* registry,
         const std::map<std::string, std::vector<tc::UnitCode>>& cohorts, tc::Level level,
         const tc::Outlook* without_shocks) {
        const auto o = answer_options(registry, cohorts, level, without_shocks);
        py::gil_scoped_release release;
        return tc::answer(outlook, programme, o);
      },
      "outlook"_a, "programme"_a, "registry"_a, "cohorts"_a, "level"_a, "without_shocks"_a);

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

  // name, funded works, delays, another model, population, cost
  using ScenarioTuple =
      std::tuple<std::string, std::vector<std::tuple<std::size_t, std::size_t, int, double>>,
                 std::vector<std::tuple<std::size_t, std::size_t, int>>, const tc::Model*, Bytes,
                 double>;
  m.def(
      "what_if",
      [](const tc::Model& model, const ProjectArguments& asked, const tc::Programme& programme,
         const std::vector<ScenarioTuple>& scenarios, const tc::Registry* registry,
         const std::map<std::string, std::vector<tc::UnitCode>>& cohorts, tc::Level level) {
        std::stop_source stop;
        const tc::ProjectOptions base = asked.options(stop);
        const auto how = answer_options(registry, cohorts, level, nullptr);
        std::vector<tc::Scenario> list;
        for (const auto& [name, fund, delay, other, population, cost] : scenarios) {
          tc::Scenario s{
              .name = name, .model = other, .population = vector_of(population), .cost = cost};
          for (const auto& [unit, criterion, year, chance] : fund)
            s.fund.push_back({unit, criterion, year, chance});
          for (const auto& [unit, criterion, years] : delay)
            s.delay.push_back({unit, criterion, years});
          list.push_back(std::move(s));
        }
        const auto table = interruptible(
            stop, true, [&] { return tc::what_if(model, base, programme, list, how); });
        py::list out;
        for (const auto& s : table.scenarios()) {
          py::list lines;
          for (const auto& a : s.targets().answers()) {
            const auto d = s.difference(a.code);
            lines.append(
                py::dict("code"_a = a.code, "identified"_a = a.identified, "why"_a = a.why,
                         "probability"_a = a.probability.value, "error"_a = a.probability.error,
                         "median"_a = a.median, "low"_a = a.low, "high"_a = a.high,
                         "difference"_a = d ? std::optional(d->value) : std::nullopt,
                         "difference_error"_a = d ? std::optional(d->error) : std::nullopt));
          }
          out.append(py::dict("name"_a = s.name(), "cost"_a = s.cost(), "targets"_a = lines));
        }
        return out;
      },
      "model"_a, "asked"_a, "programme"_a, "scenarios"_a, "registry"_a, "cohorts"_a, "level"_a);

  m.def(
      "backtest",
      [](const tc::History& h, int horizon, std::size_t first_origin, std::vector<tc::Rung> rungs,
         bool by_district, int draws, std::uint64_t seed, int threads) {
        std::stop_source stop;
        const tc::BacktestOptions o{.horizon = horizon,
                                    .first_origin = first_origin,
                                    .rungs = rungs,
                                    .by_district = by_district,
                                    .draws = draws,
                                    .seed = seed,
                                    .threads = threads,
                                    .stop = stop};
        const auto b = interruptible(stop, true, [&] { return tc::backtest(h, o); });
        py::list lines, pit, reliability, warnings;
        for (const auto& l : b.lines) {
          lines.append(py::dict(
              "rung"_a = l.rung, "horizon"_a = l.horizon, "group"_a = l.group,
              "origins"_a = l.origins, "cells"_a = l.cells, "units"_a = l.units,
              "outcomes"_a = l.outcomes, "brier"_a = l.brier, "log"_a = l.log, "rps"_a = l.rps,
              "crps_mean"_a = l.crps_mean, "crps_all"_a = l.crps_all, "cover_50"_a = l.cover_50,
              "cover_80"_a = l.cover_80, "cover_90"_a = l.cover_90, "intervals"_a = l.intervals,
              "skill_pooled"_a = l.skill_pooled, "skill_persistence"_a = l.skill_persistence,
              "fell_back"_a = l.fell_back));
        }
        for (const auto& [rung, bins] : b.pit) pit.append(py::make_tuple(rung, bins));
        for (const auto& [rung, bins] : b.reliability) {
          py::list points;
          for (const auto& x : bins)
            points.append(py::make_tuple(x.mean_probability, x.frequency, x.n));
          reliability.append(py::make_tuple(rung, points));
        }
        for (std::size_t k = 0; k < tc::rung_count; ++k) {
          const auto r = static_cast<tc::Rung>(k);
          warnings.append(py::make_tuple(r, b.warning(r)));
        }
        std::optional<py::dict> again;
        if (b.recalibrated) {
          again = py::dict("intercept"_a = b.recalibrated->map.intercept,
                           "slope"_a = b.recalibrated->map.slope,
                           "log_before"_a = b.recalibrated->log_before,
                           "log_after"_a = b.recalibrated->log_after);
        }
        return py::dict("lines"_a = lines, "pit"_a = pit, "reliability"_a = reliability,
                        "warnings"_a = warnings, "recalibrated"_a = again);
      },
      "history"_a, "horizon"_a, "first_origin"_a, "rungs"_a, "by_district"_a, "draws"_a, "seed"_a,
      "threads"_a);

  m.def(
      "official_progress",
      [](const std::vector<std::pair<double, double>>& series, double target, double year) {
        std::vector<tc::YearValue> points;
        for (const auto& [y, v] : series) points.push_back({y, v});
        py::list out;
        for (const auto& v : tc::official_progress(points, {target, year}))
          out.append(py::make_tuple(v.rule, v.measure, v.value, v.verdict, v.second_hand));
        return out;
      },
      "series"_a, "target"_a, "year"_a);

  m.def(
      "rasch",
      [](const tc::History& h, std::size_t year, bool conditional, double expected) {
        tc::RaschModel r = [&] {
          py::gil_scoped_release release;
          return tc::fit_rasch(
              h, year,
              {.method = conditional ? tc::RaschMethod::conditional : tc::RaschMethod::marginal});
        }();
        py::list gaps;
        for (const auto& g : r.unexpected_gaps(tc::responses(h, year), expected))
          gaps.append(py::make_tuple(g.unit, g.criterion, g.expected));
        return py::dict("difficulty"_a = r.difficulty(), "se"_a = r.difficulty_se(),
                        "unit_sd"_a = r.unit_sd(), "ability"_a = r.ability(), "infit"_a = r.infit(),
                        "outfit"_a = r.outfit(), "log_likelihood"_a = r.log_likelihood(),
                        "converged"_a = r.converged(), "dropped"_a = r.dropped(),
                        "order"_a = r.order(), "gaps"_a = gaps);
      },
      "history"_a, "year"_a, "conditional"_a, "expected"_a);

  m.def(
      "mean_forecast",
      [](const std::vector<std::tuple<int, double, double>>& evidence, int year, double ceiling,
         double drift, double drift_sd, double persistence, double damping,
         const std::vector<double>& at_least) {
        std::vector<tc::MeanEvidence> means;
        for (const auto& [y, low, high] : evidence) means.push_back({y, low, high});
        const auto f = tc::mean_forecast(means, year,
                                         {.ceiling = ceiling,
                                          .prior_drift = drift,
                                          .prior_drift_sd = drift_sd,
                                          .persistence = persistence,
                                          .damping = damping});
        py::dict out = forecast(f);
        std::vector<double> chances;
        for (double x : at_least) chances.push_back(f.at_least(x));
        out["at_least"] = chances;
        return out;
      },
      "evidence"_a, "year"_a, "ceiling"_a, "drift"_a, "drift_sd"_a, "persistence"_a, "damping"_a,
      "at_least"_a);
  m.def(
      "damped_trend",
      [](const std::vector<std::vector<std::pair<double, double>>>& units, double years,
         double ceiling, double damping, double threshold) {
        std::vector<std::vector<tc::YearValue>> series;
        for (const auto& u : units) {
          auto& s = series.emplace_back();
          for (const auto& [y, v] : u) s.push_back({y, v});
        }
        const tc::DampedTrend trend(series, {.ceiling = ceiling, .damping = damping});
        std::vector<double> out;
        for (std::size_t u = 0; u < trend.size(); ++u) {
          const auto f = trend.forecast(u, years);
          out.insert(out.end(),
                     {f.median(), f.interval(0.8).first, f.interval(0.8).second,
                      f.interval(0.9).first, f.interval(0.9).second, f.at_least(threshold)});
        }
        return square(std::move(out), py::ssize_t(trend.size()), 6);
      },
      "units"_a, "years"_a, "ceiling"_a, "damping"_a, "threshold"_a);
  m.def(
      "band_draws",
      [](const std::vector<std::pair<int, std::vector<double>>>& dates, int until, int draws,
         std::uint64_t seed) {
        std::vector<tc::BandCounts> counts;
        for (const auto& [year, units] : dates) counts.push_back({year, units});
        const std::size_t bands = counts.empty() ? 0 : counts[0].units.size();
        const auto fitted = tc::fit_bands(counts, bands);
        if (counts.empty() || until <= counts.back().year) {
          throw tc::InvalidData({{.what = tc::ProblemCode::not_after_last_date,
                                  .code = "until",
                                  .found = std::to_string(until),
                                  .expected = "a year after the last one"}});
        }
        auto d = fitted.draws(counts.back().units, until - counts.back().year, draws, seed);
        std::vector<double> matrix;
        for (std::size_t i = 0; i < bands; ++i) {
          for (std::size_t j = 0; j < bands; ++j) matrix.push_back(fitted.chance(i, j));
        }
        return py::make_tuple(array_of(std::move(d)).attr("reshape")(draws, bands),
                              square(std::move(matrix), py::ssize_t(bands), py::ssize_t(bands)),
                              fitted.from_data());
      },
      "dates"_a, "until"_a, "draws"_a, "seed"_a);
  m.def(
      "next_events",
      [](int events, int trials, int at_risk) {
        const auto law = tc::next_events(events, trials, at_risk);
        return array_of(std::vector<double>(law.law().begin(), law.law().end()));
      },
      "events"_a, "trials"_a, "at_risk"_a, "Probabilities of 0, 1, …, at_risk.");
  m.def(
      "count_distribution",
      [](const Doubles& chances) {
        const auto law = tc::count_distribution({chances.data(), std::size_t(chances.size())});
        return array_of(std::vector<double>(law.law().begin(), law.law().end()));
      },
      "chances"_a, "Exact probabilities of 0, 1, …, n events.");
}
