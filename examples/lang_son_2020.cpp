// The founding case: what the conference of Lạng Sơn on 12 February 2020 could read from its own
// figures. Real figures first, each with its basis; then a SYNTHETIC province judged end to end.
#include <cstdio>
#include <fstream>
#include <iostream>
#include <sstream>

#include "synthetic_province.hpp"
#include "tieuchi/catalog.hpp"
#include "tieuchi/exchange/csv.hpp"
#include "tieuchi/exchange/json.hpp"

namespace tc = tieuchi;

namespace {

std::string file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) {
    throw tc::InvalidData({{.what = tc::ProblemCode::unreadable_file,
                            .file = path,
                            .found = "no such file",
                            .expected = "the project's folder as argument"}});
  }
  std::ostringstream out;
  out << in.rdbuf();
  return std::move(out).str();
}

std::string fixed(double v, int places) {
  char text[32];
  std::snprintf(text, sizeof text, "%.*f", places, v);
  return text;
}

std::string span(long long a, long long b) {
  return a == b ? std::to_string(a) : std::to_string(a) + "–" + std::to_string(b);
}

void title(const char* vi, const char* en) {
  std::cout << "\n" << vi << " / " << en << "\n" << std::string(78, '-') << "\n";
}

// One figure of the public series.
class Series {
 public:
  explicit Series(tc::csv::Rows rows) : rows_(std::move(rows)) {}
  tc::Decimal operator()(std::string_view scope, std::string_view item, std::string_view as_of,
                         std::string_view kind) const {
    for (std::size_t r = 0; r < rows_.rows.size(); ++r) {
      if (rows_.at(r, "scope") == scope && rows_.at(r, "indicator") == item &&
          rows_.at(r, "as_of") == as_of && rows_.at(r, "kind") == kind) {
        return tc::Decimal::parse(rows_.at(r, "value")).value();
      }
    }
    throw tc::UnknownCode({{.what = tc::ProblemCode::unknown_code,
                            .file = "langson_series.csv",
                            .found = std::string(scope) + "/" + std::string(item),
                            .expected = "a figure of the series"}});
  }
  int whole(std::string_view scope, std::string_view item, std::string_view as_of,
            std::string_view kind = "result") const {
    return int((*this)(scope, item, as_of, kind).micros() / tc::Decimal::scale);
  }

 private:
  tc::csv::Rows rows_;
};

void result_of_2019(const Series& series) {
  title("KẾT QUẢ NĂM 2019", "RESULT OF 2019");
  const int newly = series.whole("province", "communes_recognised_year", "2019-12-31");
  const int plan = series.whole("province", "communes_recognised_year", "2019-12-31", "target");
  const int total = series.whole("province", "communes_recognised_cum", "2019-12-31");
  const int communes = series.whole("province", "communes_total", "2019-12-01");
  const auto mean = series("province", "mean_criteria_per_commune", "2019-12-31", "result");
  const auto rise = series("province", "mean_criteria_increase", "2019-12-31", "result");
  std::cout << "Recognised in 2019:   " << newly << " communes, plan " << plan << ": "
            << (newly >= plan ? "plan met" : "plan not met") << ", " << newly - plan
            << " above it\n"
            << "Recognised in total:  " << total << " of " << communes << " communes ("
            << fixed(100.0 * total / communes, 1) << " %)\n";
  const auto t = tc::totals_of_printed_mean(mean, 2, communes);
  const auto up = tc::totals_of_printed_mean(rise, 1, communes);
  std::cout << "Mean criteria met:    " << mean.str() << " per commune, +" << rise.str()
            << " on 2018\n"
            << "  read as totals:     " << span(t.least, t.most)
            << " criteria (printed means are rounded or cut)\n"
            << "  so 2018 stood at:   " << span(t.least - up.most, t.most - up.least)
            << " criteria\n"
            << "  if the " << total << " hold 19: the other " << communes - total << " hold "
            << span(t.least - 19 * total, t.most - 19 * total) << ", "
            << fixed(double(t.least - 19 * total) / (communes - total), 1) << " on average\n";
}

void targets_of_2020() {
  const auto programme = tc::catalog::programme("vn-lang-son-2020");
  title("MỤC TIÊU NĂM 2020", "TARGETS FOR 2020");
  for (const auto& t : programme.targets()) {
    std::cout << "- " << t.name.en << " (" << t.population.name.en << "): " << t.at_least->str();
    if (t.up_to) std::cout << " to " << t.up_to->str() << ", met from " << t.at_least->str();
    std::cout << "\n    ";
    if (!t.baseline) {
      std::cout << "no baseline published: not identified\n";
    } else if (t.metric == tc::Metric::mean_criteria) {
      std::cout << "stood at " << t.baseline->str() << " on " << t.baseline_on->str() << ", "
                << (*t.at_least - *t.baseline).str()
                << " to go (207 communes; 181 from 2020-01-01)\n";
    } else if (t.metric == tc::Metric::newly_recognised) {
      std::cout << "starts at 0; the year before brought " << t.baseline->str() << "\n";
    } else {
      std::cout << "starts at 0; " << t.baseline->str() << " hold the tier on "
                << t.baseline_on->str() << "\n";
    }
  }
}

void districts(const Series& series) {
  title("HAI HUYỆN", "TWO DISTRICTS");
  const std::string td = "Huyện Tràng Định", on = "2019-08-28";
  const int n19 = series.whole(td, "communes_band_19", on),
            n15 = series.whole(td, "communes_band_15_18", on, "derived");
  const int n10 = series.whole(td, "communes_band_10_14", on),
            n5 = series.whole(td, "communes_band_5_9", on);
  const int n0 = series.whole(td, "communes_band_lt5", on);
  const int n = n19 + n15 + n10 + n5 + n0;
  const auto t =
      tc::totals_of_printed_mean(series(td, "mean_criteria_per_commune", on, "result"), 2, n);
  std::cout << "Tràng Định, " << on << ": " << n << " communes – 19: " << n19 << " · 15–18: " << n15
            << " · 10–14: " << n10 << " · 5–9: " << n5 << " · <5: " << n0 << "\n    mean 9.77 is "
            << span(t.least, t.most) << " criteria; bands allow "
            << 19 * n19 + 15 * n15 + 10 * n10 + 5 * n5 << "–"
            << 19 * n19 + 18 * n15 + 14 * n10 + 9 * n5 + 4 * n0
            << ": consistent; those below 19 average "
            << fixed(double(t.least - 19 * n19) / (n - n19), 1) << "\n";
  const std::string lb = "Huyện Lộc Bình", day = "2019-09-04";
  const int all = series.whole(lb, "communes_total", day),
            met = series.whole(lb, "communes_band_19", day);
  const auto u =
      tc::totals_of_printed_mean(series(lb, "mean_criteria_per_commune", day, "result"), 2, all);
  std::cout << "Lộc Bình,   " << day << ": " << all << " communes – 19: " << met
            << " · other bands not published\n"
            << "    mean 8.66 is " << span(u.least, u.most) << " criteria; the other " << all - met
            << " average " << fixed(double(u.least - 19 * met) / (all - met), 1) << "\n";
}

void hung_son(const tc::csv::Rows& verdicts) {
  title("XÃ HÙNG SƠN (TRÀNG ĐỊNH)", "HÙNG SƠN COMMUNE, 28 August 2019");
  const tc::Registry registry({{.code = tc::UnitCode{"hung-son"},
                                .level = tc::Level::commune,
                                .names = {{"Hùng Sơn"}},
                                .strata = {{{tc::Dimension{"region"}, tc::StratumCode{"MNPB"}}}}}});
  const auto set = tc::catalog::criteria_set("vn-commune-2016");
  const tc::Date on{2019, 8, 28};
  std::vector<std::vector<std::uint8_t>> bytes;
  std::vector<tc::DeclaredVerdicts> declared;
  for (std::size_t r = 0; r < verdicts.rows.size(); ++r) {
    if (verdicts.at(r, "commune") != "Hùng Sơn") continue;
    const bool met = verdicts.at(r, "met") == "1";
    bytes.push_back({std::uint8_t(met ? tc::DeclaredVerdict::met : tc::DeclaredVerdict::not_met)});
    declared.push_back({set.id(), tc::CriterionNumber{verdicts.at(r, "criterion_no")}, on,
                        bytes.back(), tc::Evidence::self_assessed, verdicts.at(r, "source")});
  }
  for (std::size_t i = 0; i < bytes.size(); ++i) declared[i].verdicts = bytes[i];
  const tc::Panel panel(1, {}, declared);
  const auto result = tc::assess(tc::compile(set, {.on = on}), registry, panel);
  std::cout << tc::count_text(result, 0) << " criteria met, as declared:\n ";
  for (std::size_t c = 0; c < result.criteria(); ++c) {
    std::cout << " " << set.criteria()[c].number.str() << tc::symbol(result.cell(c, 0).verdict());
  }
  std::cout << "\nMissing, by group:\n";
  std::string group;
  for (const auto& o : tc::improvement(result, registry, panel, 0).least_change) {
    const auto& criterion = set.criteria()[set.index_of(o.criterion)];
    if (criterion.group.vi != group) {
      group = criterion.group.vi;
      std::cout << "  " << group << " / " << criterion.group.en << "\n";
    }
    std::cout << "    " << o.criterion.str() << " " << criterion.name.vi << " / "
              << criterion.name.en << "\n";
  }
  const auto rule = tc::catalog::recognition_rule("vn-recognition-2016");
  const auto r = tc::recognise(result, registry, panel, rule, 0);
  std::cout << "Recognition (" << rule.decision << "): " << tc::word(r.verdict, tc::Language::en)
            << "; blocked by criteria";
  for (const auto& f : r.failing) std::cout << " " << f;
  std::cout << "; no evidence on";
  for (const auto& l : r.lacking) std::cout << " " << l;
  std::cout << "\n";
}

void counts_only(const tc::csv::Rows& counts) {
  const auto rows = [&](std::string_view district, std::string_view province) {
    std::vector<std::size_t> found;
    for (std::size_t r = 0; r < counts.rows.size(); ++r) {
      if (counts.at(r, "province") == province &&
          (district.empty() || counts.at(r, "district") == district))
        found.push_back(r);
    }
    return found;
  };
  title("HUYỆN THƯỜNG XUÂN (THANH HÓA) 2013", "THƯỜNG XUÂN, 16 COMMUNES, 2013");
  const auto set = tc::catalog::criteria_set("vn-commune-2013");
  std::vector<tc::Unit> units;
  std::vector<std::uint16_t> least, most;
  for (auto r : rows("Thường Xuân", "Thanh Hóa")) {
    units.push_back({.code = tc::UnitCode{counts.at(r, "commune")},
                     .level = tc::Level::commune,
                     .parents = {{tc::UnitCode{"Thường Xuân"}}},
                     .strata = {{{tc::Dimension{"region"}, tc::StratumCode{"BTB"}}}}});
    least.push_back(std::uint16_t(std::stoi(counts.at(r, "criteria_met_min"))));
    most.push_back(std::uint16_t(std::stoi(counts.at(r, "criteria_met_max"))));
  }
  const std::size_t n = units.size();
  units.push_back({.code = tc::UnitCode{"Thường Xuân"}, .level = tc::Level::district});
  const tc::Registry registry(units);
  const tc::Date on = tc::Date::end_of(2013);
  const tc::Panel panel(
      n, {}, {}, {{set.id(), on, least, most, tc::Evidence::self_assessed, "district portal"}});
  const auto result = tc::assess(tc::compile(set, {.on = on}), registry, panel);
  const auto up =
      tc::roll_up(result, registry, {.na_count = tc::NaCount::drop(), .by = tc::Level::district});
  const auto& g = up.groups.at(0);
  std::cout << g.units << " communes, " << span(g.met_least, g.met_most) << " criteria met, mean "
            << fixed(g.mean_least(), 2) << " (numbers as the district printed them)\n  bands:";
  const auto bands = tc::reporting_bands();
  for (std::size_t b = 0; b < bands.size(); ++b)
    std::cout << "  " << bands[b].label << ": " << span(g.band_least[b], g.band_most[b]);
  const auto& water = g.criteria[16];
  std::cout << "\n  which criteria is not published: criterion 17 is met by "
            << span(water.met, water.met + water.unknown) << " of " << g.units << "\n";

  title("TUYÊN QUANG: 10 XÃ ĐĂNG KÝ 2020", "TUYÊN QUANG: TEN COMMUNES REGISTERED FOR 2020");
  int lacking = 0;
  for (auto r : rows("", "Tuyên Quang")) {
    const int met = std::stoi(counts.at(r, "criteria_met_min"));
    lacking += 19 - met;
    std::cout << "  " << counts.at(r, "commune") << " (" << counts.at(r, "district") << "): " << met
              << " of 19, " << 19 - met << " to go\n";
  }
  std::cout << "  together " << lacking << " criteria in one year\n";
}

void synthetic_province(const std::string& folder) {
  title("TỈNH GIẢ LẬP, 31/12/2020", "SYNTHETIC PROVINCE, 31 December 2020");
  const auto set = tc::catalog::criteria_set("vn-commune-2016");
  const auto overlay = tc::json::read_overlay(file(folder + "/examples/synthetic_overlay.json"),
                                              "synthetic_overlay.json");
  const auto registry = synthetic::province(181, 11);
  const tc::Date on = tc::Date::end_of(2020);
  const auto data = synthetic::measures(set, 181, on, 2020);
  const auto panel = data.view();
  for (auto provenance : {tc::Provenance::verified_only, tc::Provenance::allow_unverified}) {
    const bool strict = provenance == tc::Provenance::verified_only;
    const auto rules =
        tc::compile(set, {.on = on, .provenance = provenance, .overlays = {overlay}});
    const auto result = tc::assess(rules, registry, panel, {.threads = 2});
    std::cout << "[SYNTHETIC] " << tc::stamp(result) << "\n";
    const auto up = tc::roll_up(result, registry,
                                {.na_count = tc::NaCount::deem_met(), .by = tc::Level::district});
    const auto& t = up.total;
    std::cout << "[SYNTHETIC] " << t.units << " communes: mean " << fixed(t.mean_least(), 2)
              << " to " << fixed(t.mean_most(), 2)
              << " criteria (n/a counted as met); bands surely–possibly:";
    const auto bands = tc::reporting_bands();
    for (std::size_t b = 0; b < bands.size(); ++b)
      std::cout << "  " << bands[b].label << ": " << span(t.band_least[b], t.band_most[b]);
    std::cout << "\n";
    if (strict) {
      std::cout << "[SYNTHETIC] most criteria stay unknown, honestly: their thresholds are not "
                   "verified. Below, unverified ones are allowed.\n\n";
      continue;
    }
    std::cout << "[SYNTHETIC] by district (communes; mean from–to; met/not met/unknown of "
                 "criterion 17):\n";
    for (const auto& g : up.groups) {
      const auto& c = g.criteria[16];
      std::cout << "  " << registry.name(*g.unit, on) << ": " << g.units << "; "
                << fixed(g.mean_least(), 2) << "–" << fixed(g.mean_most(), 2) << "; " << c.met
                << "/" << c.not_met << "/" << c.unknown + c.error << "\n";
    }
    std::cout
        << "[SYNTHETIC] communes at 5–9 criteria, with the gaps nearest to their thresholds:\n";
    int shown = 0;
    tc::UnitCode first_unit;
    tc::IndicatorNumber first_gap;
    for (std::size_t row = 0; row < result.size(); ++row) {
      const auto met = result.met(row);
      if (met.least < 5 || met.most > 9) continue;
      const auto list = tc::improvement(result, registry, panel, row);
      auto near = list.blockers;
      std::erase_if(near, [](const auto& o) { return !o.gap; });
      std::ranges::stable_sort(near, {}, &tc::Obstacle::relative_gap);
      if (first_unit.empty() && !near.empty()) {
        first_unit = registry.unit(result.unit(row)).code;
        first_gap = near.front().indicator;
      }
      if (++shown > 6) continue;
      std::cout << "  " << registry.name(result.unit(row), on) << ": "
                << tc::count_text(result, row) << ", " << list.blockers.size()
                << " indicators fail; nearest";
      for (std::size_t k = 0; k < std::min<std::size_t>(4, near.size()); ++k) {
        std::cout << (k ? ", " : " ") << near[k].indicator.str() << " by "
                  << tc::Decimal::from_double(*near[k].gap)->str();
      }
      std::cout << "\n";
    }
    if (shown > 6) std::cout << "  … and " << shown - 6 << " more\n";
    const auto e = tc::explain(result, registry, panel, first_unit, first_gap);
    std::cout << "[SYNTHETIC] one cell explained in both languages:\n"
              << e.text(tc::Language::vi) << e.text(tc::Language::en);
  }
}

}  // namespace

int main(int argc, char** argv) {
  try {
    const std::string folder = argc > 1 ? argv[1] : ".";
    const Series series(
        tc::csv::read_rows(file(folder + "/data/langson_series.csv"), "langson_series.csv"));
    std::cout << "XÂY DỰNG NÔNG THÔN MỚI TỈNH LẠNG SƠN / NEW RURAL DEVELOPMENT, LẠNG SƠN – as "
                 "known on 12 February 2020\n";
    result_of_2019(series);
    targets_of_2020();
    districts(series);
    hung_son(tc::csv::read_rows(file(folder + "/data/commune_criterion_verdicts.csv"),
                                "commune_criterion_verdicts.csv"));
    counts_only(tc::csv::read_rows(file(folder + "/data/commune_criteria_counts.csv"),
                                   "commune_criteria_counts.csv"));
    synthetic_province(folder);
    title("PHƯƠNG PHÁP", "METHOD");
    std::cout
        << "Real figures: data/*.csv, each row with its source. Law: catalog/vn-commune-2016.json "
           "(1980/QĐ-TTg) and others.\n"
           "Thresholds that were not read in a published text are off by default; the coverage "
           "line counts them.\n"
           "Ranges are bounds over everything that is not known; nothing is interpolated. tieuchi "
        << tc::version << "\n";
    return 0;
  } catch (const tc::Error& e) {
    std::cerr << e.what() << "\n";
    return 1;
  }
}
