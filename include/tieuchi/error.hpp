/// @file
/// What can go wrong, in words that a user can act on.
///
/// Every error lists *all* problems found, each with a stable code (`TC-D-003`), the place (file,
/// row, column, code), what was found and what was expected. The wording stands here only.
/// A bad cell of a panel is a reason on its verdict, never an exception.
///
/// | class             | what the caller can do  |
/// | ----------------- | ----------------------- |
/// | `InvalidCriteria` | mend the legal text     |
/// | `InvalidData`     | mend the table          |
/// | `UnknownCode`     | mend the name           |
/// | `ArchiveError`    | mend or replace the file |
/// | `NotEnoughData`   | wait, or take a lower rung |
/// | `Infeasible`      | relax a target or a cap |
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "tieuchi/text.hpp"

#if defined(__GNUC__)
#define TIEUCHI_EXCEPTION __attribute__((visibility("default")))
#else
#define TIEUCHI_EXCEPTION
#endif

namespace tieuchi::inline v1 {

/// Every kind of problem. The order is fixed: new ones are appended within `detail::wordings`.
enum class ProblemCode : std::uint8_t {
  unknown_stratum,
  overlapping_validity,
  gap_in_validity,
  empty_group,
  negation,
  not_delegated,
  against_direction,
  predates_basis,
  overlays_disagree,
  missing_cell,
  wrong_number_count,
  k_out_of_range,
  duplicate_number,
  number_not_text,
  unknown_measure,
  band_gap,
  band_overlap,
  missing_field,
  unknown_word,
  wrong_type,
  value_out_of_range,
  no_criteria,
  wrong_period,
  unknown_field,
  unknown_unit,
  unknown_column,
  not_a_number,
  duplicate_row,
  mixed_decimal_marks,
  unknown_stratum_value,
  date_outside,
  total_row,
  share_above_100,
  ambiguous_number,
  ambiguous_date,
  wrong_encoding,
  spreadsheet_error,
  number_is_float,
  two_values,
  impossible_mean,
  share_as_fraction,
  dated_gap,
  dated_overlap,
  wrong_size,
  no_set_in_force,
  other_panel,
  ambiguous_mark,
  malformed,
  too_large,
  unreadable_file,
  coverage_too_low,
  ambiguous_unit_of_value,
  unknown_code,
  too_few_observations,
  too_few_dates,
  dates_out_of_order,
  unit_in_two_places,
  not_after_last_date,
  not_a_cost,
  cyclic_precedence,
  shares_not_one,
  not_there_yet,
  out_of_reach,
  over_budget,
  not_an_archive,
  newer_archive,
  other_archive,
  damaged_archive,
  unwritable_file,
  contradicts_verified,
  other_body,
  known_on_another_day,
  more_problems
};

/// One problem: its kind, its place and the contrast of found and expected.
/// `row` counts lines of the file from 1; 0 where there is none. Empty texts are left out.
struct Problem {
  ProblemCode what;
  std::string file{};
  std::int64_t row = 0;
  std::string column{};
  std::string code{};  ///< the unit, measure, indicator or field concerned
  std::string found{};
  std::string expected{};

  /// The stable identifier, as "TC-D-003". It never changes meaning.
  [[nodiscard]] std::string id() const;
  /// One line: place, identifier, sentence, found, expected.
  [[nodiscard]] std::string text(Language language = Language::en) const;
};

/// Base of all errors; `what()` prints every problem in English, one a line.
class TIEUCHI_EXCEPTION Error : public std::runtime_error {
 public:
  explicit Error(std::vector<Problem> problems);
  /// Every problem found, in the order of the input.
  [[nodiscard]] const std::vector<Problem>& problems() const { return problems_; }

 private:
  std::vector<Problem> problems_;
};

/// A legal text, an overlay or a scheme contradicts itself: mend the text.
class TIEUCHI_EXCEPTION InvalidCriteria : public Error {
  using Error::Error;
};
/// A table, a registry or a date does not fit: mend the data.
class TIEUCHI_EXCEPTION InvalidData : public Error {
  using Error::Error;
};
/// A name is not known: mend the name.
class TIEUCHI_EXCEPTION UnknownCode : public Error {
  using Error::Error;
};
/// The bytes are not an archive that this version reads: mend or replace the file, or update.
class TIEUCHI_EXCEPTION ArchiveError : public Error {
  using Error::Error;
};
/// The observations cannot carry the question: wait for more, or take a lower rung.
class TIEUCHI_EXCEPTION NotEnoughData : public Error {
  using Error::Error;
};

/// What was asked for cannot be had: each problem names the least relaxation that helps.
class TIEUCHI_EXCEPTION Infeasible : public Error {
  using Error::Error;
};

/// Collects problems, so that one throw reports all of them: the first `most` in full, the rest as
/// a number, since a hostile file can hold a million.
class Problems {
 public:
  static constexpr std::size_t most = 10'000;

  void add(Problem problem) {
    if (list_.size() < most)
      list_.push_back(std::move(problem));
    else
      ++more_;
  }
  [[nodiscard]] bool empty() const { return list_.empty(); }
  /// Whether further ones are only counted: what compares pairs may stop looking.
  [[nodiscard]] bool full() const { return list_.size() == most; }
  /// Those listed in full.
  [[nodiscard]] const std::vector<Problem>& list() const { return list_; }
  /// @throws E with all problems if there is one.
  template <class E>
  void raise() const {
    if (list_.empty()) return;
    auto all = list_;
    if (more_ > 0) {
      all.push_back(
          {.what = ProblemCode::more_problems,
           .found = std::to_string(more_) + " beside the " + std::to_string(most) + " listed"});
    }
    throw E(std::move(all));
  }

 private:
  std::vector<Problem> list_;
  std::size_t more_ = 0;
};

}  // namespace tieuchi::inline v1

#ifndef TIEUCHI_COMPILED
#include "tieuchi/detail/error.hpp"
#endif
