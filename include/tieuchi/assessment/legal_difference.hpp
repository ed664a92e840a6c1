/// @file
/// What overlays change of the law: every cell whose rule is another one with them than without.
///
/// All slots and columns are resolved twice on one day. Whether a figure may judge is not asked
/// here: see its status. A change names the column of the table and the scope, that is for which
/// units it holds. Scopes may lie in each other (a province, its border communes, those of them
/// that are coastal too): for a unit the smallest one that it lies in is what holds, and a scope is
/// listed where it gives another rule than one of those that surround it.
///
/// | kind        | means                                                            |
/// | ----------- | ---------------------------------------------------------------- |
/// | `filled`    | there was no rule (delegated, not published, none for the day)   |
/// | `tightened` | one figure, stricter than before                                 |
/// | `relaxed`   | one figure, weaker than before                                   |
/// | `changed`   | figures differ in another way                                    |
/// | `confirmed` | the same figures by another text, or checked in another way      |
/// | `disputed`  | two texts of equal standing meet and differ: there no rule holds |
///
/// @code
/// for (const auto& c : legal_difference(set, {provincial}, day)) std::cout << c.text() << '\n';
/// @endcode
#pragma once

#include <string>
#include <vector>

#include "tieuchi/assessment/compiled_set.hpp"
#include "tieuchi/population/registry.hpp"

namespace tieuchi::inline v1 {

/// One cell that overlays change, for the units of a scope.
struct LegalChange {
  enum class Kind : std::uint8_t { filled, tightened, relaxed, changed, confirmed, disputed };

  IndicatorNumber indicator;
  StratumCode stratum;
  Scope scope{};
  Kind kind = Kind::changed;
  Threshold before{};     ///< without overlays
  Threshold after{};      ///< with them; unusable, `no_threshold`, where they are in dispute
  std::string dispute{};  ///< both instruments, where two of equal standing differ

  /// One line with both figures and both texts.
  [[nodiscard]] std::string text(Language language = Language::en) const;
};

/// Whether a text says what holds. The number that a factor multiplies may still be missing.
[[nodiscard]] inline bool has_rule(const Threshold& t) {
  return !t.unusable || *t.unusable == Reason::reference_missing;
}
/// What holds, as "90; 50" or "attained", or the reason why there is no rule.
[[nodiscard]] std::string rule_text(const Threshold& threshold, Language language);

/// The word of a kind.
[[nodiscard]] std::string word(LegalChange::Kind kind, Language language);

/// What the overlays of `options` change on its day, in the order of the table; general scopes
/// before special ones. `options.provenance` is not asked.
/// @param places says which places lie in each other; without it a place lies in the seat of the
/// body that speaks for it, and no other one.
/// @throws InvalidCriteria, InvalidData as `compile` does; InvalidCriteria for more than 65,535
/// scopes.
[[nodiscard]] std::vector<LegalChange> legal_difference(const CriteriaSet& set,
                                                        CompileOptions options,
                                                        const Registry* places = nullptr);
/// The same for a day, whatever was recorded when.
[[nodiscard]] inline std::vector<LegalChange> legal_difference(const CriteriaSet& set,
                                                               std::vector<Overlay> overlays,
                                                               Date on) {
  return legal_difference(set, CompileOptions{.on = on, .overlays = std::move(overlays)});
}

}  // namespace tieuchi::inline v1

#ifndef TIEUCHI_COMPILED
#include "tieuchi/detail/assessment/legal_difference.hpp"
#endif
