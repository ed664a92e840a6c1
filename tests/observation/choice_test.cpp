#include "support/builder.hpp"

using namespace support;

namespace {
Reading choose(Table& t, Date on, MaxAge age = MaxAge::same_year(),
               std::optional<Date> known = {}) {
  static PanelData keep;
  keep = t.data;
  const Panel p = keep.view();
  return Choice(p, MeasureCode{"x"}, age.oldest(on), on, known).at(0);
}
}  // namespace

TEST(Choice, takes_the_latest_date_up_to_the_day_judged) {
  Table t(1);
  t.add("x", {1}, {2019, 6, 30}).add("x", {2}, end_2019).add("x", {3}, {2020, 1, 1});
  EXPECT_EQ(choose(t, end_2019).value, 2);
  EXPECT_EQ(choose(t, {2019, 12, 30}).value, 1);
}

TEST(Choice, an_empty_cell_is_no_observation_but_a_stated_absence_is) {
  Table t(1);
  t.add("x", {1}, {2019, 6, 30}).add("x", {missing}, end_2019);
  EXPECT_EQ(choose(t, end_2019).value, 1);
  t.data.columns[1].states[0] = std::uint8_t(Observed::pending_verification);
  EXPECT_EQ(choose(t, end_2019).state, Observed::pending_verification);
}

TEST(Choice, of_one_date_takes_the_highest_evidence_and_merges_equal_values) {
  Table t(1);
  t.add("x", {1}).add("x", {2}, end_2019, Evidence::approved);
  EXPECT_EQ(choose(t, end_2019).value, 2);
  Table same(1);
  same.add("x", {2}).add("x", {2.0000000001});
  EXPECT_EQ(choose(same, end_2019).state, Observed::value);
  Table differ(1);
  differ.add("x", {2}).add("x", {3});
  EXPECT_EQ(choose(differ, end_2019).state, Observed::conflict);
}

TEST(Choice, older_years_are_stale_unless_permitted) {
  Table t(1);
  t.add("x", {1}, Date::end_of(2018));
  EXPECT_EQ(choose(t, end_2019).state, Observed::stale);
  EXPECT_EQ(choose(t, end_2019, MaxAge::years(2)).value, 1);
  // Exactly two years.
  EXPECT_EQ(choose(t, Date::end_of(2020), MaxAge::years(2)).state, Observed::stale);
}

TEST(Choice, known_on_hides_what_was_recorded_later) {
  Table t(1);
  t.add("x", {1}, {2019, 6, 30}).add("x", {2}, end_2019);
  t.data.columns[1].recorded = Date(2020, 3, 1);
  EXPECT_EQ(choose(t, end_2019, MaxAge::same_year(), Date(2020, 2, 12)).value, 1);
  EXPECT_EQ(choose(t, end_2019, MaxAge::same_year(), Date(2020, 3, 1)).value, 2);
}
