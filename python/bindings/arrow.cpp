#include "arrow.hpp"

#include <algorithm>
#include <thread>

namespace arrow {

namespace {

// A part of a column and where its states go.
struct Mask {
  tc::arrow::Column column;
  std::uint8_t* out;
};

// Unpacks masks of n cells, on several threads where they are long.
void unpack_all(const std::vector<Mask>& masks, std::int64_t n) {
  py::gil_scoped_release release;
  const std::size_t threads =
      n < 100'000 ? 1 : std::clamp<std::size_t>(std::thread::hardware_concurrency(), 1, 8);
  const auto work = [&](std::size_t t) {
    for (std::size_t k = t; k < masks.size(); k += threads) {
      masks[k].column.states(masks[k].out);
    }
  };
  std::vector<std::jthread> pool;
  for (std::size_t t = 1; t < threads; ++t) pool.emplace_back(work, t);
  work(0);
}

}  // namespace

py::list read(const py::capsule& capsule) {
  auto* stream = capsule.get_pointer<Stream>();
  if (std::string_view(capsule.name()) != "arrow_array_stream" || !stream->release) {
    throw py::type_error("expected the capsule of an Arrow stream that was not read before");
  }
  const auto check = [&](int code) {
    if (code == 0) return;
    const char* why = stream->last_error(stream);
    throw py::value_error(std::string("the Arrow stream failed: ") +
                          (why ? why : "no reason given"));
  };
  Owned<ArrowSchema> schema;
  check(stream->schema(stream, &schema.value));
  std::vector<std::unique_ptr<Owned<ArrowArray>>> batches;
  for (;;) {
    auto batch = std::make_unique<Owned<ArrowArray>>();
    check(stream->next(stream, &batch->value));
    if (!batch->value.release) break;
    if (batch->value.length > 0) batches.push_back(std::move(batch));
  }
  std::int64_t n = 0;
  for (const auto& b : batches) n += b->value.length;
  // One batch is handed on; several are joined by copying.
  py::capsule owner;
  const ArrowArray* only = nullptr;
  if (batches.size() == 1) {
    auto* kept = batches[0].release();
    only = &kept->value;
    batches.clear();
    owner = py::capsule(kept, [](void* p) { delete static_cast<Owned<ArrowArray>*>(p); });
  }
  py::list out;
  std::vector<Mask> masks;  // unpacked together, on several threads
  for (std::int64_t c = 0; c < schema.value.n_children; ++c) {
    const ArrowSchema& field = *schema.value.children[c];
    const py::str name(field.name ? field.name : "");
    if (!tc::arrow::numeric_format(field)) {
      out.append(py::make_tuple(name, py::none(), py::none()));
      continue;
    }
    std::vector<tc::arrow::Column> parts;
    if (only) parts.push_back(tc::arrow::column(schema.value, *only, c));
    for (const auto& b : batches) parts.push_back(tc::arrow::column(schema.value, b->value, c));
    py::object states = py::none();
    if (std::ranges::any_of(parts, [](const auto& p) { return p.validity != nullptr; })) {
      Bytes bytes(n);
      std::int64_t at = 0;
      for (const auto& p : parts) masks.push_back({p, bytes.mutable_data() + at}), at += p.length;
      states = std::move(bytes);
    }
    py::object values;
    if (const auto in_place = parts.size() == 1 && only ? parts[0].doubles() : std::nullopt) {
      values = py::array_t<double>(n, in_place->data(), owner);
      values.attr("setflags")("write"_a = false);
    } else {
      std::vector<double> numbers(std::size_t(n), 0.0);
      std::int64_t at = 0;
      for (const auto& p : parts) p.widen(numbers.data() + at), at += p.length;
      values = array_of(std::move(numbers));
    }
    out.append(py::make_tuple(name, values, states));
  }
  unpack_all(masks, n);
  return out;
}

}  // namespace arrow
