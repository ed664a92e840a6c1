#include "summaries.hpp"

#include <algorithm>

#include "cell_code.hpp"
#include "rulings.hpp"
#include "tieuchi/assessment/conflicts.hpp"
#include "tieuchi/assessment/coverage.hpp"
#include "tieuchi/assessment/gaps.hpp"
#include "tieuchi/assessment/recognition.hpp"
#include "tieuchi/assessment/rollup.hpp"
#include "tieuchi/catalog.hpp"

namespace pinned {

namespace {

std::string whole(std::int64_t n) { return std::to_string(n); }

std::vector<std::string> unit_names(std::size_t n) {
  std::vector<std::string> out;
  for (std::size_t u = 0; u < n; ++u) out.push_back(unit_name(u));
  return out;
}

std::vector<std::string> ids_with(const char* word) {
  std::vector<std::string> out;
  for (const auto& d : catalog::documents()) {
    if (d.id.find(word) != std::string_view::npos) out.emplace_back(d.id);
  }
  return out;
}

std::vector<RecognitionRule> recognition_rules(const CriteriaSet& set, Date on) {
  std::vector<RecognitionRule> out;
  for (const auto& id : ids_with("recognition")) {
    auto rule = catalog::recognition_rule(id);
    if (rule.level == set.parts().level && rule.in_force.contains(on))
      out.push_back(std::move(rule));
  }
  return out;
}

std::string counted(const FiveCounts& n) {
  return whole(n.met) + "/" + whole(n.not_met) + "/" + whole(n.unknown) + "/" +
         whole(n.not_applicable) + "/" + whole(n.error);
}

std::string group_name(const Registry& registry, const Group& g) {
  return g.unit ? registry.unit(*g.unit).code.str() : "none";
}

std::string decimals(const std::optional<double>& value) { return value ? about(*value) : "none"; }

}  // namespace

std::string text(Interval i) {
  return i.least == i.most ? whole(i.least) : whole(i.least) + ".." + whole(i.most);
}

std::vector<MeasureCode> conditions_of_recognition(const CriteriaSet& set, Date on) {
  std::vector<MeasureCode> out;
  for (const auto& rule : recognition_rules(set, on)) {
    for (const auto& c : rule.conditions) {
      if (std::ranges::find(out, c.measure) == out.end()) out.push_back(c.measure);
    }
  }
  return out;
}

Table counts(const Assessment& result) {
  Table out{"counts", "what", "unit", unit_names(result.size())};
  const auto row = [&](const char* name, auto&& of) {
    std::vector<std::string> cells;
    for (std::size_t u = 0; u < result.size(); ++u) cells.push_back(of(u));
    out.add(name, std::move(cells));
  };
  row("whole-set", [&](std::size_t u) { return code(result.whole(u)); });
  row("met", [&](std::size_t u) { return text(result.met(u)); });
  row("applicable", [&](std::size_t u) { return text(result.applicable(u)); });
  row("n/a-deemed-met",
      [&](std::size_t u) { return text(official_count(result, u, NaCount::deem_met())); });
  row("count-conflict",
      [&](std::size_t u) { return std::string(result.count_conflict(u) ? "yes" : "no"); });
  return out;
}

Table conflicts_by_kind(const Assessment& result, const Registry& registry, const Panel& panel) {
  constexpr const char* kinds[] = {"observations", "declared-and-derived", "declared-twice",
                                   "declared-count"};
  Table out{"conflicts", "kind", "unit", unit_names(result.size())};
  std::vector<std::vector<int>> n(std::size(kinds), std::vector<int>(result.size(), 0));
  for (const auto& c : conflicts(result, registry, panel)) {
    ++n.at(static_cast<std::size_t>(c.kind))[c.row];
  }
  for (std::size_t k = 0; k < std::size(kinds); ++k) {
    if (std::ranges::all_of(n[k], [](int count) { return count == 0; })) continue;
    std::vector<std::string> cells;
    for (const int count : n[k]) cells.push_back(whole(count));
    out.add(kinds[k], std::move(cells));
  }
  return out;
}

Table recognitions(const Assessment& result, const Registry& registry, const Panel& panel) {
  const CriteriaSet& set = result.rules().set();
  Table out{"recognition", "rule", "unit", unit_names(result.size())};
  for (const auto& rule : recognition_rules(set, result.rules().on())) {
    std::vector<std::string> verdicts, failing, lacking;
    for (std::size_t u = 0; u < result.size(); ++u) {
      const Recognition r = recognise(result, registry, panel, rule, u);
      verdicts.push_back({code(r.verdict)});
      failing.push_back(whole(static_cast<std::int64_t>(r.failing.size())));
      lacking.push_back(whole(static_cast<std::int64_t>(r.lacking.size())));
    }
    out.add(rule.id, std::move(verdicts));
    out.add(rule.id + ",failing", std::move(failing));
    out.add(rule.id + ",lacking", std::move(lacking));
  }
  for (const auto& id : ids_with("revocation")) {
    const auto rule = catalog::revocation_rule(id);
    const bool named = std::ranges::any_of(rule.keys, [&](auto& k) { return k.set == set.id(); });
    if (!named || !rule.in_force.contains(result.rules().on())) continue;
    std::vector<std::string> cells;
    for (std::size_t u = 0; u < result.size(); ++u) {
      cells.push_back({code(keeps_recognition(result, rule, u))});
    }
    out.add(rule.id + ",keeps", std::move(cells));
  }
  return out;
}

Table five_counts(const Assessment& result, const Province& province) {
  const auto up = roll_up(result, province.registry(),
                          {.na_count = NaCount::drop(), .by = province.parent_level()});
  Table out{"met/not met/unknown/n.a./error", "criterion", "group", {}};
  for (const auto& g : up.groups) out.columns.push_back(group_name(province.registry(), g));
  for (const char* c : {"all", "assessed", "lower", "upper"}) out.columns.emplace_back(c);
  for (std::size_t c = 0; c < result.criteria(); ++c) {
    std::vector<std::string> cells;
    for (const auto& g : up.groups) cells.push_back(counted(g.criteria[c]));
    const FiveCounts& all = up.total.criteria[c];
    cells.push_back(counted(all));
    for (const auto& rate : {all.assessed(), all.lower(), all.upper()}) {
      cells.push_back(decimals(rate));
    }
    out.add(result.rules().criterion(c).number.str(), std::move(cells));
  }
  return out;
}

Table roll_ups(const Assessment& result, const Province& province) {
  Table out{"roll-ups", "group", "number", {"units", "met", "mean-least", "mean-most"}};
  for (const auto& b : reporting_bands()) {
    out.columns.push_back("band-" + whole(b.least) + "-" + whole(b.most));
  }
  for (const NaCount na : {NaCount::deem_met(), NaCount::drop()}) {
    auto up = roll_up(result, province.registry(), {.na_count = na, .by = province.parent_level()});
    const auto put = [&](const Group& g, const std::string& name) {
      const auto ends = [](std::int64_t least, std::int64_t most) {
        return text({static_cast<int>(least), static_cast<int>(most)});
      };
      std::vector<std::string> cells{whole(g.units), ends(g.met_least, g.met_most),
                                     about(g.mean_least()), about(g.mean_most())};
      for (std::size_t b = 0; b < g.band_least.size(); ++b) {
        cells.push_back(ends(g.band_least[b], g.band_most[b]));
      }
      out.add(name + "," + na.name(), std::move(cells));
    };
    for (const auto& g : up.groups) put(g, group_name(province.registry(), g));
    put(up.total, "all");
  }
  return out;
}

Table gap_summary(const Assessment& result, const Registry& registry, const Panel& panel) {
  Table out{
      "gaps", "indicator", "number", {"units", "first", "last", "smallest", "largest", "sum"}};
  std::map<std::size_t, std::vector<Gap>> by_indicator;
  for (const auto& g : gaps(result, registry, panel)) by_indicator[g.indicator].push_back(g);
  for (const auto& [flat, list] : by_indicator) {
    double sum = 0;
    for (const auto& g : list) sum += g.gap;
    const auto [least, most] = std::ranges::minmax(list, {}, &Gap::gap);
    out.add(result.rules().indicator(flat).number.str(),
            {whole(static_cast<std::int64_t>(list.size())), unit_name(list.front().row),
             unit_name(list.back().row), about(least.gap), about(most.gap), about(sum)});
  }
  return out;
}

Table explanations(const Assessment& result, const Registry& registry, const Panel& panel) {
  constexpr const char* states[] = {"value",    "not_collected", "not_reported",
                                    "pending",  "suppressed",    "invalid",
                                    "asserted", "stale",         "conflict"};
  Table out{
      "explanations",
      "indicator,unit,value",
      "field",
      {"cell", "stratum", "threshold", "flags", "state", "value", "of", "day", "evidence", "gap"}};
  const auto& rules = result.rules();
  for (std::size_t f = 0; f < rules.indicator_count(); ++f) {
    // Another unit for each indicator.
    const std::size_t u = (f * 11 + 7) % result.size();
    const Indicator& q = rules.indicator(f);
    const auto e = explain(result, registry, panel, registry.unit(result.unit(u)).code, q.number);
    std::string flags = e.basis.in(Language::en).empty() ? "" : "b";
    if (e.numeric_noise) flags += 'n';
    if (e.legal_rounding) flags += 'r';
    if (e.carried_forward) flags += 'c';
    if (e.unverified) flags += 'u';
    if (e.threshold.synthetic) flags += 's';
    std::string column = e.column;  // "DBSH / MNPB" where one of two holds
    std::erase(column, ' ');
    for (std::size_t v = 0; v < e.values.size(); ++v) {
      const auto& x = e.values[v];
      const bool seen = x.reading.state == Observed::value;
      const auto& of = x.reading.denominator;
      out.add(
          q.number.str() + "," + unit_name(u) + "," + whole(static_cast<std::int64_t>(v)),
          {code(e.cell), column, threshold_text(q, e.threshold), flags.empty() ? "-" : flags,
           states[static_cast<std::size_t>(x.reading.state)], seen ? about(x.reading.value) : "-",
           seen && of ? about(*of) : "-", seen ? x.reference.str() : "-",
           seen ? whole(static_cast<int>(x.reading.evidence)) : "-", x.gap ? about(*x.gap) : "-"});
    }
  }
  return out;
}

Table coverages(const Assessment& result) {
  Table out{"coverage",
            "stratum",
            "number",
            {"units", "thresholds", "usable", "unverified", "synthetic", "unusable"}};
  for (const auto& column : result.columns()) {
    const auto c = coverage(result.rules(), column);
    std::string why;
    for (const auto& [reason, n] : c.unusable) why += std::string(1, code(reason)) + whole(n);
    std::int64_t units = 0;
    for (std::size_t u = 0; u < result.size(); ++u) units += result.column(u) == column;
    out.add(column_name(result.rules().set(), column),
            {whole(units), whole(c.thresholds), whole(c.usable), whole(c.unverified_used),
             whole(c.synthetic_used), why.empty() ? "-" : why});
  }
  return out;
}

}  // namespace pinned
