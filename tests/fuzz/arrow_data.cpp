// Arrow C data made from bytes: formats, counts, lengths, offsets, nulls and null pointers as they
// come. Buffers hold exactly what an honest producer's would for the claimed offset and length, or
// are absent.
#include <cstring>
#include <memory>

#include "fuzz.hpp"
#include "tieuchi/exchange/arrow.hpp"

namespace tc = tieuchi;

namespace {

struct Bytes : fuzz::Bytes {
  std::int64_t number() {
    const std::uint8_t how = one();
    if (how < 200) return how % 70;
    std::int64_t v = 0;
    for (int k = 0; k < 8; ++k)
      v = static_cast<std::int64_t>(static_cast<std::uint64_t>(v) << 8 | one());
    return how < 230 ? v : how < 240 ? -1 : INT64_MAX - (v & 7);
  }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Bytes in{{data, size}};
  constexpr std::size_t most = 4;
  static const char* const formats[] = {"g", "c", "C", "s", "S",   "i", "I",   "l",
                                        "L", "f", "b", "u", "tdD", "",  "w:3", nullptr};
  static constexpr std::int64_t widths[] = {8, 1, 1, 2, 2, 4, 4, 8, 8, 4, 1, 8, 8, 8, 8, 8};
  ArrowSchema fields[most]{}, schema{};
  ArrowArray columns[most]{}, batch{};
  ArrowSchema* schema_children[most];
  ArrowArray* batch_children[most];
  const void* buffers[most][3]{};
  std::unique_ptr<std::uint8_t[]> memory[most][2];
  const std::size_t n = in.one() % (most + 1);
  batch.length = in.number(), batch.offset = in.number(),
  batch.null_count = in.one() % 8 == 7 ? in.number() : 0;
  for (std::size_t k = 0; k < n; ++k) {
    const unsigned shape = in.one(), format = in.one() % 16;
    ArrowArray& c = columns[k];
    fields[k].format = formats[format], fields[k].name = shape & 1 ? "m.1" : nullptr;
    if ((shape & 2) && (shape & 4)) fields[k].dictionary = &fields[0];
    c.length = shape & 8 ? in.number()
               : batch.length < 1000 && batch.offset > 0 && batch.offset < 100
                   ? batch.length + batch.offset
                   : batch.length;
    c.offset = in.number(), c.null_count = in.one() % 4 == 0 ? in.number() : in.one() % 70;
    c.n_buffers = shape & 16 ? in.number() : 2;
    const bool honest = c.offset >= 0 && c.length >= 0 && c.offset < 10'000 && c.length < 10'000;
    if (honest && !(shape & 32)) {
      const auto values = static_cast<std::size_t>((c.offset + c.length) * widths[format]);
      memory[k][0] = std::make_unique<std::uint8_t[]>(values),
      memory[k][1] =
          std::make_unique<std::uint8_t[]>(static_cast<std::size_t>((c.offset + c.length + 7) / 8));
      for (std::size_t b = 0; b < std::min<std::size_t>(values, 16); ++b)
        memory[k][0][b] = in.one();
      buffers[k][0] = shape & 64 ? memory[k][1].get() : nullptr, buffers[k][1] = memory[k][0].get();
    }
    c.buffers = shape & 128 && in.one() % 4 == 0 ? nullptr : buffers[k];
    schema_children[k] = shape & 128 && in.one() % 4 == 0 ? nullptr : &fields[k];
    batch_children[k] = shape & 128 && in.one() % 4 == 0 ? nullptr : &columns[k];
  }
  schema.format = in.one() % 16 == 0 ? "+l" : "+s";
  schema.n_children = static_cast<std::int64_t>(n), schema.children = schema_children;
  batch.n_children = in.one() % 16 == 0 ? in.number() : static_cast<std::int64_t>(n),
  batch.children = batch_children;
  batch.n_buffers = 1;
  const void* no_bits[1] = {nullptr};
  batch.buffers = no_bits;
  for (std::size_t k = 0; k <= n; ++k) {
    fuzz::attempt([&] {
      const auto column = tc::arrow::column(schema, batch, static_cast<std::int64_t>(k));
      // A length that no buffer of this target has cannot come back.
      if (column.length > 10'000) std::abort();
      std::vector<double> numbers(static_cast<std::size_t>(column.length));
      std::vector<std::uint8_t> states(numbers.size());
      column.widen(numbers.data()), column.states(states.data());
      for (const auto s : states) {
        if (s > 1) std::abort();
      }
      if (const auto in_place = column.doubles();
          in_place && !numbers.empty() &&
          std::memcmp(in_place->data(), numbers.data(), 8 * numbers.size()) != 0)
        std::abort();
    });
  }
  return 0;
}
