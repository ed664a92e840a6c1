// expected: use of deleted function|invokes a deleted function|call to deleted
#include "tieuchi/observation/panel.hpp"
std::vector<double> read();
tieuchi::Column f() {
  return {.measure = tieuchi::MeasureCode{"income.per_capita"}, .values = read()};
}
