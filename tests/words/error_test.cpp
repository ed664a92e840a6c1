#include "support/builder.hpp"

using namespace support;

TEST(Error, names_place_found_and_expected_in_one_line) {
  const Problem p{.what = ProblemCode::not_a_number,
                  .file = "a.csv",
                  .row = 7,
                  .column = "income",
                  .code = "06187",
                  .found = "n/k",
                  .expected = "a number"};
  EXPECT_EQ(p.text(),
            "a.csv: row 7: column income: [TC-D-003] not a number (06187); found: n/k; expected: a "
            "number");
  EXPECT_EQ(
      p.text(Language::vi),
      "a.csv: dòng 7: cột income: [TC-D-003] không phải là số (06187); có: n/k; cần: a number");
}

TEST(Error, identifiers_are_unique_and_stable) {
  std::set<std::string> ids;
  for (int c = 0; c <= int(ProblemCode::more_problems); ++c)
    ids.insert(Problem{.what = ProblemCode(c)}.id());
  EXPECT_EQ(ids.size(), std::size_t(ProblemCode::more_problems) + 1);
  EXPECT_EQ(Problem{.what = ProblemCode::unknown_stratum}.id(), "TC-C-001");
  EXPECT_EQ(Problem{.what = ProblemCode::unknown_unit}.id(), "TC-D-001");
  EXPECT_EQ(Problem{.what = ProblemCode::unknown_code}.id(), "TC-U-001");
}

TEST(Error, carries_all_problems_at_once) {
  Problems problems;
  problems.raise<InvalidData>();  // nothing yet
  problems.add({.what = ProblemCode::total_row});
  problems.add({.what = ProblemCode::duplicate_row});
  try {
    problems.raise<InvalidData>();
    FAIL();
  } catch (const Error& e) {
    EXPECT_EQ(e.problems().size(), 2u);
    EXPECT_NE(std::string(e.what()).find("\n"), std::string::npos);
  }
}
