#include "support/builder.hpp"
#include "support/enumerating_solver.hpp"

using namespace support;

static_assert(Solver<EnumeratingSolver>);

TEST(Solver, a_programme_is_columns_and_compressed_rows) {
  // The knapsack of three: at most 5 of weights 2, 3, 4 worth 3, 4, 6.
  MixedInteger mip;
  for (double worth : {3.0, 4.0, 6.0}) mip.add_column(worth, 0, 1, true);
  for (std::int32_t c = 0; c < 3; ++c) mip.add_entry(c, 2.0 + c);
  mip.end_row(-std::numeric_limits<double>::infinity(), 5);
  EXPECT_EQ(mip.row_start, (std::vector<std::int32_t>{0, 3}));
  const auto found = EnumeratingSolver().solve(mip, {});
  EXPECT_EQ(found.status, SolverStatus::optimal);
  EXPECT_EQ(found.values, (std::vector<double>{1, 1, 0}));
  EXPECT_EQ(found.bound, 7);
  mip.add_entry(0, 1), mip.end_row(2, 3);
  EXPECT_EQ(EnumeratingSolver().solve(mip, {}).status, SolverStatus::infeasible);
}
