// Bodies of programme/programme.hpp.
#pragma once

#include "tieuchi/programme/programme.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "tieuchi/detail/inline.hpp"

namespace tieuchi::inline v1 {

TIEUCHI_INLINE Programme::Programme(std::string id, Text title, std::vector<Target> targets)
    : id_(std::move(id)), title_(std::move(title)), targets_(std::move(targets)) {
  Problems problems;
  const auto bad = [&](ProblemCode what, const std::string& code, std::string found,
                       std::string expected) {
    problems.add({.what = what,
                  .file = id_,
                  .code = code,
                  .found = std::move(found),
                  .expected = std::move(expected)});
  };
  if (targets_.empty()) bad(ProblemCode::empty_group, id_, "no targets", "at least one");
  for (const auto& t : targets_) {
    if (std::ranges::count(targets_, t.code, &Target::code) > 1) {
      bad(ProblemCode::duplicate_number, t.code, t.code, "each target once");
    }
    if (!t.at_least && !t.at_most)
      bad(ProblemCode::missing_field, t.code, "neither", "at_least or at_most");
    if (t.up_to && (!t.at_least || *t.up_to < *t.at_least)) {
      bad(ProblemCode::value_out_of_range, t.code, t.up_to->str(),
          t.at_least ? "no less than " + t.at_least->str() : "at_least beside up_to");
    }
    if (t.at_least && t.at_most && *t.at_most < *t.at_least) {
      bad(ProblemCode::value_out_of_range, t.code, t.at_most->str(),
          "no less than " + t.at_least->str());
    }
    if ((t.metric == Metric::units_in_band) != t.band.has_value()) {
      bad(ProblemCode::missing_field, t.code, "band", "with units_in_band, and only there");
    } else if (t.band && t.band->most < t.band->least) {
      bad(ProblemCode::value_out_of_range, t.code, std::to_string(t.band->most),
          "no less than " + std::to_string(t.band->least));
    }
    if ((t.metric == Metric::criterion_share) != t.criterion.has_value()) {
      bad(ProblemCode::missing_field, t.code, "criterion", "with criterion_share, and only there");
    }
  }
  problems.raise<InvalidCriteria>();
}

TIEUCHI_INLINE const Target& Programme::target(const std::string& code) const {
  const auto at = std::ranges::find(targets_, code, &Target::code);
  if (at != targets_.end()) return *at;
  throw UnknownCode({{.what = ProblemCode::unknown_code,
                      .code = "target",
                      .found = code,
                      .expected = "a target of " + id_}});
}

}  // namespace tieuchi::inline v1
