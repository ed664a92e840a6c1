// Labels of results and panels.
#pragma once

#include <cstdint>
#include <string>

namespace tieuchi::inline v1::detail {

// A multiply-and-shift hash over 64-bit words: for labels and shapes, not for secrets.
class Hash {
 public:
  void number(std::uint64_t v) {
    state_ = (state_ ^ v) * 0x9e3779b97f4a7c15ULL;
    state_ ^= state_ >> 29;
  }
  void text(const std::string& s) {
    number(s.size());
    for (const char c : s) number(static_cast<unsigned char>(c));
  }
  [[nodiscard]] std::uint64_t value() const {
    std::uint64_t z = state_;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    return z ^ (z >> 31);
  }

 private:
  std::uint64_t state_ = 0xcbf29ce484222325ULL;
};

}  // namespace tieuchi::inline v1::detail
