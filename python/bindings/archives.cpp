#include "panels.hpp"
#include "tieuchi/exchange/archive.hpp"
#include "tieuchi/exchange/file.hpp"

namespace {

// The numbers of a panel, copied out of the memory of Python.
tc::PanelData copied(const std::vector<HeldColumn>& columns,
                     const py::array_t<std::uint32_t, py::array::c_style>& units,
                     std::vector<std::string> notes) {
  const auto vector = [](const auto& span) { return std::vector(span.begin(), span.end()); };
  tc::PanelData out{.units = {units.data(), units.data() + units.size()},
                    .notes = std::move(notes)};
  for (const auto& held : columns) {
    const tc::Column& c = held.column;
    out.columns.push_back({.measure = c.measure,
                           .reference = c.reference,
                           .values = vector(c.values),
                           .states = vector(c.states),
                           .evidence = c.evidence_of_all,
                           .recorded = c.recorded,
                           .source = c.source,
                           .denominators = vector(c.denominators)});
  }
  return out;
}

// Archives of what Python holds in parts: panels, and bundles of several archives. Plans:
// planning.cpp.
void bind_parts(py::module_& m) {
  m.def(
      "panel_archive",
      [](const std::vector<HeldColumn>& columns,
         const py::array_t<std::uint32_t, py::array::c_style>& units,
         std::vector<std::string> notes) {
        return py::bytes(tc::archive::save(copied(columns, units, std::move(notes))));
      },
      "columns"_a, "units"_a, "notes"_a, "The archive of a panel.");
  m.def(
      "panel_of_archive",
      [](const py::bytes& archive, const std::string& file) {
        auto data = tc::archive::load<tc::PanelData>(std::string_view(archive), file);
        (void)data.view();  // refuses columns of other lengths
        return columns_of(std::move(data));
      },
      "archive"_a, "file"_a = "", "Units, columns and notes of a panel. Raises ArchiveError.");
  m.def(
      "bundle_archive",
      [](std::string holds, const std::vector<std::pair<std::string, py::bytes>>& parts) {
        tc::Bundle bundle{.holds = std::move(holds)};
        for (const auto& [name, content] : parts)
          bundle.parts.push_back({name, std::string(content)});
        py::gil_scoped_release release;
        auto bytes = tc::archive::save(bundle);
        py::gil_scoped_acquire acquire;
        return py::bytes(bytes);
      },
      "holds"_a, "parts"_a, "Several archives or JSON texts as one archive.");
  m.def(
      "bundle_of_archive",
      [](const py::bytes& archive, const std::string& file) {
        const auto bundle = tc::archive::load<tc::Bundle>(std::string_view(archive), file);
        py::dict parts;
        for (const auto& p : bundle.parts) parts[py::str(p.name)] = py::bytes(p.content);
        return std::pair(bundle.holds, parts);
      },
      "archive"_a, "file"_a = "",
      "What a bundle holds, and its parts by name. Raises ArchiveError.");
  m.def(
      "raise_damaged",
      [](std::string file, std::string found, std::string expected) {
        throw tc::ArchiveError({{.what = tc::ProblemCode::damaged_archive,
                                 .file = std::move(file),
                                 .found = std::move(found),
                                 .expected = std::move(expected)}});
      },
      "file"_a, "found"_a, "expected"_a, "Raises ArchiveError for parts that do not fit together.");
}

}  // namespace

void bind_archives(py::module_& m) {
  bind_parts(m);
  m.def(
      "archive_kind",
      [](const py::bytes& archive, const std::string& file) {
        return std::string(
            tc::archive::name(tc::archive::kind_of(std::string_view(archive), file)));
      },
      "archive"_a, "file"_a = "", "What an archive holds. Raises ArchiveError.");
  m.def(
      "put_in_place",
      [](const std::string& part, const std::string& target) {
        std::error_code error;
        {
          py::gil_scoped_release release;
          error = tc::put_in_place(part, target);
        }
        if (!error) return;
        errno = error.value();
        PyErr_SetFromErrnoWithFilename(PyExc_OSError, target.c_str());
        throw py::error_already_set();
      },
      "part"_a, "target"_a,
      "Flushes a file that was written beside `target` and renames it. Raises OSError.");
}
