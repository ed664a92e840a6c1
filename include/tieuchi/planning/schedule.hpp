/// @file
/// Several years, caps by district, fund and year, order and lead time: a mixed-integer programme.
///
/// One binary column says that a work is funded in a year, one continuous column that a unit is recognised
/// by the end of a year; it lies below the share done of each of its works, so it is whole where they are.
/// Costs fall in the year of funding. Units that differ in nothing but their code are served in the order of
/// their codes.
///
/// With uncertain works a unit counts at the product of their chances once all are done: what the solver
/// maximises is then a little less than `plan_of` says, never more.
///
/// With `gamma` every cap holds even if that many of its works cost `cost_spread` more (Bertsimas & Sim
/// 2004, doi:10.1287/opre.1030.0065).
///
/// @code
/// const WorkPlan plan = schedule(works, {.from = 2021, .until = 2025, .caps = {{.year = 2021, .amount = 20e9}}}, solver);
/// @endcode
#pragma once

#include <optional>
#include <tuple>

#include "tieuchi/planning/least_cost.hpp"
#include "tieuchi/planning/solver.hpp"

namespace tieuchi::inline v1 {

/// No more than `amount` for works of a district, a fund, a year, or any of them together.
struct Cap {
  UnitCode district{};          ///< empty: all
  std::string fund{};           ///< empty: all
  std::optional<int> year{};    ///< nothing: the years together
  double amount = 0;
};

/// A target of a plan by the end of a year.
struct DatedTarget {
  PlanTarget target;
  int by = 0;
};

struct ScheduleOptions {
  int from = 0, until = 0;      ///< years of funding, both included
  std::vector<Cap> caps{};
  PlanValue wanted{};
  double earlier = 0.01;        ///< what a year sooner adds, as a share of the value
  std::vector<DatedTarget> targets{};
  double gamma = 0;
  SolverLimits limits{.seconds = 60, .gap = 1e-4};
};

/// The programme of a schedule, and its way back to a plan.
class Schedule {
 public:
  /// `elastic` lets targets be missed, each missing unit or criterion at the same loss, and counts nothing else.
  /// @throws InvalidData with every problem: years reversed or more than 50, caps that are no amount or name a
  /// district or fund of no work, targets on unknown units or beyond the years.
  Schedule(const WorkList& works, const ScheduleOptions& options, bool elastic = false);

  const MixedInteger& programme() const { return mip_; }
  /// @throws Infeasible where nothing was found: without targets because the solver failed in time.
  WorkPlan plan(const SolverAnswer& answer) const;
  /// By how much each target is missed in an elastic answer, [n_targets].
  std::vector<double> missed(const SolverAnswer& answer) const;
  /// Throws what an elastic answer shows: each target missed with the most that can be had.
  [[noreturn]] void explain(const SolverAnswer& elastic_answer) const;

 private:
  void check() const;
  void add_works();
  void add_recognition(bool elastic);
  void add_caps();
  void add_targets(bool elastic);
  void add_start();
  bool in(const Cap& cap, std::size_t work) const {
    return (cap.district.empty() || works_.units()[works_.unit_of(work)].district == cap.district) && (cap.fund.empty() || works_[work].fund == cap.fund);
  }
  std::size_t years() const { return static_cast<std::size_t>(o_.until - o_.from + 1); }
  std::int32_t funded(std::size_t work, std::size_t year) const { return static_cast<std::int32_t>(work * years() + year); }
  std::int32_t recognised(std::size_t unit, std::size_t year) const { return static_cast<std::int32_t>(works_.size() * years() + unit * years() + year); }
  void in_order_of_codes(std::vector<PlannedWork>& chosen) const;

  const WorkList& works_;
  const ScheduleOptions& o_;
  MixedInteger mip_;
  std::vector<std::int32_t> slack_;
};

/// @throws Infeasible naming the targets that cannot be reached and the most that can be had of each.
template <Solver S>
WorkPlan schedule(const WorkList& works, const ScheduleOptions& options, S& solver);

// ------------------------------------------------------------------------------------------------

inline Schedule::Schedule(const WorkList& works, const ScheduleOptions& options, bool elastic) : works_(works), o_(options) {
  check();
  add_works();
  add_recognition(elastic);
  add_caps();
  add_targets(elastic);
  if (!elastic && o_.targets.empty() && o_.gamma == 0) add_start();
}

inline void Schedule::check() const {
  Problems problems;
  const auto bad = [&](ProblemCode what, std::string code, const char* column, std::string found, std::string expected) {
    problems.add({.what = what, .column = column, .code = std::move(code), .found = std::move(found), .expected = std::move(expected)});
  };
  if (o_.until < o_.from || o_.until - o_.from >= 50) bad(ProblemCode::value_out_of_range, "years", "until", std::to_string(o_.until), "from " + std::to_string(o_.from) + ", 50 years at most");
  if (!(o_.gamma >= 0)) bad(ProblemCode::value_out_of_range, "gamma", "", std::to_string(o_.gamma), "0 or more");
  for (const auto& c : o_.caps) {
    const std::string name = c.district.str() + (c.fund.empty() ? "" : " " + c.fund) + (c.year ? " " + std::to_string(*c.year) : "");
    if (!(c.amount >= 0) || !std::isfinite(c.amount)) bad(ProblemCode::not_a_cost, "cap " + name, "amount", std::isnan(c.amount) ? "nothing" : std::to_string(c.amount), "0 or more");
    if (c.year && (*c.year < o_.from || *c.year > o_.until)) bad(ProblemCode::value_out_of_range, "cap " + name, "year", std::to_string(*c.year), std::to_string(o_.from) + " to " + std::to_string(o_.until));
    bool any = false;
    for (std::size_t w = 0; w < works_.size() && !any; ++w) any = in(c, w);
    if (!any) bad(ProblemCode::unknown_code, "cap " + name, c.district.empty() ? "fund" : "district", name, "the district and fund of some work");
  }
  for (const auto& t : o_.targets) {
    if (t.by < o_.from) bad(ProblemCode::value_out_of_range, t.target.code, "by", std::to_string(t.by), std::to_string(o_.from) + " or later");
    for (const auto& u : t.target.units) {
      if (!std::ranges::binary_search(works_.units(), u, {}, &PlanUnit::unit)) bad(ProblemCode::unknown_unit, t.target.code, "units", u.str(), "a unit that has works");
    }
  }
  problems.raise<InvalidData>();
}

inline void Schedule::add_works() {
  for (std::size_t w = 0; w < works_.size(); ++w) {
    const Work& x = works_[w];
    for (std::size_t y = 0; y < years(); ++y) {
      const int late = o_.until - (o_.from + static_cast<int>(y) + x.lead_years);
      const double gain = x.criterion.empty() || late < 0 ? 0 : x.value * (x.chance - x.chance_without) * (1 + o_.earlier * late);
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

inline void Schedule::add_recognition(bool elastic) {
  for (std::size_t u = 0; u < works_.units().size(); ++u) {
    double all = works_.units()[u].rest, before = all;
    for (std::size_t w = works_.first(u); w < works_.last(u); ++w) {
      if (!works_[w].criterion.empty()) all *= works_[w].chance, before *= works_[w].chance_without;
    }
    const double worth = o_.wanted.bonus * works_.units()[u].weight * (all - before);
    for (std::size_t y = 0; y < years(); ++y) mip_.add_column(y + 1 == years() ? worth : worth * o_.earlier, 0, works_.units()[u].rest > 0 ? 1 : 0, false);
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

inline void Schedule::add_caps() {
  constexpr double infinite = std::numeric_limits<double>::infinity();
  for (const auto& c : o_.caps) {
    std::vector<std::tuple<std::int32_t, double, double>> entries;
    double scale = 1;
    for (std::size_t w = 0; w < works_.size(); ++w) {
      if (!in(c, w)) continue;
      for (std::size_t y = 0; y < years(); ++y) {
        if (!c.year || o_.from + static_cast<int>(y) == *c.year) entries.emplace_back(funded(w, y), works_[w].cost, works_[w].cost_spread), scale = std::max(scale, works_[w].cost);
      }
    }
    // Money is scaled to the dearest work, so that tolerances mean the same in đồng and in billions.
    if (o_.gamma > 0) {
      const auto theta = mip_.add_column(0, 0, infinite, false);
      std::vector<std::int32_t> extra;
      for (const auto& [at, cost, spread] : entries) {
        extra.push_back(mip_.add_column(0, 0, infinite, false));
        mip_.add_entry(extra.back(), 1), mip_.add_entry(theta, 1), mip_.add_entry(at, -spread / scale);
        mip_.end_row(0, infinite);
      }
      for (auto p : extra) mip_.add_entry(p, 1);
      mip_.add_entry(theta, o_.gamma);
    }
    for (const auto& [at, cost, spread] : entries) mip_.add_entry(at, cost / scale);
    mip_.end_row(-infinite, c.amount / scale);
  }
}

inline void Schedule::add_targets(bool elastic) {
  constexpr double infinite = std::numeric_limits<double>::infinity();
  for (const auto& [t, by] : o_.targets) {
    const auto last = static_cast<std::size_t>(std::min(by, o_.until) - o_.from);
    for (std::size_t u = 0; u < works_.units().size(); ++u) {
      if (!t.units.empty() && std::ranges::find(t.units, works_.units()[u].unit) == t.units.end()) continue;
      if (t.count == PlanCount::recognised) {
        mip_.add_entry(recognised(u, last), 1);
        continue;
      }
      for (std::size_t w = works_.first(u); w < works_.last(u); ++w) {
        for (std::size_t k = 0; !works_[w].criterion.empty() && k + static_cast<std::size_t>(works_[w].lead_years) <= last; ++k) mip_.add_entry(funded(w, k), 1);
      }
    }
    if (elastic) {
      slack_.push_back(mip_.add_column(-1, 0, infinite, false));
      mip_.add_entry(slack_.back(), 1);
    }
    mip_.end_row(t.at_least, infinite);
  }
}

// Steps of the marginal-benefit curve, steepest first, each work in the first year whose caps allow it.
inline void Schedule::add_start() {
  mip_.start.assign(mip_.objective.size(), 0.0);
  if (works_.any_order()) return mip_.start.clear();
  std::vector<double> left;
  for (const auto& c : o_.caps) left.push_back(c.amount);
  std::vector<int> year_of(works_.size(), -1);
  const MarginalBenefit curve(works_, o_.wanted);
  const auto fund = [&](std::size_t w, std::size_t y) {
    std::vector<std::size_t> of;
    for (std::size_t c = 0; c < o_.caps.size(); ++c) {
      if (!in(o_.caps[c], w) || (o_.caps[c].year && *o_.caps[c].year != o_.from + static_cast<int>(y))) continue;
      if (left[c] < works_[w].cost) return false;
      of.push_back(c);
    }
    for (auto c : of) left[c] -= works_[w].cost;
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
    if (year_of[w] >= 0) mip_.start[static_cast<std::size_t>(funded(w, static_cast<std::size_t>(year_of[w])))] = 1;
  }
  for (std::size_t u = 0; u < works_.units().size(); ++u) {
    int done = works_.units()[u].rest > 0 ? 0 : static_cast<int>(years());
    for (std::size_t w = works_.first(u); w < works_.last(u); ++w) {
      if (!works_[w].criterion.empty()) done = std::max(done, year_of[w] < 0 ? static_cast<int>(years()) : year_of[w] + works_[w].lead_years);
    }
    for (auto y = static_cast<std::size_t>(done); y < years(); ++y) mip_.start[static_cast<std::size_t>(recognised(u, y))] = 1;
  }
}

inline void Schedule::in_order_of_codes(std::vector<PlannedWork>& chosen) const {
  using Pattern = std::vector<int>;   // the years of a unit's works, 0 where not chosen
  std::vector<Pattern> of(works_.units().size());
  for (std::size_t u = 0; u < of.size(); ++u) of[u].assign(works_.last(u) - works_.first(u), 0);
  for (const auto& c : chosen) of[works_.unit_of(c.work)][c.work - works_.first(works_.unit_of(c.work))] = c.year;
  const auto alike = [&](std::size_t a, std::size_t b) {
    const PlanUnit &x = works_.units()[a], &y = works_.units()[b];
    if (x.district != y.district || x.rest != y.rest || x.weight != y.weight || of[a].size() != of[b].size()) return false;
    for (std::size_t k = 0; k < of[a].size(); ++k) {
      const Work &v = works_[works_.first(a) + k], &w = works_[works_.first(b) + k];
      if (v.criterion != w.criterion || v.cost != w.cost || v.chance != w.chance || v.chance_without != w.chance_without || v.value != w.value ||
          v.lead_years != w.lead_years || v.fund != w.fund || v.cost_spread != w.cost_spread) return false;
    }
    for (const auto& t : o_.targets) {
      if (!t.target.units.empty() && (std::ranges::find(t.target.units, x.unit) == t.target.units.end()) != (std::ranges::find(t.target.units, y.unit) == t.target.units.end())) return false;
    }
    return true;
  };
  if (works_.any_order()) return;
  std::vector<char> seen(of.size(), 0);
  for (std::size_t a = 0; a < of.size(); ++a) {
    if (seen[a]) continue;
    std::vector<std::size_t> group{a};
    for (std::size_t b = a + 1; b < of.size(); ++b) {
      if (!seen[b] && alike(a, b)) group.push_back(b), seen[b] = 1;
    }
    std::vector<Pattern> patterns;
    for (auto u : group) patterns.push_back(of[u]);
    std::ranges::sort(patterns, [](const Pattern& x, const Pattern& y) {
      const auto chosen_of = [](const Pattern& p) { return std::ranges::count_if(p, [](int v) { return v > 0; }); };
      return chosen_of(x) != chosen_of(y) ? chosen_of(x) > chosen_of(y) : x < y;
    });
    for (std::size_t k = 0; k < group.size(); ++k) of[group[k]] = patterns[k];
  }
  chosen.clear();
  for (std::size_t u = 0; u < of.size(); ++u) {
    for (std::size_t k = 0; k < of[u].size(); ++k) {
      if (of[u][k] > 0) chosen.push_back({works_.first(u) + k, of[u][k]});
    }
  }
}

inline WorkPlan Schedule::plan(const SolverAnswer& answer) const {
  if (answer.values.size() != mip_.objective.size()) {
    throw Infeasible({{.what = ProblemCode::out_of_reach, .code = "schedule", .found = answer.status == SolverStatus::infeasible ? "no plan satisfies the caps" : "no plan within the limits", .expected = "wider caps, or more time"}});
  }
  std::vector<PlannedWork> chosen;
  double value = 0;
  for (std::size_t c = 0; c < answer.values.size(); ++c) value += mip_.objective[c] * answer.values[c];
  for (std::size_t w = 0; w < works_.size(); ++w) {
    for (std::size_t y = 0; y < years(); ++y) {
      if (answer.values[static_cast<std::size_t>(funded(w, y))] > 0.5) chosen.push_back({w, o_.from + static_cast<int>(y)});
    }
  }
  in_order_of_codes(chosen);
  WorkPlan plan = plan_of(works_, std::move(chosen));
  plan.value = value, plan.bound = std::max(value, answer.bound);
  plan.status = answer.status == SolverStatus::optimal ? PlanStatus::optimal : PlanStatus::stopped;
  plan.seconds = answer.seconds;
  return plan;
}

inline std::vector<double> Schedule::missed(const SolverAnswer& answer) const {
  std::vector<double> out;
  for (auto s : slack_) out.push_back(answer.values.empty() ? 0 : answer.values[static_cast<std::size_t>(s)]);
  return out;
}

inline void Schedule::explain(const SolverAnswer& answer) const {
  Problems problems;
  const auto by = missed(answer);
  for (std::size_t t = 0; t < o_.targets.size(); ++t) {
    const double less = std::ceil(by[t] - 1e-6);
    if (less <= 0) continue;
    problems.add({.what = ProblemCode::out_of_reach, .code = o_.targets[t].target.code, .found = std::to_string(o_.targets[t].target.at_least) + " by " + std::to_string(o_.targets[t].by),
                  .expected = "at most " + std::to_string(o_.targets[t].target.at_least - static_cast<int>(less)) + " with these caps, the others kept or missed by least"});
  }
  if (problems.empty()) problems.add({.what = ProblemCode::out_of_reach, .code = "schedule", .found = "no plan satisfies targets and caps", .expected = "wider caps, or more time"});
  throw Infeasible(problems.list());
}

template <Solver S>
WorkPlan schedule(const WorkList& works, const ScheduleOptions& options, S& solver) {
  const Schedule made(works, options);
  const SolverAnswer answer = solver.solve(made.programme(), options.limits);
  if (answer.status != SolverStatus::infeasible || options.targets.empty()) return made.plan(answer);
  const Schedule elastic(works, options, true);
  elastic.explain(solver.solve(elastic.programme(), options.limits));
}

}  // namespace tieuchi::inline v1
