// Gauss–Hermite quadrature: nodes and weights for ∫ f(x) exp(−x²) dx, 2 ≤ n ≤ 200; the largest
// node first. Nodes are within 1e-14, weights within 1e-12 relative, those of 1e-80 too.
#pragma once

#include <cmath>
#include <cstddef>
#include <numbers>
#include <utility>
#include <vector>

namespace tieuchi::inline v1::detail {

// The orthonormal polynomials of the weight exp(−x²), p₀ to pₙ, at one x (DLMF 18.9.1, normalised):
//   √((k+1)/2) pₖ₊₁ = x pₖ − √(k/2) pₖ₋₁.
struct HermiteRow {
  int changes = 0;             // of sign in p₀ … pₙ: as many as zeros of pₙ above x (Sturm)
  double last = 0, slope = 0;  // pₙ and its derivative √(2n) pₙ₋₁
  double squares = 0;          // p₀² + … + pₙ₋₁²
};

inline HermiteRow hermite_row(int n, double x) {
  HermiteRow row;
  double before = 0, now = 1 / std::sqrt(std::sqrt(std::numbers::pi));
  for (int k = 0; k < n; ++k) {
    row.squares += now * now;
    const double next = (x * now - std::sqrt(0.5 * k) * before) / std::sqrt(0.5 * (k + 1));
    row.changes += (next < 0) != (now < 0);
    before = now, now = next;
  }
  row.last = now, row.slope = std::sqrt(2.0 * n) * before;
  return row;
}

// Nodes are the eigenvalues of the Jacobi matrix of that recurrence, weights the squares of what
// its eigenvectors begin with (Golub & Welsch 1969, doi:10.1090/S0025-5718-69-99647-1). Eigenvalues
// are told apart by counting changes of sign, and refined by Newton's method; weights are sums of
// squares, so that the smallest is as accurate as the largest. An eigenvector from a solver is not.
inline std::pair<std::vector<double>, std::vector<double>> gauss_hermite(int n) {
  const auto count = static_cast<std::size_t>(n);
  std::vector<double> x(count), w(count);
  double above = std::sqrt(2.0 * n + 1);  // no zero of pₙ is as large (DLMF 18.16.8)
  for (std::size_t i = 0; i < (count + 1) / 2; ++i) {
    double node = 0;
    if (2 * i + 1 < count) {
      double low = 0, high = above;
      while (high - low > 1e-9 * above) {
        const double middle = 0.5 * (low + high);
        (hermite_row(n, middle).changes > static_cast<int>(i) ? low : high) = middle;
      }
      node = 0.5 * (low + high);
      for (int step = 0; step < 3; ++step) {
        const HermiteRow at = hermite_row(n, node);
        node -= at.last / at.slope;
      }
      above = node;
    }
    x[i] = node, x[count - 1 - i] = -node;
    w[i] = w[count - 1 - i] = 1 / hermite_row(n, node).squares;
  }
  return {x, w};
}

}  // namespace tieuchi::inline v1::detail
