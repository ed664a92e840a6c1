// Bodies of criteria/criteria_set.hpp.
#pragma once

#include "tieuchi/criteria/criteria_set.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "tieuchi/detail/criteria/check_cell.hpp"
#include "tieuchi/detail/inline.hpp"

namespace tieuchi::inline v1 {

namespace detail {

inline void check_rule(const Rule& rule, std::size_t members, const std::string& code,
                       const std::string& file, Problems& problems) {
  const auto bad = [&](ProblemCode what, std::string found, std::string expected) {
    problems.add({.what = what,
                  .file = file,
                  .code = code,
                  .found = std::move(found),
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
    problems.add({.what = what,
                  .file = file,
                  .column = std::move(column),
                  .code = indicator.number.str(),
                  .found = std::move(found),
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
  if (const auto* q = std::get_if<requirement::OfWhich>(&indicator.requirement);
      q && detail::too_wide(q->small_limit)) {
    bad(ProblemCode::value_out_of_range, "small_if", q->small_limit.str(),
        "a number within ±" + detail::most_number.str());
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

// Whether two grants speak of one cell, body and day.
inline bool meet(const Grant& a, const Grant& b) {
  return a.indicator == b.indicator && a.to == b.to && a.period.overlaps(b.period) &&
         (a.stratum.empty() || b.stratum.empty() || a.stratum == b.stratum) &&
         (a.body.empty() || b.body.empty() || a.body == b.body);
}

inline void check_grants(const CriteriaSetParts& set, const std::string& file, Problems& problems) {
  for (const Grant& g : set.grants) {
    const auto bad = [&](ProblemCode what, std::string found, std::string expected) {
      problems.add({.what = what,
                    .file = file,
                    .column = "grants",
                    .code = g.indicator.str(),
                    .found = std::move(found),
                    .expected = std::move(expected)});
    };
    const Indicator* of = nullptr;
    for (const auto& c : set.criteria) {
      for (const auto& i : c.indicators) {
        if (i.number == g.indicator) of = &i;
      }
    }
    if (!of) {
      bad(ProblemCode::unknown_code, g.indicator.str(), "an indicator of the set");
      continue;
    }
    if (!g.stratum.empty() && std::ranges::find(set.strata, g.stratum) == set.strata.end()) {
      bad(ProblemCode::unknown_stratum, g.stratum.str(), "a stratum of the set");
    }
    if (g.period.empty()) {
      bad(ProblemCode::value_out_of_range, g.period.str(), "a period that is not empty");
    }
    if (const auto* left = std::get_if<requirement::Delegated>(&of->requirement)) {
      const bool ministry = left->to == requirement::Delegated::To::ministry;
      if (ministry != (g.to == BodyRank::ministry)) {
        bad(ProblemCode::other_body, ministry ? "province" : "ministry",
            ministry ? "ministry" : "province");
      }
    }
    if (g.direction != Grant::Direction::set) {
      const bool based =
          g.base || std::ranges::all_of(of->cells, [&](const ThresholdCell& c) {
            return (!g.stratum.empty() && c.stratum != g.stratum) || !c.numbers.empty();
          });
      const bool confirms = g.direction == Grant::Direction::confirm;
      const bool compares = confirms || comparator_of(of->requirement);
      if (!compares || !based) {
        bad(ProblemCode::against_direction, confirms ? "confirm" : "tighter or weaker",
            "a comparison and its base");
      }
    }
    for (const Grant& other : set.grants) {
      if (&other == &g) break;
      if (!meet(g, other)) continue;
      const bool alike = g.direction == other.direction && g.base == other.base;
      bad(alike ? ProblemCode::duplicate_row : ProblemCode::two_values, g.citation.source,
          alike ? "each grant once" : "no other direction than by " + other.citation.source);
    }
  }
}

}  // namespace detail

TIEUCHI_INLINE CriteriaSet::CriteriaSet(CriteriaSetParts parts, std::string_view file_name)
    : parts_(std::move(parts)) {
  Problems problems;
  const std::string file(file_name);
  const auto& id = parts_.id.str();
  const auto bad = [&](ProblemCode what, std::string code, std::string found,
                       std::string expected) {
    problems.add({.what = what,
                  .file = file,
                  .code = std::move(code),
                  .found = std::move(found),
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
    for (const auto& other : parts_.overrides) {
      if (&other == &o) break;
      if (other.dimension != o.dimension || other.use == o.use || !o.period.overlaps(other.period))
        continue;
      for (const auto& code : o.codes) {
        if (std::ranges::find(other.codes, code) == other.codes.end()) continue;
        bad(ProblemCode::two_values, id, o.dimension.str() + " " + code.str() + ": " + o.use.str(),
            "one column; another override says " + other.use.str());
      }
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
  detail::check_grants(parts_, file, problems);
  problems.raise<InvalidCriteria>();
}

TIEUCHI_INLINE std::size_t CriteriaSet::indicator_count() const {
  std::size_t n = 0;
  for (const auto& c : parts_.criteria) n += c.indicators.size();
  return n;
}

TIEUCHI_INLINE const Measure* CriteriaSet::measure(const MeasureCode& code) const {
  for (const auto& m : parts_.measures) {
    if (m.code == code) return &m;
  }
  return nullptr;
}

TIEUCHI_INLINE std::size_t CriteriaSet::index_of(const CriterionNumber& number) const {
  for (std::size_t c = 0; c < parts_.criteria.size(); ++c) {
    if (parts_.criteria[c].number == number) return c;
  }
  throw UnknownCode({{.what = ProblemCode::unknown_code,
                      .code = id().str(),
                      .found = number.str(),
                      .expected = "a criterion of the set"}});
}

TIEUCHI_INLINE CriteriaSet::Place CriteriaSet::index_of(const IndicatorNumber& number) const {
  std::size_t flat = 0;
  for (std::size_t c = 0; c < parts_.criteria.size(); ++c) {
    for (std::size_t i = 0; i < parts_.criteria[c].indicators.size(); ++i, ++flat) {
      if (parts_.criteria[c].indicators[i].number == number) return {c, i, flat};
    }
  }
  throw UnknownCode({{.what = ProblemCode::unknown_code,
                      .code = id().str(),
                      .found = number.str(),
                      .expected = "an indicator of the set"}});
}

TIEUCHI_INLINE StatusCounts count_statuses(const CriteriaSet& set) {
  StatusCounts n;
  for (const auto& c : set.criteria()) {
    for (const auto& i : c.indicators) {
      for (const auto& cell : i.cells) {
        switch (i.status(cell)) {
          case Status::verified:
            ++n.verified;
            break;
          case Status::unverified:
            ++n.unverified;
            break;
          case Status::unknown:
            ++n.unknown;
            break;
          case Status::transcribed:
            ++n.transcribed;
            break;
        }
      }
    }
  }
  return n;
}

}  // namespace tieuchi::inline v1
