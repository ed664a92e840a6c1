// Catches by its type what was thrown inside a library that hides its symbols.
#include "tieuchi/error.hpp"

extern "C" void judge_nothing();

int main() {
  try {
    judge_nothing();
  } catch (const tieuchi::UnknownCode& e) {
    return e.problems().at(0).found == "2" ? 0 : 1;
  } catch (...) {
    return 2;
  }
  return 3;
}
