#include "support/builder.hpp"

using namespace support;

TEST(Verdict, is_no_truth_value_and_a_cell_is_one_byte) {
  EXPECT_FALSE((std::is_convertible_v<Verdict, bool>));
  EXPECT_FALSE((std::is_convertible_v<Cell, bool>));
  EXPECT_EQ(sizeof(Cell), 1u);
}

TEST(Verdict, a_cell_keeps_what_is_possible_and_why) {
  for (int p = 1; p < 8; ++p) {
    for (int r = 0; r <= int(Reason::carried_forward); ++r) {
      const Cell c{Possible(p), Reason(r)};
      EXPECT_EQ(c.possible(), p);
      EXPECT_EQ(c.reason(), Reason(r));
      EXPECT_EQ(Cell::from_byte(c.byte()), c);
      EXPECT_EQ(c.decided(), p == 1 || p == 2 || p == 4);
    }
  }
}

TEST(Verdict, has_a_word_in_both_languages_for_everything) {
  for (int r = 0; r <= int(Reason::carried_forward); ++r) {
    EXPECT_FALSE(word(Reason(r), Language::vi).empty());
    EXPECT_NE(word(Reason(r), Language::vi), word(Reason(r), Language::en));
  }
  EXPECT_EQ(word(Verdict::not_met, Language::vi), "chưa đạt");
  EXPECT_STREQ(symbol(Verdict::not_applicable), "–");
}
