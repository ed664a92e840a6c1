/// @file
/// The choices of a judgement that do not belong to the law: threads, age of observations, what
/// was known, what to keep.
#pragma once

#include <exception>
#include <optional>
#include <stop_token>

#include "tieuchi/observation/choice.hpp"

namespace tieuchi::inline v1 {

/// Thrown by `assess` after a stop was requested; nothing is returned then.
class TIEUCHI_EXCEPTION Stopped : public std::exception {
 public:
  const char* what() const noexcept override { return "judging was stopped"; }
};

/// How to judge.
struct AssessOptions {
  int threads = 1;
  MaxAge max_age = MaxAge::same_year();
  std::optional<Date> known_on{};  ///< only what was recorded by this day
  bool keep_indicators = false;    ///< also keep one byte per unit and indicator
  std::stop_token stop{};          ///< asked between blocks of 4,096 units; see `Stopped`
};

}  // namespace tieuchi::inline v1
