// Which of several statements of one key counts: readings, declared verdicts, declared numbers.
//
// A statement has a day that it refers to, a day on which it was recorded, a source and, for each
// row, evidence. The latest day within the window speaks, then the highest evidence; equal ones
// merge and different ones are a conflict. A named source that speaks again of the same day with
// the same evidence, recorded later, replaces what it said; where it withdraws it, it says nothing.
// No order of statements decides.
#pragma once

#include <algorithm>
#include <cstdint>
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

// Whether one named source says both, of one day.
template <class Statement>
bool of_one_voice(const Statement& a, const Statement& b) {
  return a.reference == b.reference && !a.source.empty() && a.source == b.source;
}

// What one statement says of a row.
template <class Value>
struct Said {
  Value value;
  Evidence evidence;
  bool withdrawn = false;  // what its source said before; the value says nothing
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
    for (const Statement* a : list_) {
      for (const Statement* b : list_) again_ = again_ || (a != b && of_one_voice(*a, *b));
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
      if (!said || said->withdrawn) continue;
      const Standing standing = again_ ? standing_of(*s, said->evidence, read) : Standing::holds;
      if (standing == Standing::replaced) continue;
      const bool disputed = standing == Standing::disputed;
      if (!best.of || said->evidence > best.evidence) {
        best = {s, said->value, said->evidence, disputed};
      } else if (said->evidence == best.evidence && (disputed || !same(said->value, best.value))) {
        best.conflict = true;
      }
    }
    return best;
  }

 private:
  enum class Standing : std::uint8_t { holds, replaced, disputed };

  // What its source says otherwise of the same day, with the same evidence: later, so that this one
  // is replaced or withdrawn, or a withdrawal recorded on the same day.
  template <class Read>
  [[nodiscard]] Standing standing_of(const Statement& s, Evidence evidence,
                                     const Read& read) const {
    Standing out = Standing::holds;
    for (const Statement* other : list_) {
      if (other == &s || !of_one_voice(*other, s) || recorded_on(*other) < recorded_on(s)) continue;
      const auto said = read(*other);
      if (!said || said->evidence != evidence) continue;
      if (recorded_on(*other) > recorded_on(s)) return Standing::replaced;
      if (said->withdrawn) out = Standing::disputed;
    }
    return out;
  }

  std::vector<const Statement*> list_;  // latest day first
  bool again_ = false;                  // some named source speaks twice of one day
};

}  // namespace tieuchi::inline v1::detail
