#include <filesystem>
#include <fstream>
#include <sstream>

#include "catalog/report.hpp"
#include "support/builder.hpp"

using namespace support;

TEST(Catalog, holds_every_text_of_its_folder) {
  std::vector<std::string> files, embedded;
  const auto folder = std::filesystem::path(TIEUCHI_SOURCE_DIR) / "catalog";
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    const auto& path = entry.path();
    if (path.extension() == ".json" && path.parent_path().filename() != "schema") {
      files.push_back(path.stem().string());
    }
  }
  for (const auto& document : catalog::documents()) embedded.emplace_back(document.id);
  std::ranges::sort(files);
  std::ranges::sort(embedded);
  ASSERT_FALSE(files.empty());
  EXPECT_EQ(embedded, files);
}

TEST(Catalog, lists_the_ids_of_every_set_and_programme) {
  std::vector<std::string> sets, programmes, listed;
  for (const auto& document : catalog::documents()) {
    const auto format = json::format_of(document.text);
    if (format == "tieuchi-criteria-set") sets.emplace_back(document.id);
    if (format == "tieuchi-programme") programmes.emplace_back(document.id);
  }
  for (const auto& id : catalog::criteria_sets()) listed.push_back(id.str());
  auto of_programmes = catalog::programmes();
  for (auto* list : {&sets, &programmes, &listed, &of_programmes}) std::ranges::sort(*list);
  ASSERT_FALSE(sets.empty());
  ASSERT_FALSE(programmes.empty());
  EXPECT_EQ(listed, sets);
  EXPECT_EQ(of_programmes, programmes);
}

TEST(Catalog, sets_have_the_published_number_of_criteria_and_indicators) {
  // Counts as the decisions and the press state them.
  const std::vector<std::tuple<const char*, std::size_t, std::size_t>> known{{"vn-commune-2009", 19, 39}, {"vn-commune-2013", 19, 39}, {"vn-commune-2016", 19, 49},
                                                                             {"vn-commune-2021", 19, 57}, {"vn-commune-2021-advanced", 19, 75}, {"vn-commune-2026", 10, 0}};
  for (const auto& [id, criteria, indicators] : known) {
    const auto set = catalog::criteria_set(id);
    EXPECT_EQ(set.criteria().size(), criteria) << id;
    EXPECT_EQ(set.indicator_count(), indicators) << id;
  }
}

TEST(Catalog, every_document_reads) {
  for (const auto& document : catalog::documents()) {
    const auto format = json::format_of(document.text);
    std::string id = "unknown format " + format;
    if (format == "tieuchi-criteria-set") id = catalog::criteria_set(document.id).id().str();
    if (format == "tieuchi-rating-scheme") id = catalog::rating_scheme(document.id).id;
    if (format == "tieuchi-recognition-rule") id = catalog::recognition_rule(document.id).id;
    if (format == "tieuchi-revocation-rule") id = catalog::revocation_rule(document.id).id;
    if (format == "tieuchi-programme") id = catalog::programme(document.id).id();
    EXPECT_EQ(id, document.id);
  }
  EXPECT_THROW(catalog::criteria_set("vn-commune-1999"), UnknownCode);
}

TEST(Catalog, a_text_without_its_table_refuses_to_judge_with_that_reason) {
  std::size_t n = 0;
  for (const auto& id : catalog::criteria_sets()) {
    const auto set = catalog::criteria_set(id.str());
    if (set.parts().completeness != Completeness::not_published) continue;
    ++n;
    EXPECT_TRUE(has(problems_of<InvalidCriteria>([&] { compile(set, {.on = set.parts().in_force.from}); }), ProblemCode::no_criteria)) << id.str();
  }
  EXPECT_GT(n, 0u) << "no such text is left: this test asks nothing";
}

TEST(Catalog, verified_cells_name_their_source) {
  for (const auto& id : catalog::criteria_sets()) {
    const auto set = catalog::criteria_set(id.str());
    for (const auto& c : set.criteria()) {
      for (const auto& i : c.indicators) {
        for (const auto& cell : i.cells) {
          EXPECT_TRUE(cell.citation.status != Status::verified || !cell.citation.source.empty()) << id.str() << " " << i.number.str();
        }
      }
    }
  }
}

TEST(Catalog, its_page_in_the_documentation_is_the_one_made_from_it) {
  std::ifstream in(std::string(TIEUCHI_SOURCE_DIR) + "/docs/catalog.md");
  std::ostringstream text;
  text << in.rdbuf();
  EXPECT_EQ(text.str(), catalog_page()) << "run catalog_report > docs/catalog.md";
}
