#include <random>

#include "support/statements.hpp"

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

TEST(Choice, a_source_that_speaks_again_replaces_what_it_said) {
  Table t(1);
  t.add("x", {48}).add("x", {52});
  for (auto& c : t.data.columns) c.source = "Sở NN";
  t.data.columns[0].recorded = Date(2020, 1, 10);
  t.data.columns[1].recorded = Date(2020, 3, 1);
  EXPECT_EQ(choose(t, end_2019).state, Observed::value);
  EXPECT_EQ(choose(t, end_2019).value, 52);
  // Before the correction was known, the first word counts.
  EXPECT_EQ(choose(t, end_2019, MaxAge::same_year(), Date(2020, 2, 1)).value, 48);
  std::ranges::reverse(t.data.columns);
  EXPECT_EQ(choose(t, end_2019).value, 52);
  // Of one day it contradicts, whoever says it; so do two sources, and sources without a name.
  t.data.columns[1].recorded = Date(2020, 3, 1);
  EXPECT_EQ(choose(t, end_2019).state, Observed::conflict);
  t.data.columns[1].recorded = Date(2020, 1, 10);
  t.data.columns[1].source = "UBND huyện";
  EXPECT_EQ(choose(t, end_2019).state, Observed::conflict);
  t.data.columns[0].source = t.data.columns[1].source = "";
  EXPECT_EQ(choose(t, end_2019).state, Observed::conflict);
}

TEST(Choice, a_correction_of_other_cells_or_of_other_evidence_replaces_nothing) {
  Table t(1);
  t.add("x", {48}).add("x", {missing});
  for (auto& c : t.data.columns) c.source = "Sở NN";
  t.data.columns[1].recorded = Date(2020, 3, 1);
  EXPECT_EQ(choose(t, end_2019).value, 48);
  t.data.columns[1].states[0] = std::uint8_t(Observed::suppressed);
  EXPECT_EQ(choose(t, end_2019).state, Observed::suppressed);
  // A later self-assessment does not outweigh what was verified.
  t.data.columns[1].states[0] = 0, t.data.columns[1].values[0] = 52;
  t.data.columns[0].evidence = Evidence::verified;
  EXPECT_EQ(choose(t, end_2019).value, 48);
}

// Every statement of a cell against the words of the contract, in every order of columns.
TEST(Choice, agrees_with_the_statements_of_a_cell_one_by_one) {
  std::mt19937 random(4);
  std::size_t replaced = 0, conflicts = 0, taken_back = 0;
  for (int draw = 0; draw < 8000; ++draw) {
    auto all = random_statements(random, 3);  // two values and an absence
    const Date known = random() % 2 ? Date(2020, 1, 15) : Date(2020, 4, 1);
    const Counted expected = counted(all, known);
    replaced += expected.replaced, conflicts += expected.conflict;
    taken_back += expected.taken_back;
    for (int order = 0; order < 3; ++order) {
      std::ranges::shuffle(all, random);
      Table t(1);
      for (const auto& s : all) {
        t.add("x", {s.value == 1 ? 48.0 : 52.0}, s.reference, s.evidence);
        auto& column = t.data.columns.back();
        column.states[0] = std::uint8_t(s.value == 0           ? Observed::not_collected
                                        : s.value == withdrawn ? Observed::withdrawn
                                        : s.value == 3         ? Observed::suppressed
                                                               : Observed::value);
        column.source = s.source, column.recorded = s.recorded;
      }
      const Reading r = choose(t, end_2019, MaxAge::same_year(), known);
      if (!expected.best) {
        ASSERT_EQ(r.state, Observed::not_collected) << draw;
      } else if (expected.conflict) {
        ASSERT_EQ(r.state, Observed::conflict) << draw;
      } else if (expected.best->value == 3) {
        ASSERT_EQ(r.state, Observed::suppressed) << draw;
      } else {
        ASSERT_EQ(r.state, Observed::value) << draw;
        ASSERT_EQ(r.value, expected.best->value == 1 ? 48.0 : 52.0) << draw;
      }
    }
  }
  EXPECT_GT(replaced, 100u);
  EXPECT_GT(taken_back, 100u);
  EXPECT_GT(conflicts, 300u);
}

TEST(Choice, a_withdrawn_statement_says_nothing_and_lets_others_speak) {
  Table t(1);
  t.add("x", {1}, {2019, 6, 30}).add("x", {48}).add("x", {missing});
  auto& columns = t.data.columns;
  for (auto& c : columns) c.source = "Sở NN";
  columns[1].recorded = Date(2020, 1, 10), columns[2].recorded = Date(2020, 3, 1);
  columns[2].states[0] = std::uint8_t(Observed::withdrawn);
  EXPECT_EQ(choose(t, end_2019).value, 1);  // of an earlier date
  EXPECT_EQ(choose(t, end_2019, MaxAge::same_year(), Date(2020, 2, 1)).value, 48);
  // What another source says counts, and nobody withdraws it.
  t.add("x", {52});
  columns[3].source = "UBND huyện";
  EXPECT_EQ(choose(t, end_2019).value, 52);
  // Its source may say it again.
  columns[3].source = "Sở NN", columns[3].recorded = Date(2020, 4, 1);
  EXPECT_EQ(choose(t, end_2019).value, 52);
  columns[3].recorded = Date(2020, 3, 1);  // of one day: two different statements
  EXPECT_EQ(choose(t, end_2019).state, Observed::conflict);
  columns.pop_back(), columns.erase(columns.begin());
  EXPECT_EQ(choose(t, end_2019).state, Observed::not_collected);
  // A withdrawal of other evidence or by nobody takes nothing back.
  columns[0].evidence = Evidence::verified;
  EXPECT_EQ(choose(t, end_2019).value, 48);
  columns[0].evidence = columns[1].evidence, columns[0].source = columns[1].source = "";
  EXPECT_EQ(choose(t, end_2019).value, 48);
}

TEST(Choice, what_was_withdrawn_is_not_stale) {
  Table t(1);
  t.add("x", {48}, Date::end_of(2018));
  EXPECT_EQ(choose(t, end_2019).state, Observed::stale);
  t.add("x", {missing}, Date::end_of(2018));
  for (auto& c : t.data.columns) c.source = "office";
  t.data.columns[1].states[0] = std::uint8_t(Observed::withdrawn);
  t.data.columns[1].recorded = Date(2019, 3, 1);
  EXPECT_EQ(choose(t, end_2019).state, Observed::not_collected);
  EXPECT_EQ(choose(t, end_2019, MaxAge::years(3)).state, Observed::not_collected);
}

// Ten corrections among a hundred thousand units are ten rows that are chosen again.
TEST(Choice, only_rows_with_something_else_said_of_them_are_chosen_again) {
  constexpr std::size_t n = 100'000;
  Table t(n);
  std::vector<double> again(n, missing), earlier(n, 30);
  for (std::size_t k = 0; k < 10; ++k) again[k * 9'999] = 60;
  t.add("x", earlier, Date(2018, 12, 31)).add("x", again).add("x", std::vector<double>(n, 40));
  t.data.columns[1].recorded = Date(2020, 3, 1);
  for (auto& c : t.data.columns) c.source = "office";
  const Panel panel = t.data.view();
  const Choice choice(panel, MeasureCode{"x"}, Date(2018, 1, 1), end_2019, {});
  const Column* base = choice.fullest();
  ASSERT_TRUE(base);
  EXPECT_EQ(base->values[0], 40);  // of equally full ones the latest day
  const Choice of_year(panel, MeasureCode{"x"}, Date(2019, 1, 1), end_2019, {});
  base = of_year.fullest();
  ASSERT_TRUE(base);
  EXPECT_EQ(base->values[0], 40);
  std::vector<std::size_t> chosen_again;
  for (std::size_t at = 0; at < n; at += 2048) {
    const auto rows = of_year.touched(*base, at, std::min<std::size_t>(2048, n - at));
    chosen_again.insert(chosen_again.end(), rows.begin(), rows.end());
  }
  ASSERT_EQ(chosen_again.size(), 10u);
  for (std::size_t k = 0; k < 10; ++k) {
    EXPECT_EQ(chosen_again[k], k * 9'999);
    EXPECT_EQ(of_year.at(chosen_again[k]).value, 60);
  }
}

// A row that is not touched reads its base, whatever columns there are.
TEST(Choice, an_untouched_row_reads_its_base) {
  std::mt19937 random(8);
  std::size_t untouched = 0, rows = 0;
  for (int draw = 0; draw < 300; ++draw) {
    constexpr std::size_t n = 40;
    Table t(n);
    for (std::size_t k = 0, columns = 1 + random() % 4; k < columns; ++k) {
      std::vector<double> values(n);
      const unsigned empty = 1 + random() % 4;
      for (double& v : values) v = random() % 4 < empty ? missing : double(random() % 3);
      t.add("x", values, random() % 2 ? end_2019 : Date(2019, 6, 30),
            static_cast<Evidence>(random() % 2));
      auto& column = t.data.columns.back();
      for (auto& s : column.states) {
        if (random() % 16 == 0) s = std::uint8_t(Observed::withdrawn);
      }
      if (random() % 6 == 0) column.states.clear();
      if (random() % 2) column.source = "office", column.recorded = Date(2020, 1, 1 + int(k));
    }
    const Panel panel = t.data.view();
    const Choice choice(panel, MeasureCode{"x"}, Date(2019, 1, 1), end_2019, {});
    const Column* base = choice.fullest();
    ASSERT_TRUE(base);
    const auto touched = choice.touched(*base, 0, n);
    for (std::size_t u = 0; u < n; ++u, ++rows) {
      if (std::ranges::binary_search(touched, u)) continue;
      ASSERT_EQ(choice.at(u).column, base) << draw << " " << u;
      ++untouched;
    }
  }
  EXPECT_GT(untouched, rows / 5);
}
