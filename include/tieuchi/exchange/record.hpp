/// @file
/// A value taken apart into whole numbers and texts: all that crosses into the compiled archive.
///
/// Doubles go as their 64 bits. A column of numbers becomes one printable text of six-bit
/// characters ('0' to 'o'), byte plane by byte plane; a plane with few different bytes lists them
/// first and packs their positions:
///
/// | different bytes in a plane | bytes a character |
/// | -------------------------- | ----------------- |
/// | up to 2                    | 6                 |
/// | up to 4                    | 3                 |
/// | up to 8                    | 2                 |
/// | up to 64                   | 1                 |
/// | more                       | ¾                 |
///
/// So verdicts take half a character each, and no text claims more than six bytes a character: a
/// forged size is refused before anything is allocated for it.
///
/// How each type of the library is taken apart stands in exchange/fields.hpp.
#pragma once

#include <array>
#include <bit>
#include <concepts>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>
#include <vector>

#include "tieuchi/code.hpp"
#include "tieuchi/decimal.hpp"
#include "tieuchi/error.hpp"
#include "tieuchi/period.hpp"
#include "tieuchi/vietnamese.hpp"

namespace tieuchi::inline v1::archive {

/// The format written. It rises with every change of what is written; older ones are still read.
inline constexpr int format = 2;

/// The parts of a value, in the order in which they were taken.
struct Record {
  std::vector<std::int64_t> numbers;
  std::vector<std::string> texts;
  int written = format;  ///< the format of the archive that it was read from
};

/// Packs a plane of bytes into a text; `n` bytes are read, `stride` apart.
[[nodiscard]] std::string pack(const std::uint8_t* bytes, std::size_t n, std::size_t stride = 1);
/// Undoes `pack` into `n` bytes, `stride` apart; false where the text is not a plane of exactly n
/// bytes.
[[nodiscard]] bool unpack(std::string_view text, std::uint8_t* bytes, std::size_t n,
                          std::size_t stride = 1);

/// Numbers that stand in columns. Not `std::size_t`, whose width differs between platforms.
template <class T>
concept ColumnNumber = std::same_as<T, double> || std::same_as<T, std::uint8_t> ||
    std::same_as<T, std::uint16_t> || std::same_as<T, std::uint32_t> ||
    std::same_as<T, std::int32_t> || std::same_as<T, std::uint64_t>;

/// The last enumerator, for the check of what is read; each enum says its own in fields.hpp.
template <class E>
inline constexpr int last_of = -1;

/// Takes values apart.
class Writer {
 public:
  template <class... T>
  void operator()(const T&... values) {
    (put(values), ...);
  }
  Record take() { return std::move(record_); }
  static constexpr bool reading = false;
  /// The format of what is written or read: a member that a format lacks keeps its default.
  [[nodiscard]] static constexpr int written() { return format; }

 private:
  template <class T>
  void put(const T& v);
  template <class Tag>
  void put(const Code<Tag>& v) {
    put(v.str());
  }
  void put(const std::string& v) { record_.texts.push_back(v); }
  void put(Date v) { put(v.days()); }
  void put(Decimal v) { put(v.micros()); }
  template <class T>
  void put(const std::optional<T>& v) {
    put(v.has_value());
    if (v) put(*v);
  }
  template <class... T>
  void put(const std::variant<T...>& v) {
    put(v.index());
    std::visit([this](const auto& x) { this->put(x); }, v);
  }
  template <class T, std::size_t n>
  void put(const std::array<T, n>& v) {
    for (const auto& x : v) put(x);
  }
  template <class T>
  void put(const std::vector<T>& v);

  Record record_;
};

/// Puts values together again, in the order in which they were taken apart.
/// @throws ArchiveError at the first part that does not fit, with its place.
class Reader {
 public:
  explicit Reader(Record record, std::string_view file = {})
      : record_(std::move(record)), file_(file) {}

  template <class... T>
  void operator()(T&... values) {
    (get(values), ...);
  }
  /// @throws ArchiveError if parts are left over.
  void finish() const;
  /// @throws ArchiveError unless `good`; `expected` says what would be.
  void require(bool good, const char* expected) const {
    if (!good) bad(expected);
  }
  static constexpr bool reading = true;
  [[nodiscard]] int written() const { return record_.written; }
  /// Whether parts are left: what older builds did not write stands at the end.
  [[nodiscard]] bool more() const { return left() > 0; }

 private:
  [[noreturn]] void bad(const char* expected, std::string found = {}) const;
  std::int64_t number();
  std::string text();
  std::string words();  // in UTF-8
  [[nodiscard]] std::size_t left() const {
    return record_.numbers.size() - at_number_ + record_.texts.size() - at_text_;
  }

  template <class T>
  void get(T& v);
  template <class Tag>
  void get(Code<Tag>& v) {
    v = Code<Tag>(words());
  }
  void get(std::string& v) { v = words(); }
  void get(Date& v);
  void get(Decimal& v) { v = Decimal::from_micros(number()); }
  template <class T>
  void get(std::optional<T>& v);
  template <class... T>
  void get(std::variant<T...>& v);
  template <class T, std::size_t n>
  void get(std::array<T, n>& v) {
    for (auto& x : v) get(x);
  }
  template <class T>
  void get(std::vector<T>& v);

  Record record_;
  std::string file_;
  std::size_t at_number_ = 0, at_text_ = 0;
};

// ------------------------------------------------------------------------------------------------

namespace detail {

// The first of the six-bit characters, and what follows the list of bytes.
inline constexpr char zero = '0', mark = '!';

inline std::size_t bytes_a_character(std::size_t different) {
  return different <= 2 ? 6 : different <= 4 ? 3 : different <= 8 ? 2 : 1;
}

// Where byte b of a number stands, the lowest first, on any platform.
template <class T>
constexpr std::size_t byte_of_number(std::size_t b) {
  return std::endian::native == std::endian::little ? b : sizeof(T) - 1 - b;
}

inline std::uint8_t six(char c) { return static_cast<std::uint8_t>(c - zero); }

}  // namespace detail

inline std::string pack(const std::uint8_t* bytes, std::size_t n, std::size_t stride) {
  std::array<bool, 256> seen{};
  for (std::size_t i = 0; i < n; ++i) seen[bytes[i * stride]] = true;
  std::array<std::uint8_t, 256> place{};
  std::string out;
  std::size_t different = 0;
  for (std::size_t b = 0; b < 256; ++b) {
    if (!seen[b]) continue;
    place[b] = static_cast<std::uint8_t>(different++);
    out += static_cast<char>(detail::zero + static_cast<int>(b >> 6));
    out += static_cast<char>(detail::zero + static_cast<int>(b & 63));
  }
  const auto six = [&](unsigned v) {
    out += static_cast<char>(detail::zero + static_cast<int>(v));
  };
  if (different > 64) {
    out.assign(1, detail::mark);
    out.reserve(n / 3 * 4 + 6);
    for (std::size_t i = 0; i < n; i += 3) {
      const auto byte = [&](std::size_t k) {
        return i + k < n ? unsigned(bytes[(i + k) * stride]) : 0u;
      };
      const unsigned word = byte(0) << 16 | byte(1) << 8 | byte(2);
      six(word >> 18), six(word >> 12 & 63), six(word >> 6 & 63), six(word & 63);
    }
    return out;
  }
  out += detail::mark;
  const std::size_t per = detail::bytes_a_character(different);
  const auto bits = static_cast<unsigned>(6 / per);
  out.reserve(out.size() + n / per + 1);
  std::size_t i = 0;
  for (; i + per <= n; i += per) {
    unsigned word = 0;
    for (std::size_t k = per; k-- > 0;) word = word << bits | place[bytes[(i + k) * stride]];
    six(word);
  }
  if (i < n) {
    unsigned word = 0;
    for (std::size_t k = n - i; k-- > 0;) word = word << bits | place[bytes[(i + k) * stride]];
    six(word);
  }
  return out;
}

inline bool unpack(std::string_view text, std::uint8_t* bytes, std::size_t n, std::size_t stride) {
  const auto at = text.find(detail::mark);
  if (at == std::string_view::npos || at % 2 != 0 || at > 128) return false;
  const std::size_t different = at / 2;
  const std::string_view body = text.substr(at + 1);
  for (const char c : text) {
    if (c != detail::mark && detail::six(c) > 63) return false;
  }
  if (body.find(detail::mark) != std::string_view::npos) return false;
  if (different == 0) {
    if (body.size() % 4 != 0 || body.size() / 4 != n / 3 + (n % 3 != 0)) return false;
    for (std::size_t i = 0, c = 0; i < n; i += 3, c += 4) {
      const unsigned word = unsigned(detail::six(body[c])) << 18 |
                            unsigned(detail::six(body[c + 1])) << 12 |
                            unsigned(detail::six(body[c + 2])) << 6 | detail::six(body[c + 3]);
      for (std::size_t k = 0; k < 3 && i + k < n; ++k) {
        bytes[(i + k) * stride] = static_cast<std::uint8_t>(word >> (16 - 8 * k));
      }
    }
    return true;
  }
  std::array<std::uint8_t, 64> byte_of{};
  for (std::size_t k = 0; k < different; ++k) {
    if (detail::six(text[2 * k]) > 3) return false;
    byte_of[k] =
        static_cast<std::uint8_t>(detail::six(text[2 * k]) << 6 | detail::six(text[2 * k + 1]));
  }
  const std::size_t per = detail::bytes_a_character(different);
  const auto bits = static_cast<unsigned>(6 / per);
  if (body.size() != n / per + (n % per != 0)) return false;
  for (std::size_t i = 0, c = 0; i < n; i += per, ++c) {
    unsigned word = detail::six(body[c]);
    for (std::size_t k = 0; k < per && i + k < n; ++k, word >>= bits) {
      const unsigned place = word & ((1u << bits) - 1);
      if (place >= different) return false;
      bytes[(i + k) * stride] = byte_of[place];
    }
  }
  return true;
}

template <class T>
void Writer::put(const T& v) {
  if constexpr (std::same_as<T, double>) {
    record_.numbers.push_back(std::bit_cast<std::int64_t>(v));
  } else if constexpr (std::is_enum_v<T> || std::is_integral_v<T>) {
    record_.numbers.push_back(static_cast<std::int64_t>(v));
  } else {
    fields(*this, v);
  }
}

template <class T>
void Writer::put(const std::vector<T>& v) {
  put(v.size());
  if constexpr (ColumnNumber<T>) {
    for (std::size_t b = 0; b < sizeof(T); ++b) {
      const auto* bytes = reinterpret_cast<const std::uint8_t*>(v.data());
      if (!v.empty()) bytes += detail::byte_of_number<T>(b);
      record_.texts.push_back(pack(bytes, v.size(), sizeof(T)));
    }
  } else {
    for (const auto& x : v) put(x);
  }
}

inline void Reader::bad(const char* expected, std::string found) const {
  throw ArchiveError({{.what = ProblemCode::damaged_archive,
                       .file = file_,
                       .code = "part " + std::to_string(at_number_ + at_text_),
                       .found = std::move(found),
                       .expected = expected}});
}

inline void Reader::finish() const { require(left() == 0, "the end of the value"); }

inline std::int64_t Reader::number() {
  require(at_number_ < record_.numbers.size(), "another number");
  return record_.numbers[at_number_++];
}

inline std::string Reader::text() {
  require(at_text_ < record_.texts.size(), "another text");
  return std::move(record_.texts[at_text_++]);
}

inline std::string Reader::words() {
  std::string found = text();
  require(vietnamese::is_utf8(found), "UTF-8 text");
  return found;
}

inline void Reader::get(Date& v) {
  const auto days = number();
  // A period may end on the day after the last one there is.
  if (days < Date{}.days() || days > Date::end_of(9999).days() + 1)
    bad("a day of the years 1 to 9999", std::to_string(days));
  v = Date::from_days(static_cast<std::int32_t>(days));
}

template <class T>
void Reader::get(T& v) {
  if constexpr (std::same_as<T, double>) {
    v = std::bit_cast<double>(number());
  } else if constexpr (std::is_enum_v<T>) {
    static_assert(last_of<T> >= 0, "say the last enumerator in exchange/fields.hpp");
    const auto n = number();
    if (n < 0 || n > last_of<T>) bad("a known word", std::to_string(n));
    v = static_cast<T>(n);
  } else if constexpr (std::is_integral_v<T>) {
    const auto n = number();
    // 64-bit numbers without a sign go as the same bits.
    if constexpr (sizeof(T) < sizeof(n)) {
      if (n < static_cast<std::int64_t>(std::numeric_limits<T>::min()) ||
          n > static_cast<std::int64_t>(std::numeric_limits<T>::max())) {
        bad("a number of its range", std::to_string(n));
      }
    }
    v = static_cast<T>(n);
  } else {
    fields(*this, v);
  }
}

template <class T>
void Reader::get(std::optional<T>& v) {
  bool has = false;
  get(has);
  v.reset();
  if (has) get(v.emplace());
}

template <class... T>
void Reader::get(std::variant<T...>& v) {
  const auto index = number();
  if (index < 0 || index >= static_cast<std::int64_t>(sizeof...(T)))
    bad("a known kind", std::to_string(index));
  std::int64_t k = 0;
  (void)((k++ == index ? (get(v.template emplace<T>()), true) : false) || ...);
}

template <class T>
void Reader::get(std::vector<T>& v) {
  const auto n = static_cast<std::uint64_t>(number());
  v.clear();
  if constexpr (ColumnNumber<T>) {
    for (std::size_t b = 0; b < sizeof(T); ++b) {
      const std::string plane = text();
      require(n <= 6 * plane.size(), "as many values as the column holds");
      if (b == 0) v.resize(static_cast<std::size_t>(n));
      auto* bytes = reinterpret_cast<std::uint8_t*>(v.data());
      // No offset on the null of an empty column.
      if (!v.empty()) bytes += detail::byte_of_number<T>(b);
      require(unpack(plane, bytes, v.size(), sizeof(T)), "a packed column");
    }
  } else {
    // No reserve: a forged number of large values would take what it never fills.
    require(n <= left(), "as many values as there are parts");
    for (std::uint64_t i = 0; i < n; ++i) get(v.emplace_back());
  }
}

}  // namespace tieuchi::inline v1::archive
