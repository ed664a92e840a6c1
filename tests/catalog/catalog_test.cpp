#include <fstream>
#include <sstream>

#include "catalog/report.hpp"
#include "support/builder.hpp"

using namespace support;

TEST(Catalog, holds_every_text) {
  const auto ids = catalog::criteria_sets();
  EXPECT_EQ(ids.size(), 27u);
  for (const char* id : {"vn-commune-2009", "vn-commune-2013", "vn-commune-2016", "vn-commune-2018-model", "vn-commune-2021", "vn-commune-2021-advanced", "vn-commune-2021-model",
                         "vn-commune-2026", "vn-district-2016", "vn-district-2021", "vn-province-2021", "vn-lang-son-village-2019"}) {
    EXPECT_TRUE(std::ranges::find(ids, SetId{id}) != ids.end()) << id;
  }
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
  std::size_t n = 0;
  for (const auto& document : catalog::documents()) {
    const auto format = json::format_of(document.text);
    std::string id = "unknown format " + format;
    if (format == "tieuchi-criteria-set") id = catalog::criteria_set(document.id).id().str();
    if (format == "tieuchi-rating-scheme") id = catalog::rating_scheme(document.id).id;
    if (format == "tieuchi-recognition-rule") id = catalog::recognition_rule(document.id).id;
    if (format == "tieuchi-revocation-rule") id = catalog::revocation_rule(document.id).id;
    if (format == "tieuchi-programme") id = catalog::programme(document.id).id();
    EXPECT_EQ(id, document.id);
    ++n;
  }
  EXPECT_EQ(n, 38u);
  EXPECT_EQ(catalog::programmes(), (std::vector<std::string>{"vn-lang-son-2019", "vn-lang-son-2020", "vn-national-2020", "vn-national-2025"}));
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
  EXPECT_EQ(n, 8u);
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
