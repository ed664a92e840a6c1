// What was given holds: whatever is done to a panel after it was judged, an explanation says what
// the cell says, or is refused.
#include "support/random_sets.hpp"
#include "tieuchi/assessment/explain.hpp"

namespace {
using namespace support;

constexpr std::size_t rows = 400;  // of which the fingerprint looks at one in twenty-five

struct Given {
  CriteriaSet set;
  CompiledSet rules;
  Registry registry;
  PanelData data;
  std::vector<std::vector<std::uint8_t>> verdicts;
  std::vector<std::uint16_t> least, most;

  explicit Given(Random& random)
      : set(random_set(random)),
        rules(rules_of(set)),
        registry(registry_of(random, rows)),
        data(random_panel(random, rows)),
        verdicts(3, std::vector<std::uint8_t>(rows)),
        least(rows, 1),
        most(rows, 0) {
    for (auto& list : verdicts) {
      for (auto& v : list) v = one_in(random, 6) ? std::uint8_t(random() % 5) : std::uint8_t{0};
    }
    for (std::size_t u = 0; u < rows; ++u) {
      if (one_in(random, 6)) least[u] = one_in(random, 2) ? 3 : 0, most[u] = least[u] ? 3 : 0;
    }
  }
  [[nodiscard]] Panel panel() const {
    std::vector<DeclaredVerdicts> said;
    for (std::size_t c = 0; c < verdicts.size(); ++c) {
      said.push_back({set.id(), set.criteria()[c].number, end_2019, verdicts[c],
                      Evidence::self_assessed, "list"});
    }
    return data.view(said, {{set.id(), end_2019, least, most, Evidence::self_assessed, "list"}});
  }
  // One cell of one row, as an office might overwrite it.
  void write(Random& random, std::size_t row) {
    auto& column = data.columns[random() % data.columns.size()];
    switch (random() % 4) {
      case 0:
        column.values[row] = double(random() % 11) * 10;
        break;
      case 1:
        column.states[row] = std::uint8_t(random() % 7);
        break;
      case 2:
        verdicts[random() % 3][row] = std::uint8_t(random() % 5);
        break;
      default:
        least[row] = most[row] = one_in(random, 2) ? 3 : 0;
        break;
    }
  }
};

// Nothing where it is refused.
template <class F>
auto unless_refused(F&& f) -> std::optional<decltype(f())> {
  try {
    return f();
  } catch (const InvalidData& e) {
    EXPECT_EQ(e.problems().front().what, ProblemCode::other_panel);
    return std::nullopt;
  }
}

}  // namespace

TEST(Holds, explanations_agree_with_what_was_given_or_are_refused) {
  Random random(2611);
  std::size_t refused = 0, explained = 0, untouched = 0;
  for (int draw = 0; draw < 10; ++draw) {
    Given given(random);
    const Assessment result =
        assess(given.rules, given.registry, given.panel(), {.keep_indicators = true});
    for (int k = 0; k < 12; ++k) {
      const std::size_t row = 1 + random() % (rows - 1);
      if (row % 25 == 0) continue;
      Given after = given;
      const bool write = !one_in(random, 4);
      if (write) after.write(random, row);
      const Panel panel = after.panel();
      const UnitCode unit = given.registry.unit(UnitIndex(row)).code;
      const Assessment again =
          assess(given.rules, given.registry, panel, {.keep_indicators = true});
      bool moved = false;
      for (std::size_t f = 0; f < given.rules.indicator_count(); ++f) {
        const std::size_t c = given.rules.place(f).criterion;
        const bool same = again.cell(c, row) == result.cell(c, row);
        const auto e = unless_refused([&] {
          return explain(result, given.registry, panel, unit, given.rules.indicator(f).number);
        });
        // A number that was declared later may contradict what is now otherwise judged.
        if (again.count_conflict(row) == result.count_conflict(row)) {
          ASSERT_EQ(e.has_value(), same) << draw << " " << unit.str() << " " << f;
        }
        refused += !e, moved = moved || !same;
        explained += e.has_value();
      }
      if (!write) {
        ASSERT_FALSE(moved);
      }
      untouched += !moved;
      const auto list = unless_refused([&] { return gaps(result, given.registry, panel); });
      if (again.count_conflict(row) == result.count_conflict(row)) {
        ASSERT_EQ(list.has_value(), !moved) << draw;
      }
      const auto better =
          unless_refused([&] { return improvement(result, given.registry, panel, row).whole; });
      ASSERT_EQ(better.has_value(), list.has_value()) << draw;
      ASSERT_EQ(unless_refused([&] {
                  return conflicts(result, given.registry, panel).size();
                }).has_value(),
                list.has_value());
    }
  }
  EXPECT_GT(refused, 8u);
  EXPECT_GT(explained, 400u);
  EXPECT_GT(untouched, 20u);
}

TEST(Holds, a_refusal_names_unit_criterion_and_both_cells) {
  const CriteriaSet set(parts({criterion("7", {at_least("7.1", "x", "50")})}, {measure("x")}));
  Table t(1000);
  t.add("x", std::vector<double>(1000, 60));
  const Registry registry = communes(1000);
  const auto result = assess(compile(set, {.on = end_2019}), registry, t.data.view());
  t.data.columns[0].values[1] = 40;
  const auto list = problems_of<InvalidData>([&] {
    (void)explain(result, registry, t.data.view(), UnitCode{"c1"}, IndicatorNumber{"7.1"});
  });
  ASSERT_EQ(list.size(), 1u);
  EXPECT_EQ(list[0].code, "c1");
  EXPECT_EQ(list[0].column, "7");
  EXPECT_EQ(list[0].row, 2);
  EXPECT_NE(list[0].found.find("not met"), std::string::npos) << list[0].found;
  EXPECT_EQ(list[0].expected.substr(0, 3), "met");
  EXPECT_NO_THROW(
      (void)explain(result, registry, t.data.view(), UnitCode{"c2"}, IndicatorNumber{"7.1"}));
}
