/// @file
/// One place, with everything about it that is dated.
///
/// Units merge, are renamed and change stratum; a name is not a key. A unit has a code for life
/// and a list of dated statements: existence, names, parents, strata, cohorts.
///
/// A statement has two times: the days that it speaks of, and the day on which it was recorded. Of
/// several that speak of one day, the one recorded last holds, so that a registry answers what is
/// known now and what was known on an earlier day. Where no day is said, a statement counts as
/// recorded on its first day, and replaces no other.
///
/// @code
/// // In March 2020 it became known that the commune had been moved in July 2019.
/// const tieuchi::Unit commune{
///     .code = tieuchi::UnitCode{"06187"},
///     .parents = {{tieuchi::UnitCode{"180"}},
///                 {tieuchi::UnitCode{"181"}, {tieuchi::Date{2019, 7, 1}},
///                  tieuchi::Date{2020, 3, 1}}}};
/// @endcode
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tieuchi/code.hpp"
#include "tieuchi/level.hpp"
#include "tieuchi/period.hpp"

namespace tieuchi::inline v1 {

/// The day asked about and, if it is not now, the day by which the answer was known.
struct AsOf {
  Date on;
  std::optional<Date> known_on{};

  // A day alone asks for what is known now.
  // NOLINTNEXTLINE(google-explicit-constructor)
  AsOf(Date day, std::optional<Date> known = {}) : on(day), known_on(known) {}
  [[nodiscard]] bool knows(Date recorded) const { return !known_on || recorded <= *known_on; }
};

/// A value that holds during a period.
template <class T>
struct Dated {
  T value;
  Period period = Period::always();
  std::optional<Date> recorded{};  ///< nothing: on the first day of the period
  bool withdrawn = false;          ///< nothing holds on these days, or nobody knows what

  [[nodiscard]] Date known_from() const { return recorded.value_or(period.from); }

  friend bool operator==(const Dated&, const Dated&) = default;
};

/// A value and the day on which it was recorded.
template <class T>
struct Recorded {
  T value;
  Date recorded;

  friend bool operator==(const Recorded&, const Recorded&) = default;
};

/// A stratum within its dimension: {"region", "MNPB"}. Dimensions are independent of each other.
struct Stratum {
  Dimension dimension;
  StratumCode code;

  friend bool operator==(const Stratum&, const Stratum&) = default;
};

/// A unit before it enters a registry.
struct Unit {
  UnitCode code;
  Level level = Level::commune;
  Period exists = Period::always();
  std::vector<Dated<std::string>> names{};
  std::vector<Dated<UnitCode>> parents{};
  std::vector<Dated<Stratum>> strata{};
  std::vector<Dated<CohortCode>> cohorts{};
  std::optional<Date> exists_recorded{};      ///< of `exists`; nothing: on its first day
  std::vector<Recorded<Period>> existence{};  ///< each replaces all of `exists` once recorded

  friend bool operator==(const Unit&, const Unit&) = default;
};

}  // namespace tieuchi::inline v1
