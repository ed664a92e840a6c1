// Writes docs/catalog.md from the data.
#pragma once

#include <sstream>

#include "tieuchi/catalog.hpp"
#include "tieuchi/exchange/json.hpp"

inline std::string catalog_page() {
  using namespace tieuchi;
  std::ostringstream out;
  out << "# The catalog\n\nMade from `catalog/` by `catalog_report`; a test compares it. A cell is one threshold of one column (stratum); its status\nis the worst of value, "
         "comparator and text. Unverified cells are off by default; unknown ones hold no value.\n\n"
         "| set | instrument | in force | table | criteria | indicators | verified | unverified | unknown |\n| --- | --- | --- | --- | --: | --: | --: | --: | --: |\n";
  for (const auto& id : catalog::criteria_sets()) {
    const auto set = catalog::criteria_set(id.str());
    const auto n = count_statuses(set);
    const auto& p = set.parts();
    out << "| `" << id.str() << "` | " << p.decision << " | " << p.in_force.str() << " | "
        << (p.completeness == Completeness::complete ? "complete" : p.completeness == Completeness::partial ? "partial" : "known, table not published") << " | "
        << set.criteria().size() << " | " << set.indicator_count() << " | " << n.verified << " | " << n.unverified << " | " << n.unknown << " |\n";
  }
  out << "\n| other text | format |\n| --- | --- |\n";
  for (const auto& d : catalog::documents()) {
    const auto format = json::format_of(d.text);
    if (format != "tieuchi-criteria-set") out << "| `" << d.id << "` | " << format.substr(8) << " |\n";
  }
  return out.str();
}
