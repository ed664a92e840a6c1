// A row vector times a square matrix, [n] times [n, n].
#pragma once

#include <vector>

namespace tieuchi::inline v1::detail {

inline std::vector<double> times_matrix(const std::vector<double>& v,
                                        const std::vector<double>& m) {
  const std::size_t n = v.size();
  std::vector<double> out(n, 0.0);
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j < n; ++j) out[j] += v[i] * m[i * n + j];
  }
  return out;
}

}  // namespace tieuchi::inline v1::detail
