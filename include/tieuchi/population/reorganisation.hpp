/// @file
/// Units that merge, split, are absorbed or are made: a graph of old unit, new unit, date and
/// share.
///
/// Identity is a code and a date; a name is not a key. A unit that is dissolved stands as `from`;
/// one that stays and receives others does not, it simply goes on. A part that went to a town
/// leaves the population of the programme: its `to` is empty. A new unit whose parents are not
/// published has an empty `from`.
///
/// | what happened                       | links                                                 |
/// | ----------------------------------- | ----------------------------------------------------- |
/// | A and B become C                    | A → C 1, B → C 1                                      |
/// | A joins B, which keeps its code     | A → B 1                                               |
/// | A is split between B and C          | A → B 0.4, A → C 0.6                                  |
/// | A goes to a town                    | A → nothing 1                                         |
/// | A goes to units not published       | A → nothing, no share; A in `remainder_not_published` |
/// | A is split, only one part published | A → B, no share; A in `remainder_not_published`       |
/// | C was made, of whom: not published  | nothing → C                                           |
///
/// @code
/// const Reorganisation merged(
///     {{.from = UnitCode{"A"}, .to = UnitCode{"C"}, .on = {2020, 1, 1}, .share = 1}});
/// const Descent now = merged.descent(communes_of_2019, {2019, 12, 31}, {2020, 12, 31});
/// @endcode
#pragma once

#include <algorithm>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "tieuchi/population/registry.hpp"

namespace tieuchi::inline v1 {

/// One link of the graph.
struct Succession {
  UnitCode from{};  ///< dissolved on the day before `on`; empty: not published
  UnitCode to{};    ///< empty: left the programme, as communes absorbed by a town do; without a
                    ///< share: not published
  Date on{};
  std::optional<double> share{};  ///< of `from` that went to `to`, as the instrument measures it;
                                  ///< nothing: not published
  std::string instrument{};
};

/// What became of a list of units between two dates: each later unit with its parents.
class Descent {
 public:
  /// A part of an earlier unit; without a share it is known that it came, not how much.
  struct Parent {
    std::size_t before;  ///< position in the earlier list
    std::optional<double> share;
  };
  [[nodiscard]] const std::vector<UnitCode>& before() const { return before_; }
  /// Units that exist later: those that went on in their old order, then new ones in natural order.
  [[nodiscard]] const std::vector<UnitCode>& after() const { return after_; }
  [[nodiscard]] std::span<const Parent> parents(std::size_t after) const {
    return {parents_.data() + first_[after], parents_.data() + first_[after + 1]};
  }
  /// Whether a later unit is an earlier one that nothing was added to or taken from.
  [[nodiscard]] bool unchanged(std::size_t after) const { return unchanged_[after] != 0; }
  /// Whether more than the parents named went into a later unit.
  [[nodiscard]] bool parents_missing(std::size_t after) const {
    return parents_missing_[after] != 0;
  }
  /// Positions in the earlier list of units that left the programme wholly or in part.
  [[nodiscard]] const std::vector<std::size_t>& left() const { return left_; }
  /// The same of units of which it is not published, for a part at least, into whom they went.
  [[nodiscard]] const std::vector<std::size_t>& untraced() const { return untraced_; }

 private:
  friend class Reorganisation;
  std::vector<UnitCode> before_, after_;
  std::vector<std::size_t> first_{0}, left_, untraced_;
  std::vector<Parent> parents_;
  std::vector<std::uint8_t> unchanged_, parents_missing_;
};

/// The graph. Immutable.
class Reorganisation {
 public:
  /// `remainder_not_published` names dissolved units of which only some parts are known. With a
  /// registry every unit must exist: old ones the day before, new ones on the day.
  /// @throws InvalidData with every problem: neither `from` nor `to`, shares outside (0, 1] or that
  /// do not sum to one, a share without the others of its unit, one link twice, a unit dissolved on
  /// two dates, a unit that becomes itself, a unit that does not exist on its date.
  explicit Reorganisation(std::vector<Succession> links,
                          std::vector<UnitCode> remainder_not_published = {},
                          const Registry* registry = nullptr);

  /// By date, then in natural order of the old and the new unit.
  [[nodiscard]] std::span<const Succession> links() const { return links_; }
  [[nodiscard]] bool remainder_not_published(const UnitCode& unit) const {
    return std::ranges::binary_search(unpublished_, unit);
  }
  /// What became of units that existed on `from` by `to`; reorganisations on `from` itself are
  /// already in the list. O(n log n) for n units and links.
  /// @throws InvalidData for a unit listed twice, a later `from` than `to`.
  [[nodiscard]] Descent descent(std::span<const UnitCode> units, Date from, Date to) const;

 private:
  static constexpr std::uint32_t none = ~0u;
  void number_codes();
  /// The number of a code, `none` for one that no link names.
  [[nodiscard]] std::uint32_t number(const UnitCode& code) const;

  std::vector<Succession> links_;
  std::vector<UnitCode> unpublished_;
  // Codes of the links as numbers in natural order; `none` where a link has none.
  std::vector<UnitCode> codes_;
  std::vector<std::uint32_t> from_, to_;
  std::vector<std::uint8_t> some_unpublished_;
};

}  // namespace tieuchi::inline v1

#ifndef TIEUCHI_COMPILED
#include "tieuchi/detail/population/reorganisation.hpp"
#endif
