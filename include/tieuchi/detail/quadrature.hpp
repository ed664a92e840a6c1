// Gauss–Hermite quadrature: nodes and weights for ∫ f(x) exp(−x²) dx, 2 ≤ n ≤ 200.
#pragma once

#include <cmath>
#include <numbers>
#include <utility>
#include <vector>

namespace tieuchi::inline v1::detail {

inline std::pair<std::vector<double>, std::vector<double>> gauss_hermite(int n) {
  // Newton on the normalised Hermite functions; the starts of Press et al., Numerical Recipes, 4.6.
  const auto count = static_cast<std::size_t>(n);
  std::vector<double> x(count), w(count);
  double z = 0;
  for (std::size_t i = 0; i < (count + 1) / 2; ++i) {
    if (i == 0) z = std::sqrt(2.0 * n + 1) - 1.85575 * std::pow(2.0 * n + 1, -0.16667);
    else if (i == 1) z -= 1.14 * std::pow(n, 0.426) / z;
    else if (i == 2) z = 1.86 * z - 0.86 * x[0];
    else if (i == 3) z = 1.91 * z - 0.91 * x[1];
    else z = 2 * z - x[i - 2];
    double slope = 1;
    for (int step = 0; step < 100; ++step) {
      double now = std::pow(std::numbers::pi, -0.25), before = 0;
      for (int j = 0; j < n; ++j) {
        const double next = z * std::sqrt(2.0 / (j + 1)) * now - std::sqrt(static_cast<double>(j) / (j + 1)) * before;
        before = now, now = next;
      }
      slope = std::sqrt(2.0 * n) * before;
      const double move = now / slope;
      z -= move;
      if (std::abs(move) < 1e-15 * (1 + std::abs(z))) break;
    }
    x[i] = z, x[count - 1 - i] = -z;
    w[i] = w[count - 1 - i] = 2 / (slope * slope);
  }
  return {x, w};
}

}  // namespace tieuchi::inline v1::detail
