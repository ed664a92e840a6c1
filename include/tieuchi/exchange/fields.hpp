/// @file
/// How the types of the library are taken apart: one line a type, the same for writing and reading.
///
/// Each line names every member by a structured binding, so a member added to a type and forgotten
/// here does not compile. The order of members is the format: it changes only together with
/// `archive::format` (exchange/archive.hpp). What is read is only brought into its type here; the
/// checks are those of the constructors of the library (see archive.hpp).
#pragma once

#include <algorithm>

#include "tieuchi/assessment/assess.hpp"
#include "tieuchi/criteria/overlay.hpp"
#include "tieuchi/detail/exchange/requirement_fields.hpp"
#include "tieuchi/exchange/bundle.hpp"
#include "tieuchi/observation/panel_data.hpp"
#include "tieuchi/planning/work_plan.hpp"
#include "tieuchi/programme/programme.hpp"
#include "tieuchi/projection/fit.hpp"

namespace tieuchi::inline v1::archive {

template <>
inline constexpr int last_of<Level> = static_cast<int>(Level::product);
template <>
inline constexpr int last_of<Status> = static_cast<int>(Status::transcribed);
template <>
inline constexpr int last_of<MeasureKind> = static_cast<int>(MeasureKind::score);
template <>
inline constexpr int last_of<CellState> = static_cast<int>(CellState::not_published);
template <>
inline constexpr int last_of<Completeness> = static_cast<int>(Completeness::not_published);
template <>
inline constexpr int last_of<Provenance> = static_cast<int>(Provenance::allow_transcribed);
template <>
inline constexpr int last_of<Evidence> = static_cast<int>(Evidence::approved);
template <>
inline constexpr int last_of<Overlay::Kind> = static_cast<int>(Overlay::Kind::check);
template <>
inline constexpr int last_of<BodyRank> = static_cast<int>(BodyRank::province);
template <>
inline constexpr int last_of<Grant::Direction> = static_cast<int>(Grant::Direction::confirm);
template <>
inline constexpr int last_of<Metric> = static_cast<int>(Metric::criterion_share);
template <>
inline constexpr int last_of<PlanStatus> = static_cast<int>(PlanStatus::stopped);
template <>
inline constexpr int last_of<Rung> = static_cast<int>(Rung::full);
template <>
inline constexpr int last_of<Estimator> = static_cast<int>(Estimator::em_laplace);
template <>
inline constexpr int last_of<Direction> = static_cast<int>(Direction::loss);

// Words and people.
template <class A>
void fields(A& a, Of<Text> auto& v) {
  auto& [vi, en] = v;
  a(vi, en);
}
template <class A>
void fields(A& a, Of<Period> auto& v) {
  auto& [from, to] = v;
  a(from, to);
}
template <class A>
void fields(A& a, Of<Stratum> auto& v) {
  auto& [dimension, code] = v;
  a(dimension, code);
}
// When a statement of a unit was recorded is written behind all units (archive_access.hpp), so that
// registries that say nothing of it stay as they were.
template <class A, class T>
void fields(A& a, Dated<T>& v) {
  auto& [value, period, recorded, withdrawn] = v;
  a(value, period);
}
template <class A, class T>
void fields(A& a, const Dated<T>& v) {
  auto& [value, period, recorded, withdrawn] = v;
  a(value, period);
}
template <class A, class T>
void fields(A& a, Recorded<T>& v) {
  auto& [value, recorded] = v;
  a(value, recorded);
}
template <class A, class T>
void fields(A& a, const Recorded<T>& v) {
  auto& [value, recorded] = v;
  a(value, recorded);
}
template <class A>
void fields(A& a, Of<Unit> auto& v) {
  auto& [code, level, exists, names, parents, strata, cohorts, exists_recorded, existence] = v;
  a(code, level, exists, names, parents, strata, cohorts);
}
template <class A>
void fields(A& a, Of<Cohort> auto& v) {
  auto& [member, within, stratum] = v;
  a(member, within, stratum);
}

// What the law asks.
template <class A>
void fields(A& a, Of<Citation> auto& v) {
  auto& [status, source] = v;
  a(status, source);
}
template <class A>
void fields(A& a, Of<Measure> auto& v) {
  auto& [code, kind, name, unit, part_of] = v;
  a(code, kind, name, unit, part_of);
}
template <class A>
void fields(A& a, Of<Applicability> auto& v) {
  auto& [condition, basis, citation] = v;
  a(condition, basis, citation);
}
template <class A>
void fields(A& a, Of<ThresholdCell> auto& v) {
  auto& [stratum, period, state, numbers, citation] = v;
  a(stratum, period, state, numbers, citation);
}
template <class A>
void fields(A& a, Of<LegalRounding> auto& v) {
  auto& [places, clause] = v;
  a(places, clause);
}
template <class A>
void fields(A& a, Of<Indicator> auto& v) {
  auto& [number, name, unit, requirement, cells, applicability, comparator_status, text_status,
         rounding] = v;
  a(number, name, unit, requirement, cells, applicability, comparator_status, text_status,
    rounding);
}
template <class A>
void fields(A& a, Of<Criterion> auto& v) {
  auto& [number, name, group, rule, applicability, indicators] = v;
  a(number, name, group, rule, applicability, indicators);
}
template <class A>
void fields(A& a, Of<StratumOverride> auto& v) {
  auto& [dimension, codes, use, period, citation] = v;
  a(dimension, codes, use, period, citation);
}
template <class A>
void fields(A& a, Of<CriteriaSetParts> auto& v) {
  auto& [id, decision, title, level, tier, issued, in_force, completeness, dimension, strata,
         overrides, measures, criteria, rule, prerequisite, grants] = v;
  a(id, decision, title, level, tier, issued, in_force, completeness, dimension, strata, overrides,
    measures, criteria, rule, prerequisite);
  if (a.written() > 1) a(grants);
}
template <class A>
void fields(A& a, Of<Grant> auto& v) {
  auto& [indicator, stratum, to, direction, base, period, citation, body] = v;
  a(indicator, stratum, to, direction, base, period, citation, body);
}

// Overlays and the choices of judging.
template <class A>
void fields(A& a, Of<Scope::Attribute> auto& v) {
  auto& [dimension, code] = v;
  a(dimension, code);
}
template <class A>
void fields(A& a, Of<Scope> auto& v) {
  auto& [within, attributes] = v;
  a(within, attributes);
}
template <class A>
void fields(A& a, Of<OverlayValue> auto& v) {
  auto& [indicator, stratum, numbers, period, citation] = v;
  a(indicator, stratum, numbers, period, citation);
}
template <class A>
void fields(A& a, Of<Overlay> auto& v) {
  auto& [instrument, set, kind, rank, issued, scope, synthetic, values, body, recorded, repeals] =
      v;
  a(instrument, set, kind, rank, issued, scope, synthetic, values);
  if (a.written() > 1) a(body, recorded, repeals);
}
template <class A>
void fields(A& a, Of<JudgingColumn::Other> auto& v) {
  auto& [stratum, overlays] = v;
  a(stratum, overlays);
}
// In format 1 bit i says that overlay i applies.
template <class A>
void fields(A& a, Of<JudgingColumn> auto& v) {
  auto& [stratum, overlays, others] = v;
  a(stratum);
  if constexpr (!std::is_const_v<std::remove_reference_t<decltype(v)>>) {
    if (a.written() == 1) {
      std::uint64_t bits = 0;
      a(bits);
      for (std::uint16_t o = 0; o < 64; ++o) {
        if (bits >> o & 1) overlays.push_back(o);
      }
      return;
    }
  }
  a(overlays, others);
}

// What was measured.
template <class A>
void fields(A& a, Of<ColumnData> auto& v) {
  auto& [measure, reference, values, states, evidence, recorded, source, denominators] = v;
  a(measure, reference, values, states, evidence, recorded, source, denominators);
}
template <class A>
void fields(A& a, Of<PanelData> auto& v) {
  auto& [units, columns, notes] = v;
  a(units, columns, notes);
}

// What was promised.
template <class A>
void fields(A& a, Of<CriteriaRange> auto& v) {
  auto& [least, most] = v;
  a(least, most);
}
template <class A>
void fields(A& a, Of<TargetPopulation> auto& v) {
  auto& [name, level, cohort, units] = v;
  a(name, level, cohort, units);
}
template <class A>
void fields(A& a, Of<Target> auto& v) {
  auto& [code, name, metric, population, by, at_least, up_to, at_most, band, criterion, baseline,
         baseline_on, source, status] = v;
  a(code, name, metric, population, by, at_least, up_to, at_most, band, criterion, baseline,
    baseline_on, source, status);
}

// Where it is heading.
template <class A>
void fields(A& a, Of<Covariate> auto& v) {
  auto& [name, values] = v;
  a(name, values);
}
template <class A>
void fields(A& a, Of<HistoryParts> auto& v) {
  auto& [years, units, criteria, states, district, districts, province, provinces, set_of_year,
         registered, covariates] = v;
  a(years, units, criteria, states, district, districts, province, provinces, set_of_year,
    registered, covariates);
}
template <class A>
void fields(A& a, Of<TwoState> auto& v) {
  auto& [gain, loss] = v;
  a(gain, loss);
}
template <class A>
void fields(A& a, Of<YearPrior> auto& v) {
  auto& [weight, sd] = v;
  a(weight, sd);
}
template <class A>
void fields(A& a, Of<FitOptions> auto& v) {
  auto& [at_most, estimator, year_prior] = v;
  a(at_most, estimator, year_prior);
}
template <class A>
void fields(A& a, Of<RowOptions> auto& v) {
  auto& [initial_count, registration, at_all, user_covariates] = v;
  a(initial_count, registration, at_all, user_covariates);
}
template <class A>
void fields(A& a, Of<CrossedOptions> auto& v) {
  auto& [covariates, estimator, year_prior, most_steps, known_sd] = v;
  a(covariates, estimator, year_prior, most_steps, known_sd);
}

// What to do first.
template <class A>
void fields(A& a, Of<Work> auto& v) {
  auto& [code, unit, criterion, cost, chance, chance_without, value, lead_years, fund, after,
         cost_spread] = v;
  a(code, unit, criterion, cost, chance, chance_without, value, lead_years, fund, after,
    cost_spread);
}
template <class A>
void fields(A& a, Of<PlanUnit> auto& v) {
  auto& [unit, district, rest, weight] = v;
  a(unit, district, rest, weight);
}
template <class A>
void fields(A& a, Of<PlannedWork> auto& v) {
  auto& [work, year] = v;
  a(work, year);
}
template <class A>
void fields(A& a, Of<WorkPlan> auto& v) {
  auto& [chosen, cost, value, bound, criteria, recognised, recognised_before, status, seconds] = v;
  a(chosen, cost, value, bound, criteria, recognised, recognised_before, status, seconds);
}

// Several archives in one.
template <class A>
void fields(A& a, Of<Bundle::Part> auto& v) {
  auto& [name, content] = v;
  a(name, content);
}
template <class A>
void fields(A& a, Of<Bundle> auto& v) {
  auto& [holds, parts] = v;
  a(holds, parts);
}

}  // namespace tieuchi::inline v1::archive
