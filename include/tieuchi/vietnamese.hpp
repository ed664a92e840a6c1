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

#include <compare>
#include <string>
#include <string_view>

namespace tieuchi::inline v1::vietnamese {

/// UTF-8 in composed form (NFC for Vietnamese letters), Ð (U+00D0) replaced by Đ.
/// Bytes that are not UTF-8 pass through unchanged; see `is_utf8`. Linear.
[[nodiscard]] std::string compose(std::string_view utf8);

/// Whether the bytes are well-formed UTF-8 (no overlong forms, no surrogates).
[[nodiscard]] bool is_utf8(std::string_view bytes);

/// The key under which spellings of one name meet: composed, lower case, tone mark moved to the
/// end of its syllable, white space and punctuation folded. For matching, never for judging.
[[nodiscard]] std::string fold(std::string_view utf8);

/// Without the white space at both ends: the characters that Python's `str.strip` takes away (the
/// no-break space among them), whole characters and never single bytes of one. Linear.
[[nodiscard]] std::string_view trim(std::string_view utf8);

/// The beginning of a text for a message: at most `most` characters, never cut within one or before
/// its tone mark, with "…" where something is left out. Bytes that are not UTF-8 become U+FFFD.
[[nodiscard]] std::string excerpt(std::string_view bytes, std::size_t most = 80);

/// Vietnamese alphabetical order: syllable by syllable, letters first (a ă â b c d đ
/// e ê …), tones second, bytes last.
[[nodiscard]] std::weak_ordering alphabetical(std::string_view a, std::string_view b);

}  // namespace tieuchi::inline v1::vietnamese

#ifndef TIEUCHI_COMPILED
#include "tieuchi/detail/vietnamese.hpp"
#endif
