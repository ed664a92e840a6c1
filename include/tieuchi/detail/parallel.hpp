// Work split over threads that are started for one call: whatever one of them throws reaches the
// caller.
#pragma once

#include <cstddef>
#include <exception>
#include <thread>
#include <vector>

namespace tieuchi::inline v1::detail {

// Calls work(0) … work(n − 1), each on a thread of its own but the first, and waits for all. Throws
// the first exception by number: a thread that ran out of memory must not end the program.
template <class Work>
void on_threads(std::size_t n, const Work& work) {
  if (n <= 1) return work(std::size_t{0});
  std::vector<std::exception_ptr> failed(n);
  {
    std::vector<std::jthread> pool;
    pool.reserve(n - 1);
    const auto guarded = [&](std::size_t t) {
      try {
        work(t);
      } catch (...) {
        failed[t] = std::current_exception();
      }
    };
    for (std::size_t t = 1; t < n; ++t) pool.emplace_back(guarded, t);
    guarded(0);
  }
  for (const auto& f : failed) {
    if (f) std::rethrow_exception(f);
  }
}

}  // namespace tieuchi::inline v1::detail
