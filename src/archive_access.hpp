// How archives take whole values apart and build them: the bodies of archive::save and
// archive::load, which archive_facts.cpp and archive_outlooks.cpp compile once for every kind.
#pragma once

#include "tieuchi/exchange/archive.hpp"
#include "tieuchi/exchange/fields.hpp"

namespace tieuchi::inline v1::archive {

// What format 1 kept beside the set: grants stand in the set since.
struct DirectionOfFormat1 {
  IndicatorNumber indicator;
  Decimal base;
  bool may_tighten = true, may_relax = false;
};
template <class A>
void fields(A& a, DirectionOfFormat1& v) {
  a(v.indicator, v.base, v.may_tighten, v.may_relax);
}

// When one statement of a unit was recorded: what a registry says beyond its units, if anything.
struct RecordedStatement {
  std::uint32_t unit = 0;
  std::uint32_t list = 0;  // names, parents, strata, cohorts
  std::uint32_t place = 0;
  std::optional<Date> recorded{};
  bool withdrawn = false;
};
template <class A>
void fields(A& a, Of<RecordedStatement> auto& v) {
  auto& [unit, list, place, recorded, withdrawn] = v;
  a(unit, list, place, recorded, withdrawn);
}
struct RecordedExistence {
  std::uint32_t unit = 0;
  std::optional<Date> recorded{};
  std::vector<Recorded<Period>> existence{};
};
template <class A>
void fields(A& a, Of<RecordedExistence> auto& v) {
  auto& [unit, recorded, existence] = v;
  a(unit, recorded, existence);
}
// Calls `f` with the number and the list of each kind of statement.
template <class U, class F>
void for_each_list(U& unit, const F& f) {
  f(0u, unit.names), f(1u, unit.parents), f(2u, unit.strata), f(3u, unit.cohorts);
}

// Takes whole values apart and builds them: the only one that sees their private members.
struct Access {
  template <class T>
  static void write(Writer& a, const T& v) {
    a(v);
  }
  static void write(Writer& a, const CriteriaSet& v) { a(v.parts()); }
  static void write(Writer& a, const Registry& v);
  static void write(Writer& a, const Programme& v) { a(v.id(), v.title(), v.targets()); }
  static void write(Writer& a, const History& v) { a(v.parts()); }
  static void write(Writer& a, const WorkList& v) {
    a(std::vector<Work>(v.works().begin(), v.works().end()),
      std::vector<PlanUnit>(v.units().begin(), v.units().end()));
  }
  static void write(Writer& a, const Assessment& v);
  static void write(Writer& a, const Model& v);
  static void write(Writer& a, const Outlook& v) {
    parts(a, v);
    for (const auto& law : v.law_of_all_)
      a(std::vector<double>(law.law().begin(), law.law().end()));
  }

  template <class T>
  [[nodiscard]] static T read(Reader& a) {
    if constexpr (std::same_as<T, CriteriaSet>) {
      return CriteriaSet(one<CriteriaSetParts>(a));
    } else if constexpr (std::same_as<T, Registry>) {
      return registry(a);
    } else if constexpr (std::same_as<T, Programme>) {
      auto id = one<std::string>(a);
      auto title = one<Text>(a);
      return Programme(std::move(id), std::move(title), one<std::vector<Target>>(a));
    } else if constexpr (std::same_as<T, History>) {
      return History(one<HistoryParts>(a));
    } else if constexpr (std::same_as<T, WorkList>) {
      auto works = one<std::vector<Work>>(a);
      return WorkList(std::move(works), one<std::vector<PlanUnit>>(a));
    } else if constexpr (std::same_as<T, Assessment>) {
      return assessment(a);
    } else if constexpr (std::same_as<T, Model>) {
      return model(a);
    } else if constexpr (std::same_as<T, Outlook>) {
      return outlook(a);
    } else {
      return one<T>(a);
    }
  }

 private:
  template <class T>
  static T one(Reader& a) {
    T v{};
    a(v);
    return v;
  }
  static Registry registry(Reader& a);
  static CompiledSet rules_as_saved(const CriteriaSet& set, CompileOptions how);
  static Assessment assessment(Reader& a);
  static Model model(Reader& a);
  static Outlook outlook(Reader& a);
  static void crossed(Reader& a, CrossedModel& m, const History& h);
  static void write_crossed(Writer& a, const CrossedModel& m);
  template <class A, class V>
  static void parts(A& a, V& v) {
    a(v.rung_, v.reasons_, v.shocks_, v.seed_, v.fingerprint_, v.draws_, v.years_, v.units_,
      v.districts_, v.criteria_, v.district_size_, v.district_, v.counted_, v.n_counted_,
      v.applies_, v.states_.ahead_, v.states_.criteria_, v.states_.words_, v.states_.bits_,
      v.chance_, v.all_, v.law_, v.first_all_, v.histogram_, v.recognised_, v.newly_,
      v.district_total_);
  }
  // n_rows × n_columns finite numbers.
  static void matrix(Reader& a, std::vector<double>& m, std::size_t rows, std::size_t columns) {
    a(m);
    a.require(m.size() == rows * columns, "a matrix of the size of its model");
    require_finite(a, m);
  }
  static void require_finite(Reader& a, std::span<const double> v) {
    a.require(std::ranges::all_of(v, [](double x) { return std::isfinite(x); }), "finite numbers");
  }
};

template <Archived T>
std::string save(const T& value) {
  Writer a;
  Access::write(a, value);
  return seal(static_cast<Kind>(kind_number<T>), a.take());
}

template <Archived T>
T load(std::string_view bytes, std::string_view file) {
  Reader a(unseal(bytes, static_cast<Kind>(kind_number<T>), file), file);
  try {
    T value = Access::read<T>(a);
    a.finish();
    return value;
  } catch (const ArchiveError&) {
    throw;
  } catch (const Error& refused) {
    // What the constructors of the library refuse.
    std::vector<Problem> problems{
        {.what = ProblemCode::damaged_archive,
         .file = std::string(file),
         .expected = "a valid " + std::string(name(static_cast<Kind>(kind_number<T>)))}};
    problems.insert(problems.end(), refused.problems().begin(), refused.problems().end());
    throw ArchiveError(std::move(problems));
  }
}

inline void Access::write(Writer& a, const Registry& v) {
  a(std::vector<Unit>(v.units().begin(), v.units().end()));
  std::vector<RecordedStatement> statements;
  std::vector<RecordedExistence> existence;
  for (std::uint32_t i = 0; i < v.size(); ++i) {
    const Unit& u = v.unit(i);
    for_each_list(u, [&](std::uint32_t list, const auto& of) {
      for (std::uint32_t k = 0; k < of.size(); ++k) {
        if (!of[k].recorded && !of[k].withdrawn) continue;
        statements.push_back({i, list, k, of[k].recorded, of[k].withdrawn});
      }
    });
    if (u.exists_recorded || !u.existence.empty()) {
      existence.push_back({i, u.exists_recorded, u.existence});
    }
  }
  if (!statements.empty() || !existence.empty()) a(statements, existence);
}

inline Registry Access::registry(Reader& a) {
  auto units = one<std::vector<Unit>>(a);
  if (!a.more()) return Registry(std::move(units));
  const auto statements = one<std::vector<RecordedStatement>>(a);
  for (const auto& s : statements) {
    a.require(s.unit < units.size() && s.list < 4, "a statement of a unit");
    for_each_list(units[s.unit], [&](std::uint32_t list, auto& of) {
      if (list != s.list) return;
      a.require(s.place < of.size(), "a statement of a unit");
      of[s.place].recorded = s.recorded, of[s.place].withdrawn = s.withdrawn;
    });
  }
  const auto existence = one<std::vector<RecordedExistence>>(a);
  for (const auto& e : existence) {
    a.require(e.unit < units.size(), "the existence of a unit");
    units[e.unit].exists_recorded = e.recorded, units[e.unit].existence = e.existence;
  }
  return Registry(std::move(units));
}

inline void Access::write(Writer& a, const Assessment& v) {
  const CompileOptions& c = v.rules_.options();
  a(v.rules_.set().parts(), c.on, c.provenance, c.overlays, c.references.size());
  for (const auto& r : c.references) a(r.parts());
  std::vector<std::uint8_t> count_conflict(v.n_);
  for (const auto row : v.count_conflicts_) count_conflict[row] = 1;
  a(c.outside_period, v.options_.threads, v.options_.max_age.in_years(), c.known_on,
    v.options_.keep_indicators, v.n_, v.units_, v.columns_, v.column_of_, v.cells_,
    v.indicator_cells_);
  v.counts_.visit(
      [&](const auto& n) { a(n.met_least, n.met_most, n.applicable_least, n.applicable_most); });
  a(count_conflict, v.panel_fingerprint_);
}

// Stored cells are never judged again: overlays that were allowed when they were given stay, with a
// form that can be judged by.
inline CompiledSet Access::rules_as_saved(const CriteriaSet& set, CompileOptions how) {
  CompiledSet::check_date(set, how);
  tieuchi::detail::check_form(set, how.overlays, how.references);
  return CompiledSet(set, std::move(how));
}

inline Assessment Access::assessment(Reader& a) {
  const CriteriaSet set(one<CriteriaSetParts>(a));
  CompileOptions how;
  a(how.on, how.provenance, how.overlays);
  if (a.written() == 1) (void)one<std::vector<DirectionOfFormat1>>(a);  // grants stand in the set
  for (auto n = one<std::uint64_t>(a); n > 0; --n)
    how.references.emplace_back(one<CriteriaSetParts>(a));
  a(how.outside_period);
  const int threads = one<int>(a), age = one<int>(a);
  a.require(age >= 0 && age < 10'000, "an age of 0 years or more");
  a(how.known_on);
  const std::size_t n_overlays = how.overlays.size();
  Assessment v(rules_as_saved(set, std::move(how)));
  v.options_.threads = threads;
  v.options_.max_age = age == 0 ? MaxAge::same_year() : MaxAge::years(age);
  std::vector<std::uint8_t> count_conflict;
  a(v.options_.keep_indicators, v.n_, v.units_, v.columns_, v.column_of_, v.cells_,
    v.indicator_cells_);
  const std::size_t n = v.n_, k = v.criteria(), f = v.rules_.indicator_count();
  const auto sized = [n](const auto& x) { return x.size() == n; };
  v.counts_ = tieuchi::detail::CountPlanes(0, k);
  v.counts_.visit([&](auto& of) {
    a(of.met_least, of.met_most, of.applicable_least, of.applicable_most);
    a.require(std::ranges::all_of(of.all(), [&](const auto* plane) { return sized(*plane); }),
              "one entry a unit");
  });
  a(count_conflict, v.panel_fingerprint_);
  a.require((v.units_.empty() || sized(v.units_)) && sized(v.column_of_) && sized(count_conflict),
            "one entry a unit");
  // n is bounded by a column that was read, so the products cannot overflow.
  a.require(v.cells_.size() == k * n &&
                (v.indicator_cells_.empty() || v.indicator_cells_.size() == f * n),
            "one cell a unit and criterion");
  const auto of_the_set = [&](const auto& c) {
    return c.stratum >= -1 && c.stratum < static_cast<int>(set.parts().strata.size()) &&
           std::ranges::is_sorted(c.overlays) &&
           (c.overlays.empty() || c.overlays.back() < n_overlays);
  };
  for (const auto& c : v.columns_) {
    a.require(of_the_set(c) && std::ranges::all_of(c.others, of_the_set),
              "strata and overlays of the set");
  }
  for (const auto c : v.column_of_) a.require(c < v.columns_.size(), "a judging column");
  for (const auto* cells : {&v.cells_, &v.indicator_cells_}) {
    std::array<bool, 256> seen{};
    for (const auto b : *cells) seen[b] = true;
    for (int b = 0; b < 256; ++b) {
      const bool known = (b & 7) != 0 && b >> 3 <= static_cast<int>(Reason::carried_forward);
      a.require(!seen[static_cast<std::size_t>(b)] || known, "cells of a verdict and a reason");
    }
  }
  for (std::size_t u = 0; u < n; ++u) {
    const Interval met = v.met(u), applicable = v.applicable(u);
    const int all = static_cast<int>(k);
    a.require(met.least <= met.most && applicable.least <= applicable.most && met.most <= all &&
                  applicable.most <= all,
              "numbers of criteria within the set");
    if (count_conflict[u] != 0) v.count_conflicts_.push_back(static_cast<std::uint32_t>(u));
  }
  // Follows from what is stored.
  for (std::size_t u = 0; u < n; ++u) v.whole_.push_back(v.whole_of(u).byte());
  return v;
}

inline void Access::write_crossed(Writer& a, const CrossedModel& m) {
  const auto& p = m.posterior_;
  const auto n = [](auto x) { return static_cast<std::uint64_t>(x); };
  a(m.direction_, m.options_, m.rows_, m.events_, m.fixed_names_, m.dropped_, m.beta_, m.beta_se_,
    m.sd_, m.used_, m.levels_, m.effects_, m.effect_se_, m.year_df_, m.log_likelihood_,
    m.converged_, m.steps_, n(p.mean.size()), n(p.unit_pivot.size()), n(p.district_pivot.size()),
    p.mean, p.factor, p.unit_core, p.district_core, p.unit_weight, p.unit_pivot, p.district_pivot,
    p.start);
}

inline void Access::crossed(Reader& a, CrossedModel& m, const History& h) {
  a(m.direction_, m.options_, m.rows_, m.events_, m.fixed_names_, m.dropped_, m.beta_, m.beta_se_,
    m.sd_, m.used_, m.levels_, m.effects_, m.effect_se_, m.year_df_, m.log_likelihood_,
    m.converged_, m.steps_);
  auto& p = m.posterior_;
  std::uint64_t core = 0, units = 0, districts = 0;
  a(core, units, districts);
  a.require(core < 100'000 && units <= h.units() && districts <= h.districts(),
            "sizes of its history");
  matrix(a, p.mean, core, 1), matrix(a, p.factor, core, core),
      matrix(a, p.unit_core, units ? core : 0, units);
  matrix(a, p.district_core, districts ? core : 0, districts);
  matrix(a, p.unit_weight, units, 1), matrix(a, p.unit_pivot, units, 1),
      matrix(a, p.district_pivot, districts, 1);
  a(p.start);
  a.require(!m.beta_.empty() && m.beta_.size() == m.fixed_names_.size() &&
                m.beta_se_.size() == m.beta_.size() && m.beta_.size() <= core,
            "fixed effects within the core");
  require_finite(a, m.beta_), require_finite(a, m.sd_);
  a.require(std::isfinite(m.year_df_) && m.year_df_ > 0 && std::isfinite(m.log_likelihood_),
            "finite numbers");
  const std::array<std::size_t, effect_kinds> levels{h.units(), h.districts(), h.provinces(),
                                                     h.criteria(), 0};
  for (std::size_t e = 0; e < effect_kinds; ++e) {
    if (!m.used_[e]) continue;
    const bool eliminated = e < 2;  // units and districts stand outside the core
    a.require(m.effects_[e].size() == m.effect_se_[e].size() &&
                  (e == 4 || m.effects_[e].size() == levels[e]),
              "an effect for each level");
    if (eliminated)
      a.require((e == 0 ? units : districts) == levels[e], "an effect for each level");
    else
      a.require(p.start[e] <= core && m.effects_[e].size() <= core - p.start[e],
                "effects within the core");
    require_finite(a, m.effects_[e]);
  }
  const auto positive = [](double x) { return x > 0; };
  bool solvable = true;
  for (std::size_t i = 0; i < core; ++i) solvable = solvable && p.factor[i * core + i] != 0;
  a.require(solvable && std::ranges::all_of(p.unit_pivot, positive) &&
                std::ranges::all_of(p.district_pivot, positive),
            "a posterior that can be drawn from");
}

inline void Access::write(Writer& a, const Model& v) {
  a(v.history_.parts(), v.options_, v.rung_, v.covariates_, v.reasons_, v.pooled_, v.criteria_,
    v.gain_.has_value());
  if (v.gain_) write_crossed(a, *v.gain_), write_crossed(a, *v.loss_);
}

inline Model Access::model(Reader& a) {
  Model v{History(one<HistoryParts>(a))};
  a(v.options_, v.rung_, v.covariates_, v.reasons_, v.pooled_, v.criteria_);
  const auto chance = [](const TwoState& s) {
    return s.gain >= 0 && s.gain <= 1 && s.loss >= 0 && s.loss <= 1;
  };
  a.require(v.criteria_.size() == v.history_.criteria() && chance(v.pooled_) &&
                std::ranges::all_of(v.criteria_, chance),
            "a chain of chances for each criterion");
  const bool has_crossed = one<bool>(a);
  a.require(has_crossed == (v.rung_ >= Rung::crossed), "crossed models from the rung crossed on");
  if (has_crossed)
    crossed(a, v.gain_.emplace(), v.history_), crossed(a, v.loss_.emplace(), v.history_);
  return v;
}

inline Outlook Access::outlook(Reader& a) {
  Outlook v;
  parts(a, v);
  const std::size_t n = v.units_.size(), k = v.criteria_.size(), t = v.years_.size(), d = v.draws_,
                    q = v.districts_.size();
  a.require(n > 0 && k > 0 && t > 0 && d > 0 && t <= 50 && k < 256 && d <= v.histogram_.size(),
            "units, criteria, years and draws");
  const std::size_t words = (n + 63) / 64;
  a.require(v.chance_.size() == t * k * n && v.all_.size() == t * n &&
                v.law_.size() == t * n * (k + 1) && v.first_all_.size() == n * (t + 1) &&
                v.histogram_.size() == d * t * (k + 1) &&
                (v.recognised_.empty() || v.recognised_.size() == d * t) &&
                v.newly_.size() == v.recognised_.size() &&
                v.district_total_.size() == d * t * v.district_size_.size() &&
                v.district_.size() == n && (v.counted_.empty() || v.counted_.size() == n) &&
                v.applies_.size() == k && v.district_size_.size() == std::max<std::size_t>(q, 1) &&
                v.n_counted_ > 0 && v.n_counted_ <= n,
            "draws of its units, criteria and years");
  for (const auto& bits : v.applies_) a.require(bits.size() == words, "a bit a unit");
  for (const auto i : v.district_)
    a.require(i < v.district_size_.size(), "a district of the outlook");
  a.require(v.states_.bits_.empty() ||
                (v.states_.ahead_ == t && v.states_.criteria_ == k && v.states_.words_ == words &&
                 v.states_.bits_.size() == d * t * (k + 2) * words),
            "a bit a cell and draw");
  for (std::size_t h = 0; h < t; ++h) {
    v.law_of_all_.emplace_back(one<std::vector<double>>(a));
    a.require(v.law_of_all_.back().law().size() == n + 1, "a law of 0 to n units");
  }
  return v;
}

}  // namespace tieuchi::inline v1::archive
