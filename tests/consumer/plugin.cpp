// A shared library that hides everything but one function, in which an exception begins.
#include "tieuchi/population/registry.hpp"

extern "C" __attribute__((visibility("default"))) void judge_nothing() {
  const tieuchi::Registry registry({{.code = tieuchi::UnitCode{"1"}}});
  (void)registry.index_of(tieuchi::UnitCode{"2"});
}
