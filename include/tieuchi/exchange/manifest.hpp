/// @file
/// What a result was made from, as hashes: two results are told apart, and it is said by what.
/// Compiled: target `tieuchi::json`, whose texts are what is hashed.
///
/// Each part is SHA-256 (FIPS 180-4), 64 lower-case hexadecimal digits, over bytes that are the
/// same on every machine. What cannot change a verdict is left out: threads, `keep_indicators`,
/// the order of units, columns, overlays and references, numbers in cells that say they are absent,
/// the sign of zero, which NaN it is. A default and the same value stated are the same.
///
/// | part       | over what                                                                     |
/// | ---------- | ----------------------------------------------------------------------------- |
/// | version    | `tieuchi::version` as it is                                                   |
/// | set        | the set and those its factors refer to, as JSON, and the plan as text         |
/// | provisions | overlays as JSON                                                              |
/// | registry   | units as JSON                                                                 |
/// | panel      | every cell of columns, declared verdicts and counts, with the code of its unit |
/// | options    | day, provenance, known on, outside period, greatest age                       |
///
/// Cost: about ten nanoseconds a byte and judging once more; nothing is hashed before it is asked
/// for.
#pragma once

#include <string>
#include <vector>

#include "tieuchi/assessment/assess.hpp"

namespace tieuchi::inline v1 {

/// The parts of what a result was made from.
struct Manifest {
  std::string version, set, provisions, registry, panel, options;

  /// Names of the parts that differ, in the order above; empty where nothing does.
  [[nodiscard]] std::vector<std::string> difference(const Manifest& other) const;

  friend bool operator==(const Manifest&, const Manifest&) = default;
};

/// The manifest of a result.
/// @throws InvalidData if the panel has another fingerprint than that of the result, a row outside
/// the registry, or gives another verdict or reason when it is judged again.
[[nodiscard]] Manifest manifest(const Assessment& result, const Registry& registry,
                                const Panel& panel);

}  // namespace tieuchi::inline v1
