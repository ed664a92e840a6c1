// Table of contents of the compiled module: a file or a few per folder of include/tieuchi.
#include "bindings.hpp"

#include "tieuchi/version.hpp"

void bind_words(py::module_& m);
void bind_criteria(py::module_& m);
void bind_sets(py::module_& m);
void bind_population(py::module_& m);
void bind_reorganisation(py::module_& m);
void bind_programme(py::module_& m);
void bind_observation(py::module_& m);
void bind_rules(py::module_& m);
void bind_assessment(py::module_& m);
void bind_comparison(py::module_& m);
void bind_projection(py::module_& m);
void bind_outlook(py::module_& m);
void bind_project(py::module_& m);
void bind_forecast(py::module_& m);
void bind_works(py::module_& m);
void bind_planning(py::module_& m);
void bind_schedule(py::module_& m);
void bind_exchange(py::module_& m);
void bind_archives(py::module_& m);
void bind_pickles(py::module_& m);

PYBIND11_MODULE(_core, m, py::mod_gil_not_used()) {
  m.doc() = "Compiled part of tieuchi; use the package instead.";
  m.attr("__version__") = tc::version;
  bind_words(m);           // languages, levels, verdicts and their reasons, periods, errors
  bind_criteria(m);        // what the law asks
  bind_sets(m);            // one legal text, and what fills and follows it
  bind_population(m);      // who is judged
  bind_reorganisation(m);  // what became of them
  bind_programme(m);       // what was promised
  bind_observation(m);     // what was measured
  bind_rules(m);           // the law on one day, and why a cell is what it is
  bind_assessment(m);      // the law applied to the facts
  bind_comparison(m);      // what changed since
  bind_projection(m);      // histories and what is fitted to them
  bind_outlook(m);         // where they are heading
  bind_project(m);         // what is asked of them
  bind_forecast(m);        // what needs no ladder, and how good it is
  bind_works(m);           // what could be done
  bind_planning(m);        // what to do first
  bind_schedule(m);        // and when
  bind_exchange(m);        // JSON, CSV, Arrow, the catalog
  bind_archives(m);        // archives of what Python holds in parts, whole files
  bind_pickles(m);         // archives and pickles of what the others bound
}
