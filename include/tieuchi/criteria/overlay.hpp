/// @file
/// Values that a lower instrument puts into the slots of a national set.
///
/// An overlay is an exception with a declared target slot: province over ministry over nation. Two
/// kinds exist. *Fill*: a delegated slot gets its value, from the body that it is delegated to.
/// *Check*: an office that holds the official text copies from it what the catalog has not
/// verified. Its copy judges as an unverified figure with its own source, and never changes a
/// verified one.
///
/// No value reaches back: whatever period it names, it holds from the day its instrument was
/// issued.
///
/// | problem             | example                                                     |
/// | ------------------- | ----------------------------------------------------------- |
/// | not delegated       | a province fills 17.1, which the nation has fixed           |
/// | another body        | a ministry fills what is left to the province, or a copy of |
/// |                     | the national text fills any slot that it leaves open        |
/// | changes a verified  | a copy says 10 where the catalog has verified 90            |
/// | against direction   | a weaker value where only a stricter one is permitted       |
/// | predates its basis  | an instrument of 2015 under a set of 2016                   |
/// | disagree            | two decisions of one rank on one slot, scope and day        |
///
/// @code
/// const auto rules = compile(set, {.on = day, .overlays = {json::read_overlay(text)}});
/// @endcode
#pragma once

#include <span>
#include <string>
#include <vector>

#include "tieuchi/criteria/criteria_set.hpp"

namespace tieuchi::inline v1 {

/// For whom an overlay holds: units inside `within` (empty: everywhere) that carry every stratum.
struct Scope {
  struct Attribute {
    Dimension dimension;
    StratumCode code;
    friend bool operator==(const Attribute&, const Attribute&) = default;
  };
  UnitCode within{};
  std::vector<Attribute> attributes{};

  friend bool operator==(const Scope&, const Scope&) = default;
};

/// One value put into one slot. `stratum` empty means every column of the set.
struct OverlayValue {
  IndicatorNumber indicator;
  StratumCode stratum{};
  std::vector<Decimal> numbers{};  ///< none for *attained*
  Period period = Period::always();
  Citation citation{};

  friend bool operator==(const OverlayValue&, const OverlayValue&) = default;
};

/// An instrument with its values.
struct Overlay {
  enum class Kind : std::uint8_t { fill, check };
  enum class Rank : std::uint8_t { ministry, province };

  std::string instrument;  ///< number of the decision, printed in explanations
  SetId set;               ///< the set it belongs to
  Kind kind = Kind::fill;
  Rank rank = Rank::province;
  Date issued{};
  Scope scope{};
  bool synthetic = false;  ///< made up for an example; said wherever its values are shown
  std::vector<OverlayValue> values{};

  friend bool operator==(const Overlay&, const Overlay&) = default;
};

/// The one direction in which a slot may be set, with the value it starts from.
struct Permission {
  IndicatorNumber indicator;
  Decimal base;
  bool may_tighten = true;
  bool may_relax = false;
};

/// The days on which a value of an overlay holds: those of its period from its day of issue on.
[[nodiscard]] Period in_force(const Overlay& overlay, const OverlayValue& value);

/// Checks overlays against their set, all at once.
/// @throws InvalidCriteria for a slot that is not delegated or delegated to another body, a
/// verified figure that would change (both are named), a value against the permitted direction, an
/// instrument older than its basis, a value that ends before it was issued, numbers that a cell of
/// the set could not hold, an unknown indicator or stratum, and two instruments of one rank that
/// disagree on one slot (both are named; equal values merge).
void check_overlays(const CriteriaSet& set, std::span<const Overlay> overlays,
                    std::span<const Permission> permissions = {});

namespace detail {
/// The form alone, for overlays that were allowed when their assessment was made.
void check_form(const CriteriaSet& set, std::span<const Overlay> overlays);
}  // namespace detail

}  // namespace tieuchi::inline v1

#ifndef TIEUCHI_COMPILED
#include "tieuchi/detail/criteria/overlay.hpp"
#endif
