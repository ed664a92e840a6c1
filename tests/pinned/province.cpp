#include "province.hpp"

#include <cstdio>
#include <limits>
#include <set>

#include "aim.hpp"
#include "tieuchi/projection/random.hpp"

namespace pinned {

namespace {

// FNV-1a: a measure keeps its numbers when others come or go.
std::uint32_t number_of(const std::string& text) {
  std::uint32_t h = 2166136261u;
  for (const char c : text) h = (h ^ static_cast<unsigned char>(c)) * 16777619u;
  return h;
}

Level above(Level level) {
  switch (level) {
    case Level::commune:
      return Level::district;
    case Level::district:
      return Level::province;
    case Level::province:
      return Level::nation;
    default:
      return Level::commune;
  }
}

constexpr Role specials[] = {Role::not_collected, Role::not_reported,   Role::pending_verification,
                             Role::suppressed,    Role::invalid,        Role::impossible,
                             Role::asserted,      Role::stale,          Role::conflict,
                             Role::agreed,        Role::outranked,      Role::counts_pass,
                             Role::counts_fail,   Role::counts_of_none, Role::earlier,
                             Role::known_later,   Role::corrected};

// Submissions of one measure: who reports it, of which day, known when, with which evidence.
enum Slot {
  main,
  counts,
  other_office,
  inspectors,
  last_year,
  year_before,
  spring,
  afterwards,
  slots
};

struct Entry {
  Slot slot;
  Aimed at;
  Observed state = Observed::value;
};

std::vector<Entry> entries(const Reader& reader, const Measure& m,
                           const std::vector<Decimal>& numbers, Role role, std::size_t unit) {
  const auto as = [&](Role r) { return aim(reader, m, numbers, r, unit); };
  const auto absent = [](Observed why) { return std::vector<Entry>{{main, {}, why}}; };
  switch (role) {
    case Role::not_collected:
      return {};
    case Role::not_reported:
      return absent(Observed::not_reported);
    case Role::pending_verification:
      return absent(Observed::pending_verification);
    case Role::suppressed:
      return absent(Observed::suppressed);
    case Role::asserted:
      return absent(Observed::not_applicable);
    case Role::invalid:
      return {{main, {std::numeric_limits<double>::quiet_NaN()}}};
    case Role::impossible:
      return {{main, {m.kind == MeasureKind::share ? 100.5 : -1.0}}};
    case Role::stale:
      return {{last_year, as(Role::on)}};
    case Role::conflict:
      return {{main, as(Role::on)}, {other_office, as(Role::far_worse)}};
    case Role::agreed:
      return {{main, as(Role::on)}, {other_office, as(Role::on)}};
    case Role::outranked:
      return {{main, as(Role::far_worse)}, {inspectors, as(Role::on)}};
    case Role::earlier:
      return {{spring, as(Role::better)}};
    case Role::known_later:
      return {{afterwards, as(Role::better)}};
    case Role::corrected:
      return {{main, as(Role::far_worse)}, {afterwards, as(Role::on)}};
    case Role::counts_of_none:
      return {{counts, {0, 0}}};
    case Role::counts_pass:
    case Role::counts_fail: {
      const Aimed at = as(role);
      return {{at.denominator > 0 ? counts : main, at}};
    }
    default:
      return {{main, as(role)}};
  }
}

ColumnData submission(Slot slot, const MeasureCode& measure, Date on, std::size_t n) {
  const Date end = Date::end_of(on.year());
  const Date day = slot == last_year     ? end.years_before(1)
                   : slot == year_before ? end.years_before(2)
                   : slot == spring      ? Date(on.year(), 1, 15)
                                         : on;
  const char* source = slot == counts         ? "counts"
                       : slot == other_office ? "another office"
                       : slot == inspectors   ? "inspectors"
                                              : "office";
  ColumnData c{
      .measure = measure, .reference = day, .evidence = Evidence::self_assessed, .source = source};
  if (slot == inspectors) c.evidence = Evidence::verified;
  if (slot == afterwards) c.recorded = on.plus_days(60);
  c.values.assign(n, 0), c.states.assign(n, static_cast<std::uint8_t>(Observed::not_collected));
  if (slot == counts) c.denominators.assign(n, 1);
  return c;
}

}  // namespace

std::string unit_name(std::size_t unit) {
  char text[24];
  std::snprintf(text, sizeof text, "%02zu", unit + 1);
  return text;
}

std::string column_name(const CriteriaSet& set, const JudgingColumn& column) {
  const auto one = [&](int stratum, const std::vector<std::uint16_t>& overlays) {
    std::string out = "?";
    if (stratum >= 0) out = set.parts().strata[static_cast<std::size_t>(stratum)].str();
    for (const auto o : overlays) out += "+" + std::to_string(o + 1);
    return out;
  };
  std::string out = one(column.stratum, column.overlays);
  for (const auto& other : column.others) out += "/" + one(other.stratum, other.overlays);
  return out;
}

Province::Province(const CriteriaSet& set, std::size_t units)
    : n_(units),
      strata_(set.parts().dimension.empty() ? 1 : set.parts().strata.size()),
      registry_(units_of(set)) {}

std::vector<Unit> Province::units_of(const CriteriaSet& set) {
  const auto& parts = set.parts();
  parent_level_ = above(parts.level);
  std::map<std::string, std::vector<StratumCode>> attributes;
  for (const auto& o : parts.overrides) {
    auto& codes = attributes[o.dimension.str()];
    for (const auto& c : o.codes) {
      if (std::ranges::find(codes, c) == codes.end()) codes.push_back(c);
    }
  }
  std::vector<Unit> units;
  for (std::size_t u = 0; u < n_; ++u) {
    Unit unit{.code = UnitCode{"U" + unit_name(u)}, .level = parts.level};
    unit.names = {{"SYNTHETIC " + unit_name(u)}};
    // Every stratum has units on both sides of what the province fills.
    unit.parents = {{UnitCode{"A" + std::to_string((u + u / strata_) % 4 + 1)}}};
    if (!parts.dimension.empty() && u + 1 != n_) {
      unit.strata.push_back({{parts.dimension, parts.strata[u % strata_]}});
    }
    std::size_t place = 0;
    for (const auto& [dimension, codes] : attributes) {
      // A code that no override names says that the unit has the attribute, and which it is.
      const std::size_t pick = (u * 7 + place++ * 3) % 9;
      if (u == 5) continue;
      unit.strata.push_back(
          {{Dimension{dimension}, pick < codes.size() ? codes[pick] : StratumCode{"elsewhere"}}});
    }
    units.push_back(std::move(unit));
  }
  const bool nested = parent_level_ < Level::province;
  half_ = UnitCode{nested ? "B1" : "A1"};
  for (int a = 1; a <= 4; ++a) {
    Unit parent{.code = UnitCode{"A" + std::to_string(a)}, .level = parent_level_};
    if (nested) parent.parents = {{UnitCode{a <= 2 ? "B1" : "B2"}}};
    units.push_back(std::move(parent));
  }
  for (const char* top : {"B1", "B2"}) {
    if (nested) units.push_back({.code = UnitCode{top}, .level = Level::province});
  }
  return units;
}

Role Province::role(const MeasureCode& measure, std::size_t unit) const {
  const std::size_t ordinal = unit / strata_;  // within its stratum
  const auto random =
      philox({number_of(measure.str()), static_cast<std::uint32_t>(unit), 0, 0}, {2020, 15});
  const auto one_in = [&](std::uint32_t n) { return random[0] % n == 0; };
  const Role special = specials[random[1] % std::size(specials)];
  // The first of a stratum meets everything exactly, the second misses everything by a millionth.
  constexpr std::size_t kinds[] = {0, 1, 2, 3, 4, 5, 3, 2, 5};
  switch (ordinal < 6 ? ordinal : kinds[6 + ordinal % 3]) {
    case 0:
      return Role::on;
    case 1:
      return Role::worse;
    case 2:
      return one_in(10) ? special : Role::better;
    case 4:
      return Role::noise;
    case 5:
      return one_in(6) ? special : random[2] % 12 == 0 ? Role::far_worse : Role::far_better;
    default:
      if (one_in(4)) return special;
      constexpr Role mix[] = {Role::on, Role::worse, Role::better, Role::far_better,
                              Role::far_better};
      return mix[random[2] % std::size(mix)];
  }
}

PanelData Province::panel(const CriteriaSet& set, const Aims& aims,
                          const std::vector<std::string>& columns, Date on,
                          const std::vector<MeasureCode>& also) const {
  std::map<std::string, std::vector<Reader>> readers;
  for (const auto& c : set.criteria()) {
    for (const auto& i : c.indicators) {
      const auto reads = measures_of(i.requirement);
      for (std::size_t p = 0; p < reads.size(); ++p) readers[reads[p].str()].push_back({&i, p});
    }
  }
  PanelData out;
  for (std::size_t u = 0; u < n_; ++u) out.units.push_back(static_cast<UnitIndex>(u));
  auto measures = set.parts().measures;
  for (const auto& code : also) {
    if (!set.measure(code)) measures.push_back({.code = code, .kind = MeasureKind::attained});
  }
  for (const auto& m : measures) {
    std::vector<std::optional<ColumnData>> submitted(slots);
    const auto put = [&](Slot slot, std::size_t unit, Aimed at, Observed state) {
      auto& c = submitted[slot];
      if (!c) c = submission(slot, m.code, on, n_);
      c->values[unit] = at.value, c->states[unit] = static_cast<std::uint8_t>(state);
      if (slot == counts) c->denominators[unit] = at.denominator;
    };
    const auto known = readers.find(m.code.str());
    for (std::size_t u = 0; u < n_; ++u) {
      // Indicators that read one measure take turns in aiming it, so that each finds its threshold
      // hit.
      Reader reader;
      const std::size_t turn = strata_ > 1 ? u % strata_ : u / 6;
      if (known != readers.end()) reader = known->second[turn % known->second.size()];
      std::vector<Decimal> numbers;
      if (reader.indicator) {
        const auto at = aims.find({reader.indicator->number.str(), columns[u]});
        if (at != aims.end()) numbers = at->second;
      }
      const Role how = role(m.code, u);
      for (const auto& e : entries(reader, m, numbers, how, u)) put(e.slot, u, e.at, e.state);
      if (reader.indicator &&
          std::holds_alternative<requirement::SeveralYears>(reader.indicator->requirement)) {
        put(last_year, u, aim_earlier(reader, how, 1), Observed::value);
        put(year_before, u, aim_earlier(reader, how, 2), Observed::value);
      }
    }
    for (auto& c : submitted) {
      if (c) out.columns.push_back(std::move(*c));
    }
  }
  return out;
}

}  // namespace pinned
