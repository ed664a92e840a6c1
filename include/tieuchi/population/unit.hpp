/// @file
/// One place, with everything about it that is dated.
///
/// Units merge, are renamed and change stratum; a name is not a key. A unit has a code for life
/// and a list of dated statements: existence, names, parents, strata, cohorts.
#pragma once

#include <string>
#include <vector>

#include "tieuchi/code.hpp"
#include "tieuchi/level.hpp"
#include "tieuchi/period.hpp"

namespace tieuchi::inline v1 {

/// A value that holds during a period.
template <class T>
struct Dated {
  T value;
  Period period = Period::always();

  friend bool operator==(const Dated&, const Dated&) = default;
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

  friend bool operator==(const Unit&, const Unit&) = default;
};

}  // namespace tieuchi::inline v1
