/// @file
/// Archives that belong together in one file: a judgement with its registry and panel, an outlook
/// with its model. `tc.save` of Python writes them; C++ takes the parts out by name:
///
/// @code
/// const auto bundle = archive::load<Bundle>(read_file("result.tieuchi"), "result.tieuchi");
/// const auto result = archive::load<Assessment>(bundle.part("assessment"));
/// const auto registry = archive::load<Registry>(bundle.part("registry"));
/// @endcode
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tieuchi/error.hpp"

namespace tieuchi::inline v1 {

/// Named parts, each an archive or a JSON text.
struct Bundle {
  struct Part {
    std::string name, content;
    friend bool operator==(const Part&, const Part&) = default;
  };

  std::string holds{};  ///< what the parts make together: "result", "outlook", "plan"
  std::vector<Part> parts{};

  /// The content of a part.
  /// @throws ArchiveError (TC-A-003) if there is none of this name.
  [[nodiscard]] const std::string& part(std::string_view name) const;

  friend bool operator==(const Bundle&, const Bundle&) = default;
};

// ------------------------------------------------------------------------------------------------

inline const std::string& Bundle::part(std::string_view name) const {
  std::string known;
  for (const auto& p : parts) {
    if (p.name == name) return p.content;
    known += (known.empty() ? "" : ", ") + p.name;
  }
  throw ArchiveError({{.what = ProblemCode::other_archive,
                       .code = holds,
                       .found = known,
                       .expected = std::string(name)}});
}

}  // namespace tieuchi::inline v1
