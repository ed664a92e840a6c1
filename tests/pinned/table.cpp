#include "table.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <sstream>
#include <stdexcept>

namespace pinned {

namespace {

bool readable(const std::string& cell) {
  return !cell.empty() && cell.find_first_of(" \t\n") == std::string::npos;
}

// A double as `about` writes it; integers, thresholds and hashes are none.
bool is_double(const std::string& text, double& value) {
  if (text.find('.') == std::string::npos && text.find('e') == std::string::npos) return false;
  char* end = nullptr;
  value = std::strtod(text.c_str(), &end);
  return end == text.c_str() + text.size();
}

std::size_t width(const std::string& text) {  // characters, not bytes
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

const Row* row_of(const Table& t, const std::string& name) {
  const auto at =
      std::find_if(t.rows.begin(), t.rows.end(), [&](auto& r) { return r.name == name; });
  return at == t.rows.end() ? nullptr : &*at;
}

// Names of both, those of the first in its order.
std::vector<std::string> united(std::vector<std::string> a, const std::vector<std::string>& b) {
  for (const auto& x : b) {
    if (std::find(a.begin(), a.end(), x) == a.end()) a.push_back(x);
  }
  return a;
}

std::vector<std::string> row_names(const Table& t) {
  std::vector<std::string> out;
  for (const auto& r : t.rows) out.push_back(r.name);
  return out;
}

void compare(const std::string& page, const Table& a, const Table& b, std::vector<Change>& out) {
  const auto rows = united(row_names(a), row_names(b));
  const auto columns = united(a.columns, b.columns);
  const auto place = [](const Table& t, const std::string& column) {
    return static_cast<std::size_t>(std::find(t.columns.begin(), t.columns.end(), column) -
                                    t.columns.begin());
  };
  std::vector<std::size_t> in_a, in_b;
  for (const auto& c : columns) in_a.push_back(place(a, c)), in_b.push_back(place(b, c));
  for (const auto& name : rows) {
    const Row *old_row = row_of(a, name), *new_row = row_of(b, name);
    for (std::size_t c = 0; c < columns.size(); ++c) {
      const bool was = old_row && in_a[c] < a.columns.size();
      const bool is = new_row && in_b[c] < b.columns.size();
      if (!was && !is) continue;
      if (was && is && equal(old_row->cells[in_a[c]], new_row->cells[in_b[c]])) continue;
      out.push_back({page, a.title, a.rows_are + " " + name, a.columns_are + " " + columns[c],
                     was ? old_row->cells[in_a[c]] : "", is ? new_row->cells[in_b[c]] : ""});
    }
  }
}

}  // namespace

void Table::add(std::string name, std::vector<std::string> cells) {
  const bool twice =
      std::any_of(rows.begin(), rows.end(), [&](const Row& r) { return r.name == name; });
  if (twice || cells.size() != columns.size() || !readable(name) ||
      !std::all_of(cells.begin(), cells.end(), readable)) {
    throw std::logic_error("row \"" + name + "\" of \"" + title + "\" cannot be written");
  }
  rows.push_back({std::move(name), std::move(cells)});
}

std::string about(double value) {
  if (std::isnan(value)) return "nan";
  if (std::isinf(value)) return value > 0 ? "inf" : "-inf";
  char text[32];
  std::snprintf(text, sizeof text, "%.6g", value == 0 ? 0.0 : value);
  std::string out = text;
  return out.find_first_of(".e") == std::string::npos ? out + ".0" : out;
}

std::string hashed(unsigned long long bits) {
  char text[32];
  std::snprintf(text, sizeof text, "#%016llx", bits);
  return text;
}

std::string write(const Page& page) {
  std::string out = "SYNTHETIC province, numbers of " + page.name +
                    ". How to read this: tests/pinned/README.md.\n";
  for (const auto& t : page.tables) {
    const std::string corner = t.rows_are + "/" + t.columns_are;
    std::vector<std::size_t> widths{width(corner)};
    for (const auto& c : t.columns) widths.push_back(width(c));
    for (const auto& r : t.rows) {
      widths[0] = std::max(widths[0], width(r.name));
      for (std::size_t c = 0; c < r.cells.size(); ++c) {
        widths[c + 1] = std::max(widths[c + 1], width(r.cells[c]));
      }
    }
    const auto line = [&](const std::string& first, const std::vector<std::string>& cells) {
      std::string text = first;
      std::size_t lacking = widths[0] - width(first);
      for (std::size_t c = 0; c < cells.size(); ++c) {
        text += std::string(lacking + 1, ' ') + cells[c];
        lacking = widths[c + 1] - width(cells[c]);
      }
      out += text + "\n";
    };
    out += "\n[" + t.title + "]\n";
    line(corner, t.columns);
    for (const auto& r : t.rows) line(r.name, r.cells);
  }
  return out;
}

Page read(const std::string& name, const std::string& text) {
  Page page{name};
  std::istringstream lines(text);
  std::string line;
  std::getline(lines, line);  // what the file is, for people
  for (int number = 2; std::getline(lines, line); ++number) {
    const auto bad = [&] {
      return std::runtime_error(name + ".txt:" + std::to_string(number) + ": no row of a table");
    };
    if (line.empty()) continue;
    if (line.front() == '[' && line.back() == ']') {
      page.tables.push_back({line.substr(1, line.size() - 2), "", "", {}});
      continue;
    }
    if (page.tables.empty()) throw bad();
    Table& table = page.tables.back();
    std::istringstream words(line);
    std::string first, word;
    words >> first;
    std::vector<std::string> cells;
    while (words >> word) cells.push_back(word);
    if (table.rows_are.empty()) {
      const auto slash = first.find('/');
      if (slash == std::string::npos) throw bad();
      table.rows_are = first.substr(0, slash), table.columns_are = first.substr(slash + 1);
      table.columns = std::move(cells);
    } else {
      if (cells.size() != table.columns.size()) throw bad();
      table.rows.push_back({first, std::move(cells)});
    }
  }
  return page;
}

bool equal(const std::string& a, const std::string& b) {
  double x = 0, y = 0;
  if (a == b) return true;
  if (!is_double(a, x) || !is_double(b, y)) return false;
  return std::abs(x - y) <= 1e-5 * std::max(std::abs(x), std::abs(y)) + 1e-9;
}

std::vector<Change> compare(const Page& old_page, const Page& new_page) {
  std::vector<Change> out;
  const auto find = [](const Page& page, const std::string& title) {
    const auto at = std::find_if(page.tables.begin(), page.tables.end(),
                                 [&](const Table& t) { return t.title == title; });
    return at == page.tables.end() ? nullptr : &*at;
  };
  for (const auto& t : old_page.tables) {
    const Table* other = find(new_page, t.title);
    compare(old_page.name, t, other ? *other : Table{t.title, t.rows_are, t.columns_are, {}}, out);
  }
  for (const auto& t : new_page.tables) {
    if (!find(old_page, t.title)) {
      compare(new_page.name, {t.title, t.rows_are, t.columns_are, {}}, t, out);
    }
  }
  return out;
}

}  // namespace pinned
