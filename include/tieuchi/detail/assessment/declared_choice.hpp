// Which declared verdicts and which declared number of criteria met count for a row.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "tieuchi/assessment/assess_options.hpp"
#include "tieuchi/assessment/judge.hpp"
#include "tieuchi/detail/assessment/op/given.hpp"
#include "tieuchi/detail/observation/choose.hpp"

namespace tieuchi::inline v1::detail {

// Whether a statement of this set may count on the day judged.
template <class Statement>
bool counts_on_the_day(const Statement& d, const CompiledSet& rules, const AssessOptions& options) {
  return d.set == rules.set().id() && d.reference <= rules.on() &&
         d.reference >= options.max_age.oldest(rules.on()) &&
         !(rules.known_on() && recorded_on(d) > *rules.known_on());
}

struct NumberMet {
  int least = 0, most = 0;
  friend bool operator==(const NumberMet&, const NumberMet&) = default;
};

class DeclaredChoice {
 public:
  DeclaredChoice(const CompiledSet& rules, const Panel& panel, const AssessOptions& options)
      : of_(rules.set().criteria().size()) {
    for (const auto& d : panel.verdicts()) {
      if (!counts_on_the_day(d, rules, options)) continue;
      for (std::size_t c = 0; c < of_.size(); ++c) {
        if (d.criterion == rules.criterion(c).number) of_[c].add(d);
      }
    }
    for (auto& of : of_) of.sort();
    for (const auto& d : panel.counts()) {
      if (counts_on_the_day(d, rules, options)) counts_.add(d);
    }
    counts_.sort();
  }

  // Whether anything is declared of a criterion, of any row.
  [[nodiscard]] bool any(std::size_t criterion) const { return !of_[criterion].empty(); }
  [[nodiscard]] bool any_counts() const { return !counts_.empty(); }

  // The verdict that counts.
  [[nodiscard]] std::optional<Declared> at(std::size_t criterion, std::size_t row) const {
    const auto chosen = of_[criterion].template choose<DeclaredVerdict>(
        [&](const DeclaredVerdicts& d) -> std::optional<Said<DeclaredVerdict>> {
          const auto v = static_cast<DeclaredVerdict>(d.verdicts[row]);
          if (v == DeclaredVerdict::not_declared) return std::nullopt;
          return Said<DeclaredVerdict>{v, d.evidence, v == DeclaredVerdict::withdrawn};
        },
        std::equal_to{});
    if (!chosen.of) return std::nullopt;
    const Cell cell =
        chosen.conflict ? Cell(possible::undecided, Reason::conflict) : cell_of(chosen.value);
    return Declared{cell, chosen.evidence};
  }

  // The number met that counts; `of` is null where none is declared.
  [[nodiscard]] Chosen<DeclaredCounts, NumberMet> count(std::size_t row) const {
    return counts_.choose<NumberMet>(
        [&](const DeclaredCounts& d) -> std::optional<Said<NumberMet>> {
          const bool withdrawn = d.least[row] == DeclaredCounts::withdrawn;
          if (d.least[row] > d.most[row] && !withdrawn) return std::nullopt;
          return Said<NumberMet>{{d.least[row], d.most[row]}, d.evidence, withdrawn};
        },
        std::equal_to{});
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

  std::vector<Statements<DeclaredVerdicts>> of_;  // [criterion]
  Statements<DeclaredCounts> counts_;
};

}  // namespace tieuchi::inline v1::detail
