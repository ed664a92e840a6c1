/// @file
/// Where a figure of the law comes from and whether it was checked.
///
/// Most public copies of the law are partial. Every threshold carries its source and a status; by
/// default only what was checked against a published text is used in judging.
#pragma once

#include <cstdint>
#include <string>

namespace tieuchi::inline v1 {

/// How far a figure was checked. The order of trust is verified, transcribed, unverified, unknown
/// (archives hold the numbers, so that a new one stands last).
enum class Status : std::uint8_t {
  verified,    ///< read in a published copy, with its source
  unverified,  ///< compiled without sight of an official text
  unknown,     ///< not known
  transcribed  ///< copied by an office from a text that it holds
};

/// The worse of two: the status of a cell is the worst of its value, comparator and text.
[[nodiscard]] constexpr Status worst(Status a, Status b) {
  constexpr int doubt[] = {0, 2, 3, 1};
  return doubt[static_cast<int>(a)] < doubt[static_cast<int>(b)] ? b : a;
}

/// A status with its source (a URL or the number of an instrument).
struct Citation {
  Status status = Status::unknown;
  std::string source{};

  friend bool operator==(const Citation&, const Citation&) = default;
};

/// The switch of a judgement: which thresholds may be used. Stamped on every result.
enum class Provenance : std::uint8_t {
  verified_only,
  allow_unverified,  ///< all
  allow_transcribed  ///< verified ones and what an office has transcribed
};

/// Whether a threshold of this status may be used.
[[nodiscard]] constexpr bool allows(Provenance provenance, Status status) {
  switch (provenance) {
    case Provenance::verified_only:
      return status == Status::verified;
    case Provenance::allow_transcribed:
      return status == Status::verified || status == Status::transcribed;
    case Provenance::allow_unverified:
      return true;
  }
  return false;
}

}  // namespace tieuchi::inline v1
