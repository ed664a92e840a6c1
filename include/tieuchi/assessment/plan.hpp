/// @file
/// What a set asks, in steps that are the same for every kind of requirement: the plan that is
/// executed, explained and counted.
///
/// A set is lowered once, when it is compiled. Each indicator and each criterion is a node; its
/// steps stand in post-order and work on a stack of cells, so that the last one leaves its cell.
/// Nothing after the lowering knows kinds of requirements.
///
/// | step      | takes              | leaves                                                      |
/// | --------- | ------------------ | ----------------------------------------------------------- |
/// | `Constant`| –                  | a cell                                                      |
/// | `Compare` | a reading          | whether it lies within a cut                                |
/// | `Ratio`   | two readings       | whether one compares with a number times the other          |
/// | `Sum`     | readings           | whether they add up to a mark                               |
/// | `Fold`    | n cells            | the cell of a rule over them                                |
/// | `Pick`    | a, b, a reading    | b within a limit, a outside, else what both leave           |
/// | `Within`  | a cell             | it, or *invalid* where a part is above its whole            |
/// | `Gate`    | a cell             | it, or *not applicable* where a condition is not met        |
/// | `Told`    | a cell             | it, or the declared verdict where that outweighs it         |
///
/// The steps up to `PlanNode::body` are taken once for each threshold that may hold (the cells are
/// then united), the steps after it once.
///
/// @code
/// const CompiledSet rules = compile(set, {.on = day});
/// std::cout << text(rules.plan(), set);
/// @endcode
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "tieuchi/assessment/verdict.hpp"
#include "tieuchi/criteria/criteria_set.hpp"

namespace tieuchi::inline v1 {

/// An interval that a value must lie in: as exact decimals and as the outermost doubles.
struct Limit {
  double low = -std::numeric_limits<double>::infinity();
  double high = std::numeric_limits<double>::infinity();
  std::optional<Decimal> from{}, to{};
  bool strict = false;  ///< equality fails

  /// The limit of "value `comparator` threshold", with the rounding a clause orders.
  [[nodiscard]] static Limit of(Comparator comparator, Decimal threshold,
                                const std::optional<LegalRounding>& rounding = {});
  [[nodiscard]] bool holds(double value) const { return value >= low && value <= high; }
};

/// An observation that a node reads.
struct PlanInput {
  /// Days on which it may have been observed.
  enum class Window : std::uint8_t {
    age,   ///< not older than the options of judging permit
    year,  ///< within a calendar year: the year judged up to the day, or one before it
    ever   ///< without a limit of age
  };
  std::uint32_t measure = 0;  ///< place in `CriteriaSetParts::measures`
  Window window = Window::age;
  std::uint8_t years_back = 0;  ///< of `Window::year`
  bool from_above = false;      ///< where the unit has none, that of the nearest unit above it

  friend bool operator==(const PlanInput&, const PlanInput&) = default;
};

/// How numbers of a threshold cell become a limit.
struct PlanCut {
  enum class Form : std::uint8_t {
    compare,  ///< value `comparator` number
    between,  ///< number ≤ value ≤ the next number
    attained  ///< value ≥ 1, whatever the cell holds
  };
  Form form = Form::compare;
  Comparator comparator = Comparator::at_least;
  std::uint8_t number = 0;  ///< place in the numbers of the cell
  bool optional = false;    ///< left out where the cell has no such number

  /// The limit that a cell with these numbers gives; nothing where it has no such number.
  [[nodiscard]] std::optional<Limit> limit(std::span<const Decimal> numbers,
                                           const std::optional<LegalRounding>& rounding = {}) const;
  friend bool operator==(const PlanCut&, const PlanCut&) = default;
};

/// The steps. Readings are named by their place in `PlanNode::reads`, cuts by that in
/// `PlanNode::cuts`.
namespace op {

struct Constant {
  Cell cell;
};
struct Compare {
  std::uint32_t read = 0;
  std::uint32_t cut = 0;
  bool gap = true;  ///< whether what is lacking is told
};
struct Ratio {
  std::uint32_t value = 0, base = 0;
  Comparator comparator = Comparator::at_least;
  std::optional<std::uint32_t> cut{};  ///< of the ratio; nothing: the ratio 1
  bool base_says_why = false;  ///< an absent base gives its own cause, not *reference missing*
};
struct Sum {
  std::vector<Decimal> most;                ///< of each part, in the order of the readings
  std::uint32_t mark = 0, least_share = 1;  ///< cuts; the second in percent of each part's most
};
struct Fold {
  Rule rule;
  std::uint32_t members = 0;
};
struct Pick {
  std::uint32_t read = 0;
  Limit limit;  ///< the condition: the reading lies within it
};
struct Within {
  std::uint32_t part = 0, whole = 0;
};
struct Gate {
  std::uint32_t input = 0;  ///< place in `Plan::inputs`
};
struct Told {};

}  // namespace op

using PlanStep = std::variant<op::Constant, op::Compare, op::Ratio, op::Sum, op::Fold, op::Pick,
                              op::Within, op::Gate, op::Told>;

/// One indicator, one criterion, or the whole.
struct PlanNode {
  enum class Role : std::uint8_t { indicator, criterion, whole };
  Role role = Role::indicator;
  std::uint32_t place = 0;             ///< flat indicator or criterion
  std::vector<std::uint32_t> reads{};  ///< places in `Plan::inputs`, as `measures_of` lists them
  std::vector<PlanCut> cuts{};         ///< `Threshold::limits` in their order
  std::vector<PlanStep> steps{};
  std::size_t body = 0;  ///< steps before it are taken for each threshold that may hold
  /// The threshold of another set that this one's number multiplies.
  struct Base {
    SetId set;
    IndicatorNumber indicator;
  };
  std::optional<Base> base{};
  bool published = true;  ///< else its value is known to exist and not known

  /// The gate after the body; null where the clause always applies.
  [[nodiscard]] const op::Gate* gate() const {
    return body < steps.size() ? std::get_if<op::Gate>(&steps[body]) : nullptr;
  }
};

/// Nodes of a set in post-order: the indicators of a criterion, the criterion, …, the whole.
struct Plan {
  std::vector<PlanInput> inputs{};
  std::vector<PlanNode> nodes{};
  std::vector<std::uint32_t> indicators{};  ///< node of each flat indicator
  std::vector<std::uint32_t> criteria{};    ///< node of each criterion

  [[nodiscard]] const PlanNode& indicator(std::size_t flat) const {
    return nodes[indicators[flat]];
  }
  [[nodiscard]] const PlanNode& criterion(std::size_t c) const { return nodes[criteria[c]]; }
  [[nodiscard]] const PlanNode& whole() const { return nodes.back(); }
};

/// The plan of a set.
[[nodiscard]] Plan plan_of(const CriteriaSet& set);

/// The plan as text, one line for each step, for people and tests.
[[nodiscard]] std::string text(const Plan& plan, const CriteriaSet& set);

}  // namespace tieuchi::inline v1

#ifndef TIEUCHI_COMPILED
#include "tieuchi/detail/assessment/plan.hpp"
#endif
