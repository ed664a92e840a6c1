// Bodies of assessment/plan.hpp.
#pragma once

#include "tieuchi/assessment/plan.hpp"

#include <algorithm>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "tieuchi/detail/assessment/lower/lower.hpp"
#include "tieuchi/detail/criteria/sign.hpp"
#include "tieuchi/detail/inline.hpp"
#include "tieuchi/detail/overloaded.hpp"

namespace tieuchi::inline v1 {

TIEUCHI_INLINE Limit Limit::of(Comparator comparator, Decimal threshold,
                               const std::optional<LegalRounding>& rounding) {
  Limit out;
  out.strict = comparator == Comparator::more_than || comparator == Comparator::less_than;
  std::int64_t step = 1;  // of the rounded values, in millionths
  for (int p = 6; rounding && p > rounding->places; --p) step *= 10;
  if (step == 1) {
    (wants_more(comparator) ? out.from : out.to) = threshold;
  } else {
    // Half up, x rounds to n steps or more from n − ½ steps on. A threshold between two steps asks
    // for the step above it, or allows the step below.
    std::int64_t below = threshold.micros() / step;
    if (below * step > threshold.micros()) --below;
    const std::int64_t above = below + (below * step < threshold.micros());
    const auto rounds_to = [&](std::int64_t steps) { return steps * step - step / 2; };
    switch (comparator) {
      case Comparator::at_least:
        out.from = Decimal::from_micros(rounds_to(above));
        break;
      case Comparator::more_than:
        out.from = Decimal::from_micros(rounds_to(below + 1));
        break;
      case Comparator::at_most:
        out.to = Decimal::from_micros(rounds_to(below + 1) - 1);
        break;
      case Comparator::less_than:
        out.to = Decimal::from_micros(rounds_to(above) - 1);
        break;
    }
    out.strict = false;
  }
  if (out.from)
    out.low = smallest_at_least(out.strict ? *out.from + Decimal::from_micros(1) : *out.from);
  if (out.to) out.high = largest_at_most(out.strict ? *out.to - Decimal::from_micros(1) : *out.to);
  return out;
}

TIEUCHI_INLINE std::optional<Limit> PlanCut::limit(
    std::span<const Decimal> numbers, const std::optional<LegalRounding>& rounding) const {
  const std::size_t last = form == Form::between ? number + 1u : number;
  switch (form) {
    case Form::attained:
      return Limit::of(Comparator::at_least, Decimal(1));
    case Form::compare:
      if (last >= numbers.size()) return std::nullopt;
      return Limit::of(comparator, numbers[number], rounding);
    case Form::between: {
      if (last >= numbers.size()) return std::nullopt;
      Limit both = Limit::of(Comparator::at_least, numbers[number], rounding);
      const Limit upper = Limit::of(Comparator::at_most, numbers[last], rounding);
      both.high = upper.high, both.to = upper.to;
      return both;
    }
  }
  return std::nullopt;
}

TIEUCHI_INLINE Plan plan_of(const CriteriaSet& set) {
  Plan plan;
  const auto input = [&](const PlanInput& wanted) {
    const auto at = std::ranges::find(plan.inputs, wanted);
    if (at == plan.inputs.end()) plan.inputs.push_back(wanted);
    return static_cast<std::uint32_t>(std::ranges::find(plan.inputs, wanted) - plan.inputs.begin());
  };
  const auto& measures = set.parts().measures;
  const auto gate = [&](const Applicability& a, PlanNode& node) {
    if (!a.condition) return;
    const auto measure = detail::PlanBuilder(measures).place(*a.condition);
    node.steps.push_back(op::Gate{input({.measure = measure})});
  };
  const auto add = [&](PlanNode node, PlanNode::Role role, std::size_t place) {
    node.role = role, node.place = static_cast<std::uint32_t>(place);
    plan.nodes.push_back(std::move(node));
    return static_cast<std::uint32_t>(plan.nodes.size() - 1);
  };
  for (std::size_t c = 0; c < set.criteria().size(); ++c) {
    const Criterion& criterion = set.criteria()[c];
    for (const auto& indicator : criterion.indicators) {
      detail::PlanBuilder builder(measures);
      detail::lower(indicator.requirement, builder);
      PlanNode node = builder.take();
      for (const auto& r : builder.reads()) node.reads.push_back(input(r));
      gate(indicator.applicability, node);
      const std::size_t flat = plan.indicators.size();
      plan.indicators.push_back(add(std::move(node), PlanNode::Role::indicator, flat));
    }
    PlanNode node;
    const auto members = static_cast<std::uint32_t>(criterion.indicators.size());
    node.steps.push_back(op::Fold{criterion.rule, members}), node.body = 1;
    gate(criterion.applicability, node);
    node.steps.emplace_back(op::Told{});
    plan.criteria.push_back(add(std::move(node), PlanNode::Role::criterion, c));
  }
  PlanNode whole;
  whole.steps.push_back(
      op::Fold{set.parts().rule, static_cast<std::uint32_t>(plan.criteria.size())});
  whole.body = 1;
  add(std::move(whole), PlanNode::Role::whole, 0);
  return plan;
}

namespace detail {

// Steps in words, for one node.
class PlanWords {
 public:
  PlanWords(const Plan& plan, const CriteriaSet& set, const PlanNode& node)
      : plan_(plan), set_(set), node_(node) {}

  std::string operator()(const op::Constant& /*step*/) const { return "constant"; }
  std::string operator()(const op::Compare& step) const {
    return "compare " + read(step.read) + cut(step.cut);
  }
  std::string operator()(const op::Ratio& step) const {
    return "ratio " + read(step.value) + (step.cut ? cut(*step.cut) : sign(step.comparator) + "1") +
           " × " + read(step.base) + (step.base_says_why ? ", whose absence is told" : "");
  }
  std::string operator()(const op::Sum& step) const {
    std::string out = "sum";
    for (std::size_t k = 0; k < step.most.size(); ++k) {
      out += (k == 0 ? " " : " + ") + read(k) + " of " + step.most[k].str();
    }
    return out + cut(step.mark) + ", each" + cut(step.least_share) + " %";
  }
  std::string operator()(const op::Fold& step) const {
    return rule(step.rule) + " of " + std::to_string(step.members);
  }
  std::string operator()(const op::Pick& step) const {
    return "pick the second where " + read(step.read) + " ≤ " +
           step.limit.to.value_or(Decimal()).str();
  }
  std::string operator()(const op::Within& step) const {
    return "within " + read(step.part) + " ≤ " + read(step.whole);
  }
  std::string operator()(const op::Gate& step) const { return "gate " + input(step.input); }
  std::string operator()(const op::Told& /*step*/) const { return "told"; }

 private:
  static std::string sign(Comparator c) { return " " + sign_of(c); }
  static std::string policy(NotApplicablePolicy p) {
    switch (p) {
      case NotApplicablePolicy::drop:
        return "drop";
      case NotApplicablePolicy::scale:
        return "scale";
      case NotApplicablePolicy::deem_met:
        return "deem met";
      case NotApplicablePolicy::deem_not_met:
        return "deem not met";
    }
    return "";
  }
  static std::string rule(const Rule& rule) {
    return std::visit(Overloaded{[](const rule::AllOf&) -> std::string { return "worst"; },
                                 [](const rule::AnyOf&) -> std::string { return "best"; },
                                 [](const rule::AtLeast& r) {
                                   return "at least " + std::to_string(r.k) + " (" +
                                          policy(r.not_applicable) + ")";
                                 },
                                 [](const rule::Score& r) {
                                   std::string out = "score ≥ " + r.pass.str() + " with";
                                   for (const auto& p : r.points) out += " " + p.str();
                                   const bool keep =
                                       r.not_applicable == rule::Score::NotApplicable::keep_max;
                                   return out + (keep ? " (keep)" : " (rescale)");
                                 }},
                      rule);
  }
  [[nodiscard]] std::string input(std::size_t at) const {
    const PlanInput& in = plan_.inputs[at];
    std::string out = set_.parts().measures[in.measure].code.str();
    switch (in.window) {
      case PlanInput::Window::age:
        break;
      case PlanInput::Window::year:
        out +=
            in.years_back == 0 ? " in the year" : " " + std::to_string(in.years_back) + " y before";
        break;
      case PlanInput::Window::ever:
        out += " at any time";
        break;
    }
    return out + (in.from_above ? " from above" : "");
  }
  [[nodiscard]] std::string read(std::size_t at) const { return input(node_.reads[at]); }
  [[nodiscard]] std::string cut(std::size_t at) const {
    const PlanCut& cut = node_.cuts[at];
    const std::string number = "#" + std::to_string(cut.number + 1);
    switch (cut.form) {
      case PlanCut::Form::compare:
        return sign(cut.comparator) + number;
      case PlanCut::Form::between:
        return " in " + number + " … #" + std::to_string(cut.number + 2);
      case PlanCut::Form::attained:
        return " ≥ 1";
    }
    return "";
  }

  const Plan& plan_;
  const CriteriaSet& set_;
  const PlanNode& node_;
};

}  // namespace detail

TIEUCHI_INLINE std::string text(const Plan& plan, const CriteriaSet& set) {
  std::string out;
  std::vector<const IndicatorNumber*> numbers;
  for (const auto& c : set.criteria()) {
    for (const auto& i : c.indicators) numbers.push_back(&i.number);
  }
  for (const PlanNode& node : plan.nodes) {
    switch (node.role) {
      case PlanNode::Role::indicator:
        out += numbers[node.place]->str();
        break;
      case PlanNode::Role::criterion:
        out += "criterion " + set.criteria()[node.place].number.str();
        break;
      case PlanNode::Role::whole:
        out += "whole";
        break;
    }
    if (!node.published) out += ", not published";
    if (node.base) out += ", times " + node.base->set.str() + " " + node.base->indicator.str();
    out += "\n";
    const detail::PlanWords words(plan, set, node);
    for (const auto& step : node.steps) out += "  " + std::visit(words, step) + "\n";
  }
  return out;
}

}  // namespace tieuchi::inline v1
