// Attained, or lower than the year before, in each of some years.
#include "tieuchi/assessment/plan.hpp"

// Guarded after its header, whose bodies read this file where they are inline.
#ifndef TIEUCHI_DETAIL_ASSESSMENT_LOWER_SEVERAL_YEARS
#define TIEUCHI_DETAIL_ASSESSMENT_LOWER_SEVERAL_YEARS

#include "tieuchi/detail/assessment/lower/builder.hpp"

namespace tieuchi::inline v1::detail {

inline void lower(const requirement::SeveralYears& q, PlanBuilder& plan) {
  const bool falling = q.pattern == requirement::SeveralYears::Pattern::falling_every_year;
  const auto attained = plan.attained();
  const auto years = static_cast<std::uint32_t>(q.years);
  for (std::uint32_t y = 0; y < years; ++y) {
    plan.read(q.measure,
              {.window = PlanInput::Window::year, .years_back = static_cast<std::uint8_t>(y)});
  }
  const std::uint32_t members = falling ? years - 1 : years;
  for (std::uint32_t y = 0; y < members; ++y) {
    if (falling) {
      plan.step(op::Ratio{y, y + 1, Comparator::less_than, std::nullopt, true});
    } else {
      plan.step(op::Compare{.read = y, .cut = attained, .gap = false});
    }
  }
  plan.worst(members);
}

}  // namespace tieuchi::inline v1::detail

#endif
