#include "tieuchi/projection/progress.hpp"
#include "support/builder.hpp"

using namespace support;

// Reference numbers: computed with R 4.2 and by hand from the published formulas.
TEST(Progress, growth_ratio_of_a_rise_and_of_a_fall) {
  const auto rise = growth_ratio({2015, 60}, {2020, 70}, {90, 2030});
  EXPECT_NEAR(rise.actual, 0.031310306478, 1e-9);
  EXPECT_NEAR(rise.required, 0.027399659064, 1e-9);
  EXPECT_NEAR(rise.ratio, 1.142726134100, 1e-9);
  EXPECT_NEAR(growth_ratio({2015, 20}, {2020, 17}, {10, 2030}).ratio, 0.708200861122, 1e-9);
}

TEST(Progress, open_sdg_scores_are_linear_between_three_points) {
  const std::vector<std::pair<double, double>> expected{
      {-0.6, -5},  {-0.3, -3.75},         {0, -2.5}, {0.3, -1.25}, {0.6, 0},
      {0.95, 2.5}, {1.1, 3.571428571429}, {1.3, 5},  {9, 5},       {-9, -5}};
  for (const auto& [ratio, score] : expected)
    EXPECT_NEAR((GrowthRatio{0, 0, ratio}.score()), score, 1e-9) << ratio;
}

TEST(Progress, average_annual_rate_of_reduction) {
  const auto a =
      reduction_rate(std::vector<YearValue>{{2000, 120}, {2005, 100}, {2010, 70}, {2015, 55}});
  EXPECT_NEAR(a.slope, -0.053943012331749, 1e-12);
  EXPECT_NEAR(a.rate, 0.052513900013159, 1e-12);
}

TEST(Progress, jmp_goes_on_for_two_years_stands_for_four_and_then_says_nothing) {
  const std::vector<YearValue> s{{2010, 50}, {2015, 60}, {2020, 70}};
  EXPECT_NEAR(jmp_estimate(s, 2021).value(), 72, 1e-9);
  EXPECT_NEAR(jmp_estimate(s, 2022).value(), 74, 1e-9);
  EXPECT_NEAR(jmp_estimate(s, 2026).value(), 74, 1e-9);
  EXPECT_FALSE(jmp_estimate(s, 2027).has_value());
  EXPECT_NEAR(jmp_estimate(std::vector<YearValue>{{2019, 50}, {2020, 60}}, 2021).value(), 55, 1e-9);
}

TEST(Progress, rules_disagree_on_sixty_to_sixty_four) {
  const auto all = official_progress(std::vector<YearValue>{{2015, 60}, {2020, 64}}, {90, 2030});
  std::map<std::string, std::string> said;
  for (const auto& v : all) said[v.rule] = v.verdict.en;
  EXPECT_EQ(said.size(), 7u);  // JMP says nothing ten years ahead
  EXPECT_EQ(said["UNSD class"], "limited or no progress");
  EXPECT_EQ(said["Eurostat"], "insufficient progress");
  EXPECT_EQ(said["SDSN arrow"], "stagnating →");
  EXPECT_EQ(said["UN ESCAP anticipated"], "accelerate progress");
}

TEST(Progress, open_sdg_words_of_the_two_reference_series) {
  const auto word = [](double a, double b, double target) {
    for (const auto& v :
         official_progress(std::vector<YearValue>{{2015, a}, {2020, b}}, {target, 2030})) {
      if (v.rule == "Open SDG") return v.verdict.en;
    }
    return std::string();
  };
  EXPECT_EQ(word(60, 70, 90), "on track");
  EXPECT_EQ(word(20, 17, 10), "acceleration needed");
}

TEST(Progress, escap_counts_the_way_gone_and_the_gap_left) {
  EXPECT_NEAR(escap_status({2015, 60}, {2020, 70}, {90, 2030}), 10.0 / 3, 1e-12);
  EXPECT_NEAR(escap_anticipated({2015, 60}, {2020, 70}, {90, 2030}), 0, 1e-12);
  EXPECT_NEAR(escap_anticipated({2015, 60}, {2020, 64}, {90, 2030}), 60, 1e-12);
}

TEST(Progress, zero_leaves_growth_rules_out_and_bad_series_are_refused) {
  for (const auto& v : official_progress(std::vector<YearValue>{{2015, 0}, {2020, 4}}, {9, 2030})) {
    EXPECT_NE(v.rule, "Eurostat");
    EXPECT_TRUE(std::isfinite(v.value)) << v.rule;
  }
  EXPECT_TRUE(
      has(problems_of<InvalidData>([] {
            (void)official_progress(std::vector<YearValue>{{2020, 1}, {2019, 2}}, {5, 2030});
          }),
          ProblemCode::dates_out_of_order));
  EXPECT_THROW((void)official_progress(std::vector<YearValue>{{2019, 1}, {2020, 2}}, {5, 2020}),
               InvalidData);
  EXPECT_THROW((void)official_progress(std::vector<YearValue>{{2019, 1}}, {5, 2030}), InvalidData);
  EXPECT_THROW((void)growth_ratio({2015, 0}, {2020, 5}, {9, 2030}), InvalidData);
}
