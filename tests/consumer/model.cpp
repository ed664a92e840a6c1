#include "judge.hpp"
#include "tieuchi/exchange/archive.hpp"
#include "tieuchi/projection/project.hpp"

namespace tc = tieuchi;

std::string projected() {
  tc::HistoryParts h;
  for (int t = 0; t < 4; ++t) h.years.push_back(2016 + t);
  for (int i = 0; i < 40; ++i) h.units.push_back(tc::UnitCode{std::to_string(i)});
  for (int j = 0; j < 3; ++j) h.criteria.push_back(tc::CriterionNumber{std::to_string(j + 1)});
  for (std::size_t t = 0; t < 4; ++t) {
    for (std::size_t c = 0; c < 120; ++c)
      h.states.push_back(static_cast<std::uint8_t>((c * 31 + 17) % 10 < 3 + 2 * t));
  }
  const tc::Model model = tc::fit(tc::History(std::move(h)));
  const auto again = tc::archive::load<tc::Model>(tc::archive::save(model));
  return tc::archive::save(tc::project(again, {.until = 2021, .draws = 50}));
}
