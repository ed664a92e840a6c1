#include "support/builder.hpp"

using namespace support;

TEST(Panel, refuses_columns_of_another_length_all_at_once) {
  const std::vector<double> two{1, 2}, three{1, 2, 3};
  const std::vector<std::uint8_t> one{0};
  const auto list = problems_of<InvalidData>([&] {
    Panel(3, {{.measure = MeasureCode{"a"}, .values = two},
              {.measure = MeasureCode{"b"}, .values = three, .states = one}});
  });
  EXPECT_EQ(list.size(), 2u);
}

TEST(Panel, fingerprint_tells_another_table) {
  std::vector<double> v{1, 2, 3};
  const Panel a(3, {{.measure = MeasureCode{"a"}, .reference = end_2019, .values = v}});
  const auto before = a.fingerprint();
  EXPECT_EQ(before, a.fingerprint());
  v[1] = 5;
  EXPECT_NE(before, a.fingerprint());
  v[1] = 2;
  EXPECT_NE(
      before,
      Panel(3, {{.measure = MeasureCode{"b"}, .reference = end_2019, .values = v}}).fingerprint());
}
