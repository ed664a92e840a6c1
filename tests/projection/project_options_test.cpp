#include "tieuchi/projection/project_options.hpp"
#include "support/builder.hpp"

using namespace support;

TEST(ProjectOptions, draw_shocks_and_know_no_list_unless_told) {
  const ProjectOptions o{.until = 2020};
  EXPECT_TRUE(o.shocks);
  EXPECT_EQ(o.draws, 1000);
  EXPECT_TRUE(o.registered.empty() && o.works.empty() && o.evidence.empty());
  EXPECT_FALSE(o.stop.stop_possible());
}
