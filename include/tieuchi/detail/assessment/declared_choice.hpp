// Which declared verdicts and which declared number of criteria met count for a row.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "tieuchi/assessment/assess_options.hpp"
#include "tieuchi/assessment/judge.hpp"
#include "tieuchi/detail/assessment/op/given.hpp"

namespace tieuchi::inline v1::detail {

// Whether a statement of this set may count on the day judged.
template <class Statement>
bool counts_on_the_day(const Statement& d, const CompiledSet& rules, const AssessOptions& options) {
  return d.set == rules.set().id() && d.reference <= rules.on() &&
         d.reference >= options.max_age.oldest(rules.on()) &&
         !(options.known_on && d.reference > *options.known_on);
}

class DeclaredChoice {
 public:
  DeclaredChoice(const CompiledSet& rules, const Panel& panel, const AssessOptions& options)
      : of_(rules.set().criteria().size()) {
    for (const auto& d : panel.verdicts()) {
      if (!counts_on_the_day(d, rules, options)) continue;
      for (std::size_t c = 0; c < of_.size(); ++c) {
        if (d.criterion == rules.criterion(c).number) of_[c].push_back(&d);
      }
    }
    for (const auto& d : panel.counts()) {
      if (counts_on_the_day(d, rules, options)) counts_.push_back(&d);
    }
  }

  // Whether anything is declared of a criterion, of any row.
  [[nodiscard]] bool any(std::size_t criterion) const { return !of_[criterion].empty(); }
  [[nodiscard]] bool any_counts() const { return !counts_.empty(); }

  // The verdict that counts: the latest day, then the highest evidence; different ones of one day
  // and evidence are a conflict.
  [[nodiscard]] std::optional<Declared> at(std::size_t criterion, std::size_t row) const {
    const DeclaredVerdicts* best = nullptr;
    DeclaredVerdict verdict = DeclaredVerdict::not_declared;
    bool conflict = false;
    for (const DeclaredVerdicts* d : of_[criterion]) {
      const auto v = static_cast<DeclaredVerdict>(d->verdicts[row]);
      if (v == DeclaredVerdict::not_declared) continue;
      const bool better = !best || d->reference > best->reference ||
                          (d->reference == best->reference && d->evidence > best->evidence);
      const bool tie = best && d->reference == best->reference && d->evidence == best->evidence;
      if (better)
        best = d, verdict = v, conflict = false;
      else if (tie && v != verdict)
        conflict = true;
    }
    if (!best) return std::nullopt;
    return Declared{conflict ? Cell(possible::undecided, Reason::conflict) : cell_of(verdict),
                    best->evidence};
  }

  // The number met that counts; null where none is declared.
  [[nodiscard]] const DeclaredCounts* count(std::size_t row) const {
    const DeclaredCounts* best = nullptr;
    for (const DeclaredCounts* d : counts_) {
      if (d->least[row] > d->most[row]) continue;
      if (!best || d->reference > best->reference ||
          (d->reference == best->reference && d->evidence > best->evidence)) {
        best = d;
      }
    }
    return best;
  }

 private:
  static Cell cell_of(DeclaredVerdict verdict) {
    switch (verdict) {
      case DeclaredVerdict::met:
        return {possible::met, Reason::declared};
      case DeclaredVerdict::not_met:
        return {possible::not_met, Reason::declared};
      case DeclaredVerdict::not_applicable:
        return {possible::not_applicable, Reason::declared};
      case DeclaredVerdict::basically_met:
        return {possible::not_met, Reason::basically_met};
      default:
        return {possible::undecided, Reason::invalid};
    }
  }

  std::vector<std::vector<const DeclaredVerdicts*>> of_;  // [criterion]
  std::vector<const DeclaredCounts*> counts_;
};

}  // namespace tieuchi::inline v1::detail
