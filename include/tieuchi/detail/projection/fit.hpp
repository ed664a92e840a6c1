// Bodies of projection/fit.hpp.
#pragma once

#include "tieuchi/projection/fit.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <stdexcept>
#include <string>
#include <tuple>
#include <vector>

#include "tieuchi/detail/inline.hpp"
#include "tieuchi/detail/number_text.hpp"
#include "tieuchi/detail/projection/too_few.hpp"
#include "tieuchi/projection/skill.hpp"

namespace tieuchi::inline v1 {

TIEUCHI_INLINE const Text& word(Rung rung) {
  // Closed: where a rung has no words every build with warnings says so.
  const auto place = [&]() -> std::size_t {
    switch (rung) {
      case Rung::persistence:
      case Rung::pooled:
      case Rung::criterion:
      case Rung::crossed:
      case Rung::covariates:
      case Rung::full:
        return static_cast<std::size_t>(rung);
    }
    throw std::out_of_range("a rung that is not on the ladder");
  };
  static const std::array words{Text{"giữ nguyên", "persistence"},
                                Text{"gộp chung", "pooled"},
                                Text{"theo tiêu chí", "criterion"},
                                Text{"hiệu ứng chéo", "crossed"},
                                Text{"hiệu ứng chéo và biến giải thích", "covariates"},
                                Text{"đầy đủ", "full"}};
  static_assert(std::tuple_size_v<decltype(words)> == rung_count);
  return words[place()];
}

TIEUCHI_INLINE Model fit(History history, const FitOptions& options) {
  Model m(std::move(history));
  const History& h = m.history_;
  m.options_ = options;
  const auto seen = std::ranges::count_if(h.parts().states, [](auto s) { return s <= 1; });
  if (seen == 0) detail::too_few("history", 0, "at least one cell seen met or not met");
  m.criteria_.assign(h.criteria(), TwoState{0, 0});
  const auto step_down = [&](std::string why) { m.reasons_.push_back(std::move(why)); };
  if (options.at_most == Rung::persistence) return m;

  const auto counts = h.transitions();
  std::vector<TransitionCounts> all;
  std::vector<std::int64_t> gains, gain_trials, losses, loss_trials;
  bool of_one_year = true;
  for (const auto& of_criterion : counts) {
    std::int64_t g = 0, gt = 0, l = 0, lt = 0;
    for (const auto& c : of_criterion) {
      all.push_back(c);
      of_one_year = of_one_year && c.years == 1;
      g += c.gains, gt += c.at_risk_of_gain, l += c.losses, lt += c.at_risk_of_loss;
    }
    gains.push_back(g), gain_trials.push_back(gt), losses.push_back(l), loss_trials.push_back(lt);
  }
  std::int64_t at_risk_of_gain = 0, at_risk_of_loss = 0;
  for (auto n : gain_trials) at_risk_of_gain += n;
  for (auto n : loss_trials) at_risk_of_loss += n;
  if (at_risk_of_gain + at_risk_of_loss == 0) {
    step_down(h.years() < 2 ? "one year only: nothing is known about change"
                            : "no criterion was seen twice under one set");
    return m;
  }
  if (at_risk_of_gain > 0 && at_risk_of_loss > 0) {
    m.pooled_ = chain_from_counts(all);
  } else {
    // One side was never at risk: half an event in its place.
    std::int64_t g = 0, l = 0;
    for (auto x : gains) g += x;
    for (auto x : losses) l += x;
    m.pooled_.gain =
        at_risk_of_gain ? static_cast<double>(g) / static_cast<double>(at_risk_of_gain) : 0.5;
    m.pooled_.loss =
        at_risk_of_loss ? static_cast<double>(l) / static_cast<double>(at_risk_of_loss) : 0.0;
    step_down(at_risk_of_gain ? "no criterion was met before: losses are taken as none"
                              : "every criterion was met before: gains are taken as one in two");
  }
  m.rung_ = Rung::pooled;
  std::ranges::fill(m.criteria_, m.pooled_);
  if (options.at_most == Rung::pooled) return m;

  if (of_one_year && at_risk_of_gain > 0 && at_risk_of_loss > 0) {
    const auto g = shrink_rates(gains, gain_trials), l = shrink_rates(losses, loss_trials);
    for (std::size_t j = 0; j < m.criteria_.size(); ++j) m.criteria_[j] = {g.means[j], l.means[j]};
    m.rung_ = Rung::criterion;
  } else if (at_risk_of_gain > 0 && at_risk_of_loss > 0) {
    // Longer gaps: each criterion's chain, shrunken by as many pooled transitions as a criterion
    // has on average over ten.
    const double weight = 0.1 * static_cast<double>(at_risk_of_gain + at_risk_of_loss) /
                          static_cast<double>(h.criteria());
    for (std::size_t j = 0; j < m.criteria_.size(); ++j) {
      auto with_prior = counts[j];
      const auto part = [&](double share, double risk) {
        return static_cast<std::int64_t>(std::llround(share * risk));
      };
      with_prior.push_back({part(m.pooled_.gain, weight), part(1, weight),
                            part(m.pooled_.loss, weight), part(1, weight)});
      if (part(1, weight) > 0) m.criteria_[j] = chain_from_counts(with_prior);
    }
    m.rung_ = Rung::criterion;
  }
  if (options.at_most == Rung::criterion || m.rung_ != Rung::criterion) return m;

  const std::size_t years = h.transition_years();
  if (years < 2) {
    step_down("one transition year: crossed models need two");
    return m;
  }
  if (options.at_most >= Rung::covariates) {
    m.covariates_ = {
        .initial_count = true, .registration = true, .at_all = true, .user_covariates = true};
    if (!h.knows_registration())
      step_down("registration lists are not known: communes at the top may gain faster than shown");
  }
  CrossedOptions how{.covariates = m.covariates_,
                     .estimator = options.estimator,
                     .year_prior = options.year_prior};
  auto gain = fit_crossed(h, Direction::gain, how), loss = fit_crossed(h, Direction::loss, how);
  if (!gain.converged() || !loss.converged()) {
    step_down(std::string("the crossed model of ") + (gain.converged() ? "loss" : "gain") +
              " did not converge");
    m.covariates_ = {};
    return m;
  }
  m.gain_ = std::move(gain), m.loss_ = std::move(loss);
  m.rung_ = std::min(options.at_most, Rung::full);
  if (m.rung_ == Rung::full && years < 3)
    step_down("two transition years: the year's variance is mostly its prior");
  return m;
}

TIEUCHI_INLINE std::string Model::summary() const {
  const auto& p = history_.parts();
  std::string out = "Rung: " + word(rung_).en + "\n";
  out += std::to_string(history_.units()) + " units, " + std::to_string(history_.criteria()) +
         " criteria, " + std::to_string(p.years.front()) + "–" + std::to_string(p.years.back()) +
         " (" + std::to_string(history_.transition_years()) + " transition years)\n";
  out += "Pooled chain: gain " + detail::fixed(pooled_.gain, 4) + ", loss " +
         detail::fixed(pooled_.loss, 4) + " a year\n";
  for (const auto& r : reasons_) out += "Note: " + r + "\n";
  if (gain_) out += gain_->summary() + loss_->summary();
  return out;
}

}  // namespace tieuchi::inline v1
