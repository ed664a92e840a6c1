#include "support/builder.hpp"

using namespace support;

TEST(Crosswalk, follows_measures_not_numbers) {
  const auto old = catalog::criteria_set("vn-commune-2013"),
             now = catalog::criteria_set("vn-commune-2016");
  const auto links = crosswalk(old, now);
  const auto linked = [&](const char* a, const char* b) {
    return std::ranges::any_of(links,
                               [&](auto& l) { return l.from.str() == a && l.to.str() == b; });
  };
  EXPECT_TRUE(linked("15.1", "15.1"));
  EXPECT_TRUE(linked("17.1", "17.1"));
  EXPECT_TRUE(linked("10", "10"));
  EXPECT_FALSE(linked("11", "11"));  // poverty became multidimensional
  EXPECT_FALSE(linked("14.1", "14.1"));
  EXPECT_GE(links.size(), 20u);
}
