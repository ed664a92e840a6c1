// Panels and columns that keep the Python objects alive whose memory they read.
#pragma once

#include "bindings.hpp"
#include "tieuchi/observation/panel_data.hpp"

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

// Owning columns become columns whose memory belongs to Python: units, columns, notes.
py::tuple columns_of(tc::PanelData data);
