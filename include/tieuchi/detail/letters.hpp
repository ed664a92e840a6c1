// The letters of vietnamese.hpp: code points, shapes and tones.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tieuchi::inline v1::vietnamese::detail {

// Each row: a plain vowel, then with huyền, hỏi, ngã, sắc, nặng: the alphabetical order of tones.
inline constexpr std::array<std::u32string_view, 24> vowels{
    U"aàảãáạ", U"ăằẳẵắặ", U"âầẩẫấậ", U"eèẻẽéẹ", U"êềểễếệ", U"iìỉĩíị", U"oòỏõóọ", U"ôồổỗốộ",
    U"ơờởỡớợ", U"uùủũúụ", U"ưừửữứự", U"yỳỷỹýỵ", U"AÀẢÃÁẠ", U"ĂẰẲẴẮẶ", U"ÂẦẨẪẤẬ", U"EÈẺẼÉẸ",
    U"ÊỀỂỄẾỆ", U"IÌỈĨÍỊ", U"OÒỎÕÓỌ", U"ÔỒỔỖỐỘ", U"ƠỜỞỠỚỢ", U"UÙỦŨÚỤ", U"ƯỪỬỮỨỰ", U"YỲỶỸÝỴ"};
inline constexpr std::u32string_view tone_marks = U" \u0300\u0309\u0303\u0301\u0323";

struct Letter {
  char32_t base;  // without tone
  int tone;       // 0 none … 5 nặng
};

inline Letter split(char32_t c) {
  if (c < 0x80) return {c, 0};
  for (const auto& row : vowels) {
    if (const auto tone = row.find(c); tone != std::u32string_view::npos)
      return {row[0], static_cast<int>(tone)};
  }
  return {c, 0};
}

inline char32_t join(Letter letter) {
  for (const auto& row : vowels) {
    if (row[0] == letter.base) return row[static_cast<std::size_t>(letter.tone)];
  }
  return letter.base;
}

inline char32_t add_shape(char32_t base, char32_t mark) {
  constexpr std::u32string_view from = U"aAaAeEoOoOuU",
                                marks =
                                    U"\u0306\u0306\u0302\u0302\u0302"
                                    U"\u0302\u0302\u0302\u031b\u031b"
                                    U"\u031b\u031b",
                                to = U"ăĂâÂêÊôÔơƠưƯ";
  for (std::size_t i = 0; i < from.size(); ++i) {
    if (from[i] == base && marks[i] == mark) return to[i];
  }
  return 0;
}

// Decodes one code point at `i`; nothing (and one byte forward) where the bytes are not UTF-8.
inline std::optional<char32_t> decode(std::string_view s, std::size_t& i) {
  const auto byte = [&](std::size_t k) { return static_cast<unsigned char>(s[k]); };
  const unsigned char b = byte(i);
  const int n = b < 0x80 ? 1 : b >= 0xF5 ? 0 : b >= 0xF0 ? 4 : b >= 0xE0 ? 3 : b >= 0xC2 ? 2 : 0;
  if (n == 0 || i + static_cast<std::size_t>(n) > s.size()) return ++i, std::nullopt;
  char32_t c = n == 1 ? b : b & (0x7F >> n);
  for (int k = 1; k < n; ++k) {
    const unsigned char next = byte(i + static_cast<std::size_t>(k));
    if ((next & 0xC0) != 0x80) return ++i, std::nullopt;
    c = (c << 6) | (next & 0x3F);
  }
  if ((n == 3 && c < 0x800) || (n == 4 && (c < 0x10000 || c > 0x10FFFF)) ||
      (c >= 0xD800 && c < 0xE000)) {
    return ++i, std::nullopt;
  }
  i += static_cast<std::size_t>(n);
  return c;
}

inline void encode(char32_t c, std::string& out) {
  const auto put = [&](std::uint32_t b) { out.push_back(static_cast<char>(b)); };
  if (c < 0x80) return put(c);
  if (c < 0x800) return put(0xC0 | c >> 6), put(0x80 | (c & 63));
  if (c < 0x10000) return put(0xE0 | c >> 12), put(0x80 | (c >> 6 & 63)), put(0x80 | (c & 63));
  put(0xF0 | c >> 18), put(0x80 | (c >> 12 & 63)), put(0x80 | (c >> 6 & 63)), put(0x80 | (c & 63));
}

inline char32_t lower(char32_t c) {
  if (c < 0x80) return c >= U'A' && c <= U'Z' ? c + 32 : c;
  if (c == U'Đ') return U'đ';
  const Letter letter = split(c);
  for (std::size_t row = 12; row < 24; ++row) {
    if (vowels[row][0] == letter.base) {
      return vowels[row - 12][static_cast<std::size_t>(letter.tone)];
    }
  }
  return c;
}

inline bool is_blank(char32_t c) {
  return (c >= 0x09 && c <= 0x0D) || (c >= 0x1C && c <= 0x20) || c == 0x85 || c == 0xA0 ||
         c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F ||
         c == 0x205F || c == 0x3000;
}

}  // namespace tieuchi::inline v1::vietnamese::detail
