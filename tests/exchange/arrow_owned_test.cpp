#include "tieuchi/exchange/arrow_owned.hpp"

#include <gtest/gtest.h>

namespace arrow = tieuchi::arrow;

namespace {

int released = 0;

// What a producer does when it is told that its structure is no longer read.
void release(ArrowArray* array) {
  ++released;
  array->release = nullptr;
}

}  // namespace

TEST(ArrowOwned, releases_what_was_filled_and_nothing_else) {
  released = 0;
  { const arrow::Owned<ArrowArray> never_filled; }
  EXPECT_EQ(released, 0);
  {
    arrow::Owned<ArrowArray> batch;
    batch.value.release = release;
  }
  EXPECT_EQ(released, 1);
  {
    arrow::Owned<ArrowArray> taken;
    taken.value.release = release;
    taken.value.release(&taken.value);
  }
  EXPECT_EQ(released, 2) << "released by its reader: not again";
}
