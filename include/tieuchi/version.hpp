/// @file
/// The version of the library, as numbers and as text.
///
/// Results carry it, so that a figure can be traced to the code that made it. Versions follow
/// semantic versioning; the inline namespace `v1` changes only with the major number.
#pragma once

#ifdef __FAST_MATH__
#error "tieuchi compares numbers with legal thresholds: -ffast-math changes verdicts"
#endif

#define TIEUCHI_VERSION_MAJOR 0
#define TIEUCHI_VERSION_MINOR 1
#define TIEUCHI_VERSION_PATCH 0

namespace tieuchi::inline v1 {

/// "major.minor.patch" of the headers that were compiled.
inline constexpr const char* version = "0.1.0";

}  // namespace tieuchi::inline v1
