/// @file
/// A government programme: the targets of one decision, as data.
///
/// Programmes of the catalog: catalog/programmes/, read with `catalog::programme`. What is known of
/// a target beside its baseline is not part of the programme.
///
/// @code
/// const Programme plan = catalog::programme("vn-lang-son-2020");
/// for (const auto& t : plan.targets()) …
/// @endcode
#pragma once

#include <string>
#include <vector>

#include "tieuchi/error.hpp"
#include "tieuchi/programme/target.hpp"

namespace tieuchi::inline v1 {

/// Targets that stand in one plan. Valid once built.
class Programme {
 public:
  /// @throws InvalidCriteria with every problem: no targets, a code used twice, nothing promised, a
  /// range whose upper end lies below its lower one, a band or criterion where the metric asks for
  /// one.
  Programme(std::string id, Text title, std::vector<Target> targets);

  [[nodiscard]] const std::string& id() const { return id_; }
  [[nodiscard]] const Text& title() const { return title_; }
  [[nodiscard]] const std::vector<Target>& targets() const { return targets_; }
  /// @throws UnknownCode
  [[nodiscard]] const Target& target(const std::string& code) const;

 private:
  std::string id_;
  Text title_;
  std::vector<Target> targets_;
};

}  // namespace tieuchi::inline v1

#ifndef TIEUCHI_COMPILED
#include "tieuchi/detail/programme/programme.hpp"
#endif
