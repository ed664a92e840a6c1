/// @file
/// JSON in and out, for exchange between agencies. Compiled: target `tieuchi::json`.
///
/// The format of a set is described by catalog/schema/criteria-set.schema.json. Readers are strict:
/// unknown fields, words and types are problems, and every problem of a text is reported at once
/// with its place (`criteria[3].indicators[0].cells[2]`). Hostile texts are refused before they
/// cost anything: nesting beyond 64, strings beyond 1 MB, keys used twice, numbers out of range,
/// texts beyond 256 MB. Nothing is ever half-loaded.
///
/// In files `last_day` is the last day in force, as legal texts print it; loading adds one day.
///
/// Law documents throw `InvalidCriteria`, people and data throw `InvalidData`.
#pragma once

#include <string>
#include <string_view>

#include "tieuchi/assessment/explain.hpp"
#include "tieuchi/criteria/overlay.hpp"
#include "tieuchi/criteria/rating.hpp"
#include "tieuchi/criteria/recognition_rule.hpp"
#include "tieuchi/observation/panel_data.hpp"
#include "tieuchi/programme/programme.hpp"

namespace tieuchi::inline v1::json {

/// The "format" word of a document: "tieuchi-criteria-set" …; empty if there is none.
[[nodiscard]] std::string format_of(std::string_view text, std::string_view file = {});

// `file` names the text in problems. @throws InvalidCriteria with every problem.
[[nodiscard]] CriteriaSet read_criteria_set(std::string_view text, std::string_view file = {});
[[nodiscard]] Overlay read_overlay(std::string_view text, std::string_view file = {});
[[nodiscard]] RatingScheme read_rating_scheme(std::string_view text, std::string_view file = {});
[[nodiscard]] RecognitionRule read_recognition_rule(std::string_view text,
                                                    std::string_view file = {});
[[nodiscard]] RevocationRule read_revocation_rule(std::string_view text,
                                                  std::string_view file = {});
[[nodiscard]] Programme read_programme(std::string_view text, std::string_view file = {});

/// Units with their dated statements. @throws InvalidData with every problem.
[[nodiscard]] Registry read_registry(std::string_view text, std::string_view file = {});
/// Columns over units of a registry; cells are numbers, null (not collected) or the word of an
/// absence. @throws InvalidData with every problem, unknown units among them.
[[nodiscard]] PanelData read_panel(std::string_view text, const Registry& registry,
                                   std::string_view file = {});

// Writing then reading gives an equal object; keys are sorted by their place in the format.
[[nodiscard]] std::string write(const CriteriaSet& set);
[[nodiscard]] std::string write(const Overlay& overlay);
[[nodiscard]] std::string write(const Registry& registry);
[[nodiscard]] std::string write(const PanelData& panel, const Registry& registry);
/// Stamp, coverage and one object per unit: verdict and reason of each criterion, counts as bounds.
[[nodiscard]] std::string write(const Assessment& result, const Registry& registry);
[[nodiscard]] std::string write(const Explanation& explanation);

}  // namespace tieuchi::inline v1::json
