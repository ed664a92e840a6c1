// Which of several statements of one key counts: readings, declared verdicts, declared numbers.
//
// A statement has a day that it refers to, a day on which it was recorded, a source and, for each
// row, evidence. The latest day within the window speaks, then the highest evidence; equal ones
// merge and different ones are a conflict. A named source that speaks again of the same day with
// the same evidence, recorded later, replaces what it said. No order of statements decides.
#pragma once

#include <algorithm>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "tieuchi/observation/evidence.hpp"
#include "tieuchi/period.hpp"

namespace tieuchi::inline v1::detail {

template <class Statement>
Date recorded_on(const Statement& s) {
  return s.recorded.value_or(s.reference);
}

template <class Statement>
bool corrects(const Statement& later, const Statement& earlier) {
  return later.reference == earlier.reference && !later.source.empty() &&
         later.source == earlier.source && recorded_on(later) > recorded_on(earlier);
}

// What one statement says of a row.
template <class Value>
struct Said {
  Value value;
  Evidence evidence;
};

// What counts for a row. `of` is null where nothing is said.
template <class Statement, class Value>
struct Chosen {
  const Statement* of = nullptr;
  Value value{};
  Evidence evidence{};
  bool conflict = false;
};

// Statements of one key, known on a day, that are not too old.
template <class Statement>
class Statements {
 public:
  void add(const Statement& s) { list_.push_back(&s); }
  // To be called when all are there.
  void sort() {
    std::ranges::stable_sort(list_, std::ranges::greater{}, &Statement::reference);
    for (const Statement* later : list_) {
      for (const Statement* earlier : list_) {
        corrections_ = corrections_ || corrects(*later, *earlier);
      }
    }
  }
  [[nodiscard]] bool empty() const { return list_.empty(); }
  [[nodiscard]] std::size_t size() const { return list_.size(); }
  [[nodiscard]] const Statement& front() const { return *list_.front(); }
  // Latest day first.
  [[nodiscard]] std::span<const Statement* const> all() const { return list_; }

  // `read` gives what a statement says of the row, as `optional<Said<Value>>`; `same` compares two
  // values.
  template <class Value, class Read, class Same>
  [[nodiscard]] Chosen<Statement, Value> choose(const Read& read, const Same& same) const {
    Chosen<Statement, Value> best;
    for (const Statement* s : list_) {
      if (best.of && s->reference < best.of->reference) break;
      const std::optional<Said<Value>> said = read(*s);
      if (!said || (corrections_ && corrected(*s, said->evidence, read))) continue;
      if (!best.of || said->evidence > best.evidence) {
        best = {s, said->value, said->evidence, false};
      } else if (said->evidence == best.evidence && !same(said->value, best.value)) {
        best.conflict = true;
      }
    }
    return best;
  }

 private:
  // Whether its source said something else later, of the same day and with the same evidence.
  template <class Read>
  [[nodiscard]] bool corrected(const Statement& s, Evidence evidence, const Read& read) const {
    return std::ranges::any_of(list_, [&](const Statement* later) {
      if (!corrects(*later, s)) return false;
      const auto said = read(*later);
      return said && said->evidence == evidence;
    });
  }

  std::vector<const Statement*> list_;  // latest day first
  bool corrections_ = false;            // some statement corrects another one
};

}  // namespace tieuchi::inline v1::detail
