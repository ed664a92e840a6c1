#include "support/builder.hpp"

using namespace support;

TEST(Coarse, a_printed_mean_is_an_interval_of_totals) {
  EXPECT_EQ(totals_of_printed_mean(d("11.54"), 2, 207), (TotalInterval{2388, 2390}));
  // 12.0588 was cut.
  EXPECT_EQ(totals_of_printed_mean(d("12.05"), 2, 17), (TotalInterval{205, 205}));
  EXPECT_EQ(totals_of_printed_mean(d("9.77"), 2, 22), (TotalInterval{215, 215}));
  EXPECT_EQ(totals_of_printed_mean(Decimal(0), 2, 5), (TotalInterval{0, 0}));
}

TEST(Coarse, a_mean_that_no_total_gives_is_refused) {
  EXPECT_THROW((void)totals_of_printed_mean(d("12.02"), 2, 17), InvalidData);
  EXPECT_THROW((void)totals_of_printed_mean(d("12.025"), 2, 17), InvalidData);
  EXPECT_THROW((void)totals_of_printed_mean(d("12.05"), 2, 0), InvalidData);
}

TEST(Coarse, every_total_is_found_again_from_its_rounded_and_its_cut_mean) {
  for (std::int64_t n : {7, 17, 207}) {
    for (std::int64_t total = 0; total <= 19 * n; ++total) {
      const Decimal cut = Decimal::from_micros(total * 100 / n * 10000);
      const Decimal rounded = Decimal::from_micros((total * 200 + n) / (2 * n) * 10000);
      for (auto mean : {cut, rounded}) {
        const auto t = totals_of_printed_mean(mean, 2, n);
        EXPECT_TRUE(t.least <= total && total <= t.most) << total << "/" << n;
      }
    }
  }
}

namespace {
struct Declared {
  CriteriaSet set{parts(
      {criterion("1", {at_least("1", "x", "50")}), criterion("2", {at_least("2", "y", "50")})},
      {measure("x"), measure("y")})};
  Registry registry = communes(1);
  Table table{1};
  std::vector<std::uint8_t> verdict{0}, least{1}, most{0};
  Evidence evidence = Evidence::self_assessed;
  Assessment run() {
    std::vector<DeclaredVerdicts> v{
        {set.id(), CriterionNumber{"1"}, end_2019, verdict, evidence, "list"}};
    std::vector<DeclaredCounts> c{
        {set.id(), end_2019, least, most, Evidence::self_assessed, "report"}};
    return assess(compile(set, {.on = end_2019}), registry, table.data.view(v, c));
  }
};
}  // namespace

TEST(Coarse, the_higher_evidence_wins_and_the_derived_verdict_at_a_tie) {
  Declared w;
  w.table.add("x", {40}, end_2019, Evidence::verified);
  w.verdict = {std::uint8_t(DeclaredVerdict::met)};
  EXPECT_EQ(w.run().cell(0, 0).verdict(), Verdict::not_met);
  w.evidence = Evidence::verified;
  EXPECT_EQ(w.run().cell(0, 0).verdict(), Verdict::not_met);
  w.evidence = Evidence::approved;
  EXPECT_EQ(w.run().cell(0, 0).verdict(), Verdict::met);
  EXPECT_EQ(w.run().cell(0, 0).reason(), Reason::declared);
}

TEST(Coarse, a_declaration_decides_what_measures_leave_open) {
  Declared w;
  w.verdict = {std::uint8_t(DeclaredVerdict::basically_met)};
  EXPECT_EQ(w.run().cell(0, 0).verdict(), Verdict::not_met);
  EXPECT_EQ(w.run().cell(0, 0).reason(), Reason::basically_met);
  w.verdict = {std::uint8_t(DeclaredVerdict::not_applicable)};
  EXPECT_EQ(w.run().cell(0, 0).verdict(), Verdict::not_applicable);
}

TEST(Coarse, a_declared_number_narrows_the_bounds_and_none_or_all_imply_the_cells) {
  Declared w;
  w.least = {1}, w.most = {1};
  EXPECT_EQ(w.run().met(0), (Interval{1, 1}));
  EXPECT_EQ(w.run().cell(0, 0).verdict(), Verdict::unknown);  // which one is not known
  w.least = {2}, w.most = {2};
  EXPECT_EQ(w.run().cell(1, 0).verdict(), Verdict::met);
  EXPECT_EQ(w.run().cell(1, 0).reason(), Reason::implied_by_count);
  w.least = {0}, w.most = {0};
  EXPECT_EQ(w.run().cell(0, 0).verdict(), Verdict::not_met);
  w.table.add("x", {60}).add("y", {60});
  EXPECT_TRUE(w.run().count_conflict(0));
  EXPECT_EQ(w.run().met(0), (Interval{2, 2}));
}
