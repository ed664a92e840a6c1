// Table of contents of the compiled module: one file per folder of include/tieuchi.
#include "bindings.hpp"

#include "tieuchi/version.hpp"

PYBIND11_MODULE(_core, m, py::mod_gil_not_used()) {
  m.doc() = "Compiled part of tieuchi; use the package instead.";
  m.attr("__version__") = tc::version;
  bind_words(m);        // languages, levels, verdicts and their reasons, periods, errors
  bind_criteria(m);     // what the law asks
  bind_population(m);   // who is judged
  bind_programme(m);    // what was promised
  bind_observation(m);  // what was measured
  bind_assessment(m);   // the law applied to the facts
  bind_projection(m);   // where it is heading
  bind_planning(m);     // what to do first
  bind_exchange(m);     // JSON, CSV, Arrow, the catalog
  bind_archives(m);     // archives of what the others bound, whole files
}
