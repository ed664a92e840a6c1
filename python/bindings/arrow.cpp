#include "arrow.hpp"

#include <algorithm>
#include <thread>

namespace arrow {

namespace {

// Bits of a validity bitmap become bytes of `Observed`: 0 a value, 1 not collected.
void unpack(const std::uint8_t* bits, std::int64_t offset, std::int64_t n, std::uint8_t* out) {
  static const auto table = [] {
    std::array<std::array<std::uint8_t, 8>, 256> t{};
    for (std::size_t b = 0; b < 256; ++b) {
      for (std::size_t k = 0; k < 8; ++k) t[b][k] = std::uint8_t(!(b >> k & 1));
    }
    return t;
  }();
  std::int64_t i = 0;
  for (; i < n && (offset + i) % 8 != 0; ++i) out[i] = std::uint8_t(!(bits[(offset + i) / 8] >> (offset + i) % 8 & 1));
  for (; i + 8 <= n; i += 8) std::memcpy(out + i, table[bits[(offset + i) / 8]].data(), 8);
  for (; i < n; ++i) out[i] = std::uint8_t(!(bits[(offset + i) / 8] >> (offset + i) % 8 & 1));
}

template <class T>
void widen(const void* from, std::int64_t offset, std::int64_t n, double* out) {
  const T* values = static_cast<const T*>(from) + offset;
  for (std::int64_t i = 0; i < n; ++i) out[i] = static_cast<double>(values[i]);
}

// A validity bitmap and where its bytes go; without bits every cell is a value.
struct Mask {
  const std::uint8_t* bits;
  std::int64_t offset, n;
  std::uint8_t* out;
};

// Unpacks masks of n cells, on several threads where they are long.
void unpack_all(const std::vector<Mask>& masks, std::int64_t n) {
  py::gil_scoped_release release;
  const std::size_t threads =
      n < 100'000 ? 1 : std::clamp<std::size_t>(std::thread::hardware_concurrency(), 1, 8);
  const auto work = [&](std::size_t t) {
    for (std::size_t k = t; k < masks.size(); k += threads) {
      const Mask& m = masks[k];
      if (m.bits) unpack(m.bits, m.offset, m.n, m.out);
      else std::memset(m.out, 0, std::size_t(m.n));
    }
  };
  std::vector<std::jthread> pool;
  for (std::size_t t = 1; t < threads; ++t) pool.emplace_back(work, t);
  work(0);
}

bool is_numeric(char format) { return std::string_view("cCsSiIlLfgb").find(format) != std::string_view::npos; }

void to_doubles(char format, const void* from, std::int64_t offset, std::int64_t n, double* out) {
  switch (format) {
    case 'c': return widen<std::int8_t>(from, offset, n, out);
    case 'C': return widen<std::uint8_t>(from, offset, n, out);
    case 's': return widen<std::int16_t>(from, offset, n, out);
    case 'S': return widen<std::uint16_t>(from, offset, n, out);
    case 'i': return widen<std::int32_t>(from, offset, n, out);
    case 'I': return widen<std::uint32_t>(from, offset, n, out);
    case 'l': return widen<std::int64_t>(from, offset, n, out);
    case 'L': return widen<std::uint64_t>(from, offset, n, out);
    case 'f': return widen<float>(from, offset, n, out);
    case 'g': return widen<double>(from, offset, n, out);
    default:
      for (std::int64_t i = 0; i < n; ++i) {
        out[i] = double(static_cast<const std::uint8_t*>(from)[(offset + i) / 8] >> (offset + i) % 8 & 1);
      }
  }
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
    throw py::value_error(std::string("the Arrow stream failed: ") + (why ? why : "no reason given"));
  };
  Owned<Schema> schema;
  check(stream->schema(stream, &schema.value));
  std::vector<std::unique_ptr<Owned<Array>>> batches;
  for (;;) {
    auto batch = std::make_unique<Owned<Array>>();
    check(stream->next(stream, &batch->value));
    if (!batch->value.release) break;
    if (batch->value.length > 0) batches.push_back(std::move(batch));
  }
  std::int64_t n = 0;
  for (const auto& b : batches) n += b->value.length;
  // One batch is handed on; several are joined by copying.
  py::capsule owner;
  const Array* only = nullptr;
  if (batches.size() == 1) {
    auto* kept = batches[0].release();
    only = &kept->value;
    batches.clear();
    owner = py::capsule(kept, [](void* p) { delete static_cast<Owned<Array>*>(p); });
  }
  py::list out;
  std::vector<Mask> masks;  // unpacked together, on several threads
  for (std::int64_t c = 0; c < schema.value.n_children; ++c) {
    const Schema& field = *schema.value.children[c];
    const char format = field.format[0];
    const py::str name(field.name ? field.name : "");
    if (field.dictionary || field.format[1] != '\0' || !is_numeric(format)) {
      out.append(py::make_tuple(name, py::none(), py::none()));
      continue;
    }
    const auto each = [&](const auto& use) {
      std::int64_t at = 0;
      const auto part = [&](const Array& batch) {
        const Array& column = *batch.children[c];
        use(column, batch.offset + column.offset, batch.length, at);
        at += batch.length;
      };
      if (only) part(*only);
      for (const auto& b : batches) part(b->value);
    };
    bool nulls = false;
    each([&](const Array& column, std::int64_t, std::int64_t, std::int64_t) {
      nulls = nulls || (column.null_count != 0 && column.buffers[0]);
    });
    py::object states = py::none();
    if (nulls) {
      Bytes bytes(n);
      each([&](const Array& column, std::int64_t offset, std::int64_t length, std::int64_t at) {
        masks.push_back({static_cast<const std::uint8_t*>(column.buffers[0]), offset, length, bytes.mutable_data() + at});
      });
      states = std::move(bytes);
    }
    py::object values;
    if (format == 'g' && only) {
      const Array& column = *only->children[c];
      values = py::array_t<double>(n, static_cast<const double*>(column.buffers[1]) + only->offset + column.offset, owner);
      values.attr("setflags")("write"_a = false);
    } else {
      std::vector<double> numbers(std::size_t(n), 0.0);
      each([&](const Array& column, std::int64_t offset, std::int64_t length, std::int64_t at) {
        to_doubles(format, column.buffers[1], offset, length, numbers.data() + at);
      });
      values = array_of(std::move(numbers));
    }
    out.append(py::make_tuple(name, values, states));
  }
  unpack_all(masks, n);
  return out;
}

}  // namespace arrow
