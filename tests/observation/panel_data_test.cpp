#include "support/builder.hpp"

using namespace support;

TEST(PanelData, views_its_own_memory) {
  Table t(2);
  t.add("x", {1, missing});
  const Panel p = t.data.view();
  EXPECT_EQ(p.columns()[0].values.data(), t.data.columns[0].values.data());
  EXPECT_EQ(p.row_of(1), 1u);
  EXPECT_EQ(p.row_of(7), std::nullopt);
}
