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

#include <string>
#include <utility>
#include <vector>

// Words that every file hands over; each file includes what it binds.
#include "tieuchi/code.hpp"
#include "tieuchi/decimal.hpp"
#include "tieuchi/period.hpp"

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
using Numbers = py::array_t<std::uint16_t, py::array::c_style>;

// A vector becomes an array that owns it.
template <class T>
py::array_t<T> array_of(std::vector<T> values) {
  auto* kept = new std::vector<T>(std::move(values));
  py::capsule owner(kept, [](void* p) { delete static_cast<std::vector<T>*>(p); });
  return py::array_t<T>(py::ssize_t(kept->size()), kept->data(), owner);
}
