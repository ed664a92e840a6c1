/// @file
/// Columns of Arrow's C data interface: doubles are read in place, other numbers are widened,
/// validity bits become bytes of `Observed`. Header-only; the library of Arrow is not needed.
///
/// @code
/// const auto column = arrow::column(schema, batch, 0);      // child 0 of a record batch
/// if (auto values = column.doubles()) …                      // in place, [length]
/// @endcode
///
/// | format            | becomes                    |
/// | ----------------- | -------------------------- |
/// | g                 | double, in place           |
/// | c C s S i I l L f | double, copied             |
/// | b                 | 0 or 1, copied             |
/// | anything else     | not a number: refused      |
///
/// The structures say nothing of the size of a buffer: it is the producer's word that buffers hold
/// `offset + length` entries. All else is checked.
#pragma once

#include <array>
#include <cstring>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "tieuchi/arrow_abi.h"
#include "tieuchi/error.hpp"
#include "tieuchi/observation/evidence.hpp"

namespace tieuchi::inline v1::arrow {

/// The letter of a numeric format; 0 for anything else, dictionaries among them.
[[nodiscard]] inline char numeric_format(const ArrowSchema& field) {
  const std::string_view format = field.format ? field.format : "";
  const bool known = format.size() == 1 &&
                     std::string_view("cCsSiIlLfgb").find(format[0]) != std::string_view::npos;
  return known && !field.dictionary ? format[0] : '\0';
}

/// A numeric child of a record batch: where its numbers and its validity bits stand.
struct Column {
  std::string_view name;
  char format = 'g';
  const void* values = nullptr;
  const std::uint8_t* validity = nullptr;  ///< null: nothing is missing
  std::int64_t offset = 0, length = 0;

  /// The numbers in place; nothing where the format is another one.
  [[nodiscard]] std::optional<std::span<const double>> doubles() const {
    if (format != 'g') return std::nullopt;
    if (length == 0) return std::span<const double>();
    return std::span(static_cast<const double*>(values) + offset, static_cast<std::size_t>(length));
  }
  /// The numbers as doubles, [length].
  void widen(double* out) const;
  /// 0 for a value, `Observed::not_collected` for a null, [length].
  void states(std::uint8_t* out) const;
};

/// Child `k` of a record batch of struct type.
/// @throws InvalidData where the structures contradict themselves or the child holds no numbers:
/// wrong number of children or buffers, released or absent parts, negative or too large lengths and
/// offsets.
[[nodiscard]] Column column(const ArrowSchema& schema, const ArrowArray& batch, std::int64_t k);

// ------------------------------------------------------------------------------------------------

inline Column column(const ArrowSchema& schema, const ArrowArray& batch, std::int64_t k) {
  const auto bad = [&](ProblemCode what, const char* column, std::string found,
                       std::string expected) {
    throw InvalidData({{.what = what,
                        .file = "Arrow",
                        .column = column,
                        .code = "child " + std::to_string(k),
                        .found = std::move(found),
                        .expected = std::move(expected)}});
  };
  const auto require = [&](bool good, const char* column, std::int64_t found,
                           const char* expected) {
    if (!good) bad(ProblemCode::malformed, column, std::to_string(found), expected);
  };
  // Lengths and offsets of more than 2^48 cannot be of memory, and their sums cannot overflow.
  constexpr std::int64_t largest = std::int64_t{1} << 48;
  const auto plausible = [](std::int64_t v) { return v >= 0 && v <= largest; };
  require(schema.format && std::string_view(schema.format) == "+s", "format", schema.n_children,
          "a struct, \"+s\"");
  require(schema.n_children == batch.n_children, "children", batch.n_children,
          "as many as the schema has");
  require(k >= 0 && k < schema.n_children, "children", schema.n_children, "this child");
  require(schema.children && batch.children && schema.children[k] && batch.children[k], "children",
          0, "the child");
  require(plausible(batch.length) && plausible(batch.offset), "length", batch.length,
          "a length and an offset of memory");
  // A null of the batch would be a row that is not there.
  require(batch.null_count == 0 || batch.n_buffers < 1 || !batch.buffers || !batch.buffers[0],
          "nulls", batch.null_count, "no missing rows");
  const ArrowSchema& field = *schema.children[k];
  const ArrowArray& data = *batch.children[k];
  Column out{.name = field.name ? field.name : "",
             .format = numeric_format(field),
             .length = batch.length};
  if (out.format == '\0')
    bad(ProblemCode::wrong_type, field.name ? field.name : "",
        field.format ? field.format : "no format", "a numeric column");
  require(plausible(data.length) && plausible(data.offset), "length", data.length,
          "a length and an offset of memory");
  require(data.length >= batch.offset + batch.length, "length", data.length,
          "the rows of the batch");
  require(data.n_buffers == 2 && data.buffers, "buffers", data.n_buffers, "two buffers");
  out.values = data.buffers[1];
  require(out.values || out.length == 0, "buffers", 0, "a buffer of values");
  require(data.null_count >= -1 && data.null_count <= data.length, "nulls", data.null_count,
          "as many as there are rows at most");
  if (data.null_count != 0) out.validity = static_cast<const std::uint8_t*>(data.buffers[0]);
  out.offset = batch.offset + data.offset;
  return out;
}

inline void Column::widen(double* out) const {
  const auto from = [&]<class T>(T) {
    const T* in = static_cast<const T*>(values) + offset;
    for (std::int64_t i = 0; i < length; ++i) out[i] = static_cast<double>(in[i]);
  };
  if (length == 0) return;
  switch (format) {
    case 'c':
      return from(std::int8_t{});
    case 'C':
      return from(std::uint8_t{});
    case 's':
      return from(std::int16_t{});
    case 'S':
      return from(std::uint16_t{});
    case 'i':
      return from(std::int32_t{});
    case 'I':
      return from(std::uint32_t{});
    case 'l':
      return from(std::int64_t{});
    case 'L':
      return from(std::uint64_t{});
    case 'f':
      return from(float{});
    case 'g':
      return from(double{});
    default:
      for (std::int64_t i = 0; i < length; ++i) {
        out[i] = static_cast<double>(
            static_cast<const std::uint8_t*>(values)[(offset + i) / 8] >> (offset + i) % 8 & 1);
      }
  }
}

inline void Column::states(std::uint8_t* out) const {
  if (length == 0) return;
  if (!validity) {
    std::memset(out, static_cast<int>(Observed::value), static_cast<std::size_t>(length));
    return;
  }
  static constexpr auto missing = static_cast<std::uint8_t>(Observed::not_collected);
  static const auto table = [] {
    std::array<std::array<std::uint8_t, 8>, 256> t{};
    for (std::size_t b = 0; b < 256; ++b) {
      for (std::size_t k = 0; k < 8; ++k) t[b][k] = b >> k & 1 ? std::uint8_t{0} : missing;
    }
    return t;
  }();
  const auto one = [&](std::int64_t i) {
    out[i] = table[validity[(offset + i) / 8]][static_cast<std::size_t>((offset + i) % 8)];
  };
  std::int64_t i = 0;
  for (; i < length && (offset + i) % 8 != 0; ++i) one(i);
  for (; i + 8 <= length; i += 8) std::memcpy(out + i, table[validity[(offset + i) / 8]].data(), 8);
  for (; i < length; ++i) one(i);
}

}  // namespace tieuchi::inline v1::arrow
