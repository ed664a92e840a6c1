#include "support/builder.hpp"

using namespace support;

TEST(NameMatch, proposes_every_candidate_and_never_decides) {
  const Registry r({{.code = UnitCode{"06187"}, .names = {{"Hoà Bình"}}},
                    {.code = UnitCode{"06190"}, .names = {{"Hòa Bình"}}},
                    {.code = UnitCode{"06199"},
                     .names = {{"Hòa Bình", Period::year(2010)}, {"Tân Hòa", {Date(2011, 1, 1)}}}},
                    {.code = UnitCode{"06200"}, .names = {{"Đông Bình"}}}});
  const auto found = match(r, "Hòa Bình", Level::commune, end_2019);
  ASSERT_EQ(found.size(), 3u);
  EXPECT_EQ(found[0], (NameMatch{1, MatchKind::same_name}));
  EXPECT_EQ(found[1], (NameMatch{0, MatchKind::folded_name}));
  EXPECT_EQ(found[2], (NameMatch{2, MatchKind::former_name}));
  EXPECT_TRUE(match(r, "Dông Bình", Level::commune, end_2019).empty());  // đ is not d
  EXPECT_EQ(match(r, "6187", Level::commune, end_2019).at(0),
            (NameMatch{0, MatchKind::padded_code}));
}
