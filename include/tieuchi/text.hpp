/// @file
/// Words in the two languages of the library.
///
/// Labels, messages and explanations are data: each stands in Vietnamese and in English, and the
/// caller says which one to print. Nothing depends on the process locale.
#pragma once

#include <string>

namespace tieuchi::inline v1 {

/// The language of a printed text.
enum class Language { vi, en };

/// One text in both languages, UTF-8 in composed form.
struct Text {
  std::string vi;
  std::string en;

  /// The text in `language`; the other one where it is empty, so that a name is never blank.
  [[nodiscard]] const std::string& in(Language language) const {
    const std::string& wanted = language == Language::vi ? vi : en;
    return wanted.empty() ? (language == Language::vi ? en : vi) : wanted;
  }

  friend bool operator==(const Text&, const Text&) = default;
};

}  // namespace tieuchi::inline v1
