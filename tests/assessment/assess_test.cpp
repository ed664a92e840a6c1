#include <clocale>

#include "../examples/synthetic_province.hpp"
#include "support/builder.hpp"
#include "tieuchi/detail/assessment/kernels.hpp"

using namespace support;

namespace {
struct Province {
  CriteriaSet set = catalog::criteria_set("vn-commune-2016");
  Registry registry = synthetic::province(9000, 30);
  PanelData data = synthetic::measures(set, 9000, end_2020, 5);
  CompiledSet rules = compile(set, {.on = end_2020, .provenance = Provenance::allow_unverified});
};
const Province& province() {
  static const Province p;
  return p;
}
}  // namespace

TEST(Assess, threads_order_and_locale_change_not_one_bit) {
  const auto& p = province();
  const auto one = assess(p.rules, p.registry, p.data.view(), {.threads = 1});
  const auto hash = one.hash(p.registry);
  for (int threads : {7, 16}) {
    const auto many = assess(p.rules, p.registry, p.data.view(), {.threads = threads});
    EXPECT_EQ(many.hash(p.registry), hash);
    for (std::size_t c = 0; c < 19; ++c)
      EXPECT_TRUE(std::ranges::equal(many.cells(c), one.cells(c)));
  }
  PanelData shuffled = p.data;
  for (std::size_t i = shuffled.units.size(); i-- > 1;) {
    const std::size_t j = std::size_t(synthetic::uniform(9, i, 1) * double(i + 1));
    std::swap(shuffled.units[i], shuffled.units[j]);
    for (auto& c : shuffled.columns) {
      std::swap(c.values[i], c.values[j]);
      std::swap(c.states[i], c.states[j]);
    }
  }
  EXPECT_EQ(assess(p.rules, p.registry, shuffled.view(), {.threads = 2}).hash(p.registry), hash);
  const char* locale = std::setlocale(LC_ALL, "vi_VN.UTF-8");
  RecordProperty("locale", locale ? locale : "not installed");
  EXPECT_EQ(assess(p.rules, p.registry, p.data.view()).hash(p.registry), hash);
  EXPECT_EQ(d("42.9").str(), "42.9");
  std::setlocale(LC_ALL, "C");
}

TEST(Assess, an_empty_panel_and_a_stranger_are_handled) {
  const auto& p = province();
  EXPECT_EQ(assess(p.rules, p.registry, Panel(0, {}), {.threads = 4}).size(), 0u);
  EXPECT_THROW((void)assess(p.rules, p.registry, Panel(1, {}, {}, {}, {UnitIndex(999999)})),
               InvalidData);
}

TEST(Assess, counts_are_bounds_over_criterion_cells) {
  const auto& p = province();
  const auto r = assess(p.rules, p.registry, p.data.view(), {.threads = 2});
  for (std::size_t u = 0; u < 500; ++u) {
    int met = 0, may = 0, na = 0, may_na = 0;
    for (std::size_t c = 0; c < 19; ++c) {
      const Cell cell = r.cell(c, u);
      met += cell.verdict() == Verdict::met, may += cell.may_be(possible::met);
      na += cell.verdict() == Verdict::not_applicable,
          may_na += cell.may_be(possible::not_applicable);
    }
    EXPECT_EQ(r.met(u), (Interval{met, may}));
    EXPECT_EQ(r.not_applicable(u), (Interval{na, may_na}));
  }
}

TEST(Assess, a_result_owns_what_it_needs) {
  std::optional<Assessment> r;
  {
    const CriteriaSet set(parts({criterion("1", {at_least("1", "x", "50")})}, {measure("x")}));
    Table t(1);
    t.add("x", {60});
    r = assess(compile(set, {.on = end_2019}), communes(1), t.data.view());
  }
  EXPECT_EQ(r->whole(0).verdict(), Verdict::met);
  const Assessment copy = *r;
  r.reset();
  EXPECT_EQ(copy.rules().indicator(0).number.str(), "1");
}

TEST(Assess, vectors_of_units_judge_as_the_plain_loop_does) {
  constexpr double nan = std::numeric_limits<double>::quiet_NaN(),
                   inf = std::numeric_limits<double>::infinity();
  const double odd[] = {0,          1,   0.4,   -0.0, -1,  79.999999, 80,
                        80.0000001, 100, 100.1, nan,  inf, -inf,      5e-324};
  // One column; the same bounds with other bytes; other bounds; both.
  const auto table = [](bool same_bounds, bool same_cells) {
    std::vector<detail::KernelColumn> columns;
    for (std::uint8_t c = 0; c < 3; ++c) {
      auto& one = columns.emplace_back();
      one.low = same_bounds ? 0.9 : 0.3 * c, one.high = same_bounds ? 80 : 79 + c;
      for (std::uint8_t k = 0; k < 16; ++k) {
        one.cell[k] = std::uint8_t(8 * k + (same_cells ? 1 : 1 + c));
      }
    }
    return columns;
  };
  std::vector<double> values;
  std::vector<std::uint8_t> states;
  std::vector<std::uint16_t> columns;
  for (int i = 0; i < 1003; ++i) {  // not a multiple of sixteen
    values.push_back(odd[std::size_t(i * 7) % std::size(odd)]);
    states.push_back(std::uint8_t(i % 3 == 0 ? i % 256 : 0));
    columns.push_back(std::uint16_t(i * i % 3));
  }
  std::vector<std::uint8_t> plain(values.size()), vectors(values.size());
  for (const bool attained : {false, true}) {
    const double most = attained ? 1 : 100;
    const auto definition = attained ? detail::judge_interval<true, false, false>
                                     : detail::judge_interval<false, false, false>;
    for (const bool same_bounds : {false, true}) {
      for (const bool same_cells : {false, true}) {
        const auto of = table(same_bounds, same_cells);
        const auto kernel = detail::interval_kernel(attained, same_bounds, same_cells);
        for (const bool masked : {false, true}) {
          const std::uint8_t* state = masked ? states.data() : nullptr;
          for (std::size_t n : {values.size(), std::size_t{0}, std::size_t{15}, std::size_t{16}}) {
            definition(values.data(), state, columns.data(), n, of.data(), 0, most, plain.data());
            kernel(values.data(), state, columns.data(), n, of.data(), 0, most, vectors.data());
            EXPECT_EQ(plain, vectors)
                << attained << same_bounds << same_cells << masked << ", " << n;
          }
        }
      }
    }
  }
}

TEST(Assess, a_requested_stop_ends_judging_without_a_result) {
  const auto& p = province();
  std::stop_source source;
  EXPECT_EQ(assess(p.rules, p.registry, p.data.view(), {.threads = 2, .stop = source}).size(),
            9000u);
  source.request_stop();
  EXPECT_THROW((void)assess(p.rules, p.registry, p.data.view(), {.threads = 2, .stop = source}),
               Stopped);
}

// Outcomes are compared by this number across machines and releases; archives hold it too.
TEST(Assess, an_outcome_keeps_its_hash) {
  const CriteriaSet set(parts(
      {criterion("1", {at_least("1", "x", "50")}), criterion("2", {at_least("2", "y", "50")})},
      {measure("x"), measure("y")}));
  const Registry registry = communes(3);
  Table t(3);
  t.add("x", {60, 40, missing}).add("y", {60, 60, 40});
  EXPECT_EQ(assess(compile(set, {.on = end_2019}), registry, t.data.view()).hash(registry),
            6955147715713099279u);
}
