// Bodies of assessment/gaps.hpp.
#pragma once

#include "tieuchi/assessment/gaps.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <span>
#include <variant>
#include <vector>

#include "tieuchi/detail/assessment/judged_again.hpp"
#include "tieuchi/detail/inline.hpp"

namespace tieuchi::inline v1 {

namespace detail {

// A node that compares readings with cuts and folds them, perhaps as parts of a whole: gaps of it
// are listed without reading rows.
struct Comparisons {
  std::vector<op::Compare> parts;
  std::optional<op::Within> within;
};
inline std::optional<Comparisons> comparisons_of(const PlanNode& node) {
  Comparisons out;
  std::size_t s = 0;
  for (; s < node.body && std::holds_alternative<op::Compare>(node.steps[s]); ++s) {
    out.parts.push_back(std::get<op::Compare>(node.steps[s]));
  }
  if (const auto* fold = s < node.body ? std::get_if<op::Fold>(&node.steps[s]) : nullptr) {
    if (!std::holds_alternative<rule::AllOf>(fold->rule) || fold->members != out.parts.size()) {
      return std::nullopt;
    }
    ++s;
  } else if (out.parts.size() != 1) {
    return std::nullopt;
  }
  if (const auto* within = s < node.body ? std::get_if<op::Within>(&node.steps[s]) : nullptr) {
    out.within = *within, ++s;
  }
  return s == node.body && !out.parts.empty() ? std::optional(std::move(out)) : std::nullopt;
}

// An interval over one column, as `gaps` reads it where nothing needs to be chosen.
struct PlainPart {
  const double* values;
  const std::uint8_t* states;
  double smallest, largest, low, high;
  Decimal threshold;
  Limit limit;
  bool attained;

  [[nodiscard]] bool is_value(std::size_t row) const {
    const double v = values[row];
    return (!states || states[row] == 0) & (v >= smallest) & (v <= largest) &
           (!attained | (v == 0.0) | (v == 1.0));
  }
  [[nodiscard]] bool fails(std::size_t row) const {
    return is_value(row) & !((values[row] >= low) & (values[row] <= high));
  }
};

// The parts of an interval, nested or grouped requirement; none where choosing is needed.
inline std::vector<PlainPart> plain_parts(const RowReader& reader, std::size_t f,
                                          const std::optional<Comparisons>& comparisons,
                                          const Threshold& t) {
  if (!comparisons || reader.node(f).gate() || t.unusable || !t.others.empty()) return {};
  std::vector<PlainPart> out;
  for (const op::Compare& part : comparisons->parts) {
    const auto& source = reader.source(f, part.read);
    const Column* c = source.choice.single();
    const std::size_t k = part.cut;
    if (!part.gap || !c || !c->denominators.empty() || k >= t.limits.size()) return {};
    out.push_back({c->values.data(), c->states.empty() ? nullptr : c->states.data(),
                   source.measure->smallest(), source.measure->largest(), t.limits[k].low,
                   t.limits[k].high, k < t.numbers.size() ? t.numbers[k] : Decimal(1), t.limits[k],
                   source.measure->kind == MeasureKind::attained});
  }
  return out;
}

// Bit i: some part fails on row from + i; at most 64 rows.
inline std::uint64_t failing(std::span<const PlainPart> parts, std::size_t from, std::size_t to) {
  std::uint64_t bits = 0;
  for (const PlainPart& part : parts) {
    for (std::size_t row = from; row < to; ++row)
      bits |= std::uint64_t{part.fails(row)} << (row - from);
  }
  return bits;
}

inline std::optional<Gap> plain_gap(std::span<const PlainPart> parts, bool nested, std::size_t row,
                                    std::size_t f) {
  for (const PlainPart& part : parts) {
    if (!part.fails(row)) continue;
    if (nested && parts[0].is_value(row) && parts[1].is_value(row) &&
        parts[1].values[row] > parts[0].values[row]) {
      return std::nullopt;  // a part above its whole is invalid
    }
    const double v = part.values[row];
    return Gap{row, f, v, part.threshold, distance(v, part.limit).value_or(0)};
  }
  return std::nullopt;
}

inline std::optional<Gap> slow_gap(const RowReader& reader, std::size_t at, std::size_t f,
                                   const Threshold& t) {
  const auto row = reader.row(f, at);
  if (reader.cell(f, at, t, row).verdict() != Verdict::not_met) return std::nullopt;
  Gap gap{at, f, row.readings[0].value, t.numbers.empty() ? Decimal(1) : t.numbers[0], 0};
  // The first reading that fails; where one of several thresholds holds, against the farthest.
  for (std::size_t i = 0; i < row.readings.size() && gap.gap == 0; ++i) {
    t.for_each([&](const Threshold& one) {
      const Given given{reader.node(f), row.readings, row.measures, one};
      const auto d = gaps_under(given)[i];
      if (!d || *d <= gap.gap) return;
      gap.value = given.plain(i);
      if (i < one.numbers.size()) gap.threshold = one.numbers[i];
      gap.gap = *d;
    });
  }
  return gap;
}

}  // namespace detail

TIEUCHI_INLINE std::vector<Gap> gaps(const Assessment& result, const Registry& registry,
                                     const Panel& panel, std::size_t from, std::size_t to) {
  detail::require_same_panel(result, panel);
  const auto& rules = result.rules();
  if (rules.indicator_count() == 0) return {};  // a set known by its criteria alone
  const detail::RowReader reader(rules, registry, panel, result.options());
  to = std::min(to, result.size());
  detail::require_as_judged(result, registry, reader, {from, to});
  // What each judging column asks of each indicator.
  struct Asked {
    Threshold threshold;
    std::vector<detail::PlainPart> plain;
    bool nested;
  };
  std::map<JudgingColumn, std::vector<Asked>> asked;
  std::vector<std::size_t> first(result.criteria() + 1, 0);  // flat index of each criterion
  std::vector<bool> all(result.criteria());
  for (std::size_t c = 0; c < result.criteria(); ++c) {
    first[c + 1] = first[c] + rules.criterion(c).indicators.size();
    all[c] = std::holds_alternative<rule::AllOf>(rules.criterion(c).rule);
  }
  for (std::size_t f = 0; f < rules.indicator_count(); ++f) {
    const auto comparisons = detail::comparisons_of(reader.node(f));
    const bool nested = comparisons && comparisons->within;
    for (const auto& column : result.columns()) {
      Threshold t = rules.threshold(f, column);
      auto plain = detail::plain_parts(reader, f, comparisons, t);
      asked[column].push_back({std::move(t), std::move(plain), nested});
    }
  }
  std::vector<Gap> found;
  found.reserve((to - from) * rules.indicator_count() / 2);
  // Up to 64 rows of one judging column at a time: a bit a row says where to look closer.
  std::vector<std::uint64_t> look(rules.indicator_count());
  for (std::size_t at = from, end = from; at < to; at = end) {
    const auto& list = asked.at(result.column(at));
    while (end < to && end - at < 64 && result.column(end) == result.column(at)) ++end;
    for (std::size_t c = 0; c < result.criteria(); ++c) {
      // A criterion under "all of" without a possible failure has no failing indicator.
      std::uint64_t open = 0;
      for (std::size_t row = at; row < end; ++row) {
        const Cell whole = result.cell(c, row);
        const bool passed =
            all[c] && !whole.may_be(possible::not_met) && whole.reason() != Reason::declared;
        if (passed || whole.possible() == possible::not_applicable) continue;
        // Nothing fails that may not apply: its verdict is unknown.
        const auto* condition = reader.condition_of(rules.plan().criterion(c));
        if (condition && apply(reader.read(*condition, row), detail::is_short) != detail::is_short)
          continue;
        open |= std::uint64_t{1} << (row - at);
      }
      for (std::size_t f = first[c]; f < first[c + 1]; ++f) {
        look[f] = list[f].threshold.unusable ? 0 : open;
        if (!list[f].plain.empty()) look[f] &= detail::failing(list[f].plain, at, end);
      }
    }
    for (std::size_t row = at; row < end; ++row) {
      for (std::size_t f = 0; f < look.size(); ++f) {
        if ((look[f] >> (row - at) & 1) == 0) continue;
        const auto gap = list[f].plain.empty()
                             ? detail::slow_gap(reader, row, f, list[f].threshold)
                             : detail::plain_gap(list[f].plain, list[f].nested, row, f);
        if (gap) found.push_back(*gap);
      }
    }
  }
  return found;
}

}  // namespace tieuchi::inline v1
