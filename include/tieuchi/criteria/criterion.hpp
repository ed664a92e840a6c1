/// @file
/// One criterion: its indicators and the rule that combines them.
///
/// What each rule returns over met, not met, unknown and not applicable members is tabulated in
/// assessment/combine.hpp, where it is computed.
#pragma once

#include <variant>
#include <vector>

#include "tieuchi/criteria/indicator.hpp"

namespace tieuchi::inline v1 {

/// What *not applicable* members mean for "at least k of n". Declared, never a default.
enum class NotApplicablePolicy : std::uint8_t { drop, scale, deem_met, deem_not_met };

namespace rule {
/// Every applicable member is met.
struct AllOf {
  friend bool operator==(const AllOf&, const AllOf&) = default;
};
/// At least one applicable member is met.
struct AnyOf {
  friend bool operator==(const AnyOf&, const AnyOf&) = default;
};
/// At least `k` members are met, 1 ≤ k ≤ number of members.
struct AtLeast {
  int k = 1;
  NotApplicablePolicy not_applicable;
  friend bool operator==(const AtLeast&, const AtLeast&) = default;
};
/// Points of the members that are met reach `pass`; one entry of `points` per member.
/// A part that is not applicable keeps its maximum, or the others are scaled up.
struct Score {
  enum class NotApplicable : std::uint8_t { keep_max, rescale };
  std::vector<Decimal> points;
  Decimal pass;
  NotApplicable not_applicable;
  friend bool operator==(const Score&, const Score&) = default;
};
}  // namespace rule

using Rule = std::variant<rule::AllOf, rule::AnyOf, rule::AtLeast, rule::Score>;

/// A criterion. One without indicators stands in a set that is not fully published and judges
/// *unknown, not published*.
struct Criterion {
  CriterionNumber number;
  Text name{};
  Text group{};
  Rule rule = rule::AllOf{};
  Applicability applicability{};
  std::vector<Indicator> indicators{};

  friend bool operator==(const Criterion&, const Criterion&) = default;
};

}  // namespace tieuchi::inline v1
