// Bodies of assessment/comparison.hpp.
#pragma once

#include "tieuchi/assessment/comparison.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "tieuchi/detail/inline.hpp"

namespace tieuchi::inline v1 {

TIEUCHI_INLINE Assessment under_earlier_rules(const Assessment& before, const Assessment& after,
                                              const Registry& registry, const Panel& later) {
  const int back = after.rules().on().days() - before.rules().on().days();
  const auto moved = [&](Date day) { return day.plus_days(-back); };
  std::vector<Column> columns(later.columns().begin(), later.columns().end());
  for (auto& c : columns) {
    c.reference = moved(c.reference);
    if (c.recorded) c.recorded = moved(*c.recorded);
  }
  const SetId& set = before.rules().set().id();
  std::vector<DeclaredVerdicts> verdicts(later.verdicts().begin(), later.verdicts().end());
  // Declared under other rules.
  std::erase_if(verdicts, [&](const auto& v) { return v.set != set; });
  const auto move = [&](auto& declared) {
    declared.reference = moved(declared.reference);
    if (declared.recorded) declared.recorded = moved(*declared.recorded);
  };
  for (auto& v : verdicts) move(v);
  std::vector<DeclaredCounts> counts(later.counts().begin(), later.counts().end());
  std::erase_if(counts, [&](const auto& v) { return v.set != set; });
  for (auto& v : counts) move(v);
  std::vector<UnitIndex> units;
  for (std::size_t row = 0; row < later.size(); ++row) units.push_back(later.unit(row));
  AssessOptions how = after.options();
  how.keep_indicators = false;
  std::optional<Date> known_on = after.rules().known_on();
  if (known_on) known_on = moved(*known_on);
  return assess(before.rules().with_facts_of(known_on), registry,
                Panel(later.size(), std::move(columns), std::move(verdicts), std::move(counts),
                      std::move(units)),
                how);
}

namespace detail {

class Comparer {
 public:
  Comparer(const Judged& before, const Judged& after, const CompareOptions& o)
      : a_(before.result),
        b_(after.result),
        bridge_(o.bridge),
        registry_a_(before.registry),
        registry_b_(after.registry),
        o_(o) {
    check();
    pair_units();
  }

  Comparison run() {
    out_.units_before = a_.size(), out_.units_after = b_.size(), out_.units_both = both_.size();
    const auto of_a = a_.rules().set().criteria(), of_b = b_.rules().set().criteria();
    std::vector<CriterionNumber> numbers;
    for (const auto& c : of_b) numbers.push_back(c.number);
    for (const auto& c : of_a) {
      if (std::ranges::find(numbers, c.number) == numbers.end()) numbers.push_back(c.number);
    }
    for (const auto& number : numbers) one(number, place(of_a, number), place(of_b, number));
    for (const auto& c : out_.criteria) {
      out_.mean.before += c.share.before, out_.mean.after += c.share.after;
      out_.mean.units += c.share.units, out_.mean.rules += c.share.rules,
          out_.mean.population += c.share.population;
    }
    out_.sum_before = out_.mean.before * static_cast<double>(a_.size()),
    out_.sum_after = out_.mean.after * static_cast<double>(b_.size());
    std::ranges::stable_sort(out_.criteria, std::ranges::greater{},
                             [](const CriterionChange& c) { return std::abs(c.share.change()); });
    return std::move(out_);
  }

 private:
  using Place = std::optional<std::size_t>;
  static Place place(std::span<const Criterion> list, const CriterionNumber& number) {
    for (std::size_t c = 0; c < list.size(); ++c) {
      if (list[c].number == number) return c;
    }
    return std::nullopt;
  }

  void check() {
    // Thresholds may change with the date alone, so the same rules means the same set, options and
    // day.
    const auto &x = a_.rules(), &y = b_.rules();
    const bool same_text = x.set() == y.set();
    out_.rules_differ = bridge_ || !same_text;
    Problems problems;
    if (!bridge_ && !same_text) {
      problems.add(
          {.what = ProblemCode::missing_field,
           .column = "bridge",
           .code = "comparison",
           .found = x.set().id().str() + " and " + y.set().id().str(),
           .expected = "the later figures under the earlier rules; see under_earlier_rules"});
    }
    if (bridge_) {
      bool same = bridge_->size() == b_.size();
      for (std::size_t row = 0; same && row < b_.size(); ++row)
        same = bridge_->unit(row) == b_.unit(row);
      if (!same)
        problems.add({.what = ProblemCode::other_panel,
                      .code = "bridge",
                      .found = std::to_string(bridge_->size()) + " units",
                      .expected = "the units of the later assessment, in its order"});
      if (bridge_->rules().set().id() != x.set().id())
        problems.add({.what = ProblemCode::other_panel,
                      .code = "bridge",
                      .found = bridge_->rules().set().id().str(),
                      .expected = x.set().id().str()});
    }
    problems.raise<InvalidData>();
  }

  void pair_units() {
    std::unordered_map<std::string_view, std::size_t> of;
    for (std::size_t row = 0; row < a_.size(); ++row)
      of.emplace(registry_a_.unit(a_.unit(row)).code.str(), row);
    std::unordered_set<std::string_view> other;
    for (std::size_t i = 0; o_.descent && i < o_.descent->after().size(); ++i) {
      if (!o_.descent->unchanged(i)) other.insert(o_.descent->after()[i].str());
    }
    std::vector<std::uint8_t> paired(a_.size(), 0);
    for (std::size_t row = 0; row < b_.size(); ++row) {
      const std::string_view code = registry_b_.unit(b_.unit(row)).code.str();
      const auto at = of.find(code);
      if (at == of.end() || other.contains(code))
        came_.push_back(row);
      else
        both_.emplace_back(at->second, row), paired[at->second] = 1;
    }
    for (std::size_t row = 0; row < a_.size(); ++row) {
      if (!paired[row]) went_.push_back(row);
    }
  }

  // What a cell counts as: in the mean, and in a rate (nothing where it does not apply).
  [[nodiscard]] double counted(Cell c) const {
    switch (c.verdict()) {
      case Verdict::met:
        return 1;
      case Verdict::not_met:
        return 0;
      case Verdict::not_applicable:
        return o_.na_count.deems_met() ? 1 : 0;
      default:
        if (!o_.unknown_as_met)
          return o_.na_count.deems_met() && !c.may_be(possible::not_met) ? 1 : 0;
        return c.may_be(possible::met) ||
                       (o_.na_count.deems_met() && c.may_be(possible::not_applicable))
                   ? 1
                   : 0;
    }
  }
  [[nodiscard]] std::optional<double> rated(Cell c) const {
    if (c.verdict() == Verdict::not_applicable) return std::nullopt;
    return c.verdict() == Verdict::met || (c.verdict() == Verdict::unknown && o_.unknown_as_met)
               ? 1.0
               : 0.0;
  }

  void one(const CriterionNumber& number, Place ca, Place cb) {
    CriterionChange change{.criterion = number, .share = {}, .rate = {}};
    Transitions t{.criterion = number};
    t.is_new = !ca, t.is_gone = !cb;
    // Sums over units of both dates and of one; of the mean first, then of the rate.
    struct Sums {
      double sum = 0, n = 0;
      void add(double y) { sum += y, ++n; }
      [[nodiscard]] double mean() const { return n > 0 ? sum / n : 0; }
    };
    Sums mean_a, mean_b, both_a, both_bridge, both_b, rate_a, rate_b, rated_a, rated_bridge,
        rated_b;
    const auto at_a = [&](std::size_t row) {
      return ca ? std::optional(a_.cell(*ca, row)) : std::nullopt;
    };
    const auto at_b = [&](std::size_t row) {
      return cb ? std::optional(b_.cell(*cb, row)) : std::nullopt;
    };
    const auto at_bridge = [&](std::size_t row) {
      return !bridge_ ? at_b(row) : ca ? std::optional(bridge_->cell(*ca, row)) : std::nullopt;
    };
    const auto mean_of = [&](const std::optional<Cell>& c) { return c ? counted(*c) : 0.0; };
    const auto rate_of = [&](const std::optional<Cell>& c) { return c ? rated(*c) : std::nullopt; };
    for (const auto& [ra, rb] : both_) {
      const auto x = at_a(ra), m = at_bridge(rb), y = at_b(rb);
      both_a.add(mean_of(x)), both_bridge.add(mean_of(m)), both_b.add(mean_of(y));
      mean_a.add(mean_of(x)), mean_b.add(mean_of(y));
      const auto p = rate_of(x), q = rate_of(m), r = rate_of(y);
      if (p) rate_a.add(*p);
      if (r) rate_b.add(*r);
      if (p && q && r) rated_a.add(*p), rated_bridge.add(*q), rated_b.add(*r);
      const auto decided = [](const std::optional<Cell>& c) {
        return c && (c->verdict() == Verdict::met || c->verdict() == Verdict::not_met);
      };
      if (x && m) {
        if (!decided(x) || !decided(m))
          ++t.undecided;
        else if (x->verdict() == m->verdict())
          ++(x->verdict() == Verdict::met ? t.kept : t.still_not_met);
        else
          ++(m->verdict() == Verdict::met ? t.gained : t.lost);
      }
      if (bridge_ && decided(m) && decided(y) && m->verdict() != y->verdict())
        ++(y->verdict() == Verdict::met ? t.by_rules_gained : t.by_rules_lost);
    }
    for (auto row : went_) {
      const auto x = at_a(row);
      mean_a.add(mean_of(x)), ++t.went, t.went_met += x && x->verdict() == Verdict::met;
      if (const auto p = rate_of(x)) rate_a.add(*p);
    }
    for (auto row : came_) {
      const auto y = at_b(row);
      mean_b.add(mean_of(y)), ++t.came, t.came_met += y && y->verdict() == Verdict::met;
      if (const auto r = rate_of(y)) rate_b.add(*r);
    }
    const auto parts = [](const Sums& before, const Sums& after, const Sums& a, const Sums& m,
                          const Sums& b) {
      ChangeParts p{before.mean(), after.mean()};
      p.units = m.mean() - a.mean(), p.rules = b.mean() - m.mean();
      // Who is counted: what the two whole figures differ from those of the units of both dates by.
      p.population = (after.mean() - b.mean()) - (before.mean() - a.mean());
      return p;
    };
    change.share = parts(mean_a, mean_b, both_a, both_bridge, both_b);
    change.rate = parts(rate_a, rate_b, rated_a, rated_bridge, rated_b);
    out_.criteria.push_back(std::move(change)), out_.transitions.push_back(std::move(t));
  }

  const Assessment& a_;
  const Assessment& b_;
  const Assessment* bridge_;
  const Registry& registry_a_;
  const Registry& registry_b_;
  const CompareOptions& o_;
  std::vector<std::pair<std::size_t, std::size_t>> both_;
  std::vector<std::size_t> came_, went_;
  Comparison out_;
};

}  // namespace detail

TIEUCHI_INLINE Comparison compare(const Judged& before, const Judged& after,
                                  const CompareOptions& options) {
  return detail::Comparer(before, after, options).run();
}

}  // namespace tieuchi::inline v1
