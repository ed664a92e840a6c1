// What is counted and combined is right whatever the number of criteria: 256 of them met are not
// none of them.
#include "support/random_sets.hpp"
#include "tieuchi/exchange/archive.hpp"

namespace {
using namespace support;

CriteriaSet set_of(std::size_t width, Rule whole) {
  std::vector<Criterion> list;
  std::vector<Measure> measures;
  for (std::size_t c = 0; c < width; ++c) {
    const std::string number = std::to_string(c + 1), code = "m" + number;
    list.push_back(
        criterion(number.c_str(), {at_least((number + ".1").c_str(), code.c_str(), "50")}));
    measures.push_back(measure(code.c_str()));
  }
  auto p = parts(std::move(list), std::move(measures));
  p.rule = std::move(whole);
  return CriteriaSet(std::move(p));
}

// Row 0 meets everything, row 1 nothing, row 2 knows nothing; to row 3 nothing applies.
PanelData facts(Random& random, std::size_t width, std::size_t rows) {
  Table t(rows);
  for (std::size_t c = 0; c < width; ++c) {
    std::vector<double> values(rows);
    for (double& v : values) v = one_in(random, 2) ? 60 : 40;
    values[0] = 60, values[1] = 40;
    t.add(("m" + std::to_string(c + 1)).c_str(), values);
    auto& states = t.data.columns.back().states;
    states.assign(rows, std::uint8_t{0});
    for (std::size_t u = 4; u < rows; ++u) {
      if (one_in(random, 3)) states[u] = std::uint8_t(1 + random() % 6);
    }
    states[2] = std::uint8_t(Observed::not_reported);
    states[3] = std::uint8_t(Observed::not_applicable);
  }
  return std::move(t.data);
}

class Widths : public testing::TestWithParam<std::size_t> {
 protected:
  static constexpr std::size_t rows = 40;
  std::size_t width = GetParam();
  Random random{unsigned(width)};
  Registry registry = communes(rows);
  PanelData data = facts(random, width, rows);
};

TEST_P(Widths, counts_are_those_of_the_cells) {
  for (const Rule& whole :
       {Rule{rule::AllOf{}}, Rule{rule::AnyOf{}},
        Rule{rule::AtLeast{int(width / 2), NotApplicablePolicy::scale}},
        Rule{rule::Score{std::vector<Decimal>(width, Decimal(1)), Decimal(int(width)),
                         rule::Score::NotApplicable::keep_max}}}) {
    const auto result = assess(compile(set_of(width, whole), {.on = end_2019}), registry,
                               data.view(), {.threads = 2});
    const int all = int(width);
    EXPECT_EQ(result.met(0), (Interval{all, all}));
    EXPECT_EQ(result.met(1), (Interval{0, 0}));
    EXPECT_EQ(result.met(2), (Interval{0, all}));
    EXPECT_EQ(result.not_applicable(3), (Interval{all, all}));
    for (std::size_t u = 0; u < rows; ++u) {
      Interval met{}, applicable{};
      std::vector<Cell> cells;
      for (std::size_t c = 0; c < width; ++c) {
        const Cell cell = cells.emplace_back(result.cell(c, u));
        met.least += cell.verdict() == Verdict::met, met.most += cell.may_be(possible::met);
        applicable.least += !cell.may_be(possible::not_applicable);
        applicable.most += cell.verdict() != Verdict::not_applicable;
      }
      ASSERT_EQ(result.met(u), met) << u;
      ASSERT_EQ(result.applicable(u), applicable) << u;
      ASSERT_EQ(result.whole(u), combine(whole, cells)) << u;
    }
    const auto up = roll_up(result, registry, {.na_count = NaCount::drop(), .by = Level::commune});
    std::int64_t least = 0, most = 0;
    for (std::size_t u = 0; u < rows; ++u) least += result.met(u).least, most += result.met(u).most;
    EXPECT_EQ(up.total.met_least, least);
    EXPECT_EQ(up.total.met_most, most);
  }
}

TEST_P(Widths, archives_hold_them) {
  const auto result = assess(compile(set_of(width, rule::AllOf{}), {.on = end_2019}), registry,
                             data.view(), {.keep_indicators = true});
  const auto loaded = archive::load<Assessment>(archive::save(result));
  for (std::size_t u = 0; u < rows; ++u) {
    ASSERT_EQ(loaded.met(u), result.met(u)) << u;
    ASSERT_EQ(loaded.applicable(u), result.applicable(u)) << u;
    ASSERT_EQ(loaded.whole(u), result.whole(u)) << u;
  }
  EXPECT_EQ(archive::save(loaded), archive::save(result));
}

TEST_P(Widths, declared_numbers_reach_all_of_them) {
  const CriteriaSet set = set_of(width, rule::AllOf{});
  const auto all = std::uint16_t(width);
  std::vector<std::uint16_t> least(rows, 1), most(rows, 0);  // nothing is declared
  least[2] = most[2] = all;
  least[1] = most[1] = all;
  const std::vector<DeclaredCounts> counts{
      {set.id(), end_2019, least, most, Evidence::self_assessed, "list"}};
  const auto result = assess(compile(set, {.on = end_2019}), registry, data.view({}, counts), {});
  EXPECT_EQ(result.met(2), (Interval{all, all}));
  EXPECT_EQ(result.whole(2).verdict(), Verdict::met);
  EXPECT_TRUE(result.count_conflict(1)) << "all declared, none met";
  EXPECT_FALSE(result.count_conflict(2));
}

INSTANTIATE_TEST_SUITE_P(Of, Widths, testing::Values(19, 49, 254, 255, 256, 257, 511, 512, 1000));

}  // namespace
