#include "bindings.hpp"
#include "tieuchi/exchange/archive.hpp"

namespace {

// Archives of a class that another file has bound: to_archive, from_archive, and pickle and copy by
// the same bytes.
template <class T>
void archived() {
  const auto save = [](const T& value) {
    std::string out;
    {
      py::gil_scoped_release release;
      out = tc::archive::save(value);
    }
    return py::bytes(out);
  };
  const auto load = [](const py::bytes& archive, const std::string& file) {
    const std::string_view bytes(archive);  // alive as long as the argument
    py::gil_scoped_release release;
    return tc::archive::load<T>(bytes, file);
  };
  auto type = py::reinterpret_borrow<py::class_<T>>(py::type::of<T>());
  type.def("to_archive", save, "The bytes of an archive, which every later version reads.")
      .def_static("from_archive", load, "archive"_a, "file"_a = "",
                  "The value of an archive. Raises ArchiveError.")
      .def(py::pickle(
          [save](const T& value) { return py::make_tuple(save(value)); },
          [load](const py::tuple& state) { return load(state[0].cast<py::bytes>(), "pickle"); }));
}

}  // namespace

void bind_pickles(py::module_&) {
  archived<tc::CriteriaSet>();
  archived<tc::Overlay>();
  archived<tc::Registry>();
  archived<tc::Assessment>();
  archived<tc::Programme>();
  archived<tc::History>();
  archived<tc::Model>();
  archived<tc::Outlook>();
  archived<tc::WorkList>();
}
