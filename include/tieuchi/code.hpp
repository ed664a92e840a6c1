/// @file
/// Strong types for the names of things, and the order in which people expect them.
///
/// A bare string says nothing: a measure can be handed over where a unit is meant. Each code is a
/// type of its own, made explicitly and compared in *natural order* (2 before 10, 17.2 before
/// 17.10). Numbers of the law are text: "17.10" is not "17.1".
///
/// @code
/// tieuchi::UnitCode commune{"06187"};
/// tieuchi::IndicatorNumber number{"17.10"};
/// @endcode
#pragma once

#include <compare>
#include <string>
#include <string_view>
#include <utility>

namespace tieuchi::inline v1 {

/// Natural order of two texts: runs of digits compare as numbers of any length, all else by bytes.
/// Equal only if the bytes are equal ("07" and "7" differ). Linear in the shorter text.
[[nodiscard]] std::strong_ordering natural_order(std::string_view a, std::string_view b);

/// A name of one kind; `Tag` makes the kinds incompatible. Never empty once it names something.
template <class Tag>
class Code {
 public:
  Code() = default;
  explicit Code(std::string text) : text_(std::move(text)) {}
  [[nodiscard]] const std::string& str() const { return text_; }
  [[nodiscard]] bool empty() const { return text_.empty(); }

  friend bool operator==(const Code&, const Code&) = default;
  friend std::strong_ordering operator<=>(const Code& a, const Code& b) {
    return natural_order(a.text_, b.text_);
  }

 private:
  std::string text_;
};

using UnitCode = Code<struct UnitTag>;              ///< a commune, district, province …
using MeasureCode = Code<struct MeasureTag>;        ///< what is observed: "water.clean_share"
using IndicatorNumber = Code<struct IndicatorTag>;  ///< "17.1" within one set
using CriterionNumber = Code<struct CriterionTag>;  ///< "17" within one set
using SetId = Code<struct SetTag>;                  ///< "vn-commune-2016"
using StratumCode = Code<struct StratumTag>;        ///< "MNPB" within one dimension
using Dimension = Code<struct DimensionTag>;        ///< "region", "zone", "border"
using CohortCode = Code<struct CohortTag>;          ///< "border", "registered-2020"
using TierCode = Code<struct TierTag>;              ///< "standard", keyed by decision in a ladder

// ------------------------------------------------------------------------------------------------

inline std::strong_ordering natural_order(std::string_view a, std::string_view b) {
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  std::size_t i = 0, j = 0;
  while (i < a.size() && j < b.size()) {
    if (digit(a[i]) && digit(b[j])) {
      std::size_t i0 = i, j0 = j;
      while (i < a.size() && digit(a[i])) ++i;
      while (j < b.size() && digit(b[j])) ++j;
      while (i0 < i && a[i0] == '0') ++i0;
      while (j0 < j && b[j0] == '0') ++j0;
      if (i - i0 != j - j0) return (i - i0) <=> (j - j0);
      if (int c = a.substr(i0, i - i0).compare(b.substr(j0, j - j0)); c != 0) return c <=> 0;
    } else if (a[i] != b[j]) {
      return static_cast<unsigned char>(a[i]) <=> static_cast<unsigned char>(b[j]);
    } else {
      ++i, ++j;
    }
  }
  if (auto rest = (a.size() - i) <=> (b.size() - j); rest != 0) return rest;
  return a.compare(b) <=> 0;
}

}  // namespace tieuchi::inline v1

template <class Tag>
struct std::hash<tieuchi::Code<Tag>> {
  std::size_t operator()(const tieuchi::Code<Tag>& code) const noexcept {
    return std::hash<std::string>{}(code.str());
  }
};
