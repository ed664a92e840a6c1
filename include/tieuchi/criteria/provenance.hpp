/// @file
/// Where a figure of the law comes from and whether it was checked.
///
/// Most public copies of the law are partial. Every threshold carries its source and a status; by
/// default only what was checked against a published text is used in judging.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>

namespace tieuchi::inline v1 {

/// How far a figure was checked; a larger value is worse.
enum class Status : std::uint8_t {
  verified,    ///< read in a published copy, with its source
  unverified,  ///< compiled without sight of an official text
  unknown      ///< not known
};

/// The worse of two: the status of a cell is the worst of its value, comparator and text.
[[nodiscard]] constexpr Status worst(Status a, Status b) { return std::max(a, b); }

/// A status with its source (a URL or the number of an instrument).
struct Citation {
  Status status = Status::unknown;
  std::string source{};

  friend bool operator==(const Citation&, const Citation&) = default;
};

/// The switch of a judgement: which thresholds may be used. Stamped on every result.
enum class Provenance : std::uint8_t { verified_only, allow_unverified };

}  // namespace tieuchi::inline v1
