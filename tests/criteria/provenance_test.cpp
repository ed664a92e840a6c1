#include "support/builder.hpp"

using namespace support;

TEST(Provenance, the_worst_status_counts) {
  EXPECT_EQ(worst(Status::verified, Status::unverified), Status::unverified);
  EXPECT_EQ(worst(Status::unknown, Status::verified), Status::unknown);
}
