// Reads the #include lines of every public header and holds the layers of
// docs/decisions/0002-layers.md; also the size of headers, their contract text and its tables.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <optional>
#include <regex>
#include <set>
#include <string>
#include <vector>

namespace fs = std::filesystem;

namespace {

const fs::path root = fs::path(TIEUCHI_SOURCE_DIR) / "include" / "tieuchi";

std::vector<fs::path> headers() {
  std::vector<fs::path> found;
  for (const auto& e : fs::recursive_directory_iterator(root)) {
    if (e.path().extension() == ".hpp") found.push_back(e.path());
  }
  return found;
}

std::vector<std::string> lines_of(const fs::path& path) {
  std::ifstream in(path);
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

// The folder whose rules a header follows, from its path relative to include/tieuchi:
// detail/projection/fit.hpp belongs to projection, what lies at the top belongs to the words but
// for umbrellas and the catalog.
std::string room(const fs::path& relative) {
  static const std::map<std::string, std::string> named{{"catalog.hpp", "catalog"},
                                                        {"tieuchi.hpp", "tieuchi.hpp"},
                                                        {"judging.hpp", "judging.hpp"},
                                                        {"detail/distributions.hpp", "projection"},
                                                        {"detail/quadrature.hpp", "projection"}};
  const std::string path = relative.generic_string();
  if (const auto at = named.find(path); at != named.end()) return at->second;
  auto part = relative.begin();
  if (*part == "detail") ++part;
  return std::next(part) == relative.end() ? "words" : part->string();
}

bool is_detail(const fs::path& relative) { return *relative.begin() == "detail"; }

// What a line of documentation says, without its slashes; nothing for any other line.
std::optional<std::string> said(const std::string& line) {
  const auto at = line.find_first_not_of(' ');
  if (at == std::string::npos || line.compare(at, 3, "///") != 0) return std::nullopt;
  std::string text = line.substr(at + 3);
  if (text.starts_with(' ')) text.erase(0, 1);
  return text;
}

std::size_t bars(const std::string& row) {
  std::size_t n = 0;
  for (std::size_t i = 0; i < row.size(); ++i)
    if (row[i] == '|' && (i == 0 || row[i - 1] != '\\')) ++n;
  return n;
}

// A line of an example, without strings and remark: what can end a statement or open a bracket.
std::string bare(const std::string& line) {
  std::string out = std::regex_replace(line, std::regex(R"("(\\.|[^"\\])*"|'(\\.|[^'\\])')"), "0");
  out.erase(std::min(out.find("//"), out.size()));
  return out.erase(out.find_last_not_of(' ') + 1);
}

}  // namespace

TEST(House, headers_include_their_own_folder_and_lower_levels_only) {
  const std::map<std::string, int> level{{"words", 0},     {"criteria", 1},    {"population", 1},
                                         {"programme", 2}, {"observation", 2}, {"assessment", 3},
                                         {"catalog", 3},   {"judging.hpp", 4}, {"projection", 4},
                                         {"planning", 5},  {"exchange", 6},    {"tieuchi.hpp", 7}};
  const std::regex include("^#include \"tieuchi/([^\"]+)\"");
  for (const auto& path : headers()) {
    const std::string own = room(fs::relative(path, root));
    ASSERT_TRUE(level.contains(own)) << path;
    for (const auto& line : lines_of(path)) {
      std::smatch m;
      if (!std::regex_search(line, m, include)) continue;
      const std::string other = room(m[1].str());
      ASSERT_TRUE(level.contains(other)) << path << ": " << line;
      EXPECT_TRUE(other == own || level.at(other) < level.at(own)) << path << ": " << line;
    }
  }
}

TEST(House, a_body_is_read_after_its_header_or_compiled_in_one_place) {
  // What is declared in one way to build only, or compiled twice, is found by linkers of users.
  std::map<std::string, int> compiled;
  const std::regex include("^#include \"tieuchi/([^\"]+)\"");
  for (const auto& e : fs::recursive_directory_iterator(root.parent_path().parent_path() / "src")) {
    if (!e.is_regular_file()) continue;
    for (const auto& line : lines_of(e.path())) {
      if (std::smatch m; std::regex_search(line, m, include)) ++compiled[m[1]];
    }
  }
  std::size_t bodies = 0;
  for (const auto& path : headers()) {
    const auto relative = fs::relative(path, root);
    const auto lines = lines_of(path);
    const auto once = [](const std::string& line) { return line.starts_with("TIEUCHI_INLINE"); };
    if (!is_detail(relative) || std::ranges::none_of(lines, once)) continue;
    ++bodies;
    EXPECT_EQ(compiled[relative.generic_string()], 1) << relative;
    const auto header = lines_of(root / relative.lexically_relative("detail"));
    ASSERT_GE(header.size(), 3u) << relative;
    EXPECT_EQ(header.end()[-3], "#ifndef TIEUCHI_COMPILED") << relative;
    EXPECT_EQ(header.end()[-2], "#include \"tieuchi/" + relative.generic_string() + "\"");
  }
  EXPECT_GE(bodies, 10u);
}

TEST(House, bindings_use_public_headers_only) {
  const fs::path bindings = root.parent_path().parent_path() / "python" / "bindings";
  const std::regex hidden("tieuchi/detail/|tc::detail::");
  std::size_t files = 0;
  for (const auto& e : fs::directory_iterator(bindings)) {
    ++files;
    for (const auto& line : lines_of(e.path()))
      EXPECT_FALSE(std::regex_search(line, hidden)) << e.path() << ": " << line;
  }
  EXPECT_GE(files, 8u);
}

TEST(House, headers_include_the_standard_library_and_bodies_of_projection_eigen) {
  const std::regex other("^#include <([a-z0-9_]+/|[^>]*\\.)");
  for (const auto& path : headers()) {
    // The vector kernels are the one place that names instructions of a processor.
    const bool kernels = path.filename() == "kernels.hpp";
    const bool simulator = path.filename() == "simulator.hpp";
    const bool solves = path.string().find("/detail/projection/") != std::string::npos ||
                        path.filename() == "quadrature.hpp";
    for (const auto& line : lines_of(path)) {
      if (kernels && line == "#include <emmintrin.h>") continue;
      if (simulator && line == "#include <immintrin.h>") continue;
      if (solves && line.starts_with("#include <Eigen/")) continue;
      EXPECT_FALSE(std::regex_search(line, other)) << path << ": " << line;
    }
  }
}

TEST(House, kinds_of_requirements_are_known_to_the_law_its_lowering_and_exchange_only) {
  const std::set<std::string> knows{"criteria", "exchange"};
  std::size_t lowered = 0;
  for (const auto& path : headers()) {
    const auto relative = fs::relative(path, root);
    if (knows.contains(room(relative))) continue;
    const bool lowers = relative.parent_path() == fs::path("detail/assessment/lower");
    lowered += lowers;
    for (const auto& line : lines_of(path)) {
      EXPECT_TRUE(lowers || line.find("requirement::") == line.npos) << path << ": " << line;
    }
  }
  EXPECT_GE(lowered, 15u);
}

TEST(House, headers_stay_short_and_say_what_they_promise) {
  std::vector<std::size_t> sizes;
  for (const auto& path : headers()) {
    const auto lines = lines_of(path);
    sizes.push_back(lines.size());
    EXPECT_LE(lines.size(), 400u) << path;
    if (path.string().find("/detail/") != std::string::npos) continue;
    ASSERT_FALSE(lines.empty());
    EXPECT_EQ(lines[0], "/// @file") << path;
  }
  std::ranges::sort(sizes);
  EXPECT_LE(sizes[sizes.size() / 2], 150u);
}

TEST(House, tables_of_comments_keep_their_rows) {
  // A tool that wraps comments takes a table for running text.
  std::size_t tables = 0;
  for (const auto& path : headers()) {
    const auto lines = lines_of(path);
    std::size_t row = 0, columns = 0;  // of the table at hand
    for (std::size_t i = 0; i < lines.size(); ++i) {
      const std::string text = said(lines[i]).value_or("");
      const auto where = [&] { return path.string() + ":" + std::to_string(i + 1) + " " + text; };
      EXPECT_EQ(text.find("| |"), std::string::npos) << "joined rows: " << where();
      if (!text.starts_with('|')) {
        EXPECT_TRUE(row == 0 || row > 2) << "a table without rows above " << where();
        // A table ends with an empty line, another kind of line or the comment, not in a sentence.
        EXPECT_TRUE(row == 0 || text.empty() || text.starts_with('@')) << where();
        row = 0;
        continue;
      }
      if (row++ == 0) ++tables, columns = bars(text);
      EXPECT_EQ(bars(text), columns) << where();
      EXPECT_TRUE(text.ends_with('|')) << where();
      if (row == 2) {
        EXPECT_EQ(text.find_first_not_of("|- "), std::string::npos) << where();
      }
    }
  }
  EXPECT_GE(tables, 25u);
}

TEST(House, examples_in_comments_keep_their_lines) {
  std::size_t examples = 0;
  for (const auto& path : headers()) {
    bool inside = false;
    int depth = 0;
    std::string last;
    for (const auto& line : lines_of(path)) {
      const auto text = said(line);
      if (!text || *text == "@endcode") {
        EXPECT_TRUE(!inside || text) << path << ": an example without end";
        if (inside) {
          EXPECT_EQ(depth, 0) << path << ": " << last;
          EXPECT_TRUE(last.ends_with(';') || last.ends_with('}') || last.ends_with("…"))
              << path << ": not the end of a statement: " << last;
        }
        inside = false;
      } else if (*text == "@code") {
        ++examples, inside = true, depth = 0;
      } else if (inside) {
        last = bare(*text);
        for (std::size_t i = 0; i < last.size(); ++i) {
          if (last[i] == '(' || last[i] == '{' || last[i] == '[') ++depth;
          if (last[i] == ')' || last[i] == '}' || last[i] == ']') --depth;
          EXPECT_FALSE(last[i] == ';' && depth == 0 && i + 1 < last.size())
              << path << ": two statements on one line: " << last;
        }
      }
    }
  }
  EXPECT_GE(examples, 40u);
}

TEST(House, every_public_header_has_a_test_of_its_own) {
  for (const auto& path : headers()) {
    const auto relative = fs::relative(path, root);
    if (!relative.has_parent_path() || is_detail(relative)) continue;
    const auto test = fs::path(TIEUCHI_SOURCE_DIR) / "tests" / relative.parent_path() /
                      (relative.stem().string() + "_test.cpp");
    EXPECT_TRUE(fs::exists(test)) << test;
  }
}

TEST(House, error_wording_stands_in_one_file) {
  // Problems are made with codes and facts; sentences belong to error.hpp.
  const std::regex thrown("throw std::(runtime_error|logic_error|invalid_argument)");
  for (const char* folder : {"include", "src"}) {
    for (const auto& e : fs::recursive_directory_iterator(fs::path(TIEUCHI_SOURCE_DIR) / folder)) {
      if (!e.is_regular_file()) continue;
      for (const auto& line : lines_of(e.path()))
        EXPECT_FALSE(std::regex_search(line, thrown)) << e.path();
    }
  }
}
