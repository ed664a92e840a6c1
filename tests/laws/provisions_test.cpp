// Which provision holds: random sets, grants, instruments and places against the words of
// criteria/overlay.hpp and criteria/grant.hpp, taken one by one and without any index.
#include <random>
#include <set>

#include "support/builder.hpp"
#include "tieuchi/assessment/legal_difference.hpp"
#include "tieuchi/detail/assessment/placement.hpp"

using namespace support;

namespace {

using Random = std::mt19937;
bool one_in(Random& random, unsigned n) { return random() % n == 0; }
template <class T>
const T& any_of(Random& random, const std::vector<T>& list) {
  return list[random() % list.size()];
}

Date january(int year) { return Date(year, 1, 1); }
Date january(Random& random) { return january(2012 + 2 * int(random() % 5)); }
Period period(Random& random) {
  const Date from = january(random);
  switch (random() % 4) {
    case 0:
      return {from, std::nullopt};
    case 1:
      return {from, Date(from.year() + 2 + 2 * int(random() % 2), 1, 1)};
    default:
      return Period::always();
  }
}
Decimal number(Random& random) { return Decimal(40 + 10 * int(random() % 3)); }

// ------------------------------------------------------------------------------------- the world

// p has the district d with the commune inner, and the commune outer; far lies in q.
Registry places(const char* border, const char* coast) {
  const auto unit = [&](const char* code, Level level, const char* parent) {
    Unit u{.code = UnitCode{code}, .level = level};
    if (*parent) u.parents = {{UnitCode{parent}}};
    if (level != Level::commune) return u;
    u.strata = {{{Dimension{"border"}, StratumCode{border}}},
                {{Dimension{"coast"}, StratumCode{coast}}},
                {{Dimension{"region"}, StratumCode{"A"}}}};
    return u;
  };
  return Registry({unit("inner", Level::commune, "d"), unit("outer", Level::commune, "p"),
                   unit("far", Level::commune, "q"), unit("d", Level::district, "p"),
                   unit("p", Level::province, ""), unit("q", Level::province, "")});
}
bool place_lies_in(const std::string& a, const std::string& b) {
  return b.empty() || a == b || (b == "p" && (a == "d" || a == "inner" || a == "outer")) ||
         (b == "d" && a == "inner") || (b == "q" && a == "far");
}

std::vector<ThresholdCell> cells(Random& random, bool delegated) {
  std::vector<ThresholdCell> out;
  const Date cut = january(random);
  for (const char* stratum : {"A", "B"}) {
    std::vector<Period> periods{Period::always()};
    if (one_in(random, 3)) periods = {{Period::always().from, cut}, {cut, std::nullopt}};
    for (const Period& days : periods) {
      ThresholdCell c = cell({number(random)}, stratum, days,
                             any_of(random, std::vector{Status::verified, Status::unverified}));
      if (delegated || one_in(random, 6)) c.state = CellState::delegated;
      if (!delegated && one_in(random, 8)) c.state = CellState::not_published;
      if (c.state != CellState::value) c.numbers.clear();
      out.push_back(std::move(c));
    }
  }
  return out;
}

CriteriaSet random_set(Random& random) {
  namespace r = requirement;
  for (;;) {
    const MeasureCode x{"x"};
    auto p = parts(
        {criterion("1",
                   {indicator("1", r::Bound{x, Comparator::at_least}, {}),
                    indicator("2", r::Bound{x, Comparator::at_most}, {}),
                    indicator("3", r::Delegated{r::Bound{x}}, {}),
                    indicator("4", r::Delegated{r::Bound{x}, r::Delegated::To::ministry}, {})})},
        {measure("x")}, {"A", "B"});
    for (auto& i : p.criteria[0].indicators) {
      i.cells = cells(random, std::holds_alternative<r::Delegated>(i.requirement));
    }
    // Often several of one indicator, at different times.
    const bool alone = one_in(random, 3);
    for (std::size_t g = random() % 5; g > 0; --g) {
      Grant& of = p.grants.emplace_back();
      of.indicator = p.criteria[0].indicators[alone ? 0 : random() % 3].number;
      of.stratum = StratumCode{any_of(random, std::vector{"", "", "A", "B"})};
      of.to = one_in(random, 3) ? BodyRank::ministry : BodyRank::province;
      if (one_in(random, 2)) of.direction = static_cast<Grant::Direction>(random() % 4);
      if (one_in(random, 2)) of.base = Decimal(50);
      if (!one_in(random, 4)) of.period = period(random);
      if (one_in(random, 3)) of.body = UnitCode{one_in(random, 3) ? "q" : "p"};
      of.citation.source = "clause " + std::to_string(g);
    }
    try {
      return CriteriaSet(p);
    } catch (const InvalidCriteria&) {  // grants against each other, a direction without a base
    }
  }
}

std::vector<Overlay> random_overlays(Random& random, const CriteriaSet& set) {
  std::vector<Overlay> out;
  for (std::size_t k = 1 + random() % 4; k > 0; --k) {
    Overlay& o = out.emplace_back();
    o.instrument = std::to_string(k) + "/QĐ";
    o.set = set.id();
    o.kind = one_in(random, 4) ? Overlay::Kind::check : Overlay::Kind::fill;
    o.rank = one_in(random, 5) ? BodyRank::ministry : BodyRank::province;
    o.issued = one_in(random, 40) ? Date(2009, 1, 1) : january(random);
    if (!one_in(random, 4)) o.body = UnitCode{one_in(random, 4) ? "q" : "p"};
    if (one_in(random, 2)) o.scope.within = UnitCode{any_of(random, std::vector{"p", "d", "q"})};
    for (const char* dimension : {"border", "coast"}) {
      if (one_in(random, 3))
        o.scope.attributes.push_back({Dimension{dimension}, StratumCode{"yes"}});
    }
    if (one_in(random, 3)) o.recorded = Date(o.issued.year() + 1, 1, 1);
    if (one_in(random, 4)) o.repeals.push_back(std::to_string(1 + random() % 4) + "/QĐ");
    for (std::size_t v = 1 + random() % 2; v > 0; --v) {
      const unsigned to = o.rank == BodyRank::ministry && one_in(random, 2) ? 4 : 3;
      const unsigned number_of = one_in(random, 2)               ? to
                                 : set.parts().grants.size() > 1 ? 1 + random() % 2
                                                                 : 1 + random() % 4;
      o.values.push_back({.indicator = IndicatorNumber{std::to_string(number_of)},
                          .stratum = StratumCode{any_of(random, std::vector{"", "", "A", "B"})},
                          .numbers = {number(random)},
                          .period = period(random),
                          .citation = {Status::verified, "article " + std::to_string(v)}});
    }
  }
  return out;
}

// -------------------------------------------------------------------------- what the words say

// Days are tried at all ends of periods, which are in January.
const std::vector<Date>& days() {
  static const std::vector<Date> all = [] {
    std::vector<Date> out;
    for (int year = 2008; year < 2028; ++year) out.push_back(january(year));
    return out;
  }();
  return all;
}

const Indicator& indicator_of(const CriteriaSet& set, const IndicatorNumber& number) {
  return set.criteria()[0].indicators[set.index_of(number).indicator];
}

bool of_one_body(const Overlay& a, const Overlay& b) {
  const auto seat = [](const Overlay& o) { return o.body.empty() ? o.scope.within : o.body; };
  return a.instrument == b.instrument ||
         (a.rank == b.rank && !seat(a).empty() && seat(a) == seat(b));
}

// The grants of a cell to the body of an overlay on a day; a delegated cell is granted as its
// requirement says.
std::vector<Grant> grants_on(const CriteriaSet& set, const Indicator& i, const ThresholdCell& c,
                             const Overlay& o, Date day) {
  std::vector<Grant> out;
  if (!c.period.contains(day)) return out;
  bool named = false;
  for (const Grant& g : set.parts().grants) {
    const bool covers = g.indicator == i.number && g.to == o.rank &&
                        (g.stratum.empty() || g.stratum == c.stratum) &&
                        (g.body.empty() || g.body == (o.body.empty() ? o.scope.within : o.body));
    named = named || (covers && g.period.overlaps(c.period));
    if (covers && g.period.contains(day)) out.push_back(g);
  }
  if (named || c.state != CellState::delegated) return out;
  const auto* left = std::get_if<requirement::Delegated>(&i.requirement);
  if (!left ||
      (left->to == requirement::Delegated::To::ministry) == (o.rank == BodyRank::ministry)) {
    out.push_back(Grant{.indicator = i.number, .to = o.rank});
  }
  return out;
}

bool permits(const Grant& g, const Indicator& i, const ThresholdCell& c, Decimal value) {
  if (g.direction == Grant::Direction::set) return true;
  if (!g.base && c.numbers.empty()) return false;
  if (g.direction == Grant::Direction::confirm) return value == (g.base ? *g.base : c.numbers[0]);
  const Decimal base = g.base ? *g.base : c.numbers[0];
  const bool more_is_stricter = wants_more(*comparator_of(i.requirement));
  const bool stricter = more_is_stricter ? value > base : value < base;
  return value == base || stricter == (g.direction == Grant::Direction::tighten);
}

bool is_granted(const CriteriaSet& set, const Overlay& o, const OverlayValue& v,
                const ThresholdCell& c, Date day) {
  const Indicator& i = indicator_of(set, v.indicator);
  const auto all = grants_on(set, i, c, o, day);
  return !all.empty() &&
         std::ranges::all_of(all, [&](const Grant& g) { return permits(g, i, c, v.numbers[0]); });
}

// Whether an overlay is refused by itself, or by what it repeals.
bool is_refused(const CriteriaSet& set, const Overlay& o, const std::vector<Overlay>& all) {
  if (o.issued < set.parts().issued || (o.recorded && *o.recorded < o.issued)) return true;
  for (const auto& name : o.repeals) {
    if (name == o.instrument) return true;
    for (const Overlay& other : all) {
      if (other.instrument != name) continue;
      const bool back = std::ranges::find(other.repeals, o.instrument) != other.repeals.end();
      if (!of_one_body(o, other) || other.issued > o.issued || (back && other.issued == o.issued))
        return true;
    }
  }
  for (const auto& v : o.values) {
    const Indicator& i = indicator_of(set, v.indicator);
    const auto holds = [&](Date day) { return day >= o.issued && v.period.contains(day); };
    if (std::ranges::none_of(days(), holds)) return true;
    for (const auto& c : i.cells) {
      if (!v.stratum.empty() && v.stratum != c.stratum) continue;
      bool meets = false, granted = false, against = false;
      for (const Date day : days()) {
        if (!holds(day) || !c.period.contains(day)) continue;
        meets = true;
        for (const Grant& g : grants_on(set, i, c, o, day)) {
          granted = true;
          against = against || !permits(g, i, c, v.numbers[0]);
        }
      }
      if (!meets) continue;
      if (o.kind == Overlay::Kind::fill && (!granted || against)) return true;
      if (o.kind == Overlay::Kind::fill) continue;
      if (c.state == CellState::delegated) return true;
      if (c.state == CellState::value && i.status(c) == Status::verified && c.numbers != v.numbers)
        return true;
    }
  }
  return false;
}

struct Holding {
  std::vector<Decimal> numbers{};
  std::string instrument{};
  bool disputed = false, none = false;
};

struct Speaks {
  const Overlay* o;
  const OverlayValue* v;
};

bool lies_in(const Speaks& a, const Speaks& b) {
  const auto& needs = a.o->scope.attributes;
  return place_lies_in(a.o->place().str(), b.o->place().str()) &&
         (b.v->stratum.empty() || a.v->stratum == b.v->stratum) &&
         std::ranges::all_of(b.o->scope.attributes, [&](const auto& n) {
           return std::ranges::find(needs, n) != needs.end();
         });
}
bool begins_after(const Speaks& a, const Speaks& b) {
  const auto begins = [](const Speaks& s) { return in_force(*s.o, *s.v).from; };
  return std::tuple(a.o->issued, begins(a)) > std::tuple(b.o->issued, begins(b));
}

Holding rule_of(const CriteriaSet& set, const std::vector<Overlay>& overlays,
                const std::string& unit, const std::set<std::string>& attributes,
                const Indicator& i, const char* stratum, Date on, std::optional<Date> known_on) {
  const ThresholdCell* c = nullptr;
  for (const auto& of : i.cells) {
    if (of.stratum.str() == stratum && of.period.contains(on)) c = &of;
  }
  const auto known = [&](const Overlay& o) {
    return o.issued <= on && (!known_on || o.recorded.value_or(o.issued) <= *known_on);
  };
  std::vector<Speaks> begun;  // by the day, whether or not they have ended or were repealed
  std::vector<Speaks> granted;
  for (const Overlay& o : overlays) {
    bool speaks = known(o) && place_lies_in(unit, o.place().str());
    for (const auto& a : o.scope.attributes)
      speaks = speaks && attributes.contains(a.dimension.str());
    bool repealed = false;
    for (const Overlay& by : overlays) {
      const bool names = std::ranges::find(by.repeals, o.instrument) != by.repeals.end();
      repealed = repealed || (names && known(by) && of_one_body(by, o));
    }
    for (const auto& v : o.values) {
      if (!speaks || v.indicator != i.number || v.period.from > on) continue;
      if (!v.stratum.empty() && v.stratum.str() != stratum) continue;
      if (o.kind == Overlay::Kind::check) {
        if (c && c->state == CellState::value && i.status(*c) == Status::verified) continue;
      } else if (!c) {
        continue;
      }
      begun.push_back({&o, &v});
      if (repealed || !v.period.contains(on)) continue;
      if (o.kind == Overlay::Kind::check || is_granted(set, o, v, *c, on))
        granted.push_back({&o, &v});
    }
  }
  const auto equal_scope = [](const Speaks& a, const Speaks& b) {
    return lies_in(a, b) && lies_in(b, a);
  };
  std::vector<Speaks> holding;
  for (const Speaks& a : granted) {
    const bool succeeded = !a.v->period.to && std::ranges::any_of(begun, [&](const Speaks& b) {
      return a.o->kind == b.o->kind && of_one_body(*a.o, *b.o) && equal_scope(a, b) &&
             begins_after(b, a);
    });
    if (!succeeded) holding.push_back(a);
  }
  std::vector<Speaks> first;
  for (const Speaks& a : holding) {
    const bool beaten = std::ranges::any_of(holding, [&](const Speaks& b) {
      if (a.o->kind != b.o->kind) return b.o->kind == Overlay::Kind::fill;
      if (!of_one_body(*a.o, *b.o)) return false;
      if (equal_scope(a, b)) return begins_after(b, a);
      return lies_in(b, a);
    });
    if (!beaten) first.push_back(a);
  }
  Holding out;
  out.none = first.empty();
  std::ranges::sort(first, {}, [](const Speaks& s) {
    return std::tuple(s.o->issued, s.o->instrument, s.v->citation.source);
  });
  for (const Speaks& s : first) {
    out.disputed = out.disputed || s.v->numbers != first[0].v->numbers;
    out.numbers = first[0].v->numbers, out.instrument = first[0].o->instrument;
  }
  if (out.none && c && c->state == CellState::value) {
    out = {c->numbers, set.parts().decision, false, false};
  }
  return out;
}

std::string told(const std::vector<Overlay>& overlays) {
  std::string out;
  for (const Overlay& o : overlays) {
    out += o.instrument + (o.kind == Overlay::Kind::check ? " check" : " fill") +
           (o.rank == BodyRank::ministry ? " ministry " : " province ") + o.body.str() + " in " +
           o.scope.within.str() + " issued " + o.issued.str();
    if (o.recorded) out += " recorded " + o.recorded->str();
    for (const auto& a : o.scope.attributes) out += " " + a.dimension.str();
    for (const auto& r : o.repeals) out += " repeals " + r;
    for (const auto& v : o.values) {
      out += "\n    " + v.indicator.str() + " " + v.stratum.str() + " = " + v.numbers[0].str() +
             " in " + v.period.str();
    }
    out += "\n";
  }
  return out;
}
std::string told(const CriteriaSet& set, const Indicator& i) {
  std::string out = "indicator " + i.number.str() + "\n";
  for (const auto& c : i.cells) {
    out += "  " + c.stratum.str() + " " + c.period.str() + " state " +
           std::to_string(int(c.state)) + " " + (c.numbers.empty() ? "" : c.numbers[0].str()) +
           " status " + std::to_string(int(c.citation.status)) + "\n";
  }
  for (const Grant& g : set.parts().grants) {
    out += "  grant " + g.indicator.str() + " " + g.stratum.str() + " to " +
           std::to_string(int(g.to)) + " direction " + std::to_string(int(g.direction)) + " base " +
           (g.base ? g.base->str() : "") + " of " + g.body.str() + " in " + g.period.str() + "\n";
  }
  return out;
}

}  // namespace

TEST(Provisions, are_refused_where_the_words_refuse_them) {
  Random random(41);
  int refused = 0, accepted = 0;
  for (int draw = 0; draw < 3000; ++draw) {
    const CriteriaSet set = random_set(random);
    const auto overlays = random_overlays(random, set);
    std::set<std::string> found, expected;
    try {
      check_overlays(set, overlays);
    } catch (const InvalidCriteria& e) {
      for (const auto& p : e.problems()) {
        if (p.what != ProblemCode::overlays_disagree) found.insert(p.file);
      }
    }
    for (const Overlay& o : overlays) {
      if (is_refused(set, o, overlays)) expected.insert(o.instrument);
    }
    std::string all;
    for (const auto& i : set.criteria()[0].indicators) all += told(set, i);
    ASSERT_EQ(found, expected) << "draw " << draw << "\n" << told(overlays) << all;
    refused += int(expected.size()), accepted += int(overlays.size() - expected.size());
  }
  EXPECT_GT(refused, 700);
  EXPECT_GT(accepted, 700);
}

TEST(Provisions, the_one_holds_that_the_words_name) {
  Random random(42);
  int provisions = 0, disputes = 0;
  for (int draw = 0; draw < 3000; ++draw) {
    const CriteriaSet set = random_set(random);
    auto overlays = random_overlays(random, set);
    std::erase_if(overlays, [&](const Overlay& o) {
      return is_refused(set, o, {o}) ||
             (!o.body.empty() && !place_lies_in(o.place().str(), o.body.str()));
    });
    if (overlays.empty()) continue;
    CompileOptions options{.on = one_in(random, 2) ? january(random) : Date(2015, 6, 1),
                           .overlays = overlays};
    if (one_in(random, 3)) options.known_on = january(random);
    std::optional<CompiledSet> rules;
    try {
      rules.emplace(compile(set, options));
    } catch (const InvalidCriteria&) {
      continue;  // the test before, and the next one, are about these
    }
    const bool border = one_in(random, 2), coast = one_in(random, 2);
    const Registry registry = places(border ? "yes" : "no", coast ? "yes" : "no");
    std::set<std::string> attributes;
    if (border) attributes.insert("border");
    if (coast) attributes.insert("coast");
    detail::Placement placement(*rules, registry);
    for (const char* unit : {"inner", "outer", "far"}) {
      const auto at = placement.column(*registry.find(UnitCode{unit}));
      JudgingColumn column = placement.columns()[at];
      ASSERT_TRUE(column.others.empty());
      for (int stratum = 0; stratum < 2; ++stratum) {
        column.stratum = stratum;
        for (std::size_t flat = 0; flat < 4; ++flat) {
          const Indicator& i = rules->indicator(flat);
          const Holding expected = rule_of(set, overlays, unit, attributes, i, stratum ? "B" : "A",
                                           options.on, options.known_on);
          Holding found;
          try {
            const Threshold t = rules->threshold(flat, column);
            found.none = t.numbers.empty();
            if (!found.none) found.numbers = t.numbers, found.instrument = t.instrument;
          } catch (const InvalidCriteria&) {
            found.disputed = true;
          }
          const std::string why = "draw " + std::to_string(draw) + " " + unit + " stratum " +
                                  std::to_string(stratum) + " on " + options.on.str() +
                                  (border ? " border" : "") + (coast ? " coast" : "") +
                                  (options.known_on ? " known " + options.known_on->str() : "") +
                                  "\n" + told(overlays) + told(set, i);
          ASSERT_EQ(found.disputed, expected.disputed) << why;
          if (expected.disputed) {
            ++disputes;
            continue;
          }
          ASSERT_EQ(found.none, expected.none) << why;
          ASSERT_EQ(found.numbers, expected.numbers) << why;
          if (!expected.none) {
            ASSERT_EQ(found.instrument, expected.instrument) << why;
            provisions += expected.instrument != set.parts().decision;
          }
        }
      }
    }
  }
  EXPECT_GT(provisions, 700);
  EXPECT_GT(disputes, 5);
}

// Two values of one scope: they disagree where on some day neither stands before the other.
TEST(Provisions, of_one_scope_that_cannot_both_hold_are_refused_together) {
  Random random(43);
  int disagree = 0, agree = 0;
  for (int draw = 0; draw < 8000; ++draw) {
    const CriteriaSet set = random_set(random);
    auto overlays = random_overlays(random, set);
    while (overlays.size() < 2) overlays = random_overlays(random, set);
    overlays.resize(2);
    for (Overlay& o : overlays) o.values.resize(1);
    overlays[1].scope = overlays[0].scope;
    if (overlays[0].place() != overlays[1].place()) overlays[1].body = overlays[0].body;
    overlays[1].values[0].indicator = overlays[0].values[0].indicator;
    if (is_refused(set, overlays[0], overlays) || is_refused(set, overlays[1], overlays)) continue;
    const std::string place = overlays[0].place().str();
    const char* unit = place == "d" ? "inner" : place == "q" ? "far" : "outer";
    const Indicator& i = indicator_of(set, overlays[0].values[0].indicator);
    bool expected = false;
    for (const Date day : days()) {
      for (const char* stratum : {"A", "B"}) {
        expected = expected ||
                   rule_of(set, overlays, unit, {"border", "coast"}, i, stratum, day, std::nullopt)
                       .disputed;
      }
    }
    bool found = false;
    try {
      check_overlays(set, overlays);
    } catch (const InvalidCriteria& e) {
      found = has(e.problems(), ProblemCode::overlays_disagree);
    }
    ASSERT_EQ(found, expected) << "draw " << draw << "\n" << told(overlays) << told(set, i);
    (expected ? disagree : agree) += 1;
  }
  EXPECT_GT(disagree, 150);
  EXPECT_GT(agree, 150);
}

// Of the changes listed, the smallest scopes that a unit lies in say what holds for it; where there
// is none, overlays change nothing for it.
TEST(Provisions, that_change_the_law_are_listed_and_no_others) {
  Random random(44);
  int changed = 0, same = 0, nested = 0;
  for (int draw = 0; draw < 1000; ++draw) {
    const CriteriaSet set = random_set(random);
    auto overlays = random_overlays(random, set);
    std::erase_if(overlays, [&](const Overlay& o) {
      return is_refused(set, o, {o}) ||
             (!o.body.empty() && !place_lies_in(o.place().str(), o.body.str()));
    });
    CompileOptions options{.on = one_in(random, 2) ? january(random) : Date(2015, 6, 1),
                           .overlays = overlays};
    if (one_in(random, 3)) options.known_on = january(random);
    const Registry registry = places("yes", "yes");
    std::vector<LegalChange> list;
    try {
      list = legal_difference(set, options, &registry);
    } catch (const InvalidCriteria&) {
      continue;
    }
    std::ranges::shuffle(options.overlays, random);
    ASSERT_EQ(legal_difference(set, options, &registry).size(), list.size()) << "draw " << draw;
    for (const char* unit : {"inner", "outer", "far"}) {
      for (int has = 0; has < 4; ++has) {
        std::set<std::string> attributes;
        if (has & 1) attributes.insert("border");
        if (has & 2) attributes.insert("coast");
        for (const auto& i : set.criteria()[0].indicators) {
          for (const char* stratum : {"A", "B"}) {
            const auto rule = [&](const std::vector<Overlay>& with) {
              return rule_of(set, with, unit, attributes, i, stratum, options.on, options.known_on);
            };
            const Holding before = rule({}), after = rule(overlays);
            std::vector<const LegalChange*> said;
            for (const auto& c : list) {
              bool holds = c.indicator == i.number && c.stratum.str() == stratum &&
                           place_lies_in(unit, c.scope.within.str());
              for (const auto& a : c.scope.attributes)
                holds = holds && attributes.contains(a.dimension.str());
              if (holds) said.push_back(&c);
            }
            const auto inside = [](const LegalChange& a, const LegalChange& b) {
              return &a != &b && place_lies_in(a.scope.within.str(), b.scope.within.str()) &&
                     std::ranges::all_of(b.scope.attributes, [&](const auto& n) {
                       return std::ranges::find(a.scope.attributes, n) != a.scope.attributes.end();
                     });
            };
            const auto all = said;
            std::erase_if(said, [&](const LegalChange* c) {
              return std::ranges::any_of(all, [&](auto* other) { return inside(*other, *c); });
            });
            nested += all.size() > said.size();
            const std::string why = "draw " + std::to_string(draw) + " " + unit + " " + stratum +
                                    " " + std::to_string(has) + " on " + options.on.str() + "\n" +
                                    told(overlays) + told(set, i);
            if (said.empty()) {
              ASSERT_FALSE(after.disputed) << why;
              ASSERT_EQ(after.numbers, before.numbers) << why;
              ASSERT_EQ(after.instrument, before.instrument) << why;
              ++same;
            }
            for (const LegalChange* c : said) {
              ASSERT_EQ(!c->dispute.empty(), after.disputed) << why << c->text();
              ASSERT_EQ(c->before.numbers, before.numbers) << why << c->text();
              if (after.disputed) continue;
              ASSERT_EQ(c->after.numbers, after.numbers) << why << c->text();
              ASSERT_EQ(c->after.instrument, after.instrument) << why << c->text();
              ++changed;
            }
          }
        }
      }
    }
  }
  EXPECT_GT(changed, 600);
  EXPECT_GT(same, 600);
  EXPECT_GT(nested, 30);
}

// 1.1 of the model set asks 1.1 times what 1.1 of the advanced set asks, which is left to the
// province.
TEST(Provisions, reach_the_factors_of_other_sets) {
  namespace r = requirement;
  const MeasureCode x{"x"};
  Indicator left = indicator("1.1", r::Delegated{r::Bound{x}}, {cell({}, "A"), cell({}, "B")});
  for (auto& c : left.cells) c.state = CellState::delegated;
  auto of_advanced = parts({criterion("1", {left})}, {measure("x")}, {"A", "B"});
  of_advanced.id = SetId{"advanced"};
  const CriteriaSet advanced(of_advanced);
  const CriteriaSet model(parts(
      {criterion("1",
                 {indicator("1.1", r::FactorOnThreshold{x, advanced.id(), IndicatorNumber{"1.1"}},
                            {cell({d("1.1")}, "A"), cell({d("1.2")}, "B")})})},
      {measure("x")}, {"A", "B"}));
  Overlay o;
  o.instrument = "1/QĐ", o.set = advanced.id(), o.issued = Date(2015, 1, 1);
  o.body = UnitCode{"p"};
  o.values.push_back({.indicator = IndicatorNumber{"1.1"},
                      .numbers = {d("50")},
                      .citation = {Status::verified, "article 1"}});
  const auto rules = compile(model, {.on = end_2019, .overlays = {o}, .references = {advanced}});
  EXPECT_EQ(rules.threshold(0, {.stratum = 0, .overlays = {0}}).numbers,
            std::vector<Decimal>{d("55")});
  EXPECT_EQ(rules.threshold(0, {.stratum = 1, .overlays = {0}}).numbers,
            std::vector<Decimal>{d("60")});
  EXPECT_EQ(rules.threshold(0, {.stratum = 0}).unusable, Reason::reference_missing);
  const auto list = legal_difference(model, rules.options());
  ASSERT_EQ(list.size(), 2u);
  EXPECT_EQ(list[0].after.numbers, std::vector<Decimal>{d("55")});

  // One province cannot be asked for two thresholds, and what a set refuses it refuses as a
  // reference too.
  Overlay other = o;
  other.instrument = "2/QĐ", other.body = UnitCode{}, other.scope.within = UnitCode{"d"};
  other.values[0].numbers = {d("60")};
  const auto both =
      compile(model, {.on = end_2019, .overlays = {o, other}, .references = {advanced}});
  EXPECT_THROW((void)both.threshold(0, {.stratum = 0, .overlays = {0, 1}}), InvalidCriteria);
  const JudgingColumn either{.stratum = 0, .overlays = {0}, .others = {{0, {0, 1}}}};
  EXPECT_EQ(both.threshold(0, either).others.at(0).unusable, Reason::stratum_missing);
  o.rank = BodyRank::ministry;
  EXPECT_TRUE(has(problems_of<InvalidCriteria>([&] {
                    (void)compile(model,
                                  {.on = end_2019, .overlays = {o}, .references = {advanced}});
                  }),
                  ProblemCode::other_body));
  EXPECT_TRUE(has(problems_of<InvalidCriteria>(
                      [&] { (void)compile(model, {.on = end_2019, .overlays = {o}}); }),
                  ProblemCode::unknown_code));
}

TEST(Provisions, are_those_of_the_one_body_that_a_grant_names) {
  auto p = parts({criterion("1", {at_least("1.1", "x", "50")})}, {measure("x")});
  p.grants = {{.indicator = IndicatorNumber{"1.1"},
               .direction = Grant::Direction::confirm,
               .citation = {Status::verified, "clause 1"},
               .body = UnitCode{"p"}}};
  const CriteriaSet set(p);
  const auto told = [&](const char* body, const char* value) {
    Overlay o;
    o.instrument = "1/QĐ", o.set = set.id(), o.issued = Date(2015, 1, 1), o.body = UnitCode{body};
    o.values.push_back({.indicator = IndicatorNumber{"1.1"}, .numbers = {d(value)}});
    return problems_of<InvalidCriteria>([&] { check_overlays(set, std::vector{o}); });
  };
  const auto other = told("q", "50");
  ASSERT_EQ(other.size(), 1u);
  EXPECT_EQ(other[0].what, ProblemCode::other_body);
  EXPECT_EQ(other[0].found + " " + other[0].expected, "q p");
  const auto moved = told("p", "60");
  ASSERT_EQ(moved.size(), 1u);
  EXPECT_EQ(moved[0].what, ProblemCode::against_direction);
  EXPECT_EQ(moved[0].expected, "equal to 50");
}
