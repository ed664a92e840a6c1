#include "tieuchi/detail/quadrature.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

using namespace tieuchi;

namespace {

struct Known {
  int n;
  std::size_t at;
  double node, weight;
};

// Zeros of H_n and 2ⁿ⁻¹ n! √π / (n H_{n−1})² with 60 digits (mpmath 1.3); n = 10 also in Abramowitz
// & Stegun, table 25.10. n = 200 is numpy.polynomial.hermite.hermgauss of numpy 2.4.
constexpr Known known[] = {{10, 0, 3.4361591188377376, 7.6404328552326206e-6},
                           {10, 1, 2.5327316742327898, 0.0013436457467812327},
                           {10, 3, 1.0366108297895137, 0.24013861108231469},
                           {21, 0, 5.5503518732646782, 3.7203650701360493e-14},
                           {21, 1, 4.7739923434112194, 8.8186112420499516e-11},
                           {21, 9, 0.47945070707910758, 0.3816690736135021},
                           {41, 0, 8.2130008955982805, 4.0019596646664799e-30},
                           {41, 1, 7.5289454645396209, 1.4726537286520631e-25},
                           {41, 19, 0.34490446301543276, 0.30636781693785126},
                           {101, 0, 13.478146515232799, 8.5904310231097335e-80},
                           {101, 1, 12.896479974039562, 3.0371816846688963e-73},
                           {101, 49, 0.22050404263430215, 0.21005593297000141},
                           {200, 0, 19.339248667911406, 2.2290934962806232e-163}};

}  // namespace

TEST(Quadrature, nodes_and_weights_are_the_known_ones) {
  for (const Known& k : known) {
    const auto [x, w] = detail::gauss_hermite(k.n);
    EXPECT_NEAR(x[k.at], k.node, 1e-13) << k.n << " " << k.at;
    EXPECT_NEAR(w[k.at] / k.weight, 1, 1e-12) << k.n << " " << k.at;
  }
}

TEST(Quadrature, n_nodes_integrate_every_power_below_2n) {
  for (const int n : {2, 3, 4, 20, 21, 41, 64, 101}) {
    const auto [x, w] = detail::gauss_hermite(n);
    ASSERT_EQ(x.size(), static_cast<std::size_t>(n));
    // ∫ x²ᵏ exp(−x²) dx = Γ(k + ½); odd powers vanish.
    double moment = std::sqrt(std::numbers::pi);
    for (int k = 0; k < n; ++k) {
      double even = 0, odd = 0, size = 0;
      for (std::size_t i = 0; i < x.size(); ++i) {
        const double term = w[i] * std::pow(x[i], 2 * k);
        even += term, odd += term * x[i], size += std::abs(term * x[i]);
      }
      EXPECT_NEAR(even / moment, 1, 1e-12) << n << " " << 2 * k;
      EXPECT_LE(std::abs(odd), 1e-14 * size) << n << " " << 2 * k + 1;
      moment *= k + 0.5;
    }
  }
}

TEST(Quadrature, nodes_fall_and_mirror_each_other) {
  for (int n = 2; n <= 200; ++n) {
    const auto [x, w] = detail::gauss_hermite(n);
    for (std::size_t i = 0; i < x.size(); ++i) {
      EXPECT_EQ(x[i], -x[x.size() - 1 - i]) << n;
      EXPECT_EQ(w[i], w[x.size() - 1 - i]) << n;
      EXPECT_TRUE(i == 0 || x[i] < x[i - 1]) << n;
      EXPECT_GT(w[i], 0) << n;
    }
  }
}
