#include "tieuchi/projection/simulator.hpp"
#include "support/builder.hpp"

using namespace support;

namespace {
CellChances mixed(std::size_t cells) {
  CellChances c(cells);
  RandomStream r(5, 0, 0);
  for (std::size_t i = 0; i < cells; ++i) c.set(i, 0.5 * r.uniform(), 0.5 + 0.5 * r.uniform());
  return c;
}
}  // namespace

TEST(Simulator, all_paths_give_the_same_bits) {
  for (std::size_t cells : {1u, 128u, 1000u, 19008u}) {
    const auto chances = mixed(cells);
    std::vector<std::uint8_t> best(chances.size(), 0), plain = best, sse2 = best;
    for (std::uint32_t year = 0; year < 5; ++year) {
      simulate_year(best, chances, {11, 3, year}),
          simulate_year(plain, chances, {11, 3, year}, Instructions::plain);
      simulate_year(sse2, chances, {11, 3, year}, Instructions::sse2);
      ASSERT_EQ(best, plain) << cells << " " << year;
      ASSERT_EQ(sse2, plain) << cells << " " << year;
    }
  }
}

TEST(Simulator, frequencies_are_the_chances_and_certainty_is_certain) {
  CellChances c(128);
  const double p[] = {0, 1, 0.5, 0.001, 0x1p-10 + 0x1p-20, 0.999};
  for (std::size_t i = 0; i < 128; ++i) c.set(i, p[i % 6], p[i % 6]);
  std::vector<double> met(6, 0);
  const std::uint32_t draws = 20000;
  std::vector<std::uint8_t> s(c.size());
  for (std::uint32_t d = 0; d < draws; ++d) {
    std::ranges::fill(s, std::uint8_t{0});
    simulate_year(s, c, {1, d, 0});
    for (std::size_t i = 0; i < 126; ++i) met[i % 6] += s[i];
  }
  const double n = draws * 21.0;
  EXPECT_EQ(met[0], 0);
  EXPECT_EQ(met[1], n);
  for (std::size_t k = 2; k < 6; ++k)
    EXPECT_NEAR(met[k] / n, p[k], 5 * std::sqrt(p[k] * (1 - p[k]) / n)) << k;
}

TEST(Simulator, raising_a_chance_never_lowers_a_cell) {
  CellChances low(1280), high(1280);
  RandomStream r(2, 0, 0);
  for (std::size_t i = 0; i < 1280; ++i) {
    const double gain = 0.4 * r.uniform(), keep = gain + (1 - gain) * r.uniform();
    low.set(i, gain, keep), high.set(i, std::min(keep, gain + 0.1 * r.uniform()), keep);
  }
  for (std::uint32_t d = 0; d < 50; ++d) {
    std::vector<std::uint8_t> a(low.size(), 0), b = a;
    for (std::uint32_t year = 0; year < 4; ++year) {
      simulate_year(a, low, {9, d, year}), simulate_year(b, high, {9, d, year});
      for (std::size_t i = 0; i < a.size(); ++i) ASSERT_LE(a[i], b[i]);
    }
  }
}

TEST(Simulator, draws_years_and_seeds_differ) {
  const auto chances = mixed(1280);
  const auto walk = [&](CellCounter at) {
    std::vector<std::uint8_t> s(chances.size(), 0);
    simulate_year(s, chances, at);
    return s;
  };
  const auto base = walk({1, 1, 1, 0});
  EXPECT_EQ(base, walk({1, 1, 1, 0}));
  for (CellCounter other : {CellCounter{2, 1, 1, 0}, CellCounter{1, 2, 1, 0},
                            CellCounter{1, 1, 2, 0}, CellCounter{1, 1, 1, 1}})
    EXPECT_NE(base, walk(other));
}
