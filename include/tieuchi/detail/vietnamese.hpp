// Bodies of vietnamese.hpp.
#pragma once

#include "tieuchi/vietnamese.hpp"

#include <algorithm>
#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tieuchi/detail/inline.hpp"
#include "tieuchi/detail/letters.hpp"

namespace tieuchi::inline v1::vietnamese {

namespace detail {

inline std::u32string points(std::string_view utf8) {
  std::u32string out;
  const std::string composed = compose(utf8);
  for (std::size_t i = 0; i < composed.size();) {
    if (const auto c = decode(composed, i)) out.push_back(*c);
  }
  return out;
}

}  // namespace detail

TIEUCHI_INLINE bool is_utf8(std::string_view bytes) {
  for (std::size_t i = 0; i < bytes.size();) {
    if (!detail::decode(bytes, i)) return false;
  }
  return true;
}

TIEUCHI_INLINE std::string_view trim(std::string_view utf8) {
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

TIEUCHI_INLINE std::string excerpt(std::string_view bytes, std::size_t most) {
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

TIEUCHI_INLINE std::string compose(std::string_view utf8) {
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
          tone != std::u32string_view::npos && letter.tone == 0) {
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

TIEUCHI_INLINE std::string fold(std::string_view utf8) {
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

TIEUCHI_INLINE std::weak_ordering alphabetical(std::string_view a, std::string_view b) {
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
      syllables.back().first.push_back(place == std::u32string_view::npos
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
