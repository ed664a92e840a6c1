#pragma once
#include <cstdint>
#include <string>

// Judges 2,000 SYNTHETIC units and returns the hash of all verdicts.
std::uint64_t judged();
// The outlook of a SYNTHETIC model that was fitted, saved and loaded, as an archive.
std::string projected();
// Whether the solver of the component highs answers.
bool solver_answers();
