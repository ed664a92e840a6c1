// Reads the #include lines of every public header and holds the layers of
// docs/decisions/0002-layers.md; also the size of headers and their contract text.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>

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

// Folder of a path relative to include/tieuchi; the header's own name at the top.
std::string part(const std::string& relative) {
  const auto slash = relative.find('/');
  return slash == relative.npos ? relative : relative.substr(0, slash);
}

}  // namespace

TEST(House, headers_include_their_own_folder_and_lower_levels_only) {
  const std::map<std::string, int> level{
      {"version.hpp", 0}, {"text.hpp", 0}, {"error.hpp", 0}, {"code.hpp", 0}, {"level.hpp", 0},
      {"period.hpp", 0}, {"decimal.hpp", 0}, {"vietnamese.hpp", 0}, {"arrow_abi.h", 0}, {"criteria", 1},
      {"population", 1}, {"programme", 2}, {"observation", 2}, {"assessment", 3}, {"detail", 3},
      {"catalog.hpp", 3}, {"projection", 4}, {"planning", 5}, {"exchange", 6}, {"tieuchi.hpp", 7}};
  const std::regex include("^#include \"tieuchi/([^\"]+)\"");
  for (const auto& path : headers()) {
    const std::string own = part(fs::relative(path, root).generic_string());
    ASSERT_TRUE(level.contains(own)) << path;
    for (const auto& line : lines_of(path)) {
      std::smatch m;
      if (!std::regex_search(line, m, include)) continue;
      const std::string other = part(m[1]);
      ASSERT_TRUE(level.contains(other)) << path << ": " << line;
      const bool same_level = level.at(own) == 0 || level.at(own) == 3;  // words; assessment and its details
      const bool allowed = other == own || level.at(other) < level.at(own) ||
                           (same_level && level.at(other) == level.at(own));
      EXPECT_TRUE(allowed) << path << ": " << line;
    }
  }
}

TEST(House, bindings_use_public_headers_only) {
  const fs::path bindings = root.parent_path().parent_path() / "python" / "bindings";
  const std::regex hidden("tieuchi/detail/|tc::detail::");
  std::size_t files = 0;
  for (const auto& e : fs::directory_iterator(bindings)) {
    ++files;
    for (const auto& line : lines_of(e.path())) EXPECT_FALSE(std::regex_search(line, hidden)) << e.path() << ": " << line;
  }
  EXPECT_GE(files, 8u);
}

TEST(House, headers_include_the_standard_library_and_from_projection_on_eigen) {
  const std::regex other("^#include <([a-z0-9_]+/|[^>]*\\.)");
  for (const auto& path : headers()) {
    // The vector kernels are the one place that names instructions of a processor.
    const bool kernels = path.filename() == "kernels.hpp";
    const bool simulator = path.filename() == "simulator.hpp";
    const bool projection = path.parent_path().filename() == "projection";
    for (const auto& line : lines_of(path)) {
      if (kernels && line == "#include <emmintrin.h>") continue;
      if (simulator && line == "#include <immintrin.h>") continue;
      if (projection && line == "#include <Eigen/Cholesky>") continue;
      EXPECT_FALSE(std::regex_search(line, other)) << path << ": " << line;
    }
  }
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

TEST(House, every_public_header_has_a_test_of_its_own) {
  for (const auto& path : headers()) {
    const auto relative = fs::relative(path, root);
    if (!relative.has_parent_path() || relative.parent_path() == "detail") continue;
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
      for (const auto& line : lines_of(e.path())) EXPECT_FALSE(std::regex_search(line, thrown)) << e.path();
    }
  }
}
