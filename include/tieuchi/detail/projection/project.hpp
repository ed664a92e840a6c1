// Bodies of projection/project.hpp.
#pragma once

#include "tieuchi/projection/project.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>
#include <vector>

#include "tieuchi/detail/distributions.hpp"
#include "tieuchi/detail/inline.hpp"
#include "tieuchi/detail/projection/projector.hpp"
#include "tieuchi/projection/parameter_draw.hpp"
#include "tieuchi/projection/simulator.hpp"

namespace tieuchi::inline v1 {

TIEUCHI_INLINE Outlook project(const Model& model, const ProjectOptions& options) {
  return Projector(model, options).run();
}

TIEUCHI_INLINE void Projector::check() {
  Problems problems;
  const int last = h_.parts().years.back();
  n_ = h_.units(), k_ = h_.criteria(), cells_ = n_ * k_;
  if (o_.until <= last || o_.until > last + 50) {
    problems.add(
        {.what = ProblemCode::not_after_last_date,
         .code = "until",
         .found = std::to_string(o_.until),
         .expected = "from " + std::to_string(last + 1) + " to " + std::to_string(last + 50)});
  }
  ahead_ = static_cast<std::size_t>(std::clamp(o_.until - last, 1, 50));
  const auto size = [&](const char* code, std::size_t found, std::size_t expected) {
    if (found != 0 && found != expected) {
      problems.add({.what = ProblemCode::wrong_size,
                    .code = code,
                    .found = std::to_string(found),
                    .expected = std::to_string(expected)});
    }
  };
  size("recognised", o_.recognised.size(), n_);
  size("registered", o_.registered.size(), ahead_ * n_);
  size("population", o_.population.size(), n_);
  if (!o_.population.empty() &&
      std::ranges::count(o_.population, 0) == static_cast<std::ptrdiff_t>(o_.population.size())) {
    problems.add({.what = ProblemCode::value_out_of_range,
                  .code = "population",
                  .found = "no unit",
                  .expected = "one unit at least"});
  }
  if (o_.draws < 1 || o_.draws > 10'000'000) {
    problems.add({.what = ProblemCode::value_out_of_range,
                  .code = "draws",
                  .found = std::to_string(o_.draws),
                  .expected = "1 to 10,000,000"});
  }
  for (const auto& w : o_.works) {
    if (w.unit >= n_ || w.criterion >= k_ || w.year <= last || w.year > o_.until ||
        !(w.chance >= 0 && w.chance <= 1)) {
      problems.add({.what = ProblemCode::value_out_of_range,
                    .code = "works",
                    .found = "unit " + std::to_string(w.unit) + ", criterion " +
                             std::to_string(w.criterion) + ", " + std::to_string(w.year),
                    .expected = "a cell of the history, a year ahead, a chance from 0 to 1"});
    }
  }
  for (const auto& e : o_.evidence) {
    if (!e.band && counts_recognitions(e.metric) && !lists_known()) {
      problems.add({.what = ProblemCode::missing_field,
                    .column = "registered",
                    .code = "evidence",
                    .found = recognitions_need_a_list().en,
                    .expected = "a metric that the draws speak to"});
    }
    if (e.year <= last || e.year > o_.until || !(e.least <= e.most)) {
      problems.add({.what = ProblemCode::value_out_of_range,
                    .code = "evidence",
                    .found = std::to_string(e.year),
                    .expected = "a year ahead and a range that is not empty"});
    }
  }
  problems.raise<InvalidData>();
}

TIEUCHI_INLINE void Projector::prepare() {
  const auto& p = h_.parts();
  const int last = p.years.back();
  out_.rung_ = model_.rung(), out_.reasons_ = model_.reasons();
  out_.shocks_ = o_.shocks && model_.rung() == Rung::full;
  out_.seed_ = o_.seed, out_.fingerprint_ = h_.fingerprint(),
  out_.draws_ = static_cast<std::size_t>(o_.draws);
  out_.units_ = p.units, out_.criteria_ = p.criteria;
  out_.districts_ = p.districts.empty() ? std::vector<UnitCode>{UnitCode{"all"}} : p.districts;
  out_.district_size_.assign(out_.districts_.size(), 0);
  out_.counted_ = o_.population;
  for (std::size_t i = 0; i < n_; ++i) {
    out_.district_.push_back(h_.district(i));
    if (out_.counted(i)) ++out_.district_size_[h_.district(i)], ++out_.n_counted_;
  }
  if (out_.n_counted_ < n_)
    out_.reasons_.push_back("counted: " + std::to_string(out_.n_counted_) + " of " +
                            std::to_string(n_) + " units, those that exist at the end");
  for (std::size_t t = 0; t < ahead_; ++t) out_.years_.push_back(last + 1 + static_cast<int>(t));
  if (!out_.shocks_)
    out_.reasons_.push_back("no yearly shocks: intervals of means and counts are far too narrow");

  // Where each cell stands at the origin.
  start_state_.assign(cells_, 2), start_chance_.assign(cells_, 0.5);
  std::size_t unknown = 0;
  for (std::size_t j = 0; j < k_; ++j) {
    double met = 0.5, seen = 1;
    for (std::size_t i = 0; i < n_; ++i) {
      for (std::size_t t = h_.years(); t-- > 0;) {
        const State s = h_.state(t, j, i);
        if (s == State::missing) continue;
        if (s != State::not_applicable) met += s == State::met, ++seen;
        break;
      }
    }
    for (std::size_t i = 0; i < n_; ++i) {
      const std::size_t c = j * n_ + i;
      start_chance_[c] = met / seen;
      for (std::size_t t = h_.years(); t-- > 0;) {
        const State s = h_.state(t, j, i);
        if (s == State::missing) continue;
        if (t + 1 == h_.years() || s == State::not_applicable) {
          start_state_[c] = static_cast<std::uint8_t>(s);
        } else {
          start_chance_[c] =
              model_.criteria()[j].met_after(s == State::met ? 1 : 0, last - p.years[t]);
        }
        break;
      }
      unknown += start_state_[c] == 2;
    }
  }
  for (std::size_t j = 0; j < k_; ++j) {
    std::vector<std::uint8_t> applies(n_);
    for (std::size_t i = 0; i < n_; ++i) applies[i] = start_state_[j * n_ + i] != 3;
    out_.applies_.push_back(unit_bits(applies));
  }
  if (unknown > 0) {
    out_.reasons_.push_back(std::to_string(unknown) + " of " + std::to_string(cells_) +
                            " cells were not seen in " + std::to_string(last) +
                            ": drawn from earlier years or from their criterion");
  }
  // How often units with c criteria registered for the next year, smoothed by one unit in ten.
  if (h_.knows_registration() && o_.registered.empty()) {
    std::vector<double> did(k_ + 1, 0.1), could(k_ + 1, 1.0);
    for (std::size_t t = 1; t < h_.years(); ++t) {
      for (std::size_t i = 0; i < n_; ++i) {
        std::size_t count = 0;
        for (std::size_t j = 0; j < k_; ++j) count += h_.state(t - 1, j, i) == State::met;
        did[count] += p.registered[t * n_ + i], could[count] += 1;
      }
    }
    for (std::size_t c = 0; c <= k_; ++c) registers_.push_back(did[c] / could[c]);
    out_.reasons_.push_back(
        "future registration lists are simulated from past ones by number of criteria met");
  }
  if (!lists_known()) out_.reasons_.push_back(recognitions_need_a_list().en);
  if (model_.covariates().user_covariates && !p.covariates.empty())
    out_.reasons_.push_back("covariates stay at their last values");
  works_of_year_.resize(ahead_);
  for (const auto& w : o_.works)
    works_of_year_[static_cast<std::size_t>(w.year - last - 1)].push_back(w);
  std::vector<std::uint32_t> all_draws(out_.draws_);
  std::iota(all_draws.begin(), all_draws.end(), 0u);
  use(std::move(all_draws));
}

TIEUCHI_INLINE void Projector::use(std::vector<std::uint32_t> numbers) {
  numbers_ = std::move(numbers);
  out_.draws_ = numbers_.size();
  out_.histogram_.assign(out_.draws_ * ahead_ * (k_ + 1), 0);
  // Recognitions are kept only where a list says who may be recognised.
  const std::size_t told = lists_known() ? out_.draws_ * ahead_ : 0;
  out_.recognised_.assign(told, 0), out_.newly_.assign(told, 0);
  out_.district_total_.assign(out_.draws_ * ahead_ * out_.districts_.size(), 0);
  if (DrawnStates::bytes(out_.draws_, ahead_, k_, n_) <= o_.keep_states_up_to)
    out_.states_ = DrawnStates(out_.draws_, ahead_, k_, n_);
}

TIEUCHI_INLINE void Projector::draw(std::size_t s, Sums& sums, std::vector<double>& laws) {
  const std::uint32_t draw_number = numbers_[s];
  std::vector<std::uint8_t> now(CellChances::padded(cells_), 0);
  RandomStream start(o_.seed, draw_number, 3);
  for (std::size_t c = 0; c < cells_; ++c) {
    if (start_state_[c] == 1) now[c] = 1;
    if (start_state_[c] == 2) now[c] = start.uniform() < start_chance_[c];
  }
  const bool crossed = model_.gain().has_value();
  DrawnModel gain, loss;
  if (crossed) {
    RandomStream for_gain(o_.seed, draw_number, 1), for_loss(o_.seed, draw_number, 2);
    const DrawHow how{
        .parameters = model_.rung() == Rung::full, .shocks = out_.shocks_, .years = ahead_};
    gain = draw_model(*model_.gain(), h_, how, for_gain),
    loss = draw_model(*model_.loss(), h_, how, for_loss);
  }
  std::vector<std::uint8_t> count(n_), applicable(n_);
  for (std::size_t c = 0; c < cells_; ++c) {
    if (start_state_[c] != 3)
      count[c % n_] = static_cast<std::uint8_t>(count[c % n_] + now[c]), ++applicable[c % n_];
  }
  std::vector<std::uint8_t> recognised(n_), reached(n_, 0);
  for (std::size_t i = 0; i < n_; ++i) {
    recognised[i] = o_.recognised.empty() ? applicable[i] > 0 && count[i] == applicable[i]
                                          : o_.recognised[i] != 0;
  }
  const bool told = lists_known();
  RandomStream lists(o_.seed, draw_number, 4);
  CellChances chances(cells_);
  std::vector<double> probability(cells_), all(n_);
  const auto& p = h_.parts();
  const std::size_t last = (h_.years() - 1) * n_;
  const RowOptions x = model_.covariates();
  for (std::size_t t = 0; t < ahead_; ++t) {
    std::vector<double> base_gain(n_), base_loss(n_);
    std::vector<std::uint8_t> listed(n_, 0);
    for (std::size_t i = 0; i < n_; ++i) {
      if (!o_.registered.empty())
        listed[i] = o_.registered[t * n_ + i];
      else if (!registers_.empty())
        listed[i] = lists.uniform() < registers_[count[i]];
      if (!crossed) continue;
      const bool at_all = applicable[i] > 0 && count[i] == applicable[i];
      const auto linear = [&](const DrawnModel& d, bool of_loss) {
        std::size_t f = 0;
        double eta = d.beta[f++] + d.unit[i] + d.shock[t];
        if (x.initial_count && f < d.beta.size()) eta += d.beta[f++] * h_.initial_share(i);
        if (x.registration && h_.knows_registration() && f < d.beta.size())
          eta += d.beta[f++] * listed[i];
        if (x.at_all && of_loss && f < d.beta.size()) eta += d.beta[f++] * at_all;
        if (x.user_covariates) {
          for (std::size_t v = 0; v < p.covariates.size() && f < d.beta.size(); ++v)
            eta += d.beta[f++] * p.covariates[v].values[last + i];
        }
        return eta;
      };
      base_gain[i] = linear(gain, false), base_loss[i] = linear(loss, true);
    }
    for (std::size_t j = 0; j < k_; ++j) {
      const TwoState chain = model_.criteria()[j];
      for (std::size_t i = 0; i < n_; ++i) {
        const std::size_t c = j * n_ + i;
        if (start_state_[c] == 3) {
          probability[c] = 1;
          continue;
        }
        if (!crossed)
          probability[c] = now[c] ? 1 - chain.loss : chain.gain;
        else
          probability[c] = now[c] ? 1 - detail::logistic(base_loss[i] + loss.criterion[j])
                                  : detail::logistic(base_gain[i] + gain.criterion[j]);
      }
    }
    for (std::size_t before = 0; before <= t; ++before) {
      for (const auto& w : works_of_year_[before]) {
        double& at = probability[w.criterion * n_ + w.unit];
        at = std::max(at, w.chance);
      }
    }
    std::ranges::fill(all, 1.0);
    for (std::size_t c = 0; c < cells_; ++c) {
      // The state before is known: one chance serves both.
      chances.set(c, probability[c], probability[c]);
      sums.chance[t * cells_ + c] += scaled(probability[c]);
      all[c % n_] *= probability[c];
    }
    for (std::size_t i = 0; i < n_; ++i) {
      if (applicable[i] == 0) all[i] = 0;
      sums.all[t * n_ + i] += scaled(all[i]);
      if (!out_.counted(i)) all[i] = 0;
    }
    const auto law = count_distribution(all);
    for (std::size_t u = 0; u <= n_; ++u) laws[t * (n_ + 1) + u] += law.law()[u];
    simulate_year(now, chances, {o_.seed, draw_number, static_cast<std::uint32_t>(t + 1)});
    std::ranges::fill(count, 0);
    for (std::size_t j = 0; j < k_; ++j) {
      for (std::size_t i = 0; i < n_; ++i)
        count[i] = static_cast<std::uint8_t>(count[i] +
                                             (start_state_[j * n_ + i] != 3 ? now[j * n_ + i] : 0));
    }
    const std::size_t at = s * ahead_ + t;
    std::vector<std::uint8_t> newly(n_, 0);
    for (std::size_t i = 0; i < n_; ++i) {
      if (!out_.counted(i)) continue;
      ++out_.histogram_[at * (k_ + 1) + count[i]];
      ++sums.law[(t * n_ + i) * (k_ + 1) + count[i]];
      out_.district_total_[at * out_.districts_.size() + h_.district(i)] += count[i];
      const bool whole = applicable[i] > 0 && count[i] == applicable[i];
      if (whole && !reached[i]) reached[i] = 1, ++sums.first_all[i * (ahead_ + 1) + t];
      if (whole && !recognised[i] && (!o_.only_registered || listed[i]))
        recognised[i] = newly[i] = 1;
      if (told) out_.newly_[at] += newly[i], out_.recognised_[at] += recognised[i];
    }
    if (out_.states_.empty()) continue;
    std::vector<std::uint8_t> met(n_);
    for (std::size_t j = 0; j < k_; ++j) {
      for (std::size_t i = 0; i < n_; ++i)
        met[i] = now[j * n_ + i] & (start_state_[j * n_ + i] != 3);
      out_.states_.keep(s, t, j, met);
    }
    out_.states_.keep(s, t, k_, recognised);
    out_.states_.keep(s, t, k_ + 1, newly);
  }
  for (std::size_t i = 0; i < n_; ++i) sums.first_all[i * (ahead_ + 1) + ahead_] += !reached[i];
}

TIEUCHI_INLINE bool Projector::agrees(std::size_t s) const {
  return std::ranges::all_of(o_.evidence, [&](const OutlookEvidence& e) {
    const auto ahead = static_cast<std::size_t>(e.year - out_.years_.front());
    const double x = out_.draw_of(e, ahead, s);
    return x >= e.least && x <= e.most;
  });
}

TIEUCHI_INLINE void Projector::finish(const Sums& sums) {
  const double n = static_cast<double>(out_.draws_);
  for (auto c : sums.chance) out_.chance_.push_back(static_cast<double>(c) * 0x1p-32 / n);
  for (auto c : sums.all) out_.all_.push_back(static_cast<double>(c) * 0x1p-32 / n);
  out_.law_ = sums.law, out_.first_all_ = sums.first_all;
  for (std::size_t t = 0; t < ahead_; ++t) {
    std::vector<double> law(n_ + 1, 0.0);
    for (const auto& of_block : laws_) {
      for (std::size_t u = 0; u <= n_; ++u) law[u] += of_block[t * (n_ + 1) + u] / n;
    }
    out_.law_of_all_.emplace_back(std::move(law));
  }
}

}  // namespace tieuchi::inline v1
