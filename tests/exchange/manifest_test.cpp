#include "tieuchi/exchange/manifest.hpp"

#include "../src/sha256.hpp"
#include "support/builder.hpp"

using namespace support;

namespace {

std::string sha256(std::string_view text) {
  detail::Sha256 h;
  h.raw(text);
  return h.hex();
}

std::vector<Unit> listed(const Registry& registry) {
  return {registry.units().begin(), registry.units().end()};
}

// Everything that a result is made from; each test changes one thing.
struct World {
  CriteriaSetParts law = parts(
      {criterion("1", {at_least("1.1", "x", "50")}), criterion("2", {at_least("2.1", "y", "30")})},
      {measure("x"), measure("y")});
  std::vector<Unit> units = listed(communes(20));
  Table table{20};
  std::vector<std::uint8_t> evidence = std::vector<std::uint8_t>(20, 0),
                            declared = std::vector<std::uint8_t>(20, 0);
  std::vector<std::uint16_t> least = std::vector<std::uint16_t>(20, 0),
                             most = std::vector<std::uint16_t>(20, 2);
  CompileOptions how{.on = end_2019};
  AssessOptions options{};
  bool reversed = false, stated = false;

  World() {
    std::vector<double> x, y;
    for (int i = 0; i < 20; ++i) x.push_back(45 + i), y.push_back(20 + i);
    table.add("x", x).add("y", y);
  }
  [[nodiscard]] Manifest made() const {
    const Registry registry(units);
    const auto owned = table.data.view(
        {{.set = SetId{"test"},
          .criterion = CriterionNumber{"2"},
          .reference = end_2019,
          .verdicts = declared}},
        {{.set = SetId{"test"}, .reference = end_2019, .least = least, .most = most}});
    std::vector<Column> columns(owned.columns().begin(), owned.columns().end());
    for (Column& c : columns) {
      c.evidence = evidence;
      if (stated) c.recorded = c.reference;
    }
    if (reversed) std::ranges::reverse(columns);
    const Panel panel(20, columns, {owned.verdicts().begin(), owned.verdicts().end()},
                      {owned.counts().begin(), owned.counts().end()}, table.data.units);
    const auto result = assess(compile(CriteriaSet(law), how), registry, panel, options);
    return manifest(result, registry, panel);
  }
};

using Parts = std::vector<std::string>;

template <class F>
Parts changed_by(F&& change) {
  World world;
  const Manifest before = world.made();
  change(world);
  return before.difference(world.made());
}

}  // namespace

TEST(Manifest, sha256_is_that_of_the_standard) {
  EXPECT_EQ(sha256(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(sha256("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  EXPECT_EQ(sha256(std::string(1000000, 'a')),
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST(Manifest, every_cell_of_the_panel_changes_the_panel_alone) {
  const Parts panel{"panel"};
  for (std::size_t row = 0; row < 20; ++row) {
    for (std::size_t c = 0; c < 2; ++c) {
      EXPECT_EQ(changed_by([&](World& w) {
                  double& v = w.table.data.columns[c].values[row];
                  v = std::nextafter(v, 1e9);  // the least that can change
                }),
                panel);
      EXPECT_EQ(changed_by([&](World& w) { w.table.data.columns[c].states[row] = 3; }), panel);
    }
    EXPECT_EQ(changed_by([&](World& w) { w.evidence[row] = 1; }), panel);
    EXPECT_EQ(changed_by([&](World& w) { w.declared[row] = 2; }), panel);
    EXPECT_EQ(changed_by([&](World& w) { w.least[row] = 1; }), panel);
    EXPECT_EQ(changed_by([&](World& w) { w.most[row] = 1; }), panel);
  }
  EXPECT_EQ(changed_by([](World& w) { w.table.data.columns[0].source = "s"; }), panel);
  EXPECT_EQ(changed_by([](World& w) { w.table.data.columns[0].reference = Date(2019, 12, 30); }),
            panel);
  EXPECT_EQ(changed_by([](World& w) { w.table.data.columns[0].recorded = end_2020; }), panel);
  EXPECT_EQ(changed_by([](World& w) {
              w.table.data.columns[0].denominators = std::vector<double>(20, 100.0);
            }),
            panel);
}

TEST(Manifest, a_number_taken_back_is_not_one_that_was_never_declared) {
  World world;
  world.least[0] = 1, world.most[0] = 0;
  const Manifest nothing = world.made();
  world.least[0] = DeclaredCounts::withdrawn;
  EXPECT_EQ(nothing.difference(world.made()), Parts{"panel"});
}

TEST(Manifest, each_other_part_changes_alone) {
  EXPECT_EQ(changed_by([](World& w) {
              w.law.criteria[0].indicators[0].cells[0].numbers[0] = d("50.000001");
            }),
            Parts{"set"});
  EXPECT_EQ(changed_by([](World& w) { w.law.criteria[0].name.vi += "."; }), Parts{"set"});
  EXPECT_EQ(changed_by([](World& w) { w.law.criteria[1].rule = rule::AnyOf{}; }), Parts{"set"});
  EXPECT_EQ(changed_by([](World& w) {
              CriteriaSetParts other = w.law;
              other.id = SetId{"other"};
              w.how.references.emplace_back(other);
            }),
            Parts{"set"});
  EXPECT_EQ(changed_by([](World& w) {
              w.how.overlays.push_back(
                  {.instrument = "1", .set = SetId{"test"}, .issued = Date(2011, 1, 1)});
            }),
            Parts{"provisions"});
  EXPECT_EQ(changed_by([](World& w) { w.units[3].names[0].value += "!"; }), Parts{"registry"});
  EXPECT_EQ(changed_by([](World& w) { w.units[3].strata.clear(); }), Parts{"registry"});
  const Parts options{"options"};
  EXPECT_EQ(changed_by([](World& w) { w.how.on = Date(2019, 12, 30); }), options);
  EXPECT_EQ(changed_by([](World& w) { w.how.provenance = Provenance::allow_unverified; }), options);
  EXPECT_EQ(changed_by([](World& w) { w.how.outside_period = true; }), options);
  EXPECT_EQ(changed_by([](World& w) { w.how.known_on = end_2019; }), options);
  EXPECT_EQ(changed_by([](World& w) { w.options.max_age = MaxAge::years(1); }), options);
}

TEST(Manifest, what_cannot_change_a_verdict_changes_nothing) {
  const Parts none;
  EXPECT_EQ(changed_by([](World& w) { w.options.threads = 3; }), none);
  EXPECT_EQ(changed_by([](World& w) { w.options.keep_indicators = true; }), none);
  EXPECT_EQ(changed_by([](World& w) { w.reversed = true; }), none);
  EXPECT_EQ(changed_by([](World& w) { w.stated = true; }), none);
  // Units in another order, of the registry and with them of the panel.
  EXPECT_EQ(changed_by([](World& w) {
              std::reverse(w.units.begin(), w.units.end());
              const auto last = UnitIndex(w.units.size() - 1);
              for (auto& u : w.table.data.units) u = last - u;
            }),
            none);
  // Numbers that nobody reads, the sign of zero, which NaN.
  const auto twice = [](double a, bool absent, double b) {
    World one, two;
    one.table.data.columns[0].values[0] = a, two.table.data.columns[0].values[0] = b;
    if (absent) one.table.data.columns[0].states[0] = two.table.data.columns[0].states[0] = 1;
    return one.made() == two.made();
  };
  EXPECT_TRUE(twice(7, true, 8));
  EXPECT_FALSE(twice(7, false, 8));
  EXPECT_TRUE(twice(0.0, false, -0.0));
  EXPECT_TRUE(twice(std::nan("1"), false, -std::nan("2")));
}

TEST(Manifest, is_of_the_panel_of_the_result) {
  const World w;
  const Registry registry(w.units);
  const auto result = assess(compile(CriteriaSet(w.law), w.how), registry, w.table.data.view());
  Table other(20);
  other.add("x", std::vector<double>(20, 1));
  EXPECT_TRUE(
      has(problems_of<InvalidData>([&] { (void)manifest(result, registry, other.data.view()); }),
          ProblemCode::other_panel));
  const Registry small({{.code = UnitCode{"a"}, .level = Level::province}});
  EXPECT_TRUE(
      has(problems_of<InvalidData>([&] { (void)manifest(result, small, w.table.data.view()); }),
          ProblemCode::unknown_unit));
}

// The fingerprint looks at one row in twenty-five here; the cells of all rows are judged again.
TEST(Manifest, is_not_made_of_figures_that_were_not_judged) {
  constexpr std::size_t rows = 400;
  const Registry registry = communes(int(rows));
  const CriteriaSet set(parts({criterion("1", {at_least("1.1", "x", "50")})}, {measure("x")}));
  std::vector<double> x(rows, 60);
  const Panel panel(rows, {{.measure = MeasureCode{"x"}, .reference = end_2019, .values = x}});
  const auto result = assess(compile(set, {.on = end_2019}), registry, panel);
  const Manifest before = manifest(result, registry, panel);
  x[7] = 40;
  ASSERT_EQ(panel.fingerprint(), result.panel_fingerprint());
  EXPECT_THROW((void)manifest(result, registry, panel), InvalidData);
  x[7] = 60;
  EXPECT_EQ(manifest(result, registry, panel), before);
}
