/// @file
/// One indicator of a set: what it asks, with its thresholds per stratum and period.
///
/// A threshold is a history of dated, referenced values. *Not set* and *not published* are states
/// of a cell and never count as not met.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tieuchi/code.hpp"
#include "tieuchi/criteria/applicability.hpp"
#include "tieuchi/criteria/provenance.hpp"
#include "tieuchi/criteria/requirement.hpp"
#include "tieuchi/decimal.hpp"
#include "tieuchi/period.hpp"
#include "tieuchi/text.hpp"

namespace tieuchi::inline v1 {

/// Whether a cell holds a usable rule.
enum class CellState : std::uint8_t {
  value,         ///< the numbers of the kind, none for *attained*
  delegated,     ///< left to a province or ministry, not set here
  not_published  ///< exists, but its value is not public
};

/// One cell of the table of the law.
struct ThresholdCell {
  StratumCode stratum;
  Period period = Period::always();  ///< days on which it is the rule
  CellState state = CellState::value;
  std::vector<Decimal> numbers{};  ///< as many as the kind asks for, in its order
  Citation citation{};             ///< of the value itself

  friend bool operator==(const ThresholdCell&, const ThresholdCell&) = default;
};

/// Rounding that a clause itself orders, with its citation: half up to `places` decimal places.
struct LegalRounding {
  int places = 0;
  std::string clause{};

  friend bool operator==(const LegalRounding&, const LegalRounding&) = default;
};

/// An indicator. The status of each cell is the worst of value, comparator and text; where the law
/// files give none for the comparator or the text, that of the value counts.
struct Indicator {
  IndicatorNumber number;
  Text name{};
  Text unit{};
  Requirement requirement = requirement::NotPublished{};
  std::vector<ThresholdCell> cells{};
  Applicability applicability{};
  std::optional<Status> comparator_status{};
  std::optional<Status> text_status{};
  std::optional<LegalRounding> rounding{};

  /// The cell for a stratum on a day; null where the law has none.
  [[nodiscard]] const ThresholdCell* cell(const StratumCode& stratum, Date on) const {
    for (const auto& c : cells) {
      if (c.stratum == stratum && c.period.contains(on)) return &c;
    }
    return nullptr;
  }

  /// The worst-of status of one of its cells.
  [[nodiscard]] Status status(const ThresholdCell& c) const {
    const Status s = c.citation.status;
    return worst(s, worst(comparator_status.value_or(s), text_status.value_or(s)));
  }

  friend bool operator==(const Indicator&, const Indicator&) = default;
};

}  // namespace tieuchi::inline v1
