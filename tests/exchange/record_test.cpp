#include <gtest/gtest.h>

#include <random>

#include "tieuchi/exchange/record.hpp"

using namespace tieuchi;
using archive::pack, archive::unpack;

TEST(Record, planes_of_any_number_of_different_bytes_come_back) {
  std::mt19937 random(1);
  for (std::size_t different = 1; different <= 256; ++different) {
    for (const std::size_t n : {0u, 1u, 2u, 3u, 5u, 6u, 7u, 64u, 301u}) {
      std::vector<std::uint8_t> bytes(n), back(n, 7);
      for (auto& b : bytes) b = static_cast<std::uint8_t>(255 - random() % different);
      const auto text = pack(bytes.data(), n);
      ASSERT_TRUE(unpack(text, back.data(), n)) << different << " " << n;
      EXPECT_EQ(back, bytes);
      // Exactly n bytes, and not others: a number forged by one is refused wherever characters end.
      EXPECT_FALSE(unpack(text, back.data(), n + 7));
      for (const char c : text) EXPECT_TRUE(c == '!' || (c >= '0' && c <= 'o')) << c;
    }
  }
}

TEST(Record, verdicts_take_half_a_character_each) {
  std::vector<std::uint8_t> cells;
  for (int k = 0; k < 6000; ++k) cells.push_back(static_cast<std::uint8_t>(k % 7));
  EXPECT_EQ(pack(cells.data(), 6000).size(), 2 * 7 + 1 + 3000u);
  // No text claims more than six bytes a character.
  const std::vector<std::uint8_t> zeros(6000, 0);
  EXPECT_EQ(pack(zeros.data(), 6000).size(), 3 + 1000u);
}

TEST(Record, texts_that_are_not_planes_are_refused) {
  std::uint8_t out[8];
  for (const char* text : {"", "!", "0!", "0", "00", "00!~", "00!0!0", "40!0", "!000", "!00000"}) {
    EXPECT_FALSE(unpack(text, out, 1)) << text;
  }
  EXPECT_TRUE(unpack("01!0", out, 1));
  EXPECT_EQ(out[0], 1);
}

TEST(Record, doubles_keep_all_their_bits) {
  std::vector<double> odd{0.0,
                          -0.0,
                          std::numeric_limits<double>::quiet_NaN(),
                          -std::numeric_limits<double>::infinity(),
                          5e-324,
                          0.1};
  odd.push_back(std::bit_cast<double>(0x7ff4dead0000beefULL));  // a NaN with a message
  archive::Writer w;
  w(odd, odd[2]);
  archive::Reader r(w.take());
  std::vector<double> back;
  double one = 0;
  r(back, one);
  r.finish();
  ASSERT_EQ(back.size(), odd.size());
  for (std::size_t k = 0; k < odd.size(); ++k)
    EXPECT_EQ(std::bit_cast<std::uint64_t>(back[k]), std::bit_cast<std::uint64_t>(odd[k]));
  EXPECT_EQ(std::bit_cast<std::uint64_t>(one), std::bit_cast<std::uint64_t>(odd[2]));
}

TEST(Record, a_forged_number_of_values_is_refused_before_it_is_allocated) {
  const auto read = [](auto into, archive::Record record) {
    archive::Reader r(std::move(record));
    r(into);
  };
  const std::int64_t many = std::int64_t{1} << 60;
  EXPECT_THROW(read(std::vector<double>{},
                    {{many}, {"00!0", "00!0", "00!0", "00!0", "00!0", "00!0", "00!0", "00!0"}}),
               ArchiveError);
  EXPECT_THROW(read(std::vector<std::string>{}, {{many}, {"a"}}), ArchiveError);
  EXPECT_THROW(read(std::vector<std::uint8_t>{}, {{-1}, {"00!0"}}), ArchiveError);
  EXPECT_THROW(read(std::string{}, {{}, {"\xff"}}), ArchiveError);  // not UTF-8
  EXPECT_THROW(read(Date{}, {{3'000'000}, {}}), ArchiveError);
  EXPECT_THROW(read(true, {{2}, {}}), ArchiveError);
  EXPECT_THROW(read(std::optional<int>{}, {{1}, {}}), ArchiveError);
  EXPECT_THROW((read(std::variant<int, bool>{}, {{2, 0}, {}})), ArchiveError);
}
