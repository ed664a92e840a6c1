// What the binding files share: how words of the library become values of Python.
//
// Codes are str, dates datetime.date, decimals decimal.Decimal. Objects of Python become C++ values
// before the interpreter lock is released, and it is released inside the bodies.
#pragma once

#include <pybind11/native_enum.h>
#include <pybind11/numpy.h>
#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include <datetime.h>  // after Python.h

#include <chrono>
#include <future>

// All but projection/ and planning/, the slowest to compile: only their own files read them.
#include "tieuchi/assessment/comparison.hpp"
#include "tieuchi/assessment/conflicts.hpp"
#include "tieuchi/assessment/counting.hpp"
#include "tieuchi/assessment/coverage.hpp"
#include "tieuchi/assessment/explain.hpp"
#include "tieuchi/assessment/gaps.hpp"
#include "tieuchi/assessment/improvement.hpp"
#include "tieuchi/assessment/re_review.hpp"
#include "tieuchi/assessment/recognition.hpp"
#include "tieuchi/assessment/rollup.hpp"
#include "tieuchi/assessment/submission.hpp"
#include "tieuchi/assessment/target_standing.hpp"
#include "tieuchi/catalog.hpp"
#include "tieuchi/criteria/crosswalk.hpp"
#include "tieuchi/criteria/rating.hpp"
#include "tieuchi/exchange/csv.hpp"
#include "tieuchi/exchange/json.hpp"
#include "tieuchi/population/name_match.hpp"
#include "tieuchi/programme/programme.hpp"

namespace py = pybind11;
namespace tc = tieuchi;
using namespace py::literals;

namespace pybind11::detail {

template <class Tag>
struct type_caster<tc::Code<Tag>> {
  PYBIND11_TYPE_CASTER(tc::Code<Tag>, const_name("str"));
  bool load(handle from, bool) {
    if (!PyUnicode_Check(from.ptr())) return false;
    value = tc::Code<Tag>(from.cast<std::string>());
    return true;
  }
  static handle cast(const tc::Code<Tag>& code, return_value_policy, handle) {
    return py::str(code.str()).release();
  }
};

template <>
struct type_caster<tc::Date> {
  PYBIND11_TYPE_CASTER(tc::Date, const_name("datetime.date"));
  bool load(handle from, bool) {
    if (!PyDateTimeAPI) PyDateTime_IMPORT;
    if (!PyDate_Check(from.ptr())) return false;
    value = tc::Date(PyDateTime_GET_YEAR(from.ptr()), PyDateTime_GET_MONTH(from.ptr()),
                     PyDateTime_GET_DAY(from.ptr()));
    return true;
  }
  static handle cast(tc::Date day, return_value_policy, handle) {
    if (!PyDateTimeAPI) PyDateTime_IMPORT;
    return PyDate_FromDate(day.year(), day.month(), day.day());
  }
};

template <>
struct type_caster<tc::Decimal> {
  PYBIND11_TYPE_CASTER(tc::Decimal, const_name("decimal.Decimal"));
  bool load(handle from, bool) {
    const auto parsed = tc::Decimal::parse(py::str(from).cast<std::string>());
    if (!parsed) return false;
    value = *parsed;
    return true;
  }
  static handle cast(tc::Decimal number, return_value_policy, handle) {
    return py::module_::import("decimal").attr("Decimal")(number.str()).release();
  }
};

}  // namespace pybind11::detail

// A column of doubles or bytes as Python hands it over.
using Doubles = py::array_t<double, py::array::c_style>;
using Bytes = py::array_t<std::uint8_t, py::array::c_style>;

// A panel with the Python objects whose memory it reads.
struct HeldPanel {
  tc::Panel panel;
  std::vector<py::object> memory;
};

// One column with its memory.
struct HeldColumn {
  tc::Column column;
  std::vector<py::object> memory;
};

// A vector becomes an array that owns it.
template <class T>
py::array_t<T> array_of(std::vector<T> values) {
  auto* kept = new std::vector<T>(std::move(values));
  py::capsule owner(kept, [](void* p) { delete static_cast<std::vector<T>*>(p); });
  return py::array_t<T>(py::ssize_t(kept->size()), kept->data(), owner);
}

// Owning columns become columns whose memory belongs to Python: units, columns, notes.
inline py::tuple columns_of(tc::PanelData data) {
  py::list columns;
  for (auto& c : data.columns) {
    HeldColumn held;
    const auto values = array_of(std::move(c.values));
    const auto states = array_of(std::move(c.states));
    held.column = {.measure = c.measure,
                   .reference = c.reference,
                   .values = std::span(values.data(), std::size_t(values.size())),
                   .states = std::span(states.data(), std::size_t(states.size())),
                   .evidence_of_all = c.evidence,
                   .recorded = c.recorded,
                   .source = c.source};
    held.memory = {values, states};
    if (!c.denominators.empty()) {
      const auto denominators = array_of(std::move(c.denominators));
      held.column.denominators = std::span(denominators.data(), std::size_t(denominators.size()));
      held.memory.push_back(denominators);
    }
    columns.append(std::move(held));
  }
  return py::make_tuple(array_of(std::move(data.units)), columns, data.notes);
}

// A read-only view of bytes that `owner` keeps alive.
inline py::array view_of(std::span<const std::uint8_t> bytes, py::handle owner) {
  py::array out(py::dtype::of<std::uint8_t>(), {py::ssize_t(bytes.size())}, {}, bytes.data(),
                owner);
  out.attr("setflags")("write"_a = false);
  return out;
}

// Runs `work` without the interpreter lock; a long one on a thread of its own, with a look for
// Ctrl-C twenty times a second that asks `stop`.
template <class Work>
auto interruptible(std::stop_source& stop, bool is_long, const Work& work) {
  py::gil_scoped_release release;
  if (!is_long) return work();
  auto running = std::async(std::launch::async, work);
  while (running.wait_for(std::chrono::milliseconds(50)) != std::future_status::ready) {
    py::gil_scoped_acquire acquire;
    if (PyErr_CheckSignals() == 0) continue;
    stop.request_stop();
    py::gil_scoped_release wait;
    running.wait();
    py::gil_scoped_acquire again;
    throw py::error_already_set();
  }
  return running.get();
}

void bind_words(py::module_& m);
void bind_criteria(py::module_& m);
void bind_population(py::module_& m);
void bind_programme(py::module_& m);
void bind_observation(py::module_& m);
void bind_assessment(py::module_& m);
void bind_projection(py::module_& m);
void bind_planning(py::module_& m);
void bind_exchange(py::module_& m);
void bind_archives(py::module_& m);
