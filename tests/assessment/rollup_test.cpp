#include "../examples/synthetic_province.hpp"
#include "support/builder.hpp"
#include "tieuchi/detail/assessment/tally.hpp"

using namespace support;

TEST(RollUp, five_counts_partition_the_units_and_subgroups_add_up_exactly) {
  const auto set = catalog::criteria_set("vn-commune-2016");
  const Registry registry = synthetic::province(9000, 30);
  const PanelData data = synthetic::measures(set, 9000, end_2020, 11);
  const auto r = assess(compile(set, {.on = end_2020, .provenance = Provenance::allow_unverified}),
                        registry, data.view(), {.threads = 3});
  const auto by_district =
      roll_up(r, registry, {.na_count = NaCount::deem_met(), .by = Level::district});
  const auto by_province =
      roll_up(r, registry, {.na_count = NaCount::deem_met(), .by = Level::province});
  ASSERT_EQ(by_district.groups.size(), 30u);
  ASSERT_EQ(by_province.groups.size(), 1u);
  EXPECT_EQ(by_district.total.criteria, by_province.groups[0].criteria);
  EXPECT_EQ(by_district.total.met_least, by_province.total.met_least);
  EXPECT_EQ(by_district.total.band_most, by_province.total.band_most);
  for (std::size_t c = 0; c < 19; ++c) {
    FiveCounts naive;
    for (std::size_t u = 0; u < r.size(); ++u) {
      const Cell cell = r.cell(c, u);
      naive.met += cell.verdict() == Verdict::met;
      naive.not_met += cell.verdict() == Verdict::not_met;
      naive.not_applicable += cell.verdict() == Verdict::not_applicable;
      naive.error += cell.error();
      naive.unknown += !cell.decided() && !cell.error();
    }
    EXPECT_EQ(by_district.total.criteria[c], naive);
    EXPECT_EQ(naive.units(), 9000);
  }
}

TEST(RollUp, more_units_than_a_counter_holds_are_counted) {
  const CriteriaSet set(parts({criterion("1", {at_least("1", "x", "50")})}, {measure("x")}));
  Table t(10000);
  t.add("x", std::vector<double>(10000, 60));
  const auto r = assess(compile(set, {.on = end_2019}), communes(10000), t.data.view());
  EXPECT_EQ(roll_up(r, communes(10000), {.na_count = NaCount::drop()}).total.criteria[0].met,
            10000);
}

TEST(RollUp, rates_are_bounds_and_errors_stand_apart) {
  const CriteriaSet set(parts({criterion("1", {at_least("1", "x", "50")})}, {measure("x")}));
  Table t(4);
  t.add("x", {60, 40, missing, 120});
  const Registry registry = communes(4);
  const auto g = roll_up(assess(compile(set, {.on = end_2019}), registry, t.data.view()), registry,
                         {.na_count = NaCount::drop()})
                     .total;
  EXPECT_EQ(g.criteria[0], (FiveCounts{1, 1, 1, 0, 1}));
  EXPECT_EQ(g.criteria[0].assessed(), 0.5);
  EXPECT_EQ(g.criteria[0].lower(), 0.25);
  EXPECT_EQ(g.criteria[0].upper(), 0.75);
  EXPECT_EQ(g.met_least, 1);
  EXPECT_EQ(g.met_most, 3);
}

TEST(RollUp, a_cohort_and_a_band_count_only_their_own) {
  const CriteriaSet set(parts(
      {criterion("1", {at_least("1", "x", "50")}), criterion("2", {at_least("2", "y", "50")})},
      {measure("x"), measure("y")}));
  std::vector<Unit> units(3);
  for (int i = 0; i < 3; ++i) units[std::size_t(i)].code = UnitCode{"u" + std::to_string(i)};
  units[1].cohorts = {{CohortCode{"border"}}};
  units[2].exists = Period::year(2018);  // dissolved
  const Registry registry(units);
  Table t(3);
  t.add("x", {60, 60, 60}).add("y", {60, missing, 60});
  const auto r = assess(compile(set, {.on = end_2019}), registry, t.data.view());
  const auto all = roll_up(
      r, registry,
      {.na_count = NaCount::drop(), .by = Level::commune, .bands = {{"2", 2, 2}, {"1", 1, 1}}});
  EXPECT_EQ(all.total.units, 2);
  EXPECT_EQ(all.total.band_least, (std::vector<std::int64_t>{1, 0}));
  EXPECT_EQ(all.total.band_most, (std::vector<std::int64_t>{2, 1}));
  EXPECT_EQ(roll_up(r, registry,
                    {.na_count = NaCount::drop(), .cohort = {.member_of = CohortCode{"border"}}})
                .total.units,
            1);
}

TEST(RollUp, the_policy_for_not_applicable_has_no_default) {
  EXPECT_FALSE(std::is_default_constructible_v<NaCount>);
  EXPECT_FALSE(std::is_default_constructible_v<RollUpOptions>);
  EXPECT_STREQ(NaCount::drop().name(), "drop");
}

TEST(RollUp, neighbouring_rows_are_counted_by_the_definition_of_the_classes) {
  std::vector<std::uint8_t> bytes;
  for (int i = 0; i < 997; ++i) {
    const int b = i * 37 % 256;
    bytes.push_back(std::uint8_t((b & 7) == 0 || b >> 3 > 24 ? 1 : b));
  }
  const std::uint8_t* cells[] = {bytes.data()};
  for (std::size_t n : {std::size_t{1}, std::size_t{15}, std::size_t{255}, bytes.size()}) {
    std::array<std::int64_t, detail::cell_classes> expected{}, tally{};
    for (std::size_t i = 0; i < n; ++i) {
      const Cell c = Cell::from_byte(bytes[i]);
      ++expected[c.error() ? 4 : std::size_t(c.verdict())];
    }
    detail::tally_rows(cells, 0, n, tally.data());
    EXPECT_EQ(tally, expected) << n;
  }
}

TEST(RollUp, by_its_own_level_a_unit_is_a_group_of_one) {
  const CriteriaSet set(parts({criterion("1", {at_least("1", "x", "50")})}, {measure("x")}));
  const Registry registry = communes(3);
  Table t(3);
  t.add("x", {60, 40, missing});
  const auto up = roll_up(assess(compile(set, {.on = end_2019}), registry, t.data.view()), registry,
                          {.na_count = NaCount::drop(), .by = Level::commune});
  ASSERT_EQ(up.groups.size(), 3u);
  for (std::size_t g = 0; g < 3; ++g) {
    EXPECT_EQ(up.groups[g].unit, UnitIndex(g));
    EXPECT_EQ(up.groups[g].units, 1);
  }
  EXPECT_EQ(up.groups[1].criteria[0].not_met, 1);
  EXPECT_EQ(up.total.units, 3);
}

TEST(RollUp, not_applicable_counts_as_the_caller_says) {
  const CriteriaSet set(parts(
      {criterion("1", {at_least("1", "x", "50")}), criterion("2", {at_least("2", "y", "50")})},
      {measure("x"), measure("y")}));
  const Registry registry = communes(3);
  Table t(3);
  t.add("x", {60, 60, 40}).add("y", {60, 0, 0});
  t.data.columns[1].states[1] = t.data.columns[1].states[2] =
      std::uint8_t(Observed::not_applicable);
  const auto result = assess(compile(set, {.on = end_2019}), registry, t.data.view());
  const auto total = [&](NaCount na) { return roll_up(result, registry, {.na_count = na}).total; };
  EXPECT_EQ(total(NaCount::deem_met()).met_least, 2 + 2 + 1);
  EXPECT_EQ(total(NaCount::drop()).met_least, 2 + 1 + 0);
  EXPECT_EQ(total(NaCount::deem_met()).met_most, 5);
  for (std::size_t row = 0; row < 3; ++row) {
    EXPECT_EQ(official_count(result, row, NaCount::deem_met()).least, std::vector({2, 2, 1})[row]);
    EXPECT_EQ(official_count(result, row, NaCount::drop()).most, std::vector({2, 1, 0})[row]);
  }
}
