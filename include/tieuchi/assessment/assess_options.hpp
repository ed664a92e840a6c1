/// @file
/// The choices of a judgement that do not belong to the law: threads, age of observations, what to
/// keep. What was known by a day is asked of law and facts alike: see `CompileOptions::known_on`.
#pragma once

#include "tieuchi/observation/choice.hpp"
#include "tieuchi/stop.hpp"

namespace tieuchi::inline v1 {

/// How to judge.
struct AssessOptions {
  int threads = 1;
  MaxAge max_age = MaxAge::same_year();
  bool keep_indicators = false;  ///< also keep one byte per unit and indicator
  StopSignal stop{};             ///< asked between blocks of 2,048 units; see `Stopped`
};

}  // namespace tieuchi::inline v1
