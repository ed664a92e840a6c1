#include "tieuchi/stop.hpp"

#include <stop_token>

#include "support/builder.hpp"

using namespace support;

TEST(StopSignal, asks_what_it_refers_to_and_nothing_without_one) {
  EXPECT_FALSE(StopSignal{}.stop_possible());
  EXPECT_FALSE(StopSignal{}.stop_requested());
  std::stop_source source;
  const std::stop_token token = source.get_token();
  const StopSignal of_source = source, of_token = token, copy = of_token;
  EXPECT_TRUE(of_token.stop_possible());
  EXPECT_FALSE(of_source.stop_requested() || of_token.stop_requested() || copy.stop_requested());
  source.request_stop();
  EXPECT_TRUE(of_source.stop_requested() && of_token.stop_requested() && copy.stop_requested());
}

TEST(StopSignal, refuses_a_temporary_that_would_be_gone_when_asked) {
  EXPECT_TRUE((std::is_constructible_v<StopSignal, const std::stop_token&>));
  EXPECT_FALSE((std::is_constructible_v<StopSignal, std::stop_token>));
  EXPECT_FALSE((std::is_constructible_v<StopSignal, int>));
}

TEST(StopSignal, is_not_kept_by_a_result) {
  const CriteriaSet set(parts({criterion("1", {at_least("1", "x", "50")})}, {measure("x")}));
  Table t(3);
  t.add("x", {10, 60, 70});
  const Registry registry = communes(3);
  const auto result = [&] {
    std::stop_source short_lived;
    return assess(compile(set, {.on = end_2019}), registry, t.data.view(), {.stop = short_lived});
  }();
  EXPECT_FALSE(result.options().stop.stop_possible());
}
