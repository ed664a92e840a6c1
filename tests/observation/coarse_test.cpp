#include "support/statements.hpp"

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
  std::vector<std::uint8_t> verdict{0};
  std::vector<std::uint16_t> least{1}, most{0};
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

// One time axis more: what was recorded later is not known, and a source corrects itself.
TEST(Coarse, declared_verdicts_count_as_the_statements_they_are) {
  std::mt19937 random(5);
  const Declared w;
  std::size_t replaced = 0, conflicts = 0;
  for (int draw = 0; draw < 3000; ++draw) {
    auto all = random_statements(random, 3);
    const Date known = random() % 2 ? Date(2020, 1, 15) : Date(2020, 4, 1);
    const Counted expected = counted(all, known);
    replaced += expected.replaced, conflicts += expected.conflict;
    for (int order = 0; order < 3; ++order) {
      std::ranges::shuffle(all, random);
      std::vector<std::vector<std::uint8_t>> bytes;
      for (const auto& s : all) {
        bytes.push_back({s.value == withdrawn ? std::uint8_t(DeclaredVerdict::withdrawn)
                                              : std::uint8_t(s.value)});
      }
      std::vector<DeclaredVerdicts> list;
      for (std::size_t k = 0; k < all.size(); ++k) {
        list.push_back({w.set.id(), CriterionNumber{"1"}, all[k].reference, bytes[k],
                        all[k].evidence, all[k].source, all[k].recorded});
      }
      const auto result = assess(compile(w.set, {.on = end_2019, .known_on = known}), w.registry,
                                 w.table.data.view(list));
      const Verdict verdicts[] = {Verdict::unknown, Verdict::met, Verdict::not_met,
                                  Verdict::not_applicable};
      const Cell cell = result.cell(0, 0);
      ASSERT_EQ(cell.verdict(), !expected.best || expected.conflict
                                    ? Verdict::unknown
                                    : verdicts[expected.best->value])
          << draw;
      ASSERT_EQ(cell.reason() == Reason::conflict, expected.conflict) << draw;
    }
  }
  EXPECT_GT(replaced, 100u);
  EXPECT_GT(conflicts, 150u);
}

TEST(Coarse, declared_numbers_count_as_the_statements_they_are) {
  std::mt19937 random(6);
  const Declared w;
  std::size_t replaced = 0, conflicts = 0;
  for (int draw = 0; draw < 3000; ++draw) {
    auto all = random_statements(random, 2);
    const Date known = random() % 2 ? Date(2020, 1, 15) : Date(2020, 4, 1);
    const Counted expected = counted(all, known);
    replaced += expected.replaced, conflicts += expected.conflict;
    for (int order = 0; order < 3; ++order) {
      std::ranges::shuffle(all, random);
      std::vector<std::array<std::vector<std::uint16_t>, 2>> bytes;
      for (const auto& s : all) {
        const auto number = std::uint16_t(s.value);
        bytes.push_back(
            {std::vector{number}, std::vector{s.value == 0 ? std::uint16_t{1} : number}});
        if (s.value == 0) std::swap(bytes.back()[0], bytes.back()[1]);  // nothing is declared
        if (s.value == withdrawn) bytes.back() = {std::vector{DeclaredCounts::withdrawn}, {0}};
      }
      std::vector<DeclaredCounts> list;
      for (std::size_t k = 0; k < all.size(); ++k) {
        list.push_back({w.set.id(), all[k].reference, bytes[k][0], bytes[k][1], all[k].evidence,
                        all[k].source, all[k].recorded});
      }
      const auto result = assess(compile(w.set, {.on = end_2019, .known_on = known}), w.registry,
                                 w.table.data.view({}, list));
      ASSERT_EQ(result.count_conflict(0), expected.conflict) << draw;
      const int number = expected.best && !expected.conflict ? expected.best->value : 0;
      ASSERT_EQ(result.met(0), (number == 0 ? Interval{0, 2} : Interval{number, number})) << draw;
    }
  }
  EXPECT_GT(replaced, 100u);
  EXPECT_GT(conflicts, 150u);
}
