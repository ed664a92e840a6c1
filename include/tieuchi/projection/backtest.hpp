/// @file
/// How good would the projections have been? Refit at past origins, forecast, compare with what came.
///
/// Only what was known at the origin is used: its units, criteria and verdicts. Scores are means over
/// origins; smaller is better, skill is 1 − score/reference. Coverage counts how often the central
/// intervals held what came: over the mean, the units at the top and every band together, since
/// origins are few. Where the 90 % coverage leaves [0.75, 0.99], `warning` says so, and it belongs
/// beside every probability of that rung.
///
/// @code
/// const Backtest b = backtest(history, {.horizon = 2});
/// for (const auto& line : b.lines) …;  b.warning(Rung::full);
/// @endcode
#pragma once

#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "tieuchi/detail/number_text.hpp"
#include "tieuchi/projection/project.hpp"
#include "tieuchi/projection/skill.hpp"

namespace tieuchi::inline v1 {

struct BacktestOptions {
  int horizon = 1;                ///< years ahead, 1 or more
  std::size_t first_origin = 2;   ///< index of the first year taken as *now*
  std::vector<Rung> rungs{Rung::persistence, Rung::pooled, Rung::criterion, Rung::crossed, Rung::covariates, Rung::full};
  bool by_district = false;       ///< also a line for each district
  int draws = 500;
  std::uint64_t seed = 1;
  int threads = 1;
  std::stop_token stop{};
};

/// Scores of one rung, horizon and group.
struct BacktestLine {
  Rung rung;                      ///< as asked for; the model may have fallen back
  int horizon;                    ///< in years
  std::string group;              ///< "all" or a district
  std::size_t origins = 0, cells = 0, units = 0;
  double brier = 0, log = 0;      ///< of cells
  double rps = 0;                 ///< ranked probability score of a unit's number of criteria
  double crps_mean = 0, crps_all = 0;  ///< of the mean criteria and of the units at the top; 0 for districts
  double cover_50 = 0, cover_80 = 0, cover_90 = 0;
  std::size_t intervals = 0;      ///< behind the coverages; 0: nothing to cover
  double skill_pooled = 0, skill_persistence = 0;  ///< of the Brier score; 0 without that rung
  std::size_t fell_back = 0;      ///< origins at which a lower rung answered
};

struct Backtest {
  std::vector<BacktestLine> lines;
  /// PIT histogram of units' numbers of criteria, ten bins, by rung as asked, all horizons.
  std::vector<std::pair<Rung, std::vector<double>>> pit;
  /// Reliability of cells' probabilities, ten bins, by rung.
  std::vector<std::pair<Rung, std::vector<ReliabilityBin>>> reliability;
  /// Recalibration of the highest rung, learnt without the last origin and scored on it; nothing with
  /// fewer than three origins.
  struct Recalibrated { Recalibration map; double log_before, log_after; };
  std::optional<Recalibrated> recalibrated;
  /// Nothing, or that the 90 % intervals of a rung held too little or too much.
  std::optional<std::string> warning(Rung rung) const;
};

/// @throws NotEnoughData if no origin has a year after it; InvalidData for a horizon below 1.
Backtest backtest(const History& history, const BacktestOptions& options = {});

// ------------------------------------------------------------------------------------------------

inline std::optional<std::string> Backtest::warning(Rung rung) const {
  double held = 0, n = 0;
  for (const auto& l : lines) {
    if (l.rung == rung && l.group == "all") held += l.cover_90 * static_cast<double>(l.intervals), n += static_cast<double>(l.intervals);
  }
  if (n == 0 || (held / n >= 0.75 && held / n <= 0.99)) return std::nullopt;
  return "Of " + detail::fixed(n, 0) + " intervals of 90 %, " + detail::fixed(100 * held / n, 0) +
         " % held what came: do not take probabilities of the rung '" + word(rung).en + "' at their word.";
}

namespace detail {

// What came in a year, and how a forecast of it scored.
class BacktestScorer {
 public:
  BacktestScorer(const History& history, const BacktestOptions& options) : h_(history), o_(options) {}

  void score(const Outlook& outlook, Rung rung, std::size_t origin, std::size_t target, bool fell_back) {
    const auto& years = h_.parts().years;
    const auto ahead = static_cast<std::size_t>(years[target] - years[origin] - 1);
    const int horizon = years[target] - years[origin];
    BacktestLine& all = line(rung, horizon, "all");
    ++all.origins, all.fell_back += fell_back;
    const std::size_t n = h_.units(), k = h_.criteria();
    std::vector<double> came(k + 1, 0.0);
    bool whole = true;
    double total = 0;
    for (std::size_t i = 0; i < n; ++i) {
      BacktestLine* district = o_.by_district && !h_.parts().districts.empty()
                                   ? &line(rung, horizon, h_.parts().districts[h_.district(i)].str()) : nullptr;
      std::size_t met = 0;
      bool seen = true;
      for (std::size_t j = 0; j < k; ++j) {
        const State s = h_.state(target, j, i);
        if (s == State::missing) seen = false;
        if (s != State::met && s != State::not_met) continue;
        met += s == State::met;
        const double p = outlook.chance(ahead, j, i);
        for (BacktestLine* l : {&all, district}) {
          if (l) ++l->cells, l->brier += brier(p, s == State::met), l->log += log_score(p, s == State::met);
        }
        auto& kept = forecasts_[static_cast<std::size_t>(rung)];
        kept.probability.push_back(p), kept.outcome.push_back(s == State::met), kept.origin.push_back(origin);
      }
      whole = whole && seen;
      if (!seen) continue;
      came[met] += 1, total += static_cast<double>(met);
      const auto law = outlook.unit_law(ahead, i);
      const double rps = ranked_probability_score(law, static_cast<int>(met));
      for (BacktestLine* l : {&all, district}) {
        if (l) ++l->units, l->rps += rps;
      }
      pit_[static_cast<std::size_t>(rung)].push_back(pit_interval(law, static_cast<int>(met)));
    }
    if (!whole) return;
    const auto means = outlook.draws_of(Metric::mean_criteria, ahead);
    all.crps_mean += crps_draws(means, total / static_cast<double>(n));
    const Band top{"top", static_cast<int>(k), static_cast<int>(k)};
    all.crps_all += crps_draws(outlook.draws_of(top, ahead), came[k]);
    cover(all, means, total / static_cast<double>(n));
    for (const auto& band : k == 19 ? reporting_bands() : std::vector<Band>{top}) {
      double units = 0;
      for (int c = band.least; c <= band.most; ++c) units += came[static_cast<std::size_t>(c)];
      cover(all, outlook.draws_of(band, ahead), units);
    }
  }

  Backtest finish() {
    Backtest out;
    for (auto& l : lines_) {
      const auto part = [](double& sum, std::size_t n) { sum = n ? sum / static_cast<double>(n) : 0; };
      part(l.brier, l.cells), part(l.log, l.cells), part(l.rps, l.units);
      part(l.crps_mean, l.origins), part(l.crps_all, l.origins);
      part(l.cover_50, l.intervals), part(l.cover_80, l.intervals), part(l.cover_90, l.intervals);
    }
    for (auto& l : lines_) {
      for (const auto& reference : lines_) {
        if (reference.horizon != l.horizon || reference.group != l.group) continue;
        if (reference.rung == Rung::pooled) l.skill_pooled = skill(l.brier, reference.brier);
        if (reference.rung == Rung::persistence) l.skill_persistence = skill(l.brier, reference.brier);
      }
    }
    out.lines.assign(lines_.begin(), lines_.end());
    for (Rung r : o_.rungs) {
      const auto& f = forecasts_[static_cast<std::size_t>(r)];
      const auto& p = pit_[static_cast<std::size_t>(r)];
      if (!p.empty()) out.pit.emplace_back(r, pit_histogram(p));
      if (!f.probability.empty()) out.reliability.emplace_back(r, reliability(f.probability, f.outcome));
    }
    if (!o_.rungs.empty()) out.recalibrated = recalibration(forecasts_[static_cast<std::size_t>(*std::ranges::max_element(o_.rungs))]);
    return out;
  }

 private:
  struct Forecasts {
    std::vector<double> probability;
    std::vector<std::uint8_t> outcome;
    std::vector<std::size_t> origin;
  };

  BacktestLine& line(Rung rung, int horizon, const std::string& group) {
    for (auto& l : lines_) {
      if (l.rung == rung && l.horizon == horizon && l.group == group) return l;
    }
    lines_.push_back({.rung = rung, .horizon = horizon, .group = group});
    return lines_.back();
  }

  static void cover(BacktestLine& l, const std::vector<double>& draws, double came) {
    const auto holds = [&](double level) {
      return came >= quantile(draws, (1 - level) / 2) - 1e-9 && came <= quantile(draws, (1 + level) / 2) + 1e-9;
    };
    ++l.intervals;
    l.cover_50 += holds(0.5), l.cover_80 += holds(0.8), l.cover_90 += holds(0.9);
  }

  static std::optional<Backtest::Recalibrated> recalibration(const Forecasts& f) {
    std::vector<std::size_t> origins = f.origin;
    std::ranges::sort(origins);
    origins.erase(std::unique(origins.begin(), origins.end()), origins.end());
    if (origins.size() < 3) return std::nullopt;
    std::vector<double> learn;
    std::vector<std::uint8_t> came;
    for (std::size_t i = 0; i < f.origin.size(); ++i) {
      if (f.origin[i] != origins.back()) learn.push_back(f.probability[i]), came.push_back(f.outcome[i]);
    }
    if (std::ranges::count(came, 1) == 0 || std::ranges::count(came, 0) == 0 || came.size() < 10) return std::nullopt;
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
  std::deque<BacktestLine> lines_;   // references stay valid
  std::array<Forecasts, 6> forecasts_;
  std::array<std::vector<std::pair<double, double>>, 6> pit_;
};

}  // namespace detail

inline Backtest backtest(const History& history, const BacktestOptions& options) {
  if (options.horizon < 1) {
    throw InvalidData({{.what = ProblemCode::value_out_of_range, .code = "horizon", .found = std::to_string(options.horizon), .expected = "1 or more"}});
  }
  const std::size_t t = history.years();
  if (options.first_origin + 1 >= t) {
    throw NotEnoughData({{.what = ProblemCode::too_few_dates, .code = "backtest", .found = std::to_string(t) + " years",
                          .expected = "at least " + std::to_string(options.first_origin + 2)}});
  }
  const auto& years = history.parts().years;
  detail::BacktestScorer scorer(history, options);
  for (std::size_t origin = options.first_origin; origin + 1 < t; ++origin) {
    const History known = history.until(origin);
    std::vector<std::size_t> targets;
    for (std::size_t target = origin + 1; target < t && years[target] - years[origin] <= options.horizon; ++target) {
      if (history.comparable(origin, target)) targets.push_back(target);
    }
    if (targets.empty()) continue;
    for (Rung rung : options.rungs) {
      const Model model = fit(known, {.at_most = rung});
      const auto outlook = project(model, {.until = years[targets.back()], .draws = options.draws, .seed = options.seed,
                                           .threads = options.threads, .stop = options.stop});
      for (std::size_t target : targets) scorer.score(outlook, rung, origin, target, model.rung() != rung);
    }
  }
  return scorer.finish();
}

}  // namespace tieuchi::inline v1
