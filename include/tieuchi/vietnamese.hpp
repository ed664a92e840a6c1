/// @file
/// Vietnamese letters: composed form, matching form, alphabetical order.
///
/// Office tables mix composed and decomposed Unicode, the Icelandic Ð for Đ, and two ways of
/// placing a tone mark (hoà, hòa). `compose` makes one form of the same text and is safe for data;
/// `fold` is for *matching names only*: it never decides, it proposes. đ and d are never merged.
///
/// | text                        | `compose`        | `fold`                        |
/// | --------------------------- | ---------------- | ----------------------------- |
/// | Hòa Bình, decomposed        | Hòa Bình         | hoa1 binh1                    |
/// | HOÀ  BÌNH                   | HOÀ  BÌNH        | hoa1 binh1                    |
/// | Ðồng Ý (with U+00D0)        | Đồng Ý           | đông1 y4                      |
///
/// Syllables end in their tone: 1 huyền, 2 hỏi, 3 ngã, 4 sắc, 5 nặng. Nothing here allocates more
/// than a small multiple of its input, and no byte sequence makes it fail.
#pragma once

#include <algorithm>
#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tieuchi::inline v1::vietnamese {

/// UTF-8 in composed form (NFC for Vietnamese letters), Ð (U+00D0) replaced by Đ.
/// Bytes that are not UTF-8 pass through unchanged; see `is_utf8`. Linear.
std::string compose(std::string_view utf8);

/// Whether the bytes are well-formed UTF-8 (no overlong forms, no surrogates).
bool is_utf8(std::string_view bytes);

/// The key under which spellings of one name meet: composed, lower case, tone mark moved to the
/// end of its syllable, white space and punctuation folded. For matching, never for judging.
std::string fold(std::string_view utf8);

/// Without the white space at both ends: the characters that Python's `str.strip` takes away (the
/// no-break space among them), whole characters and never single bytes of one. Linear.
std::string_view trim(std::string_view utf8);

/// The beginning of a text for a message: at most `most` characters, never cut within one or before
/// its tone mark, with "…" where something is left out. Bytes that are not UTF-8 become U+FFFD.
std::string excerpt(std::string_view bytes, std::size_t most = 80);

/// Vietnamese alphabetical order: syllable by syllable, letters first (a ă â b c d đ
/// e ê …), tones second, bytes last.
std::weak_ordering alphabetical(std::string_view a, std::string_view b);

// ------------------------------------------------------------------------------------------------

namespace detail {

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
    if (const auto tone = row.find(c); tone != row.npos) return {row[0], static_cast<int>(tone)};
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

inline std::u32string points(std::string_view utf8) {
  std::u32string out;
  const std::string composed = compose(utf8);
  for (std::size_t i = 0; i < composed.size();) {
    if (const auto c = decode(composed, i)) out.push_back(*c);
  }
  return out;
}

}  // namespace detail

inline bool is_utf8(std::string_view bytes) {
  for (std::size_t i = 0; i < bytes.size();) {
    if (!detail::decode(bytes, i)) return false;
  }
  return true;
}

inline std::string_view trim(std::string_view utf8) {
  while (!utf8.empty()) {
    std::size_t next = 0;
    const auto c = detail::decode(utf8, next);
    if (!c || !detail::is_blank(*c)) break;
    utf8.remove_prefix(next);
  }
  while (!utf8.empty()) {
    std::size_t at = utf8.size() - 1;
    while (at > 0 && (static_cast<unsigned char>(utf8[at]) & 0xC0) == 0x80 && utf8.size() - at < 4)
      --at;
    std::size_t next = at;
    const auto c = detail::decode(utf8, next);
    if (!c || next != utf8.size() || !detail::is_blank(*c)) break;
    utf8.remove_suffix(utf8.size() - at);
  }
  return utf8;
}

inline std::string excerpt(std::string_view bytes, std::size_t most) {
  const auto is_mark = [](std::optional<char32_t> c) { return c && *c >= 0x300 && *c < 0x370; };
  std::string out;
  std::size_t letter = 0;  // where the last letter begins, without the marks after it
  for (std::size_t i = 0, n = 0; i < bytes.size(); ++n) {
    const auto c = detail::decode(bytes, i);
    if (n == most) {
      if (is_mark(c)) out.resize(letter);
      return out + "…";
    }
    if (!is_mark(c)) letter = out.size();
    detail::encode(c.value_or(U'\uFFFD'), out);
  }
  return out;
}

inline std::string compose(std::string_view utf8) {
  if (std::ranges::all_of(utf8, [](char c) { return static_cast<unsigned char>(c) < 0x80; }))
    return std::string(utf8);
  std::string out;
  char32_t last = 0;  // the letter that a following mark may change, not yet written
  const auto flush = [&] {
    if (last) detail::encode(last, out);
    last = 0;
  };
  for (std::size_t i = 0; i < utf8.size();) {
    const std::size_t start = i;
    const auto c = detail::decode(utf8, i);
    if (!c) {
      flush();
      out.append(utf8.substr(start, i - start));
      continue;
    }
    if (last) {
      auto letter = detail::split(last);
      if (const auto tone = detail::tone_marks.find(*c, 1);
          tone != detail::tone_marks.npos && letter.tone == 0) {
        const char32_t joined = detail::join({letter.base, static_cast<int>(tone)});
        if (joined != letter.base) {
          last = joined;
          continue;
        }
      }
      if (const char32_t shaped = detail::add_shape(letter.base, *c)) {
        last = detail::join({shaped, letter.tone});
        continue;
      }
    }
    flush();
    last = *c == U'\u00D0' ? U'Đ' : *c;
    if (last == 0) out.push_back('\0');
  }
  flush();
  return out;
}

inline std::string fold(std::string_view utf8) {
  std::string out;
  int tone = 0;
  bool gap = false;
  const auto end_syllable = [&] {
    if (tone) out += static_cast<char>('0' + tone);
    tone = 0;
  };
  for (char32_t c : detail::points(utf8)) {
    if (c <= U'/' || (c >= U':' && c <= U'@') || c == U'\u00A0' || c == U'_' || c == U'’') {
      end_syllable();
      gap = !out.empty();
      continue;
    }
    if (gap) out += ' ';
    gap = false;
    const auto letter = detail::split(detail::lower(c));
    if (letter.tone) tone = letter.tone;
    detail::encode(letter.base, out);
  }
  end_syllable();
  return out;
}

inline std::weak_ordering alphabetical(std::string_view a, std::string_view b) {
  static constexpr std::u32string_view order = U"0123456789aăâbcdđeêfghijklmnoôơpqrstuưvwxyz";
  // Syllable by syllable, letters before tones: An Sơn stands before Án.
  using Syllable = std::pair<std::vector<std::uint32_t>, std::vector<std::uint32_t>>;
  const auto key = [](std::string_view s) {
    std::vector<Syllable> syllables(1);
    for (char32_t c : detail::points(s)) {
      if (c == U' ') {
        syllables.emplace_back();
        continue;
      }
      const auto letter = detail::split(detail::lower(c));
      const auto place = order.find(letter.base);
      syllables.back().first.push_back(place == order.npos
                                           ? 1000u + static_cast<std::uint32_t>(letter.base)
                                           : static_cast<std::uint32_t>(place));
      syllables.back().second.push_back(static_cast<std::uint32_t>(letter.tone));
    }
    return syllables;
  };
  if (const auto ka = key(a), kb = key(b); ka != kb) {
    return ka < kb ? std::weak_ordering::less : std::weak_ordering::greater;
  }
  const int c = a.compare(b);
  return c < 0   ? std::weak_ordering::less
         : c > 0 ? std::weak_ordering::greater
                 : std::weak_ordering::equivalent;
}

}  // namespace tieuchi::inline v1::vietnamese
