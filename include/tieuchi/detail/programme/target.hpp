// Bodies of programme/target.hpp.
#pragma once

#include "tieuchi/programme/target.hpp"

#include <array>
#include <string>

#include "tieuchi/detail/inline.hpp"

namespace tieuchi::inline v1 {

TIEUCHI_INLINE std::string Target::promise() const {
  if (at_least && up_to) return at_least->str() + "–" + up_to->str();
  std::string out;
  if (at_least) out = "≥ " + at_least->str();
  if (at_most) out += (out.empty() ? "≤ " : ", ≤ ") + at_most->str();
  return out;
}

TIEUCHI_INLINE const char* name(Metric metric) {
  static constexpr std::array<const char*, 9> names{
      "newly_recognised", "recognised",       "mean_criteria", "least_criteria", "tier_total",
      "tier_new",         "recognised_share", "units_in_band", "criterion_share"};
  return names.at(static_cast<std::size_t>(metric));
}

TIEUCHI_INLINE Text other_level(Level asked, Level has) {
  static constexpr std::array<const char*, 7> vi{"thôn, bản", "khu dân cư", "xã",      "huyện",
                                                 "tỉnh",      "cả nước",    "sản phẩm"};
  const auto word = [](Level level) { return std::string(vi.at(static_cast<std::size_t>(level))); };
  return {"nói về cấp " + word(asked) + ", số liệu là của cấp " + word(has),
          "speaks of units of level " + std::string(level_name(asked)) + ", the data of " +
              std::string(level_name(has))};
}

TIEUCHI_INLINE Text nobody_of(const TargetPopulation& who) {
  return {"không có đơn vị nào trong số liệu thuộc " +
              (who.name.vi.empty() ? std::string("đối tượng này") : who.name.vi),
          "no unit of the data belongs to " +
              (who.name.en.empty() ? std::string("its population") : who.name.en)};
}

TIEUCHI_INLINE Text tiers_need_their_set() {
  return {"kết quả theo một bộ tiêu chí không cho biết bậc nâng cao, kiểu mẫu",
          "verdicts of one criteria set do not speak to a tier"};
}

TIEUCHI_INLINE Text no_such_criterion(const CriterionNumber& number) {
  return {"số liệu không có tiêu chí " + number.str(),
          "criterion " + number.str() + " is not one of the data"};
}

}  // namespace tieuchi::inline v1
