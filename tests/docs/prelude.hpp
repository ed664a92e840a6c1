// What the C++ of README and docs/ takes as given: one small SYNTHETIC province and what follows
// from it. Each snippet is the body of a function of its own (snippets.py), so a name it declares
// hides the one here.
#pragma once

#include <filesystem>
#include <iostream>

#include "synthetic_province.hpp"
#include "tieuchi/catalog.hpp"
#include "tieuchi/exchange/archive.hpp"
#include "tieuchi/exchange/csv.hpp"
#include "tieuchi/exchange/file.hpp"
#include "tieuchi/exchange/json.hpp"
#include "tieuchi/tieuchi.hpp"

namespace prelude {

namespace tc = tieuchi;

inline const tc::CriteriaSet set = tc::catalog::criteria_set("vn-commune-2016");
inline const tc::Registry registry = synthetic::province(12, 2);
inline const tc::UnitCode commune{"S001"};
inline const tc::IndicatorNumber indicator{"17.1"};
inline const tc::PanelData data = synthetic::measures(set, 12, tc::Date::end_of(2019), 1);
inline const tc::Panel panel = data.view();
inline const tc::Overlay provincial = tc::json::read_overlay(
    tc::read_file(TIEUCHI_SOURCE_DIR "/examples/synthetic_overlay.json"), "synthetic_overlay.json");

inline tc::Assessment judged(int year) {
  const auto measured =
      synthetic::measures(set, 12, tc::Date::end_of(year), static_cast<std::uint64_t>(year));
  const auto rules = tc::compile(set, {.on = tc::Date::end_of(year),
                                       .provenance = tc::Provenance::allow_unverified,
                                       .overlays = {provincial}});
  return tc::assess(rules, registry, measured.view());
}
inline const std::vector<tc::Assessment> assessments{judged(2018), judged(2019), judged(2020)};
inline const tc::Assessment &of_2019 = assessments[1], &of_2020 = assessments[2];
inline const tc::PanelData data_2020 = synthetic::measures(set, 12, tc::Date::end_of(2020), 2020);
inline const tc::Panel panel_2020 = data_2020.view();
inline const tc::Model model = tc::fit(tc::history(assessments, registry));
inline const tc::Outlook outlook = tc::project(model, {.until = 2021, .draws = 100});
inline const tc::WorkList works(
    {{.unit = commune, .criterion = tc::CriterionNumber{"2"}, .cost = 30e9},
     {.unit = commune, .criterion = tc::CriterionNumber{"6"}, .cost = 40e9}});

}  // namespace prelude
