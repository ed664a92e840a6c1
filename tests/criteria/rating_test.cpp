#include "support/builder.hpp"

using namespace support;

namespace {
Rating rate_2019(std::vector<std::optional<Decimal>> scores) {
  return rate(catalog::rating_scheme("vn-ocop-2019"), scores, end_2019);
}
}  // namespace

TEST(Rating, a_score_between_printed_bands_gets_the_lower_one_and_a_flag) {
  const auto r = rate_2019({d("33"), d("20.5"), d("36")});  // 89.5
  EXPECT_EQ(r.stars, 4);
  EXPECT_TRUE(r.between_printed_bands);
  EXPECT_EQ(r.decided_by.en, "Provincial council");
  EXPECT_FALSE(rate_2019({d("33"), d("20"), d("36")}).between_printed_bands);
  EXPECT_EQ(rate_2019({d("34"), d("20"), d("36")}).stars, 5);
  EXPECT_EQ(rate_2019({Decimal(0), Decimal(0), Decimal(0)}).stars, 1);
}

TEST(Rating, gives_a_band_only_if_both_ends_lie_in_it) {
  EXPECT_EQ(rate_2019({Decimal(30), std::nullopt, Decimal(40)}).stars, std::nullopt);  // 70 to 95
  EXPECT_EQ(rate_2019({Decimal(30), std::nullopt, Decimal(19)}).stars, std::nullopt);  // 49 to 74
  EXPECT_EQ(rate_2019({Decimal(5), std::nullopt, Decimal(26)}).stars, std::nullopt);   // 31 to 56
  EXPECT_EQ(rate_2019({Decimal(35), std::nullopt, Decimal(40)}).stars, std::nullopt);  // 75 to 100
  EXPECT_EQ(rate_2019({Decimal(0), std::nullopt, Decimal(0)}).stars, 1);               // 0 to 25
}

TEST(Rating, councils_and_parts_change_with_the_year) {
  const auto scheme = catalog::rating_scheme("vn-ocop-2023");
  const auto r =
      rate(scheme, std::vector<std::optional<Decimal>>{Decimal(30), Decimal(10), Decimal(15)},
           Date(2024, 1, 1));
  EXPECT_EQ(r.stars, 3);
  EXPECT_EQ(r.decided_by.en, "District council");
  EXPECT_EQ(scheme.parts[0].max, Decimal(40));
  EXPECT_EQ(catalog::rating_scheme("vn-ocop-2019").parts[0].max, Decimal(35));
  EXPECT_THROW((void)rate(scheme, std::vector<std::optional<Decimal>>(3), end_2019),
               InvalidCriteria);
}

TEST(Rating, refuses_scores_above_the_maximum_all_at_once) {
  const auto list = problems_of<InvalidData>([] {
    rate_2019({Decimal(36), Decimal(26), Decimal(41)});
  });
  EXPECT_EQ(list.size(), 3u);
}

TEST(Rating, lint_finds_gaps_and_overlaps_of_printed_bands) {
  // 89/90, 69/70, 49/50; "<30" leaves none.
  EXPECT_EQ(lint(catalog::rating_scheme("vn-ocop-2019")).size(), 3u);
  auto scheme = catalog::rating_scheme("vn-ocop-2019");
  for (auto& b : scheme.bands)
    if (b.stars == 4) b.printed_to = Decimal(95);
  EXPECT_TRUE(has(lint(scheme), ProblemCode::band_overlap));
}
