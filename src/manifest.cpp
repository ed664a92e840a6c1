#include "tieuchi/exchange/manifest.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <numeric>
#include <string>
#include <vector>

#include "sha256.hpp"
#include "tieuchi/assessment/plan.hpp"
#include "tieuchi/detail/assessment/judged_again.hpp"
#include "tieuchi/exchange/json.hpp"
#include "tieuchi/version.hpp"

namespace tieuchi::inline v1 {

namespace {

using detail::Sha256;

// Of texts whose order means nothing.
std::string hash_of_all(std::vector<std::string> texts) {
  std::ranges::sort(texts);
  Sha256 h;
  h.number(texts.size());
  for (const auto& t : texts) h.text(t);
  return h.hex();
}

void put(Sha256& h, Date day) {
  h.number(static_cast<std::uint64_t>(static_cast<std::int64_t>(day.days())));
}
void put(Sha256& h, double v) {
  if (std::isnan(v)) v = std::numeric_limits<double>::quiet_NaN();
  // The sign of a NaN is not the same on every machine.
  const auto bits = std::bit_cast<std::uint64_t>(v == 0.0 ? 0.0 : v);
  h.number(std::isnan(v) ? 0x7ff8000000000000ULL : bits);
}

std::string hash_of_set(const CompiledSet& rules) {
  std::vector<std::string> references;
  for (const auto& set : rules.options().references) references.push_back(json::write(set));
  Sha256 h;
  h.text(json::write(rules.set()));
  h.text(text(rules.plan(), rules.set()));
  h.text(hash_of_all(std::move(references)));
  return h.hex();
}

std::string hash_of_provisions(const CompiledSet& rules) {
  std::vector<std::string> texts;
  for (const auto& overlay : rules.options().overlays) texts.push_back(json::write(overlay));
  return hash_of_all(std::move(texts));
}

std::string hash_of_registry(const Registry& registry) {
  std::vector<Unit> units(registry.units().begin(), registry.units().end());
  std::ranges::sort(units, {}, [](const Unit& u) { return u.code.str(); });
  Sha256 h;
  h.text(json::write(Registry(std::move(units))));
  return h.hex();
}

std::string hash_of_options(const Assessment& result) {
  const CompileOptions& law = result.rules().options();
  Sha256 h;
  put(h, law.on);
  h.byte(static_cast<std::uint8_t>(law.provenance));
  h.byte(law.outside_period ? 1 : 0);
  h.byte(law.known_on ? 1 : 0);
  if (law.known_on) put(h, *law.known_on);
  h.number(static_cast<std::uint64_t>(result.options().max_age.in_years()));
  return h.hex();
}

// Rows in the order of the codes of their units.
std::string hash_of_panel(const Panel& panel, const Registry& registry) {
  std::vector<std::size_t> rows(panel.size());
  std::iota(rows.begin(), rows.end(), std::size_t{0});
  const auto code = [&](std::size_t row) -> const std::string& {
    return registry.unit(panel.unit(row)).code.str();
  };
  std::ranges::sort(rows, {}, code);
  std::vector<std::string> parts;
  Sha256 units;
  for (const auto row : rows) units.text(code(row));
  parts.push_back("units " + units.hex());
  for (const Column& c : panel.columns()) {
    Sha256 h;
    h.text(c.measure.str());
    h.text(c.source);
    put(h, c.reference), put(h, c.recorded.value_or(c.reference));
    h.byte(c.denominators.empty() ? 0 : 1);
    for (const auto row : rows) {
      const std::uint8_t state = c.states.empty() ? 0 : c.states[row];
      const bool value = state == static_cast<std::uint8_t>(Observed::value);
      h.byte(state);
      h.byte(c.evidence.empty() ? static_cast<std::uint8_t>(c.evidence_of_all) : c.evidence[row]);
      put(h, value ? c.values[row] : 0.0);
      if (!c.denominators.empty()) put(h, value ? c.denominators[row] : 0.0);
    }
    parts.push_back("column " + h.hex());
  }
  const auto declared = [](Sha256& h, const auto& statement) {
    h.text(statement.set.str());
    h.text(statement.source);
    put(h, statement.reference), put(h, statement.recorded.value_or(statement.reference));
    h.byte(static_cast<std::uint8_t>(statement.evidence));
  };
  for (const DeclaredVerdicts& v : panel.verdicts()) {
    Sha256 h;
    declared(h, v);
    h.text(v.criterion.str());
    for (const auto row : rows) h.byte(v.verdicts[row]);
    parts.push_back("verdicts " + h.hex());
  }
  for (const DeclaredCounts& n : panel.counts()) {
    Sha256 h;
    declared(h, n);
    for (const auto row : rows) {
      const bool any = n.least[row] <= n.most[row] || n.least[row] == DeclaredCounts::withdrawn;
      h.number(any ? n.least[row] : 1), h.number(any ? n.most[row] : 0);
    }
    parts.push_back("counts " + h.hex());
  }
  return hash_of_all(std::move(parts));
}

}  // namespace

std::vector<std::string> Manifest::difference(const Manifest& other) const {
  std::vector<std::string> out;
  const auto compare = [&](const char* name, std::string Manifest::*part) {
    if (this->*part != other.*part) out.emplace_back(name);
  };
  compare("version", &Manifest::version);
  compare("set", &Manifest::set);
  compare("provisions", &Manifest::provisions);
  compare("registry", &Manifest::registry);
  compare("panel", &Manifest::panel);
  compare("options", &Manifest::options);
  return out;
}

Manifest manifest(const Assessment& result, const Registry& registry, const Panel& panel) {
  detail::require_same_panel(result, panel);
  for (std::size_t row = 0; row < panel.size(); ++row) {
    if (panel.unit(row) < registry.size()) continue;
    throw InvalidData({{.what = ProblemCode::unknown_unit,
                        .row = static_cast<std::int64_t>(row) + 1,
                        .found = "unit " + std::to_string(panel.unit(row)),
                        .expected = "the registry this result was made with"}});
  }
  const detail::RowReader reader(result.rules(), registry, panel, result.options());
  detail::require_as_judged(result, registry, reader, {0, result.size()});
  return {.version = version,
          .set = hash_of_set(result.rules()),
          .provisions = hash_of_provisions(result.rules()),
          .registry = hash_of_registry(registry),
          .panel = hash_of_panel(panel, registry),
          .options = hash_of_options(result)};
}

}  // namespace tieuchi::inline v1
