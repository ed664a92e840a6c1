// Arrays of Python as vectors, and vectors as matrices.
#pragma once

#include "bindings.hpp"

template <class T>
std::vector<T> vector_of(const py::array_t<T, py::array::c_style>& a) {
  return {a.data(), a.data() + a.size()};
}

inline py::array_t<double> square(std::vector<double> values, py::ssize_t rows,
                                  py::ssize_t columns) {
  return array_of(std::move(values)).attr("reshape")(rows, columns);
}
