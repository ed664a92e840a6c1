// Collects the node of one indicator while its requirement is lowered.
#include "tieuchi/assessment/plan.hpp"

// Guarded after its header, whose bodies read this file where they are inline.
#ifndef TIEUCHI_DETAIL_ASSESSMENT_LOWER_BUILDER
#define TIEUCHI_DETAIL_ASSESSMENT_LOWER_BUILDER

#include <span>
#include <utility>

namespace tieuchi::inline v1::detail {

class PlanBuilder {
 public:
  // Places of measures are looked up in `measures`; one that is not among them is put behind them.
  explicit PlanBuilder(std::span<const Measure> measures) : measures_(measures) {}

  // The place of a new reading.
  std::uint32_t read(const MeasureCode& measure, PlanInput how = {}) {
    how.measure = place(measure);
    reads_.push_back(how);
    return static_cast<std::uint32_t>(reads_.size() - 1);
  }
  std::uint32_t cut(PlanCut cut) {
    node_.cuts.push_back(cut);
    return static_cast<std::uint32_t>(node_.cuts.size() - 1);
  }
  // The cut "value `comparator` number" of the cell.
  std::uint32_t number(std::uint8_t place, Comparator comparator = Comparator::at_least) {
    return cut({.comparator = comparator, .number = place});
  }
  std::uint32_t attained() { return cut({.form = PlanCut::Form::attained}); }

  void step(PlanStep step) { node_.steps.push_back(std::move(step)); }
  void compare(std::uint32_t read, std::uint32_t cut) { step(op::Compare{read, cut}); }
  // The worst of the last cells.
  void worst(std::size_t members) {
    step(op::Fold{rule::AllOf{}, static_cast<std::uint32_t>(members)});
  }
  void base(const SetId& set, const IndicatorNumber& indicator) {
    node_.base = PlanNode::Base{set, indicator};
  }
  void not_published() { node_.published = false; }

  [[nodiscard]] std::uint32_t place(const MeasureCode& measure) const {
    std::uint32_t at = 0;
    while (at < measures_.size() && measures_[at].code != measure) ++at;
    return at;
  }
  [[nodiscard]] const std::vector<PlanInput>& reads() const { return reads_; }
  PlanNode take() {
    node_.body = node_.steps.size();
    return std::move(node_);
  }

 private:
  std::span<const Measure> measures_;
  std::vector<PlanInput> reads_;
  PlanNode node_;
};

}  // namespace tieuchi::inline v1::detail

#endif
