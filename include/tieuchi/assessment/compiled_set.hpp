/// @file
/// A criteria set made ready for judging on one date.
///
/// `compile` fixes the date, the provenance switch, the overlays and the other sets that factors
/// refer to. It owns copies of all of them. A unit's *judging column* is its stratum of that date
/// together with the overlays whose scope it lies in; thresholds are looked up per column, never
/// in another one. Where an override or a scope needs an attribute that is not known of a unit, its
/// column has *others* that may hold instead: it is judged by each, and the verdicts are united.
///
/// | why a threshold is unusable  | what would help                                        |
/// | ---------------------------- | ------------------------------------------------------ |
/// | `stratum_missing`            | the unit's stratum of that day; an attribute that      |
/// |                              | decides between two thresholds                         |
/// | `no_threshold`               | the value of that day; another one is never borrowed   |
/// | `delegated_not_set`          | the instrument of the province, as an overlay          |
/// | `not_published`              | the text                                               |
/// | `unverified_threshold`       | `Provenance::allow_unverified`, better with a copy of  |
/// |                              | the text as an overlay                                 |
/// | `reference_missing`          | the set a factor refers to, with a usable threshold    |
///
/// Provinces stand over ministries, and both over the nation. Two instruments of one rank that
/// disagree for a unit are an error that names both.
#pragma once

#include <limits>
#include <optional>
#include <vector>

#include "tieuchi/assessment/verdict.hpp"
#include "tieuchi/criteria/criteria_set.hpp"
#include "tieuchi/criteria/overlay.hpp"

namespace tieuchi::inline v1 {

namespace archive { struct Access; }  // loads it; see exchange/archive.hpp

/// What a judgement is made with.
struct CompileOptions {
  Date on;                                           ///< set, thresholds and strata of this day
  Provenance provenance = Provenance::verified_only;
  std::vector<Overlay> overlays{};                   ///< at most 64
  std::vector<Permission> permissions{};             ///< directions in which slots may be set
  std::vector<CriteriaSet> references{};             ///< sets that factors refer to
  bool outside_period = false;                       ///< judge although the set is not in force
};

/// An interval that a value must lie in: as exact decimals and as the outermost doubles.
struct Limit {
  double low = -std::numeric_limits<double>::infinity();
  double high = std::numeric_limits<double>::infinity();
  std::optional<Decimal> from{}, to{};
  bool strict = false;  ///< equality fails

  /// The limit of "value `comparator` threshold", with the rounding a clause orders.
  static Limit of(Comparator comparator, Decimal threshold,
                  const std::optional<LegalRounding>& rounding = {});
  bool holds(double value) const { return value >= low && value <= high; }
};

/// A unit's judging column.
struct JudgingColumn {
  /// A column that holds too, if an attribute that is not known has one of its values.
  struct Other {
    int stratum = -1;
    std::uint64_t overlays = 0;

    friend auto operator<=>(const Other&, const Other&) = default;
  };
  int stratum = -1;              ///< position in the set's strata; −1 where it is missing
  std::uint64_t overlays = 0;    ///< bit i: overlay i applies
  std::vector<Other> others{};   ///< empty where everything that decides the column is known

  friend auto operator<=>(const JudgingColumn&, const JudgingColumn&) = default;
};

/// The rule for one indicator in one column, or why there is none.
struct Threshold {
  std::optional<Reason> unusable{};
  std::vector<Decimal> numbers{};
  std::vector<Limit> limits{};      ///< one per number of a comparing kind; one for *attained*
  Citation citation{};
  Status status = Status::unknown;  ///< the worst-of status
  std::string instrument{};         ///< overlay or set decision that gave the value
  bool synthetic = false;
  /// Those that hold instead if an attribute that is not known has another value; they differ from
  /// this one and from each other. `judge` unites the verdicts of all.
  std::vector<Threshold> others{};

  /// Calls `f` for this one and every other.
  template <class F>
  void for_each(F&& f) const {
    f(*this);
    for (const auto& t : others) f(t);
  }
};

/// A compiled set; immutable.
class CompiledSet {
 public:
  const CriteriaSet& set() const { return set_; }
  const CompileOptions& options() const { return options_; }
  Date on() const { return options_.on; }
  /// Whether the day lies outside the period of the set, as was asked for.
  bool outside_period() const { return !set_.parts().in_force.contains(options_.on); }

  std::size_t indicator_count() const { return places_.size(); }
  /// Position of a flat indicator index.
  const CriteriaSet::Place& place(std::size_t flat) const { return places_[flat]; }
  const Criterion& criterion(std::size_t c) const { return set_.criteria()[c]; }
  const Indicator& indicator(std::size_t flat) const {
    return criterion(places_[flat].criterion).indicators[places_[flat].indicator];
  }
  /// A column by name, if wanted with its overlays: "DBSH / MNPB" where one of two holds, "?" for a
  /// missing stratum.
  std::string name(const JudgingColumn& column, bool with_overlays = false) const;
  /// The rule of an indicator in a column.
  Threshold threshold(std::size_t flat, const JudgingColumn& column) const;

  friend CompiledSet compile(const CriteriaSet& set, CompileOptions options);
  friend struct archive::Access;

 private:
  CompiledSet(CriteriaSet set, CompileOptions options);
  /// What `compile` refuses besides overlays.
  static void check_date(const CriteriaSet& set, const CompileOptions& options);
  Threshold in_one(std::size_t flat, const JudgingColumn::Other& column, bool certain) const;
  /// The two instruments that disagree, if they do.
  std::optional<std::string> fill_from_overlay(Threshold& out, const Indicator& indicator,
                                               const JudgingColumn::Other& column) const;

  CriteriaSet set_;
  CompileOptions options_;
  std::vector<CriteriaSet::Place> places_;
};

/// Makes a set ready for one date.
/// @throws InvalidCriteria for a text whose table is not published and for overlays that
/// `check_overlays` refuses.
/// @throws InvalidData if the set is not in force on the day, unless `outside_period` is set.
CompiledSet compile(const CriteriaSet& set, CompileOptions options);

// ------------------------------------------------------------------------------------------------

inline Limit Limit::of(Comparator comparator, Decimal threshold,
                       const std::optional<LegalRounding>& rounding) {
  Limit out;
  Decimal step = Decimal::from_micros(1);
  Decimal from = threshold, to = threshold;
  if (rounding) {
    // Half up: x rounds to t or more from t − ½ step, and to t or less below t + ½ step.
    std::int64_t place = Decimal::scale;
    for (int p = 0; p < rounding->places; ++p) place /= 10;
    from = Decimal::from_micros(threshold.micros() - place / 2);
    to = Decimal::from_micros(threshold.micros() + place / 2 - 1);
    step = Decimal::from_micros(place);
  }
  switch (comparator) {
    case Comparator::at_least: out.from = from; break;
    case Comparator::more_than: out.from = rounding ? from + step : threshold; break;
    case Comparator::at_most: out.to = to; break;
    case Comparator::less_than: out.to = rounding ? to - step : threshold; break;
  }
  out.strict = !rounding &&
               (comparator == Comparator::more_than || comparator == Comparator::less_than);
  if (out.from) out.low = smallest_at_least(out.strict ? *out.from + step : *out.from);
  if (out.to) out.high = largest_at_most(out.strict ? *out.to - step : *out.to);
  return out;
}

inline CompiledSet::CompiledSet(CriteriaSet set, CompileOptions options)
    : set_(std::move(set)), options_(std::move(options)) {
  std::size_t flat = 0;
  for (std::size_t c = 0; c < set_.criteria().size(); ++c) {
    for (std::size_t i = 0; i < set_.criteria()[c].indicators.size(); ++i) {
      places_.push_back({c, i, flat++});
    }
  }
}

inline std::string CompiledSet::name(const JudgingColumn& column, bool with_overlays) const {
  std::vector<std::string> names;
  const auto add = [&](int stratum, std::uint64_t bits) {
    std::string one = stratum < 0 ? "?" : set_.parts().strata[std::size_t(stratum)].str();
    for (std::size_t o = 0; with_overlays && o < options_.overlays.size(); ++o) {
      if (bits >> o & 1) one += " + " + options_.overlays[o].instrument;
    }
    if (std::ranges::find(names, one) == names.end()) names.push_back(std::move(one));
  };
  add(column.stratum, column.overlays);
  for (const auto& c : column.others) add(c.stratum, c.overlays);
  std::string out;
  for (const auto& one : names) out += (out.empty() ? "" : " / ") + one;
  return out;
}

inline std::optional<std::string> CompiledSet::fill_from_overlay(
    Threshold& out, const Indicator& indicator, const JudgingColumn::Other& column) const {
  const auto& stratum = set_.parts().strata[static_cast<std::size_t>(column.stratum)];
  if (!out.unusable && out.status == Status::verified) return std::nullopt;  // a copy repeats it
  std::optional<Overlay::Rank> rank;
  for (std::size_t o = 0; o < options_.overlays.size(); ++o) {
    if (!(column.overlays >> o & 1)) continue;
    const Overlay& overlay = options_.overlays[o];
    for (const auto& v : overlay.values) {
      if (v.indicator != indicator.number || !in_force(overlay, v).contains(options_.on)) continue;
      if (!v.stratum.empty() && v.stratum != stratum) continue;
      if (rank && overlay.rank < *rank) continue;  // province over ministry
      const bool same = rank == overlay.rank && out.numbers != v.numbers;
      if (same) return out.instrument + " against " + overlay.instrument;
      rank = overlay.rank;
      out.unusable.reset();
      out.numbers = v.numbers;
      out.citation = v.citation;
      // Whoever copies a text does not verify it for the catalog.
      const bool copy = overlay.kind == Overlay::Kind::check;
      out.status = copy ? Status::unverified : v.citation.status;
      out.instrument = overlay.instrument;
      out.synthetic = overlay.synthetic;
    }
  }
  return std::nullopt;
}

inline Threshold CompiledSet::threshold(std::size_t flat, const JudgingColumn& column) const {
  const bool certain = column.others.empty();
  Threshold out = in_one(flat, {column.stratum, column.overlays}, certain);
  const auto same = [](const Threshold& a, const Threshold& b) {
    return a.unusable == b.unusable && (a.unusable || a.numbers == b.numbers);
  };
  for (const auto& other : column.others) {
    Threshold t = in_one(flat, other, certain);
    Threshold* like = same(out, t) ? &out : nullptr;
    for (auto& known : out.others) {
      if (same(known, t)) like = &known;
    }
    if (!like) {
      out.others.push_back(std::move(t));
    } else {
      like->status = worst(like->status, t.status);
      like->synthetic = like->synthetic || t.synthetic;
    }
  }
  return out;
}

inline Threshold CompiledSet::in_one(std::size_t flat, const JudgingColumn::Other& column,
                                     bool certain) const {
  namespace r = requirement;
  const Indicator& q = indicator(flat);
  Threshold out;
  if (column.stratum < 0) {
    out.unusable = Reason::stratum_missing;
    return out;
  }
  const auto& stratum = set_.parts().strata[static_cast<std::size_t>(column.stratum)];
  const ThresholdCell* cell = q.cell(stratum, options_.on);
  if (!cell) {
    out.unusable = Reason::no_threshold;
  } else {
    out.numbers = cell->numbers;
    out.citation = cell->citation;
    out.status = q.status(*cell);
    out.instrument = set_.parts().decision;
    if (cell->state == CellState::delegated) out.unusable = Reason::delegated_not_set;
    if (cell->state == CellState::not_published ||
        std::holds_alternative<r::NotPublished>(q.requirement)) {
      out.unusable = Reason::not_published;
    }
  }
  if (auto both = fill_from_overlay(out, q, column)) {
    if (certain) {
      throw InvalidCriteria({{.what = ProblemCode::overlays_disagree,
                              .code = q.number.str(),
                              .found = std::move(*both),
                              .expected = "equal values, or scopes apart"}});
    }
    out.unusable = Reason::stratum_missing;  // it is not known whether the unit lies in both
  }
  if (out.unusable) return out;
  if (out.status != Status::verified && options_.provenance == Provenance::verified_only) {
    out.unusable = Reason::unverified_threshold;
    return out;
  }
  if (const auto* f = std::get_if<r::FactorOnThreshold>(&q.requirement)) {
    const Decimal factor = out.numbers.at(0);
    out.unusable = Reason::reference_missing;
    for (const auto& other : options_.references) {
      if (other.id() != f->set) continue;
      for (const auto& c : other.criteria()) {
        for (const auto& i : c.indicators) {
          const auto* base = i.number == f->indicator ? i.cell(stratum, options_.on) : nullptr;
          if (!base || base->state != CellState::value || base->numbers.empty()) continue;
          if (i.status(*base) != Status::verified &&
              options_.provenance == Provenance::verified_only) {
            continue;
          }
          out.unusable.reset();
          out.numbers = {factor * base->numbers.front()};
        }
      }
    }
    if (out.unusable) return out;
  }
  if (std::holds_alternative<r::Between>(q.requirement)) {
    Limit both = Limit::of(Comparator::at_least, out.numbers[0], q.rounding);
    const Limit upper = Limit::of(Comparator::at_most, out.numbers[1], q.rounding);
    both.high = upper.high;
    both.to = upper.to;
    out.limits = {both};
  } else if (const auto comparator = comparator_of(q.requirement)) {
    for (const auto n : out.numbers) out.limits.push_back(Limit::of(*comparator, n, q.rounding));
  } else {
    out.limits = {Limit::of(Comparator::at_least, Decimal(1))};  // attained is 1
  }
  return out;
}

inline CompiledSet compile(const CriteriaSet& set, CompileOptions options) {
  CompiledSet::check_date(set, options);
  check_overlays(set, options.overlays, options.permissions);
  return CompiledSet(set, std::move(options));
}

inline void CompiledSet::check_date(const CriteriaSet& set, const CompileOptions& options) {
  const auto& parts = set.parts();
  if (parts.completeness == Completeness::not_published) {
    throw InvalidCriteria({{.what = ProblemCode::no_criteria, .code = set.id().str(),
                            .found = parts.decision, .expected = "a text with its table"}});
  }
  if (!options.outside_period && !parts.in_force.contains(options.on)) {
    throw InvalidData({{.what = ProblemCode::no_set_in_force, .code = set.id().str(),
                        .found = options.on.str(),
                        .expected = parts.in_force.str() + ", or the option outside_period"}});
  }
  if (options.overlays.size() > 64) {
    throw InvalidCriteria({{.what = ProblemCode::too_large, .code = set.id().str(),
                            .found = std::to_string(options.overlays.size()) + " overlays",
                            .expected = "at most 64"}});
  }
}

}  // namespace tieuchi::inline v1
