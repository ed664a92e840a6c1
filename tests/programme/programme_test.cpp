#include <map>

#include "support/builder.hpp"

using namespace support;

TEST(Programme, refuses_empty_repeated_and_reversed_targets) {
  EXPECT_THROW(Programme("x", {}, {}), InvalidCriteria);
  Target t{.code = "a", .at_least = Decimal(5), .up_to = Decimal(4)};
  const auto list = problems_of<InvalidCriteria>([&] { Programme("x", {}, {t, t}); });
  EXPECT_TRUE(has(list, ProblemCode::duplicate_number));
  EXPECT_TRUE(has(list, ProblemCode::value_out_of_range));
}

TEST(Programme, refuses_targets_that_promise_nothing_or_name_no_band_or_criterion) {
  const auto list = problems_of<InvalidCriteria>([] {
    Programme("x", {},
              {{.code = "nothing"},
               {.code = "band", .metric = Metric::units_in_band, .at_most = Decimal(0)},
               {.code = "criterion", .metric = Metric::criterion_share, .at_least = Decimal(50)},
               {.code = "reversed", .at_least = Decimal(3), .at_most = Decimal(2)}});
  });
  EXPECT_EQ(list.size(), 4u);
}

TEST(Programme, every_programme_of_the_catalog_is_read) {
  ASSERT_FALSE(catalog::programmes().empty());
  for (const auto& id : catalog::programmes()) {
    const auto programme = catalog::programme(id);  // lives as long as its targets are looked at
    EXPECT_FALSE(programme.targets().empty()) << id;
    for (const auto& t : programme.targets()) {
      EXPECT_FALSE(t.source.empty());
      EXPECT_FALSE(t.promise().empty());
    }
  }
  const auto p = catalog::programme("vn-national-2020");
  EXPECT_EQ(p.target("none-below-five").band, (CriteriaRange{0, 4}));
  EXPECT_EQ(p.target("health").criterion, CriterionNumber{"15"});
  EXPECT_EQ(p.target("northern-mountains").population.cohort.stratum->code, StratumCode{"MNPB"});
  EXPECT_EQ(p.target("northern-mountains").status, Status::unverified);
  EXPECT_THROW((void)p.target("no such"), UnknownCode);
}

TEST(Programme, shares_of_2025_are_those_of_263_for_the_country_and_each_region) {
  const auto p = catalog::programme("vn-national-2025");
  EXPECT_EQ(p.target("recognised-share").at_least, d("80"));
  EXPECT_EQ(p.target("recognised-share").status, Status::verified);
  std::map<std::string, Decimal> regions;
  for (const auto& t : p.targets()) {
    const auto& stratum = t.population.cohort.stratum;
    if (stratum && t.at_least) regions.emplace(stratum->code.str(), *t.at_least);
  }
  EXPECT_EQ(regions, (std::map<std::string, Decimal>{{"MNPB", d("60")},
                                                     {"DBSH", d("100")},
                                                     {"BTB", d("87")},
                                                     {"DHNTB", d("80")},
                                                     {"TN", d("68")},
                                                     {"DNB", d("95")},
                                                     {"DBSCL", d("80")}}));
}
