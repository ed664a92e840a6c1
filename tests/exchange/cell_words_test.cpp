#include "tieuchi/exchange/cell_words.hpp"

#include <gtest/gtest.h>

using namespace tieuchi;
using csv::cell_word;
using csv::CellWord;

TEST(CellWords, what_programs_write_for_missing_data_is_never_a_legal_statement) {
  for (const char* text : {"", "  ", "\u00A0", "NA", "na", "N/A", "n/a", "#N/A", "<NA>", "NaN",
                           "nan", "NaT", "null", "NULL", "None", "none", " NA "}) {
    EXPECT_EQ(cell_word(text), CellWord::missing) << text;
  }
}

TEST(CellWords, not_applicable_has_words_of_its_own) {
  for (const char* text : {"không xét", "Không Xét", "KHÔNG XÉT", "kho\u0302ng xe\u0301t",
                           "không áp dụng", "not applicable", "not_applicable"}) {
    EXPECT_EQ(cell_word(text), CellWord::not_applicable) << text;
  }
}

TEST(CellWords, a_withdrawal_has_words_of_its_own) {
  for (const char* text : {"rút lại", "Rút lại", "ru\u0301t la\u0323i", "withdrawn", "Withdrawn"}) {
    EXPECT_EQ(cell_word(text), CellWord::withdrawn) << text;
  }
  EXPECT_EQ(cell_word("rút"), CellWord::other);
}

TEST(CellWords, totals_are_known_by_their_words) {
  for (const char* text : {"Tổng", "TỔNG CỘNG", "Tổng cộng", "Tổng số", "Cộng", "cộng:", "Total",
                           "Tổng cộng Tràng Định", "Tổng số xã", "Cộng toàn huyện", "Tổng các xã",
                           "Total of the district", "Toàn tỉnh"}) {
    EXPECT_EQ(cell_word(text), CellWord::total) << text;
  }
}

TEST(CellWords, names_of_places_and_other_texts_are_no_words) {
  for (const char* text :
       {"Cộng Hòa", "Cộng Hoà", "Cộng Lạc", "Cộng Hiền", "Tổng Cọt", "Na Hối", "Nà Nhạn",
        "Nam",      "Tân Tổng", "Totalia",  "Nông",      "-",        "–",      "?",
        "...",      "0",        "không",    "06001",     "x",        "K"}) {
    EXPECT_EQ(cell_word(text), CellWord::other) << text;
  }
}
