// Bodies of projection/backtest.hpp.
#pragma once

#include "tieuchi/projection/backtest.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <deque>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "tieuchi/detail/inline.hpp"
#include "tieuchi/detail/number_text.hpp"

namespace tieuchi::inline v1 {

TIEUCHI_INLINE std::size_t Backtest::intervals(Rung rung) const {
  std::size_t n = 0;
  for (const auto& l : lines) {
    if (l.rung == rung && l.group == "all") n += l.intervals;
  }
  return n;
}

TIEUCHI_INLINE std::optional<std::string> Backtest::warning(Rung rung) const {
  const std::size_t n = intervals(rung);
  if (n == 0) {
    return "Not tested: no interval of the rung '" + word(rung).en +
           "' could be held against a whole outcome.";
  }
  double held = 0;
  for (const auto& l : lines) {
    if (l.rung != rung || l.group != "all" || !l.cover_90) continue;
    held += *l.cover_90 * static_cast<double>(l.intervals);
  }
  const double share = held / static_cast<double>(n);
  if (share >= 0.75 && share <= 0.99) return std::nullopt;
  return "Of " + std::to_string(n) + " intervals of 90 %, " + detail::fixed(100 * share, 0) +
         " % held what came: do not take probabilities of the rung '" + word(rung).en +
         "' at their word.";
}

namespace detail {

// What was observed in a year, and how a forecast of it scored.
class BacktestScorer {
 public:
  BacktestScorer(const History& history, const BacktestOptions& options)
      : h_(history), o_(options) {}

  // 1 for units seen at the origin or before: others were not there to forecast, [n_units].
  [[nodiscard]] std::vector<std::uint8_t> seen_by(std::size_t origin) const {
    std::vector<std::uint8_t> seen(h_.units(), 0);
    for (std::size_t t = 0; t <= origin; ++t) {
      for (std::size_t j = 0; j < h_.criteria(); ++j) {
        for (std::size_t i = 0; i < seen.size(); ++i) {
          if (h_.state(t, j, i) != State::missing) seen[i] = 1;
        }
      }
    }
    return seen;
  }

  void score(const Outlook& outlook, Rung rung, std::size_t origin, std::size_t target,
             bool fell_back) {
    const auto& years = h_.parts().years;
    const auto ahead = static_cast<std::size_t>(years[target] - years[origin] - 1);
    const int horizon = years[target] - years[origin];
    Tally& all = tally(rung, horizon, "all");
    std::set<Tally*> scored;
    const std::size_t k = h_.criteria();
    std::vector<double> units_with(k + 1, 0.0);
    bool whole = true;
    double total = 0;
    for (std::size_t i = 0; i < h_.units(); ++i) {
      if (!outlook.counted(i)) continue;
      std::vector<Tally*> of{&all};
      if (o_.by_district && !h_.parts().districts.empty()) {
        of.push_back(&tally(rung, horizon, h_.parts().districts[h_.district(i)].str()));
      }
      std::size_t met = 0, decided = 0;
      bool seen = true;
      for (std::size_t j = 0; j < k; ++j) {
        const State s = h_.state(target, j, i);
        if (s == State::missing) seen = false;
        if (s != State::met && s != State::not_met) continue;
        met += s == State::met, ++decided;
        // Not applicable at the origin: no chance of it was forecast.
        if (!has(outlook.applies(j), i)) continue;
        const double p = outlook.chance(ahead, j, i);
        for (Tally* t : of) {
          ++t->line.cells, t->brier += brier(p, s == State::met);
          t->log += log_score(p, s == State::met), scored.insert(t);
        }
        auto& kept = forecasts_[static_cast<std::size_t>(rung)];
        kept.probability.push_back(p), kept.outcome.push_back(s == State::met);
        kept.origin.push_back(origin);
      }
      whole = whole && seen;
      if (!seen) continue;
      units_with[met] += 1, total += static_cast<double>(met);
      if (decided == 0) continue;  // nothing applies to it: its number is 0 whatever happens
      const auto law = outlook.unit_law(ahead, i);
      const double rps = ranked_probability_score(law, static_cast<int>(met));
      for (Tally* t : of) ++t->line.units, t->rps += rps;
      pit_[static_cast<std::size_t>(rung)].push_back(pit_interval(law, static_cast<int>(met)));
    }
    for (Tally* t : scored) ++t->line.origins, t->line.fell_back += fell_back;
    if (!whole || scored.empty()) return;
    const double mean = total / static_cast<double>(outlook.units_counted());
    const auto means = outlook.draws_of(Metric::mean_criteria, ahead);
    const Band top{"top", static_cast<int>(k), static_cast<int>(k)};
    ++all.line.outcomes;
    all.crps_mean += crps_draws(means, mean);
    all.crps_all += crps_draws(outlook.draws_of(top, ahead), units_with[k]);
    cover(all, means, mean);
    for (const auto& band : k == 19 ? reporting_bands() : std::vector<Band>{top}) {
      double units = 0;
      for (int c = band.least; c <= band.most; ++c)
        units += units_with[static_cast<std::size_t>(c)];
      cover(all, outlook.draws_of(band, ahead), units);
    }
  }

  Backtest finish() {
    Backtest out;
    for (const auto& t : tallies_) {
      auto& l = out.lines.emplace_back(t.line);
      const auto mean = [](double sum, std::size_t n) {
        return n ? std::optional(sum / static_cast<double>(n)) : std::nullopt;
      };
      l.brier = mean(t.brier, l.cells), l.log = mean(t.log, l.cells), l.rps = mean(t.rps, l.units);
      l.crps_mean = mean(t.crps_mean, l.outcomes), l.crps_all = mean(t.crps_all, l.outcomes);
      l.cover_50 = mean(t.held_50, l.intervals), l.cover_80 = mean(t.held_80, l.intervals);
      l.cover_90 = mean(t.held_90, l.intervals);
    }
    for (auto& l : out.lines) {
      for (const auto& reference : out.lines) {
        if (reference.horizon != l.horizon || reference.group != l.group) continue;
        if (!l.brier || !reference.brier) continue;
        const double gain = skill(*l.brier, *reference.brier);
        if (reference.rung == Rung::pooled) l.skill_pooled = gain;
        if (reference.rung == Rung::persistence) l.skill_persistence = gain;
      }
    }
    for (Rung r : o_.rungs) {
      const auto& f = forecasts_[static_cast<std::size_t>(r)];
      const auto& p = pit_[static_cast<std::size_t>(r)];
      if (!p.empty()) out.pit.emplace_back(r, pit_histogram(p));
      if (!f.probability.empty())
        out.reliability.emplace_back(r, reliability(f.probability, f.outcome));
    }
    if (!o_.rungs.empty())
      out.recalibrated =
          recalibration(forecasts_[static_cast<std::size_t>(*std::ranges::max_element(o_.rungs))]);
    return out;
  }

 private:
  struct Forecasts {
    std::vector<double> probability;
    std::vector<std::uint8_t> outcome;
    std::vector<std::size_t> origin;
  };

  // A line before its sums are divided.
  struct Tally {
    BacktestLine line;
    double brier = 0, log = 0, rps = 0, crps_mean = 0, crps_all = 0;
    double held_50 = 0, held_80 = 0, held_90 = 0;
  };

  static bool has(const UnitBits& bits, std::size_t unit) {
    return (bits[unit / 64] >> (unit % 64) & 1) != 0;
  }

  Tally& tally(Rung rung, int horizon, const std::string& group) {
    for (auto& t : tallies_) {
      if (t.line.rung == rung && t.line.horizon == horizon && t.line.group == group) return t;
    }
    tallies_.push_back({.line = {.rung = rung, .horizon = horizon, .group = group}});
    return tallies_.back();
  }

  static void cover(Tally& t, const std::vector<double>& draws, double outcome) {
    const auto holds = [&](double level) {
      return outcome >= quantile(draws, (1 - level) / 2) - 1e-9 &&
             outcome <= quantile(draws, (1 + level) / 2) + 1e-9;
    };
    ++t.line.intervals;
    t.held_50 += holds(0.5), t.held_80 += holds(0.8), t.held_90 += holds(0.9);
  }

  static std::optional<Backtest::Recalibrated> recalibration(const Forecasts& f) {
    std::vector<std::size_t> origins = f.origin;
    std::ranges::sort(origins);
    origins.erase(std::unique(origins.begin(), origins.end()), origins.end());
    if (origins.size() < 3) return std::nullopt;
    std::vector<double> learn;
    std::vector<std::uint8_t> came;
    for (std::size_t i = 0; i < f.origin.size(); ++i) {
      if (f.origin[i] != origins.back())
        learn.push_back(f.probability[i]), came.push_back(f.outcome[i]);
    }
    if (std::ranges::count(came, 1) == 0 || std::ranges::count(came, 0) == 0 || came.size() < 10)
      return std::nullopt;
    Backtest::Recalibrated out{recalibrate(learn, came), 0, 0};
    double n = 0;
    for (std::size_t i = 0; i < f.origin.size(); ++i) {
      if (f.origin[i] != origins.back()) continue;
      ++n;
      out.log_before += log_score(f.probability[i], f.outcome[i] != 0);
      out.log_after += log_score(out.map(f.probability[i]), f.outcome[i] != 0);
    }
    out.log_before /= n, out.log_after /= n;
    return out;
  }

  const History& h_;
  const BacktestOptions& o_;
  std::deque<Tally> tallies_;  // references stay valid
  std::array<Forecasts, rung_count> forecasts_;
  std::array<std::vector<std::pair<double, double>>, rung_count> pit_;
};

}  // namespace detail

TIEUCHI_INLINE Backtest backtest(const History& history, const BacktestOptions& options) {
  if (options.horizon < 1) {
    throw InvalidData({{.what = ProblemCode::value_out_of_range,
                        .code = "horizon",
                        .found = std::to_string(options.horizon),
                        .expected = "1 or more"}});
  }
  const std::size_t t = history.years();
  if (options.first_origin + 1 >= t) {
    throw NotEnoughData({{.what = ProblemCode::too_few_dates,
                          .code = "backtest",
                          .found = std::to_string(t) + " years",
                          .expected = "at least " + std::to_string(options.first_origin + 2)}});
  }
  const auto& years = history.parts().years;
  detail::BacktestScorer scorer(history, options);
  for (std::size_t origin = options.first_origin; origin + 1 < t; ++origin) {
    const History known = history.until(origin);
    std::vector<std::size_t> targets;
    for (std::size_t target = origin + 1;
         target < t && years[target] - years[origin] <= options.horizon; ++target) {
      if (history.comparable(origin, target)) targets.push_back(target);
    }
    if (targets.empty()) continue;
    const auto population = scorer.seen_by(origin);
    for (Rung rung : options.rungs) {
      const Model model = fit(known, {.at_most = rung});
      const auto outlook = project(model, {.until = years[targets.back()],
                                           .draws = options.draws,
                                           .seed = options.seed,
                                           .threads = options.threads,
                                           .population = population,
                                           .stop = options.stop});
      for (std::size_t target : targets)
        scorer.score(outlook, rung, origin, target, model.rung() != rung);
    }
  }
  return scorer.finish();
}

}  // namespace tieuchi::inline v1
