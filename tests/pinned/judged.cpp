#include "judged.hpp"

#include <algorithm>
#include <cstdint>

#include "cell_code.hpp"
#include "rulings.hpp"
#include "summaries.hpp"
#include "tieuchi/catalog.hpp"
#include "tieuchi/detail/hash.hpp"

namespace pinned {

namespace {

constexpr std::size_t n_many = 1'000;
// Six of each stratum where there are eight of them.
std::size_t units_for(const CriteriaSet& set) { return set.parts().strata.size() > 3 ? 48 : 24; }

// Which units see their criteria and numbers declared, and what the declarations say.
struct Statements {
  std::vector<std::vector<std::uint8_t>> verdicts;  // per criterion
  std::vector<std::uint16_t> least, most;
};

Statements statements(std::size_t criteria, std::size_t units) {
  Statements out;
  for (std::size_t c = 0; c < criteria; ++c) {
    auto& list = out.verdicts.emplace_back(units, std::uint8_t{0});
    for (std::size_t u = 0; u < units; ++u) {
      if ((u + c) % 3 == 0) list[u] = static_cast<std::uint8_t>((u * 5 + c * 3) % 5);
    }
  }
  for (std::size_t u = 0; u < units; ++u) {
    const auto all = static_cast<std::uint16_t>(criteria);
    const auto some = static_cast<std::uint16_t>((u * 7) % (criteria + 1));
    const bool silent = u % 4 == 0, none = u % 8 == 1, every = u % 8 == 3;
    out.least.push_back(silent ? 1 : none ? 0 : every ? all : some);
    out.most.push_back(silent || none ? 0 : all);
  }
  return out;
}

void add_cells(Table& out, const std::string& name, std::span<const std::uint8_t> bytes) {
  std::vector<std::string> cells;
  for (const auto b : bytes) cells.push_back(code(Cell::from_byte(b)));
  out.add(name, std::move(cells));
}

Table cells_of(const char* title, const Assessment& result, bool indicators) {
  Table out{title, indicators ? "indicator" : "criterion", "unit", {}};
  for (std::size_t u = 0; u < result.size(); ++u) out.columns.push_back(unit_name(u));
  const auto& rules = result.rules();
  for (std::size_t f = 0; indicators && f < rules.indicator_count(); ++f) {
    add_cells(out, rules.indicator(f).number.str(), result.indicator_cells(f));
  }
  for (std::size_t c = 0; !indicators && c < result.criteria(); ++c) {
    add_cells(out, rules.criterion(c).number.str(), result.cells(c));
  }
  return out;
}

// The judging column of each unit: as the empty panel is judged.
std::vector<JudgingColumn> columns_of(const CompiledSet& rules, const Registry& registry,
                                      std::size_t n) {
  const auto result = assess(rules, registry, Panel(n, {}));
  std::vector<JudgingColumn> out;
  for (std::size_t u = 0; u < n; ++u) out.push_back(result.column(u));
  return out;
}

struct Tally {
  std::int64_t met = 0, not_met = 0, unknown = 0, not_applicable = 0;
};

Tally tally(const Assessment& result, std::size_t criterion) {
  Tally out;
  for (const auto b : result.cells(criterion)) {
    switch (Cell::from_byte(b).verdict()) {
      case Verdict::met:
        ++out.met;
        break;
      case Verdict::not_met:
        ++out.not_met;
        break;
      case Verdict::unknown:
        ++out.unknown;
        break;
      case Verdict::not_applicable:
        ++out.not_applicable;
        break;
    }
  }
  return out;
}

std::vector<std::string> texts(const Tally& t) {
  return {std::to_string(t.met), std::to_string(t.not_met), std::to_string(t.unknown),
          std::to_string(t.not_applicable)};
}

// One set, its province and the values aimed at its thresholds.
class Judged {
 public:
  Judged(const CriteriaSet& set, const Page* before)
      : set_(set), on_(day_of(set)), n_(units_for(set)), province_(set, n_), page_{set.id().str()} {
    if (before) {
      for (const auto& t : before->tables) {
        if (t.title == "thresholds") aims_ = aims(t);
      }
    }
  }

  Page page() && {
    Table refused{"refused", "part", "answer", {"code"}};
    const auto part = [&](const char* name, void (Judged::*make)()) {
      try {
        (this->*make)();
      } catch (const Error& e) {
        refused.add(name, {refusal(e)});
      }
    };
    part("judging", &Judged::main_tables);
    if (refused.rows.empty()) {
      part("declared", &Judged::declared_tables);
      part("days", &Judged::dates);
      part("many", &Judged::many);
    }
    keep(std::move(refused));
    return std::move(page_);
  }

 private:
  CompiledSet rules(Provenance provenance) const {
    return compile(set_, options(set_, on_, provenance, fill(set_, province_.half())));
  }
  // A table without rows says nothing.
  void keep(Table table) {
    if (!table.rows.empty()) page_.tables.push_back(std::move(table));
  }
  // Thresholds that were not there when the page was pinned are aimed at as they are now.
  void aim_at(const Table& now) {
    for (auto& [place, numbers] : aims(now)) aims_.try_emplace(place, numbers);
  }
  std::vector<std::string> names(const CompiledSet& rules, const Province& province) const {
    std::vector<std::string> out;
    for (const auto& c : columns_of(rules, province.registry(), province.size())) {
      out.push_back(column_name(set_, c));
    }
    return out;
  }

  void main_tables() {
    const auto any = rules(Provenance::allow_unverified);
    const auto& registry = province_.registry();
    std::vector<JudgingColumn> distinct = columns_of(any, registry, n_);
    std::ranges::sort(distinct);
    distinct.erase(std::unique(distinct.begin(), distinct.end()), distinct.end());
    keep(plan_steps(set_));
    Table now = thresholds(any, distinct);
    aim_at(now);
    keep(std::move(now));
    names_ = names(any, province_);
    Table where{"units", "what", "unit", {}};
    for (std::size_t u = 0; u < n_; ++u) where.columns.push_back(unit_name(u));
    where.add("stratum", names_);
    keep(std::move(where));

    data_ = province_.panel(set_, aims_, names_, on_, conditions_of_recognition(set_, on_));
    const Panel panel = data_.view();
    const auto result = assess(any, registry, panel, {.keep_indicators = true});
    keep(coverages(result));
    keep(cells_of("indicators, unverified allowed", result, true));
    keep(cells_of("criteria, unverified allowed", result, false));
    keep(counts(result));
    keep(conflicts_by_kind(result, registry, panel));
    keep(recognitions(result, registry, panel));
    keep(five_counts(result, province_));
    keep(roll_ups(result, province_));
    keep(gap_summary(result, registry, panel));
    keep(explanations(result, registry, panel));
    const auto checked = rules(Provenance::verified_only);
    keep(cells_of("criteria, verified only", assess(checked, registry, panel), false));
  }

  // Declared verdicts and numbers beside the measures; what was known that day; two years back.
  void declared_tables() {
    const Statements said = statements(set_.criteria().size(), n_);
    std::vector<DeclaredVerdicts> verdicts;
    for (std::size_t c = 0; c < set_.criteria().size(); ++c) {
      verdicts.push_back({set_.id(), set_.criteria()[c].number, on_, said.verdicts[c],
                          c % 2 ? Evidence::verified : Evidence::self_assessed, "district"});
    }
    const std::vector<DeclaredCounts> numbers{
        {set_.id(), on_, said.least, said.most, Evidence::self_assessed, "district"}};
    const Panel panel = data_.view(verdicts, numbers);
    auto known = rules(Provenance::allow_unverified).options();
    known.known_on = on_;
    const auto result = assess(compile(set_, std::move(known)), province_.registry(), panel,
                               {.max_age = MaxAge::years(2)});
    for (auto table : {cells_of("criteria", result, false), counts(result),
                       conflicts_by_kind(result, province_.registry(), panel)}) {
      table.title += ", declared, known that day, of two years";
      keep(std::move(table));
    }
  }

  void dates() {
    Table out{"days",
              "day",
              "number",
              {"in-force", "strata", "usable", "met", "not-met", "unknown", "n.a.", "cells"}};
    for (const Date day : turning_days(set_)) {
      auto how = options(set_, day, Provenance::allow_unverified);
      std::string in_force = "yes";
      try {
        compile(set_, how);
      } catch (const Error& e) {
        in_force = refusal(e);
      }
      how.outside_period = true;
      const auto rules = compile(set_, how);
      const auto data = province_.panel(set_, aims_, names_, day, {});
      const auto result = assess(rules, province_.registry(), data.view());
      std::int64_t usable = 0;
      for (const auto& column : result.columns()) {
        for (std::size_t f = 0; f < rules.indicator_count(); ++f) {
          usable += !rules.threshold(f, column).unusable;
        }
      }
      Tally all;
      for (std::size_t c = 0; c < result.criteria(); ++c) {
        const Tally t = tally(result, c);
        all.met += t.met, all.not_met += t.not_met, all.unknown += t.unknown;
        all.not_applicable += t.not_applicable;
      }
      std::vector<std::string> cells{in_force, std::to_string(result.columns().size()),
                                     std::to_string(usable)};
      for (auto& t : texts(all)) cells.push_back(std::move(t));
      cells.push_back(hashed(result.hash(province_.registry())));
      out.add(day.str(), std::move(cells));
    }
    keep(std::move(out));
  }

  // A thousand units, hashed per criterion beside how many of them met it.
  void many() {
    const Province province(set_, n_many);
    const auto any = rules(Provenance::allow_unverified);
    const auto data = province.panel(set_, aims_, names(any, province), on_, {});
    const auto result = assess(any, province.registry(), data.view(), {.threads = 2});
    Table out{"1000 units", "criterion", "number", {"met", "not-met", "unknown", "n.a.", "cells"}};
    for (std::size_t c = 0; c < result.criteria(); ++c) {
      auto cells = texts(tally(result, c));
      detail::Hash h;
      for (const auto b : result.cells(c)) h.number(b);
      cells.push_back(hashed(h.value()));
      out.add(set_.criteria()[c].number.str(), std::move(cells));
    }
    keep(std::move(out));
  }

  const CriteriaSet& set_;
  Date on_;
  std::size_t n_;
  Province province_;
  Page page_;
  Aims aims_{};
  std::vector<std::string> names_{};
  PanelData data_{};
};

}  // namespace

Page judged(const CriteriaSet& set, const Page* before) { return Judged(set, before).page(); }

Page ratings() {
  Page page{"ratings"};
  for (const auto& document : catalog::documents()) {
    if (document.id.find("ocop") == std::string_view::npos) continue;
    const auto scheme = catalog::rating_scheme(document.id);
    Table out{std::string(document.id),
              "points",
              "answer",
              {"stars", "between-bands", "last-part-missing", "lowest", "highest"}};
    std::vector<Decimal> totals;
    for (const auto& b : scheme.bands) {
      for (const int micros : {-500'000, -1, 0, 1, 500'000}) {
        totals.push_back(Decimal::from_micros(b.from.micros() + micros));
      }
    }
    std::ranges::sort(totals);
    totals.erase(std::unique(totals.begin(), totals.end()), totals.end());
    for (Decimal total : totals) {
      std::vector<std::optional<Decimal>> scores;
      Decimal left = total;
      for (const auto& p : scheme.parts) {
        scores.push_back(std::clamp(left, Decimal(0), p.max)), left = left - *scores.back();
      }
      if (total < Decimal(0) || left > Decimal(0)) continue;
      const auto stars = [](const Rating& r) { return r.stars ? std::to_string(*r.stars) : "?"; };
      const Rating full = rate(scheme, scores, scheme.in_force.from);
      scores.back().reset();
      const Rating open = rate(scheme, scores, scheme.in_force.from);
      out.add("=" + total.str(), {stars(full), full.between_printed_bands ? "yes" : "no",
                                  stars(open), "=" + open.lowest.str(), "=" + open.highest.str()});
    }
    page.tables.push_back(std::move(out));
  }
  return page;
}

}  // namespace pinned
