// Bodies of assessment/coverage.hpp.
#pragma once

#include "tieuchi/assessment/coverage.hpp"

#include <algorithm>
#include <functional>
#include <string>
#include <vector>

#include "tieuchi/detail/inline.hpp"

namespace tieuchi::inline v1 {

namespace detail {
inline const char* allowed(Provenance provenance, bool vi) {
  switch (provenance) {
    case Provenance::verified_only:
      return vi ? "chỉ mức đã kiểm chứng" : "verified thresholds only";
    case Provenance::allow_transcribed:
      return vi ? "CHO PHÉP mức chép từ văn bản" : "transcribed thresholds ALLOWED";
    case Provenance::allow_unverified:
      return vi ? "CHO PHÉP mức chưa kiểm chứng" : "unverified thresholds ALLOWED";
  }
  return "";
}
}  // namespace detail

TIEUCHI_INLINE ColumnCoverage coverage(const CompiledSet& rules, const JudgingColumn& column) {
  ColumnCoverage out;
  out.column = rules.name(column, true);
  for (std::size_t f = 0; f < rules.indicator_count(); ++f) {
    const Threshold t = rules.threshold(f, column);
    ++out.thresholds;
    if (!t.others.empty()) {
      ++out.unusable[Reason::stratum_missing];  // which of them holds is not known
    } else if (t.unusable) {
      ++out.unusable[*t.unusable];
    } else {
      ++out.usable;
      out.transcribed_used += t.status == Status::transcribed;
      out.unverified_used += t.status != Status::verified && t.status != Status::transcribed;
      out.synthetic_used += t.synthetic;
    }
  }
  return out;
}

TIEUCHI_INLINE std::vector<ColumnCoverage> coverage(const Assessment& result) {
  std::vector<ColumnCoverage> out;
  const auto units = result.units_per_column();
  for (std::size_t c = 0; c < result.columns().size(); ++c) {
    out.push_back(coverage(result.rules(), result.columns()[c]));
    out.back().units = units[c];
  }
  std::ranges::stable_sort(out, std::ranges::greater{}, &ColumnCoverage::units);
  return out;
}

TIEUCHI_INLINE std::string ColumnCoverage::text(Date on, Language language) const {
  const bool vi = language == Language::vi;
  const auto number = [](int n) { return std::to_string(n); };
  std::string out;
  if (thresholds == 0) {
    return vi ? "chỉ tiêu chưa công bố" : "the indicators are not published";
  }
  if (unusable.empty()) {
    out = (vi ? "dùng được cả " : "all ") + number(thresholds) +
          (vi ? " mức quy định ở " : " thresholds usable in ") + column + (vi ? " ngày " : " on ") +
          on.str();
  } else {
    out = number(thresholds - usable) + (vi ? " trong " : " of ") + number(thresholds) +
          (vi ? " mức không dùng được ở " : " not usable in ") + column + (vi ? " ngày " : " on ") +
          on.str() + ":";
    bool first = true;
    std::vector<std::pair<Reason, int>> most_first(unusable.begin(), unusable.end());
    std::ranges::stable_sort(most_first, std::ranges::greater{}, &std::pair<Reason, int>::second);
    for (const auto& [reason, n] : most_first) {
      const std::string name =
          reason == Reason::unverified_threshold ? (vi ? "chưa kiểm chứng" : "unverified")
          : reason == Reason::delegated_not_set  ? (vi ? "chưa quy định" : "not set")
                                                 : word(reason, language);
      out += (first ? " " : ", ") + number(n) + " " + name;
      first = false;
    }
  }
  if (transcribed_used) {
    out += (vi ? "; dùng " : "; ") + number(transcribed_used) +
           (vi ? " mức CHÉP TỪ VĂN BẢN" : " used are TRANSCRIBED");
  }
  if (unverified_used) {
    out += (vi ? "; dùng " : "; ") + number(unverified_used) +
           (vi ? " mức CHƯA KIỂM CHỨNG" : " used are UNVERIFIED");
  }
  if (synthetic_used)
    out += "; " + number(synthetic_used) + (vi ? " mức GIẢ LẬP" : " used are SYNTHETIC");
  return out;
}

TIEUCHI_INLINE std::string stamp(const Assessment& result, Language language) {
  const auto& rules = result.rules();
  const bool vi = language == Language::vi;
  std::string out = rules.set().id().str() + " (" + rules.set().parts().decision + "), " +
                    rules.on().str() + ", " + detail::allowed(rules.options().provenance, vi);
  if (rules.outside_period()) {
    out += vi ? ", ÁP DỤNG NGOÀI THỜI HẠN" : ", APPLIED OUTSIDE ITS PERIOD";
  }
  for (const auto& c : coverage(result)) {
    out += "\n  " + c.text(rules.on(), language) + " (" + std::to_string(c.units) +
           (vi ? " đơn vị)" : " units)");
  }
  return out;
}

TIEUCHI_INLINE void require_coverage(const Assessment& result, double least) {
  Problems problems;
  for (const auto& c : coverage(result)) {
    if (c.thresholds > 0 && c.usable >= least * c.thresholds) continue;
    problems.add({.what = ProblemCode::coverage_too_low,
                  .code = c.column,
                  .found = std::to_string(c.usable) + " of " + std::to_string(c.thresholds),
                  .expected = "a share of at least " + std::to_string(least)});
  }
  problems.raise<InvalidData>();
}

}  // namespace tieuchi::inline v1
