// The one place that sees kinds of requirements: each kind has its lowering, in a file of its own.
#include "tieuchi/assessment/plan.hpp"

// Guarded after its header, whose bodies read this file where they are inline.
#ifndef TIEUCHI_DETAIL_ASSESSMENT_LOWER_LOWER
#define TIEUCHI_DETAIL_ASSESSMENT_LOWER_LOWER

#include <concepts>
#include <variant>

#include "tieuchi/detail/assessment/lower/attained.hpp"
#include "tieuchi/detail/assessment/lower/between.hpp"
#include "tieuchi/detail/assessment/lower/bound.hpp"
#include "tieuchi/detail/assessment/lower/declared.hpp"
#include "tieuchi/detail/assessment/lower/delegated.hpp"
#include "tieuchi/detail/assessment/lower/factor_on_threshold.hpp"
#include "tieuchi/detail/assessment/lower/not_published.hpp"
#include "tieuchi/detail/assessment/lower/of_which.hpp"
#include "tieuchi/detail/assessment/lower/pass_mark.hpp"
#include "tieuchi/detail/assessment/lower/per_group.hpp"
#include "tieuchi/detail/assessment/lower/per_year.hpp"
#include "tieuchi/detail/assessment/lower/ratio_to_past.hpp"
#include "tieuchi/detail/assessment/lower/ratio_to_series.hpp"
#include "tieuchi/detail/assessment/lower/several_years.hpp"

namespace tieuchi::inline v1::detail {

// Closed: a kind without a `lower` does not compile, and the message names it. A kind is no
// requirement here, so that one without its own does not come back to this one for ever.
template <std::same_as<Requirement> Any>
void lower(const Any& requirement, PlanBuilder& plan) {
  std::visit([&](const auto& kind) { lower(kind, plan); }, requirement);
}

// Whether the value that an indicator asks for was published.
inline bool published(const Indicator& indicator, std::span<const Measure> measures) {
  PlanBuilder plan(measures);
  lower(indicator.requirement, plan);
  return plan.take().published;
}

}  // namespace tieuchi::inline v1::detail

#endif
