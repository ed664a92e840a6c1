// Bodies of assessment/explain.hpp.
#pragma once

#include "tieuchi/assessment/explain.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "tieuchi/detail/assessment/gap_of.hpp"
#include "tieuchi/detail/assessment/same_panel.hpp"
#include "tieuchi/detail/inline.hpp"

namespace tieuchi::inline v1 {

namespace detail {

inline std::string sign_of(Comparator c) {
  switch (c) {
    case Comparator::at_least:
      return "≥ ";
    case Comparator::more_than:
      return "> ";
    case Comparator::at_most:
      return "≤ ";
    default:
      return "< ";
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

}  // namespace detail

TIEUCHI_INLINE Explanation explain(const Assessment& result, const Registry& registry,
                                   const Panel& panel, const UnitCode& unit,
                                   const IndicatorNumber& indicator) {
  detail::require_same_panel(result, panel);
  const auto& rules = result.rules();
  const auto place = rules.set().index_of(indicator);
  const UnitIndex index = registry.index_of(unit);
  const auto row = panel.row_of(index);
  if (!row) {
    throw InvalidData({{.what = ProblemCode::unknown_unit,
                        .found = unit.str(),
                        .expected = "a unit of the panel"}});
  }
  const Indicator& q = rules.indicator(place.flat);
  const Criterion& criterion = rules.criterion(place.criterion);
  const detail::RowReader reader(rules, registry, panel, result.options(), place.flat);
  Explanation e{.unit = registry.name(index, rules.on()) + " (" + unit.str() + ")",
                .set = rules.set().id(),
                .decision = rules.set().parts().decision,
                .on = rules.on(),
                .number = indicator,
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
    v.measure = m, v.reading = r,
    v.gap = detail::gap_of(q.requirement, e.threshold, i, readings, sources);
    v.reading.column = nullptr;
    if (r.column) v.reference = r.column->reference, v.source = r.column->source;
    if (r.state != Observed::value) continue;
    e.carried_forward =
        e.carried_forward ||
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

TIEUCHI_INLINE std::string Explanation::text(Language language) const {
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
    static constexpr const char* grades[][2] = {{"tự đánh giá", "self-assessed"},
                                                {"đã thẩm tra", "verified"},
                                                {"đã công nhận", "approved"}};
    std::string value = word(cell_of_absence(v.reading.state).reason(), language);
    if (v.reading.state == Observed::value) {
      value = with_unit(detail::number_text(v.reading.plain(v.measure.kind == MeasureKind::share)),
                        v.measure.unit);
      if (v.reading.denominator) {
        value += " (" + detail::number_text(v.reading.value) + "/" +
                 detail::number_text(*v.reading.denominator) + ")";
      }
      value += ", " + v.reference.str() + ", " +
               grades[static_cast<int>(v.reading.evidence)][vi ? 0 : 1];
      if (!v.source.empty()) value += ", " + v.source;
      if (v.gap && *v.gap > 0)
        value += (vi ? "; còn thiếu " : "; gap ") + detail::number_text(*v.gap);
    }
    out += line(
        v.measure.name.in(language).empty() ? v.measure.code.str() : v.measure.name.in(language),
        value);
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
