// The laws of judging, as properties over every kind of requirement and every shipped set: each
// set is judged on random data (SYNTHETIC), changed in one respect, and judged again.
#include "support/builder.hpp"
#include "support/kinds.hpp"

using namespace support;
namespace r = tieuchi::requirement;

namespace {

constexpr std::size_t units = 48;

double random(std::uint64_t& state) {
  state = state * 6364136223846793005ULL + 1442695040888963407ULL;
  return double((state ^ (state >> 29)) >> 20) * 0x1p-44;
}

constexpr std::string_view made_up = "made-up-";

// Every kind of requirement, some with both directions; "1.1" onwards.
CriteriaSet made_up_set(const std::string& name, std::vector<Criterion> criteria) {
  auto p = parts(std::move(criteria), measures_of_every_kind());
  p.id = SetId{std::string(made_up) + name};
  return CriteriaSet(p);
}

// Every kind as a criterion of its own, and every rule over the first kinds.
CriteriaSet kinds_and_rules() {
  const auto list = every_kind();
  std::vector<Criterion> criteria;
  for (std::size_t k = 0; k < list.size(); ++k)
    criteria.push_back(criterion(std::to_string(k + 1).c_str(), {list[k]}));
  auto many = [&](const char* number, Rule rule) {
    auto copy = std::vector<Indicator>(list.begin(), list.begin() + 6);
    for (auto& i : copy) i.number = IndicatorNumber{std::string(number) + i.number.str()};
    return criterion(number, copy, std::move(rule));
  };
  criteria.push_back(many("90.", rule::AllOf{}));
  criteria.push_back(many("91.", rule::AnyOf{}));
  criteria.push_back(many("92.", rule::AtLeast{3, NotApplicablePolicy::drop}));
  criteria.push_back(many("93.", rule::AtLeast{3, NotApplicablePolicy::scale}));
  criteria.push_back(many("94.", rule::Score{std::vector<Decimal>(6, Decimal(10)), Decimal(30),
                                             rule::Score::NotApplicable::rescale}));
  return made_up_set("every-kind", std::move(criteria));
}

// What the laws hold for, by id: each kind alone, all kinds under every rule, every shipped set
// that can judge.
const std::map<std::string, CriteriaSet>& all_sets() {
  static const auto sets = [] {
    std::map<std::string, CriteriaSet> found;
    auto add = [&](CriteriaSet set) { found.emplace(set.id().str(), std::move(set)); };
    std::size_t k = 0;
    for (const auto& i : every_kind()) {
      add(made_up_set(std::to_string(++k) + "-" + std::string(kind_name(i.requirement)),
                      {criterion("1", {i})}));
    }
    add(kinds_and_rules());
    for (const auto& id : catalog::criteria_sets()) {
      auto set = catalog::criteria_set(id.str());
      if (set.parts().completeness != Completeness::not_published) add(std::move(set));
    }
    return found;
  }();
  return sets;
}

std::vector<std::string> ids() {
  std::vector<std::string> found;
  for (const auto& [id, set] : all_sets()) found.push_back(id);
  return found;
}

struct Case {
  CriteriaSet set;
  CompileOptions options;
  Registry registry;
  PanelData data;

  Assessment run() const {
    return assess(compile(set, options), registry, data.view(), {.keep_indicators = true});
  }
};

Case make(const CriteriaSet& set, std::uint64_t seed) {
  const bool is_made_up = set.id().str().starts_with(made_up);
  const Date on = is_made_up                ? end_2019
                  : set.parts().in_force.to ? set.parts().in_force.to->plus_days(-1)
                                            : Date::end_of(2025);
  CompileOptions options{.on = on, .provenance = Provenance::allow_unverified};
  if (is_made_up) {
    auto other = parts({criterion("1", {at_least("1", "x", "40")})}, {measure("x")});
    other.id = SetId{"other"};
    options.references.push_back(CriteriaSet(other));
  }
  Table t(units);
  for (const auto& m : set.parts().measures) {
    for (int year = 0; year < 2; ++year) {
      std::vector<double> v(units);
      for (auto& value : v) {
        const double u = random(seed);
        value = u < 0.15                          ? missing
                : m.kind == MeasureKind::attained ? double(random(seed) < 0.7)
                                                  : std::round(random(seed) * 200) / 2;
      }
      t.add(m.code.str().c_str(), v, year ? Date::end_of(on.year() - 1) : on);
      for (auto& s : t.data.columns.back().states)
        if (random(seed) < 0.06) s = std::uint8_t(Observed::not_applicable);
    }
  }
  return {set, options,
          communes(units,
                   set.parts().strata.empty() ? "MNPB" : set.parts().strata.back().str().c_str()),
          t.data};
}

// How good a decided verdict is; only compared between decided ones.
int rank(Cell c) { return c.verdict() == Verdict::met ? 1 : 0; }

class Laws : public testing::TestWithParam<std::string> {
 protected:
  const CriteriaSet& set = all_sets().at(GetParam());
};

std::string as_name(const testing::TestParamInfo<std::string>& info) {
  std::string name = info.param;
  std::ranges::replace(name, '-', '_');
  return name;
}

}  // namespace

INSTANTIATE_TEST_SUITE_P(sets, Laws, testing::ValuesIn(ids()), as_name);

TEST(EveryKind, is_held_to_the_laws) {
  std::set<std::size_t> kinds;
  for (const auto& i : every_kind()) kinds.insert(i.requirement.index());
  EXPECT_EQ(kinds.size(), std::variant_size_v<Requirement>);
}

TEST_P(Laws, improving_the_judged_value_never_worsens_a_verdict) {
  Case before = make(set, 17);
  const auto was = before.run();
  for (std::size_t f = 0; f < was.rules().indicator_count(); ++f) {
    const auto& q = was.rules().indicator(f).requirement;
    if (std::holds_alternative<r::Between>(q)) continue;
    const auto comparator = comparator_of(q);
    const bool more =
        std::holds_alternative<r::SeveralYears>(q)
            ? std::get<r::SeveralYears>(q).pattern == r::SeveralYears::Pattern::attained_every_year
            : !comparator || wants_more(*comparator);
    Case after = before;
    const auto reads = measures_of(q);
    // The judged value: the first measure, and for nested ones both; never the base of a ratio.
    const bool ratio =
        std::holds_alternative<r::RatioToSeries>(q) || std::holds_alternative<r::RatioToPast>(q);
    for (std::size_t k = 0; k < (ratio ? 1 : reads.size()); ++k) {
      if (std::holds_alternative<r::OfWhich>(q) && k == 2) continue;
      for (auto& c : after.data.columns) {
        if (c.measure != reads[k] || c.reference != was.rules().on()) continue;
        const Measure& m = *set.measure(c.measure);
        for (auto& v : c.values)
          v = std::clamp(v + (more ? 7.5 : -7.5), 0.0, std::min(m.largest(), 100.0));
        if (m.kind == MeasureKind::attained)
          for (auto& v : c.values) v = more ? 1 : 0;
      }
    }
    const auto now = after.run();
    for (std::size_t u = 0; u < units; ++u) {
      const Cell a = Cell::from_byte(was.indicator_cells(f)[u]),
                 b = Cell::from_byte(now.indicator_cells(f)[u]);
      if (a.decided() && b.decided() && a.verdict() != Verdict::not_applicable) {
        ASSERT_GE(rank(b), rank(a)) << was.rules().indicator(f).number.str() << " unit " << u;
      }
    }
  }
}

TEST_P(Laws, tightening_a_threshold_never_adds_a_met) {
  const Case before = make(set, 23);
  auto p = set.parts();
  for (auto& c : p.criteria) {
    for (auto& i : c.indicators) {
      const auto comparator = comparator_of(i.requirement);
      for (auto& threshold : i.cells) {
        for (std::size_t k = 0; k < threshold.numbers.size(); ++k) {
          const bool up = std::holds_alternative<r::Between>(i.requirement)
                              ? k == 0
                              : comparator && wants_more(*comparator);
          threshold.numbers[k] = up ? threshold.numbers[k] + d("0.5")
                                    : std::max(Decimal(0), threshold.numbers[k] - d("0.5"));
        }
      }
    }
  }
  Case after{CriteriaSet(p), before.options, before.registry, before.data};
  const auto was = before.run(), now = after.run();
  for (std::size_t f = 0; f < was.rules().indicator_count(); ++f) {
    for (std::size_t u = 0; u < units; ++u) {
      if (Cell::from_byte(now.indicator_cells(f)[u]).verdict() == Verdict::met) {
        ASSERT_EQ(Cell::from_byte(was.indicator_cells(f)[u]).verdict(), Verdict::met)
            << was.rules().indicator(f).number.str();
      }
    }
  }
}

TEST_P(Laws, resolving_an_unknown_never_moves_a_decided_verdict_and_never_widens_bounds) {
  Case before = make(set, 31);
  const auto was = before.run();
  std::uint64_t seed = 99;
  Case after = before;
  // A value of the past has no age limit: a newer one replaces it, which resolves nothing.
  std::set<MeasureCode> past;
  for (const auto& c : set.criteria()) {
    for (const auto& i : c.indicators) {
      if (const auto* q = std::get_if<r::RatioToPast>(&i.requirement)) past.insert(q->past);
    }
  }
  for (auto& c : after.data.columns) {
    if (past.contains(c.measure)) continue;
    const Measure& m = *set.measure(c.measure);
    for (std::size_t u = 0; u < units; ++u) {
      // Only empty cells of the year judged: a new observation of it, within the valid range.
      if (c.states[u] != std::uint8_t(Observed::not_collected) || random(seed) < 0.5) continue;
      c.values[u] = m.kind == MeasureKind::attained ? double(random(seed) < 0.5)
                                                    : std::round(random(seed) * 200) / 2;
      c.states[u] = std::uint8_t(Observed::value);
    }
  }
  const auto now = after.run();
  for (std::size_t c = 0; c < was.criteria(); ++c) {
    for (std::size_t u = 0; u < units; ++u) {
      // A part above its whole is a new error of the data, not a resolution.
      if (now.cell(c, u).reason() == Reason::invalid) continue;
      ASSERT_EQ(now.cell(c, u).possible() & ~was.cell(c, u).possible(), 0)
          << "criterion " << c << " unit " << u;
    }
  }
  for (std::size_t u = 0; u < units; ++u) {
    bool error = false;
    for (std::size_t c = 0; c < was.criteria(); ++c)
      error = error || now.cell(c, u).reason() == Reason::invalid;
    if (error) continue;
    EXPECT_GE(now.met(u).least, was.met(u).least);
    EXPECT_LE(now.met(u).most, was.met(u).most);
  }
}

TEST_P(Laws, adding_a_not_applicable_member_changes_nothing_under_drop) {
  const Case before = make(set, 41);
  auto p = set.parts();
  p.measures.push_back(measure("added.never_applies"));
  for (auto& c : p.criteria) {
    if (c.indicators.empty() || (!std::holds_alternative<rule::AllOf>(c.rule) &&
                                 !std::holds_alternative<rule::AnyOf>(c.rule) &&
                                 !std::holds_alternative<rule::AtLeast>(c.rule)))
      continue;
    if (const auto* k = std::get_if<rule::AtLeast>(&c.rule);
        k && k->not_applicable != NotApplicablePolicy::drop)
      continue;
    Indicator i = at_least((c.number.str() + ".added").c_str(), "added.never_applies", "1");
    i.cells.clear();
    for (const auto& s : p.strata) i.cells.push_back(cell({Decimal(1)}, s.str().c_str()));
    c.indicators.push_back(i);
  }
  Case after{CriteriaSet(p), before.options, before.registry, before.data};
  ColumnData never{
      .measure = MeasureCode{"added.never_applies"},
      .reference = before.options.on,
      .values = std::vector<double>(units, 0),
      .states = std::vector<std::uint8_t>(units, std::uint8_t(Observed::not_applicable)),
      .recorded = {},
      .source = {}};
  after.data.columns.push_back(never);
  const auto was = before.run(), now = after.run();
  for (std::size_t c = 0; c < was.criteria(); ++c) {
    for (std::size_t u = 0; u < units; ++u)
      ASSERT_EQ(was.cell(c, u).possible(), now.cell(c, u).possible()) << c;
  }
}

TEST_P(Laws, the_order_of_units_columns_and_threads_changes_not_one_bit) {
  const Case a = make(set, 53);
  Case b = a;
  std::ranges::reverse(b.data.columns);
  std::ranges::reverse(b.data.units);
  for (auto& c : b.data.columns) std::ranges::reverse(c.values), std::ranges::reverse(c.states);
  const auto hash = a.run().hash(a.registry);
  EXPECT_EQ(b.run().hash(b.registry), hash);
  EXPECT_EQ(
      assess(compile(set, a.options), a.registry, a.data.view(), {.threads = 5}).hash(a.registry),
      hash);
}

TEST_P(Laws, gaps_are_what_explanations_say_for_every_kind_of_requirement) {
  const Case world = make(set, 41);
  const auto result = world.run();
  const Panel panel = world.data.view();
  const auto list = gaps(result, world.registry, panel);
  std::size_t next = 0;
  for (std::size_t row = 0; row < 12; ++row) {
    for (std::size_t f = 0; f < result.rules().indicator_count(); ++f) {
      const auto e =
          explain(result, world.registry, panel, world.registry.unit(result.unit(row)).code,
                  result.rules().indicator(f).number);
      if (e.cell.verdict() != Verdict::not_met) continue;
      ASSERT_LT(next, list.size());
      const Gap& gap = list[next++];
      ASSERT_EQ(std::pair(gap.row, gap.indicator), std::pair(row, f)) << e.number.str();
      // The first measure that lacks something; the first of all where what fails is no number.
      const auto lacks =
          std::ranges::find_if(e.values, [](const auto& v) { return v.gap && *v.gap > 0; });
      EXPECT_DOUBLE_EQ(gap.gap, lacks == e.values.end() ? 0 : *lacks->gap) << e.number.str();
      const auto& shown = lacks == e.values.end() ? e.values.front() : *lacks;
      EXPECT_EQ(gap.value, shown.reading.plain(shown.measure.kind == MeasureKind::share))
          << e.number.str();
    }
  }
  EXPECT_TRUE(next == list.size() || list[next].row >= 12);
}

TEST_P(Laws, subgroups_add_up_exactly) {
  const Case c = make(set, 61);
  const auto result = c.run();
  const auto whole =
      roll_up(result, c.registry, {.na_count = NaCount::drop(), .by = Level::district});
  const auto parts =
      roll_up(result, c.registry, {.na_count = NaCount::drop(), .by = Level::commune});
  EXPECT_EQ(whole.total.criteria, parts.total.criteria);
  EXPECT_EQ(whole.total.met_most, parts.total.met_most);
}

TEST_P(Laws, every_stratum_has_a_threshold_for_every_indicator_or_says_why_not) {
  const auto rules = compile(set, make(set, 1).options);
  for (std::size_t s = 0; s < set.parts().strata.size(); ++s) {
    for (std::size_t f = 0; f < rules.indicator_count(); ++f) {
      const auto t = rules.threshold(f, {.stratum = int(s)});
      EXPECT_TRUE(t.unusable || !t.limits.empty() ||
                  std::holds_alternative<r::SeveralYears>(rules.indicator(f).requirement))
          << f;
    }
  }
}

TEST_P(Laws, only_verified_thresholds_ever_decide_by_default) {
  Case c = make(set, 71);
  c.options.provenance = Provenance::verified_only;
  const auto result = c.run();
  for (std::size_t f = 0; f < result.rules().indicator_count(); ++f) {
    const auto t = result.rules().threshold(f, result.column(0));
    if (!t.unusable) {
      EXPECT_EQ(t.status, Status::verified);
    } else {
      for (std::size_t u = 0; u < units; ++u) {
        const Cell cell = Cell::from_byte(result.indicator_cells(f)[u]);
        EXPECT_TRUE(!cell.decided() || cell.verdict() == Verdict::not_applicable) << f;
      }
    }
  }
}
