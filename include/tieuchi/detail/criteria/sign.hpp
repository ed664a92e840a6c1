// The sign of a comparator, as people write it before a number.
#pragma once

#include <string>

#include "tieuchi/criteria/requirement.hpp"

namespace tieuchi::inline v1::detail {

inline std::string sign_of(Comparator c) {
  switch (c) {
    case Comparator::at_least:
      return "≥ ";
    case Comparator::more_than:
      return "> ";
    case Comparator::at_most:
      return "≤ ";
    case Comparator::less_than:
      return "< ";
  }
  return "";
}

}  // namespace tieuchi::inline v1::detail
