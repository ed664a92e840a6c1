/// @file
/// Why a cell is what it is: clause, threshold, source, value, gap, rule.
///
/// Explanations are recomputed on demand from the same panel, whose fingerprint is checked.
///
/// Cost: one explanation reads one indicator (about 10 µs). All failures of many units: gaps.hpp.
///
/// @code
/// const auto e = explain(result, registry, panel, UnitCode{"06187"}, IndicatorNumber{"17.1"});
/// std::cout << e.text(Language::vi);  // clause, threshold and source, value, gap
/// @endcode
///
/// Judging an explained cell again gives the same verdict: a test holds it for every indicator.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tieuchi/assessment/assess.hpp"

namespace tieuchi::inline v1 {

/// One measure as it was read. Its own: nothing here refers to the panel, `reading.column` is null.
struct ExplainedValue {
  Measure measure;
  Reading reading;
  Date reference{};             ///< day of the observation, where there is one
  std::string source{};         ///< where the observation was published
  std::optional<double> gap{};  ///< what is lacking, in the unit of the measure; 0 where it passes
};

/// Everything about one indicator of one unit.
struct Explanation {
  std::string unit;          ///< name and code
  SetId set;
  std::string decision;
  Date on{};
  IndicatorNumber number;
  Text name{};
  Text unit_of_value{};
  std::string column;  ///< stratum; "DBSH / MNPB" where one of them holds
  Cell cell;
  Threshold threshold{};
  /// The comparison with its numbers: "≥ 90; ≥ 50"; of each threshold that may hold: "≥ 20 / ≥ 25".
  std::string asks;
  std::vector<ExplainedValue> values{};
  Text basis{};              ///< rule of applicability, where one decided
  bool numeric_noise = false;   ///< passes only because six decimal places count
  bool legal_rounding = false;  ///< decided by a rounding that the clause orders
  bool carried_forward = false; ///< an observation of an earlier year
  bool unverified = false;      ///< the threshold is not verified

  /// A few lines for a reader.
  std::string text(Language language = Language::en) const;
};

/// Explains an indicator of a unit.
/// @throws InvalidData if the panel is not the one that was judged, or the unit is not in it.
/// @throws UnknownCode for an indicator that the set does not have.
Explanation explain(const Assessment& result, const Registry& registry, const Panel& panel,
                    const UnitCode& unit, const IndicatorNumber& indicator);

// ------------------------------------------------------------------------------------------------

namespace detail {

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

inline std::string sign_of(Comparator c) {
  switch (c) {
    case Comparator::at_least: return "≥ ";
    case Comparator::more_than: return "> ";
    case Comparator::at_most: return "≤ ";
    default: return "< ";
  }
}

inline std::string asks_of_one(const Requirement& q, const Threshold& t) {
  if (t.unusable) return "";
  if (std::holds_alternative<requirement::Between>(q)) {
    return t.numbers[0].str() + " … " + t.numbers[1].str();
  }
  const auto c = comparator_of(q);
  std::string out;
  for (const auto& n : t.numbers) {
    out += (out.empty() ? "" : "; ") + (c ? sign_of(*c) : std::string()) + n.str();
  }
  if (std::holds_alternative<requirement::RatioToPast>(q)) out += " ×";
  if (std::holds_alternative<requirement::RatioToSeries>(q)) out += " ×";
  return out.empty() ? "1" : out;
}

inline std::string asks(const Requirement& q, const Threshold& t) {
  std::string out;
  t.for_each([&](const Threshold& one) {
    const std::string asked = asks_of_one(q, one);
    if (!asked.empty()) out += (out.empty() ? "" : " / ") + asked;
  });
  return out;
}

inline std::string number_text(double v) {
  const auto d = Decimal::from_double(v);
  return d ? d->str() : "–";
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

}  // namespace detail

inline Explanation explain(const Assessment& result, const Registry& registry, const Panel& panel,
                           const UnitCode& unit, const IndicatorNumber& number) {
  detail::require_same_panel(result, panel);
  const auto& rules = result.rules();
  const auto place = rules.set().index_of(number);
  const UnitIndex index = registry.index_of(unit);
  const auto row = panel.row_of(index);
  if (!row) {
    throw InvalidData({{.what = ProblemCode::unknown_unit, .found = unit.str(),
                        .expected = "a unit of the panel"}});
  }
  const Indicator& q = rules.indicator(place.flat);
  const Criterion& criterion = rules.criterion(place.criterion);
  const detail::RowReader reader(rules, registry, panel, result.options(), place.flat);
  Explanation e{.unit = registry.name(index, rules.on()) + " (" + unit.str() + ")",
                .set = rules.set().id(),
                .decision = rules.set().parts().decision,
                .on = rules.on(),
                .number = number,
                .name = q.name,
                .unit_of_value = q.unit,
                .column = rules.name(result.column(*row)),
                .cell = {},
                .threshold = rules.threshold(place.flat, result.column(*row)),
                .asks = {}};
  e.asks = detail::asks(q.requirement, e.threshold);
  e.threshold.for_each([&](const Threshold& t) {
    e.unverified = e.unverified || (!t.unusable && t.status != Status::verified);
  });
  e.cell = reader.cell(place.flat, *row, e.threshold);
  if (const auto& c = reader.criterion_condition(place.criterion)) {
    e.cell = apply(reader.read(*c, *row), e.cell);
    e.basis = criterion.applicability.basis;
  }
  if (q.applicability.condition) e.basis = q.applicability.basis;
  const auto readings = reader.readings(place.flat, *row);
  const auto& sources = reader.sources(place.flat);
  for (std::size_t i = 0; i < readings.size(); ++i) {
    const Measure& m = *sources[i].measure;
    const Reading& r = readings[i];
    ExplainedValue& v = e.values.emplace_back();
    v.measure = m, v.reading = r, v.gap = detail::gap_of(q.requirement, e.threshold, i, readings, sources);
    v.reading.column = nullptr;
    if (r.column) v.reference = r.column->reference, v.source = r.column->source;
    if (r.state != Observed::value) continue;
    e.carried_forward = e.carried_forward ||
                        (r.column && r.column->reference.year() < rules.on().year() &&
                         !std::holds_alternative<requirement::SeveralYears>(q.requirement) &&
                         !(i == 1 && std::holds_alternative<requirement::RatioToPast>(q.requirement)));
    e.threshold.for_each([&](const Threshold& t) {
      if (t.limits.empty() || r.denominator) return;
      const std::size_t at = std::min(i, t.limits.size() - 1);
      const Limit& limit = t.limits[at];
      const bool plain = (!limit.from || r.value >= limit.from->to_double()) &&
                         (!limit.to || r.value <= limit.to->to_double());
      e.numeric_noise = e.numeric_noise || (limit.holds(r.value) != plain && !limit.strict);
      if (q.rounding && at < t.numbers.size()) {
        const Limit unrounded = Limit::of(*comparator_of(q.requirement), t.numbers[at]);
        e.legal_rounding = limit.holds(r.value) != unrounded.holds(r.value);
      }
    });
  }
  return e;
}

inline std::string Explanation::text(Language language) const {
  const bool vi = language == Language::vi;
  const auto line = [](std::string_view label, const std::string& value) {
    return "  " + std::string(label) + ": " + value + "\n";
  };
  const auto with_unit = [&](const std::string& number_words, const Text& of) {
    return of.in(language).empty() ? number_words : number_words + " " + of.in(language);
  };
  std::string out = unit + " – " + number.str() + " " + name.in(language) + ": " +
                    symbol(cell.verdict()) + " " + word(cell.verdict(), language) + " (" +
                    word(cell.reason(), language) + ")\n";
  out += line(vi ? "bộ tiêu chí" : "set", set.str() + ", " + decision + (vi ? ", ngày " : ", on ") +
                                              on.str() + (vi ? ", cột " : ", column ") + column);
  // Of each threshold that may hold; mostly there is one.
  std::vector<std::string> instruments, sources, unusable;
  bool synthetic = false, usable = false;
  const auto once = [](std::vector<std::string>& list, const std::string& item) {
    if (!item.empty() && std::ranges::find(list, item) == list.end()) list.push_back(item);
  };
  threshold.for_each([&](const Threshold& t) {
    if (t.unusable) return once(unusable, word(*t.unusable, language));
    once(instruments, t.instrument), once(sources, t.citation.source);
    synthetic = synthetic || t.synthetic, usable = true;
  });
  if (usable) {
    std::string by;
    for (const auto& i : instruments) by += (by.empty() ? "" : " / ") + i;
    out += line(vi ? "yêu cầu" : "asks", with_unit(asks, unit_of_value) + " [" + by + ", " +
                                             (unverified ? (vi ? "CHƯA KIỂM CHỨNG" : "UNVERIFIED")
                                                         : (vi ? "đã kiểm chứng" : "verified")) +
                                             (synthetic ? (vi ? ", GIẢ LẬP" : ", SYNTHETIC") : "") +
                                             "]");
  }
  for (const auto& s : sources)
    out += line(vi ? "nguồn mức quy định" : "source of the threshold", s);
  for (const auto& u : unusable) out += line(vi ? "yêu cầu" : "asks", u);
  for (const auto& v : values) {
    static constexpr const char* grades[][2] = {
        {"tự đánh giá", "self-assessed"}, {"đã thẩm tra", "verified"}, {"đã công nhận", "approved"}};
    std::string value = word(cell_of_absence(v.reading.state).reason(), language);
    if (v.reading.state == Observed::value) {
      value = with_unit(detail::number_text(v.reading.plain(v.measure.kind == MeasureKind::share)), v.measure.unit);
      if (v.reading.denominator) {
        value += " (" + detail::number_text(v.reading.value) + "/" + detail::number_text(*v.reading.denominator) + ")";
      }
      value += ", " + v.reference.str() + ", " +
               grades[static_cast<int>(v.reading.evidence)][vi ? 0 : 1];
      if (!v.source.empty()) value += ", " + v.source;
      if (v.gap && *v.gap > 0) value += (vi ? "; còn thiếu " : "; gap ") + detail::number_text(*v.gap);
    }
    out += line(v.measure.name.in(language).empty() ? v.measure.code.str()
                                                    : v.measure.name.in(language), value);
  }
  if (cell.reason() == Reason::not_applicable_by_rule) {
    out += line(vi ? "căn cứ không xét" : "basis", basis.in(language));
  }
  if (numeric_noise) out += line(vi ? "lưu ý" : "note", word(Reason::numeric_noise, language));
  if (legal_rounding) out += line(vi ? "lưu ý" : "note", word(Reason::legal_rounding, language));
  if (carried_forward) out += line(vi ? "lưu ý" : "note", word(Reason::carried_forward, language));
  return out;
}

}  // namespace tieuchi::inline v1
