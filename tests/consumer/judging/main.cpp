// A program that judges and does nothing else: judging.hpp, with or without the catalog.
#include "tieuchi/judging.hpp"

#include <cstdio>

#include "../judge.hpp"
#ifdef WITH_CATALOG
#include "tieuchi/catalog.hpp"
#endif

#ifdef EIGEN_WORLD_VERSION
#error "judging.hpp reads Eigen"
#endif
#if defined(WITHOUT_EIGEN) && __has_include(<Eigen/Core>)
#error "Eigen is on the include path"
#endif

int main() {
  if (judged() != EXPECTED_HASH) {
    return std::printf("other verdicts: %llx\n", static_cast<unsigned long long>(judged())), 1;
  }
#ifdef WITH_CATALOG
  namespace tc = tieuchi;
  const tc::Date day = tc::Date::end_of(2019);
  const auto rules = tc::compile(tc::catalog::criteria_set("vn-commune-2016"), {.on = day});
  if (rules.set().criteria().size() != 19) return 2;
#endif
}
