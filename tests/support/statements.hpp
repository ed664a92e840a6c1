// Statements of one key and, in the words of the contract, which of them counts: the oracle of
// readings, declared verdicts and declared numbers.
#pragma once

#include <random>

#include "support/builder.hpp"

namespace support {

struct Statement {
  Date reference{};
  Evidence evidence{};
  std::string source{};
  Date recorded{};
  int value = 0;  // 0: it says nothing
};
// The value of a statement that takes back what its source said.
inline constexpr int withdrawn = -1;

inline std::vector<Statement> random_statements(std::mt19937& random, int values) {
  const auto one_of = [&](auto... x) {
    const std::array list{x...};
    return list[random() % list.size()];
  };
  std::vector<Statement> all;
  for (std::size_t k = 0, n = 1 + random() % 5; k < n; ++k) {
    all.push_back({one_of(Date(2019, 6, 30), end_2019),
                   one_of(Evidence::self_assessed, Evidence::verified), one_of("", "A", "B"),
                   one_of(Date(2020, 1, 1), Date(2020, 2, 1), Date(2020, 3, 1)),
                   random() % 5 ? int(random() % unsigned(values + 1)) : withdrawn});
  }
  return all;
}

struct Counted {
  std::optional<Statement> best{};
  bool conflict = false, replaced = false, taken_back = false;
};

inline Counted counted(const std::vector<Statement>& all, Date known) {
  Counted out;
  std::vector<Statement> counts;
  for (const auto& s : all) {
    if (s.value != 0 && s.recorded <= known) counts.push_back(s);
  }
  const auto before = counts;
  std::erase_if(counts, [&](const Statement& s) {
    return std::ranges::any_of(before, [&](const Statement& later) {
      return !s.source.empty() && later.source == s.source && later.reference == s.reference &&
             later.evidence == s.evidence && later.recorded > s.recorded;
    });
  });
  out.replaced = counts.size() < before.size();
  const auto all_told = counts;
  std::erase_if(counts, [](const Statement& s) { return s.value == withdrawn; });
  const auto disputed = [&](const Statement& s) {
    return std::ranges::any_of(all_told, [&](const Statement& other) {
      return other.value == withdrawn && !s.source.empty() && other.source == s.source &&
             other.reference == s.reference && other.evidence == s.evidence &&
             other.recorded == s.recorded;
    });
  };
  out.taken_back = out.replaced && counts.size() < all_told.size();
  if (counts.empty()) return out;
  out.best = std::ranges::max(
      counts, {}, [](const Statement& s) { return std::pair(s.reference, s.evidence); });
  for (const auto& s : counts) {
    const bool equal = s.reference == out.best->reference && s.evidence == out.best->evidence;
    out.conflict = out.conflict || (equal && (s.value != out.best->value || disputed(s)));
  }
  return out;
}

}  // namespace support
