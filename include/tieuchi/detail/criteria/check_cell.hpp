// What is wrong with the numbers of one cell: sets and overlays read it.
#pragma once

#include <span>
#include <string>
#include <variant>
#include <vector>

#include "tieuchi/criteria/requirement.hpp"
#include "tieuchi/detail/wide_integer.hpp"
#include "tieuchi/error.hpp"

namespace tieuchi::inline v1::detail {

// Thresholds within it have room for a step of rounding; a measured value beyond it is invalid.
inline constexpr Decimal most_number = Decimal::from_micros(9'200'000'000'000 * Decimal::scale);

inline bool too_wide(Decimal n) { return n > most_number || n < Decimal{} - most_number; }

// What is wrong with a pass mark for parts of `points`: it must be reachable and missable.
inline void check_pass_mark(std::span<const Decimal> points, Decimal pass, const auto& bad) {
  if (points.empty()) return;
  wide_integer total = 0;
  for (const auto p : points) {
    if (p < Decimal{}) bad(ProblemCode::value_out_of_range, p.str(), "points of 0 or more");
    total += p.micros();
  }
  if (total > most_number.micros()) {
    bad(ProblemCode::value_out_of_range, "a total above " + most_number.str(), "a total within it");
  } else if (pass <= Decimal{} || pass.micros() > total) {
    bad(ProblemCode::value_out_of_range, pass.str(),
        "a pass mark above 0, at most the total " +
            Decimal::from_micros(static_cast<std::int64_t>(total)).str());
  }
}

// What is wrong with the numbers of one cell, of a set or of an overlay.
inline void check_numbers(const Requirement& requirement, std::span<const Decimal> numbers,
                          const auto& bad) {
  const auto [fewest, most] = numbers_in_cell(requirement);
  if (numbers.size() < fewest || numbers.size() > most) {
    bad(ProblemCode::wrong_number_count, std::to_string(numbers.size()),
        std::to_string(fewest) + (most > fewest ? " to " + std::to_string(most) : ""));
    return;
  }
  for (const auto n : numbers) {
    if (too_wide(n)) {
      bad(ProblemCode::value_out_of_range, n.str(), "a number within ±" + most_number.str());
    }
  }
  if (std::holds_alternative<requirement::Between>(requirement) && numbers[1] < numbers[0]) {
    bad(ProblemCode::value_out_of_range, numbers[1].str(), "lower before upper");
  }
  if (const auto* q = std::get_if<requirement::PassMark>(&requirement)) {
    std::vector<Decimal> points;
    for (const auto& part : q->parts) points.push_back(part.max);
    check_pass_mark(points, numbers[0], bad);
    if (numbers.size() == 2 && (numbers[1] < Decimal{} || numbers[1] > Decimal(100))) {
      bad(ProblemCode::value_out_of_range, numbers[1].str(), "a share of 0 to 100");
    }
  }
}

}  // namespace tieuchi::inline v1::detail
