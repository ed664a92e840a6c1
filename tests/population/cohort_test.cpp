#include "support/builder.hpp"

using namespace support;

TEST(Cohort, selects_by_membership_place_and_stratum) {
  const Registry r({{.code = UnitCode{"a"},
                     .parents = {{UnitCode{"d"}}},
                     .strata = {{{Dimension{"border"}, StratumCode{"yes"}}}},
                     .cohorts = {{CohortCode{"pilot"}, Period::year(2020)}}},
                    {.code = UnitCode{"b"}, .parents = {{UnitCode{"d"}}}},
                    {.code = UnitCode{"c"}},
                    {.code = UnitCode{"d"}, .level = Level::district}});
  EXPECT_EQ(members(r, {}, Level::commune, end_2020).size(), 3u);
  EXPECT_EQ(members(r, {.member_of = CohortCode{"pilot"}}, Level::commune, end_2020),
            std::vector<UnitIndex>{0});
  EXPECT_TRUE(members(r, {.member_of = CohortCode{"pilot"}}, Level::commune, end_2019).empty());
  EXPECT_EQ(members(r, {.within = UnitCode{"d"}}, Level::commune, end_2020).size(), 2u);
  EXPECT_EQ(members(r, {.stratum = Stratum{Dimension{"border"}, StratumCode{"yes"}}},
                    Level::commune, end_2020)
                .size(),
            1u);
  EXPECT_TRUE(members(r, {.within = UnitCode{"nowhere"}}, Level::commune, end_2020).empty());
}
