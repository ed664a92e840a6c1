// Bodies of assessment/explain.hpp.
#pragma once

#include "tieuchi/assessment/explain.hpp"

#include <algorithm>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "tieuchi/detail/assessment/judged_again.hpp"
#include "tieuchi/detail/criteria/sign.hpp"
#include "tieuchi/detail/inline.hpp"

namespace tieuchi::inline v1 {

namespace detail {

// A cut in words: the number of its cell with its sign.
inline std::string words_of(const PlanCut& cut, std::span<const Decimal> numbers) {
  switch (cut.form) {
    case PlanCut::Form::attained: {
      std::string out;
      for (const auto& n : numbers) out += (out.empty() ? "" : "; ") + n.str();
      return out;
    }
    case PlanCut::Form::between:
      return numbers[cut.number].str() + " … " + numbers[cut.number + 1u].str();
    case PlanCut::Form::compare:
      return cut.number < numbers.size() ? sign_of(cut.comparator) + numbers[cut.number].str() : "";
  }
  return "";
}

inline std::string asks_of_one(const PlanNode& node, const Threshold& t) {
  if (t.unusable) return "";
  std::string out;
  for (const auto& part : asked_by(node).parts) {
    const std::string words = words_of(node.cuts[part.cut], t.numbers);
    if (!words.empty()) out += (out.empty() ? "" : "; ") + words + (part.times ? " ×" : "");
  }
  return out.empty() ? "1" : out;
}

inline std::string asks(const PlanNode& node, const Threshold& t) {
  std::string out;
  t.for_each([&](const Threshold& one) {
    const std::string asked = asks_of_one(node, one);
    if (!asked.empty()) out += (out.empty() ? "" : " / ") + asked;
  });
  return out;
}

// What the comparisons of a reading have to note: a difference beyond the sixth decimal that
// decides nothing, and a verdict that the rounding of the clause alone made.
struct Notes {
  bool numeric_noise = false, legal_rounding = false;
};
inline Notes notes_of(const Given& given, const Threshold& t,
                      const std::optional<LegalRounding>& rounding) {
  Notes out;
  for (std::size_t s = 0; s < given.node.body; ++s) {
    const auto* step = std::get_if<op::Compare>(&given.node.steps[s]);
    if (!step || !given.is_value(step->read)) continue;
    const Reading& r = given.readings[step->read];
    const Limit* limit = limit_of(*step, t);
    if (!limit || r.denominator) continue;
    const bool plain = (!limit->from || r.value >= limit->from->to_double()) &&
                       (!limit->to || r.value <= limit->to->to_double());
    out.numeric_noise = out.numeric_noise || (limit->holds(r.value) != plain && !limit->strict);
    if (!rounding) continue;
    const auto unrounded = given.node.cuts[step->cut].limit(t.numbers);
    out.legal_rounding =
        out.legal_rounding || (unrounded && limit->holds(r.value) != unrounded->holds(r.value));
  }
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
  const detail::RowReader reader(rules, registry, panel, result.options(), place.criterion);
  detail::require_as_judged(result, registry, reader, place.criterion, *row);
  Explanation e{.unit = registry.name(index, rules.as_of()) + " (" + unit.str() + ")",
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
  e.asks = detail::asks(reader.node(place.flat), e.threshold);
  e.threshold.for_each([&](const Threshold& t) {
    e.unverified = e.unverified || (!t.unusable && t.status != Status::verified);
  });
  const auto reads = reader.row(place.flat, *row);
  e.cell = reader.cell(place.flat, *row, e.threshold, reads);
  if (const auto* c = reader.condition_of(rules.plan().criterion(place.criterion))) {
    e.cell = apply(reader.read(*c, *row), e.cell);
    e.basis = criterion.applicability.basis;
  }
  if (q.applicability.condition) e.basis = q.applicability.basis;
  const PlanNode& node = reader.node(place.flat);
  const detail::Given given{node, reads.readings, reads.measures, e.threshold};
  const auto gaps = detail::gaps_of(given);
  for (std::size_t i = 0; i < reads.readings.size(); ++i) {
    const Reading& r = reads.readings[i];
    ExplainedValue& v = e.values.emplace_back();
    v.measure = *reads.measures[i], v.reading = r, v.gap = gaps[i];
    v.reading.column = nullptr;
    if (!r.column) continue;
    v.reference = r.column->reference, v.source = r.column->source;
    // Only what has an age limit is carried forward; years and the past are asked for by name.
    e.carried_forward =
        e.carried_forward ||
        (r.state == Observed::value && r.column->reference.year() < rules.on().year() &&
         rules.plan().inputs[node.reads[i]].window == PlanInput::Window::age);
  }
  e.threshold.for_each([&](const Threshold& t) {
    if (t.unusable) return;
    const auto notes = detail::notes_of(given, t, q.rounding);
    e.numeric_noise = e.numeric_noise || notes.numeric_noise;
    e.legal_rounding = e.legal_rounding || notes.legal_rounding;
  });
  return e;
}

namespace detail {
inline const char* status_text(Status status, bool vi) {
  switch (status) {
    case Status::verified:
      return vi ? "đã kiểm chứng" : "verified";
    case Status::transcribed:
      return vi ? "CHÉP TỪ VĂN BẢN" : "TRANSCRIBED";
    case Status::unverified:
    case Status::unknown:
      return vi ? "CHƯA KIỂM CHỨNG" : "UNVERIFIED";
  }
  return "";
}
}  // namespace detail

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
  Status status = Status::verified;
  const auto once = [](std::vector<std::string>& list, const std::string& item) {
    if (!item.empty() && std::ranges::find(list, item) == list.end()) list.push_back(item);
  };
  threshold.for_each([&](const Threshold& t) {
    if (t.unusable) return once(unusable, word(*t.unusable, language));
    once(instruments, t.instrument), once(sources, t.citation.source);
    synthetic = synthetic || t.synthetic, usable = true, status = worst(status, t.status);
  });
  if (usable) {
    std::string by;
    for (const auto& i : instruments) by += (by.empty() ? "" : " / ") + i;
    out +=
        line(vi ? "yêu cầu" : "asks",
             with_unit(asks, unit_of_value) + " [" + by + ", " + detail::status_text(status, vi) +
                 (synthetic ? (vi ? ", GIẢ LẬP" : ", SYNTHETIC") : "") + "]");
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
