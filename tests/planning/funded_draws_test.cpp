#include "tieuchi/planning/funded_draws.hpp"
#include "support/builder.hpp"
#include "synthetic_history.hpp"
#include "tieuchi/projection/project.hpp"

using namespace support;

namespace {

const Model& model() {
  static const Model m = fit(History(synthetic::panel(
      {.units = 30, .criteria = 5, .years = 5, .districts = 2, .gain = -1.2, .seed = 16})));
  return m;
}
const Outlook& outlook() {
  // Recognitions are told of listed communes: here all of them are.
  static const Outlook o = project(
      model(),
      {.until = 2020, .draws = 900, .seed = 3, .registered = std::vector<std::uint8_t>(30, 1)});
  return o;
}
Work work(std::size_t unit, std::size_t criterion, double chance = 1) {
  return {.unit = outlook().units()[unit],
          .criterion = outlook().criteria()[criterion],
          .cost = 1,
          .chance = chance};
}

}  // namespace

TEST(FundedDraws, without_works_they_are_the_draws_of_the_outlook) {
  const WorkList works({work(3, 1), work(3, 2), work(7, 0)});
  for (const bool newly : {true, false}) {
    const FundedDraws funded(outlook(), works, {.newly = newly});
    std::vector<int> counts = funded.others();
    for (std::size_t u = 0; u < 2; ++u) {
      const auto bits = funded.counted(u, 0);
      for (std::size_t s = 0; s < 900; ++s) counts[s] += int(bits[s / 64] >> (s % 64) & 1);
    }
    const auto expected =
        outlook().draws_of(newly ? Metric::newly_recognised : Metric::recognised, 0);
    for (std::size_t s = 0; s < 900; ++s) ASSERT_EQ(counts[s], expected[s]) << s;
  }
}

TEST(FundedDraws, works_that_succeed_for_sure_are_a_projection_with_them) {
  std::vector<Work> list;
  ProjectOptions o{
      .until = 2020, .draws = 900, .seed = 3, .registered = std::vector<std::uint8_t>(30, 1)};
  for (std::size_t i = 0; i < 6; ++i) {
    for (std::size_t j = 0; j < 4; ++j) list.push_back(work(i, j)), o.works.push_back({i, j, 2020});
  }
  const WorkList works(list);
  const FundedDraws funded(outlook(), works, {});
  const auto with = project(model(), o).draws_of(Metric::newly_recognised, 0);
  std::vector<int> counts = funded.others();
  for (std::size_t u = 0; u < 6; ++u) {
    const auto bits = funded.counted(u, 0b1111);
    for (std::size_t s = 0; s < 900; ++s) counts[s] += int(bits[s / 64] >> (s % 64) & 1);
  }
  // The same random numbers.
  for (std::size_t s = 0; s < 900; ++s) ASSERT_EQ(counts[s], with[s]) << s;
}

TEST(FundedDraws, more_works_never_take_a_draw_away_and_chances_are_kept) {
  const WorkList works({work(2, 0, 0.8), work(2, 1, 0.9), work(2, 4, 0.95)});
  const FundedDraws funded(outlook(), works, {});
  for (std::uint64_t set = 0; set < 8; ++set) {
    for (std::uint64_t more = 0; more < 8; ++more) {
      const auto a = funded.counted(0, set), b = funded.counted(0, set | more);
      for (std::size_t x = 0; x < a.size(); ++x) ASSERT_EQ(a[x] & ~b[x], 0u);
    }
  }
  for (std::size_t w = 0; w < 3; ++w)
    EXPECT_NEAR(funded.chances(w).second, std::max(works[w].chance, funded.chances(w).first), 0.05);
  std::vector<Work> late(works.works().begin(), works.works().end());
  for (auto& w : late) w.lead_years = 1;
  const WorkList of_next_year(late);
  // Too late for this year.
  EXPECT_EQ(FundedDraws(outlook(), of_next_year, {}).counted(0, 0b111), funded.counted(0, 0));
  EXPECT_LE(funded.share(funded.counted(0, 0b110)), funded.share(funded.without(0)));
}

TEST(FundedDraws, counts_a_cohort_alone_and_refuses_what_it_cannot_read) {
  const WorkList works({work(3, 1)});
  const FundedDraws nobody(outlook(), works, {.units = {outlook().units()[5]}});
  EXPECT_EQ(nobody.share(nobody.counted(0, 1)), 0);
  EXPECT_THROW(FundedDraws(outlook(), works, {.ahead = 3}), InvalidData);
  const auto unkept = project(model(), {.until = 2020, .draws = 60, .keep_states_up_to = 0});
  EXPECT_THROW(FundedDraws(unkept, works, {}), NotEnoughData);
  const auto unlisted = project(model(), {.until = 2020, .draws = 60});
  EXPECT_THROW(FundedDraws(unlisted, works, {}), NotEnoughData);
  EXPECT_THROW(
      FundedDraws(outlook(), WorkList({{.unit = UnitCode{"X"}, .criterion = CriterionNumber{"1"}}}),
                  {}),
      UnknownCode);
}
