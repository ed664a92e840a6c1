#include <filesystem>
#include <fstream>
#include <sstream>

#include "catalog/report.hpp"
#include "support/builder.hpp"

using namespace support;

namespace {

/// Cells that the worst-of rule calls verified, without those of the criteria named in `but`.
int verified_cells(const CriteriaSet& set, std::initializer_list<const char*> but = {}) {
  int n = 0;
  for (const auto& c : set.criteria()) {
    if (std::ranges::find(but, c.number.str()) != but.end()) continue;
    for (const auto& i : c.indicators) {
      for (const auto& cell : i.cells) n += i.status(cell) == Status::verified;
    }
  }
  return n;
}

const Indicator& indicator_of(const CriteriaSet& set, const char* number) {
  const auto at = set.index_of(IndicatorNumber{number});
  return set.criteria()[at.criterion].indicators[at.indicator];
}

const ThresholdCell& cell_of(const CriteriaSet& set, const char* indicator, const char* column,
                             Date on) {
  const auto* found = indicator_of(set, indicator).cell(StratumCode{column}, on);
  if (!found) throw std::runtime_error(std::string(indicator) + " has no cell " + column);
  return *found;
}

bool names(const ThresholdCell& cell, std::string_view words) {
  return cell.citation.source.find(words) != std::string::npos;
}

using Numbers = std::vector<Decimal>;

}  // namespace

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
  const std::vector<std::tuple<const char*, std::size_t, std::size_t>> known{
      {"vn-commune-2009", 19, 39},          {"vn-commune-2013", 19, 39},
      {"vn-commune-2016", 19, 49},          {"vn-commune-2021", 19, 57},
      {"vn-commune-2021-advanced", 19, 75}, {"vn-commune-2026", 10, 0}};
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
  EXPECT_THROW((void)catalog::criteria_set("vn-commune-1999"), UnknownCode);
}

TEST(Catalog, a_text_without_its_table_refuses_to_judge_with_that_reason) {
  std::size_t n = 0;
  for (const auto& id : catalog::criteria_sets()) {
    const auto set = catalog::criteria_set(id.str());
    if (set.parts().completeness != Completeness::not_published) continue;
    ++n;
    EXPECT_TRUE(
        has(problems_of<InvalidCriteria>([&] { compile(set, {.on = set.parts().in_force.from}); }),
            ProblemCode::no_criteria))
        << id.str();
  }
  EXPECT_GT(n, 0u) << "no such text is left: this test asks nothing";
}

TEST(Catalog, verified_cells_name_their_source) {
  for (const auto& id : catalog::criteria_sets()) {
    const auto set = catalog::criteria_set(id.str());
    for (const auto& c : set.criteria()) {
      for (const auto& i : c.indicators) {
        for (const auto& cell : i.cells) {
          EXPECT_TRUE(cell.citation.status != Status::verified || !cell.citation.source.empty())
              << id.str() << " " << i.number.str();
        }
      }
    }
  }
}

TEST(Catalog, sources_name_a_text_and_not_a_way_to_look_for_one) {
  // A results page shows something else tomorrow, and the number of a file in an index means
  // nothing outside it: neither can be read again.
  const std::string_view signs[] = {
      "find_string", "file id", "?q=", "&q=", "search", "tim-tu-van", "tim-kiem", "timkiem"};
  const auto ask = [&](const std::string& where, const std::string& source) {
    for (const auto sign : signs) {
      EXPECT_EQ(source.find(sign), std::string::npos) << where << ": " << source;
    }
  };
  std::size_t sources = 0;
  for (const auto& document : catalog::documents()) {
    std::istringstream lines{std::string(document.text)};
    for (std::string line; std::getline(lines, line);) {
      if (line.find("http") == line.npos && line.find("source") == line.npos) continue;
      ask(std::string(document.id), line);
      ++sources;
    }
  }
  EXPECT_GT(sources, 100u);
}

TEST(Catalog, as_many_cells_are_verified_as_were_read) {
  // Readings of public copies, each with its source in the file.
  // 2009: 24 + 92 of the scanned annex of 491/QĐ-TTg and of the page of the ministry.
  // 2013: those of 2009, which 342/QĐ-TTg leaves as they were, + 16 of its criteria 12 and 15;
  // its incomes of 2012, 2015 and 2020 in eight columns, of 2013 and 2014 in four.
  // 2016: 139 + 32 of criterion 8 (441/QĐ-BTTTT) + 2 of one province.
  // 2021: 47 + 2 delegated cells - 9 of 15.3 and 15.4, which rested on a page of search results.
  const auto set = [](const char* id) { return catalog::criteria_set(id); };
  EXPECT_EQ(verified_cells(set("vn-commune-2009")), 24 + 92);
  EXPECT_EQ(count_statuses(set("vn-commune-2009")).total(), 312);
  EXPECT_EQ(verified_cells(set("vn-commune-2013"), {"10"}), 24 + 92 + 16);
  EXPECT_EQ(verified_cells(set("vn-commune-2013")), 24 + 92 + 16 + 3 * 8 + 2 * 4);
  EXPECT_EQ(verified_cells(set("vn-commune-2016")), 139 + 32 + 2);
  EXPECT_EQ(count_statuses(set("vn-commune-2016")).total(), 392);
  EXPECT_EQ(verified_cells(set("vn-commune-2021")), 47 + 2 - 9);
}

TEST(Catalog, cells_of_2009_are_those_of_the_annex) {
  const auto set = catalog::criteria_set("vn-commune-2009");
  const Date on{2012, 6, 30};
  const auto numbers = [&](const char* indicator, const char* column) {
    const auto& c = cell_of(set, indicator, column, on);
    EXPECT_EQ(indicator_of(set, indicator).status(c), Status::verified)
        << indicator << " " << column;
    return c.numbers;
  };
  EXPECT_EQ(numbers("2.1", "TN"), (Numbers{d("100")}));
  EXPECT_EQ(numbers("2.2", "national"), (Numbers{d("70")}));
  EXPECT_EQ(numbers("2.3", "national"), (Numbers{d("100"), d("0")})) << "no hardened share printed";
  EXPECT_EQ(numbers("2.3", "DBSCL"), (Numbers{d("100"), d("30")}));
  EXPECT_EQ(numbers("3.2", "TN"), (Numbers{d("45")}));
  EXPECT_EQ(numbers("4.2", "MNPB"), (Numbers{d("95")}));
  EXPECT_EQ(numbers("5", "DBSH"), (Numbers{d("100")}));
  EXPECT_TRUE(names(cell_of(set, "5", "DBSH", on), "grade A-"));
  // The copy of the annex is cut after the third column.
  EXPECT_EQ(cell_of(set, "5", "BTB", on).citation.status, Status::unverified);
  // A second source is kept.
  EXPECT_TRUE(names(cell_of(set, "8.2", "DBSCL", on), "mic.gov.vn"));
  EXPECT_TRUE(names(cell_of(set, "8.2", "DBSCL", on), "second source: http://infonet.vn/"));
}

TEST(Catalog, health_insurance_of_2013_is_printed_as_attained_and_judged_at_70) {
  const auto set = catalog::criteria_set("vn-commune-2013");
  const Date on{2015, 12, 31};
  for (const auto& column : set.parts().strata) {
    const auto& c = cell_of(set, "15.1", column.str().c_str(), on);
    EXPECT_EQ(c.citation.status, Status::verified) << column.str();
    EXPECT_EQ(c.numbers, Numbers{d("70")}) << column.str();
    EXPECT_EQ(names(c, "printed \"Đạt\""), column.str() != "national") << column.str();
  }
  EXPECT_TRUE(names(cell_of(set, "1.1", "MNPB", on), "342/QĐ-TTg amends criteria 7, 10, 12, 14"));
}

TEST(Catalog, incomes_of_2013_are_those_of_342) {
  const auto set = catalog::criteria_set("vn-commune-2013");
  const auto income = [&](const char* column, int year) {
    const auto& c = cell_of(set, "10", column, Date::end_of(year));
    EXPECT_EQ(c.citation.status, Status::verified) << column << " " << year;
    return c.numbers.at(0);
  };
  EXPECT_EQ(income("national", 2020), d("44")) << "40 in one paper is a misprint";
  EXPECT_EQ(income("MNPB", 2012), d("13"));
  EXPECT_EQ(income("DBSH", 2012), d("20"));
  EXPECT_EQ(income("DHNTB", 2015), d("23"));
  EXPECT_EQ(income("DNB", 2015), d("34"));
  EXPECT_EQ(income("DBSCL", 2020), d("49"));
  // 342/QĐ-TTg prints three years; of 2013 and 2014 only one province's paper was read.
  EXPECT_EQ(cell_of(set, "10", "DNB", Date::end_of(2014)).state, CellState::not_published);
}

TEST(Catalog, criterion_8_of_2016_is_asked_of_every_commune) {
  const auto set = catalog::criteria_set("vn-commune-2016");
  for (const char* indicator : {"8.1", "8.2", "8.3", "8.4"}) {
    for (const auto& column : set.parts().strata) {
      const auto& c = cell_of(set, indicator, column.str().c_str(), end_2019);
      EXPECT_EQ(indicator_of(set, indicator).status(c), Status::verified);
      EXPECT_TRUE(names(c, "441/QĐ-BTTTT") || column.str() == "DBSCL") << column.str();
    }
    EXPECT_TRUE(names(cell_of(set, indicator, "MNPB", end_2019), "grade B-"));
  }
  EXPECT_EQ(cell_of(set, "5", "DBSCL", end_2019).citation.status, Status::verified);
  EXPECT_EQ(cell_of(set, "5", "MNPB", end_2019).citation.status, Status::unverified);
}

TEST(Catalog, the_ministry_announces_the_national_column_of_two_indicators_of_2021) {
  const auto set = catalog::criteria_set("vn-commune-2021");
  const Date on{2023, 12, 31};
  for (const char* indicator : {"5.1", "14.1"}) {
    const auto& c = cell_of(set, indicator, "national", on);
    EXPECT_EQ(c.state, CellState::delegated) << indicator;
    EXPECT_EQ(indicator_of(set, indicator).status(c), Status::verified) << indicator;
    EXPECT_TRUE(names(c, "the ministry announces it")) << indicator;
    EXPECT_EQ(cell_of(set, indicator, "MNPB", on).state, CellState::value) << indicator;
  }
  EXPECT_EQ(cell_of(set, "15.3", "MNPB", on).citation.status, Status::unverified);
  EXPECT_EQ(cell_of(set, "15.4", "DBSH", on).citation.status, Status::unverified);
}

TEST(Catalog, its_page_lists_the_measures_of_each_set) {
  const auto page = catalog_page();
  std::size_t measures = 0;
  for (const auto& id : catalog::criteria_sets()) {
    const auto set = catalog::criteria_set(id.str());
    auto at = page.find("### `" + id.str() + "`\n");
    EXPECT_EQ(at == page.npos, set.parts().measures.empty()) << id.str();
    for (const auto& m : set.parts().measures) {
      at = page.find("| `" + m.code.str() + "` |", at);
      ASSERT_NE(at, page.npos) << id.str() << " " << m.code.str();
      ++measures;
    }
  }
  EXPECT_GT(measures, 0u);
  EXPECT_NE(page.find("| `poverty.rate` | share | % | lower |"), page.npos);
  EXPECT_NE(page.find("| `income.province_mean` | amount | triệu đồng/người/năm (million "
                      "VND/person/year) | reference |"),
            page.npos);
  EXPECT_NE(page.find("| `post.service_point` | attained |  | attained |"), page.npos);
}

TEST(Catalog, its_page_in_the_documentation_is_the_one_made_from_it) {
  std::ifstream in(std::string(TIEUCHI_SOURCE_DIR) + "/docs/catalog.md");
  std::ostringstream text;
  text << in.rdbuf();
  EXPECT_EQ(text.str(), catalog_page()) << "run catalog_report > docs/catalog.md";
}
