/// @file
/// From a fitted model to an outlook: `project`.
///
/// Each draw takes parameters from their posterior (rung `full`), new yearly shocks, and walks every
/// cell year by year with counter-based random numbers: the counter never depends on the scenario, so
/// differences between scenarios are tight, and raising a chance of gain never lowers a count as long
/// as gain + loss ≤ 1. Registration and recognition feed back within the draw.
/// Recognition once had is kept until review; without a registration list, past or future, no figure of
/// recognitions is kept (see `Outlook::recognitions_identified`). Cells not applicable count as met in no number and stop
/// no unit. A cell last seen years ago starts from its criterion's chain.
///
/// Cost: O(draws × years × cells), about 10 ns a cell; memory 4 bytes a cell and year, and a histogram
/// of counts a draw.
///
/// @code
/// const Outlook outlook = project(fit(history), {.until = 2020, .seed = 1});
/// outlook.probability(Metric::mean_criteria, 0, 12.5);
/// @endcode
#pragma once

#include <atomic>
#include <numeric>

#include "tieuchi/assessment/assess_options.hpp"
#include "tieuchi/detail/parallel.hpp"
#include "tieuchi/projection/outlook.hpp"
#include "tieuchi/projection/parameter_draw.hpp"
#include "tieuchi/projection/project_options.hpp"
#include "tieuchi/projection/simulator.hpp"

namespace tieuchi::inline v1 {

/// @throws InvalidData for a year not after the last observed one or more than 50 after it, sizes that
/// do not fit, works on unknown cells; NotEnoughData if fewer than 50 draws agree with the evidence;
/// Stopped after a request on `stop`.
Outlook project(const Model& model, const ProjectOptions& options);

// ------------------------------------------------------------------------------------------------

class Projector {
 public:
  Projector(const Model& model, const ProjectOptions& options) : model_(model), o_(options), h_(model.history()) {
    check();
    prepare();
  }

  Outlook run() {
    run_draws();
    if (o_.evidence.empty()) return std::move(out_);
    // Draws are known by their number: those that agree are walked once more, alone.
    std::vector<std::uint32_t> kept;
    for (std::size_t s = 0; s < out_.draws_; ++s) {
      if (agrees(s)) kept.push_back(numbers_[s]);
    }
    if (kept.size() < 50) detail::too_few("evidence", kept.size(), "50 draws that agree with it; ask for more draws");
    Projector again(model_, o_);
    again.out_.reasons_.push_back(std::to_string(kept.size()) + " of " + std::to_string(out_.draws_) + " draws agree with the evidence");
    again.use(std::move(kept));
    again.run_draws();
    return std::move(again.out_);
  }

 private:
  // Sums over draws as integers, whose order does not matter. Chances are kept to 2⁻³².
  struct Sums {
    std::vector<std::uint64_t> chance, all;
    std::vector<std::uint32_t> law, first_all;
    explicit Sums(const Projector& p)
        : chance(p.ahead_ * p.cells_), all(p.ahead_ * p.n_),
          law(p.ahead_ * p.n_ * (p.k_ + 1)), first_all(p.n_ * (p.ahead_ + 1)) {}
    Sums& operator+=(const Sums& other) {
      const auto add = [](auto& a, const auto& b) {
        for (std::size_t i = 0; i < a.size(); ++i) a[i] += b[i];
      };
      add(chance, other.chance), add(all, other.all), add(law, other.law), add(first_all, other.first_all);
      return *this;
    }
  };
  // Laws are summed as doubles, draw after draw within blocks of a fixed size.
  static constexpr std::size_t block = 64;

  void run_draws() {
    const auto n_threads = static_cast<std::size_t>(std::clamp(o_.threads, 1, 256));
    const std::size_t blocks = (out_.draws_ + block - 1) / block;
    laws_.assign(blocks, std::vector<double>(ahead_ * (n_ + 1), 0.0));
    std::vector<Sums> sums(n_threads, Sums(*this));
    std::atomic<std::size_t> next{0};
    const auto work = [&](std::size_t k) {
      try {
        for (std::size_t b; (b = next.fetch_add(1)) < blocks;) {
          for (std::size_t s = b * block; s < std::min((b + 1) * block, out_.draws_); ++s) {
            if (o_.stop.stop_requested()) throw Stopped();
            draw(s, sums[k], laws_[b]);
          }
        }
      } catch (...) {
        next = blocks;   // the others need not go on
        throw;
      }
    };
    detail::on_threads(n_threads, work);
    for (std::size_t k = 1; k < n_threads; ++k) sums[0] += sums[k];
    finish(sums[0]);
  }

  bool lists_known() const { return h_.knows_registration() || !o_.registered.empty(); }
  static std::uint64_t scaled(double p) { return static_cast<std::uint64_t>(std::llround(p * 0x1p32)); }

  void check();
  void prepare();
  void draw(std::size_t s, Sums& sums, std::vector<double>& laws);
  bool agrees(std::size_t s) const;
  void use(std::vector<std::uint32_t> numbers);
  void finish(const Sums& sums);

  const Model& model_;
  const ProjectOptions& o_;
  const History& h_;
  std::size_t n_ = 0, k_ = 0, cells_ = 0, ahead_ = 0;
  std::vector<std::uint8_t> start_state_;    // [cells]: 0, 1 known; 2 not known; 3 not applicable
  std::vector<double> start_chance_;         // [cells] where not known
  std::vector<double> registers_;            // P(registers) by number of criteria met, [k + 1]
  std::vector<std::vector<FundedWork>> works_of_year_;
  std::vector<std::uint32_t> numbers_;       // [draws] the counter of each draw
  std::vector<std::vector<double>> laws_;    // [blocks, ahead · (n + 1)]
  Outlook out_;
};

inline Outlook project(const Model& model, const ProjectOptions& options) { return Projector(model, options).run(); }

inline void Projector::check() {
  Problems problems;
  const int last = h_.parts().years.back();
  n_ = h_.units(), k_ = h_.criteria(), cells_ = n_ * k_;
  if (o_.until <= last || o_.until > last + 50) {
    problems.add({.what = ProblemCode::not_after_last_date, .code = "until", .found = std::to_string(o_.until),
                  .expected = "from " + std::to_string(last + 1) + " to " + std::to_string(last + 50)});
  }
  ahead_ = static_cast<std::size_t>(std::clamp(o_.until - last, 1, 50));
  const auto size = [&](const char* code, std::size_t found, std::size_t expected) {
    if (found != 0 && found != expected) {
      problems.add({.what = ProblemCode::wrong_size, .code = code, .found = std::to_string(found), .expected = std::to_string(expected)});
    }
  };
  size("recognised", o_.recognised.size(), n_);
  size("registered", o_.registered.size(), ahead_ * n_);
  size("population", o_.population.size(), n_);
  if (!o_.population.empty() && std::ranges::count(o_.population, 0) == static_cast<std::ptrdiff_t>(o_.population.size())) {
    problems.add({.what = ProblemCode::value_out_of_range, .code = "population", .found = "no unit", .expected = "one unit at least"});
  }
  if (o_.draws < 1 || o_.draws > 10'000'000) {
    problems.add({.what = ProblemCode::value_out_of_range, .code = "draws", .found = std::to_string(o_.draws), .expected = "1 to 10,000,000"});
  }
  for (const auto& w : o_.works) {
    if (w.unit >= n_ || w.criterion >= k_ || w.year <= last || w.year > o_.until || !(w.chance >= 0 && w.chance <= 1)) {
      problems.add({.what = ProblemCode::value_out_of_range, .code = "works",
                    .found = "unit " + std::to_string(w.unit) + ", criterion " + std::to_string(w.criterion) + ", " + std::to_string(w.year),
                    .expected = "a cell of the history, a year ahead, a chance from 0 to 1"});
    }
  }
  for (const auto& e : o_.evidence) {
    if (!e.band && counts_recognitions(e.metric) && !lists_known()) {
      problems.add({.what = ProblemCode::missing_field, .column = "registered", .code = "evidence",
                    .found = recognitions_need_a_list().en, .expected = "a metric that the draws speak to"});
    }
    if (e.year <= last || e.year > o_.until || !(e.least <= e.most)) {
      problems.add({.what = ProblemCode::value_out_of_range, .code = "evidence", .found = std::to_string(e.year),
                    .expected = "a year ahead and a range that is not empty"});
    }
  }
  problems.raise<InvalidData>();
}

inline void Projector::prepare() {
  const auto& p = h_.parts();
  const int last = p.years.back();
  out_.rung_ = model_.rung(), out_.reasons_ = model_.reasons();
  out_.shocks_ = o_.shocks && model_.rung() == Rung::full;
  out_.seed_ = o_.seed, out_.fingerprint_ = h_.fingerprint(), out_.draws_ = static_cast<std::size_t>(o_.draws);
  out_.units_ = p.units, out_.criteria_ = p.criteria;
  out_.districts_ = p.districts.empty() ? std::vector<UnitCode>{UnitCode{"all"}} : p.districts;
  out_.district_size_.assign(out_.districts_.size(), 0);
  out_.counted_ = o_.population;
  for (std::size_t i = 0; i < n_; ++i) {
    out_.district_.push_back(h_.district(i));
    if (out_.counted(i)) ++out_.district_size_[h_.district(i)], ++out_.n_counted_;
  }
  if (out_.n_counted_ < n_) out_.reasons_.push_back("counted: " + std::to_string(out_.n_counted_) + " of " + std::to_string(n_) + " units, those that exist at the end");
  for (std::size_t t = 0; t < ahead_; ++t) out_.years_.push_back(last + 1 + static_cast<int>(t));
  if (!out_.shocks_) out_.reasons_.push_back("no yearly shocks: intervals of means and counts are far too narrow");

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
          start_chance_[c] = model_.criteria()[j].met_after(s == State::met ? 1 : 0, last - p.years[t]);
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
                            " cells were not seen in " + std::to_string(last) + ": drawn from earlier years or from their criterion");
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
    out_.reasons_.push_back("future registration lists are simulated from past ones by number of criteria met");
  }
  if (!lists_known()) out_.reasons_.push_back(recognitions_need_a_list().en);
  if (model_.covariates().user_covariates && !p.covariates.empty()) out_.reasons_.push_back("covariates stay at their last values");
  works_of_year_.resize(ahead_);
  for (const auto& w : o_.works) works_of_year_[static_cast<std::size_t>(w.year - last - 1)].push_back(w);
  std::vector<std::uint32_t> all_draws(out_.draws_);
  std::iota(all_draws.begin(), all_draws.end(), 0u);
  use(std::move(all_draws));
}

inline void Projector::use(std::vector<std::uint32_t> numbers) {
  numbers_ = std::move(numbers);
  out_.draws_ = numbers_.size();
  out_.histogram_.assign(out_.draws_ * ahead_ * (k_ + 1), 0);
  // Recognitions are kept only where a list says who may be recognised.
  const std::size_t told = lists_known() ? out_.draws_ * ahead_ : 0;
  out_.recognised_.assign(told, 0), out_.newly_.assign(told, 0);
  out_.district_total_.assign(out_.draws_ * ahead_ * out_.districts_.size(), 0);
  if (DrawnStates::bytes(out_.draws_, ahead_, k_, n_) <= o_.keep_states_up_to) out_.states_ = DrawnStates(out_.draws_, ahead_, k_, n_);
}

inline void Projector::draw(std::size_t s, Sums& sums, std::vector<double>& laws) {
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
    const DrawHow how{.parameters = model_.rung() == Rung::full, .shocks = out_.shocks_, .years = ahead_};
    gain = draw_model(*model_.gain(), h_, how, for_gain), loss = draw_model(*model_.loss(), h_, how, for_loss);
  }
  std::vector<std::uint8_t> count(n_), applicable(n_);
  for (std::size_t c = 0; c < cells_; ++c) {
    if (start_state_[c] != 3) count[c % n_] = static_cast<std::uint8_t>(count[c % n_] + now[c]), ++applicable[c % n_];
  }
  std::vector<std::uint8_t> recognised(n_), reached(n_, 0);
  for (std::size_t i = 0; i < n_; ++i) {
    recognised[i] = o_.recognised.empty() ? applicable[i] > 0 && count[i] == applicable[i] : o_.recognised[i] != 0;
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
      if (!o_.registered.empty()) listed[i] = o_.registered[t * n_ + i];
      else if (!registers_.empty()) listed[i] = lists.uniform() < registers_[count[i]];
      if (!crossed) continue;
      const bool at_all = applicable[i] > 0 && count[i] == applicable[i];
      const auto linear = [&](const DrawnModel& d, bool of_loss) {
        std::size_t f = 0;
        double eta = d.beta[f++] + d.unit[i] + d.shock[t];
        if (x.initial_count && f < d.beta.size()) eta += d.beta[f++] * h_.initial_share(i);
        if (x.registration && h_.knows_registration() && f < d.beta.size()) eta += d.beta[f++] * listed[i];
        if (x.at_all && of_loss && f < d.beta.size()) eta += d.beta[f++] * at_all;
        if (x.user_covariates) {
          for (std::size_t v = 0; v < p.covariates.size() && f < d.beta.size(); ++v) eta += d.beta[f++] * p.covariates[v].values[last + i];
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
        if (!crossed) probability[c] = now[c] ? 1 - chain.loss : chain.gain;
        else probability[c] = now[c] ? 1 - detail::logistic(base_loss[i] + loss.criterion[j]) : detail::logistic(base_gain[i] + gain.criterion[j]);
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
      for (std::size_t i = 0; i < n_; ++i) count[i] = static_cast<std::uint8_t>(count[i] + (start_state_[j * n_ + i] != 3 ? now[j * n_ + i] : 0));
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
      if (whole && !recognised[i] && (!o_.only_registered || listed[i])) recognised[i] = newly[i] = 1;
      if (told) out_.newly_[at] += newly[i], out_.recognised_[at] += recognised[i];
    }
    if (out_.states_.empty()) continue;
    std::vector<std::uint8_t> met(n_);
    for (std::size_t j = 0; j < k_; ++j) {
      for (std::size_t i = 0; i < n_; ++i) met[i] = now[j * n_ + i] & (start_state_[j * n_ + i] != 3);
      out_.states_.keep(s, t, j, met);
    }
    out_.states_.keep(s, t, k_, recognised);
    out_.states_.keep(s, t, k_ + 1, newly);
  }
  for (std::size_t i = 0; i < n_; ++i) sums.first_all[i * (ahead_ + 1) + ahead_] += !reached[i];
}

inline bool Projector::agrees(std::size_t s) const {
  return std::ranges::all_of(o_.evidence, [&](const OutlookEvidence& e) {
    const auto ahead = static_cast<std::size_t>(e.year - out_.years_.front());
    const double x = out_.draw_of(e, ahead, s);
    return x >= e.least && x <= e.most;
  });
}

inline void Projector::finish(const Sums& sums) {
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
