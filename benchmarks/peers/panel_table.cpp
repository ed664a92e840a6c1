// Writes the SYNTHETIC panel of the benchmarks as CSV, one row a transition, for the R peers.
#include <iostream>

#include "synthetic_history.hpp"

int main() {
  using namespace tieuchi;
  const History h(synthetic::panel({.units = 1000, .years = 6, .districts = 10, .seed = 42}));
  std::cout << "direction,unit,district,criterion,year,moved\n";
  for_each_transition(h, [&](std::size_t i, std::size_t j, std::size_t from, std::size_t to) {
    const bool before = h.state(from, j, i) == State::met, after = h.state(to, j, i) == State::met;
    std::cout << (before ? "loss," : "gain,") << i << ',' << h.district(i) << ',' << j << ',' << to
              << ',' << (before != after) << '\n';
  });
}
