#include "tieuchi/projection/random.hpp"
#include "support/builder.hpp"
#include "tieuchi/detail/distributions.hpp"

using namespace support;

// Known answers of Random123, kat_vectors (Salmon et al. 2011).
TEST(Random, philox_gives_its_known_answers) {
  using Four = std::array<std::uint32_t, 4>;
  EXPECT_EQ(philox({0, 0, 0, 0}, {0, 0}), (Four{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}));
  EXPECT_EQ(philox({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0}),
            (Four{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}));
}

TEST(Random, streams_are_told_apart_and_begin_anew_alike) {
  RandomStream a(7, 3, 1), b(7, 3, 1), other_draw(7, 4, 1), other_stream(7, 3, 2),
      other_seed(8, 3, 1);
  for (int i = 0; i < 9; ++i) {
    const double x = a.uniform();
    EXPECT_EQ(x, b.uniform());
    EXPECT_NE(x, other_draw.uniform());
    EXPECT_NE(x, other_stream.uniform());
    EXPECT_NE(x, other_seed.uniform());
    EXPECT_TRUE(x > 0 && x < 1);
  }
}

TEST(Random, moments_of_the_laws) {
  RandomStream r(11, 0, 0);
  const int n = 40000;
  double normal = 0, squared = 0, chi = 0, small = 0, beta = 0;
  for (int i = 0; i < n; ++i) {
    const double z = r.normal();
    normal += z / n, squared += z * z / n, chi += r.chi_squared(5) / n, small += r.gamma(0.3) / n,
        beta += r.beta(2, 6) / n;
  }
  EXPECT_NEAR(normal, 0, 0.02);
  EXPECT_NEAR(squared, 1, 0.03);
  EXPECT_NEAR(chi, 5, 0.07);
  EXPECT_NEAR(small, 0.3, 0.015);
  EXPECT_NEAR(beta, 0.25, 0.005);
}

// Quantiles: R's qnorm and qt.
TEST(Random, quantiles_of_the_normal_and_of_students_t) {
  EXPECT_NEAR(detail::normal_quantile(0.975), 1.959963984540054, 1e-14);
  EXPECT_NEAR(detail::normal_quantile(1e-20), -9.262340089798408, 1e-12);
  EXPECT_NEAR(detail::student_quantile(0.95, 3), 2.353363434801824, 1e-12);
  EXPECT_NEAR(detail::student_quantile(0.05, 3), -2.353363434801824, 1e-12);
  EXPECT_NEAR(detail::student_cdf(1, 1), 0.75, 1e-14);
}
