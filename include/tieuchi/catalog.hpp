/// @file
/// The law as data: every text of catalog/, embedded when the library is built. Compiled: target
/// `tieuchi::catalog`.
///
/// @code
/// const auto set = tieuchi::catalog::criteria_set("vn-commune-2016");
/// @endcode
///
/// docs/catalog.md lists the texts with how many of their cells are verified. To use a file from
/// disk instead, read it with exchange/json.hpp.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tieuchi/criteria/criteria_set.hpp"
#include "tieuchi/criteria/rating.hpp"
#include "tieuchi/criteria/recognition_rule.hpp"
#include "tieuchi/programme/programme.hpp"

namespace tieuchi::inline v1::catalog {

/// One embedded file.
struct Document {
  std::string_view id;    ///< file name without ".json"
  std::string_view text;  ///< JSON, UTF-8
};

/// Every embedded file, by id.
[[nodiscard]] std::span<const Document> documents();
/// Ids of all criteria sets, in natural order.
[[nodiscard]] std::vector<SetId> criteria_sets();
/// Ids of all programmes of targets, in natural order.
[[nodiscard]] std::vector<std::string> programmes();
/// Ids of all rules of recognition, in natural order.
[[nodiscard]] std::vector<std::string> recognition_rules();

// Each reads one text. @throws UnknownCode with the known ids if there is none of that name.
[[nodiscard]] CriteriaSet criteria_set(std::string_view id);
[[nodiscard]] RatingScheme rating_scheme(std::string_view id);
[[nodiscard]] RecognitionRule recognition_rule(std::string_view id);
[[nodiscard]] RevocationRule revocation_rule(std::string_view id);
[[nodiscard]] Programme programme(std::string_view id);

/// The set of a level and tier in force on a day.
/// @throws InvalidData if there is none (1 January 2021 to 7 March 2022) or more than one.
[[nodiscard]] CriteriaSet in_force(Level level, std::string_view tier, Date on);

}  // namespace tieuchi::inline v1::catalog
