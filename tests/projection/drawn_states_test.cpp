#include "tieuchi/projection/drawn_states.hpp"
#include "support/builder.hpp"
#include "tieuchi/projection/random.hpp"

using namespace support;

TEST(DrawnStates, sums_least_and_bands_are_those_of_a_plain_loop) {
  constexpr std::size_t units = 131, criteria = 19;
  RandomStream random(3, 0, 0);
  DrawnStates states(2, 2, criteria, units);
  for (std::size_t draw = 0; draw < 2; ++draw) {
    for (std::size_t ahead = 0; ahead < 2; ++ahead) {
      std::vector<int> number(units, 0);
      std::vector<std::uint8_t> in(units), bytes(units);
      for (auto& b : in) b = random.uniform() < 0.4;
      for (std::size_t j = 0; j < criteria + 2; ++j) {
        for (auto& b : bytes) b = random.uniform() < 0.5;
        states.keep(draw, ahead, j, bytes);
        if (j < criteria) {
          for (std::size_t i = 0; i < units; ++i) number[i] += bytes[i];
          ASSERT_EQ(count(states.met(draw, ahead, j)),
                    static_cast<std::size_t>(std::ranges::count(bytes, 1)));
        }
      }
      ASSERT_EQ(count(states.newly(draw, ahead)),
                static_cast<std::size_t>(std::ranges::count(bytes, 1)));
      const auto bits = unit_bits(in);
      std::size_t total = 0, within = 0;
      int least = 99;
      for (std::size_t i = 0; i < units; ++i) {
        if (!in[i]) continue;
        total += static_cast<std::size_t>(number[i]), least = std::min(least, number[i]),
                                                      within += number[i] >= 8 && number[i] <= 10;
      }
      EXPECT_EQ(states.total(draw, ahead, bits), total);
      EXPECT_EQ(states.least(draw, ahead, bits), least);
      EXPECT_EQ(states.within(draw, ahead, bits, 8, 10), within);
      EXPECT_EQ(states.within(draw, ahead, bits, 0, 19), count(bits));
      EXPECT_EQ(states.within(draw, ahead, bits, 20, 99), 0u);
    }
  }
  EXPECT_EQ(states.least(0, 0, UnitBits(states.words())), 0);
  EXPECT_EQ(DrawnStates::bytes(4000, 1, 19, 200), 4000u * 21 * 32);
}
