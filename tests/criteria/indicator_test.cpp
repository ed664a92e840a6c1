#include "support/builder.hpp"

using namespace support;

TEST(Indicator, finds_the_cell_of_a_stratum_and_day) {
  Indicator i = at_least("1", "x", "50");
  i.cells = {cell({Decimal(50)}, "A", Period::through({2016, 1, 1}, {2018, 12, 31})),
             cell({Decimal(60)}, "A", {Date(2019, 1, 1)})};
  EXPECT_EQ(i.cell(StratumCode{"A"}, {2018, 12, 31})->numbers[0], Decimal(50));
  EXPECT_EQ(i.cell(StratumCode{"A"}, {2019, 1, 1})->numbers[0], Decimal(60));
  EXPECT_EQ(i.cell(StratumCode{"A"}, {2015, 12, 31}), nullptr);
  EXPECT_EQ(i.cell(StratumCode{"B"}, {2019, 1, 1}), nullptr);
}

TEST(Indicator, status_is_the_worst_of_value_comparator_and_text) {
  Indicator i = at_least("1", "x", "50");
  EXPECT_EQ(i.status(i.cells[0]), Status::verified);
  i.comparator_status = Status::unverified;
  EXPECT_EQ(i.status(i.cells[0]), Status::unverified);
  i.cells[0].citation.status = Status::unknown;
  EXPECT_EQ(i.status(i.cells[0]), Status::unknown);
}
