/// @file
/// Verdicts on several dates: what a projection learns from.
///
/// Units × criteria × years, one byte each. A *transition* is a pair of observed states of one
/// criterion of one unit; years without an observation in between make it longer. Transitions
/// across two criteria sets, and those of units that nobody reviewed, are neither gain nor loss:
/// masked.
///
/// @code
/// const History past = history(assessments, registry);   // Assessments on several dates
/// @endcode
#pragma once

#include <algorithm>
#include <span>
#include <string>
#include <vector>

#include "tieuchi/assessment/assess.hpp"
#include "tieuchi/projection/two_state.hpp"

namespace tieuchi::inline v1 {

/// What was seen of one criterion of one unit at the end of one year.
enum class State : std::uint8_t { not_met, met, missing, not_applicable };

/// A number per unit and year that may move gains and losses, as used for the transition that ends
/// in that year. Centred and scaled by whoever makes it.
struct Covariate {
  std::string name;
  std::vector<double> values;  ///< [n_years, n_units]
};

/// The parts of a history; see the class for what is checked.
struct HistoryParts {
  std::vector<int> years;  ///< rising
  std::vector<UnitCode> units;
  std::vector<CriterionNumber> criteria;
  std::vector<std::uint8_t> states;  ///< bytes of `State`, [n_years, n_criteria, n_units]
  /// [n_units], index into `districts`; empty: one district.
  std::vector<std::uint32_t> district{};
  std::vector<UnitCode> districts{};
  /// [n_units], index into `provinces`; empty: one province.
  std::vector<std::uint32_t> province{};
  std::vector<UnitCode> provinces{};
  std::vector<SetId> set_of_year{};  ///< [n_years]; empty: one set throughout
  /// [n_years, n_units] 1 if registered for that year; empty: not known.
  std::vector<std::uint8_t> registered{};
  std::vector<Covariate> covariates{};
};

/// A valid history. Immutable.
class History {
 public:
  static constexpr std::size_t most_criteria = 255;  ///< a unit's count of them is a byte

  /// @throws InvalidData for wrong sizes, years out of order, states or places out of range, units
  /// named twice, covariates that are not finite, more than `most_criteria` criteria: all at once.
  /// NotEnoughData without years, units or criteria.
  explicit History(HistoryParts parts);

  [[nodiscard]] const HistoryParts& parts() const { return p_; }
  [[nodiscard]] std::size_t years() const { return p_.years.size(); }
  [[nodiscard]] std::size_t units() const { return p_.units.size(); }
  [[nodiscard]] std::size_t criteria() const { return p_.criteria.size(); }
  [[nodiscard]] State state(std::size_t year, std::size_t criterion, std::size_t unit) const {
    return static_cast<State>(p_.states[(year * criteria() + criterion) * units() + unit]);
  }
  [[nodiscard]] std::uint32_t district(std::size_t unit) const {
    return p_.district.empty() ? 0 : p_.district[unit];
  }
  [[nodiscard]] std::uint32_t province(std::size_t unit) const {
    return p_.province.empty() ? 0 : p_.province[unit];
  }
  [[nodiscard]] std::size_t districts() const {
    return std::max<std::size_t>(p_.districts.size(), 1);
  }
  [[nodiscard]] std::size_t provinces() const {
    return std::max<std::size_t>(p_.provinces.size(), 1);
  }
  [[nodiscard]] bool knows_registration() const { return !p_.registered.empty(); }
  /// Share of criteria that a unit met in the first year it was seen, less a half: what it began
  /// with (Wooldridge 2005, doi:10.1002/jae.770). 0 where it was never seen.
  [[nodiscard]] double initial_share(std::size_t unit) const { return initial_share_[unit]; }
  /// Whether a unit met every criterion that was seen of it at the end of a year, and one was.
  [[nodiscard]] bool at_all(std::size_t year, std::size_t unit) const;
  /// Whether a transition between two years of this history counts.
  [[nodiscard]] bool comparable(std::size_t from, std::size_t to) const {
    return p_.set_of_year.empty() || p_.set_of_year[from] == p_.set_of_year[to];
  }
  /// The history as it stood at the end of its year number `last`.
  [[nodiscard]] History until(std::size_t last) const;
  /// Transitions counted by criterion and length in years: [n_criteria], each of one or more
  /// lengths.
  [[nodiscard]] std::vector<std::vector<TransitionCounts>> transitions() const;
  /// Years that end at least one transition.
  [[nodiscard]] std::size_t transition_years() const;
  /// Sixty-four bits over everything.
  [[nodiscard]] std::uint64_t fingerprint() const;

 private:
  HistoryParts p_;
  std::vector<double> initial_share_;
};

/// Calls `f(unit, criterion, from, to)` for every transition, unit by unit, criterion by criterion.
template <class F>
void for_each_transition(const History& history, F&& f);

/// A history from assessments on several dates, oldest first: cells decided met or not met are
/// seen, not applicable stays so, anything else is missing. Units and districts are those of the
/// last date.
/// @throws InvalidData where criteria differ in number and the set is the same, or dates do not
/// rise.
[[nodiscard]] History history(std::span<const Assessment> assessments, const Registry& registry);

// ------------------------------------------------------------------------------------------------

template <class F>
void for_each_transition(const History& history, F&& f) {
  for (std::size_t i = 0; i < history.units(); ++i) {
    for (std::size_t j = 0; j < history.criteria(); ++j) {
      std::size_t from = history.years();
      for (std::size_t t = 0; t < history.years(); ++t) {
        const State s = history.state(t, j, i);
        if (s != State::met && s != State::not_met) continue;
        if (from < history.years() && history.comparable(from, t)) f(i, j, from, t);
        from = t;
      }
    }
  }
}

}  // namespace tieuchi::inline v1

#ifndef TIEUCHI_COMPILED
#include "tieuchi/detail/projection/history.hpp"
#endif
