/// @file
/// A criteria set: one legal text that says what a place must meet.
///
/// Sets are many and dated; each names its strata, the measures it reads and its criteria. A set
/// is valid once built and never changes: building it finds every problem at once.
///
/// Checked when built, all problems in one throw: every stratum has a cell for every indicator (or
/// says *delegated*, *not published*), periods of one cell do not overlap, groups have members,
/// numbers stand once, measures are declared, k lies between 1 and the number of members, a pass
/// mark can be reached and missed, and nothing is wider than what later holds it.
///
/// | completeness    | criteria without indicators        | judging                            |
/// | --------------- | ---------------------------------- | ---------------------------------- |
/// | `complete`      | an error                           | as the table says                  |
/// | `partial`       | judge *unknown, not published*     | as far as the table goes           |
/// | `not_published` | none at all                        | `compile` refuses                  |
///
/// Source of the shipped sets: catalog/, one file per legal text with the source of each figure.
#pragma once

#include <algorithm>
#include <map>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "tieuchi/criteria/criterion.hpp"
#include "tieuchi/criteria/measure.hpp"
#include "tieuchi/detail/wide_integer.hpp"
#include "tieuchi/level.hpp"

namespace tieuchi::inline v1 {

/// How much of the table is public.
enum class Completeness : std::uint8_t {
  complete,     ///< every criterion and indicator is there
  partial,      ///< some criteria lack indicators or some indicators lack values
  not_published ///< the text is known, its table is not: it refuses to judge
};

/// A unit whose attribute `dimension` has one of `codes` is judged with column `use`, whatever its
/// own stratum, on the days of `period`. Of a unit that states no code of the dimension it is not
/// known whether it holds.
struct StratumOverride {
  Dimension dimension;
  std::vector<StratumCode> codes;
  StratumCode use;
  Period period = Period::always();
  Citation citation{};

  friend bool operator==(const StratumOverride&, const StratumOverride&) = default;
};

/// The contents of a set before they are checked.
struct CriteriaSetParts {
  SetId id;
  std::string decision{};  ///< number of the instrument
  Text title{};
  Level level = Level::commune;
  std::string tier{};      ///< the tier word as the text uses it; see `Ladder` for the order
  Date issued{};
  Period in_force = Period::always();
  Completeness completeness = Completeness::complete;
  Dimension dimension{};              ///< of the strata; empty for one column that holds for all
  std::vector<StratumCode> strata{};  ///< columns of the table
  std::vector<StratumOverride> overrides{};
  std::vector<Measure> measures{};
  std::vector<Criterion> criteria{};
  Rule rule = rule::AllOf{};          ///< how criteria make the whole
  std::optional<SetId> prerequisite{};

  friend bool operator==(const CriteriaSetParts&, const CriteriaSetParts&) = default;
};

/// A checked set.
class CriteriaSet {
 public:
  static constexpr std::size_t most_criteria = 255;  ///< a unit's counts of criteria are bytes

  /// @throws InvalidCriteria with every problem: strata not declared, overlapping periods of one
  /// cell, missing cells, groups without members, k out of range, numbers used twice, measures not
  /// declared, a wrong number of threshold values, a pass mark of 0 or less or above its total,
  /// numbers beyond ±9.2 × 10¹², more than `most_criteria` criteria.
  explicit CriteriaSet(CriteriaSetParts parts, std::string_view file = {});

  const SetId& id() const { return parts_.id; }
  const CriteriaSetParts& parts() const { return parts_; }
  std::span<const Criterion> criteria() const { return parts_.criteria; }
  std::size_t indicator_count() const;
  /// The measure of a code; null if the set does not read it.
  const Measure* measure(const MeasureCode& code) const;
  /// Position of a criterion, or of an indicator within its criterion.
  /// @throws UnknownCode
  std::size_t index_of(const CriterionNumber& number) const;
  struct Place {
    std::size_t criterion, indicator, flat;  ///< `flat` counts indicators over the whole set
  };
  Place index_of(const IndicatorNumber& number) const;

  friend bool operator==(const CriteriaSet&, const CriteriaSet&) = default;

 private:
  CriteriaSetParts parts_;
};

/// How many cells of the table are verified, unverified, unknown, by the worst-of rule.
struct StatusCounts {
  int verified = 0, unverified = 0, unknown = 0;
  int total() const { return verified + unverified + unknown; }
};
StatusCounts count_statuses(const CriteriaSet& set);

// ------------------------------------------------------------------------------------------------

namespace detail {

// Thresholds within it have room for a step of rounding; a measured value beyond it is invalid.
inline constexpr Decimal most_number = Decimal::from_micros(9'200'000'000'000 * Decimal::scale);

inline bool too_wide(Decimal n) { return n > most_number || n < Decimal{} - most_number; }

// What is wrong with a pass mark for parts of `points`: it must be reachable and missable.
inline void check_pass_mark(std::span<const Decimal> points, Decimal pass, const auto& bad) {
  if (points.empty()) return;
  wide_integer total = 0;
  for (const auto p : points) {
    if (p < Decimal{}) bad(ProblemCode::value_out_of_range, p.str(), "points of 0 or more");
    total += p.micros();
  }
  if (total > most_number.micros()) {
    bad(ProblemCode::value_out_of_range, "a total above " + most_number.str(), "a total within it");
  } else if (pass <= Decimal{} || pass.micros() > total) {
    bad(ProblemCode::value_out_of_range, pass.str(),
        "a pass mark above 0, at most the total " +
            Decimal::from_micros(static_cast<std::int64_t>(total)).str());
  }
}

// What is wrong with the numbers of one cell, of a set or of an overlay.
inline void check_numbers(const Requirement& requirement, std::span<const Decimal> numbers,
                          const auto& bad) {
  const auto [fewest, most] = numbers_in_cell(requirement);
  if (numbers.size() < fewest || numbers.size() > most) {
    bad(ProblemCode::wrong_number_count, std::to_string(numbers.size()),
        std::to_string(fewest) + (most > fewest ? " to " + std::to_string(most) : ""));
    return;
  }
  for (const auto n : numbers) {
    if (too_wide(n)) {
      bad(ProblemCode::value_out_of_range, n.str(), "a number within ±" + most_number.str());
    }
  }
  if (std::holds_alternative<requirement::Between>(requirement) && numbers[1] < numbers[0]) {
    bad(ProblemCode::value_out_of_range, numbers[1].str(), "lower before upper");
  }
  if (const auto* q = std::get_if<requirement::PassMark>(&requirement)) {
    std::vector<Decimal> points;
    for (const auto& part : q->parts) points.push_back(part.max);
    check_pass_mark(points, numbers[0], bad);
    if (numbers.size() == 2 && (numbers[1] < Decimal{} || numbers[1] > Decimal(100))) {
      bad(ProblemCode::value_out_of_range, numbers[1].str(), "a share of 0 to 100");
    }
  }
}

inline void check_rule(const Rule& rule, std::size_t members, const std::string& code,
                       const std::string& file, Problems& problems) {
  const auto bad = [&](ProblemCode what, std::string found, std::string expected) {
    problems.add({.what = what, .file = file, .code = code, .found = std::move(found),
                  .expected = std::move(expected)});
  };
  if (const auto* r = std::get_if<rule::AtLeast>(&rule)) {
    if (members > 0 && (r->k < 1 || static_cast<std::size_t>(r->k) > members)) {
      bad(ProblemCode::k_out_of_range, std::to_string(r->k), "1 to " + std::to_string(members));
    }
  } else if (const auto* s = std::get_if<rule::Score>(&rule)) {
    if (s->points.size() != members) {
      bad(ProblemCode::wrong_number_count, std::to_string(s->points.size()) + " points",
          std::to_string(members) + ", one per member");
    }
    check_pass_mark(s->points, s->pass, bad);
  }
}

inline void check_indicator(const Indicator& indicator, const CriteriaSetParts& set,
                            const std::string& file, Problems& problems) {
  const auto bad = [&](ProblemCode what, std::string column, std::string found,
                       std::string expected) {
    problems.add({.what = what, .file = file, .column = std::move(column),
                  .code = indicator.number.str(), .found = std::move(found),
                  .expected = std::move(expected)});
  };
  const auto known = [&](const MeasureCode& code) {
    return std::ranges::any_of(set.measures, [&](const auto& m) { return m.code == code; });
  };
  auto reads = measures_of(indicator.requirement);
  if (reads.empty()) {
    bad(ProblemCode::empty_group, "", "no measures", "at least one group or part");
  }
  if (indicator.applicability.condition) reads.push_back(*indicator.applicability.condition);
  for (const auto& code : reads) {
    if (!known(code)) bad(ProblemCode::unknown_measure, "", code.str(), "a declared measure");
  }
  if (const auto* q = std::get_if<requirement::SeveralYears>(&indicator.requirement);
      q && (q->years < 2 || q->years > 10)) {
    bad(ProblemCode::value_out_of_range, "years", std::to_string(q->years), "2 to 10 years");
  }
  if (indicator.rounding && (indicator.rounding->places < 0 || indicator.rounding->places > 5 ||
                             indicator.rounding->clause.empty())) {
    bad(ProblemCode::value_out_of_range, "rounding", std::to_string(indicator.rounding->places),
        "0 to 5 places and the clause that orders it");
  }
  const bool yearly = std::holds_alternative<requirement::PerYear>(indicator.requirement);
  for (const auto& cell : indicator.cells) {
    const auto& name = cell.stratum.str();
    if (std::ranges::find(set.strata, cell.stratum) == set.strata.end()) {
      bad(ProblemCode::unknown_stratum, name, name, "a declared stratum");
    }
    if (cell.state == CellState::value) {
      check_numbers(indicator.requirement, cell.numbers, [&](auto what, auto found, auto expected) {
        bad(what, name, std::move(found), std::move(expected));
      });
    } else if (!cell.numbers.empty()) {
      bad(ProblemCode::wrong_number_count, name, std::to_string(cell.numbers.size()),
          "none beside this state");
    }
    if (cell.period.empty()) {
      bad(ProblemCode::value_out_of_range, name, cell.period.str(), "a period that is not empty");
    }
    if (yearly && cell.period != Period::year(cell.period.from.year())) {
      bad(ProblemCode::value_out_of_range, name, cell.period.str(), "one calendar year");
    }
  }
  for (std::size_t a = 0; a < indicator.cells.size(); ++a) {
    for (std::size_t b = a + 1; b < indicator.cells.size() && !problems.full(); ++b) {
      const auto &x = indicator.cells[a], &y = indicator.cells[b];
      if (x.stratum == y.stratum && x.period.overlaps(y.period)) {
        bad(ProblemCode::overlapping_validity, x.stratum.str(), y.period.str(),
            "no day of " + x.period.str());
      }
    }
  }
  for (const auto& stratum : set.strata) {
    if (std::ranges::none_of(indicator.cells, [&](auto& c) { return c.stratum == stratum; })) {
      bad(ProblemCode::missing_cell, stratum.str(), "nothing",
          "a value, \"delegated\" or \"not_published\"");
    }
  }
}

}  // namespace detail

inline CriteriaSet::CriteriaSet(CriteriaSetParts parts, std::string_view file_name)
    : parts_(std::move(parts)) {
  Problems problems;
  const std::string file(file_name);
  const auto& id = parts_.id.str();
  const auto bad = [&](ProblemCode what, std::string code, std::string found,
                       std::string expected) {
    problems.add({.what = what, .file = file, .code = std::move(code), .found = std::move(found),
                  .expected = std::move(expected)});
  };
  if (id.empty()) bad(ProblemCode::missing_field, "id", "", "the id of the set");
  if (parts_.in_force.empty()) {
    bad(ProblemCode::value_out_of_range, id, parts_.in_force.str(), "a period that is not empty");
  }
  const bool published = parts_.completeness != Completeness::not_published;
  if (published && parts_.criteria.empty()) bad(ProblemCode::empty_group, id, "no criteria", "");
  if (parts_.criteria.size() > most_criteria) {
    bad(ProblemCode::too_large, id, std::to_string(parts_.criteria.size()) + " criteria",
        "at most " + std::to_string(most_criteria));
  }
  if (published && parts_.strata.empty()) bad(ProblemCode::missing_field, id, "", "strata");
  const auto twice = [&](const auto& list, auto name) {
    std::set<std::string> seen;
    for (const auto& item : list) {
      if (!seen.insert(name(item)).second) {
        bad(ProblemCode::duplicate_number, name(item), name(item), "each once");
      }
    }
  };
  twice(parts_.strata, [](const auto& s) { return s.str(); });
  twice(parts_.measures, [](const auto& m) { return m.code.str(); });
  twice(parts_.criteria, [](const auto& c) { return c.number.str(); });
  for (const auto& o : parts_.overrides) {
    if (std::ranges::find(parts_.strata, o.use) == parts_.strata.end()) {
      bad(ProblemCode::unknown_stratum, id, o.use.str(), "a declared stratum to use");
    }
  }
  for (const auto& m : parts_.measures) {
    if (m.part_of && !measure(*m.part_of)) {
      bad(ProblemCode::unknown_measure, m.code.str(), m.part_of->str(), "a declared measure");
    }
  }
  detail::check_rule(parts_.rule, parts_.criteria.size(), id, file, problems);
  std::vector<std::string> numbers;
  for (const auto& c : parts_.criteria) {
    if (c.indicators.empty() && parts_.completeness == Completeness::complete) {
      bad(ProblemCode::empty_group, c.number.str(), "no indicators", "at least one");
    }
    if (c.applicability.condition && !measure(*c.applicability.condition)) {
      bad(ProblemCode::unknown_measure, c.number.str(), c.applicability.condition->str(),
          "a declared measure");
    }
    detail::check_rule(c.rule, c.indicators.size(), c.number.str(), file, problems);
    for (const auto& i : c.indicators) {
      numbers.push_back(i.number.str());
      detail::check_indicator(i, parts_, file, problems);
    }
  }
  twice(numbers, [](const auto& n) { return n; });
  problems.raise<InvalidCriteria>();
}

inline std::size_t CriteriaSet::indicator_count() const {
  std::size_t n = 0;
  for (const auto& c : parts_.criteria) n += c.indicators.size();
  return n;
}

inline const Measure* CriteriaSet::measure(const MeasureCode& code) const {
  for (const auto& m : parts_.measures) {
    if (m.code == code) return &m;
  }
  return nullptr;
}

inline std::size_t CriteriaSet::index_of(const CriterionNumber& number) const {
  for (std::size_t c = 0; c < parts_.criteria.size(); ++c) {
    if (parts_.criteria[c].number == number) return c;
  }
  throw UnknownCode({{.what = ProblemCode::unknown_code, .code = id().str(),
                      .found = number.str(), .expected = "a criterion of the set"}});
}

inline CriteriaSet::Place CriteriaSet::index_of(const IndicatorNumber& number) const {
  std::size_t flat = 0;
  for (std::size_t c = 0; c < parts_.criteria.size(); ++c) {
    for (std::size_t i = 0; i < parts_.criteria[c].indicators.size(); ++i, ++flat) {
      if (parts_.criteria[c].indicators[i].number == number) return {c, i, flat};
    }
  }
  throw UnknownCode({{.what = ProblemCode::unknown_code, .code = id().str(),
                      .found = number.str(), .expected = "an indicator of the set"}});
}

inline StatusCounts count_statuses(const CriteriaSet& set) {
  StatusCounts n;
  for (const auto& c : set.criteria()) {
    for (const auto& i : c.indicators) {
      for (const auto& cell : i.cells) {
        switch (i.status(cell)) {
          case Status::verified: ++n.verified; break;
          case Status::unverified: ++n.unverified; break;
          case Status::unknown: ++n.unknown; break;
        }
      }
    }
  }
  return n;
}

}  // namespace tieuchi::inline v1
