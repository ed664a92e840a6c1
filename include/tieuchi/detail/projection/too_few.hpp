// Too few of what a figure is made of.
#pragma once

#include <string>

#include "tieuchi/error.hpp"

namespace tieuchi::inline v1::detail {

[[noreturn]] inline void too_few(const char* code, std::size_t found, const char* expected) {
  throw NotEnoughData({{.what = ProblemCode::too_few_observations,
                        .code = code,
                        .found = std::to_string(found),
                        .expected = expected}});
}

}  // namespace tieuchi::inline v1::detail
