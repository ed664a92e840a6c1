#include "rulings.hpp"

#include <algorithm>
#include <set>
#include <sstream>

#include "cell_code.hpp"
#include "tieuchi/catalog.hpp"

namespace pinned {

Date day_of(const CriteriaSet& set) {
  const Period& p = set.parts().in_force;
  return p.to ? p.to->plus_days(-1) : Date::end_of(p.from.year() + 1);
}

std::vector<Overlay> fill(const CriteriaSet& set, const UnitCode& half) {
  const auto made = [&](Overlay::Rank rank, const char* instrument) {
    return Overlay{.instrument = instrument,
                   .set = set.id(),
                   .rank = rank,
                   .issued = set.parts().issued,
                   .synthetic = true};
  };
  Overlay province = made(Overlay::Rank::province, "SYNTHETIC/UBND");
  Overlay ministry = made(Overlay::Rank::ministry, "SYNTHETIC/BNN");
  province.scope.within = half;
  for (const auto& c : set.criteria()) {
    for (const auto& i : c.indicators) {
      const auto* k = std::get_if<requirement::Delegated>(&i.requirement);
      if (!k) continue;
      const bool to_province = k->to == requirement::Delegated::To::province;
      OverlayValue v{.indicator = i.number,
                     .period = {set.parts().issued, std::nullopt},
                     .citation = {Status::verified, "SYNTHETIC"}};
      v.numbers.assign(numbers_in_cell(i.requirement).fewest, Decimal(to_province ? 60 : 80));
      // A delegated cell must be so on every day and in every column to be filled as a whole.
      const bool whole = std::ranges::all_of(
          i.cells, [](const auto& cell) { return cell.state == CellState::delegated; });
      if (whole) (to_province ? province : ministry).values.push_back(std::move(v));
    }
  }
  std::vector<Overlay> out;
  if (!province.values.empty()) out.push_back(std::move(province));
  if (!ministry.values.empty()) out.push_back(std::move(ministry));
  return out;
}

CompileOptions options(const CriteriaSet& set, Date on, Provenance provenance,
                       std::vector<Overlay> overlays) {
  CompileOptions out{.on = on, .provenance = provenance, .overlays = std::move(overlays)};
  const auto known = catalog::criteria_sets();
  for (const auto& c : set.criteria()) {
    for (const auto& i : c.indicators) {
      const auto* k = std::get_if<requirement::FactorOnThreshold>(&i.requirement);
      if (!k || std::ranges::find(known, k->set) == known.end()) continue;
      if (std::ranges::none_of(out.references, [&](auto& r) { return r.id() == k->set; })) {
        out.references.push_back(catalog::criteria_set(k->set.str()));
      }
    }
  }
  return out;
}

std::string threshold_text(const Indicator& indicator, const Threshold& t) {
  std::string others;
  for (const auto& other : t.others) others += "|" + threshold_text(indicator, other);
  if (t.unusable) return std::string("?") + code(*t.unusable) + others;
  std::string out;
  if (const auto c = comparator_of(indicator.requirement)) {
    constexpr const char* symbols[] = {">=", ">", "<=", "<"};
    out = symbols[static_cast<std::size_t>(*c)];
  }
  for (std::size_t k = 0; k < t.numbers.size(); ++k) out += (k ? ";" : "") + t.numbers[k].str();
  if (t.numbers.empty()) out = "yes";
  return out + "/" + "vu?"[static_cast<std::size_t>(t.status)] + others;
}

Table thresholds(const CompiledSet& rules, const std::vector<JudgingColumn>& columns) {
  Table out{"thresholds", "indicator", "stratum", {}};
  for (const auto& c : columns) out.columns.push_back(column_name(rules.set(), c));
  for (std::size_t f = 0; f < rules.indicator_count(); ++f) {
    std::vector<std::string> cells;
    for (const auto& c : columns) {
      cells.push_back(threshold_text(rules.indicator(f), rules.threshold(f, c)));
    }
    out.add(rules.indicator(f).number.str(), std::move(cells));
  }
  return out;
}

Table plan_steps(const CriteriaSet& set) {
  Table out{"plan", "node", "what", {"steps"}};
  std::string name, steps;
  const auto end = [&] {
    if (!name.empty()) out.add(name, {steps.empty() ? "-" : steps});
    steps.clear();
  };
  // As it is printed: a line for a node, and one under it for each step. No spaces in a cell.
  std::istringstream lines(text(plan_of(set), set));
  for (std::string line; std::getline(lines, line);) {
    const bool step = line.starts_with("  ");
    if (!step) end();
    std::string words = step ? line.substr(2) : line;
    std::ranges::replace(words, ' ', '_');
    if (step) {
      steps += (steps.empty() ? "" : ";") + words;
    } else {
      name = words;
    }
  }
  end();
  return out;
}

Aims aims(const Table& thresholds) {
  Aims out;
  for (const auto& row : thresholds.rows) {
    for (std::size_t c = 0; c < row.cells.size(); ++c) {
      std::string text = row.cells[c].substr(0, row.cells[c].find('/'));
      text.erase(0, text.find_first_not_of("<>="));
      std::vector<Decimal> numbers;
      for (std::size_t at = 0; at <= text.size();) {
        const std::size_t end = std::min(text.find(';', at), text.size());
        if (const auto d = Decimal::parse(text.substr(at, end - at))) numbers.push_back(*d);
        at = end + 1;
      }
      out[{row.name, thresholds.columns[c]}] = std::move(numbers);
    }
  }
  return out;
}

std::vector<Date> turning_days(const CriteriaSet& set) {
  std::set<Date> days;
  const auto turn = [&](const Period& p) {
    for (const auto& day : {std::optional<Date>(p.from), p.to}) {
      if (day && day->year() > 1) days.insert(*day), days.insert(day->plus_days(-1));
    }
  };
  turn(set.parts().in_force);
  for (const auto& o : set.parts().overrides) turn(o.period);
  for (const auto& c : set.criteria()) {
    for (const auto& i : c.indicators) {
      for (const auto& cell : i.cells) turn(cell.period);
    }
  }
  return {days.begin(), days.end()};
}

std::string refusal(const Error& error) {
  return error.problems().empty() ? "refused" : error.problems().front().id();
}

}  // namespace pinned
