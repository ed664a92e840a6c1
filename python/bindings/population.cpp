#include <algorithm>

#include "bindings.hpp"
#include "tieuchi/exchange/json.hpp"
#include "tieuchi/population/cohort.hpp"
#include "tieuchi/population/name_match.hpp"

namespace {

// What follows the value of a statement: Period, the day recorded or None, the word "withdrawn".
template <class T>
tc::Dated<T> dated(T value, const py::tuple& item, std::size_t at) {
  tc::Dated<T> out{std::move(value)};
  if (item.size() > at) out.period = item[at].cast<tc::Period>();
  if (item.size() > at + 1) out.recorded = item[at + 1].cast<std::optional<tc::Date>>();
  if (item.size() > at + 2) {
    out.withdrawn =
        py::isinstance<py::str>(item[at + 2]) && item[at + 2].cast<std::string>() == "withdrawn";
    if (!out.withdrawn) throw py::value_error("after the day recorded: \"withdrawn\" or nothing");
  }
  return out;
}

// "text", or a tuple of a value and what follows it: a statement for always, or dated.
template <class T>
tc::Dated<T> dated(const py::handle& item) {
  if (!py::isinstance<py::tuple>(item)) return {item.cast<T>()};
  const auto parts = item.cast<py::tuple>();
  if (parts.size() < 2 || parts.size() > 4) {
    throw py::type_error(
        "a dated statement is (value, Period), (value, Period, recorded) or "
        "(value, Period, recorded, \"withdrawn\")");
  }
  return dated(parts[0].cast<T>(), parts, 1);
}

// A Period, or [(Period, recorded), …]: what was recorded of a unit's existence, in any order.
void set_existence(tc::Unit& u, const py::object& exists) {
  if (py::isinstance<tc::Period>(exists)) {
    u.exists = exists.cast<tc::Period>();
    return;
  }
  const auto list = exists.cast<std::vector<std::pair<tc::Period, std::optional<tc::Date>>>>();
  if (list.empty()) throw py::value_error("exists: a Period or [(Period, recorded), …]");
  const auto undated = std::ranges::count_if(list, [](const auto& e) { return !e.second; });
  if (undated > 1) throw py::value_error("exists: a day recorded of all Periods but one");
  std::size_t first = 0;  // the one without a day, else any
  for (std::size_t k = 0; k < list.size(); ++k) {
    if (!list[k].second) first = k;
  }
  u.exists = list[first].first, u.exists_recorded = list[first].second;
  for (std::size_t k = 0; k < list.size(); ++k) {
    if (k != first) u.existence.push_back({list[k].first, *list[k].second});
  }
}

template <class T>
std::vector<tc::Dated<T>> all_dated(const py::iterable& items) {
  std::vector<tc::Dated<T>> out;
  for (const auto& i : items) out.push_back(dated<T>(i));
  return out;
}

tc::Unit unit(tc::UnitCode code, tc::Level level, const py::iterable& names,
              const py::iterable& parents, const py::iterable& strata, const py::iterable& cohorts,
              const py::object& exists) {
  tc::Unit u{.code = std::move(code),
             .level = level,
             .names = all_dated<std::string>(names),
             .parents = all_dated<tc::UnitCode>(parents),
             .strata = {},
             .cohorts = all_dated<tc::CohortCode>(cohorts)};
  set_existence(u, exists);
  for (const auto& s : strata) {  // (dimension, code) and what follows a value
    const auto t = s.cast<py::tuple>();
    if (t.size() < 2 || t.size() > 5) {
      throw py::type_error(
          "a stratum is (dimension, code) or (dimension, code, Period), and behind "
          "it the day recorded and \"withdrawn\"");
    }
    u.strata.push_back(
        dated(tc::Stratum{t[0].cast<tc::Dimension>(), t[1].cast<tc::StratumCode>()}, t, 2));
  }
  return u;
}

}  // namespace

void bind_population(py::module_& m) {
  py::class_<tc::Unit>(
      m, "Unit",
      "One place before it enters a registry.\n\n"
      "Statements are a value or (value, Period, recorded, \"withdrawn\") without its last parts;\n"
      "strata begin with (dimension, code). Of those that speak of one day, the one recorded last\n"
      "holds. exists is a Period or [(Period, recorded), …].")
      .def(py::init(&unit), "code"_a, py::arg_v("level", tc::Level::commune, "Level.commune"),
           py::arg_v("names", py::tuple(), "()"), py::arg_v("parents", py::tuple(), "()"),
           py::arg_v("strata", py::tuple(), "()"), py::arg_v("cohorts", py::tuple(), "()"),
           py::arg_v("exists", tc::Period::always(), "Period()"))
      .def_readonly("code", &tc::Unit::code)
      .def_readonly("level", &tc::Unit::level);

  py::class_<tc::Registry>(m, "Registry",
                           "Everyone who is judged, with dated names, hierarchy and strata.")
      .def(py::init<std::vector<tc::Unit>>(), "units"_a)
      .def("__len__", &tc::Registry::size)
      .def(
          "codes",
          [](const tc::Registry& r) {
            std::vector<tc::UnitCode> out;
            for (const auto& u : r.units()) out.push_back(u.code);
            return out;
          },
          "Codes in registry order.")
      .def("__contains__",
           [](const tc::Registry& r, const tc::UnitCode& c) { return r.find(c).has_value(); })
      .def("index_of", &tc::Registry::index_of, "code"_a)
      .def(
          "indices_of",
          [](const tc::Registry& r, const std::vector<std::string>& codes) {
            // −1 where a code is not known: the caller reports all of them at once.
            std::vector<std::int64_t> out(codes.size());
            py::gil_scoped_release release;
            for (std::size_t i = 0; i < codes.size(); ++i) {
              const auto at = r.find(tc::UnitCode{codes[i]});
              out[i] = at ? std::int64_t(*at) : -1;
            }
            py::gil_scoped_acquire acquire;
            return array_of(std::move(out));
          },
          "codes"_a)
      .def(
          "level",
          [](const tc::Registry& r, const tc::UnitCode& c) { return r.level(r.index_of(c)); },
          "code"_a)
      .def(
          "name",
          [](const tc::Registry& r, const tc::UnitCode& c, tc::Date on,
             std::optional<tc::Date> known_on) {
            return r.name(r.index_of(c), {on, known_on});
          },
          "code"_a, "on"_a, "known_on"_a = py::none())
      .def(
          "names",
          [](const tc::Registry& r, tc::Date on, std::optional<tc::Date> known_on) {
            std::vector<std::string> out;
            for (tc::UnitIndex u = 0; u < r.size(); ++u) out.push_back(r.name(u, {on, known_on}));
            return out;
          },
          "on"_a, "known_on"_a = py::none(),
          "Names on a day, in registry order, as they were known.")
      .def(
          "ancestors",
          [](const tc::Registry& r, tc::Level level, tc::Date on,
             std::optional<tc::Date> known_on) {
            std::vector<std::optional<tc::UnitCode>> out;
            for (tc::UnitIndex u = 0; u < r.size(); ++u) {
              const auto at = r.ancestor(u, level, {on, known_on});
              out.push_back(at ? std::optional(r.unit(*at).code) : std::nullopt);
            }
            return out;
          },
          "level"_a, "on"_a, "known_on"_a = py::none(),
          "Code of the unit above each unit at a level, in registry order.")
      .def(
          "strata",
          [](const tc::Registry& r, const tc::Dimension& dimension, tc::Date on,
             std::optional<tc::Date> known_on) {
            std::vector<std::optional<tc::StratumCode>> out(r.size());
            const auto d = r.dimension(dimension);
            for (tc::UnitIndex u = 0; d && u < r.size(); ++u) {
              const auto at = r.stratum(*d, u, {on, known_on});
              if (at != tc::no_stratum) out[u] = r.strata(*d)[std::size_t(at)];
            }
            return out;
          },
          "dimension"_a, "on"_a, "known_on"_a = py::none(),
          "Stratum of each unit in a dimension, in registry order; None where it has none that "
          "day.")
      .def(
          "members",
          [](const tc::Registry& r, tc::Level level, tc::Date on,
             std::optional<tc::CohortCode> cohort, std::optional<tc::UnitCode> within,
             std::optional<tc::Date> known_on) {
            std::vector<tc::UnitCode> out;
            const tc::AsOf day(on, known_on);
            for (auto u : tc::members(r, {.member_of = cohort, .within = within}, level, day))
              out.push_back(r.unit(u).code);
            return out;
          },
          "level"_a, "on"_a, "cohort"_a = py::none(), "within"_a = py::none(),
          "known_on"_a = py::none())
      .def(
          "match",
          [](const tc::Registry& r, const std::string& text, tc::Level level, tc::Date on) {
            static constexpr const char* kinds[] = {"same name", "folded name", "former name",
                                                    "padded code"};
            std::vector<std::pair<tc::UnitCode, std::string>> out;
            for (const auto& found : tc::match(r, text, level, on)) {
              out.emplace_back(r.unit(found.unit).code, kinds[int(found.kind)]);
            }
            return out;
          },
          "text"_a, "level"_a, "on"_a, "Proposes units for a name, best first; it never decides.")
      .def_static(
          "from_json",
          [](const std::string& text, const std::string& file) {
            return tc::json::read_registry(text, file);
          },
          "text"_a, "file"_a = "")
      .def("to_json", [](const tc::Registry& r) { return tc::json::write(r); })
      .def("__repr__", [](const tc::Registry& r) {
        return "<Registry of " + std::to_string(r.size()) + " units>";
      });
}
