// What the fuzz targets share: memory that is bounded, and a call whose only permitted end is a
// value or an error of the library.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "tieuchi/error.hpp"

namespace fuzz {

// While one lives, what the thread allocates is counted; beyond `most` the program stops.
inline constexpr long most = 64L << 20;
struct Bounded {
  Bounded();
  ~Bounded();
};

// Bytes of the fuzzer, taken one by one; 0 where they end.
struct Bytes {
  const std::uint8_t* data;
  std::size_t size;
  std::uint8_t one() { return size ? --size, *data++ : std::uint8_t{0}; }
};

inline std::string_view text(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

template <class F>
void attempt(F&& f) {
  const Bounded memory;
  try {
    f();
  } catch (const tieuchi::Error& e) {
    if (e.problems().empty()) {
      std::fputs("an error without a problem\n", stderr);
      std::abort();
    }
  }
}

}  // namespace fuzz
