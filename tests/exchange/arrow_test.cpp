#include "support/builder.hpp"

#include "tieuchi/exchange/arrow.hpp"

using namespace support;

namespace {

// A record batch of one child over memory of the test.
struct Batch {
  ArrowSchema field{}, schema{};
  ArrowArray data{}, batch{};
  ArrowSchema* fields[1] = {&field};
  ArrowArray* columns[1] = {&data};
  const void* buffers[2]{};
  Batch(const char* format, std::int64_t n, const void* values, const void* validity = nullptr) {
    field.format = format, field.name = "m.1";
    schema.format = "+s", schema.n_children = 1, schema.children = fields;
    data.length = n, data.null_count = validity ? -1 : 0, data.n_buffers = 2,
    data.buffers = buffers;
    buffers[0] = validity, buffers[1] = values;
    batch.length = n, batch.n_children = 1, batch.children = columns;
  }
  std::vector<double> numbers() const {
    const auto c = arrow::column(schema, batch, 0);
    std::vector<double> out(static_cast<std::size_t>(c.length));
    c.widen(out.data());
    return out;
  }
  std::vector<std::uint8_t> states() const {
    const auto c = arrow::column(schema, batch, 0);
    std::vector<std::uint8_t> out(static_cast<std::size_t>(c.length));
    c.states(out.data());
    return out;
  }
};

}  // namespace

TEST(Arrow, doubles_stay_where_they_are_and_other_numbers_are_widened) {
  const double doubles[] = {1.5, -2, 0.1};
  const Batch g("g", 3, doubles);
  EXPECT_EQ(arrow::column(g.schema, g.batch, 0).doubles()->data(), doubles);
  EXPECT_EQ(arrow::column(g.schema, g.batch, 0).name, "m.1");
  const auto widened = [](const char* format, auto... v) {
    const std::common_type_t<decltype(v)...> values[] = {v...};
    const Batch b(format, sizeof...(v), values);
    EXPECT_FALSE(arrow::column(b.schema, b.batch, 0).doubles().has_value());
    return b.numbers();
  };
  EXPECT_EQ(widened("c", std::int8_t{-128}, std::int8_t{127}), (std::vector<double>{-128, 127}));
  EXPECT_EQ(widened("C", std::uint8_t{255}, std::uint8_t{1}), (std::vector<double>{255, 1}));
  EXPECT_EQ(widened("s", std::int16_t{-3}, std::int16_t{4}), (std::vector<double>{-3, 4}));
  EXPECT_EQ(widened("S", std::uint16_t{65535}, std::uint16_t{0}), (std::vector<double>{65535, 0}));
  EXPECT_EQ(widened("i", -7, 8), (std::vector<double>{-7, 8}));
  EXPECT_EQ(widened("I", 4'000'000'000u, 8u), (std::vector<double>{4e9, 8}));
  EXPECT_EQ(widened("l", std::int64_t{-5}, std::int64_t{6}), (std::vector<double>{-5, 6}));
  EXPECT_EQ(widened("L", std::uint64_t{5}, std::uint64_t{6}), (std::vector<double>{5, 6}));
  EXPECT_EQ(widened("f", 0.5f, 2.0f), (std::vector<double>{0.5, 2}));
}

TEST(Arrow, booleans_and_nulls_are_bits_from_any_offset) {
  std::vector<std::uint8_t> bits{0b10110100, 0b01101001, 0b11110000, 0xff};
  for (std::int64_t offset : {0, 1, 5, 8, 11}) {
    for (std::int64_t n : {0, 1, 7, 9, 20}) {
      Batch b("b", offset + n, bits.data(), bits.data());
      b.batch.length = n, b.batch.offset = offset;
      const auto numbers = b.numbers();
      const auto states = b.states();
      ASSERT_EQ(numbers.size(), static_cast<std::size_t>(n));
      for (std::int64_t i = 0; i < n; ++i) {
        const bool bit = bits[static_cast<std::size_t>((offset + i) / 8)] >> (offset + i) % 8 & 1;
        EXPECT_EQ(numbers[static_cast<std::size_t>(i)], bit) << offset << " " << i;
        EXPECT_EQ(states[static_cast<std::size_t>(i)],
                  bit ? 0 : static_cast<int>(Observed::not_collected))
            << offset << " " << i;
      }
    }
  }
  // Without bits, or with a count of no nulls, nothing is missing.
  const double values[] = {1, 2};
  EXPECT_EQ(Batch("g", 2, values).states(), (std::vector<std::uint8_t>{0, 0}));
  Batch none("g", 2, values, bits.data());
  none.data.null_count = 0;
  EXPECT_EQ(none.states(), (std::vector<std::uint8_t>{0, 0}));
}

TEST(Arrow, structures_that_contradict_themselves_are_refused) {
  const double values[] = {1, 2};
  const auto refused = [&](auto&& change, ProblemCode what = ProblemCode::malformed) {
    Batch b("g", 2, values);
    change(b);
    EXPECT_TRUE(
        has(problems_of<InvalidData>([&] { (void)arrow::column(b.schema, b.batch, 0); }), what));
  };
  refused([](Batch& b) { b.schema.format = "+l"; });
  refused([](Batch& b) { b.schema.format = nullptr; });
  refused([](Batch& b) { b.batch.n_children = 2; });
  refused([](Batch& b) { b.schema.n_children = b.batch.n_children = 0; });
  refused([](Batch& b) { b.schema.children = nullptr; });
  refused([](Batch& b) { b.columns[0] = nullptr; });
  refused([](Batch& b) { b.fields[0] = nullptr; });
  refused([](Batch& b) { b.batch.length = -1; });
  refused([](Batch& b) { b.batch.offset = INT64_MAX; });
  refused([](Batch& b) { b.data.length = 1; });
  refused([](Batch& b) { b.data.offset = -1; });
  refused([](Batch& b) { b.batch.offset = 1; });
  refused([](Batch& b) { b.data.n_buffers = 3; });
  refused([](Batch& b) { b.data.buffers = nullptr; });
  refused([](Batch& b) { b.buffers[1] = nullptr; });
  refused([](Batch& b) { b.data.null_count = 3; });
  refused([](Batch& b) { b.data.null_count = -2; });
  refused([&](Batch& b) {
    b.batch.null_count = 1, b.batch.n_buffers = 1, b.batch.buffers = b.buffers,
    b.buffers[0] = values;
  });
  refused([](Batch& b) { b.field.format = "u"; }, ProblemCode::wrong_type);
  refused([](Batch& b) { b.field.format = nullptr; }, ProblemCode::wrong_type);
  refused([](Batch& b) { b.field.dictionary = &b.field; }, ProblemCode::wrong_type);
}
