// Bodies of observation/carry.hpp.
#pragma once

#include "tieuchi/observation/carry.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "tieuchi/detail/inline.hpp"

namespace tieuchi::inline v1 {

TIEUCHI_INLINE CarryRules& CarryRules::set(const MeasureCode& measure, CarryRule rule) {
  rules_.insert_or_assign(measure, std::move(rule));
  return *this;
}

TIEUCHI_INLINE CarryRules CarryRules::by_kind(std::span<const Measure> measures,
                                              const MeasureCode& weight) {
  CarryRules out;
  for (const auto& m : measures) {
    switch (m.kind) {
      case MeasureKind::count:
        out.set(m.code, {Carry::sum});
        break;
      case MeasureKind::attained:
        out.set(m.code, {Carry::all_parents});
        break;
      default:
        out.set(m.code, {Carry::weighted_mean, weight});
    }
  }
  out.set(weight, {Carry::sum});
  return out;
}

namespace detail {

// One column carried. A cell is a number, or says why it is none.
class ColumnCarrier {
 public:
  ColumnCarrier(const Column& column, const Column* weight, const Descent& descent,
                const CarryRule& rule)
      : c_(column), w_(weight), d_(descent), rule_(rule) {}

  void run(ColumnData& out) const {
    const std::size_t n = d_.after().size();
    out.values.assign(n, 0.0), out.states.assign(n, 0);
    if (!c_.denominators.empty()) out.denominators.assign(n, 0.0);
    for (std::size_t i = 0; i < n; ++i) {
      if (d_.unchanged(i)) {
        take(out, i, d_.parents(i)[0].before);
        continue;
      }
      const Observed state =
          rule_.how == Carry::reassess ? Observed::pending_verification : merged(out, i);
      out.states[i] = static_cast<std::uint8_t>(state);
      if (state != Observed::value) out.values[i] = 0;
    }
  }

 private:
  static Observed state(const Column& c, std::size_t row) {
    if (!c.states.empty() && c.states[row] != 0) return static_cast<Observed>(c.states[row]);
    const bool number =
        std::isfinite(c.values[row]) &&
        (c.denominators.empty() || (std::isfinite(c.denominators[row]) && c.denominators[row] > 0));
    return number ? Observed::value : Observed::invalid;
  }
  [[nodiscard]] bool takes_largest() const {
    return rule_.how == Carry::any_parent ||
           (rule_.how == Carry::worst && rule_.better == Better::less);
  }
  [[nodiscard]] double value(std::size_t row) const {
    return c_.denominators.empty() ? c_.values[row] : c_.values[row] / c_.denominators[row];
  }
  void take(ColumnData& out, std::size_t i, std::size_t row) const {
    out.values[i] = c_.values[row];
    if (!c_.states.empty()) out.states[i] = c_.states[row];
    if (!c_.denominators.empty()) out.denominators[i] = c_.denominators[row];
  }

  [[nodiscard]] Observed merged(ColumnData& out, std::size_t i) const {
    const bool adds = rule_.how == Carry::sum || rule_.how == Carry::weighted_mean;
    Observed lacking = d_.parents_missing(i) ? Observed::not_reported : Observed::value;
    double sum = 0, below = 0;
    std::optional<std::size_t> worst;
    bool zero = false, one = false, seen = false, not_applicable = false;
    for (const auto& p : d_.parents(i)) {
      Observed s = state(c_, p.before);
      if (s == Observed::not_applicable) {
        not_applicable = true;
        continue;
      }
      double share = 1;
      if (s == Observed::value && adds) {
        if (!p.share)
          s = Observed::not_reported;
        else
          share = *p.share;
        if (s == Observed::value && rule_.how == Carry::weighted_mean && w_) {
          s = state(*w_, p.before);
          if (s == Observed::withdrawn) s = Observed::not_collected;  // of the weight alone
          if (s == Observed::value) share *= w_->values[p.before];
        }
      }
      if (s != Observed::value) {
        // What is carried of a withdrawn part is withdrawn, whatever else is lacking.
        if (lacking == Observed::value || s == Observed::withdrawn) lacking = s;
        continue;
      }
      const double v = value(p.before);
      seen = true, zero = zero || v == 0, one = one || v == 1;
      if (rule_.how == Carry::weighted_mean)
        sum += share * v, below += share;
      else if (adds)
        sum += share * c_.values[p.before],
            below += c_.denominators.empty() ? 0 : share * c_.denominators[p.before];
      else if (!worst || (takes_largest() ? v > value(*worst) : v < value(*worst)))
        worst = p.before;
    }
    if (!seen && lacking == Observed::value)
      return not_applicable ? Observed::not_applicable : Observed::not_reported;
    switch (rule_.how) {
      case Carry::all_parents:
        if (lacking != Observed::value && !zero) return lacking;
        take(out, i, *worst);
        return Observed::value;
      case Carry::any_parent:
        if (lacking != Observed::value && !one) return lacking;
        take(out, i, *worst);
        return Observed::value;
      case Carry::worst:
        if (lacking != Observed::value) return lacking;
        take(out, i, *worst);
        return Observed::value;
      default:
        break;
    }
    if (lacking != Observed::value) return lacking;
    if (rule_.how == Carry::sum && !c_.denominators.empty()) out.denominators[i] = below;
    if (rule_.how == Carry::weighted_mean && !(below > 0)) return Observed::invalid;
    out.values[i] = rule_.how == Carry::sum ? sum : sum / below;
    return Observed::value;
  }

  const Column& c_;
  const Column* w_;
  const Descent& d_;
  const CarryRule& rule_;
};

}  // namespace detail

TIEUCHI_INLINE PanelData carry(const Panel& panel, const Registry& registry, const Descent& descent,
                               const CarryRules& rules) {
  Problems problems, unknown;
  if (panel.size() != descent.before().size()) {
    throw InvalidData(
        {{.what = ProblemCode::wrong_size,
          .code = "panel",
          .found = std::to_string(panel.size()),
          .expected = std::to_string(descent.before().size()) + " units of the descent"}});
  }
  for (std::size_t row = 0; row < panel.size(); ++row) {
    const UnitCode& code = registry.unit(panel.unit(row)).code;
    if (code != descent.before()[row])
      problems.add({.what = ProblemCode::unknown_unit,
                    .row = static_cast<std::int64_t>(row + 1),
                    .code = "panel",
                    .found = code.str(),
                    .expected = descent.before()[row].str() + ", the order of the descent"});
  }
  PanelData out;
  for (const auto& code : descent.after()) {
    const auto at = registry.find(code);
    if (at)
      out.units.push_back(*at);
    else
      unknown.add({.what = ProblemCode::unknown_unit,
                   .code = "descent",
                   .found = code.str(),
                   .expected = "a unit of the registry"});
  }
  const auto weight_of = [&](const Column& c) -> const Column* {
    const CarryRule& rule = rules.of(c.measure);
    if (rule.how != Carry::weighted_mean) return nullptr;
    const auto at = std::ranges::find_if(panel.columns(), [&](const Column& w) {
      return w.measure == rule.weight && w.reference == c.reference && w.denominators.empty();
    });
    if (at != panel.columns().end() && c.denominators.empty()) return &*at;
    problems.add(
        {.what = ProblemCode::unknown_column,
         .column = c.measure.str(),
         .code = c.reference.str(),
         .found = c.denominators.empty() ? "no column " + rule.weight.str() : "a ratio of counts",
         .expected = c.denominators.empty() ? "the weight, of the same date"
                                            : "the rule sum: both counts add up"});
    return nullptr;
  };
  std::vector<const Column*> weights;
  std::set<MeasureCode> undirected;
  for (const auto& c : panel.columns()) {
    weights.push_back(weight_of(c));
    const CarryRule& rule = rules.of(c.measure);
    if (rule.how != Carry::worst || rule.better || !undirected.insert(c.measure).second) continue;
    problems.add({.what = ProblemCode::missing_field,
                  .column = c.measure.str(),
                  .code = "better",
                  .found = "worst of a measure of no known direction",
                  .expected = "which way of it is better"});
  }
  unknown.raise<UnknownCode>();
  problems.raise<InvalidData>();
  for (std::size_t k = 0; k < weights.size(); ++k) {
    const Column& c = panel.columns()[k];
    Evidence evidence = c.evidence_of_all;
    for (auto e : c.evidence) evidence = std::min(evidence, static_cast<Evidence>(e));
    ColumnData& made = out.columns.emplace_back(ColumnData{.measure = c.measure,
                                                           .reference = c.reference,
                                                           .evidence = evidence,
                                                           .recorded = c.recorded,
                                                           .source = c.source});
    detail::ColumnCarrier(c, weights[k], descent, rules.of(c.measure)).run(made);
  }
  return out;
}

}  // namespace tieuchi::inline v1
