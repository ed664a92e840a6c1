#include "made_up_history.hpp"

#include "tieuchi/projection/random.hpp"

namespace pinned {

using namespace tieuchi;

History made_up_history() {
  constexpr std::size_t units = 36, criteria = 7, years = 6, districts = 4;
  HistoryParts p;
  for (std::size_t t = 0; t < years; ++t) p.years.push_back(2015 + static_cast<int>(t));
  for (std::size_t d = 0; d < districts; ++d)
    p.districts.push_back(UnitCode{"D" + std::to_string(d + 1)});
  for (std::size_t j = 0; j < criteria; ++j) {
    p.criteria.push_back(CriterionNumber{std::to_string(j + 1)});
  }
  for (std::size_t i = 0; i < units; ++i) {
    p.units.push_back(UnitCode{"S" + std::to_string(i + 1)});
    p.district.push_back(static_cast<std::uint32_t>(i % districts));
  }
  const auto word = [](std::size_t a, std::size_t b, std::size_t c) {
    return philox({static_cast<std::uint32_t>(a), static_cast<std::uint32_t>(b),
                   static_cast<std::uint32_t>(c), 0},
                  {2020, 16});
  };
  p.states.assign(years * criteria * units, 0), p.registered.assign(years * units, 0);
  std::vector<double> road;
  for (std::size_t t = 0; t < years; ++t) {
    for (std::size_t i = 0; i < units; ++i) {
      road.push_back(static_cast<double>(i * 5 % 9) / 4 - 1);
      std::uint32_t met = 0;
      for (std::size_t j = 0; t > 0 && j < criteria; ++j) {
        met += p.states[((t - 1) * criteria + j) * units + i] == 1;
      }
      const bool listed = t > 0 && met + 3 >= criteria && (i + t) % 3 == 0;
      p.registered[t * units + i] = listed;
      for (std::size_t j = 0; j < criteria; ++j) {
        // Per mille: a gain from 60 to 500, more for a registered unit; a loss from 10 to 60.
        const auto ease = static_cast<std::uint32_t>(20 * (i * 7 % 11) + 40 * (criteria - j) / 2);
        const std::uint32_t gain = 60 + ease + (t == 3 ? 90u : 0u) + (listed ? 250u : 0u);
        const std::uint32_t loss = 10 + static_cast<std::uint32_t>(5 * (i % 5) + 4 * j);
        const std::uint32_t dice = word(t, i, j)[0] % 1000;
        bool before = false;
        if (t > 0) before = p.states[((t - 1) * criteria + j) * units + i] == 1;
        const bool now = t == 0 ? dice < 200 + ease : before ? dice >= loss : dice < gain;
        p.states[(t * criteria + j) * units + i] = now ? 1 : 0;
      }
    }
  }
  // Seen afterwards: unit 12 has no market, one cell in twenty was not looked at.
  for (std::size_t t = 0; t < years; ++t) {
    for (std::size_t j = 0; j < criteria; ++j) {
      for (std::size_t i = 0; i < units; ++i) {
        std::uint8_t& s = p.states[(t * criteria + j) * units + i];
        if (word(t, i, j)[1] % 20 == 0) s = static_cast<std::uint8_t>(State::missing);
        if (i == 11 && j == 5) s = static_cast<std::uint8_t>(State::not_applicable);
      }
    }
  }
  p.covariates = {{"road", std::move(road)}};
  return History(std::move(p));
}

}  // namespace pinned
