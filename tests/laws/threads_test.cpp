// Many threads at once on the same immutable values; meant for the thread sanitizer
// (scripts/test.sh --all).
#include "support/builder.hpp"

#include <atomic>
#include <thread>

#include "archives/specimens.hpp"
#include "tieuchi/assessment/unit_judge.hpp"

using namespace support;

namespace {

template <class F>
void at_once(int threads, F&& work) {
  std::vector<std::jthread> pool;
  for (int t = 0; t < threads; ++t) pool.emplace_back([&work, t] { work(t); });
}

}  // namespace

TEST(Threads, judge_explain_and_roll_up_the_same_values) {
  const auto set = specimens::criteria_set();
  const auto registry = specimens::registry();
  const auto data = specimens::panel();
  const auto rules = compile(set, {.on = end_2019, .provenance = Provenance::allow_unverified});
  const auto alone = assess(rules, registry, data.view());
  const UnitJudge judge(rules, {.stratum = 0});
  std::atomic<int> same{0};
  at_once(8, [&](int t) {
    const auto result = assess(rules, registry, data.view(), {.threads = 1 + t % 3});
    const auto up = roll_up(result, registry, {.na_count = NaCount::drop()});
    const auto text =
        explain(result, registry, data.view(), UnitCode{"06001"}, IndicatorNumber{"1.1"}).text();
    std::vector<Cell> cells(judge.criteria());
    judge(std::vector<double>(judge.measures().size(), 50), {}, cells);
    same += result.hash(registry) == alone.hash(registry) && up.total.units == 70 && !text.empty();
  });
  EXPECT_EQ(same, 8);
}

TEST(Threads, read_the_catalog_and_archives) {
  const auto bytes = archive::save(specimens::registry());
  std::atomic<std::size_t> units{0}, criteria{0};
  at_once(8, [&](int) {
    criteria += catalog::criteria_set("vn-commune-2016").criteria().size();
    units += archive::load<Registry>(bytes).size();
    (void)catalog::criteria_sets();
  });
  EXPECT_EQ(criteria, 8 * 19u);
  EXPECT_EQ(units, 8 * 72u);
}

TEST(Threads, project_the_same_model) {
  const auto model = specimens::model();
  const auto alone = archive::save(project(model, {.until = 2021, .draws = 64, .seed = 2}));
  std::atomic<int> same{0};
  at_once(4, [&](int t) {
    same += archive::save(
                project(model, {.until = 2021, .draws = 64, .seed = 2, .threads = 1 + t})) == alone;
  });
  EXPECT_EQ(same, 4);
}
