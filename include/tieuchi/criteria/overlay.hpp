/// @file
/// Values that a lower instrument puts into the slots of a national set.
///
/// An overlay is an instrument of a body of the state. Two kinds exist. *Fill*: provisions for
/// cells that are granted to the body (criteria/grant.hpp), inside its own seat. *Check*: an office
/// that holds the official text transcribes from it what the catalog has not verified. Its copy
/// is *transcribed*, judges only where that is allowed, and never changes a verified figure.
///
/// No value reaches back: whatever period it names, it holds from the day its instrument was
/// issued. No body stands above another.
///
/// Of several provisions of one body for a cell of a unit and a day one holds:
///
/// 1. what a later instrument repeals by its number has gone;
/// 2. the special stands before the general (a scope inside the other one, a named stratum);
/// 3. of equal scopes the later instrument stands before the earlier, in one instrument the value
///    that begins later: a value without an end ends where its successor begins;
/// 4. equal values merge; different ones that remain are an error that names both texts.
///
/// | problem             | example                                                     |
/// | ------------------- | ----------------------------------------------------------- |
/// | not granted         | a province fills 17.1, which the nation has fixed           |
/// | another body        | a ministry fills what is left to the province, or a copy of |
/// |                     | the national text fills any slot that it leaves open        |
/// | changes a verified  | a copy says 10 where the catalog has verified 90            |
/// | against direction   | a weaker value where only a stricter one is permitted       |
/// | predates its basis  | an instrument of 2015 under a set of 2016                   |
/// | outside its seat    | a decision of Lạng Sơn for a commune of Cao Bằng            |
/// | disagree            | two bodies on one slot, scope and day                       |
///
/// @code
/// const auto rules = compile(set, {.on = day, .overlays = {json::read_overlay(text)}});
/// @endcode
#pragma once

#include <optional>
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
  using Rank = BodyRank;

  std::string instrument;  ///< number of the decision, printed in explanations
  SetId set;               ///< the set it belongs to
  Kind kind = Kind::fill;
  Rank rank = Rank::province;
  Date issued{};
  Scope scope{};
  bool synthetic = false;  ///< made up for an example; said wherever its values are shown
  std::vector<OverlayValue> values{};
  /// The unit that is the body's seat: the overlay holds nowhere else. Empty: the place of its
  /// scope, and where that is empty too all that is judged.
  UnitCode body{};
  std::optional<Date> recorded{};      ///< when it was known; nothing: on its day of issue
  std::vector<std::string> repeals{};  ///< instruments of the body that end where this one begins

  /// The seat of its body, as far as it says so.
  [[nodiscard]] const UnitCode& seat() const { return body.empty() ? scope.within : body; }
  /// Where it holds: the place of its scope, else the seat of its body; empty: everywhere.
  [[nodiscard]] const UnitCode& place() const { return scope.within.empty() ? body : scope.within; }

  friend bool operator==(const Overlay&, const Overlay&) = default;
};

/// The days on which a value of an overlay holds: those of its period from its day of issue on.
[[nodiscard]] Period in_force(const Overlay& overlay, const OverlayValue& value);

/// Checks overlays against their set, all at once.
/// @throws InvalidCriteria for a slot that is not granted or granted to another body, a verified
/// figure that would change (both are named), a value against the permitted direction, an
/// instrument older than its basis or one that repeals itself, a value that ends before it was
/// issued, numbers that a cell of the set could not hold, an unknown indicator or stratum, and two
/// values of equal standing that disagree on one slot (both are named; equal values merge).
/// @param references other sets whose cells overlays may fill: factors of `set` refer to them.
void check_overlays(const CriteriaSet& set, std::span<const Overlay> overlays,
                    std::span<const CriteriaSet> references = {});

namespace detail {
/// The form alone, for overlays that were allowed when their assessment was made.
void check_form(const CriteriaSet& set, std::span<const Overlay> overlays,
                std::span<const CriteriaSet> references);
}  // namespace detail

}  // namespace tieuchi::inline v1

#ifndef TIEUCHI_COMPILED
#include "tieuchi/detail/criteria/overlay.hpp"
#endif
