// expected: (NaCount|could not convert)
#include "tieuchi/assessment/rollup.hpp"
tieuchi::RollUp f(const tieuchi::Assessment& a, const tieuchi::Registry& r) {
  return tieuchi::roll_up(a, r, {});
}
