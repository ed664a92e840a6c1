// Bodies of planning/schedule.hpp.
#pragma once

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <string>
#include <tuple>
#include <vector>
#include "tieuchi/planning/schedule.hpp"

#include "tieuchi/detail/inline.hpp"

namespace tieuchi::inline v1 {

TIEUCHI_INLINE Schedule::Schedule(const WorkList& works, const ScheduleOptions& options,
                                  bool elastic)
    : works_(works), o_(options), caps_(works, options.caps, options.gamma) {
  check();
  add_works();
  add_recognition(elastic);
  add_caps();
  add_targets(elastic);
  if (!elastic && o_.targets.empty() && o_.gamma == 0) add_start();
}

TIEUCHI_INLINE void Schedule::check() const {
  Problems problems;
  const auto bad = [&](ProblemCode what, std::string code, const char* column, std::string found,
                       std::string expected) {
    problems.add({.what = what,
                  .column = column,
                  .code = std::move(code),
                  .found = std::move(found),
                  .expected = std::move(expected)});
  };
  if (o_.until < o_.from || o_.until - o_.from >= 50)
    bad(ProblemCode::value_out_of_range, "years", "until", std::to_string(o_.until),
        "from " + std::to_string(o_.from) + ", 50 years at most");
  if (!(o_.gamma >= 0) || !std::isfinite(o_.gamma))
    bad(ProblemCode::value_out_of_range, "gamma", "", std::to_string(o_.gamma), "0 or more");
  if (!(o_.earlier >= 0) || !std::isfinite(o_.earlier))
    bad(ProblemCode::value_out_of_range, "earlier", "", std::to_string(o_.earlier), "0 or more");
  if (!(o_.wanted.bonus >= 0) || !std::isfinite(o_.wanted.bonus))
    bad(ProblemCode::value_out_of_range, "bonus", "", std::to_string(o_.wanted.bonus), "0 or more");
  if (!(o_.limits.seconds >= 0))
    bad(ProblemCode::value_out_of_range, "seconds", "",
        std::isnan(o_.limits.seconds) ? "nothing" : std::to_string(o_.limits.seconds), "0 or more");
  detail::check_gap(o_.limits.gap, problems);
  for (std::size_t k = 0; k < o_.caps.size(); ++k) {
    const Cap& c = o_.caps[k];
    const std::string name = c.district.str() + (c.fund.empty() ? "" : " " + c.fund) +
                             (c.year ? " " + std::to_string(*c.year) : "");
    if (!(c.amount >= 0) || !std::isfinite(c.amount))
      bad(ProblemCode::not_a_cost, "cap " + name, "amount",
          std::isnan(c.amount) ? "nothing" : std::to_string(c.amount), "0 or more");
    if (c.year && (*c.year < o_.from || *c.year > o_.until))
      bad(ProblemCode::value_out_of_range, "cap " + name, "year", std::to_string(*c.year),
          std::to_string(o_.from) + " to " + std::to_string(o_.until));
    bool any = false;
    for (std::size_t w = 0; w < works_.size() && !any; ++w) any = caps_.covers(k, w);
    if (!any)
      bad(ProblemCode::unknown_code, "cap " + name, c.district.empty() ? "fund" : "district", name,
          "the district and fund of some work");
  }
  for (const auto& t : o_.targets) {
    if (t.by < o_.from)
      bad(ProblemCode::value_out_of_range, t.target.code, "by", std::to_string(t.by),
          std::to_string(o_.from) + " or later");
    for (const auto& u : t.target.units) {
      if (!std::ranges::binary_search(works_.units(), u, {}, &PlanUnit::unit))
        bad(ProblemCode::unknown_unit, t.target.code, "units", u.str(), "a unit that has works");
    }
  }
  problems.raise<InvalidData>();
}

TIEUCHI_INLINE void Schedule::add_works() {
  for (std::size_t w = 0; w < works_.size(); ++w) {
    const Work& x = works_[w];
    for (std::size_t y = 0; y < years(); ++y) {
      const int late = o_.until - (o_.from + static_cast<int>(y) + x.lead_years);
      const double gain = x.criterion.empty() || late < 0
                              ? 0
                              : x.value * (x.chance - x.chance_without) * (1 + o_.earlier * late);
      mip_.add_column(gain, 0, 1, true);
    }
  }
  for (std::size_t w = 0; w < works_.size(); ++w) {
    for (std::size_t y = 0; y < years(); ++y) mip_.add_entry(funded(w, y), 1);
    mip_.end_row(0, 1);
    // Funded by a year only where what it waits for is finished before that year.
    for (auto b : works_.before(w)) {
      const auto lead = static_cast<std::size_t>(works_[b].lead_years);
      for (std::size_t y = 0; y < years(); ++y) {
        for (std::size_t k = 0; k <= y; ++k) mip_.add_entry(funded(w, k), 1);
        for (std::size_t k = 0; k + lead + 1 <= y; ++k) mip_.add_entry(funded(b, k), -1);
        mip_.end_row(-std::numeric_limits<double>::infinity(), 0);
      }
    }
  }
}

TIEUCHI_INLINE void Schedule::add_recognition(bool elastic) {
  for (std::size_t u = 0; u < works_.units().size(); ++u) {
    double all = works_.units()[u].rest, before = all;
    for (std::size_t w = works_.first(u); w < works_.last(u); ++w) {
      if (!works_[w].criterion.empty()) all *= works_[w].chance, before *= works_[w].chance_without;
    }
    const double worth = o_.wanted.bonus * works_.units()[u].weight * (all - before);
    for (std::size_t y = 0; y < years(); ++y)
      mip_.add_column(y + 1 == years() ? worth : worth * o_.earlier, 0,
                      works_.units()[u].rest > 0 ? 1 : 0, false);
  }
  if (elastic) std::ranges::fill(mip_.objective, 0.0);
  for (std::size_t u = 0; u < works_.units().size(); ++u) {
    for (std::size_t w = works_.first(u); w < works_.last(u); ++w) {
      if (works_[w].criterion.empty()) continue;
      const auto lead = static_cast<std::size_t>(works_[w].lead_years);
      for (std::size_t y = 0; y < years(); ++y) {
        mip_.add_entry(recognised(u, y), 1);
        for (std::size_t k = 0; k + lead <= y; ++k) mip_.add_entry(funded(w, k), -1);
        mip_.end_row(-std::numeric_limits<double>::infinity(), 0);
      }
    }
  }
}

TIEUCHI_INLINE void Schedule::add_caps() {
  constexpr double infinite = std::numeric_limits<double>::infinity();
  // Rows are this much wider than their caps, so that rounding excludes no plan that fits exactly.
  constexpr double wider = 1e-9;
  for (std::size_t c = 0; c < caps_.size(); ++c) {
    const wide_integer most = caps_.most(c);
    std::vector<std::tuple<std::int32_t, double, double>> entries;
    // Money is scaled to the cap, so that tolerances mean the same in đồng and in billions. What
    // exceeds the cap alone is never funded under it; what costs nothing needs no entry.
    const double scale = works_.money().amount(most) > 0 ? works_.money().amount(most) : 1;
    for (std::size_t w = 0; w < works_.size(); ++w) {
      for (std::size_t y = 0; y < years(); ++y) {
        const PlannedWork alone{w, o_.from + static_cast<int>(y)};
        if (!caps_.covers(c, alone)) continue;
        if (caps_.need({alone}) > most) {
          mip_.upper[static_cast<std::size_t>(funded(w, y))] = 0;
        } else if (works_[w].cost > 0 || works_[w].cost_spread > 0) {
          entries.emplace_back(funded(w, y), works_[w].cost / scale, works_[w].cost_spread / scale);
        }
      }
    }
    if (entries.empty()) continue;
    if (o_.gamma > 0) {
      const auto theta = mip_.add_column(0, 0, infinite, false);
      std::vector<std::int32_t> extra;
      for (const auto& [at, cost, spread] : entries) {
        extra.push_back(mip_.add_column(0, 0, infinite, false));
        mip_.add_entry(extra.back(), 1), mip_.add_entry(theta, 1), mip_.add_entry(at, -spread);
        mip_.end_row(0, infinite);
      }
      for (auto p : extra) mip_.add_entry(p, 1);
      mip_.add_entry(theta, o_.gamma);
    }
    for (const auto& [at, cost, spread] : entries) mip_.add_entry(at, cost);
    mip_.end_row(-infinite, 1 + wider);
  }
}

TIEUCHI_INLINE std::vector<PlannedWork> Schedule::chosen(const SolverAnswer& answer) const {
  std::vector<PlannedWork> out;
  if (answer.values.size() != mip_.objective.size()) return out;
  for (std::size_t w = 0; w < works_.size(); ++w) {
    for (std::size_t y = 0; y < years(); ++y) {
      if (answer.values[static_cast<std::size_t>(funded(w, y))] > 0.5)
        out.push_back({w, o_.from + static_cast<int>(y)});
    }
  }
  return out;
}

TIEUCHI_INLINE std::size_t Schedule::cut(const SolverAnswer& answer) {
  const auto covers = caps_.broken(chosen(answer));
  for (const auto& cover : covers) {
    for (const auto& w : cover)
      mip_.add_entry(funded(w.work, static_cast<std::size_t>(w.year - o_.from)), 1);
    mip_.end_row(-std::numeric_limits<double>::infinity(), static_cast<double>(cover.size()) - 1);
  }
  return covers.size();
}

TIEUCHI_INLINE SolverAnswer Schedule::repaired(SolverAnswer answer) const {
  answer.status = SolverStatus::stopped;
  if (!o_.targets.empty()) return answer.values.clear(), answer;
  std::vector<double> worth;
  for (std::size_t w = 0; w < works_.size(); ++w)
    worth.push_back(mip_.objective[static_cast<std::size_t>(funded(w, 0))]);
  const auto kept = caps_.repaired(chosen(answer), worth);
  std::fill_n(answer.values.begin(), works_.size() * years(), 0.0);
  for (const auto& w : kept)
    answer.values[static_cast<std::size_t>(
        funded(w.work, static_cast<std::size_t>(w.year - o_.from)))] = 1;
  return answer;
}

TIEUCHI_INLINE void Schedule::add_targets(bool elastic) {
  constexpr double infinite = std::numeric_limits<double>::infinity();
  for (const auto& [t, by] : o_.targets) {
    const auto last = static_cast<std::size_t>(std::min(by, o_.until) - o_.from);
    for (std::size_t u = 0; u < works_.units().size(); ++u) {
      if (!t.units.empty() && std::ranges::find(t.units, works_.units()[u].unit) == t.units.end())
        continue;
      if (t.count == PlanCount::recognised) {
        mip_.add_entry(recognised(u, last), 1);
        continue;
      }
      for (std::size_t w = works_.first(u); w < works_.last(u); ++w) {
        for (std::size_t k = 0; !works_[w].criterion.empty() &&
                                k + static_cast<std::size_t>(works_[w].lead_years) <= last;
             ++k)
          mip_.add_entry(funded(w, k), 1);
      }
    }
    if (elastic) {
      slack_.push_back(mip_.add_column(-1, 0, infinite, false));
      mip_.add_entry(slack_.back(), 1);
    }
    mip_.end_row(t.at_least, infinite);
  }
}

// The first year, from 0, by whose end every criterion of a unit is met; the number of years where
// none is.
TIEUCHI_INLINE int Schedule::whole_from(std::size_t u, const std::vector<int>& year_of) const {
  int done = works_.units()[u].rest > 0 ? 0 : static_cast<int>(years());
  for (std::size_t w = works_.first(u); w < works_.last(u); ++w) {
    if (works_[w].criterion.empty()) continue;
    done = std::max(done,
                    year_of[w] < 0 ? static_cast<int>(years()) : year_of[w] + works_[w].lead_years);
  }
  return done;
}

// Steps of the marginal-benefit curve, steepest first, each work in the first year whose caps allow
// it.
TIEUCHI_INLINE void Schedule::add_start() {
  mip_.start.assign(mip_.objective.size(), 0.0);
  if (works_.any_order()) return mip_.start.clear();
  std::vector<wide_integer> left;
  for (std::size_t c = 0; c < caps_.size(); ++c) left.push_back(caps_.most(c));
  std::vector<int> year_of(works_.size(), -1);
  const MarginalBenefit curve(works_, o_.wanted);
  const auto fund = [&](std::size_t w, std::size_t y) {
    std::vector<std::size_t> of;
    for (std::size_t c = 0; c < caps_.size(); ++c) {
      if (!caps_.covers(c, PlannedWork{w, o_.from + static_cast<int>(y)})) continue;
      if (left[c] < works_.exact_cost(w)) return false;
      of.push_back(c);
    }
    for (auto c : of) left[c] -= works_.exact_cost(w);
    year_of[w] = static_cast<int>(y);
    return true;
  };
  for (const auto& s : curve.steps()) {
    for (auto bits = s.to & ~s.from; bits; bits &= bits - 1) {
      const std::size_t w = works_.first(s.unit) + static_cast<std::size_t>(std::countr_zero(bits));
      for (std::size_t y = 0; y < years() && year_of[w] < 0; ++y) fund(w, y);
    }
  }
  for (std::size_t w = 0; w < works_.size(); ++w) {
    if (year_of[w] >= 0)
      mip_.start[static_cast<std::size_t>(funded(w, static_cast<std::size_t>(year_of[w])))] = 1;
  }
  for (std::size_t u = 0; u < works_.units().size(); ++u) {
    for (auto y = static_cast<std::size_t>(whole_from(u, year_of)); y < years(); ++y)
      mip_.start[static_cast<std::size_t>(recognised(u, y))] = 1;
  }
}

TIEUCHI_INLINE WorkPlan Schedule::plan(const SolverAnswer& answer) const {
  if (answer.values.size() != mip_.objective.size()) {
    throw Infeasible(
        {{.what = ProblemCode::out_of_reach,
          .code = "schedule",
          .found = answer.status == SolverStatus::infeasible ? "no plan satisfies the caps"
                                                             : "no plan within the limits",
          .expected = "wider caps, or more time"}});
  }
  auto chosen = this->chosen(answer);
  std::vector<int> year_of(works_.size(), -1);
  double value = 0;  // of whole works, not of the solver's nearly whole ones
  for (const auto& w : chosen) {
    year_of[w.work] = w.year - o_.from;
    value += mip_.objective[static_cast<std::size_t>(
        funded(w.work, static_cast<std::size_t>(w.year - o_.from)))];
  }
  for (std::size_t u = 0; u < works_.units().size(); ++u) {
    for (auto y = static_cast<std::size_t>(whole_from(u, year_of)); y < years(); ++y)
      value += mip_.objective[static_cast<std::size_t>(recognised(u, y))];
  }
  WorkPlan plan = plan_of(works_, in_order_of_codes(works_, std::move(chosen), o_.targets));
  plan.value = value, plan.bound = std::max(value, answer.bound);
  plan.status = answer.status == SolverStatus::optimal ? PlanStatus::optimal : PlanStatus::stopped;
  plan.seconds = answer.seconds;
  return plan;
}

TIEUCHI_INLINE std::vector<double> Schedule::missed(const SolverAnswer& answer) const {
  std::vector<double> out;
  for (auto s : slack_)
    out.push_back(answer.values.empty() ? 0 : answer.values[static_cast<std::size_t>(s)]);
  return out;
}

TIEUCHI_INLINE void Schedule::explain(const SolverAnswer& answer) const {
  Problems problems;
  const auto by = missed(answer);
  for (std::size_t t = 0; t < o_.targets.size(); ++t) {
    const double less = std::ceil(by[t] - 1e-6);
    if (less <= 0) continue;
    problems.add(
        {.what = ProblemCode::out_of_reach,
         .code = o_.targets[t].target.code,
         .found = std::to_string(o_.targets[t].target.at_least) + " by " +
                  std::to_string(o_.targets[t].by),
         .expected = "at most " +
                     std::to_string(o_.targets[t].target.at_least - static_cast<int>(less)) +
                     " with these caps, the others kept or missed by least"});
  }
  if (problems.empty())
    problems.add({.what = ProblemCode::out_of_reach,
                  .code = "schedule",
                  .found = "no plan satisfies targets and caps",
                  .expected = "wider caps, or more time"});
  throw Infeasible(problems.list());
}

}  // namespace tieuchi::inline v1
