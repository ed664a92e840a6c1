#include "tieuchi/observation/carry.hpp"
#include "support/builder.hpp"
#include "tieuchi/projection/random.hpp"

using namespace support;

namespace {

const Date day{2020, 1, 1};
const MeasureCode households{"households"}, clean{"clean"}, houses{"houses"}, road{"road"},
    market{"market"}, income{"income"}, schools{"schools"}, plan{"plan"};

// Old units c0…, new units m0…, all known to one registry.
Registry everyone(std::size_t before, std::size_t after) {
  std::vector<Unit> units;
  for (std::size_t i = 0; i < before; ++i)
    units.push_back({.code = UnitCode{"c" + std::to_string(i)},
                     .strata = {{{Dimension{"region"}, StratumCode{"MNPB"}}}}});
  for (std::size_t i = 0; i < after; ++i)
    units.push_back({.code = UnitCode{"m" + std::to_string(i)},
                     .strata = {{{Dimension{"region"}, StratumCode{"MNPB"}}}}});
  return Registry(std::move(units));
}
std::vector<UnitCode> old_codes(std::size_t n) {
  std::vector<UnitCode> out;
  for (std::size_t i = 0; i < n; ++i) out.emplace_back("c" + std::to_string(i));
  return out;
}
CarryRules rules() {
  CarryRules r({{clean, {Carry::weighted_mean, households}},
                {road, {Carry::all_parents}},
                {market, {Carry::any_parent}},
                {income, {Carry::worst, {}, Better::more}}});
  return r.set(households, {Carry::sum}).set(houses, {Carry::sum}).set(schools, {Carry::sum});
}

}  // namespace

TEST(Carry, merging_then_evaluating_equals_evaluating_the_merged_data_for_every_rule) {
  // The truth is known household by household and village by village: merged units are counted anew
  // from it.
  const CriteriaSet set(
      parts({criterion("1", {at_least("1.1", "clean", "60")}),
             criterion("2", {indicator("2.1", requirement::Bound{houses, Comparator::at_most},
                                       {cell({d("3")})})}),
             criterion("3", {indicator("3.1", requirement::Attained{road}, {cell({})})}),
             criterion("4", {indicator("4.1", requirement::Attained{market}, {cell({})})}),
             criterion("5", {at_least("5.1", "income", "30")}),
             criterion("6", {at_least("6.1", "schools", "70")})},
            {measure("clean"), measure("houses", MeasureKind::count),
             measure("road", MeasureKind::attained), measure("market", MeasureKind::attained),
             measure("income", MeasureKind::amount), measure("schools"),
             measure("households", MeasureKind::count)}));
  const auto compiled = compile(set, {.on = end_2020});
  RandomStream random(41, 0, 0);
  std::size_t compared = 0;
  for (int instance = 0; instance < 300; ++instance) {
    const std::size_t n = 2 + std::size_t(random.uniform() * 6),
                      m = 1 + std::size_t(random.uniform() * double(std::min<std::size_t>(n, 3)));
    const Registry registry = everyone(n, m);
    std::vector<Succession> links;
    struct Truth {
      double households = 0, clean = 0, houses = 0, schools = 0, good = 0, road = 1, market = 0,
             income = 1e9;
    };
    std::vector<Truth> old(n), now(m);
    std::vector<std::size_t> into(n);
    for (std::size_t i = 0; i < n; ++i) {
      Truth& t = old[i];
      t.households = 50 + std::floor(random.uniform() * 400),
      t.clean = std::floor(random.uniform() * (t.households + 1)),
      t.houses = std::floor(random.uniform() * 4);
      t.schools = 1 + std::floor(random.uniform() * 3),
      t.good = std::floor(random.uniform() * (t.schools + 1));
      t.road = random.uniform() < 0.7, t.market = random.uniform() < 0.4,
      t.income = 20 + random.uniform() * 20;
      into[i] = i < m ? i : std::size_t(random.uniform() * double(m));
      links.push_back(
          {UnitCode{"c" + std::to_string(i)}, UnitCode{"m" + std::to_string(into[i])}, day, 1.0});
      Truth& x = now[into[i]];
      x.households += t.households, x.clean += t.clean, x.houses += t.houses,
          x.schools += t.schools, x.good += t.good;
      x.road = std::min(x.road, t.road), x.market = std::max(x.market, t.market),
      x.income = std::min(x.income, t.income);
    }
    const auto table = [](const std::vector<Truth>& all, std::size_t from) {
      Table out(all.size());
      for (auto& unit : out.data.units) unit += UnitIndex(from);
      std::vector<double> h, c, ho, r, mk, inc, good, of;
      for (const auto& t : all)
        h.push_back(t.households), c.push_back(100 * t.clean / t.households),
            ho.push_back(t.houses), r.push_back(t.road), mk.push_back(t.market),
            inc.push_back(t.income), good.push_back(t.good), of.push_back(t.schools);
      out.add("households", h, end_2019)
          .add("clean", c, end_2019)
          .add("houses", ho, end_2019)
          .add("road", r, end_2019)
          .add("market", mk, end_2019)
          .add("income", inc, end_2019)
          .add("schools", good, end_2019);
      out.data.columns.back().denominators = of;
      return out;
    };
    const Table before = table(old, 0), counted = table(now, n);
    const Descent descent = Reorganisation(links).descent(old_codes(n), end_2019, end_2020);
    const PanelData carried = carry(before.data.view(), registry, descent, rules());
    const AssessOptions how{.max_age = MaxAge::years(2)};
    const auto a = assess(compiled, registry, carried.view(), how),
               b = assess(compiled, registry, counted.data.view(), how);
    ASSERT_EQ(a.size(), b.size());
    for (std::size_t row = 0; row < a.size(); ++row) {
      for (std::size_t c = 0; c < 6; ++c, ++compared)
        ASSERT_EQ(a.cell(c, row).verdict(), b.cell(c, row).verdict()) << instance << " " << c;
    }
  }
  EXPECT_GT(compared, 2000u);
}

TEST(Carry, what_cannot_be_known_is_missing_and_what_did_not_change_stays_to_the_bit) {
  const Registry registry = everyone(4, 2);
  Table before(4);
  before.add("households", {100, 300, 50, 10})
      .add("clean", {50, missing, 80.1234567, 70})
      .add("road", {0, missing, 1, 1})
      .add("market", {1, missing, 0, 0})
      .add("income", {30, 40, 50, 60})
      .add("plan", {1, 1, 1, 1});
  const Reorganisation r({{UnitCode{"c0"}, UnitCode{"m0"}, day, 1.0},
                          {UnitCode{"c1"}, UnitCode{"m0"}, day, 1.0},
                          {UnitCode{"c3"}, UnitCode{"m1"}, day, std::nullopt}},
                         {UnitCode{"c3"}});
  const auto now =
      carry(before.data.view(), registry, r.descent(old_codes(4), end_2019, end_2020), rules());
  ASSERT_EQ(now.units.size(), 3u);  // c2, m0, m1
  const auto at = [&](const char* code, std::size_t row) {
    const auto& c = *std::ranges::find(now.columns, MeasureCode{code}, &ColumnData::measure);
    return std::pair(c.values[row], static_cast<Observed>(c.states[row]));
  };
  EXPECT_EQ(at("clean", 0), std::pair(80.1234567, Observed::value));
  EXPECT_EQ(at("clean", 1).second, Observed::not_collected);
  EXPECT_EQ(at("households", 1), std::pair(400.0, Observed::value));
  EXPECT_EQ(at("road", 1), std::pair(0.0, Observed::value));    // one parent at 0 decides
  EXPECT_EQ(at("market", 1), std::pair(1.0, Observed::value));  // one parent at 1 decides
  EXPECT_EQ(at("income", 1), std::pair(30.0, Observed::value));
  EXPECT_EQ(at("plan", 1).second, Observed::pending_verification);
  EXPECT_EQ(at("plan", 0).second, Observed::value);
  EXPECT_EQ(at("households", 2).second, Observed::not_reported);  // how much of c3 is not published
  EXPECT_EQ(at("income", 2), std::pair(60.0, Observed::value));
}

TEST(Carry, usual_rules_follow_the_kind_of_a_measure) {
  const std::vector<Measure> measures{measure("a"), measure("b", MeasureKind::count),
                                      measure("c", MeasureKind::attained),
                                      measure("d", MeasureKind::amount)};
  const auto usual = CarryRules::by_kind(measures, households);
  EXPECT_EQ(usual.of(MeasureCode{"a"}).how, Carry::weighted_mean);
  EXPECT_EQ(usual.of(MeasureCode{"a"}).weight, households);
  EXPECT_EQ(usual.of(MeasureCode{"b"}).how, Carry::sum);
  EXPECT_EQ(usual.of(MeasureCode{"c"}).how, Carry::all_parents);
  EXPECT_EQ(usual.of(households).how, Carry::sum);
  EXPECT_EQ(usual.of(MeasureCode{"other"}).how, Carry::reassess);
}

TEST(Carry, refuses_what_does_not_fit) {
  const Registry registry = everyone(2, 1);
  Table before(2);
  before.add("clean", {50, 60});
  const Reorganisation r(
      {{UnitCode{"c0"}, UnitCode{"m0"}, day, 1.0}, {UnitCode{"c1"}, UnitCode{"m0"}, day, 1.0}});
  const auto d = r.descent(old_codes(2), end_2019, end_2020);
  EXPECT_TRUE(
      has(problems_of<InvalidData>([&] { (void)carry(before.data.view(), registry, d, rules()); }),
          ProblemCode::unknown_column));  // no weight
  const auto turned = r.descent(std::vector{UnitCode{"c1"}, UnitCode{"c0"}}, end_2019, end_2020);
  EXPECT_TRUE(has(problems_of<InvalidData>(
                      [&] { (void)carry(before.data.view(), registry, turned, CarryRules()); }),
                  ProblemCode::unknown_unit));
  EXPECT_THROW((void)carry(Table(1).data.view(), registry, d, CarryRules()), InvalidData);
  const Registry only_old = everyone(2, 0);
  EXPECT_THROW((void)carry(before.data.view(), only_old, d, CarryRules()), UnknownCode);
}

TEST(Carry, worst_takes_the_direction_of_the_measure_by_brute_force) {
  // Poverty: less is better, income: more is; the value of a merged unit judges as its worst parent
  // did.
  const MeasureCode poor{"poor"};
  const CriteriaSet set(
      parts({criterion("1", {indicator("1.1", requirement::Bound{poor, Comparator::at_most},
                                       {cell({d("5")})})}),
             criterion("2", {at_least("2.1", "income", "30")})},
            {measure("poor"), measure("income", MeasureKind::amount)}));
  CarryRules worst;
  for (const auto& m : {poor, income}) worst.set(m, {Carry::worst, {}, better_of(set, m)});
  RandomStream random(17, 0, 0);
  for (int instance = 0; instance < 200; ++instance) {
    const std::size_t n = 1 + std::size_t(random.uniform() * 6);
    const std::size_t m = 1 + std::size_t(random.uniform() * double(std::min<std::size_t>(n, 3)));
    std::vector<Succession> links;
    std::vector<double> of_poor, of_income, most(m, -1), least(m, 1e9);
    for (std::size_t i = 0; i < n; ++i) {
      const std::size_t into = i < m ? i : std::size_t(random.uniform() * double(m));
      links.push_back(
          {UnitCode{"c" + std::to_string(i)}, UnitCode{"m" + std::to_string(into)}, day, 1.0});
      // Few values, so that parents tie.
      of_poor.push_back(std::floor(random.uniform() * 5));
      of_income.push_back(28 + std::floor(random.uniform() * 5));
      most[into] = std::max(most[into], of_poor.back());
      least[into] = std::min(least[into], of_income.back());
    }
    Table before(n);
    before.add("poor", of_poor).add("income", of_income);
    const auto descent = Reorganisation(links).descent(old_codes(n), end_2019, end_2020);
    const auto now = carry(before.data.view(), everyone(n, m), descent, worst);
    for (std::size_t u = 0; u < now.units.size(); ++u) {
      EXPECT_EQ(now.columns[0].values[u], most[u]) << instance;
      EXPECT_EQ(now.columns[1].values[u], least[u]) << instance;
    }
  }
}

TEST(Carry, worst_of_a_measure_whose_direction_is_not_said_is_refused_not_guessed) {
  const Registry registry = everyone(2, 1);
  Table before(2);
  before.add("income", {10, 20}).add("clean", {50, 60});
  const Reorganisation r(
      {{UnitCode{"c0"}, UnitCode{"m0"}, day, 1.0}, {UnitCode{"c1"}, UnitCode{"m0"}, day, 1.0}});
  const auto descent = r.descent(old_codes(2), end_2019, end_2020);
  const CarryRules rules({{income, {Carry::worst}}, {clean, {Carry::worst}}});
  const auto problems =
      problems_of<InvalidData>([&] { (void)carry(before.data.view(), registry, descent, rules); });
  ASSERT_EQ(problems.size(), 2u);
  EXPECT_EQ(problems[0].column, "income");
  EXPECT_EQ(problems[0].what, ProblemCode::missing_field);
}

// Of parts one of which was taken back nothing is said, whichever part it is.
TEST(Carry, what_is_carried_of_a_withdrawn_part_is_withdrawn) {
  const Registry registry = everyone(2, 1);
  const Reorganisation r(
      {{UnitCode{"c0"}, UnitCode{"m0"}, day, 1.0}, {UnitCode{"c1"}, UnitCode{"m0"}, day, 1.0}});
  for (const std::size_t gone : {0u, 1u}) {
    Table before(2);
    before.add("households", {100, 300}).add("households", {missing, missing});
    for (auto& c : before.data.columns) c.source = "office";
    before.data.columns[1].recorded = end_2020;
    before.data.columns[1].states[gone] = std::uint8_t(Observed::withdrawn);
    const auto now =
        carry(before.data.view(), registry, r.descent(old_codes(2), end_2019, end_2020), rules());
    ASSERT_EQ(now.columns.size(), 2u);
    const Panel panel = now.view();
    EXPECT_EQ(Choice(panel, MeasureCode{"households"}, end_2019, end_2019, end_2019).at(0).value,
              400);
    EXPECT_EQ(Choice(panel, MeasureCode{"households"}, end_2019, end_2019, {}).at(0).state,
              Observed::not_collected);
  }
}
