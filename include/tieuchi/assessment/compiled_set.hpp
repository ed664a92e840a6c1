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
/// | `unverified_threshold`       | a copy of the text as an overlay, with                 |
/// |                              | `Provenance::allow_transcribed`                        |
/// | `reference_missing`          | the set a factor refers to, with a usable threshold    |
///
/// Which of several instruments holds for a unit is said in criteria/overlay.hpp. Two of equal
/// standing that disagree for a unit are an error that names both.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tieuchi/assessment/plan.hpp"
#include "tieuchi/assessment/verdict.hpp"
#include "tieuchi/criteria/criteria_set.hpp"
#include "tieuchi/criteria/overlay.hpp"
#include "tieuchi/population/unit.hpp"

namespace tieuchi::inline v1 {

namespace archive {
struct Access;
}  // namespace archive

/// What a judgement is made with.
struct CompileOptions {
  Date on;  ///< set, thresholds and strata of this day
  Provenance provenance = Provenance::verified_only;
  std::vector<Overlay> overlays{};        ///< at most 65,535
  std::vector<CriteriaSet> references{};  ///< sets that factors refer to; overlays may fill them
  bool outside_period = false;            ///< judge although the set is not in force
  std::optional<Date> known_on{};         ///< only what was recorded by this day, law and facts
};

/// A unit's judging column.
struct JudgingColumn {
  /// A column that holds too, if an attribute that is not known has one of its values.
  struct Other {
    int stratum = -1;
    std::vector<std::uint16_t> overlays{};

    friend auto operator<=>(const Other&, const Other&) = default;
  };
  int stratum = -1;  ///< position in the set's strata; −1 where it is missing
  std::vector<std::uint16_t> overlays{};  ///< places of those that apply, in order
  std::vector<Other> others{};  ///< empty where everything that decides the column is known

  friend auto operator<=>(const JudgingColumn&, const JudgingColumn&) = default;
};

/// The rule for one indicator in one column, or why there is none.
struct Threshold {
  std::optional<Reason> unusable{};
  std::vector<Decimal> numbers{};
  std::vector<Limit> limits{};  ///< one per number of a comparing kind; one for *attained*
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
  [[nodiscard]] const CriteriaSet& set() const { return set_; }
  [[nodiscard]] const CompileOptions& options() const { return options_; }
  [[nodiscard]] Date on() const { return options_.on; }
  /// The day by which law and facts were recorded; nothing: whenever.
  [[nodiscard]] const std::optional<Date>& known_on() const { return options_.known_on; }
  /// The day judged as it was known: what the registry is asked.
  [[nodiscard]] AsOf as_of() const { return {options_.on, options_.known_on}; }
  /// The same law for facts recorded by another day.
  [[nodiscard]] CompiledSet with_facts_of(std::optional<Date> known_on) const {
    CompiledSet out = *this;
    out.options_.known_on = known_on;
    return out;
  }
  /// Whether the day lies outside the period of the set, as was asked for.
  [[nodiscard]] bool outside_period() const { return !set_.parts().in_force.contains(options_.on); }

  [[nodiscard]] std::size_t indicator_count() const { return places_.size(); }
  /// Position of a flat indicator index.
  [[nodiscard]] const CriteriaSet::Place& place(std::size_t flat) const { return places_[flat]; }
  [[nodiscard]] const Criterion& criterion(std::size_t c) const { return set_.criteria()[c]; }
  [[nodiscard]] const Indicator& indicator(std::size_t flat) const {
    return criterion(places_[flat].criterion).indicators[places_[flat].indicator];
  }
  /// A column by name, if wanted with its overlays: "DBSH / MNPB" where one of two holds, "?" for a
  /// missing stratum.
  [[nodiscard]] std::string name(const JudgingColumn& column, bool with_overlays = false) const;
  /// What is asked, step by step.
  [[nodiscard]] const Plan& plan() const { return plan_; }
  /// The rule of an indicator in a column.
  [[nodiscard]] Threshold threshold(std::size_t flat, const JudgingColumn& column) const;

  friend CompiledSet compile(const CriteriaSet& set, CompileOptions options);
  friend struct archive::Access;

 private:
  CompiledSet(CriteriaSet set, CompileOptions options);
  /// What `compile` refuses besides overlays.
  static void check_date(const CriteriaSet& set, const CompileOptions& options);
  [[nodiscard]] Threshold in_one(std::size_t flat, const JudgingColumn::Other& column,
                                 bool certain) const;
  /// The figures for an indicator of the set or of a reference, whether or not they may judge.
  [[nodiscard]] Threshold figures(const CriteriaSet& of, const Indicator& indicator, bool published,
                                  const JudgingColumn::Other& column, bool certain) const;
  /// The two instruments that disagree, if they do.
  [[nodiscard]] std::optional<std::string> fill_from_overlay(
      Threshold& out, const CriteriaSet& of, const Indicator& indicator, const ThresholdCell* cell,
      const JudgingColumn::Other& column) const;

  CriteriaSet set_;
  CompileOptions options_;
  std::vector<CriteriaSet::Place> places_;
  std::vector<bool> known_;   ///< overlays that were recorded in time
  std::vector<bool> speaks_;  ///< overlays that are known and not repealed on the day
  Plan plan_;
};

/// Makes a set ready for one date.
/// @throws InvalidCriteria for a text whose table is not published and for overlays that
/// `check_overlays` refuses.
/// @throws InvalidData if the set is not in force on the day, unless `outside_period` is set.
CompiledSet compile(const CriteriaSet& set, CompileOptions options);

}  // namespace tieuchi::inline v1

#ifndef TIEUCHI_COMPILED
#include "tieuchi/detail/assessment/compiled_set.hpp"
#endif
