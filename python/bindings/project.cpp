#include "tieuchi/projection/project.hpp"
#include "interruptible.hpp"
#include "rows.hpp"
#include "tieuchi/planning/scenario.hpp"

namespace {

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

}  // namespace

void bind_project(py::module_& m) {
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
}
