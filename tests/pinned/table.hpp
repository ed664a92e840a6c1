// Tables of pinned numbers as text: a title, a header of columns, a row per line; written, read and
// compared cell by cell, so that a change is named by its file, table, row and column.
#pragma once

#include <string>
#include <vector>

namespace pinned {

struct Row {
  std::string name;
  std::vector<std::string> cells;  // [n_columns], none empty, none with a space in it
};

struct Table {
  std::string title;
  std::string rows_are, columns_are;  // one word each: "indicator", "unit"
  std::vector<std::string> columns;
  std::vector<Row> rows{};
  // Adds a row. Throws std::logic_error for another number of cells or a cell that cannot be read
  // back.
  void add(std::string name, std::vector<std::string> cells);
};

// One text file: a set of the catalog, or a topic.
struct Page {
  std::string name;  // file name without ".txt"
  std::vector<Table> tables{};
};

// A double to six significant digits, always with a point or an exponent: how the comparison tells
// it from an integer.
std::string about(double value);
// Sixty-four bits, "#" in front.
std::string hashed(unsigned long long bits);

std::string write(const Page& page);
// Throws std::runtime_error naming the line that is no table.
Page read(const std::string& name, const std::string& text);

// One cell that differs; `old_value` or `new_value` is empty where the cell is only on one side.
struct Change {
  std::string page, table, row, column, old_value, new_value;
};
// Doubles that differ by less than one part in 100,000 are equal, everything else is equal as text.
bool equal(const std::string& a, const std::string& b);
std::vector<Change> compare(const Page& old_page, const Page& new_page);

}  // namespace pinned
