// The numbers of criteria of each row: met and applicable, least and most. One byte a number up to
// 255 criteria, two above.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <variant>
#include <vector>

namespace tieuchi::inline v1::detail {

// Adds one criterion's cells to the counts of each unit.
template <class Number>
[[gnu::noinline]] void count_cells(const std::uint8_t* __restrict cells, std::size_t n,
                                   Number* __restrict met_least, Number* __restrict met_most,
                                   Number* __restrict applicable_least,
                                   Number* __restrict applicable_most) {
  for (std::size_t u = 0; u < n; ++u) {
    const auto p = static_cast<std::uint8_t>(cells[u] & 7);
    met_least[u] = static_cast<Number>(met_least[u] + (p == 1));
    met_most[u] = static_cast<Number>(met_most[u] + (p & 1));
    applicable_least[u] = static_cast<Number>(applicable_least[u] + ((p & 4) == 0));
    applicable_most[u] = static_cast<Number>(applicable_most[u] + (p != 4));
  }
}

template <class Number>
struct CountsOf {
  std::vector<Number> met_least, met_most, applicable_least, applicable_most;

  std::array<std::vector<Number>*, 4> all() {
    return {&met_least, &met_most, &applicable_least, &applicable_most};
  }
};

class CountPlanes {
 public:
  static constexpr std::size_t most_of_a_byte = 255;

  // f of the planes in the width that they have.
  template <class F>
  decltype(auto) visit(F&& f) {
    return std::visit(f, numbers_);
  }
  template <class F>
  decltype(auto) visit(F&& f) const {
    return std::visit(f, numbers_);
  }

  CountPlanes() = default;
  CountPlanes(std::size_t rows, std::size_t criteria) {
    if (criteria > most_of_a_byte) numbers_.emplace<CountsOf<std::uint16_t>>();
    visit([&](auto& n) {
      for (auto* plane : n.all()) plane->resize(rows);
    });
  }

  // Adds the cells of one criterion, n rows from `at` on.
  void add(const std::uint8_t* cells, std::size_t at, std::size_t n) {
    visit([&](auto& of) {
      count_cells(cells, n, of.met_least.data() + at, of.met_most.data() + at,
                  of.applicable_least.data() + at, of.applicable_most.data() + at);
    });
  }
  void clear(std::size_t row) {
    visit([&](auto& n) {
      for (auto* plane : n.all()) (*plane)[row] = 0;
    });
  }
  // Narrows the number met.
  void narrow_met(std::size_t row, int least, int most) {
    visit([&]<class Number>(CountsOf<Number>& n) {
      n.met_least[row] = std::max(n.met_least[row], static_cast<Number>(least));
      n.met_most[row] = std::min(n.met_most[row], static_cast<Number>(most));
    });
  }

  [[nodiscard]] int met_least(std::size_t row) const {
    return visit([&](const auto& n) { return int{n.met_least[row]}; });
  }
  [[nodiscard]] int met_most(std::size_t row) const {
    return visit([&](const auto& n) { return int{n.met_most[row]}; });
  }
  [[nodiscard]] int applicable_least(std::size_t row) const {
    return visit([&](const auto& n) { return int{n.applicable_least[row]}; });
  }
  [[nodiscard]] int applicable_most(std::size_t row) const {
    return visit([&](const auto& n) { return int{n.applicable_most[row]}; });
  }

 private:
  std::variant<CountsOf<std::uint8_t>, CountsOf<std::uint16_t>> numbers_;
};

}  // namespace tieuchi::inline v1::detail
