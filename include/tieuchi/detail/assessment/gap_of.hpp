// How far a reading is from what is asked: explanations, gaps and improvements read it.
#pragma once

#include <algorithm>
#include <optional>
#include <span>
#include <variant>

#include "tieuchi/detail/assessment/against.hpp"
#include "tieuchi/detail/assessment/row_reader.hpp"

namespace tieuchi::inline v1::detail {

// How far a failing value is from a limit, in decimal terms: 49.9 against 50 is 0.1.
inline std::optional<double> distance(double value, const Limit& limit) {
  const auto x = Decimal::from_double(value);
  if (!x) return std::nullopt;
  if (limit.from && *x <= *limit.from) return (*limit.from - *x).to_double();
  if (limit.to && *x >= *limit.to) return (*x - *limit.to).to_double();
  return 0.0;
}

inline std::optional<double> distance(const Reading& r, const Limit& limit, bool share) {
  if (r.state != Observed::value) return std::nullopt;
  return passes(r, limit, share) ? 0.0 : distance(r.plain(share), limit);
}

inline std::optional<double> gap_to_one(const Requirement& q, const Threshold& t, std::size_t i,
                                        std::span<const Reading> r,
                                        std::span<const RowReader::Source> sources) {
  if (t.unusable || r[i].state != Observed::value) return std::nullopt;
  const bool share = is_share(sources[i].measure);
  const bool ratio = std::holds_alternative<requirement::RatioToSeries>(q) ||
                     std::holds_alternative<requirement::RatioToPast>(q);
  if (ratio) {
    if (i != 0 || r[1].state != Observed::value) return std::nullopt;
    const auto base = Decimal::from_double(r[1].plain(is_share(sources[1].measure)));
    if (!base) return std::nullopt;
    return distance(r[0], Limit::of(*comparator_of(q), t.numbers[0] * *base), share);
  }
  if (std::holds_alternative<requirement::PassMark>(q) ||
      std::holds_alternative<requirement::SeveralYears>(q)) {
    return std::nullopt;
  }
  std::size_t limit = std::holds_alternative<requirement::PerGroup>(q) ? 0 : i;
  if (const auto* w = std::get_if<requirement::OfWhich>(&q); w && w->small_if) {
    if (i == 2 || r[2].state != Observed::value) return std::nullopt;
    const bool few = Limit::of(Comparator::at_most, w->small_limit).holds(r[2].value);
    limit = i == 1 && few ? 2 : i;
  }
  return limit < t.limits.size() ? distance(r[i], t.limits[limit], share) : std::nullopt;
}

// What is lacking of reading i: where one of several thresholds holds, for the farthest of them.
inline std::optional<double> gap_of(const Requirement& q, const Threshold& t, std::size_t i,
                                    std::span<const Reading> r,
                                    std::span<const RowReader::Source> sources) {
  std::optional<double> most;
  t.for_each(
      [&](const Threshold& one) { most = std::max(most, gap_to_one(q, one, i, r, sources)); });
  return most;
}

}  // namespace tieuchi::inline v1::detail
